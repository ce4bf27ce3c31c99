"""Which levers the columns of a weekly table stand for: one for all series, or one in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.messages import BadInput, Finding
from kuajie.messages.notices.tables import LEVER_NAME_TAKEN
from kuajie.usecases.weekly_history import WeeklyHistory


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TableLever:
    """A lever of a table: its column, the one series it acts on (``None``: all), and its weekly values.

    ``values`` is what its column holds, ``reach`` and ``frequency`` how it is measured besides, NaN where it
    is not; all have shape ``(week,)``.
    """

    column: str
    series: str | None
    values: Floats
    reach: Floats
    frequency: Floats

    @property
    def id(self) -> str:
        """The column, with the series where the lever is only there."""
        return self.column if self.series is None else f"{self.column}@{self.series}"

    @property
    def is_reach(self) -> bool:
        """Whether the lever's input is people reached."""
        return not np.isnan(self.reach).all()

    @property
    def inputs(self) -> Floats:
        """What goes into the response: people reached where they are known, else the column's values."""
        return self.reach if self.is_reach else self.values


def levers_of(table: WeeklyHistory) -> tuple[TableLever, ...]:
    """Return the levers of a table, in order of its columns and series.

    A column that is equal in every series (wherever several have rows) is one lever acting on all, its values
    counted once. Otherwise it is a lever of its own in every series that ever used it, and nothing was put in
    where a series lacks a week. Raises ``BadInput`` where two levers would get one name.
    """
    levers = tuple(lever for place in range(len(table.levers)) for lever in _of_column(table, place))
    taken = [name for name, count in Counter(lever.id for lever in levers).items() if count > 1]
    if taken:
        raise BadInput([Finding(notice=LEVER_NAME_TAKEN, facts={"lever": name}) for name in taken])
    return levers


def family_of(levers: tuple[TableLever, ...]) -> Mapping[str, str]:
    """Return the column of every lever by its id: levers of one column are one lever in several series."""
    return {lever.id: lever.column for lever in levers}


def _of_column(table: WeeklyHistory, place: int) -> Iterator[TableLever]:
    column = table.levers[place]
    measures = np.stack([table.lever_values[place], table.reach[place], table.frequency[place]])
    if _is_shared(measures):
        values, reach, frequency = np.fmax.reduce(measures, axis=1)
        yield TableLever(column=column, series=None, values=values, reach=reach, frequency=frequency)
        return
    measured = ~np.isnan(measures).all(axis=(1, 2))
    whole = np.where(measured[:, None, None], np.nan_to_num(measures), np.nan)
    for label, (values, reach, frequency) in zip(table.series, whole.swapaxes(0, 1), strict=True):
        if values.any() or np.nan_to_num(reach).any():
            yield TableLever(column=column, series=label, values=values, reach=reach, frequency=frequency)


def _is_shared(measures: Floats) -> bool:
    """Say whether series agree on a column, ``(measure, series, week)``, in weeks that show it.

    A column that was only ever used in weeks of a single series is not shown to be shared.
    """
    high, low = np.fmax.reduce(measures, axis=1), np.fmin.reduce(measures, axis=1)
    compared = (~np.isnan(measures[0])).sum(axis=0) > 1
    is_shown = measures.shape[1] == 1 or bool((high[:, compared] > 0).any()) or not (high > 0).any()
    return is_shown and not (high > low).any()
