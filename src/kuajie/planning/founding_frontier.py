"""The frontier of the founding formula: the least cost at which each profit can be had.

With effort costs a x²/2 + b y²/2, the cheapest way to a given (1 + x)(1 + y) makes both lifts equally worth
their cost: a x (1 + x) = b y (1 + y) = t inside the box, a lift at its bound staying there. As t grows from
0 both lifts grow, from the cheapest to the largest; cost grows, and profit grows until t = N F_C (1 + x)(1
+ y) and falls from then on, since t / ((1 + x)(1 + y)) only grows. The frontier is therefore the stretch up
to that t, concave profit or not. Without effort costs the stretch is one point. All this needs enrolments
of at least nothing: lifts ≥ -1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from scipy.optimize import brentq

from kuajie.planning.founding import Founding, Lifts, at, optimum

ROOT_TOLERANCE = 4 * np.finfo(float).eps
"""Relative; the tightest that ``brentq`` takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierPoint:
    """The cheapest lifts for a profit, and their cost, set-up included.

    ``marginal`` is the cost of one more unit of profit, infinite at the greatest profit.
    """

    x: float
    y: float
    profit: float
    cost: float
    marginal: float


def has_frontier(formula: Founding) -> bool:
    """Return whether the frontier can be traced: no lift of the box takes away more than all enrolments."""
    return formula.x_min >= -1 and formula.y_min >= -1


def frontier(formula: Founding, *, points: int) -> tuple[FrontierPoint, ...]:
    """Return the least cost at evenly spaced profits, from what comes at the least effort to the greatest.

    One point where more profit never costs more, and fewer than ``points`` where floats cannot tell so many
    profits apart. Raises ``ValueError`` for a box with lifts below -1.
    """
    _require_frontier(formula)
    first, last = _lifts(formula, 0.0), optimum(formula)
    if first.profit >= last.profit:
        return (_greatest(formula, first),)
    end = _worth_of_optimum(formula)
    levels = np.linspace(first.profit, last.profit, points)
    inner = [_point(formula, _worth_at(formula, float(level), end)) for level in levels[1:-1]]
    return _rising((_point(formula, 0.0), *inner, _greatest(formula, last)))


def _rising(points: tuple[FrontierPoint, ...]) -> tuple[FrontierPoint, ...]:
    """Return the first and the last point, and those between them that earn more than the one before."""
    kept = [points[0]]
    for point in points[1:-1]:
        if kept[-1].profit < point.profit < points[-1].profit:
            kept.append(point)
    return (*kept, points[-1])


def cheapest(formula: Founding, *, profit: float) -> FrontierPoint | None:
    """Return the cheapest lifts that earn at least ``profit``, or ``None`` where no lifts of the box do.

    Raises ``ValueError`` for a box with lifts below -1.
    """
    _require_frontier(formula)
    best = optimum(formula)
    if profit >= best.profit:
        return _greatest(formula, best) if profit == best.profit else None
    if profit <= _lifts(formula, 0.0).profit:
        return _point(formula, 0.0)
    return _point(formula, _worth_at(formula, profit, _worth_of_optimum(formula)))


def _require_frontier(formula: Founding) -> None:
    if not has_frontier(formula):
        raise ValueError(f"lifts must be at least -1, but got {formula.x_min} and {formula.y_min}")


def _lifts(formula: Founding, worth: float) -> Lifts:
    """Return the cheapest lifts whose last unit of log (1 + x)(1 + y) costs ``worth``, the t above."""
    x = _lift(worth, formula.x_cost, formula.x_min, formula.x_max)
    y = _lift(worth, formula.y_cost, formula.y_min, formula.y_max)
    return at(formula, x, y)


def _lift(worth: float, cost: float, low: float, high: float) -> float:
    """Return the lift with cost · lift · (1 + lift) = worth, or its bound; a free lift is taken whole."""
    if cost == 0:
        return high
    # (√(1 + 4s) - 1) / 2 without cancellation at small s
    ratio = worth / cost
    return min(max(2 * ratio / (1 + sqrt(1 + 4 * ratio)), low), high)


def _slope(formula: Founding, worth: float) -> float:
    """Return the cost of one more unit of revenue per unit of N F_C: t / ((1 + x)(1 + y))."""
    lifts = _lifts(formula, worth)
    multiple = (1 + lifts.x) * (1 + lifts.y)
    return worth / multiple if multiple > 0 else 0.0


def _largest_worth(formula: Founding) -> float:
    """Return the t from which on both lifts are at their largest."""
    return max(
        formula.x_cost * formula.x_max * (1 + formula.x_max) if formula.x_max > 0 else 0.0,
        formula.y_cost * formula.y_max * (1 + formula.y_max) if formula.y_max > 0 else 0.0,
    )


def _worth_of_optimum(formula: Founding) -> float:
    """Return the t of the greatest profit: where more revenue costs itself, or where the lifts end."""
    end = _largest_worth(formula)
    if _slope(formula, end) <= formula.revenue:
        return end
    return float(
        brentq(lambda t: _slope(formula, t) - formula.revenue, 0.0, end, xtol=1e-300, rtol=ROOT_TOLERANCE)
    )


def _worth_at(formula: Founding, profit: float, end: float) -> float:
    """Return the t at which the cheapest lifts earn ``profit``, between those earned at 0 and at ``end``."""

    def gap(worth: float) -> float:
        return _lifts(formula, worth).profit - profit

    if gap(end) <= 0:
        return end
    return float(brentq(gap, 0.0, end, xtol=1e-300, rtol=ROOT_TOLERANCE))


def _point(formula: Founding, worth: float) -> FrontierPoint:
    """Return the frontier's point at a t below that of the greatest profit."""
    lifts = _lifts(formula, worth)
    # Cost rises by t d log M and profit by (N F_C M - t) d log M, with M = (1 + x)(1 + y).
    slope = _slope(formula, worth)
    left = formula.revenue - slope
    return FrontierPoint(
        x=lifts.x,
        y=lifts.y,
        profit=lifts.profit,
        cost=lifts.effort + formula.set_up,
        marginal=slope / left if left > 0 else inf,
    )


def _greatest(formula: Founding, best: Lifts) -> FrontierPoint:
    return FrontierPoint(
        x=best.x, y=best.y, profit=best.profit, cost=best.effort + formula.set_up, marginal=inf
    )
