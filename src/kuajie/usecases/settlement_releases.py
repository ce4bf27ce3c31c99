"""When money held back of sales is released: on completion, on satisfaction, or after some days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.clauses import Holdback, Release, covers
from kuajie.domain.records import Events
from kuajie.settlement.agreement import Agreement
from kuajie.settlement.calendar import EPOCH
from kuajie.settlement.events import Released, Sale

DAY = 86_400_000_000
Firsts = Mapping[tuple[str, str], int]
"""The moment from which a learner and course count, in microseconds since 1970."""


def releases_of(agreement: Agreement, sales: Sequence[Sale], events: Events) -> list[Released]:
    """Return when each sale's money is released, by every holdback clause in force on its day."""
    found: list[Released] = []
    for place, timed in enumerate(agreement.clauses):
        clause = timed.clause
        if isinstance(clause, Holdback):
            about = [
                sale
                for sale in sales
                if covers(clause, sale.course) and timed.holds(EPOCH + timedelta(days=sale.day))
            ]
            found += _of_clause(place, clause, about, events)
    return found


def _of_clause(place: int, clause: Holdback, sales: Sequence[Sale], events: Events) -> Iterator[Released]:
    if clause.on is Release.DAYS:
        for sale in sales:
            yield _released(place, clause, sale, sale.at + (clause.days or 0) * DAY)
        return
    firsts = _completed(events) if clause.on is Release.COMPLETION else _satisfied(events, clause)
    learners = _learners(events)
    for sale in sales:
        at = firsts.get((learners[sale.id], sale.course))
        if at is not None:
            yield _released(place, clause, sale, max(at, sale.at))


def _released(place: int, clause: Holdback, sale: Sale, at: int) -> Released:
    return Released(
        id=f"{sale.id}/{clause.on}/{clause.party}/{clause.rate}", at=at, sale=sale.id, clause=place
    )


def _learners(events: Events) -> Mapping[str, str]:
    orders = events.tables["orders"]
    names = pc.binary_join_element_wise(
        orders["party"], orders["order_id"], pc.cast(orders["line"], pa.string()), "/"
    )
    return dict(zip(names.to_pylist(), orders["learner"].to_pylist(), strict=True))


def _completed(events: Events) -> Firsts:
    """Return when each learner first completed each course, whoever says so."""
    return _firsts(events.tables["learning"], "completed_at")


def _satisfied(events: Events, clause: Holdback) -> Firsts:
    """Return when each learner first gave each course at least the rating of a clause."""
    feedback = events.tables["feedback"]
    least = float(clause.rating) if clause.rating is not None else 0.0
    return _firsts(feedback.filter(pc.greater_equal(feedback["rating"], least)), "given_at")


def _firsts(table: pa.Table, moment: str) -> Firsts:
    moments = pc.cast(table[moment], pa.int64()).to_pylist()
    rows = zip(table["learner"].to_pylist(), table["course_id"].to_pylist(), moments, strict=True)
    found: dict[tuple[str, str], int] = {}
    for learner, course, at in rows:
        if at is not None:
            found[learner, course] = min(at, found.get((learner, course), at))
    return found
