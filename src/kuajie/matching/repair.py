"""Where pairwise judgements contradict one another most, and what the rest of them would imply instead."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import exp, log

from kuajie.matching.normalisation import Floats
from kuajie.matching.pairwise import principal

SCALE_END = 9.0
"""The largest judgement of Saaty's scale; the smallest is its inverse."""
PRECISION = 1e-9
"""Of the logarithm of the implied judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The judgement most at odds with the rest, by its places, and what would agree with them best.

    ``implied`` is the judgement on the scale from 1/9 to 9 for which the largest eigenvalue is least;
    ``nearest`` the whole number or fraction of one next to it. ``lambda_implied`` and ``lambda_nearest`` are
    the largest eigenvalues the matrix would have.
    """

    first: int
    second: int
    value: float
    implied: float
    nearest: float
    lambda_implied: float
    lambda_nearest: float


def nearest_repair(matrix: Floats) -> Repair:
    """Return the one judgement whose change would make a reciprocal matrix most consistent.

    The largest eigenvalue is a convex function of the logarithm of a judgement (Bozóki, Fülöp and Rónyai
    2010), so its least value is found by a search without derivatives. Raises
    ``ValueError`` for fewer than three things, whose judgements cannot contradict one another.
    """
    if len(matrix) < 3:
        raise ValueError(f"three things or more can be at odds, but got {len(matrix)}")
    pairs = combinations(range(len(matrix)), 2)
    repairs = [_repair(matrix, first, second) for first, second in pairs]
    return min(repairs, key=lambda each: each.lambda_implied)


def _repair(matrix: Floats, first: int, second: int) -> Repair:
    """Return the best change of one judgement; it is told in the direction in which it is 1 or more."""
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - only contradictions need it

    if matrix[first, second] < 1.0:
        first, second = second, first
    found = minimize_scalar(
        lambda at: highest_with(matrix, first, second, exp(at)),
        bounds=(-log(SCALE_END), log(SCALE_END)),
        method="bounded",
        options={"xatol": PRECISION},
    )
    implied = exp(float(found.x))
    nearest = min(neighbours(implied), key=lambda value: highest_with(matrix, first, second, value))
    return Repair(
        first=first,
        second=second,
        value=float(matrix[first, second]),
        implied=implied,
        nearest=nearest,
        lambda_implied=highest_with(matrix, first, second, implied),
        lambda_nearest=highest_with(matrix, first, second, nearest),
    )


def neighbours(value: float) -> tuple[float, float]:
    """Return the judgements of Saaty's scale (1/9 to 1/2, 1 to 9) on either side of a value.

    >>> neighbours(2.4), neighbours(0.4)
    ((2.0, 3.0), (0.5, 0.3333333333333333))
    """
    size = min(max(value, 1.0 / value), SCALE_END)
    low, high = float(int(size)), min(float(int(size)) + 1.0, SCALE_END)
    return (low, high) if value >= 1.0 else (1.0 / low, 1.0 / high)


def highest_with(matrix: Floats, first: int, second: int, value: float) -> float:
    """Return the largest eigenvalue the matrix would have with another judgement."""
    changed = matrix.copy()
    changed[first, second], changed[second, first] = value, 1.0 / value
    return principal(changed)[0]
