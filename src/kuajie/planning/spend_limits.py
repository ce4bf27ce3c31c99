"""The spends a plan may choose when it is settled which levers are used."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.problem import PlanningProblem
from kuajie.planning.side_limits import SideLimits
from kuajie.planning.spend_program import any_spend

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpendLimits:
    """Bounds per lever and week (L, T), least spend per lever (L,), budgets of disjoint groups and in total.

    ``group_of`` (L,) is the number of each lever's group, -1 without one; ``group_limits`` (G,) and ``total``
    may be infinite. ``side`` are the rows that cut across all these.
    """

    lower: Floats
    upper: Floats
    least: Floats
    group_of: Codes
    group_limits: Floats
    total: float
    side: SideLimits | None = None

    def violations(self) -> tuple[list[int], bool]:
        """Return the groups, and whether the total, that even the least spends overrun."""
        needed = np.maximum(self.lower.sum(axis=1), self.least)
        over = [
            g for g, limit in enumerate(self.group_limits) if exceeds(needed[self.group_of == g].sum(), limit)
        ]
        return over, exceeds(needed.sum(), self.total)

    def feasible(self) -> bool:
        """Return whether any spend fits."""
        groups, total = self.violations()
        if groups or total or np.any(self.least > self.upper.sum(axis=1) * (1.0 + ROUNDING)):
            return False
        return not self.side or any_spend(self) is not None


ROUNDING = 1e-9
"""Relative slack on budgets: sums of hundreds of floats differ in their last digits."""


def exceeds(amount: float, limit: float) -> bool:
    """Return whether ``amount`` is above ``limit`` by more than rounding."""
    return bool(amount > limit + ROUNDING * max(1.0, abs(limit)))


def optional_levers(problem: PlanningProblem) -> Flags:
    """Return which levers are a yes-or-no decision: they cost something to use and may be left out."""
    costly = (problem.set_up_cost > 0.0) | (problem.min_if_used > 0.0)
    optional: Flags = costly & (problem.lower.sum(axis=1) == 0.0)
    return optional


def limits_without_set_up(problem: PlanningProblem) -> SpendLimits:
    """Return the limits on spend alone, no lever's set-up cost or least spend counted."""
    group_of = np.full(problem.levers, -1, dtype=np.int64)
    for number, group in enumerate(problem.budget_groups):
        group_of[group.levers] = number
    return SpendLimits(
        lower=problem.lower,
        upper=problem.upper,
        least=np.zeros(problem.levers),
        group_of=group_of,
        group_limits=np.array([group.limit for group in problem.budget_groups], dtype=np.float64),
        total=np.inf if problem.total_budget is None else problem.total_budget,
        side=problem.side,
    )


def limits_when_used(problem: PlanningProblem, used: Flags) -> SpendLimits:
    """Return the limits when exactly the levers ``used`` (L,) may get spend, their set-up costs paid."""
    limits = limits_without_set_up(problem)
    set_up = np.where(used, problem.set_up_cost, 0.0)
    in_groups = np.array([set_up[limits.group_of == g].sum() for g in range(limits.group_limits.size)])
    return replace(
        limits,
        upper=np.where(used[:, None], problem.upper, 0.0),
        least=np.where(used, problem.min_if_used, 0.0),
        group_limits=limits.group_limits - in_groups,
        total=limits.total - float(set_up.sum()),
    )
