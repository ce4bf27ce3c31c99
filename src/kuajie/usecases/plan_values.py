"""What more of what limits a plan would bring: a further sum in a budget, one more seat, one more week."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kuajie.domain.calendar import Horizon
from kuajie.domain.panel import Floats
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Start
from kuajie.planning.solver import maximise
from kuajie.planning.worth_of_more import more_budget, more_budget_searched, one_more_seat
from kuajie.usecases.plan_answer import BudgetValue, PlanValues, SeatValue
from kuajie.usecases.plan_search import PlanQuestion, Worked
from kuajie.usecases.planning_problem import build_problem

SUM = 10_000.0
"""The further sum of money that is tried in every budget."""


def plan_values(question: PlanQuestion, worked: Worked, *, thorough: bool = False) -> PlanValues:
    """Return what more of each limit would bring to the objective, on the draws that found the plan.

    ``thorough`` also plans a longer horizon, and searches anew where floors on profit bind; without it these
    are left out, and the rest takes a fraction of a second.
    """
    return PlanValues(
        sum=SUM,
        budgets=_budgets(worked, thorough=thorough),
        seats=_seats(worked),
        week=_one_more_week(question, worked) if thorough and question.under_way is None else None,
    )


def _budgets(worked: Worked, *, thorough: bool) -> tuple[BudgetValue, ...]:
    problem, shadow = worked.problem, worked.shadow
    slopes = [*shadow.groups, *([shadow.total] if problem.total_budget is not None else [])]
    names = [group.name for group in problem.budget_groups] + ["total"] * (problem.total_budget is not None)
    found: list[float] | list[None] = [None] * len(names)
    if thorough:
        found = more_budget_searched(problem, worked.spend, worked.prices, SUM)
    elif not _floored(problem) and worked.risked is None:
        exhausted = [slope > 0.0 for slope in slopes]
        found = more_budget(problem, worked.spend, worked.prices, SUM, exhausted=exhausted)
    return tuple(
        BudgetValue(name=name, by_slope=SUM * slope, planned_anew=gain)
        for name, slope, gain in zip(names, slopes, found, strict=True)
    )


def _floored(problem: PlanningProblem) -> bool:
    """Say whether profit has a floor, of all or of a party."""
    return problem.profit_floor is not None or bool(problem.parties and problem.parties.floor is not None)


def _seats(worked: Worked) -> tuple[SeatValue, ...]:
    """Return what one more seat a week brings to each course that has limited seats."""
    values = one_more_seat(worked.problem, worked.spend, worked.prices)
    return tuple(
        SeatValue(
            id=course.id,
            title=course.title,
            every_week=float(values[place].sum()),
            best_week=int(np.argmax(values[place])),
            in_best_week=float(values[place].max()),
        )
        for place, course in enumerate(worked.scope.courses)
        if course.seats is not None
    )


def _one_more_week(question: PlanQuestion, worked: Worked) -> float:
    """Return what the objective gains by one more week at the end, budgets and floors in proportion."""
    horizon = question.programme.horizon
    longer = replace(question.programme, horizon=Horizon(horizon.start, horizon.count + 1))
    problem = build_problem(longer, question.fit, question.fit.posterior.thin(question.draws), worked.scope)
    problem = in_proportion(problem, worked.problem, (horizon.count + 1) / horizon.count)
    last = worked.spend[:, -1:]
    start: Floats = np.concatenate([worked.spend, last], axis=1)
    best = maximise(problem, starts=[Start(spend=start, prices=worked.prices)])
    return best.value - evaluate(worked.problem, worked.spend, worked.prices).objective


def in_proportion(longer: PlanningProblem, shorter: PlanningProblem, share: float) -> PlanningProblem:
    """Return a longer problem with the budgets and floors of the shorter one times ``share``."""
    total, floor, parties = shorter.total_budget, shorter.profit_floor, shorter.parties
    if parties is not None and parties.floor is not None:
        parties = replace(parties, floor=share * parties.floor)
    return replace(
        longer,
        budget_groups=tuple(group._replace(limit=share * group.limit) for group in shorter.budget_groups),
        total_budget=None if total is None else share * total,
        profit_floor=None if floor is None else share * floor,
        parties=parties,
    )
