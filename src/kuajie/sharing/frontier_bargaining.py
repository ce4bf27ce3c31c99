"""Bargaining where profit cannot be passed on: Nash, Kalai-Smorodinsky and egalitarian points of a frontier.

A frontier is seen from the disagreement point: how far one can go in a direction until it is reached, and
which way is outward there. It may be an equation, a function or a line through points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, inf, isfinite, log, pi, sin
from typing import Protocol

from kuajie.messages import Notice
from kuajie.messages.notices.games import FRONTIER_NOT_REACHED, NOTHING_TO_GAIN
from kuajie.sharing.literature.roots import best_peak, peaks, root

Point = tuple[float, float]
TINY = 1e-9
"""Angles this near to an axis are left to the axis."""
FAN = 64
"""Rays between which peaks are told apart; a frontier that bends outwards has one."""
COMPLEX_STEP = 1e-30
"""The imaginary step of a derivative; it does not cancel, so it may be as small as one likes."""


class NoGain(ValueError):
    """Bargaining has no answer: ``notice`` says why."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.code)
        self.notice = notice


@dataclass(frozen=True, slots=True)
class Reach:
    """How many times a way goes into the distance to the frontier, and which direction is outward there."""

    distance: float
    outward: Point


class Frontier(Protocol):
    """The best that two parties can reach together."""

    def reach(self, start: Point, way: Point) -> Reach:
        """Return where the frontier is met from a point inside; raises ``NoGain`` where it never is."""
        ...


@dataclass(frozen=True, slots=True)
class ImplicitFrontier:
    """The points where a smooth function of u1 and u2 is zero; disagreement lies on one side of them.

    The function should take complex numbers too, for exact derivatives; else differences stand for them.

    >>> circle = ImplicitFrontier(lambda u, v: u**2 + v**2 - 1)
    >>> [round(u, 12) for u in nash_point(circle, (0.0, 0.0))]
    [0.707106781187, 0.707106781187]
    """

    function: Callable[..., complex | float]

    def reach(self, start: Point, way: Point) -> Reach:
        """Return where the function, or what it is defined on, ends along a ray."""
        inside = self._at(start)
        if inside == 0.0 or not isfinite(inside):
            raise NoGain(NOTHING_TO_GAIN)

        def still_inside(distance: float) -> bool:
            value = self._at(_along(start, way, distance))
            return isfinite(value) and value * inside > 0.0

        distance = _last_inside(still_inside)
        here = _along(start, way, distance)
        side = -1.0 if inside > 0.0 else 1.0
        slope = self._gradient(here)
        return Reach(distance, (side * slope[0], side * slope[1]))

    def _at(self, point: Point) -> float:
        """Return the function's value; infinite where it has none."""
        try:
            value = self.function(*point)
        except (ArithmeticError, ValueError):
            return inf
        if isinstance(value, complex):
            return value.real if abs(value.imag) <= 1e-12 * abs(value) else inf
        return float(value)

    def _gradient(self, point: Point) -> Point:
        step = COMPLEX_STEP * 1j
        u, v = point
        try:
            exact = (self.function(u + step, v) / COMPLEX_STEP, self.function(u, v + step) / COMPLEX_STEP)
            slopes = complex(exact[0]).imag, complex(exact[1]).imag
        except (ArithmeticError, ValueError, TypeError):
            return self._difference(point)
        return slopes if all(map(isfinite, slopes)) and any(slopes) else self._difference(point)

    def _difference(self, point: Point) -> Point:
        u, v = point
        size = 1e-5 * max(1.0, abs(u), abs(v))
        return (
            _richardson(lambda h: self._at((u + h, v)), size),
            _richardson(lambda h: self._at((u, v + h)), size),
        )


def curve_frontier(best_for_second: Callable[[float], float]) -> ImplicitFrontier:
    """Return the frontier u2 = f(u1)."""
    return ImplicitFrontier(lambda u, v: v - best_for_second(u))


