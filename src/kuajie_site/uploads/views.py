"""The data pages of a seat's own party: its files, uploads from draft to version."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kuajie.messages import Text
from kuajie.wiring.uploads import programme_values
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.activity.log import note
from kuajie_site.programmes.models import Seat
from kuajie_site.uploads.accept import AlreadyDone, Outdated, accept, look_again, name_columns
from kuajie_site.uploads.columns import ColumnsForm, tables_to_map
from kuajie_site.uploads.limits import takes_files
from kuajie_site.uploads.models import OPEN, Stage, Upload
from kuajie_site.uploads.own_files import facts_lack, files_of_party, lacking
from kuajie_site.uploads.problems import HEADS, problems_csv
from kuajie_site.uploads.queue import enqueue_counting, job_of
from kuajie_site.uploads.receive import receive
from kuajie_site.uploads.record_names import record_name
from kuajie_site.uploads.refusals import NotTaken
from kuajie_site.uploads.work import conclude
from kuajie_site.words import locale_now, said

DONE = Text(en="The files are in force now, as version {number}.", zh="文件已生效，版本 {number}。")
MEANWHILE = Text(
    en="The programme’s files have changed meanwhile, so yours are looked at again. "
    "Nothing has been taken over yet.",
    zh="项目文件在此期间已有变动，正在重新核对你的文件。目前尚未采用。",
)
ENDED = Text(en="This upload was already accepted or dropped.", zh="该上传已被采用或放弃。")
DROPPED = Text(en="Dropped; nothing was kept.", zh="已放弃，未保存任何内容。")


class NoteForm(forms.Form):
    """A note for the history."""

    note = forms.CharField(max_length=300, required=False)


@takes_files
@in_programme(Action.SEE_OWN_DATA)
def data(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show the files of one's own party; take in what is uploaded."""
    if request.method == "POST":
        if not seat.may(Action.UPLOAD):
            return HttpResponse(status=403)
        return _received(request, seat)
    return render(request, "uploads/data.html", _data_facts(request, seat))


def _received(request: SignedInRequest, seat: Seat) -> HttpResponse:
    try:
        upload = receive(seat, request.user, request.FILES.getlist("files"), key=_key(request))
    except NotTaken as refused:
        told = said(refused.text, **refused.facts)
        facts = {**_data_facts(request, seat), "refused": told}
        return render(request, "uploads/data.html", facts, status=refused.status)
    return HttpResponseRedirect(reverse("upload", args=[seat.programme_id, upload.pk]))


def _key(request: SignedInRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _data_facts(request: SignedInRequest, seat: Seat) -> dict[str, Any]:
    version = seat.programme.latest
    if version is None or seat.party is None:
        raise Http404
    counting = bool(facts_lack(version, seat.party))
    if counting:
        enqueue_counting(version, seat.party, request.user)
    return {
        "files": files_of_party(seat, version),
        "version": version,
        "lacking": lacking(seat, version),
        "counting": counting,
        "key": uuid4(),
        "open": Upload.objects.filter(
            programme=seat.programme, party=seat.party, stage__in=OPEN
        ).select_related("user"),
    }


@in_programme(Action.SEE_OWN_DATA)
@require_safe
def own_files(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Return the table of files, asked again by htmx while rows are counted."""
    return render(request, "uploads/files_table.html", _data_facts(request, seat))


def upload_of(seat: Seat, key: UUID) -> Upload:
    """Return an upload of the seat's own party; raises ``Http404`` for any other."""
    mine = Upload.objects.select_related("programme", "party", "base", "version", "restores", "user")
    return get_object_or_404(mine, pk=key, programme=seat.programme, party=seat.party)


@in_programme(Action.SEE_OWN_DATA)
def upload(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show where an upload stands: being looked at, columns to name, problems, what would change."""
    found = upload_of(seat, key)
    form = None
    if found.stage == Stage.COLUMNS:
        form = ColumnsForm(tables_to_map(found), request.POST or None, known=_known(seat))
        if request.method == "POST":
            if not seat.may(Action.UPLOAD):
                return HttpResponse(status=403)
            if form.is_valid():
                name_columns(found, sections=form.sections(), files=form.chosen_files(found))
                return HttpResponseRedirect(reverse("upload", args=[seat.programme_id, key]))
    facts = _upload_facts(seat, found) | {"form": form}
    partial = request.headers.get("HX-Request") and found.stage == Stage.CHECKING
    if request.headers.get("HX-Request") and not partial:
        return HttpResponse(headers={"HX-Refresh": "true"})
    template = "uploads/progress.html" if partial else "uploads/upload.html"
    return render(request, template, facts, status=422 if form is not None and form.errors else 200)


def _known(seat: Seat) -> dict[str, str]:
    """Return what a file need not say: of which programme it is."""
    latest = seat.programme.latest
    return {} if latest is None else {"programme": str(programme_values(latest.folder)["programme"]["id"])}


def _upload_facts(seat: Seat, found: Upload) -> dict[str, Any]:
    job = job_of(found) if found.stage == Stage.CHECKING else None
    zh = locale_now() == "zh"
    return {
        "upload": found,
        "job": job,
        "step": (job.step_zh if zh else job.step_en) if job else "",
        "stuck": job is None or not job.open,
        "heads": [said(head) for head in HEADS],
        "problems": [{**each, "said": each[locale_now()]} for each in found.problems],
        "changes": [{**each, "name": record_name(each["record"])} for each in found.changes],
        "may_upload": seat.may(Action.UPLOAD),
        "files": [
            {**file, "name": record_name(file["record"]) if file["record"] else None} for file in found.files
        ],
    }


@in_programme(Action.SEE_OWN_DATA)
@require_safe
def problems(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Return the problems of an upload as CSV."""
    del request
    found = upload_of(seat, key)
    answer = HttpResponse(problems_csv(found.problems, locale_now()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="problems-{str(key)[:8]}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@in_programme(Action.UPLOAD)
@require_POST
def accept_upload(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Take an upload over."""
    found = upload_of(seat, key)
    here = reverse("upload", args=[seat.programme_id, key])
    form = NoteForm(request.POST)
    told = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        version = accept(found, request.user, told or found.note)
    except Outdated:
        messages.warning(request, said(MEANWHILE))
        return HttpResponseRedirect(here)
    except AlreadyDone:
        messages.info(request, said(ENDED))
        return HttpResponseRedirect(here)
    note(seat, "files_changed", shared=True, files=_kinds(found), number=version.number)
    messages.success(request, said(DONE, number=version.number))
    return HttpResponseRedirect(reverse("data", args=[seat.programme_id]))


def _kinds(found: Upload) -> Text:
    names = [record_name(change["record"]) for change in found.changes]
    en, zh = ", ".join(name.en for name in names), "、".join(name.zh for name in names)
    return Text(en=en.replace("{", "").replace("}", ""), zh=zh.replace("{", "").replace("}", ""))


@in_programme(Action.UPLOAD)
@require_POST
def drop_upload(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Drop an upload."""
    dropped = conclude(upload_of(seat, key), Stage.DROPPED)
    messages.info(request, said(DROPPED if dropped else ENDED))
    return HttpResponseRedirect(reverse("data", args=[seat.programme_id]))


@in_programme(Action.UPLOAD)
@require_POST
def check_again(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Have an upload looked at again."""
    del request
    look_again(upload_of(seat, key))
    return HttpResponseRedirect(reverse("upload", args=[seat.programme_id, key]))
