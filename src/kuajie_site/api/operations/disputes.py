"""Disputes: opened, answered, withdrawn, ruled on; what each claims, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from kuajie.messages import Text
from kuajie_site.access.roles import Action
from kuajie_site.api.asking import findings_of
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.operations.books import Amount, SettlementJobOut, accepted, conflicts_told
from kuajie_site.api.operations.data import BINARY
from kuajie_site.api.operations.settlement import Period, books_for, whole_month
from kuajie_site.api.pages import SOMETHING, TEXT, Page, PageQuery, Strict, page_of
from kuajie_site.api.problems import INVALID, NOT_ALLOWED, FindingOut, Problem
from kuajie_site.api.site_api import PROGRAMME, operation
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement import cases
from kuajie_site.settlement.evidence import keep_files
from kuajie_site.settlement.evidence_file import evidence_file
from kuajie_site.settlement.filing import (
    MOST_LINES,
    claim_form,
    file_case,
    in_case,
    may_reply,
    rule_case,
    ruling_forms,
)
from kuajie_site.settlement.forms import CaseForm, usual_deadlines
from kuajie_site.settlement.models import Evidence, Reply
from kuajie_site.words import said

router = Router(tags=["settlement"])
DISPUTES = f"{PROGRAMME}/settlement/disputes"
Key = Annotated[str, Field(min_length=1, max_length=40, pattern=TEXT)]
Why = Annotated[str, Field(min_length=1, max_length=1000, pattern=SOMETHING)]
NOT_OPEN = Text(en="No open line of this dispute has this number.", zh="该争议没有此序号的待裁决项。")


class EvidenceOut(Schema):
    """A file put before the others, by its hash."""

    id: int
    name: str
    sha256: str
    size: int


class RulingOut(Schema):
    """What was ruled on a line; ``withdrawn``: whoever claimed it took it back."""

    amount: int
    reason: str
    by: str
    day: date
    withdrawn: bool


class ClaimOut(Schema):
    """A line: of which event and clause the payer is to owe the payee so much more, in minor units."""

    line: int
    event: str
    clause: str
    payer: str
    payee: str
    amount: int
    reason: str
    ruling: RulingOut | None


class DisputeOut(Schema):
    """A dispute about a month: by whom, until when it is answered and ruled on, which lines are open."""

    name: str
    month: str
    raised_by: str
    raised_on: date
    answer_by: date
    rule_by: date
    open: list[int]


class ReplyOut(Schema):
    """What somebody said to a dispute; ``evidence`` is for the parties of the case and mediators."""

    by: str
    party: str | None
    at: datetime
    text: str
    evidence: list[EvidenceOut]


class WholeDisputeOut(DisputeOut):
    """A dispute with its lines, its evidence and what was said to it."""

    lines: list[ClaimOut]
    evidence: list[EvidenceOut]
    replies: list[ReplyOut]


class LineIn(Strict):
    """A line to claim: the event as the statement writes it, parties by their keys, major units."""

    event: Annotated[str, Field(min_length=1, max_length=200, pattern=SOMETHING)]
    clause: Annotated[str, Field(max_length=60, pattern=TEXT)] = ""
    payer: Key
    payee: Key
    amount: Amount
    reason: Why


class OpenIn(Strict):
    """A case about a month; the days are a week and two from now where they are not given."""

    month: Period
    answer_by: date | None = None
    rule_by: date | None = None
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=MOST_LINES)]


class RulingIn(Strict):
    """How much of a line is granted, in major units: 0 dismisses it."""

    line: Annotated[int, Field(ge=1, le=MOST_LINES)]
    amount: Amount
    reason: Why


class RuleIn(Strict):
    """Rulings; lines not named stay open."""

    rulings: Annotated[list[RulingIn], Field(min_length=1, max_length=MOST_LINES)]


class WithdrawCaseIn(Strict):
    """Why, for the others."""

    reason: Annotated[str, Field(max_length=1000, pattern=TEXT)] = ""


@operation(
    router,
    "GET",
    DISPUTES,
    action=Action.SEE_SETTLEMENT,
    title=Text(en="List disputes", zh="列出争议"),
    response=Page[DisputeOut],
    refusals=(409,),
)
def list_disputes(request: ApiRequest, programme: UUID, page: Query[PageQuery]) -> Any:
    """List the cases that the books keep, the newest first."""
    seat = request.auth.seat
    books_for(seat)
    return page_of(cases.cases_of(seat.programme), page, _dispute)


@operation(
    router,
    "GET",
    f"{DISPUTES}/{{name}}",
    action=Action.SEE_SETTLEMENT,
    title=Text(en="Read a dispute", zh="读取争议"),
    response=WholeDisputeOut,
    refusals=(409,),
)
def read_dispute(request: ApiRequest, programme: UUID, name: str) -> Any:
    """Return what is claimed, what was said to it and how it was ruled."""
    return _whole(request.auth.seat, _case(request.auth.seat, name))


@operation(
    router,
    "POST",
    DISPUTES,
    action=Action.RAISE_DISPUTE,
    title=Text(en="Open a dispute", zh="提起争议"),
    response={202: SettlementJobOut},
)
def open_dispute(request: ApiRequest, programme: UUID, payload: OpenIn, response: HttpResponse) -> Any:
    """Raise a case for one's party about lines of a month; the job's ``about`` is its name."""
    seat = request.auth.seat
    answer = whole_month(seat, payload.month)
    usual = usual_deadlines()
    days = {name: getattr(payload, name) or usual[name] for name in ("answer_by", "rule_by")}
    told = {"key": str(uuid4()), "month": payload.month, **{n: d.isoformat() for n, d in days.items()}}
    head = CaseForm(told)
    findings = findings_of(head, told)
    claims = []
    for place, line in enumerate(payload.lines):
        given = {f"line{place}-{part}": value for part, value in line.dict().items()}
        form = claim_form(seat, answer, place, given)
        claims.append(form)
        findings += findings_of(form, line.dict(), {part: f"lines.{place}.{part}" for part in line.dict()})
    if findings:
        raise Problem(INVALID, findings=tuple(findings))
    job = file_case(seat, head.cleaned_data, [each.cleaned_data for each in claims], [])
    return accepted(seat, job, response)


@operation(
    router,
    "POST",
    f"{DISPUTES}/{{name}}/replies",
    action=Action.SEE_SETTLEMENT,
    title=Text(en="Answer a dispute", zh="答复争议"),
    response={201: ReplyOut},
    refusals=(413,),
)
def answer_dispute(
    request: ApiRequest,
    programme: UUID,
    name: str,
    text: Annotated[str, Form(min_length=1, max_length=4000, pattern=SOMETHING)],
    evidence: File[list[UploadedFile]] = [],  # noqa: B006 - read only, and pydantic copies it
) -> Any:
    """Say something to an open dispute, with files: for its parties' finance people, and mediators."""
    seat = request.auth.seat
    kept = _case(seat, name)
    if not may_reply(seat, kept):
        raise Problem(NOT_ALLOWED, facts={"action": str(Action.RAISE_DISPUTE)})
    files = keep_files(seat.programme, evidence)
    made = cases.reply(seat, seat.user, kept, text, files, key=uuid4())
    return Status(201, _reply(made, readable=True))


