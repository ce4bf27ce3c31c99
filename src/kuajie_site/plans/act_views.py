"""What people do with proposals: propose, counter, edit, put forward, approve, decline, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kuajie.messages import BadInput, Text
from kuajie.wiring.terms_texts import terms_text
from kuajie_site.access.refused import Refused
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.accounts.language import locale_now
from kuajie_site.pages.words import said
from kuajie_site.plans.answers import answers_to_propose, choice_named
from kuajie_site.plans.approve import approve, decline
from kuajie_site.plans.forms import (
    ApproveForm,
    DeclineForm,
    DraftForm,
    KeptForm,
    ProposePlanForm,
    ProposeTermsForm,
    WithdrawForm,
)
from kuajie_site.plans.models import Kind, Proposal, State
from kuajie_site.plans.propose import (
    edit_draft,
    propose_plan,
    propose_terms,
    put_forward,
    text_stamp,
    withdraw,
)
from kuajie_site.plans.seen import may_read, proposal_of
from kuajie_site.plans.views import proposal_page
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.models import Answer

PROPOSED: Final = Text(
    en="Proposed. The other parties are asked to approve.", zh="已提出，等待其他各方批准。"
)
KEPT: Final = Text(en="Kept as a draft; only your party sees it.", zh="已存为草稿，仅贵方可见。")
APPROVED: Final = Text(en="Approved for your party.", zh="已代表贵方批准。")
AGREED: Final = Text(
    en="All parties have approved: agreed, and in force.", zh="各方均已批准：达成一致，现已生效。"
)
DECLINED: Final = Text(en="Declined. Nothing of it comes into force.", zh="已谢绝，不会生效。")
WITHDRAWN: Final = Text(en="Withdrawn.", zh="已撤回。")
SAVED: Final = Text(en="Saved.", zh="已保存。")


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
    plans = [(pk, _title(seat, each)) for pk, each in answers.items()]
    form = ProposePlanForm(_sent(request), plans=plans, initial={"answer": asked})
    return _propose(
        request,
        seat,
        form,
        answered,
        lambda data, **more: propose_plan(seat, answers[data["answer"]], **more),
        "plans/new_plan.html",
    )


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
    return f"{choice.title} · {choice.joint}"


@in_programme(Action.PROPOSE)
def new_terms(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Propose terms, or counter those that were proposed."""
    answered = _answered(request, seat, Kind.TERMS)
    latest = seat.programme.latest
    if latest is None:
        raise Http404
    text = terms_text(latest.folder) if answered is None else answered.content["text"]
    form = ProposeTermsForm(_sent(request), initial={"text": text})
    return _propose(
        request,
        seat,
        form,
        answered,
        lambda data, **more: propose_terms(seat, data["text"], **more),
        "plans/new_terms.html",
    )


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _answered(request: SignedInRequest, seat: Seat, kind: Kind) -> Proposal | None:
    """Return the proposal that is to be countered; raises ``Http404`` for one that cannot be read."""
    asked = request.GET.get("answers", "")
    if not asked:
        return None
    try:
        found = proposal_of(seat, UUID(asked))
    except ValueError:
        raise Http404 from None
    if found.kind != kind or not may_read(seat, found):
        raise Http404
    return found


def _propose(
    request: SignedInRequest,
    seat: Seat,
    form: KeptForm,
    answered: Proposal | None,
    make: Callable[..., Proposal],
    template: str,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            draft = request.POST.get("as") == "draft"
            try:
                made = make(
                    data,
                    key=data["key"],
                    title=data["title"],
                    reason=data["reason"],
                    answers=answered,
                    draft=draft,
                )
            except Refused as refused:
                form.add_error(None, said(refused.text, **refused.facts))
                status = refused.status
            except BadInput as error:
                form.add_error("text", [each.say(locale_now()) for each in error.findings])
            else:
                messages.success(request, said(KEPT if made.state == State.DRAFT else PROPOSED))
                return _to(seat, made)
    return render(request, template, {"form": form, "answered": answered}, status=status)


def _to(seat: Seat, proposal: Proposal) -> HttpResponse:
    return HttpResponseRedirect(reverse("proposal", args=[seat.programme_id, proposal.pk]))


@in_programme(Action.PROPOSE)
def edit(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Change what a draft of one's own party is called, and why it is made."""
    found = proposal_of(seat, key)
    if found.party_id != seat.party_id:
        raise Http404
    now = {"was": text_stamp(found), "title": found.title, "reason": found.reason}
    form = DraftForm(_sent(request), initial=now)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                edit_draft(seat, found, title=data["title"], reason=data["reason"], was=data["was"])
            except Refused as refused:
                form = DraftForm({**now, "title": data["title"], "reason": data["reason"]})
                form.add_error(None, said(refused.text, **refused.facts))
                status = refused.status
            else:
                messages.success(request, said(SAVED))
                return _to(seat, found)
    return render(request, "plans/edit.html", {"form": form, "proposal": found}, status=status)


@in_programme(Action.PROPOSE)
@require_POST
def put(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Propose a draft."""
    return _done(request, seat, key, forms.Form, lambda found, _: put_forward(seat, found), PROPOSED)


@in_programme(Action.PROPOSE)
@require_POST
def take_back(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Withdraw a proposal of one's own party."""
    return _done(
        request, seat, key, WithdrawForm, lambda found, data: withdraw(seat, found, **data), WITHDRAWN
    )


@in_programme(Action.APPROVE)
@require_POST
def approve_proposal(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Approve what was shown."""
    return _done(request, seat, key, ApproveForm, lambda found, data: approve(seat, found, **data), APPROVED)


@in_programme(Action.APPROVE)
@require_POST
def decline_proposal(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Decline a proposal of another party."""
    return _done(request, seat, key, DeclineForm, lambda found, data: decline(seat, found, **data), DECLINED)


def _done(
    request: SignedInRequest,
    seat: Seat,
    key: UUID,
    kind: type[forms.Form],
    do: Callable[[Proposal, dict[str, Any]], object],
    well: Text,
) -> HttpResponse:
    """Do what a form asks; where it is refused show the proposal as it is now, with the reason."""
    found = proposal_of(seat, key)
    form = kind(request.POST)
    if not form.is_valid():
        why = " ".join(str(message) for errors in form.errors.values() for message in errors)
        return proposal_page(request, seat, found, refused=why, status=422)
    try:
        do(found, form.cleaned_data)
    except Refused as refused:
        now = proposal_of(seat, key)
        why = said(refused.text, **refused.facts)
        return proposal_page(request, seat, now, refused=why, status=refused.status)
    found.refresh_from_db(fields=["state"])
    agreed = well is APPROVED and found.state == State.AGREED
    messages.success(request, said(AGREED if agreed else well))
    return _to(seat, found)
