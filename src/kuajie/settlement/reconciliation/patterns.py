"""What explains many differences at once: another unit, a constant fee, clocks that differ."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from kuajie.settlement.reconciliation.book import Bools, Ints

Floats = NDArray[np.float64]
FACTORS = (100, 10_000)
LEAST_UNIT_LINES, LEAST_FEE_LINES, LEAST_FEE_AMOUNTS, LEAST_CLOCK_LINES = 3, 5, 3, 5
HALF, NEARLY_ALL = 0.5, 0.9
QUARTER, FARTHEST = 15 * 60 * 1_000_000, 14 * 3600 * 1_000_000
_FINEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPattern:
    """The amounts of one book are ``factor`` times those of the other in ``lines`` lines."""

    larger: str
    factor: int
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePattern:
    """One book (``side``) keeps ``rate`` less than the other in ``lines`` lines."""

    side: str
    rate: float
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPattern:
    """The moments of B lie ``microseconds`` after those of A in ``lines`` lines."""

    microseconds: int
    lines: int


def unit_pattern(paid_a: Ints, paid_b: Ints) -> tuple[UnitPattern | None, Bools]:
    """Return the factor between two books' amounts, if one holds in at least half of the lines, and where."""
    told = (paid_a != 0) & (paid_b != 0)
    for factor in FACTORS:
        for larger, more, less in (("a", paid_a, paid_b), ("b", paid_b, paid_a)):
            fits = told & (more % factor == 0) & (more // factor == less)
            count = int(fits.sum())
            if count >= max(LEAST_UNIT_LINES, HALF * told.sum()):
                return UnitPattern(larger=larger, factor=factor, lines=count), fits
    return None, np.zeros(len(paid_a), dtype=np.bool_)


def fee_pattern(more: Ints, less: Ints, *, side: str) -> tuple[FeePattern | None, Bools]:
    """Return the constant rate by which ``less`` falls short of ``more``, if one explains most, and where.

    Amounts are minor units; a line is explained when less = more · (1 - rate) to within one unit, whichever
    way it was rounded. Every line allows an interval of rates; the rate that lies in most is taken, in as few
    decimals as possible. It must explain half of the lines, of at least three different amounts.
    """
    short = (more > less) & (less > 0)
    size = np.flatnonzero(short)
    nothing = np.zeros(len(more), dtype=np.bool_)
    if len(size) < LEAST_FEE_LINES:
        return None, nothing
    gap, whole = (more - less)[size].astype(np.float64), more[size].astype(np.float64)
    rate = _shortest(*_most_common((gap - 1) / whole, (gap + 1) / whole))
    fits = nothing.copy()
    fits[size] = np.abs(gap - rate * whole) <= 1 + 1e-9 * whole
    telling = fits[size] & (gap > 1)
    if (
        telling.sum() < max(LEAST_FEE_LINES, HALF * len(size))
        or len(np.unique(whole[telling])) < LEAST_FEE_AMOUNTS
    ):
        return None, nothing
    return FeePattern(side=side, rate=rate, lines=int(fits.sum())), fits


def _most_common(lower: Floats, upper: Floats) -> tuple[float, float]:
    """Return the ends of the range that lies in most intervals."""
    starts, ends = np.sort(lower), np.sort(upper)
    depth = np.arange(1, len(starts) + 1) - np.searchsorted(ends, starts, side="left")
    # Of equal starts the last counts them all.
    start = float(starts[int(np.argmax(depth))])
    return start, float(ends[np.searchsorted(ends, start, side="left")])


def _shortest(lower: float, upper: float) -> float:
    """Return the number between two that takes the fewest decimals.

    >>> _shortest(0.00581, 0.00624), _shortest(0.2996, 0.3004)
    (0.006, 0.3)
    """
    for digits in range(1, _FINEST + 1):
        step = 10**digits
        low, high = ceil(lower * step), floor(upper * step)
        if low <= high:
            middle = round((lower + upper) / 2 * step)
            return float(min(max(middle, low), high) / step)
    return (lower + upper) / 2


def clock_pattern(at_a: Ints, at_b: Ints) -> ClockPattern | None:
    """Return by how much B's clock is ahead, if the same whole quarters of an hour in nearly all lines."""
    if len(at_a) < LEAST_CLOCK_LINES:
        return None
    values, counts = np.unique(at_b - at_a, return_counts=True)
    ahead, count = int(values[np.argmax(counts)]), int(counts.max())
    whole = ahead and not ahead % QUARTER and abs(ahead) <= FARTHEST
    return (
        ClockPattern(microseconds=ahead, lines=count) if whole and count >= NEARLY_ALL * len(at_a) else None
    )
