"""The pages of plans: the list, one proposal, several side by side."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie_site.access.roles import Action
from kuajie_site.access.views import SignedInRequest, in_programme
from kuajie_site.plans.answers import Choice, choice_named, plan_choices
from kuajie_site.plans.approve import stamp
from kuajie_site.plans.comments import lines_of
from kuajie_site.plans.compare import compare
from kuajie_site.plans.events import approvals, is_whole
from kuajie_site.plans.forms import ApproveForm, DeclineForm, SayForm, WithdrawForm
from kuajie_site.plans.models import Kind, Proposal, State
from kuajie_site.plans.seen import hidden_of, proposal_of, proposals_of
from kuajie_site.plans.shown import (
    counted,
    counter_of,
    line_of,
    shown_comments,
    shown_events,
    shown_plan,
    shown_terms,
    standings,
)
from kuajie_site.plans.tell import told
from kuajie_site.plans.words import BADGES, STATES
from kuajie_site.programmes.models import Seat, Version
from kuajie_site.studies.seen import hidden_from
from kuajie_site.studies.table import STUDIES
from kuajie_site.studies.views import said_hidden
from kuajie_site.words import locale_now, said

PAGE: Final = 20
MOST_COMPARED: Final = 3
CHOOSE: Final = Text(en="Choose two or three plans.", zh="请选择两个或三个方案。")


@in_programme(Action.SEE)
@require_safe
def plans(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """List the plans that were proposed, and answers that could be."""
    page = Paginator(proposals_of(seat, Kind.PLAN), PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "lines": [line_of(seat, each, locale_now()) for each in page],
        "agreed": proposals_of(seat, Kind.PLAN).filter(state=State.AGREED).first(),
        "choices": plan_choices(seat, locale_now()),
    }
    return render(request, "plans/plans.html", facts)


@in_programme(Action.SEE)
@require_safe
def compared(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """Show two or three plans side by side: answers and proposals."""
    asked = list(dict.fromkeys(request.GET.getlist("of")))
    chosen = [choice_named(seat, name, locale_now()) for name in asked[:MOST_COMPARED]]
    facts: dict[str, Any] = {"chosen": chosen, "choices": plan_choices(seat, locale_now())}
    facts["names"] = {choice.name for choice in chosen} | {request.GET.get("with", "")}
    enough = 2 <= len(asked) <= MOST_COMPARED
    if enough:
        facts["sections"] = told(_sections(seat, chosen), _reader(chosen))
    elif asked:
        facts["refused"] = said(CHOOSE)
    return render(request, "plans/compare.html", facts, status=200 if enough or not asked else 422)


def _sections(seat: Seat, chosen: list[Choice]) -> Any:
    names = {party.key: party.name for party in seat.programme.parties.all()}
    return compare([choice.figures for choice in chosen], names)


def _reader(chosen: list[Choice]) -> Reader:
    return Reader(locale_now(), chosen[0].figures.currency)


@in_programme(Action.SEE)
@require_safe
def proposal(request: SignedInRequest, seat: Seat, key: UUID) -> HttpResponse:
    """Show a proposal: what it says, who approved, what happened, what people say."""
    return proposal_page(request, seat, proposal_of(seat, key))


def proposal_page(
    request: SignedInRequest,
    seat: Seat,
    found: Proposal,
    *,
    refused: str = "",
    status: int = 200,
    said_before: SayForm | None = None,
) -> HttpResponse:
    """Return the page of a proposal; ``refused`` says why what was asked for was not done."""
    hidden = hidden_of(seat, found)
    facts: dict[str, Any] = {
        "proposal": found,
        "state": STATES[found.state],
        "badge": BADGES.get(found.state, ""),
        "refused": refused,
        "hidden": said_hidden(hidden),
        "standings": standings(found),
        "counter": counter_of(found),
        "own": seat.party_id is not None and seat.party_id == found.party_id,
        "events": shown_events(seat, found),
        "whole": is_whole(found),
        "in_force": proposals_of(seat, Kind(found.kind)).filter(state=State.AGREED).first(),
        **_to_do(seat, found),
    }
    if not hidden:
        facts |= _content(seat, found, said_before, about=request.GET.get("about", ""))
    return render(request, "plans/proposal.html", facts, status=status)


def _content(seat: Seat, found: Proposal, said_before: SayForm | None, *, about: str) -> dict[str, Any]:
    comments = shown_comments(seat, found)
    counts = counted(comments)
    shown = shown_plan if found.kind == Kind.PLAN else shown_terms
    line = lines_of(found).get(about)
    if line is not None:
        comments = [each for each in comments if each.comment.line == about]
    return {
        "comments": comments,
        "about": line if line is None or isinstance(line, str) else said(line),
        "may_try": seat.may(Action.ASK) and not hidden_from(seat, STUDIES["deal"]),
        "say_form": said_before or say_form(seat, found, line=about if line is not None else ""),
        found.kind: shown(found, locale_now(), counts),
    }


def say_form(seat: Seat, found: Proposal, data: Any = None, *, line: str = "") -> SayForm:
    """Return the form of comments on a proposal, about one line of it to begin with or about all."""
    lines = [(key, each if isinstance(each, str) else said(each)) for key, each in lines_of(found).items()]
    names = [party.name for party in seat.programme.parties.all() if party.pk != seat.party_id]
    return SayForm(data, lines=lines, names=names, initial={"line": line})


def _to_do(seat: Seat, found: Proposal) -> dict[str, Any]:
    """Return the forms of what a seat may do now."""
    latest = seat.programme.latest
    if not found.open or latest is None or not seat.may(Action.APPROVE):
        return {}
    approved = seat.party_id in approvals(found)
    return {
        "approved": approved,
        "approve_form": None if approved else _approve_form(found, latest),
        # Fields of the same name stand on one page: their ids must not be the same.
        "decline_form": DeclineForm(auto_id="decline_%s") if found.party_id != seat.party_id else None,
        "withdraw_form": WithdrawForm(auto_id="withdraw_%s") if found.party_id == seat.party_id else None,
    }


def _approve_form(found: Proposal, latest: Version) -> ApproveForm:
    return ApproveForm(initial={"seen": stamp(found, latest)}, auto_id="approve_%s")
