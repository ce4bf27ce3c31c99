"""A proved upper bound on a measure of risk over all plans.

A measure that is the least of weighed means (over draws, weeks or levers) is no more than any one of those
means, and so its best value no more than the best of that mean, which ``certify`` bounds. The weights at the
plan found are those of the saddle point where the problem is concave, and then nothing is lost.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.certificate import Bound, Effort, certify
from kuajie.planning.objective import evaluate
from kuajie.planning.offers import all_offers
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.information import take_draws
from kuajie.planning.risk.judge import Judge
from kuajie.planning.risk.measure import MeasureKind
from kuajie.planning.risk.risk_climb import RiskClimb
from kuajie.planning.risk.risk_search import RiskSolution
from kuajie.planning.risk.scenes import draw_values, fallen_organic
from kuajie.planning.risk.tail import smoothed_weights
from kuajie.response import codes

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

NEAR = 0.02
"""Smoothing at which the weights of a bound are taken, in units of how far outcomes lie apart: draws that tie
at the margin of the tail share it."""

MOST_COPIES = 4
"""Draws of a weighed problem, at most, per draw of the problem."""

FINENESS = 4
"""Steps in which a draw's weight in the tail is told."""


def bound_risk(found: RiskSolution, problem: PlanningProblem, *, effort: Effort | None = None) -> Bound:
    """Return a proved upper bound on the measure of every plan of ``problem``; ``none`` for a chance.

    Floors on profit are left out, which can only raise the bound.
    """
    kind = found.measure.kind
    if kind is MeasureKind.MEAN:
        return certify(problem, found.solution, effort=effort)
    if kind is MeasureKind.CHANCE:
        return Bound(value=np.inf, method="none")
    weighed = weighed_draws if kind is MeasureKind.MEAN_CVAR else worst_problem
    goal = without_floors(weighed(found, problem))
    result = evaluate(goal, found.solution.spend, found.solution.prices)
    near = replace(
        found.solution,
        value=result.objective,
        profit=result.expected_profit,
        floor_multiplier=0.0,
        party_multipliers=None,
    )
    bound = certify(goal, near, effort=effort)
    return replace(bound, method=METHODS[kind]) if bound.method != "none" else bound


def without_floors(problem: PlanningProblem) -> PlanningProblem:
    """Return the problem without floors on profit."""
    parties = None if problem.parties is None else replace(problem.parties, floor=None)
    return replace(problem, profit_floor=None, parties=parties)


METHODS = {
    MeasureKind.MEAN_CVAR: "concave majorant of the draws in the tail",
    MeasureKind.WORST_CASE: "concave majorant of the worst case found",
}


def weighed_draws(found: RiskSolution, problem: PlanningProblem) -> PlanningProblem:
    """Return the problem whose mean over draws is no less than the mean-CVaR of any plan.

    Its draws count as the tail of the plan found asks, and none more than a tail may. Where seats limit
    nothing a draw is weighed by scaling its demand, else by standing in the problem several times.
    """
    measure = found.measure
    if measure.weight <= 0.0 or measure.level >= 1.0:
        return problem
    values = draw_values(problem, found.solution.spend, found.solution.prices)
    if np.all(np.isinf(problem.seats)):
        cap = 1.0 / (measure.level * values.size)
        tail = smoothed_weights(values, cap=cap, width=NEAR * max(float(values.std()), 1e-300))
        return weigh_draws(problem, measure.weight * tail + (1.0 - measure.weight) / values.size)
    return take_draws(problem, tail_copies(values, level=measure.level, weight=measure.weight))


def weigh_draws(problem: PlanningProblem, weights: Floats) -> PlanningProblem:
    """Return the problem whose mean counts draws by ``weights`` (D,), which add up to one; without seats."""
    places = np.flatnonzero(weights > 0.0)
    times = weights[places] * places.size
    taken = take_draws(problem, places)
    organic = taken.organic * times[:, None, None]
    if problem.coupling == codes.SUM:
        return replace(taken, organic=organic, strength=taken.strength * times[:, None])
    return replace(taken, organic=organic)


def tail_copies(values: Floats, *, level: float, weight: float) -> Codes:
    """Return draws by number, each as often as it counts in the mean-CVaR of ``values`` (D,), or a bit less.

    With ``base`` copies of all draws and ``extra`` copies, of no draw more than extra / (D level), the
    average over the copies is weight' · tail + (1 - weight') · mean with weight' ≤ weight, and so no less
    than the mean-CVaR, whose tail is the least of all.
    """
    count = values.size
    base = 0 if weight >= 1.0 else 1
    extra = int(np.ceil(FINENESS * max(level * count, 1.0)))
    if base:
        extra = int(min(weight / (1.0 - weight), MOST_COPIES - base) * count * (1.0 + 1e-12))
    cap = int(extra / (level * count) * (1.0 + 1e-12))
    if extra < 1 or cap * count < extra:
        return np.arange(count)
    weights = smoothed_weights(values, cap=cap / extra, width=NEAR * max(float(values.std()), 1e-300))
    return np.repeat(np.arange(count), base + whole_copies(weights * extra, cap))


def whole_copies(wanted: Floats, cap: int) -> Codes:
    """Return whole numbers near ``wanted`` (D,), of its sum and none above ``cap`` (largest remainders)."""
    copies = np.minimum(np.floor(wanted + 1e-9), cap).astype(np.int64)
    missing = round(float(wanted.sum())) - int(copies.sum())
    while missing > 0:
        rest = np.where(copies < cap, wanted - copies, -np.inf)
        copies[int(np.argmax(rest))] += 1
        missing -= 1
    return copies


def worst_problem(found: RiskSolution, problem: PlanningProblem) -> PlanningProblem:
    """Return the problem in the adversary's place: the weeks and levers that were the worst, fallen.

    Weeks that tie at the margin share the fall where every seat counts for something: what sales count is
    then concave in organic demand, so that a mixture of falls counts no less than its average.
    """
    worst, measure, plan = found.worst, found.measure, found.solution
    if worst is None:
        raise ValueError("a worst-case plan needs its worst case")
    falls = worst.weeks.astype(np.float64)
    if np.all(all_offers(problem).value >= 0.0):
        judge = Judge(problem=problem, measure=measure)
        width = NEAR * judge.width(plan.spend, plan.prices)
        climb = RiskClimb.at(
            problem, measure, plan.prices, plan.used, width=width, scale=1.0, sets=(worst.levers,)
        )
        falls = climb.worst_of_scene(climb.scenes[0], plan.spend)[1]
    strength = problem.strength.copy()
    strength[:, list(worst.levers)] *= 1.0 - measure.deviation
    return replace(
        problem, organic=fallen_organic(problem.organic, measure.deviation * falls), strength=strength
    )
