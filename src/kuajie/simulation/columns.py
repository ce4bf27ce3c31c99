"""Columns of record files in the form partners hand over: money, days and moments as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
OFFSET = "+08:00"
SECONDS_OF_DAY = 86_400
EPOCH = date(1970, 1, 1).toordinal()


def money(minor: Ints) -> pa.Array:
    """Return minor units as text in major units with two digits.

    >>> money(np.array([39900, 5])).to_pylist()
    ['399.00', '0.05']
    """
    distinct, places = np.unique(minor, return_inverse=True)
    return pa.array([f"{value // 100}.{value % 100:02d}" for value in distinct.tolist()]).take(
        pa.array(places)
    )


def constant(value: str, count: int) -> pa.Array:
    """Return the same text ``count`` times."""
    return pa.repeat(pa.scalar(value), count)


def chosen(names: Sequence[str], places: Ints) -> pa.Array:
    """Return the names at the given places."""
    return pa.array(list(names), pa.string()).take(pa.array(places))


def numbered(prefix: str, numbers: Ints, digits: int) -> pa.Array:
    """Return ids of a prefix and a number with leading zeros.

    >>> numbered("L", np.array([7]), 4).to_pylist()
    ['L0007']
    """
    return pc.binary_join_element_wise(
        prefix, pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), digits, "0"), ""
    )


def moments(seconds: Ints) -> pa.Array:
    """Return local seconds since 1970 as ISO 8601 with the offset of China.

    >>> moments(np.array([SECONDS_OF_DAY])).to_pylist()
    ['1970-01-02T00:00:00+08:00']
    """
    plain = pc.cast(pa.array(seconds).cast(pa.timestamp("s")), pa.string())
    iso = pc.utf8_replace_slice(plain, start=10, stop=11, replacement="T")
    return pc.binary_join_element_wise(iso, OFFSET, "")


def moments_where(seconds: Ints, known: NDArray[np.bool_]) -> pa.Array:
    """Return moments, and nothing where they are not known."""
    return pc.if_else(pa.array(known), moments(seconds), pa.scalar(None, pa.string()))


def seconds_of(day: date) -> int:
    """Return the local seconds since 1970 of a day's first moment."""
    return (day.toordinal() - EPOCH) * SECONDS_OF_DAY


def days(values: Sequence[date]) -> pa.Array:
    """Return days as ISO text."""
    return pa.array([day.isoformat() for day in values], pa.string())
