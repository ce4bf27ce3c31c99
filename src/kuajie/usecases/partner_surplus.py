"""What planning together with each candidate would add, by the planner on the fitted response."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kuajie.domain.programme import Programme
from kuajie.messages import InfeasiblePlan, Text
from kuajie.planning.solution import Start
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_search import PlanQuestion, Worked, current_prices, work_out
from kuajie.usecases.planning_problem import scope_of
from kuajie.usecases.progress import Progress, part_of, silent

PLANNING = Text(en="Planning with each candidate and without", zh="分别测算有无各候选方的方案")


def predict_surplus(
    programme: Programme, fit: FitAnswer, *, party: str, draws: int = 50, progress: Progress = silent
) -> dict[str, float]:
    """Return for every other party what the two reach together beyond what each reaches alone.

    In the unit of the programme's objective, as the mean over ``draws`` posterior draws; all others' levers
    are at zero. Each plan is the best found, without a bound; that of two starts from those of each.
    """
    others = [each for each in programme.party_ids if each != party]
    count = 1 + 2 * len(others)
    shares = [part_of(progress, start=place / count, end=(place + 1) / count) for place in range(count)]
    first, *rest = shares
    alone = _plan(programme, fit, frozenset({party}), (), draws=draws, progress=first)
    found: dict[str, float] = {}
    for other, own, joint in zip(others, rest[::2], rest[1::2], strict=True):
        theirs = _plan(programme, fit, frozenset({other}), (), draws=draws, progress=own)
        parts = [each for each in (alone, theirs) if each is not None]
        both = _plan(programme, fit, frozenset({party, other}), parts, draws=draws, progress=joint)
        found[other] = _worth(both) - _worth(alone) - _worth(theirs)
    progress(PLANNING, 1.0)
    return found


def _plan(
    programme: Programme,
    fit: FitAnswer,
    members: frozenset[str],
    parts: Sequence[Worked],
    *,
    draws: int,
    progress: Progress,
) -> Worked | None:
    """Return the best plan, or ``None`` where members have nothing to sell or cannot keep the limits."""
    progress(PLANNING, 0.0)
    asked = PlanQuestion(programme=programme, fit=fit, members=members, draws=draws, certified=False)
    starts = (_joined(programme, members, parts),) if parts else ()
    try:
        return work_out(asked, starts=starts)
    except InfeasiblePlan:
        return None


def _joined(programme: Programme, members: frozenset[str], parts: Sequence[Worked]) -> Start:
    """Return the parts' plans side by side, as a plan of all the members."""
    scope = scope_of(programme, members)
    prices = current_prices(scope)
    spend = np.zeros((len(scope.levers), programme.horizon.count))
    levers = [lever.id for lever in scope.levers]
    courses = [course.id for course in scope.courses]
    for part in parts:
        for lever, row in zip(part.scope.levers, part.spend, strict=True):
            spend[levers.index(lever.id)] += row  # zero but in the plan of its own party
        for course, price in zip(part.scope.courses, part.prices, strict=True):
            prices[courses.index(course.id)] = price
    return Start(spend=spend, prices=prices)


def _worth(plan: Worked | None) -> float:
    """Return what a plan reaches; nothing where there is none, or doing nothing is better."""
    return 0.0 if plan is None else max(0.0, plan.found.objective)
