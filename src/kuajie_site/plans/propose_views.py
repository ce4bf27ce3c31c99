"""The pages on which plans and terms are proposed, by themselves or in answer to those of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kuajie.messages import BadInput, Text
from kuajie.wiring.terms_texts import terms_text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.plans.answers import answers_to_propose, choice_named, terms_of_answer
from kuajie_site.plans.forms import ProposeForm, ProposePlanForm, ProposeTermsForm
from kuajie_site.plans.models import Kind, Proposal, State
from kuajie_site.plans.propose import propose_plan, propose_terms
from kuajie_site.plans.seen import may_read, proposal_of, proposals_of
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.models import Answer
from kuajie_site.studies.views import FILES_CHANGED, outdated
from kuajie_site.words import locale_now, said

PROPOSED: Final = Text(
    en="Proposed. The other parties are asked to approve.", zh="已提出，等待其他各方批准。"
)
KEPT: Final = Text(en="Kept as a draft; only your party sees it.", zh="已存为草稿，仅你方可见。")
ANSWERABLE: Final = Text(en="proposal {number}: {title} ({party})", zh="提案 {number}：{title}（{party}）")


@in_programme(Action.PROPOSE)
def new_plan(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Propose a plan, or counter one that was proposed."""
    answered = _answered(request, seat, Kind.PLAN)
    answers = {each.pk: each for each in answers_to_propose(seat)}
    asked = request.GET.get("answer", "")
    if asked and (chosen := choice_named(seat, f"a{asked}", locale_now()).answer) is not None:
        answers.setdefault(chosen.pk, chosen)
    if request.method == "POST" and request.POST.get("answer", "").isdigit():
        _add_readable(seat, answers, request.POST["answer"])
    form = ProposePlanForm(
        _sent(request),
        plans=[(pk, _title(seat, each)) for pk, each in answers.items()],
        answerable=_answerable(seat, Kind.PLAN, answered),
        initial={"answer": asked, "answers": answered.pk if answered else ""},
    )

    def make(data: Mapping[str, Any], **more: Any) -> Proposal:
        return propose_plan(seat, answers[data["answer"]], **more)

    return _propose(request, seat, form, answered, make, "plans/new_plan.html")


def _add_readable(seat: Seat, answers: dict[int, Answer], asked: str) -> None:
    """Let an older answer be chosen too, where it may be read."""
    try:
        chosen = choice_named(seat, f"a{asked}", locale_now()).answer
    except Http404:
        return
    if chosen is not None:
        answers.setdefault(chosen.pk, chosen)


def _title(seat: Seat, answer: Answer) -> str:
    choice = choice_named(seat, f"a{answer.pk}", locale_now())
    stale = outdated(seat, answer)
    told = f"{choice.title} · {choice.joint}"
    return f"{told} · {said(OLD_FILES if stale is FILES_CHANGED else OLD_FIT)}" if stale else told


OLD_FILES: Final = Text(en="files changed since", zh="此后文件已变动")
OLD_FIT: Final = Text(en="response fitted anew since", zh="此后响应已重新拟合")


@in_programme(Action.PROPOSE)
def new_terms(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Propose terms, or counter those that were proposed."""
    answered = _answered(request, seat, Kind.TERMS)
    form = ProposeTermsForm(
        _sent(request),
        answerable=_answerable(seat, Kind.TERMS, answered),
        initial={
            "text": _first_text(request, seat, answered),
            "answers": answered.pk if answered else "",
        },
    )

    def make(data: Mapping[str, Any], **more: Any) -> Proposal:
        return propose_terms(seat, data["text"], **more)

    return _propose(request, seat, form, answered, make, "plans/new_terms.html")


def _first_text(request: SignedInRequest, seat: Seat, answered: Proposal | None) -> str:
    """Return the terms to begin with: those that are answered, designed by a study, or in force."""
    latest = seat.programme.latest
    if latest is None:
        raise Http404
    if asked := request.GET.get("answer", ""):
        return terms_of_answer(seat, asked)
    return terms_text(latest.folder) if answered is None else str(answered.content["text"])


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answered(request: SignedInRequest, seat: Seat, kind: Kind) -> Proposal | None:
    """Return the proposal that is to be countered; raises ``Http404`` for one that cannot be read."""
    asked = request.POST.get("answers", request.GET.get("answers", ""))
    if not asked:
        return None
    try:
        found = proposal_of(seat, UUID(asked))
    except ValueError:
        raise Http404 from None
    if found.kind != kind or not may_read(seat, found):
        raise Http404
    return found


def _answerable(seat: Seat, kind: Kind, answered: Proposal | None) -> list[tuple[str, str]]:
    """Return the open proposals of others; one asked for too, so that it is refused with a reason."""
    found = proposals_of(seat, kind).filter(state=State.PROPOSED).exclude(party=seat.party)
    known = {each.pk: each for each in found if may_read(seat, each)}
    if answered is not None:
        known.setdefault(answered.pk, answered)
    return [(str(key), _called(each)) for key, each in known.items()]


def _called(proposal: Proposal) -> str:
    return said(ANSWERABLE, number=proposal.number, title=proposal.title, party=proposal.party.name)


def _propose(
    request: SignedInRequest,
    seat: Seat,
    form: ProposeForm,
    answered: Proposal | None,
    make: Callable[..., Proposal],
    template: str,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = make(
                    data,
                    key=data["key"],
                    title=data["title"],
                    reason=data["reason"],
                    answers=answered,
                    draft=request.POST.get("as") == "draft",
                )
            except Refused as refused:
                form.add_error(None, said(refused.text, **refused.facts))
                status = refused.status
            except BadInput as error:
                form.add_error("text", [each.say(locale_now()) for each in error.findings])
            else:
                messages.success(request, said(KEPT if made.state == State.DRAFT else PROPOSED))
                return HttpResponseRedirect(reverse("proposal", args=[seat.programme_id, made.pk]))
    facts = {"form": form, "answered": answered, "plans": getattr(form, "plans", ())}
    return render(request, template, facts, status=status)
