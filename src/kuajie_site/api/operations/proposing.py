"""Making proposals: plans and terms, in answer to another one or not; taking them back."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from ninja import Status
from pydantic import Field

from kuajie.messages import BadInput, Text
from kuajie_site.access.roles import Action
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.operations.plans import (
    PROPOSALS,
    ProposalOut,
    WholeProposalOut,
    proposal_told,
    router,
    whole_told,
)
from kuajie_site.api.pages import SOMETHING, TEXT, Strict
from kuajie_site.api.problems import INVALID, FindingOut, Problem, findings_told
from kuajie_site.api.site_api import operation
from kuajie_site.plans.comments import MOST_TEXT
from kuajie_site.plans.models import Proposal
from kuajie_site.plans.propose import MOST_TITLE, propose_plan, propose_terms, put_forward, withdraw
from kuajie_site.plans.seen import may_read, proposal_of
from kuajie_site.programmes.models import Seat
from kuajie_site.studies.answer_views import readable
from kuajie_site.words import said

__all__ = ["router"]
MOST_TERMS = 50_000
ONE_OF_BOTH = Text(
    en="Give either the number of an answer to “plan” or the text of terms.",
    zh="请提供规划结果的编号或条款文本，二者择一。",
)
NO_ANSWER = Text(
    en="There is no such answer, or it is not for this key.", zh="没有该结果，或该密钥无权读取。"
)


class ProposeIn(Strict):
    """What to propose: the plan of an ``answer``, or ``terms`` (the table [terms] as TOML)."""

    title: Annotated[str, Field(min_length=1, max_length=MOST_TITLE, pattern=SOMETHING)]
    answer: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    terms: Annotated[str, Field(min_length=1, max_length=MOST_TERMS, pattern=TEXT)] | None = None
    reason: Annotated[str, Field(max_length=MOST_TEXT, pattern=TEXT)] = ""
    draft: bool = False


class WithdrawIn(Strict):
    """Why, where that is worth saying."""

    comment: Annotated[str, Field(max_length=MOST_TEXT, pattern=TEXT)] = ""


@operation(
    router,
    "POST",
    PROPOSALS,
    action=Action.PROPOSE,
    title=Text(en="Propose", zh="提出提案"),
    response={201: WholeProposalOut},
)
def propose(request: ApiRequest, programme: UUID, payload: ProposeIn, response: HttpResponse) -> Any:
    """Propose a plan or terms for one's party; as a draft nobody else sees it."""
    return _made(request.auth.seat, payload, None, response)


@operation(
    router,
    "POST",
    f"{PROPOSALS}/{{proposal}}/counter",
    action=Action.PROPOSE,
    title=Text(en="Counter a proposal", zh="提出反提案"),
    response={201: WholeProposalOut},
)
def counter_proposal(
    request: ApiRequest, programme: UUID, proposal: UUID, payload: ProposeIn, response: HttpResponse
) -> Any:
    """Answer another party's proposal with one of the same kind; the first one is countered then."""
    seat = request.auth.seat
    answered = proposal_of(seat, proposal)
    if not may_read(seat, answered):
        raise Http404
    return _made(seat, payload, answered, response)


@operation(
    router,
    "POST",
    f"{PROPOSALS}/{{proposal}}/propose",
    action=Action.PROPOSE,
    title=Text(en="Propose a draft", zh="提出草稿"),
    response=ProposalOut,
)
def put_forward_proposal(request: ApiRequest, programme: UUID, proposal: UUID) -> Any:
    """Put a draft of one's own party forward; a second time does nothing."""
    seat = request.auth.seat
    put_forward(seat, proposal_of(seat, proposal))
    return proposal_told(seat, proposal_of(seat, proposal))


@operation(
    router,
    "POST",
    f"{PROPOSALS}/{{proposal}}/withdraw",
    action=Action.PROPOSE,
    title=Text(en="Withdraw a proposal", zh="撤回提案"),
    response=ProposalOut,
)
def withdraw_proposal(request: ApiRequest, programme: UUID, proposal: UUID, payload: WithdrawIn) -> Any:
    """Take a proposal of one's own party back; a second time does nothing."""
    seat = request.auth.seat
    withdraw(seat, proposal_of(seat, proposal), comment=payload.comment)
    return proposal_told(seat, proposal_of(seat, proposal))


def _made(seat: Seat, payload: ProposeIn, answered: Proposal | None, response: HttpResponse) -> Any:
    told: dict[str, Any] = {
        "key": uuid4(),
        "title": payload.title,
        "reason": payload.reason,
        "answers": answered,
        "draft": payload.draft,
    }
    try:
        made = _proposed(seat, payload, told)
    except BadInput as error:
        raise Problem(INVALID, findings=findings_told(error)) from error
    found = proposal_of(seat, made.pk)
    response["Location"] = f"/api/v1/programmes/{seat.programme_id}/proposals/{found.pk}"
    return Status(201, whole_told(seat, found, response))


def _proposed(seat: Seat, payload: ProposeIn, told: dict[str, Any]) -> Proposal:
    if payload.terms is not None and payload.answer is None:
        return propose_terms(seat, payload.terms, **told)
    if payload.answer is None or payload.terms is not None:
        raise Problem(INVALID, findings=(FindingOut(message=said(ONE_OF_BOTH), column="answer"),))
    try:
        answer = readable(seat, payload.answer)
    except Http404 as error:
        finding = FindingOut(message=said(NO_ANSWER), column="answer", value=str(payload.answer))
        raise Problem(INVALID, findings=(finding,)) from error
    return propose_plan(seat, answer, **told)
