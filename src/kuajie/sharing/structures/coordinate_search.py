"""The largest value of a function of a few numbers that is dear to evaluate: along one axis at a time.

Each turn looks to both sides and at the peak of the parabola through what is known (successive parabolic
interpolation, Brent 1973), with steps that grow where they help and shrink where they do not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Value = Callable[[Floats], float]

SHRINK, GROW = 0.3, 2.0
"""Steps are made this much smaller or larger; parabolas do the fine work, so shrinking may be fast."""

REACH = 3.0
"""How many steps away the peak of a parabola is believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One number: where it may lie, how far to look at first, and below which step it is settled."""

    lower: float
    upper: float
    step: float
    finest: float


@dataclass(slots=True, kw_only=True)
class Search:
    """The search under way: where it is, what that is worth, and how many looks are left."""

    value: Value
    axes: tuple[Axis, ...]
    here: Floats
    best: float
    left: int

    def look(self, axis: int, place: float) -> float:
        """Return the value with one number changed, and move there when it is better."""
        there = self.here.copy()
        there[axis] = place
        self.left -= 1
        found = self.value(there)
        if found > self.best:
            self.here, self.best = there, found
        return found

    def turn(self, axis: int, step: float) -> float:
        """Look to both sides along one axis; return the next step."""
        rule, middle, known = self.axes[axis], float(self.here[axis]), self.best
        sides = []
        for side in (middle + step, middle - step):
            place = min(max(side, rule.lower), rule.upper)
            if place != middle and self.left > 0:
                sides.append((place, self.look(axis, place)))
        if len(sides) == 2 and self.left > 0:
            peak = parabola_peak((middle, known), *sides)
            if peak is not None and abs(peak - middle) <= REACH * step:
                place = min(max(peak, rule.lower), rule.upper)
                if abs(place - middle) > 0.01 * rule.finest:
                    self.look(axis, place)
        moved = abs(float(self.here[axis]) - middle)
        if moved >= step:
            return step * GROW
        return max(moved * 0.5, step * SHRINK) if moved > 0.0 else step * SHRINK


def search_axes(value: Value, start: Floats, axes: tuple[Axis, ...], *, looks: int) -> tuple[Floats, float]:
    """Return the best place found and its value, never worse than ``start``.

    Ends after ``looks`` evaluations, or when every step is at its finest.
    """
    search = Search(value=value, axes=axes, here=start.copy(), best=value(start), left=looks - 1)
    steps = [axis.step for axis in axes]
    while search.left > 0 and any(step > axis.finest for step, axis in zip(steps, axes, strict=True)):
        for place, axis in enumerate(axes):
            if steps[place] > axis.finest and search.left > 0:
                steps[place] = search.turn(place, steps[place])
    return search.here, search.best


def parabola_peak(
    middle: tuple[float, float], one: tuple[float, float], other: tuple[float, float]
) -> float | None:
    """Return where the parabola through three points is highest; nothing where it has no peak.

    >>> parabola_peak((0.0, 0.0), (1.0, -1.0), (-1.0, -1.0))
    0.0
    """
    if not all(np.isfinite(height) for _, height in (middle, one, other)):
        return None
    (x, height), (left, low), (right, high) = middle, one, other
    first = (low - height) / (left - x)
    second = (high - height) / (right - x)
    bend = (first - second) / (left - right)
    return None if bend >= 0.0 else x - 0.5 * (first - bend * (left - x)) / bend
