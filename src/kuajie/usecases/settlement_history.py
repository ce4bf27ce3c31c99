"""A programme's orders, refunds and spend as settlement takes them: exact amounts, in canonical order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.clauses import CouponCost, covers
from kuajie.domain.deal import agreed_clauses
from kuajie.domain.in_force import InForce
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.calendar import EPOCH, dues_of, start_of
from kuajie.settlement.events import Cost, History, Lead, Refund, Sale
from kuajie.usecases.settlement_lessons import lessons_of, line_ids
from kuajie.usecases.settlement_releases import releases_of


def agreement_of(programme: Programme) -> Agreement:
    """Return what a programme's terms say, to be executed; ties of rounding go as its terms say."""
    clauses, agreed = agreed_clauses(programme)
    terms, parties = programme.terms, programme.party_ids
    first = terms.rounding_order
    return Agreement(
        parties=(*first, *(party for party in parties if party not in first)),
        sellers={course.id: course.seller for course in programme.courses},
        clauses=tuple(TimedClause.of(clause) for clause in clauses),
        currency=programme.currency,
        time_zone=programme.time_zone,
        agreed=agreed,
        horizon=InForce(since=programme.horizon.start, until=programme.horizon.end + timedelta(days=1)),
        unit_costs={
            party: {
                course.id: course.unit_costs[party].minor
                for course in programme.courses
                if party in course.unit_costs
            }
            for party in parties
        },
        refund_window_days=terms.refund_window_days,
        late_refunds=terms.late_refunds,
        consumed=tuple(course.id for course in programme.courses if terms.counts_consumed(course.id)),
        unused_after_days=terms.unused_after_days,
    )


def settlement_history(programme: Programme, events: Events, *, before: date | None = None) -> History:
    """Return what happened to joint courses: sales, refunds, lessons, spend, leads, releases.

    What happens by the calendar is in it up to the day ``before``; without, to the end of the terms.
    """
    agreement = agreement_of(programme)
    sales = _sales(events, agreement)
    refunds = _refunds(events, sales)
    moment = None if before is None else start_of(before, agreement.time_zone)
    return History.of(
        sales,
        refunds,
        _costs(programme, events),
        leads=_leads(events, programme.time_zone),
        releases=releases_of(agreement, sales, events),
        dues=dues_of(agreement, before=moment),
        lessons=lessons_of(agreement, sales, events, before=moment),
    )


def _sales(events: Events, agreement: Agreement) -> list[Sale]:
    """Return the lines of joint courses that their sellers sold.

    Names that stand on many lines are one text in memory, so that a million lines fit into little of it.
    """
    orders = _own_lines(events.tables["orders"], agreement.sellers)
    bought = _bundles(orders, agreement)
    coupons = [timed for timed in agreement.clauses if isinstance(timed.clause, CouponCost)]
    days = days_of(orders["ordered_at"], agreement.time_zone)
    numbers = [orders[name].to_pylist() for name in ("paid", "quantity", "list_price", "order_id")]
    names = [_shared_texts(orders[name]) for name in ("party", "course_id", "channel", "coupon")]
    moments = pc.cast(orders["ordered_at"], pa.int64()).to_pylist()
    rows = zip(line_ids(orders), moments, days, *numbers, *names, strict=True)
    found = []
    for line, at, day, paid, quantity, price, order, party, course, channel, coupon in rows:
        bearer = _bearer(coupons, course, coupon, day) if coupons and coupon else ""
        found.append(
            Sale(
                id=line,
                at=at,
                day=day,
                course=course,
                seller=party,
                paid=paid,
                quantity=quantity,
                let_off=max(0, price * quantity - paid) if bearer else 0,
                bearer=bearer,
                channel=channel,
                bought=bought.get((party, order), "") if bought else "",
            )
        )
    return found


