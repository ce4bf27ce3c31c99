"""Greatest values by the roots of derivatives; values alone find a flat peak to half the digits only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import copysign, pi, sin, sqrt

from scipy.optimize import brentq

PIECES = 400
"""Pieces of a range that are searched for changes of sign, finest towards both ends."""
FINEST = 4 * 2.220446049250313e-16
"""The relative width of a bracket at which a root is found."""

Function = Callable[[float], float]


def peaks(slope: Function, low: float, high: float, *, pieces: int = PIECES) -> list[float]:
    """Return where a derivative falls through zero between two ends, which are themselves left out."""
    places = [low + (high - low) * sin(pi * step / (2 * pieces)) ** 2 for step in range(1, pieces)]
    signs = [slope(place) for place in places]
    found = [place for place, sign in zip(places, signs, strict=True) if sign == 0.0]
    for (left, before), (right, after) in pairwise(zip(places, signs, strict=True)):
        if before > 0.0 > after:
            found.append(root(slope, left, right))
    return found


def best_peak(
    value: Function, slope: Function, low: float, high: float, *, pieces: int = PIECES
) -> float | None:
    """Return the highest peak strictly between two ends, ``None`` where there is none."""
    return max(peaks(slope, low, high, pieces=pieces), key=value, default=None)


def root(function: Function, low: float, high: float) -> float:
    """Return where a function with different signs at both ends is zero, to the last digits."""
    return float(brentq(function, low, high, xtol=1e-300, rtol=FINEST, maxiter=500))


def quadratic_roots(constant: float, linear: float, square: float) -> Sequence[float]:
    """Return the real roots of a polynomial of second degree, without loss of digits.

    >>> quadratic_roots(6.0, -5.0, 1.0)
    (3.0, 2.0)
    """
    if square == 0.0:
        return () if linear == 0.0 else (-constant / linear,)
    inside = linear * linear - 4.0 * square * constant
    if inside < 0.0:
        return ()
    half = -(linear + copysign(sqrt(inside), linear)) / 2.0
    return (half / square,) if half == 0.0 else (half / square, constant / half)
