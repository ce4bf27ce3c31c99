"""The kernel's view of a problem: lever arrays, and courses at given prices as offers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import LeverArrays, Majorant, OfferArrays
from kuajie.planning.problem import PlanningProblem

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def lever_arrays(problem: PlanningProblem) -> LeverArrays:
    """Return what the kernel needs of the levers."""
    return LeverArrays(
        carried=problem.carried,
        impulse=problem.impulse,
        kind=problem.saturation_kind,
        scale=problem.scale,
        slope=problem.slope,
        strength=problem.strength,
        training=problem.training,
    )


def offers_at(problem: PlanningProblem, prices: Floats, values: Floats) -> OfferArrays:
    """Return every course at one price each, a sold seat counting ``values`` (C,), gradients added up."""
    factors = [problem.factors_of(c, prices[c : c + 1])[0] for c in range(problem.courses)]
    return offer_arrays(
        problem,
        factor=np.stack(factors, axis=1),
        price=prices,
        value=np.ascontiguousarray(values, dtype=np.float64),
        course=np.arange(problem.courses),
        row=np.zeros(problem.courses, dtype=np.int64),
    )


def all_offers(problem: PlanningProblem) -> OfferArrays:
    """Return every course at every price of its menu, each with a gradient row of its own."""
    sizes = [menu.size for menu in problem.menus]
    return offer_arrays(
        problem,
        factor=np.ascontiguousarray(np.concatenate(problem.factors).T),
        price=np.concatenate(problem.menus),
        value=np.concatenate([offer_values(problem, c) for c in range(problem.courses)]),
        course=np.repeat(np.arange(problem.courses), sizes),
        row=np.arange(sum(sizes)),
    )


def offer_values(problem: PlanningProblem, course: int) -> Floats:
    """Return what one sold seat counts at each price of a course's menu, (M,)."""
    kept = problem.realised[course] * (1.0 - problem.refund[course])
    margins = problem.menus[course] * kept - problem.cost[course]
    party_part = problem.party_part(course, problem.menus[course])
    values: Floats = problem.money_weight * margins + problem.bonus[course] + party_part
    return values


def offer_arrays(
    problem: PlanningProblem, *, factor: Floats, price: Floats, value: Floats, course: Codes, row: Codes
) -> OfferArrays:
    """Return offers with what the kernel looks up by course."""
    return OfferArrays(
        factor=factor,
        price=price,
        value=value,
        course=course,
        row=row,
        coupling=int(problem.coupling),
        organic=problem.organic,
        unit=problem.unit,
        reach=problem.reach,
        outcome=problem.outcome,
        scatter=problem.scatter,
        seats=problem.seats,
    )


def no_majorant() -> Majorant:
    """Return the empty arrays passed when nothing is relaxed."""
    weekly = np.zeros((0, 0, 0))
    return Majorant(
        start=weekly,
        join=weekly,
        reserve=np.zeros((0, 0)),
        height=weekly,
        steepness=weekly,
        x_low=weekly,
        x_high=weekly,
        y_low=weekly,
        y_high=weekly,
        first_share=weekly,
        second_share=weekly,
        smoothing=1.0,
        relaxed=False,
    )
