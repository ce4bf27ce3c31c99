"""The best plan by a measure of risk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.ascent import ascend
from kuajie.planning.lever_jumps import jumps
from kuajie.planning.lever_use import neighbours
from kuajie.planning.local_plan import LocalPlan, drop_unused, plan_at
from kuajie.planning.objective import evaluate
from kuajie.planning.participation import KEPT
from kuajie.planning.parties import party_profits
from kuajie.planning.price_moves import neighbour_prices
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.judge import Judge
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure
from kuajie.planning.risk.risk_climb import RiskClimb
from kuajie.planning.risk.risk_prices import Rank
from kuajie.planning.risk.worst_case import WorstCase, worst_case
from kuajie.planning.solution import Progress, Settings, Solution, Start, silent
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import limits_when_used
from kuajie.planning.starting_points import plan_from

Floats = NDArray[np.float64]

WIDTHS = (1.0, 0.2, 0.04, 0.008, 1e-3, 1e-5)
"""Smoothing of one climb after the other, in units of how far outcomes lie apart."""

ROUGH = (0.3, 0.02)
"""The same while candidates are compared."""

ROUNDS = 6
"""Turns between spend and prices, and between plan and adversary, at most."""

TAIL_OF_A_CHANCE = 0.2
"""A chance is searched from the plan of the best mean and from that of the best worst fifth."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskSolution:
    """The best plan found by ``measure``.

    ``value`` is its exact measure on the problem's draws, ``solution`` the plan with its mean objective and
    mean profit, ``mean_plan`` the plan of the best mean with ``mean_plan_value`` its measure; ``worst`` says
    what a worst case consists of.
    """

    measure: RiskMeasure
    value: float
    solution: Solution
    mean_plan: Solution
    mean_plan_value: float
    worst: WorstCase | None = None


def maximise_risk(
    problem: PlanningProblem,
    measure: RiskMeasure,
    *,
    starts: Sequence[Start] = (),
    progress: Progress = silent,
    settings: Settings | None = None,
) -> RiskSolution:
    """Return the best plan found by ``measure``, never worse by it than the plan of the best mean.

    A measure with kinks or steps is climbed along smooth ones that tighten towards it; plans are compared by
    the measure itself. Floors on profit hold for the mean, as elsewhere. Deterministic.

    Raises ``InfeasiblePlan`` when least spends overrun a budget or a floor is out of reach, and
    ``ValueError`` for a worst case over too many sets of levers.
    """
    chosen = settings or Settings()
    mean_plan = maximise(
        problem, starts=starts, progress=lambda share: progress(0.4 * share), settings=settings
    )
    judge = Judge(problem=problem, measure=measure)
    first = judge.plan(as_local(mean_plan))
    best = first
    if measure.kind is not MeasureKind.MEAN:
        best = search(judge, first, starts, chosen, progress)
    progress(1.0)
    return told(judge, best, mean_plan, first[0])


def as_local(solution: Solution) -> LocalPlan:
    """Return a solution as a plan to climb from."""
    return LocalPlan(spend=solution.spend, prices=solution.prices, used=solution.used, value=solution.value)


def told(judge: Judge, best: tuple[Rank, LocalPlan], mean_plan: Solution, mean_rank: Rank) -> RiskSolution:
    """Return the plan with everything that is said of it."""
    (value, _), plan = best
    result = evaluate(judge.problem, plan.spend, plan.prices)
    worst = None
    if judge.measure.kind is MeasureKind.WORST_CASE:
        worst = worst_case(judge.problem, judge.measure, plan.spend, plan.prices)
    solution = replace(
        mean_plan,
        spend=plan.spend,
        prices=plan.prices,
        used=plan.used,
        value=result.objective,
        profit=result.expected_profit,
    )
    return RiskSolution(
        measure=judge.measure,
        value=value,
        solution=solution,
        mean_plan=mean_plan,
        mean_plan_value=mean_rank[0],
        worst=worst,
    )


Ranked = tuple[Rank, LocalPlan]


def search(
    judge: Judge, first: Ranked, starts: Sequence[Start], settings: Settings, progress: Progress
) -> Ranked:
    """Return the best plan reached from the mean's and the given ones, by small moves and large ones."""
    plans = [first[1], *(plan for start in starts if (plan := plan_from(judge.problem, start)) is not None)]
    if judge.measure.kind is MeasureKind.CHANCE:
        careful = RiskMeasure.mean_cvar(level=TAIL_OF_A_CHANCE)
        plans.append(climb(Judge(problem=judge.problem, measure=careful), first[1], settings)[1])
    best = better([first, *(climb(judge, plan, settings) for plan in plans)])
    progress(0.7)
    for moves in (neighbour_uses, jumps, price_steps):
        best = try_moves(judge, best, moves(judge.problem, best[1]), settings)
    progress(0.95)
    return best


