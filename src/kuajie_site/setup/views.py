"""Setting a programme up: from nothing step by step, from a folder, or from a template."""

from __future__ import annotations

import shutil
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kuajie.messages import BadInput, Finding, Text
from kuajie.wiring import uploads as wiring
from kuajie_site.access.views import SignedInRequest, signed_in
from kuajie_site.accounts.models import User
from kuajie_site.setup.build import as_sent, faults_of, programme_of
from kuajie_site.setup.create import FOLDER, create, template_names, template_values, user_may_set_up
from kuajie_site.setup.folder_in import take_folder
from kuajie_site.setup.forms import OwnForm
from kuajie_site.setup.models import SetUp
from kuajie_site.setup.steps import BY_NAME, STEPS, Step, bound, parties_of, typed
from kuajie_site.uploads.limits import takes_files
from kuajie_site.uploads.refusals import NO_FILE, NotTaken
from kuajie_site.words import locale_now, said

REVIEW = "review"
MADE = Text(
    en="The programme is set up. Next: upload your files under Data, and invite "
    "the other parties under People.",
    zh="项目已设立。下一步：在“数据”上传本方文件，在“成员”邀请其他合作方。",
)
BRINGING = Text(
    en="The programme is set up. Its files are being read; Data shows how far that is.",
    zh="项目已设立，正在读取文件，可在“数据”查看进度。",
)


@takes_files
@signed_in
def start(request: SignedInRequest) -> HttpResponse:
    """Ask from what to begin: nothing, a template, a programme folder; list what was begun."""
    if not user_may_set_up(request.user):
        raise PermissionDenied
    refused = ""
    if request.method == "POST":
        begun = _begin(request)
        if isinstance(begun, SetUp):
            return HttpResponseRedirect(_first_page(begun))
        refused = begun
    open_ones = request.user.set_ups.filter(programme=None)
    facts = {"templates": template_names(), "open": open_ones, "refused": refused}
    return render(request, "setup/start.html", facts, status=422 if refused else 200)


def _begin(request: SignedInRequest) -> SetUp | str:
    source = request.POST.get("source", "")
    belonging = request.user.belongings.filter(owner=True).order_by("pk").first()
    if belonging is None or source not in {"", FOLDER, *(name for name, *_ in template_names())}:
        raise Http404
    set_up = SetUp(user=request.user, organisation=belonging.organisation, source=source)
    try:
        set_up.values = _given(request, set_up)
    except NotTaken as refused:
        return said(refused.text, **refused.facts)
    except BadInput as refused:
        return refused.say(locale_now())
    set_up.save()
    return set_up


def _given(request: SignedInRequest, set_up: SetUp) -> dict[str, Any]:
    if set_up.source == FOLDER:
        given = request.FILES.get("folder")
        if given is None:
            raise NotTaken(NO_FILE)
        return _told(take_folder(set_up, given))
    return _told(template_values(set_up.source, locale_now())) if set_up.source else {}


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Return what pages need of a programme.toml that is there already."""
    parties = [
        {name: str(each[key]) for name, key in (("key", "id"), ("name", "name"), ("role", "role"))}
        for each in values["party"]
    ]
    return {"title": values["programme"]["title"], "parties": parties}


def _first_page(set_up: SetUp) -> str:
    return reverse("set_up", args=[set_up.pk, REVIEW if set_up.source else STEPS[0].name])


def mine(user: User, key: UUID) -> SetUp:
    """Return a set-up of somebody's own; raises ``Http404`` for any other."""
    return get_object_or_404(SetUp.objects.select_related("organisation", "programme"), pk=key, user=user)


@signed_in
def step(request: SignedInRequest, key: UUID, name: str) -> HttpResponse:
    """Show a step with what was typed; keep what is sent, whatever it is, before anything is judged."""
    set_up = mine(request.user, key)
    if set_up.programme is not None:
        return HttpResponseRedirect(reverse("programme", args=[set_up.programme.pk]))
    if name == REVIEW:
        return _review(request, set_up)
    if name not in BY_NAME or set_up.source:
        raise Http404
    this = BY_NAME[name]
    form = bound(this, set_up.values, None)
    faults: list[Finding] = []
    if request.method == "POST":
        sent = typed(bound(this, set_up.values, request.POST))
        set_up.values = {**set_up.values, this.name: sent}
        set_up.save()
        form = bound(this, set_up.values, as_sent(this, set_up.values))
        go = request.POST.get("go", "next")
        if go == "more":
            return HttpResponseRedirect(f"{reverse('set_up', args=[key, name])}#more")
        if go == "back":
            return HttpResponseRedirect(_beside(set_up, this, -1))
        faults = faults_of(set_up.values, [this]) if form.is_valid() else []
        if form.is_valid() and not faults:
            return HttpResponseRedirect(_beside(set_up, this, 1))
    facts = _frame(set_up, this.name) | {"step": this, "form": form, "faults": _said(faults)}
    return render(request, "setup/step.html", facts, status=422 if request.method == "POST" else 200)


def _beside(set_up: SetUp, this: Step, way: int) -> str:
    place = STEPS.index(this) + way
    if place < 0:
        return reverse("new_programme")
    return reverse("set_up", args=[set_up.pk, STEPS[place].name if place < len(STEPS) else REVIEW])


def _frame(set_up: SetUp, here: str) -> dict[str, Any]:
    steps = [] if set_up.source else [(each.name, each.title, each.name in set_up.values) for each in STEPS]
    return {"set_up": set_up, "steps": steps, "here": here}


def _said(faults: list[Finding]) -> list[str]:
    return [fault.say(locale_now()) for fault in faults]


def _review(request: SignedInRequest, set_up: SetUp) -> HttpResponse:
    values = _values(set_up)
    form = OwnForm(request.POST if request.method == "POST" else None, parties=parties_of(set_up.values))
    faults = [] if set_up.source else _said(faults_of(set_up.values, STEPS))
    if request.method == "POST" and not faults and form.is_valid():
        try:
            made = create(set_up, values or _source_values(set_up), form.cleaned_data["own"])
        except BadInput as refused:
            faults = _said(list(refused.findings))
        else:
            messages.success(request, said(BRINGING if set_up.source else MADE))
            return HttpResponseRedirect(reverse("programme", args=[made.pk]))
    facts = _frame(set_up, REVIEW) | {
        "form": form,
        "faults": faults,
        "values": values,
        "simulated": bool(set_up.source) and set_up.source != FOLDER,
    }
    return render(request, "setup/review.html", facts, status=422 if request.method == "POST" else 200)


def _values(set_up: SetUp) -> dict[str, Any]:
    return {} if set_up.source else programme_of(set_up.values)


def _source_values(set_up: SetUp) -> dict[str, Any]:
    if set_up.source == FOLDER:
        return wiring.programme_values(set_up.folder)
    return template_values(set_up.source, locale_now())


@signed_in
@require_POST
def drop(request: SignedInRequest, key: UUID) -> HttpResponse:
    """Drop a set-up that has not become a programme."""
    set_up = mine(request.user, key)
    if set_up.programme is None:
        shutil.rmtree(set_up.folder, ignore_errors=True)
        set_up.delete()
    return HttpResponseRedirect(reverse("new_programme"))
