"""Days: written year first, or month and day first where the whole column shows which is which."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, get_args

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.exchange.cells.judged import Judged, narrow
from kuajie.messages import Notice
from kuajie.messages.notices.files import AMBIGUOUS_DAYS, NOT_A_DAY

DayOrder = Literal["month_first", "day_first"]
DAY_ORDERS: tuple[DayOrder, ...] = get_args(DayOrder)

_MIDNIGHT = re.compile(r"[T ]+0{1,2}:00(?::00(?:\.0+)?)?$", re.ASCII)
_YEAR_FIRST = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})[日号]?|(\d{4})(\d\d)(\d\d)",
    re.ASCII,
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)


def days(cells: pa.StringArray, *, order: DayOrder | None = None) -> Judged:
    """Return the days of a column as date32.

    Days with the year last are read in ``order``; without it, in the only order that fits every cell of the
    column, and refused where both fit and say different days.
    """
    try:
        return Judged(cells.cast(pa.date32()))
    except pa.ArrowInvalid:
        return _days_one_by_one([narrow(cell) for cell in cells.to_pylist()], order)


def day_orders(cells: list[str]) -> tuple[DayOrder, ...]:
    """Return the orders of day and month under which every cell with the year last is a day."""
    year_last = [cell for cell in map(_bare, cells) if _YEAR_LAST.fullmatch(cell)]
    return tuple(order for order in DAY_ORDERS if all(day_of(cell, order) for cell in year_last))


def day_of(cell: str, order: DayOrder) -> date | None:
    """Return the day a narrow cell names, or ``None``.

    >>> day_of("2024年1月5日", "month_first"), day_of("1/5/2024", "day_first")
    (datetime.date(2024, 1, 5), datetime.date(2024, 5, 1))
    """
    bare = _bare(cell)
    if found := _YEAR_FIRST.fullmatch(bare):
        year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    elif found := _YEAR_LAST.fullmatch(bare):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        month, day = (first, second) if order == "month_first" else (second, first)
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _bare(cell: str) -> str:
    return _MIDNIGHT.sub("", cell)


def _days_one_by_one(cells: list[str], order: DayOrder | None) -> Judged:
    orders = (order,) if order else day_orders(cells) or DAY_ORDERS
    values: list[date | None] = []
    faults: dict[Notice, NDArray[np.bool_]] = {}
    for place, cell in enumerate(cells):
        readings = {day_of(cell, each) for each in orders} - {None}
        day = readings.pop() if len(readings) == 1 else None
        values.append(day)
        if day is None and cell:
            notice = AMBIGUOUS_DAYS if readings else NOT_A_DAY
            faults.setdefault(notice, np.zeros(len(cells), dtype=bool))[place] = True
    return Judged(pa.array(values, pa.date32()), faults)
