"""The worst case of a plan over a budgeted set of deviations (Bertsimas and Sim 2004)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.objective import levers_used
from kuajie.planning.offers import all_offers
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.measure import RiskMeasure
from kuajie.planning.risk.scenes import LeverSet, Scene, scene_at
from kuajie.planning.risk.tail import largest_sum

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOST_SETS = 5000
"""Sets of levers that are gone through one by one; beyond that the adversary's choice takes too long."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WorstCase:
    """What the adversary does to a plan: the mean objective left, the weeks (T,) and levers that fall."""

    value: float
    weeks: Flags
    levers: LeverSet


def worst_case(
    problem: PlanningProblem,
    measure: RiskMeasure,
    spend: Floats,
    prices: Floats,
    sets: tuple[LeverSet, ...] | None = None,
) -> WorstCase:
    """Return the exact worst case of a plan, over all sets of levers or over the given ones.

    For a given set of weaker levers weeks add up, so the worst weeks are those of the largest losses. A fall
    by less than the full share is never worse: sales are concave in organic demand.

    Raises ``ValueError`` when there are too many sets of levers to go through.
    """
    paid = problem.spend_counts(spend) + problem.set_up_counts(levers_used(spend))
    found: WorstCase | None = None
    for weaker in lever_sets(problem, measure) if sets is None else sets:
        left, weeks = worst_weeks(scene_at(problem, measure, prices, weaker), measure, spend)
        if found is None or left - paid < found.value:
            found = WorstCase(value=left - paid, weeks=weeks > 0.0, levers=weaker)
    if found is None:
        raise ValueError("a worst case needs at least one set of levers, which may be empty")
    return found


def worst_weeks(scene: Scene, measure: RiskMeasure, spend: Floats) -> tuple[float, Floats]:
    """Return what sales count on average when the worst weeks fall, and which weeks those are (T,)."""
    weekly = scene.weekly(spend).mean(axis=0)
    losses = weekly - scene.weekly_fallen(spend).mean(axis=0)
    lost, picked = largest_sum(losses, measure.weeks)
    return float(weekly.sum()) - lost, picked


def lever_sets(problem: PlanningProblem, measure: RiskMeasure) -> Iterator[LeverSet]:
    """Yield every set of at most ``measure.levers`` levers that may be the worst.

    Where no seat is sold at a loss, weaker levers never help, and only the largest sets are needed.

    Raises ``ValueError`` when they are more than ``MOST_SETS``.
    """
    most = min(measure.levers, problem.levers)
    if count_sets(problem.levers, most) > MOST_SETS:
        raise ValueError(f"there are more than {MOST_SETS} sets of {most} of {problem.levers} levers")
    least = most if np.all(all_offers(problem).value >= 0.0) else 0
    for size in range(least, most + 1):
        yield from combinations(range(problem.levers), size)


def count_sets(levers: int, most: int) -> int:
    """Return how many sets of at most ``most`` levers there are."""
    return sum(comb(levers, size) for size in range(min(most, levers) + 1))
