"""Reading the plain weekly table an analyst has: one row per week, one column per quantity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.calendar import DAYS_OF_WEEK
from kuajie.domain.panel import Floats, frozen_floats
from kuajie.exchange.cells.coded import Coded, code
from kuajie.exchange.cells.day import DayOrder, day_orders, days
from kuajie.exchange.cells.judged import Judged, narrow
from kuajie.exchange.cells.number import amounts, numbers
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.sheet import HEADER_ROW, Sheet
from kuajie.exchange.sheet_file import read_sheet
from kuajie.messages import Notice, Place
from kuajie.messages.notices.files import (
    COLUMN_NAMED_TWICE,
    COLUMN_NOT_THERE,
    EMPTY_CELL,
    EMPTY_FILE,
    IRREGULAR_WEEKS,
    NOT_POSITIVE,
    REPEATED_HEADER,
    REPEATED_WEEK,
)
from kuajie.messages.notices.records import ALL_ZERO

_WEEK = timedelta(days=DAYS_OF_WEEK)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeeklyTable:
    """A regular weekly history of one outcome.

    ``weeks`` are the dates of the rows, seven days apart, of whatever weekday. ``outcome`` and ``price``
    have shape ``(week,)``, ``lever_values`` shape ``(lever, week)`` and ``control_values`` shape
    ``(control, week)``, in the table's own units. ``training`` names those of ``levers`` that are training
    levers.
    """

    weeks: tuple[date, ...]
    outcome_name: str
    outcome: Floats
    levers: tuple[str, ...]
    lever_values: Floats
    training: tuple[str, ...]
    controls: tuple[str, ...]
    control_values: Floats
    price: Floats | None


def read_weekly_table(
    file: Path,
    *,
    outcome: str,
    date: str,
    levers: Sequence[str],
    controls: Sequence[str] = (),
    price: str | None = None,
    training: Sequence[str] = (),
) -> WeeklyTable:
    """Return the named columns of a CSV or XLSX file, sorted by week; other columns are not looked at.

    ``training`` names the training levers; those not among ``levers`` are added to them. Raises ``BadInput``
    with everything wrong: columns that are missing, cells that are not numbers, negative outcomes, levers or
    prices, weeks that repeat or do not follow each other, an outcome that is zero throughout.
    """
    every_lever = tuple(dict.fromkeys((*levers, *training)))
    named = [outcome, date, *levers, *(name for name in training if name not in levers), *controls]
    named += [price] if price is not None else []
    findings = Findings()
    sheet = read_sheet(file, file=file.name, columns=named, findings=findings)
    findings.stop_if_refused()
    assert sheet is not None  # noqa: S101 - told to the type checker; a sheet that is not there is a finding
    columns = _columns(sheet, named, findings)
    findings.stop_if_refused()
    reader = _TableReader(sheet=sheet, columns=columns, findings=findings)
    weeks = reader.weeks(date)
    values = {name: reader.values(name, amounts) for name in (outcome, *every_lever)}
    values |= {name: reader.values(name, numbers) for name in controls}
    prices = None if price is None else reader.positive(price)
    reader.check_outcome(outcome, values[outcome])
    findings.stop_if_refused()
    order = np.argsort(np.array(weeks, dtype="datetime64[D]"))
    return WeeklyTable(
        weeks=tuple(weeks[place] for place in order),
        outcome_name=outcome,
        outcome=frozen_floats(values[outcome][order]),
        levers=every_lever,
        lever_values=_stacked(values, every_lever, order),
        training=tuple(name for name in every_lever if name in training),
        controls=tuple(controls),
        control_values=_stacked(values, controls, order),
        price=None if prices is None else frozen_floats(prices[order]),
    )


def _stacked(
    values: Mapping[str, NDArray[np.float64]], names: Sequence[str], order: NDArray[np.intp]
) -> Floats:
    rows = [values[name][order] for name in names]
    return frozen_floats(np.array(rows).reshape(len(rows), len(order)))


def _columns(sheet: Sheet, named: Sequence[str], findings: Findings) -> dict[str, pa.ChunkedArray]:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _TableReader:
    sheet: Sheet
    columns: dict[str, pa.ChunkedArray]
    findings: Findings

    def weeks(self, name: str) -> list[date]:
        """Return the dates of the rows, which must be regular once sorted."""
        coded = code(self.columns[name])
        judged = days(coded.cells, order=_regular_order(coded))
        self._refuse_faults(name, coded, judged)
        found: list[date | None] = coded.spread(judged.values).to_pylist()
        weeks = [day for day in found if day is not None]
        if len(weeks) == len(found):
            self._check_regular(name, weeks)
        return weeks

    def _check_regular(self, name: str, weeks: list[date]) -> None:
        order = sorted(range(len(weeks)), key=lambda place: (weeks[place], place))
        for before, after in pairwise(order):
            place = self._place(after, name)
            if weeks[before] == weeks[after]:
                self.findings.error(REPEATED_WEEK, place, other=int(self.sheet.rows[before]))
            elif weeks[after] - weeks[before] != _WEEK:
                facts = {"before": weeks[before], "after": weeks[after]}
                self.findings.error(IRREGULAR_WEEKS, place, **facts)

    def values(self, name: str, judge: Callable[[pa.StringArray], Judged]) -> NDArray[np.float64]:
        """Return a column of numbers, shape ``(row,)``."""
        coded = code(self.columns[name])
        judged = judge(coded.cells)
        self._refuse_faults(name, coded, judged)
        values = coded.spread(judged.values).to_numpy(zero_copy_only=False)
        return np.asarray(values, dtype=np.float64)

    def positive(self, name: str) -> NDArray[np.float64]:
        """Return a column of numbers above zero, shape ``(row,)``."""
        values = self.values(name, amounts)
        for position in self.findings.listable(self.sheet.file, np.flatnonzero(values == 0)):
            self.findings.error(NOT_POSITIVE, self._place(position, name))
        return values

    def check_outcome(self, name: str, values: NDArray[np.float64]) -> None:
        """Refuse an outcome that is zero throughout."""
        if not values.any():
            self.findings.error(ALL_ZERO, Place(file=self.sheet.file, column=name), name=name)

    def _refuse_faults(self, name: str, coded: Coded, judged: Judged) -> None:
        for notice, faulty in _with_blanks(coded, judged):
            for position in self.findings.listable(self.sheet.file, coded.rows_with(faulty)):
                self.findings.error(notice, self._place(position, name))

    def _place(self, position: int, name: str) -> Place:
        cell = self.columns[name][position].as_py().strip()
        row = int(self.sheet.rows[position])
        return Place(file=self.sheet.file, row=row, column=name, value=cell or None)


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
    weeks = sorted(judged.values.drop_null().to_pylist())
    return all(after - before == _WEEK for before, after in pairwise(weeks))