@dataclass(frozen=True, slots=True)
class LineFrontier:
    """The line through points, as u1 rises; less of either is always possible beyond both ends."""

    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        """Sort the points; refuse fewer than two, and those with more of both than another."""
        points = sorted(set(self.points))
        if len(points) < 2 or any(left[1] < right[1] for left, right in pairwise(points)):
            raise ValueError(f"a frontier needs points that trade u1 for u2, but got {self.points}")
        object.__setattr__(self, "points", tuple(points))

    def reach(self, start: Point, way: Point) -> Reach:
        """Return where the line is met, walls and ceiling beyond its ends included."""
        first, last = self.points[0], self.points[-1]
        corners = [(-inf, first[1]), *self.points, (last[0], -inf)]
        found = [_meeting(start, way, left, right) for left, right in pairwise(corners)]
        distances = [reach for reach in found if reach is not None]
        nearest = min(distances, key=lambda reach: reach.distance, default=None)
        if nearest is None or nearest.distance <= 0.0:
            raise NoGain(NOTHING_TO_GAIN)
        return nearest


@dataclass(frozen=True, slots=True)
class View:
    """A frontier seen from the disagreement point, each gain in units of the most that it can be alone.

    In such units an angle means the same whatever money either party counts in.
    """

    frontier: Frontier
    start: Point
    units: Point

    def point(self, angle: float) -> Point:
        """Return the frontier's point at an angle."""
        way = self._way(angle)
        return _along(self.start, way, self.frontier.reach(self.start, way).distance)

    def gains(self, angle: float) -> Point:
        """Return both gains at an angle, in units."""
        distance = self.frontier.reach(self.start, self._way(angle)).distance
        return distance * cos(angle), distance * sin(angle)

    def stretch(self, angle: float) -> float:
        """Return r'/r, how fast the distance grows with the angle, from the outward direction."""
        outward = self.frontier.reach(self.start, self._way(angle)).outward
        out_1, out_2 = outward[0] * self.units[0], outward[1] * self.units[1]
        c, s = cos(angle), sin(angle)
        along = out_1 * c + out_2 * s
        return (out_1 * s - out_2 * c) / along if along else -inf

    def _way(self, angle: float) -> Point:
        return self.units[0] * cos(angle), self.units[1] * sin(angle)


def view_from(frontier: Frontier, disagreement: Point) -> View:
    """Return a frontier as seen from the disagreement point; raises ``NoGain`` where nobody can gain."""
    try:
        first = frontier.reach(disagreement, (1.0, 0.0)).distance
        second = frontier.reach(disagreement, (0.0, 1.0)).distance
    except NoGain as error:
        if error.notice is not FRONTIER_NOT_REACHED:
            raise
        first = second = frontier.reach(disagreement, (1.0, 1.0)).distance
    return View(frontier, disagreement, (first, second))


def nash_point(frontier: Frontier, disagreement: Point, *, weights: Point = (0.5, 0.5)) -> Point:
    """Return the point with the largest (u1 - d1)^w1 (u2 - d2)^w2 (Nash, 1950; weights: Kalai, 1977).

    Along the frontier its logarithm rises until (w1 + w2) r'/r = w1 tan - w2 cot of the angle; that slope
    falls on a frontier that bends outwards, and its best root is taken on any other. A party without weight
    gets nothing that the other could have.
    """
    first, second = weights
    view = view_from(frontier, disagreement)

    def slope(angle: float) -> float:
        c, s = cos(angle), sin(angle)
        return (first + second) * view.stretch(angle) - first * s / c + second * c / s

    def worth(angle: float) -> float:
        own, other = view.gains(angle)
        return first * log(own) + second * log(other)

    if min(weights) <= 0.0:
        return view.point(_best_angle(view, axis=0 if second <= 0.0 else 1))
    low, high = TINY, pi / 2.0 - TINY
    found = peaks(slope, low, high, pieces=FAN)
    if not found and slope(low) > 0.0 > slope(high):
        found = [root(slope, low, high)]
    if not found:  # the slope ends differently only where a gain has no end
        raise NoGain(FRONTIER_NOT_REACHED)
    return view.point(max(found, key=worth))


