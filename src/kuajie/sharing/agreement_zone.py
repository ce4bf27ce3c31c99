"""Between which values of one number of a deal every party gains, the others as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

Floats = NDArray[np.float64]

HALVINGS = 60


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


def agreement_zone(gains: Callable[[float], Floats], *, least: float, most: float, accuracy: float) -> Zone:
    """Return where all ``gains`` (P,) over walking away are not below zero, between ``least`` and ``most``.

    Each party's gain must rise or fall throughout in the number, as it does for every kind of clause; roots
    are found to ``accuracy`` (Brent 1973).
    """
    at_least, at_most = gains(least), gains(most)
    limits: list[tuple[float, float] | None] = []
    for party, (low, high) in enumerate(zip(at_least, at_most, strict=True)):
        if low < 0.0 <= high or high < 0.0 <= low:
            root = float(brentq(lambda value, p=party: gains(value)[p], least, most, xtol=accuracy))
            limits.append((root, most) if high >= 0.0 else (least, root))
        else:
            limits.append((least, most) if low >= 0.0 else None)
    return _zone_of(tuple(limits), least, most)


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
