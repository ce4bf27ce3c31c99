"""Large moves of one lever, for S-shaped responses: nothing is a trap there, and so is too little."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.local_plan import LocalPlan, climb, plan_at
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings
from kuajie.response.codes import HILL, IDENTITY, POWER

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SHARES = (0.0, 0.15, 0.4)
"""Shares of its weekly maxima that a lever jumps to; what others lose then follows from the budgets."""

GLANCE, FOLLOWED = 30, 3
"""Steps after which the jumps worth following show, and how many of them are followed to their end."""

ROUNDS = 4
"""Rounds of jumps at most; each keeps the best jump only."""


def s_shaped(problem: PlanningProblem) -> Flags:
    """Return which levers have a response that bends upwards in some draw, (L,)."""
    steep = np.any(problem.slope > 1.0, axis=0)
    kind = problem.saturation_kind
    bent: Flags = (kind == IDENTITY) | (((kind == HILL) | (kind == POWER)) & steep)
    return bent


def try_jumps(problem: PlanningProblem, plan: LocalPlan, settings: Settings) -> LocalPlan:
    """Return the plan after the best jumps of S-shaped levers, never worse than ``plan``."""
    for _ in range(ROUNDS):
        rough = [climb(problem, jump, settings.coarse, GLANCE) for jump in jumps(problem, plan)]
        near = sorted(rough, key=lambda candidate: -candidate.value)[:FOLLOWED]
        followed = [climb(problem, jump, settings.coarse, settings.steps) for jump in near]
        best = max(followed, key=lambda candidate: candidate.value, default=plan)
        if best.value <= plan.value + settings.tolerance * abs(plan.value):
            break
        plan = climb(problem, best, settings.tolerance, settings.steps)
    return plan


def jumps(problem: PlanningProblem, plan: LocalPlan) -> Iterator[LocalPlan]:
    """Yield the plan with one S-shaped lever moved to each share of its maxima, the others making room."""
    for lever in np.flatnonzero(s_shaped(problem) & plan.used).tolist():
        for share in SHARES:
            spend = plan.spend.copy()
            spend[lever] = np.maximum(share * affordable(problem, lever), problem.lower[lever])
            if not np.allclose(spend[lever], plan.spend[lever]):
                yield plan_at(problem, spend, plan.used, plan.prices)


def affordable(problem: PlanningProblem, lever: int) -> Floats:
    """Return a lever's weekly maxima, or what its tightest budget spread over the weeks allows, (T,)."""
    limits = [group.limit for group in problem.budget_groups if group.levers[lever]]
    if problem.total_budget is not None:
        limits.append(problem.total_budget)
    even = min(limits, default=np.inf) / problem.weeks
    most: Floats = np.minimum(problem.upper[lever], even)
    return most
