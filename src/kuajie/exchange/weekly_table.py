"""Reading the plain weekly table an analyst has: a row per week (and series), a column per quantity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np

from kuajie.domain.panel import Floats, frozen_floats
from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet_file import read_sheet
from kuajie.exchange.weekly_rows import RowReader, WeeklyRows, named_columns
from kuajie.messages import Finding, Place
from kuajie.messages.notices.files import CONTROL_DIFFERS, SERIES_LACKS_WEEKS
from kuajie.messages.notices.records import ALL_ZERO

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeeklyTable:
    """A regular weekly history of one outcome in one or several series.

    ``weeks`` are the dates of the rows, seven days apart, of whatever weekday; ``series`` the names of the
    series, none where the table has no such column. ``outcome`` and ``price`` have shape ``(series, week)``
    (one row for a table without series), ``lever_values``, ``reach`` and ``frequency`` shape
    ``(lever, series, week)`` and ``control_values`` shape ``(control, week)``, in the table's own units. A
    week that a series lacks is NaN throughout but for the price; so are reach and frequency of levers that
    are not measured so. ``training`` names those of ``levers`` that are training levers; ``warnings`` is what
    to know about the table.
    """

    weeks: tuple[date, ...]
    series: tuple[str, ...]
    outcome_name: str
    outcome: Floats
    levers: tuple[str, ...]
    lever_values: Floats
    reach: Floats
    frequency: Floats
    training: tuple[str, ...]
    controls: tuple[str, ...]
    control_values: Floats
    price: Floats | None
    warnings: tuple[Finding, ...]


def read_weekly_table(
    file: Path,
    *,
    outcome: str,
    date: str,
    levers: Sequence[str],
    controls: Sequence[str] = (),
    price: str | None = None,
    training: Sequence[str] = (),
    series: str | None = None,
    reach: Mapping[str, str] = _NONE,
    frequency: Mapping[str, str] = _NONE,
) -> WeeklyTable:
    """Return the named columns of a CSV or XLSX file, sorted by week; other columns are not looked at.

    ``training`` names the training levers; those not among ``levers`` are added to them. ``series`` names the
    column that tells regions, courses or partners apart, in a table with a row per week and series. ``reach``
    and ``frequency`` name, for some levers, the columns of people reached and of exposures per person.

    Raises ``BadInput`` with everything wrong: columns that are missing, cells that are not numbers, negative
    outcomes, levers or prices, weeks that repeat or do not follow each other, controls that differ between
    series, an outcome that is zero throughout a series. Raises ``ValueError`` where reach and frequency are
    not given for the same levers of the table.
    """
    roles = _Roles(
        outcome=outcome,
        date=date,
        levers=tuple(levers),
        training=tuple(training),
        controls=tuple(controls),
        price=price,
        series=series,
        reach=reach,
        frequency=frequency,
    )
    return _read(_reader(file, roles.columns, Findings()), roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Roles:
    """Which column plays which part."""

    outcome: str
    date: str
    levers: tuple[str, ...]
    training: tuple[str, ...]
    controls: tuple[str, ...]
    price: str | None
    series: str | None
    reach: Mapping[str, str]
    frequency: Mapping[str, str]

    def __post_init__(self) -> None:
        """Refuse reach without frequency, and either for what is no lever."""
        if set(self.reach) != set(self.frequency) or not set(self.reach) <= set(self.every_lever):
            raise ValueError(
                f"reach and frequency go together, for levers among {self.every_lever}, "
                f"but got {self.reach} and {self.frequency}"
            )

    @property
    def every_lever(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.levers, *self.training)))

    @property
    def columns(self) -> list[str]:
        added = [name for name in self.training if name not in self.levers]
        optional = [name for name in (self.price, self.series) if name is not None]
        measured = [*self.reach.values(), *self.frequency.values()]
        return [self.outcome, self.date, *self.levers, *added, *self.controls, *measured, *optional]


def _reader(file: Path, named: Sequence[str], findings: Findings) -> RowReader:
    sheet = read_sheet(file, file=file.name, columns=named, findings=findings)
    findings.stop_if_refused()
    assert sheet is not None  # noqa: S101 - told to the type checker; a sheet that is not there is a finding
    columns = named_columns(sheet, named, findings)
    findings.stop_if_refused()
    return RowReader(sheet=sheet, columns=columns, findings=findings)


def _read(reader: RowReader, roles: _Roles) -> WeeklyTable:
    rows = reader.rows(roles.date, roles.series)
    sold = reader.outcome(roles.outcome)
    prices = None if roles.price is None else reader.prices(roles.price)
    spent = {name: reader.amounts(name) for name in roles.every_lever}
    reached = {name: reader.amounts(column) for name, column in roles.reach.items()}
    often = {name: reader.frequencies(column, reached[name]) for name, column in roles.frequency.items()}
    steady = {name: reader.numbers(name) for name in roles.controls}
    reader.findings.stop_if_refused()
    assert rows is not None  # noqa: S101 - told to the type checker; rows without a place are findings
    _check(reader, rows, roles, sold, steady)
    return WeeklyTable(
        weeks=rows.weeks,
        series=() if roles.series is None else rows.series,
        outcome_name=roles.outcome,
        outcome=frozen_floats(rows.grid(sold)),
        levers=roles.every_lever,
        lever_values=_stacked(rows, spent, roles.every_lever),
        reach=_stacked(rows, reached, roles.every_lever),
        frequency=_stacked(rows, often, roles.every_lever),
        training=tuple(name for name in roles.every_lever if name in roles.training),
        controls=roles.controls,
        control_values=frozen_floats(np.fmax.reduce(_stacked(rows, steady, roles.controls), axis=1)),
        price=None if prices is None else frozen_floats(_filled(rows.grid(prices))),
        warnings=reader.findings.warnings,
    )


def _check(
    reader: RowReader, rows: WeeklyRows, roles: _Roles, sold: Floats, steady: Mapping[str, Floats]
) -> None:
    """Refuse what no fit of several series could use, and note the weeks that series lack."""
    _check_outcome(reader, rows, roles.outcome, sold)
    for name, values in steady.items():
        _check_control(reader, rows, name, values)
    _note_gaps(reader, rows, roles.series)
    reader.findings.stop_if_refused()


def _stacked(rows: WeeklyRows, values: Mapping[str, Floats], names: Sequence[str]) -> Floats:
    """Return the grids of some columns, NaN for those without values, shape ``(name, series, week)``."""
    stacked = np.full((len(names), len(rows.series), len(rows.weeks)), np.nan)
    for place, name in enumerate(names):
        if name in values:
            stacked[place] = rows.grid(values[name])
    return frozen_floats(stacked)


def _filled(prices: Floats) -> Floats:
    """Return prices with the weeks a series lacks at its last price, or its first one before that."""
    known = ~np.isnan(prices)
    last = np.maximum.accumulate(np.where(known, np.arange(prices.shape[1]), -1), axis=1)
    place = np.where(last >= 0, last, known.argmax(axis=1)[:, None])
    return np.take_along_axis(prices, place, axis=1)


def _check_outcome(reader: RowReader, rows: WeeklyRows, name: str, sold: Floats) -> None:
    """Refuse an outcome that is zero throughout, in every series by itself."""
    for label, values in zip(rows.series, rows.grid(sold), strict=True):
        if not np.nansum(values):
            place = Place(file=reader.sheet.file, column=name, value=label or None)
            reader.findings.error(ALL_ZERO, place, name=label or name)


def _check_control(reader: RowReader, rows: WeeklyRows, name: str, values: Floats) -> None:
    """Refuse a control that differs between series, at the first row that departs from an earlier one."""
    first: dict[int, int] = {}
    for position, week in enumerate(rows.week_place.tolist()):
        other = first.setdefault(week, position)
        if values[position] != values[other]:
            facts = {"week": rows.weeks[week], "other": int(reader.sheet.rows[other])}
            reader.findings.error(CONTROL_DIFFERS, reader.place(position, name), **facts)
            return


def _note_gaps(reader: RowReader, rows: WeeklyRows, series: str | None) -> None:
    """Note how many weeks each series lacks: nothing was on sale there."""
    counts = np.bincount(rows.series_place, minlength=len(rows.series))
    for label, count in zip(rows.series, counts.tolist(), strict=True):
        if count < len(rows.weeks):
            place = Place(file=reader.sheet.file, column=series, value=label)
            facts = {"series": label, "count": len(rows.weeks) - count, "weeks": len(rows.weeks)}
            reader.findings.note(SERIES_LACKS_WEEKS, place, **facts)
