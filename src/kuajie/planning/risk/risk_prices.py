"""The best prices by a measure of risk when spend is given: courses no longer separate, so one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.objective import levers_used
from kuajie.planning.offers import all_offers
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.measure import RiskMeasure
from kuajie.planning.risk.scenes import LeverSet, Scene, sales_of, scene_at
from kuajie.planning.risk.tail import largest_sum

Floats = NDArray[np.float64]
Rank = tuple[float, float]
"""The measure, then the mean: of plans with the same chance the one that earns more is better."""


def best_risk_prices(
    problem: PlanningProblem,
    measure: RiskMeasure,
    spend: Floats,
    prices: Floats,
    sets: Sequence[LeverSet] = ((),),
) -> Floats:
    """Return menu prices of which none can be improved alone, starting at ``prices`` (C,).

    A worst case is taken over the given sets of levers.
    """
    offers = all_offers(problem)
    parts = offer_parts(problem, measure, spend, sets)
    paid = problem.spend_counts(spend) + problem.set_up_counts(levers_used(spend))
    rows = [np.flatnonzero(offers.course == course) for course in range(problem.courses)]
    chosen = [
        int(row[np.argmin(np.abs(offers.price[row] - price))])
        for row, price in zip(rows, prices, strict=True)
    ]
    for _ in range(problem.courses + 1):
        before = list(chosen)
        for course, row in enumerate(rows):
            others = parts[chosen].sum(axis=0) - parts[chosen[course]]
            ranks = {int(place): rank_of(measure, others + parts[place], paid) for place in row}
            best = max(ranks, key=ranks.__getitem__)
            if ranks[best] > ranks[chosen[course]]:
                chosen[course] = best
        if chosen == before:
            break
    return offers.price[chosen]


def offer_parts(
    problem: PlanningProblem, measure: RiskMeasure, spend: Floats, sets: Sequence[LeverSet]
) -> Floats:
    """Return what each offer adds: (Q, D), or for a worst case (Q, S, 2, T), as it is and fallen."""
    offers = all_offers(problem)
    first = np.array([menu[0] for menu in problem.menus])
    if measure.of_draws:
        sales = sales_of(problem, spend, scene_at(problem, measure, first).levers, offers)
        return np.ascontiguousarray(sales.sum(axis=2).T) * offers.value[:, None]
    scenes = [scene_at(problem, measure, first, weaker) for weaker in sets]
    parts = np.stack([both_weekly(scene, spend) for scene in scenes], axis=1)
    return parts * offers.value[:, None, None, None]


def both_weekly(scene: Scene, spend: Floats) -> Floats:
    """Return mean sales of every offer of the menus and week, as it is and when demand falls, (Q, 2, T)."""
    menu = all_offers(scene.problem)
    fallen = menu if scene.fallen is None else menu._replace(organic=scene.fallen.organic)
    both = [sales_of(scene.problem, spend, scene.levers, offers).mean(axis=0) for offers in (menu, fallen)]
    return np.stack(both, axis=1)


def rank_of(measure: RiskMeasure, whole: Floats, paid: float) -> Rank:
    """Return the rank of a plan from what its offers add up to."""
    if measure.of_draws:
        values = whole - paid
        return measure.of(values), float(values.mean())
    left = [
        float(weekly.sum()) - largest_sum(weekly - fallen, measure.weeks)[0] - paid
        for weekly, fallen in whole
    ]
    return min(left), float(whole[0, 0].sum()) - paid
