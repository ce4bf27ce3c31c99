"""Spectral projected gradient ascent (Birgin, Martínez and Raydan 2000)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.nearest_spend import most_promised, project
from kuajie.planning.spend_limits import SpendLimits

Floats = NDArray[np.float64]
Slope = Callable[[Floats], tuple[float, Floats]]
"""Spend (L, T) to a value and its gradient."""

MEMORY = 10
"""Values the line search looks back on; the authors' own setting."""

SUFFICIENT = 1e-4
"""Share of the promised gain a step must bring (Armijo)."""

PATIENCE, STALLED = 20, 0.1
"""Steps after which a climb must have gained this part of its tolerance."""

SHORTEST, LONGEST = 1e-12, 1e12
"""Bounds of the spectral step in its own scale."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ascent:
    """Where the ascent ended: best spend met, its value and gradient, and what a line could still gain.

    ``linear_gain`` is max gradient·(other - spend) over all spends within limits: for a concave objective no
    plan is better than ``value + linear_gain`` (Frank and Wolfe 1956).
    """

    spend: Floats
    value: float
    gradient: Floats
    linear_gain: float
    steps: int


def ascend(
    slope: Slope, start: Floats, limits: SpendLimits, *, steps: int = 300, tolerance: float = 1e-6
) -> Ascent:
    """Climb from ``start`` until a straight line promises less than ``tolerance`` of the value.

    Where the value is not concave a line may promise much for ever: then the climb ends when ``PATIENCE``
    steps together gained less than a small part of ``tolerance``.

    Never returns less than the value at the projected start.
    """
    spend = project(start, limits)
    value, gradient = slope(spend)
    best = (value, spend, gradient)
    recent: deque[float] = deque([value], maxlen=MEMORY)
    length = first_length(gradient, limits)
    taken, before = 0, value
    for taken in range(1, steps + 1):
        direction = project(spend + length * gradient, limits) - spend
        promised = float(np.vdot(gradient, direction))
        if promised <= tolerance * 1e-3 * max(1.0, abs(value)) and settled(best, limits, tolerance):
            break
        if promised <= 0.0:
            break
        moved = line_search(slope, spend, direction, promised=promised, floor=min(recent))
        if moved is None:
            break
        next_spend, next_value, next_gradient = moved
        length = spectral_length(next_spend - spend, next_gradient - gradient, length)
        spend, value, gradient = next_spend, next_value, next_gradient
        recent.append(value)
        if value > best[0]:
            best = (value, spend, gradient)
        if taken % 10 == 0 and settled(best, limits, tolerance):
            break
        if taken % PATIENCE == 0:
            if best[0] - before <= STALLED * tolerance * max(1.0, abs(best[0])):
                break
            before = best[0]
    value, spend, gradient = best
    return Ascent(
        spend=spend,
        value=value,
        gradient=gradient,
        linear_gain=linear_gain(spend, gradient, limits),
        steps=taken,
    )


def linear_gain(spend: Floats, gradient: Floats, limits: SpendLimits) -> float:
    """Return max gradient · (other - spend) over all spends within limits, least sums left out."""
    return most_promised(gradient, limits)[0] - float(np.vdot(gradient, spend))


def settled(best: tuple[float, Floats, Floats], limits: SpendLimits, tolerance: float) -> bool:
    """Return whether the best point is stationary to tolerance."""
    value, spend, gradient = best
    return linear_gain(spend, gradient, limits) <= tolerance * max(1.0, abs(value))


def first_length(gradient: Floats, limits: SpendLimits) -> float:
    """Return a first step that moves about a tenth of the way across the box."""
    steepest = float(np.abs(gradient).max(initial=0.0))
    width = float((limits.upper - limits.lower).max(initial=0.0))
    width = min(width, max(limits.total, 1.0)) if np.isfinite(limits.total) else width
    return 0.1 * max(width, 1.0) / steepest if steepest > 0.0 else 1.0


def spectral_length(moved: Floats, turned: Floats, length: float) -> float:
    """Return the Barzilai-Borwein step s·s / -s·y, or a long one where the curvature is not negative."""
    curvature = -float(np.vdot(moved, turned))
    size = float(np.vdot(moved, moved))
    if size == 0.0:
        return length
    if curvature <= 0.0:
        return min(length * 10.0, LONGEST)
    return min(max(size / curvature, SHORTEST), LONGEST)


def line_search(
    slope: Slope, spend: Floats, direction: Floats, *, promised: float, floor: float
) -> tuple[Floats, float, Floats] | None:
    """Return the first point on the way that gains enough over ``floor``, or nothing when none does."""
    share = 1.0
    for _ in range(30):
        there = spend + share * direction
        value, gradient = slope(there)
        if value >= floor + SUFFICIENT * share * promised:
            return there, value, gradient
        # The peak of the parabola through what is known, kept within a tenth and a half.
        curve = 2.0 * (value - floor - share * promised)
        guess = -promised * share * share / curve if curve < 0.0 else 0.5 * share
        share = min(max(guess, 0.1 * share), 0.5 * share)
    return None
