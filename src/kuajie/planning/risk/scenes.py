"""What the objective is made of, draw by draw and week by week, as it is and when demand falls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import LeverArrays, OfferArrays, write_sales
from kuajie.planning.kernels.weighted_draws import write_weighted_gradient
from kuajie.planning.objective import levers_used
from kuajie.planning.offers import lever_arrays, no_majorant, offers_at
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure

Floats = NDArray[np.float64]
LeverSet = tuple[int, ...]
"""Levers that are weaker than believed, by number, in order."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """Levers and offers as a measure sees them; ``fallen`` are the offers in weeks of less organic demand."""

    problem: PlanningProblem
    levers: LeverArrays
    offers: OfferArrays
    fallen: OfferArrays | None = None

    def weekly(self, spend: Floats) -> Floats:
        """Return what sales count in each draw and week, (D, T)."""
        return self._values(spend, self.offers)

    def weekly_fallen(self, spend: Floats) -> Floats:
        """Return the same with organic demand fallen in every week."""
        return self._values(spend, self.offers if self.fallen is None else self.fallen)

    def _values(self, spend: Floats, offers: OfferArrays) -> Floats:
        values: Floats = np.einsum(
            "dqt,q->dt", sales_of(self.problem, spend, self.levers, offers), offers.value
        )
        return values

    def slope(self, spend: Floats, weights: Floats, *, fallen: bool = False) -> Floats:
        """Return the gradient in spend (L, T) of the weekly values weighed by ``weights`` (D, T)."""
        offers = self.fallen if fallen and self.fallen is not None else self.offers
        inputs, gradient = spend / self.problem.unit_cost[:, None], np.empty(spend.shape)
        weighed = np.ascontiguousarray(weights)
        write_weighted_gradient(inputs, self.levers, offers, no_majorant(), weighed, gradient)
        slope: Floats = gradient / self.problem.unit_cost[:, None]
        return slope


def sales_of(problem: PlanningProblem, spend: Floats, levers: LeverArrays, offers: OfferArrays) -> Floats:
    """Return expected sales of every draw, offer and week, (D, Q, T)."""
    shape = (problem.draws, offers.value.size, problem.weeks)
    lifted, demand, sales = (np.empty(shape) for _ in range(3))
    write_sales(spend / problem.unit_cost[:, None], levers, offers, no_majorant(), lifted, demand, sales)
    return sales


def scene_at(problem: PlanningProblem, measure: RiskMeasure, prices: Floats, weaker: LeverSet = ()) -> Scene:
    """Return the problem at ``prices`` as ``measure`` sees it when the levers ``weaker`` are."""
    offers = offers_at(problem, prices, problem.seat_values(prices))
    if measure.kind is not MeasureKind.WORST_CASE:
        return Scene(problem=problem, levers=lever_arrays(problem), offers=offers)
    return Scene(
        problem=problem,
        levers=weakened(lever_arrays(problem), weaker, measure.deviation),
        offers=offers,
        fallen=offers._replace(organic=fallen_organic(problem.organic, measure.deviation)),
    )


def weakened(levers: LeverArrays, weaker: LeverSet, share: float) -> LeverArrays:
    """Return the levers, the strength of some of them lower by ``share``."""
    kept = np.ones(levers.strength.shape[1])
    kept[list(weaker)] = 1.0 - share
    return levers._replace(strength=levers.strength * kept)


def fallen_organic(organic: Floats, share: float | Floats) -> Floats:
    """Return organic demand lower by ``share``; what is below zero (under a sum) stays."""
    return organic - share * np.maximum(organic, 0.0)


def draw_values(problem: PlanningProblem, spend: Floats, prices: Floats) -> Floats:
    """Return the objective of each draw, (D,): what sales count less spend and set-up costs."""
    weekly = scene_at(problem, RiskMeasure.mean(), prices).weekly(spend)
    paid = problem.spend_counts(spend) + problem.set_up_counts(levers_used(spend))
    values: Floats = weekly.sum(axis=1) - paid
    return values
