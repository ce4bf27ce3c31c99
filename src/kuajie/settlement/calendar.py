"""What clauses pay by the calendar: fixed fees, retainers, advances and the true-ups of guarantees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kuajie.domain.clauses import Advance, Clause, FixedFee, MinimumGuarantee, Per, Retainer, kind_of
from kuajie.domain.in_force import InForce, Span, spans
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.events import Due

EPOCH = date(1970, 1, 1)
MICROSECONDS = 1_000_000


def start_of(day: date, zone: str) -> int:
    """Return the first moment of a day, in microseconds since 1970 (UTC)."""
    return int(datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).timestamp()) * MICROSECONDS


def end_of(day: date, zone: str) -> int:
    """Return the last moment of a day, in microseconds since 1970 (UTC)."""
    return start_of(day + timedelta(days=1), zone) - 1


def dues_of(agreement: Agreement, *, before: int | None = None) -> tuple[Due, ...]:
    """Return what clauses pay by the calendar before a moment (``None``: ever).

    A clause whose days hang on the horizon pays nothing where the agreement has none with two ends.
    """
    seen: Counter[str] = Counter()
    found = []
    for place, timed in enumerate(agreement.clauses):
        for at, first, amount in _payments(timed, agreement):
            name = f"{kind_of(timed.clause)}/{'/'.join(timed.clause.parties)}/{first}"
            seen[name] += 1
            number = f"/{seen[name]}" if seen[name] > 1 else ""
            if before is None or at < before:
                due = Due(id=name + number, at=at, clause=place, first=(first - EPOCH).days, amount=amount)
                found.append(due)
    return tuple(found)


def _payments(timed: TimedClause, agreement: Agreement) -> Iterator[tuple[int, date, int]]:
    """Yield the moment, the first day of the span and the amount of everything a clause pays."""
    clause, zone = timed.clause, agreement.time_zone
    if isinstance(clause, Advance) and clause.due is not None:
        yield start_of(clause.due, zone), clause.due, clause.amount.minor
    elif isinstance(clause, FixedFee) and clause.due is not None:
        yield end_of(clause.due, zone), clause.due, clause.amount.minor
    else:
        for span in spans_of(clause, timed, agreement.horizon):
            amount = amount_of(clause, span)
            day = span.first if isinstance(clause, Advance) else span.last
            at = start_of(day, zone) if isinstance(clause, Advance) else end_of(day, zone)
            yield at, span.first, amount


def spans_of(clause: Clause, days: InForce, horizon: InForce) -> tuple[Span, ...]:
    """Return the spans of a clause that pays by the calendar; none where the horizon has no two ends."""
    if horizon.since is None or horizon.until is None:
        return ()
    if isinstance(clause, Retainer):
        return spans(Per.MONTH, days, horizon)
    if isinstance(clause, MinimumGuarantee):
        return spans(clause.per, days, horizon)
    return spans(None, days, horizon) if isinstance(clause, FixedFee | Advance) else ()


def amount_of(clause: Clause, span: Span) -> int:
    """Return what a clause pays or promises for a span: whole, or in proportion to the days of a period."""
    if isinstance(clause, Retainer) or (isinstance(clause, MinimumGuarantee) and clause.per is not None):
        return span.of(clause.amount.minor)
    return clause.amount.minor if isinstance(clause, FixedFee | Advance | MinimumGuarantee) else 0
