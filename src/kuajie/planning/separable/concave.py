"""Many weeks with concave responses: tangents until they meet the responses."""

from __future__ import annotations

import numpy as np

from kuajie.planning.separable.dual_search import least_plan
from kuajie.planning.separable.kernels import inflection
from kuajie.planning.separable.problem import SeparableProblem, objective
from kuajie.planning.separable.solved import Deadline, Found, Limits, Progress, silent
from kuajie.planning.separable.stock_programme import Cells, Lines, curves, most_stock, solve_lines, stocks_of

ROUNDS = 100
FIRST_SHARES = (1e-9, 1e-6, 1e-4, 0.003, 0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 1.0)
"""Stocks of the first tangents, as shares of the largest stock; steep beginnings need the small ones."""


def is_concave(problem: SeparableProblem) -> bool:
    """Return whether the problem is concave: no S-shapes, no open yes-or-no, nothing multiplied."""
    bends = [inflection(*shape) for shape in zip(problem.kind, problem.scale, problem.slope, strict=True)]
    open_use = ~problem.obliged & ((problem.set_up_cost > 0.0) | (problem.min_if_used > 0.0))
    return not (problem.product or np.any(bends) or open_use.any())


def tangent_planes(
    problem: SeparableProblem, *, limits: Limits, deadline: Deadline, progress: Progress = silent
) -> Found:
    """Return the best plan of a concave problem without price decision, and the tangents' bound.

    Raises ``ValueError`` for a problem of another kind.
    """
    if problem.price is not None or not is_concave(problem):
        raise ValueError("tangents bound only concave problems without a price decision")
    most = most_stock(problem)
    everywhere = np.ones(most.shape, dtype=np.bool_)
    cells = Cells(used=everywhere[:, 0], low=np.zeros(most.shape), high=most)
    lines = Lines()
    for share in FIRST_SHARES:
        lines.touch(problem, share * most, everywhere & (most > 0.0))
    lines.touch(problem, np.ones(most.shape), most <= 0.0)
    best = least_plan(problem)
    value, bound, finished = objective(problem, best, None), np.inf, False
    for turn in range(ROUNDS):
        plan = solve_lines(problem, cells, lines)
        if plan is None:  # the solver failed numerically: what is proved so far stands
            break
        bound = min(bound, plan.value)
        reached = objective(problem, plan.spend, None)
        if reached > value:
            best, value = plan.spend, reached
        finished = bound - value <= limits.tolerance * max(abs(value), 1e-9)
        if finished or deadline.passed():
            break
        stocks = stocks_of(problem, plan.spend)
        excess = plan.reckoned - curves(problem, stocks)[0]
        lines.touch(problem, stocks, excess > 1e-12 * np.maximum(1.0, plan.reckoned))
        progress(1.0 - 1.0 / (1.0 + 0.2 * turn))
    return Found(spend=best, price=None, value=value, bound=max(bound, value), finished=finished)
