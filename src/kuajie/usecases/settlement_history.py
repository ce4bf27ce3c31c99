"""A programme's orders, refunds and spend as settlement takes them: exact amounts, in canonical order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.deal import deal_of
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.events import Cost, History, Refund, Sale


def agreement_of(programme: Programme) -> Agreement:
    """Return what a programme's terms say, to be executed; ties of rounding go to who is named first."""
    deal = deal_of(programme)
    return Agreement(
        parties=deal.parties,
        sellers=deal.sellers,
        clauses=tuple(TimedClause(clause=clause) for clause in deal.clauses),
        currency=programme.currency,
        time_zone=programme.time_zone,
    )


def settlement_history(programme: Programme, events: Events) -> History:
    """Return the sales of joint courses by their sellers, their refunds, and what parties spent on levers."""
    sellers = {course.id: course.seller for course in programme.courses}
    sales = _sales(events, sellers, programme.time_zone)
    known = {sale.id for sale in sales}
    refunds = [refund for refund in _refunds(events) if refund.sale in known]
    return History.of(sales, refunds, _costs(programme, events))


def line_id(party: str, order: str, line: int) -> str:
    """Return the id of an order line among all parties' lines."""
    return f"{party}/{order}/{line}"


def _sales(events: Events, sellers: dict[str, str], zone: str) -> list[Sale]:
    orders = events.tables["orders"]
    joint = pc.is_in(orders["course_id"], value_set=pa.array(list(sellers)))
    orders = orders.filter(joint)
    days = _days(orders["ordered_at"], zone)
    moments = pc.cast(orders["ordered_at"], pa.int64()).to_pylist()
    names = ("party", "order_id", "line", "course_id", "paid", "quantity")
    rows = zip(*(orders[name].to_pylist() for name in names), days, moments, strict=True)
    return [
        Sale(
            id=line_id(party, order, line),
            at=at,
            day=day,
            course=course,
            seller=party,
            paid=paid,
            quantity=quantity,
        )
        for party, order, line, course, paid, quantity, day, at in rows
        if sellers[course] == party
    ]


def _refunds(events: Events) -> list[Refund]:
    refunds = events.tables["refunds"]
    names = ("party", "order_id", "line", "amount")
    moments = pc.cast(refunds["refunded_at"], pa.int64()).to_pylist()
    rows = zip(*(refunds[name].to_pylist() for name in names), moments, strict=True)
    return [
        Refund(
            id=f"{line_id(party, order, line)}/{at}/{amount}",
            at=at,
            sale=line_id(party, order, line),
            amount=amount,
        )
        for party, order, line, amount, at in rows
    ]


def _costs(programme: Programme, events: Events) -> list[Cost]:
    """Return what parties spent on the programme's levers; a day's spend counts from its beginning."""
    zone, known = ZoneInfo(programme.time_zone), {lever.id for lever in programme.levers}
    costs = []
    for name, column in (("spend", "amount"), ("training", "cost")):
        table = events.tables[name]
        rows = zip(*(table[each].to_pylist() for each in ("party", "lever", "date", column)), strict=True)
        costs += [
            Cost(
                id=f"{party}/{lever}/{day}",
                at=_moment(day, zone),
                day=(day - date(1970, 1, 1)).days,
                party=party,
                lever=lever,
                amount=amount,
            )
            for party, lever, day, amount in rows
            if lever in known and amount
        ]
    return costs


def _moment(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), tzinfo=zone).timestamp()) * 1_000_000


def _days(moments: pa.ChunkedArray, zone: str) -> Sequence[int]:
    """Return the day of every moment, seen from a zone, in days since 1970."""
    local = pc.local_timestamp(pc.cast(moments, pa.timestamp("us", zone)))
    days: list[int] = pc.cast(pc.cast(local, pa.date32()), pa.int32()).to_pylist()
    return days
