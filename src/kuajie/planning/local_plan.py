"""A plan that cannot be improved by small moves of spend nor by any one price alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.ascent import ascend
from kuajie.planning.menu_prices import best_prices
from kuajie.planning.nearest_spend import project
from kuajie.planning.objective import Climb
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.spend_limits import limits_when_used, optional_levers

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ROUNDS = 20
"""Turns between spend and prices; each must improve, and menus are finite, so few are ever needed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LocalPlan:
    """Spend (L, T), prices (C,), the levers allowed (L,) and the objective after set-up costs."""

    spend: Floats
    prices: Floats
    used: Flags
    value: float


def value_of(problem: PlanningProblem, spend: Floats, prices: Floats, used: Flags) -> float:
    """Return the objective when every lever of ``used`` pays its set-up cost."""
    return Climb.at(problem, prices)(spend)[0] - problem.set_up_counts(used)


def plan_at(problem: PlanningProblem, spend: Floats, used: Flags, prices: Floats | None = None) -> LocalPlan:
    """Return the plan nearest to ``spend`` that keeps every limit, at the given or the best prices."""
    nearest = project(np.ascontiguousarray(spend, dtype=np.float64), limits_when_used(problem, used))
    chosen = best_prices(problem, nearest) if prices is None else prices
    return LocalPlan(spend=nearest, prices=chosen, used=used, value=value_of(problem, nearest, chosen, used))


def climb(problem: PlanningProblem, plan: LocalPlan, tolerance: float, steps: int) -> LocalPlan:
    """Improve spend and prices in turn until neither moves; never returns less than ``plan``."""
    limits = limits_when_used(problem, plan.used)
    for _ in range(ROUNDS):
        ascent = ascend(Climb.at(problem, plan.prices), plan.spend, limits, steps=steps, tolerance=tolerance)
        prices = best_prices(problem, ascent.spend)
        settled = bool(np.array_equal(prices, plan.prices))
        value = value_of(problem, ascent.spend, prices, plan.used)
        if value < plan.value:
            break
        plan = LocalPlan(spend=ascent.spend, prices=prices, used=plan.used, value=value)
        if settled:
            break
    return drop_unused(problem, plan)


def drop_unused(problem: PlanningProblem, plan: LocalPlan) -> LocalPlan:
    """Spare the set-up cost of levers that ended without spend."""
    idle = optional_levers(problem) & plan.used & (plan.spend.sum(axis=1) <= 0.0)
    if not idle.any():
        return plan
    used = plan.used & ~idle
    spared = problem.set_up_counts(idle)
    return LocalPlan(spend=plan.spend, prices=plan.prices, used=used, value=plan.value + spared)
