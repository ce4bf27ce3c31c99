"""How much of any lever could ever be worth spending: the bounds a search may rely on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.kernels import response
from kuajie.planning.separable.problem import Budget, SeparableProblem

Floats = NDArray[np.float64]

DOUBLINGS = 200


def least_totals(problem: SeparableProblem) -> Floats:
    """Return the least total spend of every lever (L,): of those used in any case, what use asks for."""
    return np.where(problem.obliged, np.maximum(problem.lower.sum(axis=1), problem.min_if_used), 0.0)


def tightened(problem: SeparableProblem) -> SeparableProblem:
    """Return the same problem with bounds no wider than budgets allow and profit can want.

    Bounds stay infinite for levers on which ever more spend could pay. In one week the weekly limit becomes a
    budget.
    """
    budgets, weekly = problem.budgets, problem.weekly_limit
    if problem.weeks == 1 and np.isfinite(weekly):
        everyone = np.ones(len(problem.levers), dtype=np.bool_)
        budgets, weekly = (*budgets, Budget(name="weekly_total", members=everyone, limit=weekly)), np.inf
    upper = np.minimum(problem.upper, weekly)
    least = least_totals(problem)
    for budget in budgets:
        others = float(least[budget.members].sum()) - least
        room = np.where(budget.members, budget.limit - others, np.inf)
        upper = np.minimum(upper, np.maximum(room, 0.0)[:, None])
    upper = np.maximum(upper, problem.lower)
    for k in np.flatnonzero(np.isinf(upper).any(axis=1)):
        upper[k] = np.minimum(upper[k], max(sensible_total(problem, int(k)), float(problem.lower[k].max())))
    return replace(problem, upper=upper, budgets=budgets, weekly_limit=weekly)


def sensible_total(problem: SeparableProblem, lever: int) -> float:
    """Return a total spend beyond which a lever costs more than it could bring; infinite if there is none.

    No stock is above the total spent, so in all weeks a lever brings at most Σ season · R(total), and no
    more is sold than there are seats.
    """
    weight = problem.spend_weight
    if weight <= 0.0 or problem.product:
        return np.inf
    unit, share = problem.unit_margin, 1.0
    if problem.price is not None:
        unit, share = problem.price.unit(problem.price.highest), problem.price.share(problem.price.lowest)
    worth, seated = unit * share, unit * float(problem.seats.sum())
    shape = (problem.kind[lever], problem.size[lever], problem.scale[lever], problem.slope[lever])
    worth *= float(problem.season[lever].sum())
    total = 1.0
    for _ in range(DOUBLINGS):
        here, double = response(*shape, total), response(*shape, 2.0 * total)
        # R(s) / s has one peak; once it has fallen over a doubling, it falls for good.
        if double <= 2.0 * here and worth * double <= weight * 2.0 * total:
            return max(2.0 * total, float(problem.min_if_used[lever]))
        total *= 2.0
    return max(seated / weight, float(problem.min_if_used[lever])) if np.isfinite(seated) else np.inf
