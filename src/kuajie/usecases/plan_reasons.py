"""Why does each lever get as much as it does? From slopes and effects at the plan."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.planning.objective import Climb, weekly_lifts
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.shadow_prices import TIGHT
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_answer import LeverReason
from kuajie.usecases.plan_search import Worked


def plan_reasons(worked: Worked, fit: FitAnswer) -> tuple[LeverReason, ...]:
    """Return for every lever of a plan what its first and last yuan return, and how far it is used.

    Returns are those of the objective on the draws that found the plan, the other levers as planned.
    """
    problem, spend = worked.problem, worked.spend
    gross = gross_slopes(problem, spend, worked.prices)
    shares = shares_of_most(problem, spend)
    half_lives = {lever.id: lever.half_life.mean for lever in fit.levers}
    reasons = []
    for place, lever in enumerate(worked.scope.levers):
        without = spend.copy()
        without[place] = 0.0
        first = gross_slopes(problem, without, worked.prices)[place]
        reasons.append(
            LeverReason(
                id=lever.id,
                first_return=over_weeks(first, spend[place], problem.upper[place]),
                last_return=over_weeks(gross[place], spend[place], problem.upper[place]),
                share_of_most=float(shares[place]),
                half_life=half_lives[lever.id],
                full_weeks=weeks_at_most(problem, spend, place),
            )
        )
    return tuple(reasons)


def weeks_at_most(problem: PlanningProblem, spend: Floats, lever: int) -> int:
    """Return in how many weeks a lever gets as much as it may, up to the rounding of amounts."""
    upper = problem.upper[lever]
    return int(((spend[lever] > 0.0) & (spend[lever] >= upper - np.maximum(1.0, TIGHT * upper))).sum())


def gross_slopes(problem: PlanningProblem, spend: Floats, prices: Floats) -> Floats:
    """Return what one more yuan in every cell adds to the objective before its own cost, (L, T)."""
    slope = Climb.at(problem, prices)(spend)[1]
    return slope + problem.spend_weight[:, None]


def over_weeks(slopes: Floats, spend: Floats, upper: Floats) -> float:
    """Return the slope over weeks in proportion to spend; without spend the best of weeks with room."""
    total = float(spend.sum())
    if total > 0.0:
        return float(slopes @ spend) / total
    return float(np.where(upper > 0.0, slopes, 0.0).max(initial=0.0))


def shares_of_most(problem: PlanningProblem, spend: Floats) -> Floats:
    """Return each lever's added effect over that of its weekly maxima throughout, averaged over draws, (L,).

    The effect that the past leaves is no part of either.
    """
    past = weekly_lifts(problem, np.zeros(spend.shape)).sum(axis=2)
    planned = weekly_lifts(problem, spend).sum(axis=2) - past
    most = (
        weekly_lifts(problem, np.where(np.isfinite(problem.upper), problem.upper, spend)).sum(axis=2) - past
    )
    total = most.mean(axis=0)
    shares: Floats = np.divide(planned.mean(axis=0), total, out=np.zeros(total.size), where=total > 0.0)
    return shares
