"""Joint cost against joint profit: the best profit at every total budget, and the least cost of a profit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.certificate import certify
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.profit_floor import profit_only
from kuajie.planning.solution import Progress, Solution, Start, silent
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import optional_levers

Floats = NDArray[np.float64]

HALVINGS = 12
"""Halvings of a budget interval when the least cost of a profit is sought: to 1/4000 of it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CostPoint:
    """The best plan found at one total budget; where ``bound`` is known, no plan within it earns more.

    ``cost`` is spend and set-up costs together, ``profit`` expected joint profit; all in money.
    """

    budget: float
    cost: float
    profit: float
    plan: Solution
    bound: float | None = None


def cost_frontier(
    problem: PlanningProblem,
    *,
    points: int = 12,
    starts: Sequence[Start] = (),
    certified: bool = True,
    progress: Progress = silent,
) -> tuple[CostPoint, ...]:
    """Return the best joint profit at ``points`` total budgets, from the least that fits to the most useful.

    All other limits stay; total budget, floors and other objectives are set aside. Every point starts from
    its neighbours' plans, so that none earns less than one of a smaller budget. A bound at a larger budget
    bounds the smaller ones as well. Raises ``InfeasiblePlan`` when least spends overrun the other limits.
    """
    if points < 2:
        raise ValueError(f"a frontier needs at least two points, got {points}")
    goal = replace(without_party_floors(profit_only(problem)), total_budget=None)
    own, given = maximise(goal), maximise(goal, starts=starts) if starts else None
    top = own if given is None or own.value >= given.value else given
    progress(0.1)
    budgets = np.linspace(least_cost(goal), cost_of(goal, top), points)
    found = [point_at(goal, float(budgets[-1]), [top])]
    for place, budget in enumerate(budgets[-2::-1]):
        found.append(point_at(goal, float(budget), [found[-1].plan, top], fresh=True))
        progress(0.1 + 0.4 * (place + 1) / points)
    kept = rising(goal, found[::-1])
    if not certified:
        return tuple(kept)
    return bounded(goal, kept, progress)


def without_party_floors(problem: PlanningProblem) -> PlanningProblem:
    """Return the problem with nothing asked for single parties."""
    if problem.parties is None or problem.parties.floor is None:
        return problem
    return replace(problem, parties=replace(problem.parties, floor=None))


def least_cost(problem: PlanningProblem) -> float:
    """Return the least any plan costs: weekly minima, with the least spend and set-up they entail."""
    forced = ~optional_levers(problem)
    spend = problem.lower.sum(axis=1)
    needed = np.where(forced & (spend > 0.0), np.maximum(spend, problem.min_if_used), spend)
    return float(needed.sum() + problem.set_up_cost[forced & (spend > 0.0)].sum())


def cost_of(problem: PlanningProblem, plan: Solution) -> float:
    """Return a plan's spend with the set-up costs of the levers it uses."""
    spent = plan.spend.sum(axis=1)
    return float(spent.sum() + problem.set_up_cost[spent > 0.0].sum())


def at_budget(problem: PlanningProblem, budget: float) -> PlanningProblem:
    """Return the problem with a total budget."""
    return replace(problem, total_budget=budget)


def point_at(
    problem: PlanningProblem, budget: float, near: Sequence[Solution], *, fresh: bool = False
) -> CostPoint:
    """Return the best plan found at one budget from plans near it; ``fresh`` looks from elsewhere as well."""
    goal = at_budget(problem, budget)
    starts = [Start(spend=plan.spend, prices=plan.prices) for plan in near]
    plan = maximise(goal, starts=starts)
    if fresh:
        plan = max(plan, maximise(goal), key=lambda one: one.value)
    return CostPoint(budget=budget, cost=cost_of(problem, plan), profit=plan.profit, plan=plan)


def rising(problem: PlanningProblem, points: Sequence[CostPoint]) -> list[CostPoint]:
    """Return the points, budgets rising, each improved from its left neighbour's plan."""
    kept = [points[0]]
    for point in points[1:]:
        left = kept[-1]
        better = point
        if left.profit > point.profit:
            better = point_at(problem, point.budget, [left.plan, point.plan])
        if left.profit > better.profit:  # a plan of less budget is within this one as it stands
            better = replace(left, budget=point.budget)
        kept.append(better)
    return kept


def bounded(
    problem: PlanningProblem, points: Sequence[CostPoint], progress: Progress
) -> tuple[CostPoint, ...]:
    """Return the points with their bounds; one proved at a larger budget holds at smaller ones."""
    bounds = []
    for place, point in enumerate(points):
        proved = certify(at_budget(problem, point.budget), point.plan)
        bounds.append(np.inf if proved.method == "none" else max(proved.value, point.profit))
        progress(0.5 + 0.5 * (place + 1) / len(points))
    least = np.minimum.accumulate(np.array(bounds)[::-1])[::-1]
    return tuple(
        replace(point, bound=float(max(bound, point.profit)) if np.isfinite(bound) else None)
        for point, bound in zip(points, least, strict=True)
    )


def cheapest(
    problem: PlanningProblem, points: Sequence[CostPoint], profit: float
) -> tuple[CostPoint, float] | None:
    """Return the cheapest plan found that earns ``profit``, and a cost below which no plan earns it.

    Nothing where no point of the frontier earns as much. The second figure rests on the points' bounds.
    """
    reached = [point for point in points if point.profit >= profit]
    if not reached:
        return None
    goal = replace(without_party_floors(profit_only(problem)), total_budget=None)
    best = reached[0]
    below = [point for point in points if point.budget < best.budget and point.profit < profit]
    low, high = (below[-1].budget, best.budget) if below else (best.budget, best.budget)
    for _ in range(HALVINGS if below else 0):
        middle = 0.5 * (low + high)
        near = [best.plan, below[-1].plan]
        point = point_at(goal, middle, near)
        if point.profit >= profit:
            best, high = point, middle
        else:
            low = middle
    ruled_out = [point.budget for point in points if point.bound is not None and point.bound < profit]
    return best, max(ruled_out, default=points[0].budget)
