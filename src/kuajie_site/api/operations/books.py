"""Keeping books: posting months, issuing statements, signing, objecting, taking that back, locking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from kuajie.messages import BadInput, Text
from kuajie_site.access.roles import Action
from kuajie_site.api.asking import as_given, findings_of
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.operations.settlement import MONTHS, MonthOut, Period, books_for, month_told
from kuajie_site.api.pages import SOMETHING, Strict
from kuajie_site.api.problems import CONFLICT, INVALID, FindingOut, Problem
from kuajie_site.api.site_api import PROGRAMME, operation
from kuajie_site.jobs.models import Job, State
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement import sign as signing
from kuajie_site.settlement.forms import IssueForm
from kuajie_site.settlement.ledger import mirror
from kuajie_site.settlement.months import months_in, months_to_post
from kuajie_site.settlement.queue import NAME, enqueue
from kuajie_site.settlement.words import finding_said
from kuajie_site.studies.job_views import errors_for
from kuajie_site.words import locale_now, said

router = Router(tags=["settlement"])
JOBS = f"{PROGRAMME}/settlement/jobs"
NOT_TO_POST = Text(
    en="{month} cannot be posted: it is not over, locked, or before the books.",
    zh="{month} 不能入账：尚未结束、已锁定，或早于账簿首月。",
)
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Amount = Annotated[str, Field(pattern=r"^[0-9]{1,10}(\.[0-9]{1,2})?$")]


class SettlementJobOut(Schema):
    """Something being done with the books: ``act`` says what, ``about`` of which month or case."""

    id: UUID
    act: str
    about: str
    state: State
    step: str
    done: float
    errors: list[str]
    created_at: datetime
    ended_at: datetime | None


class PostIn(Strict):
    """``settled_before``: what lay before the first month was paid outside of these books."""

    settled_before: bool = False


class IssueIn(Strict):
    """With how many days for comments, and which least payment, in major units."""

    window: Annotated[int, Field(ge=0, le=365)]
    minimum: Amount = "0"


class SignIn(Strict):
    """The whole hash of the statement that was read, from ``hashes`` of the month."""

    hash: Hash


class ObjectIn(SignIn):
    """What is wrong; all parties read it."""

    comment: Annotated[str, Field(min_length=1, max_length=2000, pattern=SOMETHING)]


@contextmanager
def conflicts_told() -> Iterator[None]:
    """Tell what the library refuses as a conflict, in the words of the site."""
    try:
        yield
    except BadInput as error:
        lines = [finding_said(each, locale_now()) for each in error.findings]
        findings = tuple(FindingOut(message=each) for each in lines)
        raise Problem(CONFLICT, findings=findings, facts={"why": " ".join(lines)}) from error


def require_kept(seat: Seat, month: str) -> None:
    """Raise ``Http404`` for what is no month of the books."""
    if month not in months_in(books_for(seat)):
        raise Http404


@operation(
    router,
    "GET",
    f"{JOBS}/{{job}}",
    action=Action.SEE_SETTLEMENT,
    title=Text(en="Read a job of settlement", zh="读取结算任务"),
    response=SettlementJobOut,
)
def read_settlement_job(request: ApiRequest, programme: UUID, job: UUID) -> Any:
    """Return how far something is that one's party has done with the books."""
    seat = request.auth.seat
    found = Job.objects.filter(programme=seat.programme, pk=job, study=NAME, party=seat.party).first()
    if found is None:
        raise Http404
    return job_told(seat, found)


@operation(
    router,
    "POST",
    f"{MONTHS}/{{month}}/post",
    action=Action.KEEP_BOOKS,
    title=Text(en="Post a month", zh="月份入账"),
    response={202: SettlementJobOut},
)
def post_month(
    request: ApiRequest, programme: UUID, month: Period, payload: PostIn, response: HttpResponse
) -> Any:
    """Post what the files in force say of a month into the books."""
    seat = request.auth.seat
    books = books_for(seat)
    if month not in months_to_post(seat.programme, books):
        raise Problem(CONFLICT, facts={"why": said(NOT_TO_POST, month=month)})
    settled = payload.settled_before and not books.first
    return accepted(seat, enqueue(seat, seat.user, "post", month=month, settled_before=settled), response)


