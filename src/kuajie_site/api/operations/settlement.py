"""Settlement: the months of the books, and the statements that a seat sees."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema
from pydantic import Field

from kuajie.messages import BadInput, Text
from kuajie.present.record import as_record
from kuajie.usecases.book_shelf import Books
from kuajie.usecases.settle_books import BooksAnswer
from kuajie_site.access.roles import Action
from kuajie_site.api.callers import ApiRequest
from kuajie_site.api.pages import Page, PageQuery, page_of
from kuajie_site.api.problems import CONFLICT, FindingOut, Problem
from kuajie_site.api.site_api import PROGRAMME, operation
from kuajie_site.programmes.models import Seat
from kuajie_site.settlement.ledger import books_of, mirror
from kuajie_site.settlement.months import is_month, known_month, months_in
from kuajie_site.settlement.queue import enqueue
from kuajie_site.settlement.visible import of_parties, seen_by
from kuajie_site.words import locale_now, said

router = Router(tags=["settlement"])
MONTHS = f"{PROGRAMME}/settlement/months"
Period = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
WORKED_OUT = Text(
    en="The month is being worked out. Ask again in a few seconds.", zh="该月份正在计算，请几秒后重试。"
)
DAMAGED = Text(en="The books cannot be read: see findings.", zh="账簿无法读取，详见 findings。")


class MonthOut(Schema):
    """A month of the books: whether it is closed, issued (until when comments are taken), signed by whom."""

    period: str
    closed: bool
    locked: str | None
    issued: str | None
    until: str | None
    signed: list[str]
    objected: list[str]


class StatementsOut(MonthOut):
    """A month with the statements that one sees and payments they are part of; amounts in minor units.

    ``hashes`` are those of the statements issued, by party: signing needs one's own.
    """

    currency: str
    hashes: dict[str, str]
    statements: list[dict[str, Any]]
    payments: list[dict[str, Any]]


@operation(
    router,
    "GET",
    MONTHS,
    action=Action.SEE_SETTLEMENT,
    title=Text(en="List months of the books", zh="列出账簿月份"),
    response=Page[MonthOut],
    refusals=(409,),
)
def list_months(request: ApiRequest, programme: UUID, page: Query[PageQuery]) -> Any:
    """List the months of the books, the newest first."""
    seat = request.auth.seat
    return page_of(list(reversed(mirror(seat.programme, books_for(seat)).months)), page, month_told)


@operation(
    router,
    "GET",
    f"{MONTHS}/{{month}}",
    action=Action.SEE_SETTLEMENT,
    title=Text(en="Read the statements of a month", zh="读取月度对账单"),
    response=StatementsOut,
    refusals=(409,),
)
def read_month(request: ApiRequest, programme: UUID, month: Period) -> Any:
    """Return the statements of a month that one sees: one's own party's, and those disclosed to it."""
    seat = request.auth.seat
    whole = whole_month(seat, month)
    told = next(each for each in mirror(seat.programme, books_for(seat)).months if each["period"] == month)
    return {**month_told(told), **_statements(of_parties(whole, seen_by(seat)))}


def whole_month(seat: Seat, month: str) -> BooksAnswer:
    """Return a month of the books; raises ``Problem`` where it is being worked out, and ``Http404``."""
    books = books_for(seat)
    if not is_month(month) or month not in months_in(books):
        raise Http404
    whole = known_month(seat.programme, books, month)
    if whole is None:
        enqueue(seat, seat.user, "show", back="")
        raise Problem(CONFLICT, headers={"Retry-After": "3"}, facts={"why": said(WORKED_OUT)})
    return whole


def books_for(seat: Seat) -> Books:
    """Return the books of a seat's programme; raises ``Problem`` where they cannot be read."""
    if seat.programme.latest is None:
        raise Http404
    try:
        return books_of(seat.programme)
    except BadInput as error:
        found = tuple(FindingOut(message=each.say(locale_now())) for each in error.findings)
        raise Problem(CONFLICT, findings=found, facts={"why": said(DAMAGED)}) from error


def month_told(told: dict[str, Any]) -> dict[str, Any]:
    """Return how a month stands."""
    same = {name: told[name] for name in ("period", "closed", "locked", "issued", "until")}
    return {**same, "signed": sorted(told["signed"]), "objected": sorted(told["objected"])}


def _hashes(answer: BooksAnswer) -> dict[str, str]:
    issue, seen = answer.standing.issue, {each.party for each in answer.statements}
    return {} if issue is None else {party: code for party, code in issue.hashes.items() if party in seen}


def _statements(answer: BooksAnswer) -> dict[str, Any]:
    locale = locale_now()
    return {
        "currency": answer.programme.currency,
        "hashes": _hashes(answer),
        "statements": [as_record(each, locale) for each in answer.statements],
        "payments": [as_record(each, locale) for each in answer.payments],
    }
