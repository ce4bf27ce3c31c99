"""Two books side by side: do they agree, and if not, where, why, since when, and who must act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from kuajie.messages import BadInput, Finding, Place, Text
from kuajie.messages.notices import reconcile as notices
from kuajie.settlement.periods import MONTHS, Month
from kuajie.settlement.reconciliation.book import Book, Entries, book_of, conflicts
from kuajie.settlement.reconciliation.compare import Comparison, Tolerance, compare, months_of, undated
from kuajie.settlement.reconciliation.summary import (
    ActorSum,
    AgeSum,
    ReasonSum,
    sums_by_actor,
    sums_by_age,
    sums_by_reason,
)
from kuajie.usecases.progress import Progress, silent

BOOKS = Text(en="Putting both books in order", zh="正在整理两本账")
COMPARING = Text(en="Comparing line by line", zh="正在逐行核对")
ADDING = Text(en="Adding up", zh="正在汇总")
MOST_LISTED = 50


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReconcileQuestion:
    """Two sides' entries, the zone of days and months, the tolerance, and the day ages are counted to.

    With ``month`` only that month is compared. ``fallbacks`` is how many further keys the entries have.
    """

    a: Entries
    b: Entries
    zone: str
    on: date
    tolerance: Tolerance = field(default_factory=Tolerance)
    month: Month | None = None
    fallbacks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReconcileAnswer:
    """Every line of both books in one class, and what the classes add up to.

    ``by_line``: lines were compared; otherwise whole orders, as one book numbers no lines.
    """

    question: ReconcileQuestion
    compared: Comparison
    by_line: bool
    reasons: Sequence[ReasonSum]
    ages: Sequence[AgeSum]
    actors: Sequence[ActorSum]
    warnings: Sequence[Finding] = ()


def reconcile(question: ReconcileQuestion, *, progress: Progress = silent) -> ReconcileAnswer:
    """Return two books compared; raises ``BadInput`` where a book contradicts itself, with its rows."""
    progress(BOOKS, 0.0)
    by_line = question.a.has_lines and question.b.has_lines
    found = [
        finding for each in (question.a, question.b) for finding in contradictions(each, by_line=by_line)
    ]
    if found:
        raise BadInput(found)
    a, b = (book_of(each, by_line=by_line) for each in (question.a, question.b))
    _require_dates(question, a, b)
    progress(COMPARING, 0.4)
    compared = compare(
        a,
        b,
        zone=question.zone,
        tolerance=question.tolerance,
        month=question.month,
        fallbacks=[f"key{place}" for place in range(question.fallbacks)],
    )
    if question.month is not None and not len(compared):
        first, last = _months(question, a, b)
        raise BadInput.of(notices.NOTHING_IN_MONTH, month=question.month, first=first, last=last)
    progress(ADDING, 0.8)
    return ReconcileAnswer(
        question=question,
        compared=compared,
        by_line=by_line,
        reasons=sums_by_reason(compared),
        ages=sums_by_age(compared, question.on),
        actors=sums_by_actor(compared),
    )


def contradictions(entries: Entries, *, by_line: bool) -> list[Finding]:
    """Return a finding for each of the first fifty rows that contradict another of their book."""
    rows, files = entries.table["row"], entries.table["file"]
    found = []
    for each in conflicts(entries, by_line=by_line)[:MOST_LISTED]:
        order, line = entries.table["order"][each.entry].as_py(), entries.table["line"][each.entry].as_py()
        place = Place(
            file=files[each.entry].as_py(), row=rows[each.entry].as_py(), column="order_id", value=order
        )
        facts = {"other": rows[each.other].as_py(), "line": f"{order}/{line or 1}"}
        found.append(Finding(notice=notices.TOLD_TWICE, place=place, facts=facts))
    return found


def _require_dates(question: ReconcileQuestion, a: Book, b: Book) -> None:
    if question.month is None:
        return
    for book in (a, b):
        if missing := undated(book):
            place = Place(file=book.name, column="ordered_at")
            raise BadInput.of(notices.MONTH_WITHOUT_DATES, place=place, count=f"{missing:,}")


def _months(question: ReconcileQuestion, a: Book, b: Book) -> tuple[str, str]:
    every = np.concatenate([months_of(book, question.zone) for book in (a, b)])
    ends = (int(every.min()), int(every.max()))
    first, last = (str(Month(number // MONTHS, number % MONTHS + 1)) for number in ends)
    return first, last