def better(ranked: Iterable[Ranked]) -> Ranked:
    """Return the best of some plans, the first of equals."""
    return max(ranked, key=lambda one: one[0])


def neighbour_uses(problem: PlanningProblem, plan: LocalPlan) -> Iterable[LocalPlan]:
    """Yield the plan with one optional lever taken up or dropped."""
    return (plan_at(problem, plan.spend, used, plan.prices) for used in neighbours(problem, plan.used))


def price_steps(problem: PlanningProblem, plan: LocalPlan) -> Iterable[LocalPlan]:
    """Yield the plan with one course's price moved to a neighbour on its menu."""
    return (replace(plan, prices=prices) for prices in neighbour_prices(problem, plan.prices))


def try_moves(judge: Judge, best: Ranked, moves: Iterable[LocalPlan], settings: Settings) -> Ranked:
    """Return the best of a plan and of where rough climbs from some moves lead, climbed on finely."""
    rough = [climb(judge, plan, settings, widths=ROUGH, rough=True) for plan in moves]
    top = better([best, *rough])
    return best if top is best else better([top, climb(judge, top[1], settings)])


def climb(
    judge: Judge,
    plan: LocalPlan,
    settings: Settings,
    *,
    widths: Sequence[float] = WIDTHS,
    rough: bool = False,
) -> Ranked:
    """Improve spend, prices and (for a worst case) the adversary's choice in turn; never worse than ``plan``.

    Only plans that keep floors on profit are kept; ``plan`` must.
    """
    best = judge.plan(plan)
    scale = judge.width(plan.spend, plan.prices)
    for _ in range(1 if rough else ROUNDS):
        known, before = len(judge.sets), best[0]
        there = best[1]
        for width in widths:
            there = ascent(judge, there, settings, width=width * scale, scale=scale, rough=rough)
            best = better([best, kept(judge, best, there)])
        prices = judge.best_prices(best[1].spend, best[1].prices)
        best = better([best, kept(judge, best, replace(best[1], prices=prices))])
        gained = best[0][0] - before[0]
        if gained <= settings.tolerance * max(1.0, abs(before[0])) and len(judge.sets) == known:
            break
    return judge.plan(drop_unused(judge.problem, best[1]))


def ascent(
    judge: Judge, plan: LocalPlan, settings: Settings, *, width: float, scale: float, rough: bool
) -> LocalPlan:
    """Return the plan after one climb along the smoothed measure."""
    problem = judge.problem
    slope = RiskClimb.at(
        problem,
        judge.measure,
        plan.prices,
        plan.used,
        width=width,
        scale=scale,
        sets=tuple(judge.sets) if judge.measure.kind is MeasureKind.WORST_CASE else ((),),
    )
    limits = limits_when_used(problem, plan.used)
    tolerance = settings.coarse if rough else settings.tolerance
    found = ascend(slope, plan.spend, limits, steps=settings.steps, tolerance=tolerance)
    return replace(plan, spend=found.spend)


HALVINGS = 20
"""Halvings of the line back to a plan that keeps the floors on profit: to a millionth of its length."""


def kept(judge: Judge, best: Ranked, plan: LocalPlan) -> Ranked:
    """Return a plan, drawn back towards the best one as far as floors on profit ask, or that one."""
    problem, (rival, base) = judge.problem, best
    if keeps_floors(problem, plan):
        return judge.plan(plan, rival=rival)
    if not np.array_equal(base.prices, plan.prices):
        return best
    near, far = 0.0, 1.0
    for _ in range(HALVINGS):
        share = 0.5 * (near + far)
        between = replace(plan, spend=(1.0 - share) * base.spend + share * plan.spend)
        near, far = (share, far) if keeps_floors(problem, between) else (near, share)
    spend = (1.0 - near) * base.spend + near * plan.spend
    return judge.plan(replace(plan, spend=spend), rival=rival)


def keeps_floors(problem: PlanningProblem, plan: LocalPlan) -> bool:
    """Return whether mean profits reach the joint floor and every party's, where there are any."""
    parties, floor = problem.parties, problem.profit_floor
    if floor is None and (parties is None or parties.floor is None):
        return True
    result = evaluate(problem, plan.spend, plan.prices)
    if floor is not None and result.expected_profit < floor - KEPT * max(1.0, abs(floor)):
        return False
    if parties is None or parties.floor is None:
        return True
    profits = party_profits(problem, plan.spend, plan.prices, result).mean(axis=1)
    least = parties.floor - KEPT * np.maximum(1.0, np.abs(parties.floor))
    return bool(np.all((profits >= least) | ~np.isfinite(parties.floor)))