def _own_lines(orders: pa.Table, sellers: Mapping[str, str]) -> pa.Table:
    """Return the order lines of courses that the party with the order sells."""
    parts = []
    for seller in dict.fromkeys(sellers.values()):
        courses = pa.array([course for course, whose in sellers.items() if whose == seller])
        own = pc.and_(pc.equal(orders["party"], seller), pc.is_in(orders["course_id"], value_set=courses))
        parts.append(orders.filter(own))
    return pa.concat_tables(parts) if parts else orders.slice(0, 0)


def _shared_texts(column: pa.ChunkedArray) -> list[str]:
    """Return the texts of a column, equal ones as one object."""
    encoded = column.combine_chunks().dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    return [texts[code] for code in encoded.indices.to_pylist()]


def _bearer(coupons: Sequence[TimedClause], course: str, coupon: str, day: int) -> str:
    """Return who bears what a coupon lets off; nobody without a clause about it."""
    on = EPOCH + timedelta(days=day)
    for timed in coupons:
        clause = timed.clause
        named = isinstance(clause, CouponCost) and (not clause.coupons or coupon in clause.coupons)
        if isinstance(clause, CouponCost) and named and timed.holds(on) and covers(clause, course):
            return clause.party
    return ""


def _bundles(orders: pa.Table, agreement: Agreement) -> Mapping[tuple[str, str], str]:
    """Return which bundles of the agreement each order holds, where there is one."""
    bundles = agreement.bundles
    if not bundles:
        return {}
    courses: dict[tuple[str, str], set[str]] = {}
    columns = (orders[name].to_pylist() for name in ("party", "order_id", "course_id"))
    for party, order, course in zip(*columns, strict=True):
        courses.setdefault((party, order), set()).add(course)
    held = {
        key: " ".join("+".join(bundle) for bundle in bundles if own.issuperset(bundle))
        for key, own in courses.items()
    }
    return {key: names for key, names in held.items() if names}


def _refunds(events: Events, sales: Sequence[Sale]) -> list[Refund]:
    """Return the refunds of sales."""
    refunds = events.tables["refunds"]
    if not len(refunds):
        return []
    known = {sale.id for sale in sales}
    moments = pc.cast(refunds["refunded_at"], pa.int64()).to_pylist()
    rows = zip(line_ids(refunds), refunds["amount"].to_pylist(), moments, strict=True)
    return [
        Refund(id=f"{sale}/{at}/{amount}", at=at, sale=sale, amount=amount)
        for sale, amount, at in rows
        if sale in known
    ]


def _leads(events: Events, zone: str) -> list[Lead]:
    """Return the leads of all parties."""
    leads = events.tables["leads"]
    days = days_of(leads["at"], zone)
    moments = pc.cast(leads["at"], pa.int64()).to_pylist()
    rows = zip(*(leads[name].to_pylist() for name in ("party", "lead_id", "channel")), strict=True)
    return [
        Lead(id=f"{party}/{name}", at=at, day=day, party=party, channel=channel)
        for (party, name, channel), day, at in zip(rows, days, moments, strict=True)
    ]


def _costs(programme: Programme, events: Events) -> list[Cost]:
    """Return what parties spent on the programme's levers; a day's spend counts from its beginning."""
    zone, known = programme.time_zone, {lever.id for lever in programme.levers}
    costs = []
    for name, column in (("spend", "amount"), ("training", "cost")):
        table = events.tables[name]
        rows = zip(*(table[each].to_pylist() for each in ("party", "lever", "date", column)), strict=True)
        costs += [
            Cost(
                id=f"{party}/{lever}/{day}",
                at=start_of(day, zone),
                day=(day - EPOCH).days,
                party=party,
                lever=lever,
                amount=amount,
            )
            for party, lever, day, amount in rows
            if lever in known and amount
        ]
    return costs


def days_of(moments: pa.ChunkedArray, zone: str) -> Sequence[int]:
    """Return the day of every moment, seen from a zone, in days since 1970."""
    local = pc.local_timestamp(pc.cast(moments, pa.timestamp("us", zone)))
    days: list[int] = pc.cast(pc.cast(local, pa.date32()), pa.int32()).to_pylist()
    return days
