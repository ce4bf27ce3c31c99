"""Prices that pay only once spend has followed them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.ascent import linear_gain
from kuajie.planning.local_plan import LocalPlan, climb, value_of
from kuajie.planning.objective import Climb
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings
from kuajie.planning.spend_limits import limits_when_used

Floats = NDArray[np.float64]


GLANCE = 25
"""Steps after which a price that is worth following shows."""


def try_prices(
    problem: PlanningProblem, plan: LocalPlan, settings: Settings, *, near: float = np.inf
) -> LocalPlan:
    """Move one course's price to each neighbour on its menu, let spend follow, and keep what is better.

    A move is tried only where a straight line from the present spend promises more than the plan has, and
    kept where a few steps bring it above the plan; the last is then followed to the end. Moves that at the
    present spend lose more than ``near``, relative to the plan, are not tried.
    """
    best = plan
    for prices in neighbour_prices(problem, plan.prices):
        moved = LocalPlan(
            spend=plan.spend,
            prices=prices,
            used=plan.used,
            value=value_of(problem, plan.spend, prices, plan.used),
        )
        if moved.value < plan.value - near * max(abs(plan.value), 1.0):
            continue
        if promises(problem, moved) <= plan.value * (1.0 + np.sign(plan.value) * settings.tolerance):
            continue
        tried = climb(problem, moved, settings.coarse, GLANCE)
        plan = max(plan, tried, key=lambda each: each.value)
    return plan if plan is best else climb(problem, plan, settings.tolerance, settings.steps)


def promises(problem: PlanningProblem, plan: LocalPlan) -> float:
    """Return what a straight line from the plan could reach at its prices."""
    gradient = Climb.at(problem, plan.prices)(plan.spend)[1]
    return plan.value + linear_gain(plan.spend, gradient, limits_when_used(problem, plan.used))


def neighbour_prices(problem: PlanningProblem, prices: Floats) -> Iterator[Floats]:
    """Yield the price lists that differ from ``prices`` by one step on one course's menu."""
    for course, menu in enumerate(problem.menus):
        ordered = np.unique(menu)
        place = int(np.argmin(np.abs(ordered - prices[course])))
        for other in (place - 1, place + 1):
            if 0 <= other < ordered.size:
                moved = prices.copy()
                moved[course] = ordered[other]
                yield moved
