"""Which levers to use at all: add or drop one at a time while that pays."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.local_plan import LocalPlan, climb, plan_at
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings
from kuajie.planning.spend_limits import limits_when_used, optional_levers

Flags = NDArray[np.bool_]


def search_use(problem: PlanningProblem, plan: LocalPlan, settings: Settings) -> LocalPlan:
    """Return the plan after the best additions and drops of optional levers, never worse than ``plan``."""
    while True:
        candidates = [
            climb(problem, plan_at(problem, plan.spend, used), settings.coarse, settings.steps)
            for used in neighbours(problem, plan.used)
        ]
        better = max(candidates, key=lambda candidate: candidate.value, default=plan)
        if better.value <= plan.value:
            return plan
        better = climb(problem, better, settings.tolerance, settings.steps)
        if better.value <= plan.value + settings.tolerance * abs(plan.value):
            return better
        plan = better


def neighbours(problem: PlanningProblem, used: Flags) -> Iterator[Flags]:
    """Yield every feasible set of levers that differs from ``used`` in one optional lever."""
    for lever in np.flatnonzero(optional_levers(problem)):
        other = used.copy()
        other[lever] = not other[lever]
        if limits_when_used(problem, other).feasible():
            yield other
