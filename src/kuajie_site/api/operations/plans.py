"""Proposals: plans and terms that parties put to one another, what is said of them, approving, declining."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.etags import required_match
from kuajie_site.api.pages import Page, PageQuery, Strict, page_of
from kuajie_site.api.site_api import PROGRAMME, operation
from kuajie_site.plans.approve import approve, decline, stamp
from kuajie_site.plans.comments import MOST_TEXT, say
from kuajie_site.plans.models import Comment, Event, Proposal
from kuajie_site.plans.seen import may_read, proposal_of, proposals_of
from kuajie_site.programmes.models import Seat

router = Router(tags=["plans"])
PROPOSALS = f"{PROGRAMME}/proposals"
# Not the model's class: OpenAPI knows classes by their bare name, and jobs have a State too.
Standing = Literal["draft", "proposed", "countered", "agreed", "declined", "withdrawn", "superseded"]
Said = Annotated[str, Field(min_length=1, max_length=MOST_TEXT, pattern=r"\S")]


class ProposalOut(Schema):
    """A proposal; ``readable`` says whether all it gives away is disclosed."""

    id: UUID
    number: int
    kind: str
    title: str
    state: Standing
    party: str
    answers: int | None
    version: int
    created_at: datetime
    readable: bool


class EventOut(Schema):
    """Something that happened to a proposal."""

    what: str
    party: str
    by: str
    at: datetime
    comment: str


class WholeProposalOut(ProposalOut):
    """A proposal with what it says, where that may be read, and what happened to it."""

    reason: str
    content: Any
    events: list[EventOut]


class CommentOut(Schema):
    """What somebody said of a proposal, or of one line of it; a deleted one has no text."""

    id: UUID
    line: str
    text: str
    by: str
    party: str | None
    at: datetime
    deleted: bool


class CommentIn(Strict):
    """What to say, of all or of one line (``lever:…``, ``course:…``, ``clause:…``)."""

    text: Said
    line: Annotated[str, Field(max_length=100)] = ""


class ApproveIn(Strict):
    """A comment that goes with the approval."""

    comment: Annotated[str, Field(max_length=MOST_TEXT)] = ""


class DeclineIn(Strict):
    """Why."""

    comment: Said


class ProposalsQuery(PageQuery):
    """Which proposals."""

    state: Standing | None = None


@operation(
    router,
    "GET",
    PROPOSALS,
    action=Action.SEE,
    title=Text(en="List proposals", zh="列出提案"),
    response=Page[ProposalOut],
)
def list_proposals(request: ApiRequest, programme: UUID, page: Query[ProposalsQuery]) -> Any:
    """List the proposals one knows of, the newest first; drafts are their own party's."""
    seat = request.auth.seat
    found = proposals_of(seat)
    if page.state is not None:
        found = found.filter(state=page.state)
    return page_of(found, page, lambda each: proposal_told(seat, each))


@operation(
    router,
    "GET",
    f"{PROPOSALS}/{{proposal}}",
    action=Action.SEE,
    title=Text(en="Read a proposal", zh="读取提案"),
    response=WholeProposalOut,
)
def read_proposal(request: ApiRequest, programme: UUID, proposal: UUID, response: HttpResponse) -> Any:
    """Return a proposal; its ETag is what approving it needs."""
    return whole_told(request.auth.seat, proposal_of(request.auth.seat, proposal), response)


@operation(
    router,
    "GET",
    f"{PROPOSALS}/{{proposal}}/comments",
    action=Action.SEE,
    title=Text(en="List comments", zh="列出意见"),
    response=Page[CommentOut],
)
def list_comments(request: ApiRequest, programme: UUID, proposal: UUID, page: Query[PageQuery]) -> Any:
    """List what was said of a proposal that may be read, the first one first."""
    found = proposal_of(request.auth.seat, proposal)
    comments = found.comments.select_related("user", "party")
    return page_of(comments if may_read(request.auth.seat, found) else comments.none(), page, _comment)


@operation(
    router,
    "POST",
    f"{PROPOSALS}/{{proposal}}/comments",
    action=Action.COMMENT,
    title=Text(en="Comment", zh="发表意见"),
    response={201: CommentOut},
)
def comment(request: ApiRequest, programme: UUID, proposal: UUID, payload: CommentIn) -> Any:
    """Say something of a proposal."""
    seat = request.auth.seat
    made = say(seat, proposal_of(seat, proposal), key=uuid4(), text=payload.text, line=payload.line)
    return Status(201, _comment(made))


@operation(
    router,
    "POST",
    f"{PROPOSALS}/{{proposal}}/approve",
    action=Action.APPROVE,
    title=Text(en="Approve a proposal", zh="批准提案"),
    response=ProposalOut,
    refusals=(409, 428),
)
def approve_proposal(request: ApiRequest, programme: UUID, proposal: UUID, payload: ApproveIn) -> Any:
    """Approve for one's party exactly what was read: If-Match is needed, with the ETag of the proposal."""
    seat = request.auth.seat
    found = proposal_of(seat, proposal)
    approve(seat, found, seen=required_match(request), comment=payload.comment)
    return proposal_told(seat, proposal_of(seat, proposal))


@operation(
    router,
    "POST",
    f"{PROPOSALS}/{{proposal}}/decline",
    action=Action.APPROVE,
    title=Text(en="Decline a proposal", zh="谢绝提案"),
    response=ProposalOut,
    refusals=(409,),
)
def decline_proposal(request: ApiRequest, programme: UUID, proposal: UUID, payload: DeclineIn) -> Any:
    """Decline a proposal of another party, with a reason."""
    seat = request.auth.seat
    decline(seat, proposal_of(seat, proposal), comment=payload.comment)
    return proposal_told(seat, proposal_of(seat, proposal))


def proposal_told(seat: Seat, proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as lists tell it."""
    return {
        "id": proposal.pk,
        "number": proposal.number,
        "kind": proposal.kind,
        "title": proposal.title,
        "state": proposal.state,
        "party": proposal.party.key,
        "answers": proposal.answers.number if proposal.answers else None,
        "version": proposal.version.number,
        "created_at": proposal.created_at,
        "readable": may_read(seat, proposal),
    }


def whole_told(seat: Seat, proposal: Proposal, response: HttpResponse) -> dict[str, Any]:
    """Return a proposal with all that may be read of it; the answer gets the ETag that approving it needs."""
    told, latest = proposal_told(seat, proposal), seat.programme.latest
    readable = told["readable"]
    if readable and latest is not None:
        response["ETag"] = f'"{stamp(proposal, latest)}"'
    events = proposal.events.select_related("party", "user")
    return {
        **told,
        "reason": proposal.reason if readable else "",
        "content": proposal.content if readable else None,
        "events": [_event(each, readable=readable) for each in events],
    }


def _event(event: Event, *, readable: bool) -> dict[str, Any]:
    return {
        "what": event.what,
        "party": event.party.key,
        "by": str(event.user),
        "at": event.at,
        "comment": event.comment if readable else "",
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "line": comment.line,
        "text": comment.text,
        "by": str(comment.user),
        "party": comment.party.key if comment.party else None,
        "at": comment.at,
        "deleted": comment.deleted_at is not None,
    }
