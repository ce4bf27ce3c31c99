"""Joint courses: in their seller's catalogue, sold before, with seats to sell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Place
from kuajie.messages.notices.records import ALL_ZERO, FEW_WEEKS, INFEASIBLE_SEATS, TIGHT_SEATS, UNKNOWN_COURSE

LEAST_WEEKS = 26
_DAYS = 7
_THURSDAY = 3  # day 0 of the Unix calendar is a Thursday, three days after its Monday


def catalogue_row(courses: RecordTable, course_id: str) -> int | None:
    """Return the position of a course in a catalogue."""
    found = np.flatnonzero(courses.rows_where("course_id", {course_id}))
    return int(found[0]) if len(found) else None


def check_listed(course: Mapping[str, Any], courses: RecordTable, *, findings: Findings) -> None:
    """Refuse a joint course that its seller does not list, or that has no seats."""
    row = catalogue_row(courses, course["id"])
    if row is None:
        findings.error(
            UNKNOWN_COURSE,
            Place(file=courses.file, column="course_id", value=course["id"]),
            catalogue=courses.file,
            hint=did_you_mean(course["id"], courses.texts("course_id")),
        )
    elif courses.columns["seats"][row].as_py() == 0:
        findings.error(INFEASIBLE_SEATS, courses.place(row, "seats"))


def check_sold(
    course: Mapping[str, Any],
    orders: RecordTable,
    courses: RecordTable | None,
    *,
    zone: str,
    findings: Findings,
) -> None:
    """Refuse a joint course that was never sold; warn where more were sold than there are seats."""
    mine = orders.rows_where("course_id", {course["id"]})
    if not mine.any():
        place = Place(file=orders.file, column="course_id", value=course["id"])
        findings.error(ALL_ZERO, place, name=course["id"])
        return
    row = catalogue_row(courses, course["id"]) if courses is not None else None
    seats = courses.columns["seats"][row].as_py() if courses is not None and row is not None else None
    if seats:
        weeks = _weeks(orders, zone)[mine]
        weekly = np.bincount(weeks - weeks.min(), weights=orders.numbers("quantity")[mine])
        above = int((weekly > seats).sum())
        if above and courses is not None and row is not None:
            findings.warn(TIGHT_SEATS, courses.place(row, "seats"), weeks=above, seats=seats)


def warn_few_weeks(sold: Sequence[tuple[RecordTable, set[str]]], *, zone: str, findings: Findings) -> None:
    """Warn when all orders of joint courses, given per seller, span fewer than 26 weeks."""
    weeks = np.concatenate(
        [
            np.empty(0, np.int64),
            *(_weeks(orders, zone)[orders.rows_where("course_id", ids)] for orders, ids in sold),
        ]
    )
    if not len(weeks):
        return
    span = int(weeks.max() - weeks.min()) + 1
    if span < LEAST_WEEKS:
        findings.warn(FEW_WEEKS, Place(), weeks=span, least=LEAST_WEEKS)


def _weeks(orders: RecordTable, zone: str) -> NDArray[np.int64]:
    """Return the number of each order's week, counted from the first week of 1970."""
    days = orders.days("ordered_at", zone).cast("int32").to_numpy()
    return (np.asarray(days, dtype=np.int64) + _THURSDAY) // _DAYS
