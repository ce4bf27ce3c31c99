"""Between which values of one number of a deal every party gains, the others as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

Floats = NDArray[np.float64]

HALVINGS = 60
POINTS = 33
"""Ranges narrower than the distance of two points may be missed, unless the number lies in them now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """The values of a number from ``low`` to ``high`` at which nobody walks away; ``None`` if there are none.

    ``stops_below`` and ``stops_above`` say by place which party walks away first beyond each end (``None``:
    the number itself ends there). ``limits`` holds each party's own range, ``None`` where it always walks.
    """

    low: float | None
    high: float | None
    stops_below: int | None
    stops_above: int | None
    limits: tuple[tuple[float, float] | None, ...]


def agreement_zone(
    gains: Callable[[float], Floats], *, start: float, least: float, most: float, accuracy: float
) -> Zone:
    """Return where all ``gains`` (P,) over walking away are not below zero, between ``least`` and ``most``.

    Gains are looked at on a grid. A party's range is the unbroken one around ``start``, or the nearest to it;
    its ends are found to ``accuracy`` (Brent 1973). Gains may jump, as they do at thresholds.
    """
    grid = np.union1d(np.linspace(least, most, POINTS), [start])
    seen = np.stack([gains(float(value)) for value in grid], axis=1)

    def limit(party: int) -> tuple[float, float] | None:
        return _range(lambda value: float(gains(value)[party]), grid, seen[party], start, accuracy)

    return _zone_of(tuple(limit(party) for party in range(seen.shape[0])), least, most)


def _range(
    gain: Callable[[float], float], grid: Floats, seen: Floats, start: float, accuracy: float
) -> tuple[float, float] | None:
    """Return the range around ``start`` in which one party gains, or the nearest one; ``None`` for none."""
    inside = np.flatnonzero(seen >= 0.0)
    if not inside.size:
        return None
    low = high = int(inside[np.abs(grid[inside] - start).argmin()])
    while low > 0 and seen[low - 1] >= 0.0:
        low -= 1
    while high < grid.size - 1 and seen[high + 1] >= 0.0:
        high += 1
    first, last = grid[low], grid[high]
    if low > 0:
        first = brentq(gain, grid[low - 1], grid[low], xtol=accuracy)
    if high < grid.size - 1:
        last = brentq(gain, grid[high], grid[high + 1], xtol=accuracy)
    return float(first), float(last)


def _zone_of(limits: tuple[tuple[float, float] | None, ...], least: float, most: float) -> Zone:
    """Return what all parties' ranges have in common."""
    kept = [limit for limit in limits if limit is not None]
    low = max((limit[0] for limit in kept), default=least)
    high = min((limit[1] for limit in kept), default=most)
    if len(kept) < len(limits) or low > high:
        return Zone(low=None, high=None, stops_below=None, stops_above=None, limits=limits)
    return Zone(
        low=low,
        high=high,
        stops_below=None if low <= least else [limit[0] for limit in kept].index(low),
        stops_above=None if high >= most else [limit[1] for limit in kept].index(high),
        limits=limits,
    )


def furthest(possible: Callable[[float], bool], *, start: float, end: float) -> float:
    """Return the value nearest to ``end`` up to which values from ``start`` on are possible."""
    if possible(end):
        return end
    inside, outside = start, end
    for _ in range(HALVINGS):
        middle = 0.5 * (inside + outside)
        inside, outside = (middle, outside) if possible(middle) else (inside, middle)
    return inside
