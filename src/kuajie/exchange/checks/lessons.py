"""Lessons consumed: of orders that exist, after their sale, at most as many as were bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.exchange.checks.refunds import NO_ORDER, order_rows
from kuajie.exchange.checks.rows import report_rows, report_texts
from kuajie.exchange.findings import Findings
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Notice
from kuajie.messages.notices import lessons as notices
from kuajie.messages.notices.files import NOT_POSITIVE, OUT_OF_RANGE

Ints = NDArray[np.int64]

PARTS = 1000
"""Lessons are counted in thousandths."""

MOST = 1_000_000
"""More lessons than this one line cannot hold."""

UNITS = ("课时", "节", "lesson", "lessons")
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonBooks:
    """A party's lessons with its orders and, where it has any, refunds in the programme's currency."""

    lessons: RecordTable
    orders: RecordTable
    refunds: RecordTable | None
    zone: str


def check_lessons(books: LessonBooks, *, findings: Findings) -> None:
    """Refuse lessons in other units, without an order, before its sale or after its refund, or too many."""
    table = books.lessons
    report_texts(
        table,
        "unit",
        lambda unit: unit not in ("", *UNITS),
        notices.OTHER_UNIT,
        findings=findings,
        facts=lambda unit: {"unit": unit},
    )
    sound = _check_numbers(table, findings=findings)
    lines = order_rows(table, books.orders)
    report_rows(
        table,
        "order_id",
        lines == NO_ORDER,
        notices.WITHOUT_ORDER,
        findings=findings,
        facts=lambda _: {"orders": books.orders.file},
    )
    placed = np.flatnonzero((lines != NO_ORDER) & sound)
    if len(placed):
        checked = _Placed(books=books, placed=placed, lines=lines[placed], findings=findings)
        checked.check_moments()
        checked.check_sums()


def _check_numbers(table: RecordTable, *, findings: Findings) -> NDArray[np.bool_]:
    """Say which rows have numbers of lessons that can be; the others are findings."""
    sound = np.ones(len(table), dtype=bool)
    for name in ("lessons", "of"):
        values = np.asarray(table.columns[name].to_numpy(zero_copy_only=False), dtype=np.float64)
        thousandths = values * PARTS
        fine = np.abs(thousandths - np.round(thousandths)) > 1e-6 * np.maximum(1.0, values)
        for mask, notice in (
            (values == 0, NOT_POSITIVE),
            (values > MOST, OUT_OF_RANGE),
            (fine & (values <= MOST), notices.TOO_FINE),
        ):
            report_rows(
                table, name, mask, notice, findings=findings, facts=lambda _: {"low": 0, "high": MOST}
            )
            sound &= ~mask
    return sound


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """Lessons (places of rows) whose order lines (places too) are known."""

    books: LessonBooks
    placed: NDArray[np.intp]
    lines: NDArray[np.intp]
    findings: Findings

    def check_moments(self) -> None:
        """Refuse lessons before their sale, and after all of it was refunded."""
        at, orders = self.books.lessons.numbers("consumed_at")[self.placed], self.books.orders
        sold = orders.numbers("ordered_at")[self.lines]
        self._report(
            "consumed_at", at < sold, notices.BEFORE_SALE, sold=orders.days("ordered_at", self.books.zone)
        )
        returned = self._returned()
        ends = returned[self.lines]
        days = pa.array(np.where(returned == _NEVER, 0, returned), pa.timestamp("us", "UTC"))
        local = days.cast(pa.timestamp("us", self.books.zone)).cast(pa.date32(), safe=False)
        self._report("consumed_at", at > ends, notices.AFTER_REFUND, day=local)

    def _returned(self) -> Ints:
        """Return for every order line the moment at which nothing was left of it."""
        orders, refunds = self.books.orders, self.books.refunds
        found = np.full(len(orders), _NEVER)
        if refunds is None or not len(refunds):
            return found
        lines = order_rows(refunds, orders)
        known = lines != NO_ORDER
        back, last = np.zeros(len(orders), dtype=np.int64), np.zeros(len(orders), dtype=np.int64)
        np.add.at(back, lines[known], refunds.numbers("amount")[known])
        np.maximum.at(last, lines[known], refunds.numbers("refunded_at")[known])
        paid = orders.numbers("paid")
        whole = (paid > 0) & (back >= paid)
        found[whole] = last[whole]
        return found

    def check_sums(self) -> None:
        """Refuse rows that say otherwise how many lessons a line holds, and more lessons than it holds."""
        lessons, of = self._thousandths("lessons"), self._thousandths("of")
        order = np.lexsort((self.books.lessons.numbers("consumed_at")[self.placed], self.lines))
        first = np.flatnonzero(np.diff(self.lines[order], prepend=NO_ORDER))
        counts = np.diff(np.append(first, len(order)))
        leader = np.empty(len(order), dtype=np.intp)
        leader[order] = np.repeat(order[first], counts)
        differs = of != of[leader]
        rows = self.books.lessons.rows[self.placed[leader]]
        said = {"of": _said(of), "other": _said(of[leader]), "row": rows}
        self._report("of", self._first(differs, order), notices.OF_DIFFERS, by_row=said)
        running = np.cumsum(lessons[order])
        so_far = np.empty_like(running)
        so_far[order] = running - np.repeat(running[first] - lessons[order][first], counts)
        above = (so_far > of) & ~differs
        said = {"of": _said(of), "consumed": _said(so_far)}
        self._report("lessons", self._first(above, order), notices.ABOVE_BOUGHT, by_row=said)

    def _first(self, mask: NDArray[np.bool_], order: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return of every order line the first row alone, in ``order``, where ``mask`` holds."""
        turn = order[mask[order]]
        _, once = np.unique(self.lines[turn], return_index=True)
        found = np.zeros(len(mask), dtype=bool)
        found[turn[once]] = True
        return found

    def _thousandths(self, name: str) -> Ints:
        values = np.asarray(self.books.lessons.columns[name].to_numpy(zero_copy_only=False))
        return np.asarray(np.round(values[self.placed] * PARTS), dtype=np.int64)

    def _report(
        self,
        column: str,
        mask: NDArray[np.bool_],
        notice: Notice,
        *,
        by_row: Mapping[str, NDArray[np.generic]] | None = None,
        **by_line: pa.Array,
    ) -> None:
        """Report rows with facts of the row and of its order line."""
        table, orders = self.books.lessons, self.books.orders
        for position in self.findings.listable(table.file, np.flatnonzero(mask)):
            line = int(self.lines[position])
            facts = {name: values[line].as_py() for name, values in by_line.items()}
            facts |= {name: values[position] for name, values in (by_row or {}).items()}
            self.findings.error(
                notice,
                table.place(int(self.placed[position]), column),
                order=orders.columns["order_id"][line].as_py(),
                line=orders.columns["line"][line].as_py(),
                **facts,
            )


def _said(thousandths: Ints) -> NDArray[np.generic]:
    """Return numbers of lessons as people write them."""
    return np.array([f"{value / PARTS:g}" for value in thousandths], dtype=object)
