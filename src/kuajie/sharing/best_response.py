"""The best of one party's own profit while everybody else keeps to what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.certificate import certify
from kuajie.planning.menu_extras import MenuExtras, places_on
from kuajie.planning.objective import evaluate
from kuajie.planning.participation import expected_party_profits
from kuajie.planning.parties import known_parties
from kuajie.planning.problem import BudgetGroup, LinearLimit, PlanningProblem
from kuajie.planning.solution import Settings, Solution, Start
from kuajie.planning.solver import maximise

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

KEPT = 1e-6
"""Relative slack within which present spend counts as within a limit: projections onto rows are iterative."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BestResponse:
    """What a party does best: the whole plan with its own spend (L, T) and prices (C,) changed.

    ``profit`` is the party's expected profit there and ``gain`` what that is more than staying. No response
    gains more than ``most`` (``None``: nothing is proved).
    """

    spend: Floats
    prices: Floats
    profit: float
    gain: float
    most: float | None = None


def best_response(
    problem: PlanningProblem,
    party: int,
    *,
    spend: Floats,
    prices: Floats,
    decides_price: bool | Flags = False,
    starts: Sequence[Start] = (),
    thorough: bool = True,
    certified: bool = False,
    settings: Settings | None = None,
) -> BestResponse:
    """Return the best found of a party's own profit over its own levers, and prices where it decides them.

    Everybody else's levers stay at ``spend`` (L, T) and other courses at ``prices`` (C,). ``decides_price``
    is one flag, or one for each course. Limits on the party's own levers stay in force, and shared budgets
    less what others spend of them; floors on profit and the programme's own objective are left out. Never
    worse than staying. ``thorough`` also looks from nothing and from the planner's own starts; else only
    from the present plan and ``starts``.

    Raises ``ValueError`` for a problem without parties, ``InfeasiblePlan`` when the party's least spends
    overrun what others leave of a budget.
    """
    own = known_parties(problem).owns(party)
    decides = np.broadcast_to(np.asarray(decides_price, dtype=np.bool_), (problem.courses,))
    goal = own_problem(problem, party, spend=spend, prices=prices, decides=decides)
    stay = expected_party_profits(problem, spend, prices)[party]
    if not own.any() and not decides.any():
        return BestResponse(spend=spend, prices=prices, profit=float(stay), gain=0.0, most=0.0)
    solution = _found(goal, spend, prices, own, starts, thorough=thorough, settings=settings)
    there = np.where(own[:, None], solution.spend, spend)
    chosen = np.where(decides, solution.prices, prices)
    profit = float(expected_party_profits(problem, there, chosen)[party])
    if not profit > stay:
        there, chosen, profit = spend, prices, float(stay)
    gain = profit - float(stay)
    return BestResponse(
        spend=there,
        prices=chosen,
        profit=profit,
        gain=gain,
        most=_most(goal, solution, gain) if certified else None,
    )


def _found(
    goal: PlanningProblem,
    spend: Floats,
    prices: Floats,
    own: Flags,
    starts: Sequence[Start],
    *,
    thorough: bool,
    settings: Settings | None,
) -> Solution:
    """Return the best plan found from the present one, the given starts and, if asked, the planner's own."""
    here = Start(spend=spend, prices=prices)
    nothing = Start(spend=np.where(own[:, None], goal.lower, spend))
    if not thorough:
        # One climb on all draws at once: the present plan is near, and a few draws would say nothing more.
        near = replace(settings or Settings(), exploring=goal.draws)
        return maximise(goal, starts=[here, *starts], settings=near)
    found = maximise(goal, starts=[here, *starts, nothing], settings=settings)
    return max(found, maximise(goal, settings=settings), key=lambda one: one.value)


def _most(goal: PlanningProblem, solution: Solution, gain: float) -> float | None:
    """Return a proved bound on what a response gains over staying, ``gain`` being what one was found to."""
    bound = certify(goal, solution)
    if bound.method == "none":
        return None
    # What the others' set-up costs take is left out of the goal, before and after.
    reached = evaluate(goal, solution.spend, solution.prices).objective
    return gain + max(0.0, bound.value - reached)


def own_problem(
    problem: PlanningProblem, party: int, *, spend: Floats, prices: Floats, decides: Flags
) -> PlanningProblem:
    """Return the problem of one party's own profit, everybody else's spend and prices being what they are.

    Others' levers stay in it at fixed spend, because their lifts and outlay count: their set-up costs come
    off the budgets, and rules about them alone are dropped.
    """
    parties = known_parties(problem)
    own = parties.owns(party)
    weight = np.zeros(len(parties.names))
    weight[party] = 1.0
    fixed = own[:, None]
    return replace(
        problem,
        lower=np.where(fixed, problem.lower, spend),
        upper=np.where(fixed, problem.upper, spend),
        set_up_cost=np.where(own, problem.set_up_cost, 0.0),
        min_if_used=np.where(own, problem.min_if_used, 0.0),
        parties=replace(parties, floor=None),
        party_weight=weight,
        money_weight=0.0,
        bonus=np.zeros(problem.courses),
        spend_price=None,
        profit_floor=None,
        **_limits_left(problem, own, spend),
        **_menus_left(problem, prices, decides),
    )


def _limits_left(problem: PlanningProblem, own: Flags, spend: Floats) -> dict[str, Any]:
    """Return budgets less others' set-up costs, weighted limits less others' use, and own largest changes."""
    set_up = np.where(~own & (spend.sum(axis=1) > 0.0), problem.set_up_cost, 0.0)
    groups = tuple(
        BudgetGroup(group.name, group.levers, group.limit - float(set_up[group.levers].sum()))
        for group in problem.budget_groups
        if np.any(group.levers & own)
    )
    total = None if problem.total_budget is None else problem.total_budget - float(set_up.sum())
    change = problem.largest_change
    return {
        "budget_groups": groups,
        "total_budget": total,
        "linear_limits": tuple(_left_of(limit, own, spend) for limit in problem.linear_limits),
        "largest_change": None if change is None else np.where(own, change, np.inf),
    }


def _left_of(limit: LinearLimit, own: Flags, spend: Floats) -> LinearLimit:
    """Return what others leave of a weighted limit; where they fill it, room for what is spent already."""
    weights = np.where(own[:, None], limit.weights, 0.0)
    left = limit.limit - float(((limit.weights - weights) * spend).sum())
    used = float((weights * spend).sum())
    within = used <= left + KEPT * max(1.0, abs(limit.limit))
    return LinearLimit(limit.name, weights, max(left, used) if within else left)


def _menus_left(problem: PlanningProblem, prices: Floats, decides: Flags) -> dict[str, Any]:
    """Return the menus with one price where the party does not decide it, and extras to match."""
    menus = tuple(
        menu if free else prices[c : c + 1]
        for c, (menu, free) in enumerate(zip(problem.menus, decides, strict=True))
    )
    if problem.extras is None:
        return {"menus": menus}
    places = [places_on(menu, paid) for menu, paid in zip(problem.menus, menus, strict=True)]
    extras = tuple(
        MenuExtras(each.boost[at], each.discount[at], each.bearer[at])
        for each, at in zip(problem.extras, places, strict=True)
    )
    return {"menus": menus, "extras": extras}