@operation(
    router,
    "POST",
    f"{DISPUTES}/{{name}}/withdraw",
    action=Action.RAISE_DISPUTE,
    title=Text(en="Withdraw a dispute", zh="撤回争议"),
    response=DisputeOut,
)
def withdraw_dispute(request: ApiRequest, programme: UUID, name: str, payload: WithdrawCaseIn) -> Any:
    """Take back what nobody has ruled on of a case of one's own party; a second time does nothing."""
    seat = request.auth.seat
    with conflicts_told():
        cases.withdraw(seat, _case(seat, name), payload.reason.strip())
    return _dispute(_case(seat, name))


@operation(
    router,
    "POST",
    f"{DISPUTES}/{{name}}/rule",
    action=Action.RULE,
    title=Text(en="Rule on a dispute", zh="裁决争议"),
    response={202: SettlementJobOut},
)
def rule_dispute(
    request: ApiRequest, programme: UUID, name: str, payload: RuleIn, response: HttpResponse
) -> Any:
    """Rule on lines of a dispute, in the name of the key's person; a ruling is never changed."""
    seat = request.auth.seat
    kept = _case(seat, name)
    given = {
        f"line{each.line}-{part}": value
        for each in payload.rulings
        for part, value in (("amount", each.amount), ("reason", each.reason))
    }
    named = {each.line for each in payload.rulings}
    forms = [(number, form) for number, form in ruling_forms(seat, kept, given) if number in named]
    findings = [
        FindingOut(message=said(NOT_OPEN), column="line", value=str(number))
        for number in sorted(named - {number for number, _ in forms})
    ]
    for number, form in forms:
        findings += findings_of(form, {}, {part: f"{number}.{part}" for part in ("amount", "reason")})
    if findings:
        raise Problem(INVALID, findings=tuple(findings))
    job = rule_case(seat, kept.case.id, forms)
    if job is None:  # cannot be: every ruling has an amount
        raise TypeError(f"{name} was not ruled on")
    return accepted(seat, job, response)


