"""From long weekly rows to dense arrays with labelled rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from kuajie.domain.panel import Floats


def spread_rows(
    rows: pa.Table, *, label: str, value: str, labels: Sequence[str], weeks: Sequence[date], empty: float
) -> Floats:
    """Return the values of long rows as an array of shape ``(label, week)``; ``empty`` where there is no row.

    Rows of other labels or weeks are left out.
    """
    row_of = {name: place for place, name in enumerate(labels)}
    column_of = {week: place for place, week in enumerate(weeks)}
    array = np.full((len(labels), len(weeks)), empty)
    for name, week, amount in zip(
        rows[label].to_pylist(), rows["week"].to_pylist(), rows[value].to_pylist(), strict=True
    ):
        if name in row_of and week in column_of:
            array[row_of[name], column_of[week]] = amount
    return array


def on_sale(quantity: Floats, *, since: Sequence[date | None], weeks: Sequence[date]) -> Floats:
    """Return enrolments of shape ``(course, week)``: NaN before the week in which a course's orders began.

    ``since`` is the Monday of each course's first order, ``None`` for a course without any. A week without
    orders after the first is a week in which nobody came: zero.

    >>> weeks = [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
    >>> on_sale(np.array([[0.0, 2.0, 0.0]]), since=[date(2026, 11, 9)], weeks=weeks)
    array([[nan,  2.,  0.]])
    """
    begun = [[first is not None and week >= first for week in weeks] for first in since]
    return np.where(begun, quantity, np.nan)


def carry_known(values: Floats, otherwise: Sequence[float]) -> Floats:
    """Return rows with NaN filled by the last known value, before the first by the first.

    A row without any takes ``otherwise``.

    >>> carry_known(np.array([[np.nan, 3.0, np.nan, 5.0], [np.nan] * 4]), [1.0, 2.0])
    array([[3., 3., 3., 5.],
           [2., 2., 2., 2.]])
    """
    known = ~np.isnan(values)
    filled = np.empty_like(values)
    for row, fallback in enumerate(otherwise):
        places = np.flatnonzero(known[row])
        if not places.size:
            filled[row] = fallback
            continue
        latest = np.searchsorted(places, np.arange(values.shape[1]), side="right") - 1
        filled[row] = values[row, places[np.maximum(latest, 0)]]
    return filled
