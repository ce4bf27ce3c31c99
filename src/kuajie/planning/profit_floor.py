"""Objectives other than profit under a floor on joint profit, by a weight on profit (Everett 1963).

Maximising outcome + weight · (profit - floor) for growing weights walks from the best outcome towards the
best profit. Every weight also bounds the outcome of all plans that keep the floor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import InfeasiblePlan
from kuajie.messages.notices import planning as notices
from kuajie.planning.feasibility import money
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Progress, Settings, Solution, Start, silent
from kuajie.planning.starting_points import plan_from

Floats = NDArray[np.float64]

TURNS = 12
"""Weights tried at most; on a smooth frontier a secant closes in much sooner."""

HALVINGS = 30
"""Halvings of the line between the last two plans: to 1e-9 of its length."""


class Solve(Protocol):
    """The search without a floor."""

    def __call__(
        self, problem: PlanningProblem, *, starts: Sequence[Start], progress: Progress, settings: Settings
    ) -> Solution:
        """Return the best plan found."""
        ...


def weighted(problem: PlanningProblem, weight: float) -> PlanningProblem:
    """Return the problem whose objective is outcome + ``weight`` · joint profit, without a floor."""
    return replace_objective(problem, money_weight=problem.money_weight + weight, bonus=problem.bonus)


def profit_only(problem: PlanningProblem) -> PlanningProblem:
    """Return the problem whose objective is joint profit, without a floor."""
    goal = replace_objective(problem, money_weight=1.0, bonus=np.zeros(problem.courses))
    return replace(goal, party_weight=None)


def replace_objective(problem: PlanningProblem, *, money_weight: float, bonus: Floats) -> PlanningProblem:
    """Return the problem with another objective and no floor."""
    return replace(problem, money_weight=money_weight, bonus=bonus, profit_floor=None)


def meet_floor(
    problem: PlanningProblem,
    *,
    starts: Sequence[Start],
    progress: Progress,
    settings: Settings,
    solve: Solve,
) -> Solution:
    """Return the best plan found whose expected joint profit reaches the floor.

    Raises ``InfeasiblePlan`` with the best profit found when that is below the floor.
    """
    free = solve(weighted(problem, 0.0), starts=starts, progress=progress, settings=settings)
    if free.profit >= floor_of(problem):
        return free
    safest = safest_plan(
        problem, [*starts, *as_starts(free)], progress=progress, settings=settings, solve=solve
    )
    if safest.profit < floor_of(problem):
        facts = {"floor": money(floor_of(problem)), "best": money(safest.profit)}
        raise InfeasiblePlan.of(notices.PROFIT_FLOOR_OUT_OF_REACH, place=None, **facts)
    best, weight = narrow(problem, free, safest, settings=settings, solve=solve)
    progress(1.0)
    kept = [plan for start in starts if (plan := as_given(problem, start)) is not None]
    return replace(max([best, *kept], key=lambda plan: plan.value), floor_multiplier=weight)


def floor_of(problem: PlanningProblem) -> float:
    """Return the floor on expected joint profit."""
    if problem.profit_floor is None:
        raise ValueError("this problem has no profit floor")
    return problem.profit_floor


def safest_plan(
    problem: PlanningProblem, starts: Sequence[Start], *, progress: Progress, settings: Settings, solve: Solve
) -> Solution:
    """Return the plan of highest joint profit, from the given starts and from the planner's own."""
    goal = profit_only(problem)
    plans = [solve(goal, starts=some, progress=progress, settings=settings) for some in (starts, ())]
    return as_found(problem, max(plans, key=lambda plan: plan.profit))


def narrow(
    problem: PlanningProblem, missing: Solution, keeping: Solution, *, settings: Settings, solve: Solve
) -> tuple[Solution, float]:
    """Return the best plan that keeps the floor, and the weight on profit where both sides meet.

    ``missing`` is below the floor and ``keeping`` at it or above. The weight at which both count the same is
    tried next (the secant of the frontier), until no plan between them counts more.
    """
    weight = 0.0
    best = keeping
    for _ in range(TURNS):
        weight = (missing.value - keeping.value) / max(keeping.profit - missing.profit, 1e-300)
        if weight <= 0.0:
            return best, 0.0
        found = between(problem, weight, missing, keeping, settings=settings, solve=solve)
        line = keeping.value + weight * keeping.profit
        if found.value + weight * found.profit <= line + settings.tolerance * abs(line):
            break
        if found.profit >= floor_of(problem):
            keeping = found
        else:
            missing = found
        best = max(best, keeping, meeting_point(problem, missing, keeping), key=lambda plan: plan.value)
    return max(best, meeting_point(problem, missing, keeping), key=lambda plan: plan.value), weight


def between(
    problem: PlanningProblem,
    weight: float,
    missing: Solution,
    keeping: Solution,
    *,
    settings: Settings,
    solve: Solve,
) -> Solution:
    """Return the best plan found at ``weight``, starting from both sides, valued in the outcome alone."""
    starts = [*as_starts(missing), *as_starts(keeping)]
    found = solve(weighted(problem, weight), starts=starts, progress=silent, settings=settings)
    return as_found(problem, found)


def meeting_point(problem: PlanningProblem, missing: Solution, keeping: Solution) -> Solution:
    """Return the plan on the line between both that just keeps the floor, if they differ in spend alone."""
    if not (np.array_equal(missing.prices, keeping.prices) and np.array_equal(missing.used, keeping.used)):
        return keeping
    near, far = 0.0, 1.0
    best = keeping
    for _ in range(HALVINGS):
        share = 0.5 * (near + far)
        spend = (1.0 - share) * keeping.spend + share * missing.spend
        found = as_found(problem, replace(keeping, spend=spend))
        if found.profit >= floor_of(problem):
            near, best = share, max(best, found, key=lambda plan: plan.value)
        else:
            far = share
    return best


def as_found(problem: PlanningProblem, plan: Solution) -> Solution:
    """Return the plan valued in the outcome alone."""
    result = evaluate(problem, plan.spend, plan.prices)
    return replace(plan, value=result.objective, profit=result.expected_profit)


def as_starts(plan: Solution) -> list[Start]:
    """Return the plan as a start."""
    return [Start(spend=plan.spend, prices=plan.prices)]


def as_given(problem: PlanningProblem, start: Start) -> Solution | None:
    """Return a start as it stands when it fits and keeps the floor, so that the answer is never worse."""
    plan = plan_from(problem, start)
    if plan is None:
        return None
    result = evaluate(problem, plan.spend, plan.prices)
    if result.expected_profit < floor_of(problem):
        return None
    return Solution(
        spend=plan.spend,
        prices=plan.prices,
        used=plan.used,
        value=result.objective,
        profit=result.expected_profit,
    )