@operation(
    router,
    "GET",
    f"{DISPUTES}/{{name}}/evidence/{{number}}",
    action=Action.SEE_SETTLEMENT,
    title=Text(en="Download evidence", zh="下载证据文件"),
    response=None,
    refusals=(409,),
    extra=BINARY,
)
def download_evidence(
    request: ApiRequest, programme: UUID, name: str, number: Annotated[int, Field(ge=1, le=2**31 - 1)]
) -> Any:
    """Return a file of evidence, to the parties of the case and to mediators."""
    seat = request.auth.seat
    return evidence_file(seat, _case(seat, name), number)


def _case(seat: Seat, name: str) -> cases.KeptCase:
    books_for(seat)
    return cases.case_named(seat.programme, name)


def _dispute(kept: cases.KeptCase) -> dict[str, Any]:
    case = kept.case
    days = {name: getattr(case, name) for name in ("raised_by", "raised_on", "answer_by", "rule_by")}
    return {"name": case.id, "month": case.period, **days, "open": list(kept.open)}


def _whole(seat: Seat, kept: cases.KeptCase) -> dict[str, Any]:
    readable = in_case(seat, kept)
    replies = Reply.objects.filter(programme=seat.programme, case=kept.case.id)
    files = Evidence.objects.filter(programme=seat.programme, case=kept.case.id, reply=None)
    return {
        **_dispute(kept),
        "lines": [_claim(kept, number) for number in range(1, len(kept.case.claims) + 1)],
        "evidence": _files(files) if readable else [],
        "replies": [
            _reply(each, readable=readable)
            for each in replies.select_related("user", "party").prefetch_related("evidence")
        ],
    }


def _claim(kept: cases.KeptCase, number: int) -> dict[str, Any]:
    claim = kept.case.claims[number - 1]
    parts = ("event", "clause", "payer", "payee", "amount", "reason")
    word: Mapping[str, Any] | None = kept.rulings.get(number)
    ruling = None if word is None else {"withdrawn": False, **word}
    return {"line": number, **{part: getattr(claim, part) for part in parts}, "ruling": ruling}


def _reply(reply: Reply, *, readable: bool) -> dict[str, Any]:
    return {
        "by": str(reply.user),
        "party": reply.party.key if reply.party else None,
        "at": reply.at,
        "text": reply.text,
        "evidence": _files(reply.evidence.all()) if readable else [],
    }


def _files(found: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [{"id": each.pk, "name": each.name, "sha256": each.sha256, "size": each.size} for each in found]
