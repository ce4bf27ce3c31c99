"""Where the search starts when it is not told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.local_plan import LocalPlan, plan_at
from kuajie.planning.nearest_spend import best_vertex
from kuajie.planning.objective import Climb
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Start
from kuajie.planning.spend_limits import limits_when_used, optional_levers

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def first_plans(problem: PlanningProblem, starts: Sequence[Start]) -> list[LocalPlan]:
    """Return the plans to improve: the given starts that fit, or the planner's own without any.

    The planner's own always include one that uses no optional lever, which fits whenever anything does.
    """
    given = [plan for start in starts if (plan := plan_from(problem, start)) is not None]
    return given or own_plans(problem)


def plan_from(problem: PlanningProblem, start: Start) -> LocalPlan | None:
    """Return the plan nearest to a start, using the levers it uses, or nothing when those do not fit."""
    used = ~optional_levers(problem) | (start.spend.sum(axis=1) > 0.0)
    if not limits_when_used(problem, used).feasible():
        return None
    return plan_at(problem, start.spend, used, start.prices)


def own_plans(problem: PlanningProblem) -> list[LocalPlan]:
    """Return the plans nearest to past spend, an even spread, nothing, and the most rewarding cells."""
    used = widest_use(problem)
    even = even_spend(problem, used)
    plans = [plan_at(problem, spend, used) for spend in (past_spend(problem), even)]
    nothing = ~optional_levers(problem)
    plans.append(plan_at(problem, np.zeros(even.shape), nothing))
    slope = Climb.at(problem, plans[1].prices)(plans[1].spend)[1]
    greedy = best_vertex(slope, limits_when_used(problem, used))
    return [*plans, plan_at(problem, greedy, used)]


def widest_use(problem: PlanningProblem) -> Flags:
    """Return a large set of levers that fits: every lever, less the dearest optional ones if need be."""
    used = np.ones(problem.levers, dtype=np.bool_)
    need = np.maximum(problem.set_up_cost, problem.min_if_used)
    dearest = [int(k) for k in np.argsort(-need, kind="stable") if optional_levers(problem)[k]]
    hopeless = optional_levers(problem) & (problem.min_if_used > problem.upper.sum(axis=1))
    used &= ~hopeless
    for lever in dearest:
        if limits_when_used(problem, used).feasible():
            break
        used[lever] = False
    return used


def past_spend(problem: PlanningProblem) -> Floats:
    """Return last quarter's mean weekly spend of each lever, repeated, (L, T)."""
    weekly = problem.past_input.mean(axis=1) * problem.unit_cost
    return np.repeat(weekly[:, None], problem.weeks, axis=1)


def even_spend(problem: PlanningProblem, used: Flags) -> Floats:
    """Return the same spend in every cell, as much as the tightest budget over all levers leaves."""
    limits = limits_when_used(problem, used)
    cells = max(int(used.sum()), 1) * problem.weeks
    budget = min(limits.total, float(np.minimum(limits.upper, 1e300).sum()))
    return np.full(problem.lower.shape, max(budget, 0.0) / cells)