@operation(
    router,
    "POST",
    f"{MONTHS}/{{month}}/issue",
    action=Action.KEEP_BOOKS,
    title=Text(en="Issue statements", zh="出具对账单"),
    response={202: SettlementJobOut},
)
def issue_statements(
    request: ApiRequest, programme: UUID, month: Period, payload: IssueIn, response: HttpResponse
) -> Any:
    """Post what is new of a month and show every party its statement."""
    seat = request.auth.seat
    require_kept(seat, month)
    given = {name: as_given(value) for name, value in payload.dict().items()}
    form = IssueForm(given)
    if not form.is_valid():
        raise Problem(INVALID, findings=tuple(findings_of(form, given)))
    minimum = f"{form.cleaned_data['minimum'].normalize():f}"
    asked = {"month": month, "issue": True, "window": form.cleaned_data["window"], "minimum": minimum}
    return accepted(seat, enqueue(seat, seat.user, "post", **asked), response)


@operation(
    router,
    "POST",
    f"{MONTHS}/{{month}}/sign",
    action=Action.SIGN,
    title=Text(en="Sign a statement", zh="签署对账单"),
    response=MonthOut,
)
def sign_statement(request: ApiRequest, programme: UUID, month: Period, payload: SignIn) -> Any:
    """Sign one's own party's statement, exactly the one read, in the name of the key's person."""
    seat = request.auth.seat
    require_kept(seat, month)
    with conflicts_told():
        signing.sign(seat, month, payload.hash)
    return _now(seat, month)


@operation(
    router,
    "POST",
    f"{MONTHS}/{{month}}/object",
    action=Action.SIGN,
    title=Text(en="Object to a statement", zh="对对账单提出异议"),
    response=MonthOut,
)
def object_to_statement(request: ApiRequest, programme: UUID, month: Period, payload: ObjectIn) -> Any:
    """Object to one's own party's statement; its signature goes, and the month is not locked."""
    seat = request.auth.seat
    require_kept(seat, month)
    with conflicts_told():
        signing.object_to(seat, month, payload.hash, payload.comment)
    return _now(seat, month)


@operation(
    router,
    "POST",
    f"{MONTHS}/{{month}}/withdraw",
    action=Action.SIGN,
    title=Text(en="Take a signature or objection back", zh="撤回签署或异议"),
    response=MonthOut,
)
def withdraw_word(request: ApiRequest, programme: UUID, month: Period) -> Any:
    """Take one's own party's signature or objection back, as long as the month is not locked."""
    seat = request.auth.seat
    require_kept(seat, month)
    with conflicts_told():
        signing.withdraw(seat, month)
    return _now(seat, month)


@operation(
    router,
    "POST",
    f"{MONTHS}/{{month}}/lock",
    action=Action.KEEP_BOOKS,
    title=Text(en="Lock a month", zh="锁定月份"),
    response=MonthOut,
)
def lock_month(request: ApiRequest, programme: UUID, month: Period) -> Any:
    """Lock a month that all have signed, or whose days for comments are over; a locked one stays locked."""
    seat = request.auth.seat
    require_kept(seat, month)
    with conflicts_told():
        signing.lock(seat, month)
    return _now(seat, month)


def accepted(seat: Seat, job: Job, response: HttpResponse) -> Status[Any]:
    """Return the answer that something is being done."""
    response["Location"] = f"/api/v1/programmes/{seat.programme_id}/settlement/jobs/{job.pk}"
    return Status(202, job_told(seat, job))


def job_told(seat: Seat, job: Job) -> dict[str, Any]:
    """Return how far a job of settlement is."""
    asked = job.options
    case = asked.get("case")
    return {
        "id": job.pk,
        "act": asked["act"],
        "about": case["case"] if isinstance(case, dict) else str(case or asked.get("month", "")),
        "state": job.state,
        "step": job.step_zh if locale_now() == "zh" else job.step_en,
        "done": 1.0 if job.state == State.DONE else job.done,
        "errors": errors_for(seat, job),
        "created_at": job.created_at,
        "ended_at": job.ended_at,
    }


def _now(seat: Seat, month: str) -> dict[str, Any]:
    months = mirror(seat.programme, books_for(seat)).months
    return month_told(next(each for each in months if each["period"] == month))
