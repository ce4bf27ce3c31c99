"""Making a plan locally best: linear programmes that follow the responses around it.

Where a response is concave its tangents lie above it and are added until they meet it; where it is convex,
the tangent at the plan lies below it, so what the programme gains there is truly gained (a step of
majorisation and minorisation, Hunter and Lange 2004).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.kernels import inflection
from kuajie.planning.separable.problem import SeparableProblem, objective, used_levers, violations
from kuajie.planning.separable.solved import Deadline
from kuajie.planning.separable.stock_programme import Cells, Lines, most_stock, solve_lines, stocks_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ROUNDS = 12
AROUND = (0.8, 0.93, 1.0, 1.07, 1.25)
"""Stocks of the first tangents, relative to the plan's."""
STEPS = (1.0, 0.7, 0.4, 0.15)
"""Shares of the way to a programme's solution that are tried."""


def polish(
    problem: SeparableProblem, spend: Floats, *, tolerance: float, deadline: Deadline, rounds: int = ROUNDS
) -> Floats:
    """Return a plan (L, T) no worse than ``spend`` and with the same levers used."""
    most, used = most_stock(problem), used_levers(spend)
    bends = np.array(
        [inflection(*shape) for shape in zip(problem.kind, problem.scale, problem.slope, strict=True)]
    )[:, None]
    stocks = stocks_of(problem, spend)
    value, concave = objective(problem, spend, None), stocks >= bends
    touched = [np.minimum(np.maximum(share * stocks, 1e-9 * most), most) for share in AROUND]
    for _ in range(rounds):
        if deadline.passed():
            break
        low = np.where(concave, np.minimum(bends, stocks), 0.0)
        high = np.where(concave, most, np.minimum(bends, most))
        here = used[:, None] & (most > 0.0)
        cells = Cells(used=used, low=np.where(here, low, 0.0), high=np.where(here, high, 0.0))
        plan = solve_lines(problem, cells, _lines(problem, touched, bends, concave & here, stocks))
        if plan is None:
            break
        found, reached = best_step(problem, spend, value, plan.spend)
        there = stocks_of(problem, plan.spend)
        touched.append(np.maximum(there, 1e-9 * most))
        gained, spend, value = reached - value, found, reached
        stocks = stocks_of(problem, spend)
        concave = np.where(np.abs(stocks - bends) <= 1e-9 * bends, ~concave, stocks >= bends)
        touched.append(np.maximum(stocks, 1e-9 * most))
        if gained <= tolerance * abs(value) and plan.value - value <= 10.0 * tolerance * abs(value):
            break
    return spend


def _lines(
    problem: SeparableProblem, touched: list[Floats], bends: Floats, concave: Flags, stocks: Floats
) -> Lines:
    """Return tangents at every touched stock of concave cells, and at the plan's stock elsewhere."""
    lines = Lines()
    for points in touched:
        lines.touch(problem, np.maximum(points, np.where(np.isfinite(bends), bends, points)), concave)
    lines.touch(problem, np.maximum(stocks, 1e-12), ~concave)
    return lines


def best_step(problem: SeparableProblem, spend: Floats, value: float, target: Floats) -> tuple[Floats, float]:
    """Return the best feasible plan on the way to ``target``, and its objective."""
    best, reached = spend, value
    for share in STEPS:
        trial = spend + share * (target - spend)
        height = objective(problem, trial, None)
        if height > reached and not violations(problem, trial):
            best, reached = trial, height
    return best, reached
