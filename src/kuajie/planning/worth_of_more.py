"""What one more seat and a further sum in each budget would bring, worked out by changing the problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.local_plan import LocalPlan, climb, plan_at
from kuajie.planning.objective import evaluate, levers_used
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings, Start
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import optional_levers

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def one_more_seat(problem: PlanningProblem, spend: Floats, prices: Floats) -> Floats:
    """Return what one more seat in each week would add to the objective, (C, T); zero without a limit.

    A seat of course c sells in week t when demand exceeds the seats there are, so it adds between
    P(N > seats + 1) and P(N > seats) of a sold seat. The plan stays as it is: how it would change to use the
    seat is of second order (envelope theorem).
    """
    now = evaluate(problem, spend, prices).sales
    more = evaluate(replace(problem, seats=problem.seats + 1.0), spend, prices).sales
    limited = np.isfinite(problem.seats)
    added = np.where(limited, (more - now).mean(axis=0), 0.0)
    values: Floats = added * problem.seat_values(prices)[:, None]
    return values


def more_budget(
    problem: PlanningProblem, spend: Floats, prices: Floats, amount: float, *, exhausted: Sequence[bool]
) -> list[float]:
    """Return what the objective gains when each budget group, and last the total, is larger by ``amount``.

    The plan is improved from where it stands, with the levers it uses, before and after. More of a budget
    that is not ``exhausted`` brings nothing.

    Raises ``ValueError`` for problems with a floor on profit, which need a whole search.
    """
    if problem.profit_floor is not None or (problem.parties and problem.parties.floor is not None):
        raise ValueError("floors on profit need a whole search: see more_budget_searched")
    used = ~optional_levers(problem) | levers_used(spend)

    def best(changed: PlanningProblem) -> float:
        return improved(changed, spend, prices, used).value

    return gains(problem, amount, best, exhausted)


def more_budget_searched(
    problem: PlanningProblem, spend: Floats, prices: Floats, amount: float
) -> list[float]:
    """Return the same by a whole search for every larger budget, floors on profit and all."""

    def best(changed: PlanningProblem) -> float:
        return maximise(changed, starts=[Start(spend=spend, prices=prices)]).value

    return gains(problem, amount, best, repeat(object=True))


def improved(problem: PlanningProblem, spend: Floats, prices: Floats, used: Flags) -> LocalPlan:
    """Return the best plan that small moves of spend and prices reach."""
    chosen = Settings()
    return climb(problem, plan_at(problem, spend, used, prices), chosen.tolerance, chosen.steps)


def gains(
    problem: PlanningProblem,
    amount: float,
    best: Callable[[PlanningProblem], float],
    worked_out: Iterable[bool],
) -> list[float]:
    """Return by how much ``best`` rises with each budget that is to be worked out, zero for the others.

    A larger budget never brings less.
    """
    now = best(problem)
    return [
        max(0.0, best(larger) - now) if asked else 0.0
        for larger, asked in zip(larger_budgets(problem, amount), worked_out, strict=False)
    ]


def larger_budgets(problem: PlanningProblem, amount: float) -> list[PlanningProblem]:
    """Return the problem with each budget group larger by ``amount``, and last with a larger total."""
    groups = problem.budget_groups
    larger = [
        replace(
            problem,
            budget_groups=(*groups[:place], group._replace(limit=group.limit + amount), *groups[place + 1 :]),
        )
        for place, group in enumerate(groups)
    ]
    if problem.total_budget is None:
        return larger
    return [*larger, replace(problem, total_budget=problem.total_budget + amount)]
