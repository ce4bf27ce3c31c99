"""The planner: best spend, prices and levers for a problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kuajie.planning.feasibility import require_feasible
from kuajie.planning.first_order_plan import first_order_search
from kuajie.planning.lever_jumps import try_jumps
from kuajie.planning.lever_use import search_use
from kuajie.planning.local_plan import LocalPlan, climb, plan_at
from kuajie.planning.methods import Method
from kuajie.planning.objective import evaluate
from kuajie.planning.participation import floored, meet_floors
from kuajie.planning.price_moves import try_prices
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.profit_floor import meet_floor
from kuajie.planning.solution import Progress, Settings, Solution, Start, silent
from kuajie.planning.some_draws import thinned
from kuajie.planning.starting_points import first_plans, plan_from

MIDDLE, LAST_STEPS = 100, 40
"""Draws on which prices and spend are settled where there are many more, and steps then taken on all."""

NEAR = 2e-3
"""How much a price may lose at the present spend, relatively, to be tried on all draws after few."""

LARGE, LARGE_TOLERANCE, ROUGH_TOLERANCE = 50_000, 1e-5, 1e-4
"""Cells (draws, levers, weeks) above which plans are polished no finer than this, and explored roughly."""


def maximise(
    problem: PlanningProblem,
    *,
    starts: Sequence[Start] = (),
    progress: Progress = silent,
    settings: Settings | None = None,
) -> Solution:
    """Return the best plan found for ``problem``, never worse than any feasible plan among ``starts``.

    Spend follows spectral projected gradients, prices a search along their menus, levers that may be left out
    an add-or-drop search. Without ``starts`` the planner uses its own. Deterministic.

    Raises ``InfeasiblePlan`` when least spends overrun a budget or a floor is out of reach.
    """
    chosen = settings or Settings()
    require_feasible(problem)
    solve = search if chosen.method is Method.ASCENT else first_order_search
    if problem.profit_floor is not None:
        return meet_floor(problem, starts=starts, progress=progress, settings=chosen, solve=solve)
    if floored(problem).size:
        return meet_floors(problem, starts=starts, progress=progress, settings=chosen, solve=solve)
    return solve(problem, starts=starts, progress=progress, settings=chosen)


def search(
    problem: PlanningProblem, *, starts: Sequence[Start], progress: Progress, settings: Settings
) -> Solution:
    """Return the best plan found, any profit floor left out.

    Which prices, levers and basins matter is explored on few draws, and settled on some more where there are
    many; what is found there, and the given starts, then climb on all of them.
    """
    large = problem.strength.size * problem.weeks > LARGE
    if large:
        settings = replace(settings, tolerance=max(settings.tolerance, LARGE_TOLERANCE))
    few = thinned(problem, settings.exploring)
    rough = replace(settings, tolerance=max(settings.tolerance, ROUGH_TOLERANCE)) if large else settings
    plan = explore(few, starts, rough, progress)
    middle = thinned(problem, MIDDLE) if large else problem
    if middle is not problem:
        plan = search_use(middle, settle(middle, plan, (), settings), settings)
        plan = try_prices(middle, plan, settings, near=NEAR)
        plan = settle(problem, plan, starts, replace(settings, steps=min(settings.steps, LAST_STEPS)))
    elif few is not problem:
        plan = search_use(problem, settle(problem, plan, starts, settings), settings)
        plan = try_prices(problem, plan, settings, near=NEAR)
    progress(1.0)
    return as_solution(problem, plan)


def explore(
    problem: PlanningProblem, starts: Sequence[Start], settings: Settings, progress: Progress
) -> LocalPlan:
    """Return the best plan after climbing from every start, adding and dropping levers, and jumping."""
    rough = [climb(problem, plan, settings.coarse, settings.steps) for plan in first_plans(problem, starts)]
    progress(0.4)
    plans = [
        climb(problem, plan, settings.tolerance, settings.steps)
        for plan in distinct(rough, settings.coarse)[: settings.kept]
    ]
    plan = max(plans, key=lambda plan: plan.value)
    progress(0.6)
    plan = try_jumps(problem, search_use(problem, plan, settings), settings)
    progress(0.8)
    return try_prices(problem, plan, settings)


def settle(
    problem: PlanningProblem, plan: LocalPlan, starts: Sequence[Start], settings: Settings
) -> LocalPlan:
    """Return the best plan on more draws, from one found on few draws and from the starts, none lost."""
    given = [known for start in starts if (known := plan_from(problem, start)) is not None]
    found = plan_at(problem, plan.spend, plan.used)
    rough = [climb(problem, each, settings.coarse, settings.steps) for each in (found, *given)]
    best = max(rough, key=lambda plan: plan.value)
    return climb(problem, best, settings.tolerance, settings.steps)


def distinct(plans: Sequence[LocalPlan], tolerance: float) -> list[LocalPlan]:
    """Return plans from best to worst, leaving out those that look like a better one already kept."""
    kept: list[LocalPlan] = []
    for plan in sorted(plans, key=lambda plan: -plan.value):
        if not any(alike(plan, other, tolerance) for other in kept):
            kept.append(plan)
    return kept


def alike(first: LocalPlan, second: LocalPlan, tolerance: float) -> bool:
    """Return whether two rough plans are the same up to tolerance: levers, prices and value."""
    close = abs(first.value - second.value) <= tolerance * max(abs(first.value), abs(second.value), 1.0)
    return close and bool(np.all(first.used == second.used) and np.all(first.prices == second.prices))


def as_solution(problem: PlanningProblem, plan: LocalPlan) -> Solution:
    """Return the plan evaluated as it stands."""
    result = evaluate(problem, plan.spend, plan.prices)
    return Solution(
        spend=plan.spend,
        prices=plan.prices,
        used=plan.used,
        value=result.objective,
        profit=result.expected_profit,
    )
