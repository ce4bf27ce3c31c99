"""The rows of a plain weekly table: their cells, the weeks and series they belong to, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.calendar import DAYS_OF_WEEK
from kuajie.domain.panel import Floats
from kuajie.exchange.cells.coded import Coded, code
from kuajie.exchange.cells.day import DayOrder, day_orders, days
from kuajie.exchange.cells.judged import Judged, narrow
from kuajie.exchange.cells.number import amounts, numbers
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.sheet import HEADER_ROW, Sheet
from kuajie.messages import Notice, Place
from kuajie.messages.notices.files import (
    COLUMN_NAMED_TWICE,
    COLUMN_NOT_THERE,
    EMPTY_CELL,
    EMPTY_FILE,
    FREQUENCY_ZERO,
    IRREGULAR_WEEKS,
    MISSING_WEEKS,
    NEGATIVE,
    NEGATIVE_OUTCOME,
    NOT_POSITIVE,
    REPEATED_HEADER,
    REPEATED_WEEK,
)

_WEEK = timedelta(days=DAYS_OF_WEEK)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeeklyRows:
    """The rows of a weekly table on the grid of its series and weeks.

    ``weeks`` and ``series`` are sorted; ``series`` is one empty name where the table has no series. Row ``r``
    stands at ``series_place[r]``, ``week_place[r]``.
    """

    weeks: tuple[date, ...]
    series: tuple[str, ...]
    week_place: NDArray[np.intp]
    series_place: NDArray[np.intp]

    def grid(self, values: Floats) -> Floats:
        """Return values of rows as an array of shape ``(series, week)``, NaN where there is no row."""
        grid = np.full((len(self.series), len(self.weeks)), np.nan)
        grid[self.series_place, self.week_place] = values
        return grid


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """Reads the named columns of a sheet; everything wrong is a finding with its row and column."""

    sheet: Sheet
    columns: Mapping[str, pa.ChunkedArray]
    findings: Findings

    def rows(self, date: str, series: str | None) -> WeeklyRows | None:
        """Return where the rows stand; ``None`` and findings where that cannot be told."""
        names = [""] * len(self.sheet.rows) if series is None else self._labels(series)
        found = self._days(date)
        if None in found or (series is not None and "" in names):
            return None
        every = [day for day in found if day is not None]
        self._check_repeated(date, list(zip(names, every, strict=True)))
        self._check_regular(date, every)
        weeks, labels = sorted(set(every)), sorted(set(names))
        return WeeklyRows(
            weeks=tuple(weeks),
            series=tuple(labels),
            week_place=np.searchsorted(np.array(weeks, "datetime64[D]"), np.array(every, "datetime64[D]")),
            series_place=np.array([labels.index(name) for name in names], dtype=np.intp),
        )

    def _days(self, name: str) -> list[date | None]:
        coded = code(self.columns[name])
        judged = days(coded.cells, order=_regular_order(coded))
        self._refuse_faults(name, coded, judged)
        return list(coded.spread(judged.values).to_pylist())

    def _labels(self, name: str) -> list[str]:
        coded = code(self.columns[name])
        self._refuse_faults(name, coded, Judged(coded.cells))
        return list(coded.spread(coded.cells).to_pylist())

    def _check_repeated(self, name: str, keys: Sequence[tuple[str, date]]) -> None:
        first: dict[tuple[str, date], int] = {}
        for position, key in enumerate(keys):
            before = first.setdefault(key, position)
            if before != position:
                other = int(self.sheet.rows[before])
                self.findings.error(REPEATED_WEEK, self.place(position, name), other=other)

    def _check_regular(self, name: str, found: Sequence[date]) -> None:
        for before, after in pairwise(sorted(set(found))):
            place, gap = self.place(found.index(after), name), after - before
            if gap % _WEEK:
                self.findings.error(IRREGULAR_WEEKS, place, before=before, after=after)
            elif gap != _WEEK:
                facts = {"count": gap // _WEEK - 1, "before": before, "after": after}
                self.findings.error(MISSING_WEEKS, place, **facts)

    def outcome(self, name: str) -> Floats:
        """Return a column of numbers that are not negative, shape ``(row,)``, and speak of the outcome."""
        return self._values(name, _outcomes)

    def amounts(self, name: str) -> Floats:
        """Return a column of numbers that are not negative, shape ``(row,)``."""
        return self._values(name, amounts)

    def numbers(self, name: str) -> Floats:
        """Return a column of numbers, shape ``(row,)``."""
        return self._values(name, numbers)

    def prices(self, name: str) -> Floats:
        """Return a column of numbers above zero, shape ``(row,)``."""
        values = self.amounts(name)
        self._refuse_rows(name, values == 0, NOT_POSITIVE)
        return values

    def frequencies(self, name: str, reach: Floats) -> Floats:
        """Return a column of numbers, shape ``(row,)``, above zero wherever anybody was reached."""
        values = self.amounts(name)
        self._refuse_rows(name, (values == 0) & (reach > 0), FREQUENCY_ZERO)
        return values

    def _values(self, name: str, judge: Callable[[pa.StringArray], Judged]) -> Floats:
        coded = code(self.columns[name])
        judged = judge(coded.cells)
        self._refuse_faults(name, coded, judged)
        values = coded.spread(judged.values).to_numpy(zero_copy_only=False)
        return np.asarray(values, dtype=np.float64)

    def _refuse_faults(self, name: str, coded: Coded, judged: Judged) -> None:
        for notice, faulty in _with_blanks(coded, judged):
            self._refuse_rows(name, faulty[coded.codes], notice)

    def _refuse_rows(self, name: str, wrong: NDArray[np.bool_], notice: Notice) -> None:
        for position in self.findings.listable(self.sheet.file, np.flatnonzero(wrong)):
            self.findings.error(notice, self.place(position, name))

    def place(self, position: int, name: str) -> Place:
        """Return where the cell of a row is, with what it says."""
        cell = self.columns[name][position].as_py().strip()
        row = int(self.sheet.rows[position])
        return Place(file=self.sheet.file, row=row, column=name, value=cell or None)


def named_columns(sheet: Sheet, named: Sequence[str], findings: Findings) -> dict[str, pa.ChunkedArray]:
    """Return the named columns of a sheet; names that are missing, repeated or used twice are findings."""
    if not len(sheet.rows):
        findings.error(EMPTY_FILE, Place(file=sheet.file), columns=listing(named))
    for name in sorted({name for name in named if named.count(name) > 1}):
        findings.error(COLUMN_NAMED_TWICE, Place(file=sheet.file, column=name))
    headers = [narrow(header.strip()) for header in sheet.headers]
    found = {}
    for name in named:
        places = [place for place, header in enumerate(headers) if header == narrow(name.strip())]
        where = Place(file=sheet.file, row=HEADER_ROW, column=name)
        if not places:
            hint = did_you_mean(name, sheet.headers)
            findings.error(COLUMN_NOT_THERE, where, hint=hint, present=listing(sheet.headers))
        elif len(places) > 1:
            findings.error(REPEATED_HEADER, where)
        else:
            found[name] = sheet.columns[places[0]]
    return found


def _outcomes(cells: pa.StringArray) -> Judged:
    judged = amounts(cells)
    renamed = {NEGATIVE: NEGATIVE_OUTCOME}
    return Judged(judged.values, {renamed.get(notice, notice): at for notice, at in judged.faults.items()})


def _with_blanks(coded: Coded, judged: Judged) -> Iterator[tuple[Notice, NDArray[np.bool_]]]:
    yield EMPTY_CELL, np.asarray(pc.equal(coded.cells, "").to_numpy(zero_copy_only=False), dtype=bool)
    yield from judged.faults.items()


def _regular_order(coded: Coded) -> DayOrder | None:
    """Return the order of day and month under which the weeks are regular, if only one makes them so."""
    cells = [narrow(cell) for cell in coded.cells.to_pylist()]
    orders = day_orders(cells)
    regular = [order for order in orders if _is_regular(days(coded.cells, order=order))]
    return regular[0] if len(regular) == 1 else None


def _is_regular(judged: Judged) -> bool:
    weeks = sorted(set(judged.values.drop_null().to_pylist()))
    return all(after - before == _WEEK for before, after in pairwise(weeks))
