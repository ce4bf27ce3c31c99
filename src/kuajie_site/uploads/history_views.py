"""The history of a programme's files: versions, own files to download, and the way back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.uploads.check import own_files
from kuajie_site.uploads.history import history_of
from kuajie_site.uploads.receive import restore
from kuajie_site.uploads.record_names import record_name
from kuajie_site.words import said

BACK = Text(en="Own files as in version {number}", zh="本方文件恢复至版本 {number}")


@in_programme(Action.SEE_OWN_DATA)
@require_safe
def history(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show the versions of the programme's files, and what each changed as far as the seat may know it."""
    return render(request, "uploads/history.html", {"lines": history_of(seat), "key": uuid4()})


@in_programme(Action.SEE_OWN_DATA)
@require_safe
def version(request: SignedInRequest, seat: Seat, number: int) -> HttpResponse:
    """Show the files that the seat's party had in a version."""
    found = version_of(seat, number)
    line = next((line for line in history_of(seat) if line.version == found), None)
    key = seat.party.key if seat.party else ""
    files = [(path.name, path.stat().st_size) for path in own_files(found, key)]
    latest = found == seat.programme.latest
    kept = line.upload.changes if line and line.upload else []
    facts = {
        "version": found,
        "files": files,
        "line": line,
        "latest": latest,
        "key": uuid4(),
        "changes": [{**each, "name": record_name(each["record"])} for each in kept],
    }
    return render(request, "uploads/version.html", facts)


@in_programme(Action.SEE_OWN_DATA)
@require_safe
def download(request: SignedInRequest, seat: Seat, number: int, name: str) -> FileResponse:
    """Return a file of the seat's own party as it was in a version."""
    del request
    found = version_of(seat, number)
    own = {path.name: path for path in own_files(found, seat.party.key if seat.party else "")}
    if name not in own:
        raise Http404
    answer = FileResponse(
        own[name].open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@in_programme(Action.UPLOAD)
@require_POST
def go_back(request: SignedInRequest, seat: Seat, number: int) -> HttpResponse:
    """Make a draft that brings the party's files of a version back; it is looked at before it counts."""
    found = version_of(seat, number)
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid4()
    draft = restore(seat, request.user, found, key=key, note=said(BACK, number=number))
    return HttpResponseRedirect(reverse("upload", args=[seat.programme_id, draft.pk]))


def version_of(seat: Seat, number: int) -> Version:
    """Return a version of the seat's programme by its number."""
    return get_object_or_404(
        Version.objects.select_related("created_by", "party"), programme=seat.programme, number=number
    )