def kalai_smorodinsky_point(frontier: Frontier, disagreement: Point) -> Point:
    """Return the point where all gain the same part of their best case (Kalai and Smorodinsky, 1975)."""
    view = view_from(frontier, disagreement)
    best = [view.gains(_best_angle(view, axis=axis))[axis] for axis in (0, 1)]
    return view.point(atan2(best[1], best[0]))


def egalitarian_point(frontier: Frontier, disagreement: Point) -> Point:
    """Return the point where all gain alike (Kalai, 1977)."""
    return _along(disagreement, (1.0, 1.0), frontier.reach(disagreement, (1.0, 1.0)).distance)


def _best_angle(view: View, *, axis: int) -> float:
    """Return where one party gets the most while the other gets no less than its disagreement point."""

    def gain(angle: float) -> float:
        return view.gains(angle)[axis]

    def slope(angle: float) -> float:
        c, s = cos(angle), sin(angle)
        return view.stretch(angle) * c - s if axis == 0 else view.stretch(angle) * s + c

    end = 0.0 if axis == 0 else pi / 2.0
    inner = best_peak(gain, slope, TINY, pi / 2.0 - TINY, pieces=FAN)
    return end if inner is None or gain(inner) <= gain(end) else inner


def _along(start: Point, way: Point, distance: float) -> Point:
    return start[0] + distance * way[0], start[1] + distance * way[1]


def _last_inside(still_inside: Callable[[float], bool]) -> float:
    """Return the distance at which a ray leaves a set, to the last digits."""
    low, high = 0.0, 1e-12
    while still_inside(high):
        low, high = high, 4.0 * high
        if high > 1e18:
            raise NoGain(FRONTIER_NOT_REACHED)
    if low == 0.0:
        raise NoGain(NOTHING_TO_GAIN)
    while True:
        middle = (low + high) / 2.0
        if middle in (low, high):
            return low
        low, high = (middle, high) if still_inside(middle) else (low, middle)


def _richardson(function: Callable[[float], float], size: float) -> float:
    """Return a derivative at zero from four differences."""
    wide, narrow = ((function(h) - function(-h)) / (2.0 * h) for h in (size, size / 2.0))
    return (4.0 * narrow - wide) / 3.0


def _meeting(start: Point, way: Point, left: Point, right: Point) -> Reach | None:
    """Return where a ray meets a piece of a line, whose ends may be infinitely far to the left and below."""
    if not isfinite(left[0]):
        outward, level = (0.0, 1.0), right[1] - start[1]
    elif not isfinite(right[1]):
        outward, level = (1.0, 0.0), left[0] - start[0]
    else:
        outward = (left[1] - right[1], right[0] - left[0])
        level = outward[0] * (left[0] - start[0]) + outward[1] * (left[1] - start[1])
    along = outward[0] * way[0] + outward[1] * way[1]
    if along <= 0.0:
        return None
    distance = level / along
    return Reach(distance, outward) if _on(_along(start, way, distance), left, right) else None


def _on(point: Point, left: Point, right: Point) -> bool:
    """Return whether a point of the line through two ends lies between them."""
    slack = 1e-12 * max(1.0, hypot(*point))
    return left[0] - slack <= point[0] <= right[0] + slack and right[1] - slack <= point[1] <= left[1] + slack


def line_frontier(points: Sequence[Sequence[float]]) -> LineFrontier:
    """Return the frontier through points (u1, u2); raises ``ValueError`` for what is no such list."""
    return LineFrontier(tuple((float(u), float(v)) for u, v in points))
