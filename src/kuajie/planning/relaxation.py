"""The concave problem that lies above the planning problem, for settled or open questions of lever use."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import (
    LeverArrays,
    Majorant,
    OfferArrays,
    value_and_gradient,
)
from kuajie.planning.kernels.lift_boxes import write_lift_boxes, write_stock_ranges
from kuajie.planning.kernels.majorants import write_majorants, write_reserves
from kuajie.planning.kernels.plane_shares import Pulls, write_shares
from kuajie.planning.offers import all_offers, lever_arrays
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.spend_limits import SpendLimits, limits_when_used, optional_levers
from kuajie.response import codes

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

SMOOTHING = 1e-3
"""Width of the smoothed minimum of two planes, in units of the lift product: at most 0.0007 is given away."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeverStates:
    """What is settled about optional levers: ``used``, ``unused`` or neither, (L,) each."""

    used: Flags
    unused: Flags

    @property
    def open(self) -> Flags:
        """Return the levers not settled."""
        undecided: Flags = ~(self.used | self.unused)
        return undecided


def open_states(problem: PlanningProblem) -> LeverStates:
    """Return the states before anything is settled: levers that are no yes-or-no decision count as used."""
    return LeverStates(used=~optional_levers(problem), unused=np.zeros(problem.levers, dtype=np.bool_))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Relaxation:
    """A concave upper bound on the objective over all plans that agree with ``states``.

    Its unknown is outlay (L, T): spend, plus for open levers the set-up cost spread over the most that can be
    spent. ``unit_cost`` (L,) is outlay per unit of input, ``limits`` are those of outlay, ``fixed`` is what
    the set-up costs of levers settled as used take from the objective. ``offers`` are all courses at all menu
    prices.
    """

    problem: PlanningProblem
    states: LeverStates
    unit_cost: Floats
    mark_up: Floats
    limits: SpendLimits
    fixed: float
    offers: OfferArrays
    majorant: Majorant

    def values_at(self, outlay: Floats, offers: OfferArrays, rows: int) -> tuple[Floats, Floats]:
        """Return each offer's value (Q,) and each row's gradient in outlay (R, L, T), outlay left out."""
        values = np.empty(offers.value.size)
        gradient = np.empty((rows, *outlay.shape))
        inputs = outlay / self.unit_cost[:, None]
        levers = lever_arrays(self.problem)
        value_and_gradient(inputs, levers, offers, self.majorant, values, gradient)
        return values, gradient / self.unit_cost[:, None]

    def offers_picked(self, picked: Codes) -> OfferArrays:
        """Return some offers only, their gradients added up in one row."""
        offers = self.offers
        return offers._replace(
            factor=np.ascontiguousarray(offers.factor[:, picked]),
            price=offers.price[picked],
            value=offers.value[picked],
            course=offers.course[picked],
            row=np.zeros(picked.size, dtype=np.int64),
        )


def spread_set_up(problem: PlanningProblem, states: LeverStates) -> tuple[SpendLimits, Floats]:
    """Return the limits of outlay and the mark-up (L,) of outlay over spend.

    An open lever that is used spends at most U over the horizon, so its set-up cost F is at least
    F spend / U, and outlay spend (1 + F / U) is at most what it really takes from every budget.
    """
    limits = limits_when_used(problem, states.used)
    upper = np.where(states.unused[:, None], 0.0, problem.upper)
    limits = replace(limits, upper=upper, least=np.zeros(problem.levers))
    most = most_spend(limits, np.where(states.open, problem.set_up_cost, 0.0))
    usable = states.open & (most > 0.0) & (most >= problem.min_if_used)
    mark_up = np.ones(problem.levers)
    mark_up[usable] += problem.set_up_cost[usable] / most[usable]
    upper = np.where((states.open & ~usable)[:, None], 0.0, upper)
    side = None if limits.side is None else limits.side.per_outlay(mark_up)
    lower, upper = limits.lower * mark_up[:, None], upper * mark_up[:, None]
    return replace(limits, lower=lower, upper=upper, side=side), mark_up


def most_spend(limits: SpendLimits, set_up: Floats) -> Floats:
    """Return the most each lever could get over the horizon if all others got their least, (L,).

    ``set_up`` (L,) is what a lever must pay first if it is to get anything.
    """
    floors = limits.lower.sum(axis=1)
    room = np.full(floors.size, limits.total - floors.sum())
    for group, limit in enumerate(limits.group_limits):
        members = limits.group_of == group
        room[members] = np.minimum(room[members], limit - floors[members].sum())
    width = (limits.upper - limits.lower).sum(axis=1)
    most: Floats = floors + np.clip(room - set_up, 0.0, width)
    return most


def relax(problem: PlanningProblem, states: LeverStates, reserve: Floats) -> Relaxation:
    """Return the concave problem for ``states``, ``reserve`` (D,) bounding the pull of bent saturations."""
    limits, mark_up = spread_set_up(problem, states)
    unit_cost, offers = problem.unit_cost * mark_up, all_offers(problem)
    return Relaxation(
        problem=problem,
        states=states,
        unit_cost=unit_cost,
        mark_up=mark_up,
        limits=limits,
        fixed=problem.set_up_counts(states.used),
        offers=offers,
        majorant=build_majorant(lever_arrays(problem), offers, limits, unit_cost, reserve),
    )


def settle(relaxation: Relaxation, states: LeverStates) -> Relaxation | None:
    """Return the relaxation for ``states`` that settle more, or nothing when no spend agrees with them.

    The majorants stay: they hold on ranges of stock that settling can only shrink.
    """
    problem = relaxation.problem
    if not limits_when_used(problem, states.used).feasible():
        return None
    limits, mark_up = spread_set_up(problem, states)
    return replace(
        relaxation,
        states=states,
        unit_cost=problem.unit_cost * mark_up,
        mark_up=mark_up,
        limits=limits,
        fixed=problem.set_up_counts(states.used),
    )


def build_majorant(
    levers: LeverArrays, offers: OfferArrays, limits: SpendLimits, unit_cost: Floats, reserve: Floats
) -> Majorant:
    """Return the majorants of all saturations and products of lifts on the stocks that the limits allow.

    Under the sum coupling both sides add up, so that concave lifts are all it takes: no plane has a share.
    """
    shape = levers.carried.shape
    low, high, join, steepness, least, most = (np.empty(shape) for _ in range(6))
    extra = (most_spend(limits, np.zeros(unit_cost.size)) - limits.lower.sum(axis=1)) / unit_cost
    write_stock_ranges(
        levers, limits.lower / unit_cost[:, None], limits.upper / unit_cost[:, None], extra, low, high
    )
    pulls = Pulls(
        moves=np.empty(shape, dtype=np.bool_),
        capped=np.empty(shape, dtype=np.bool_),
        curved=np.empty(shape, dtype=np.bool_),
        height=np.empty(shape),
        join_value=np.empty(shape),
        high_value=np.empty(shape),
        reserve=np.empty(shape[:2]),
    )
    write_reserves(levers, reserve, pulls.reserve)
    write_majorants(levers, low, high, pulls, join, steepness, least, most)
    boxes = tuple(np.zeros((shape[0], offers.reach.shape[1], shape[2])) for _ in range(6))
    write_lift_boxes(least, most, offers.reach, levers.training, offers.coupling, *boxes[:4])
    if offers.coupling == codes.PRODUCT:
        write_shares(offers.reach, levers, pulls, *boxes)
    return Majorant(
        start=low,
        join=join,
        reserve=pulls.reserve,
        height=pulls.height,
        steepness=steepness,
        x_low=boxes[0],
        x_high=boxes[1],
        y_low=boxes[2],
        y_high=boxes[3],
        first_share=boxes[4],
        second_share=boxes[5],
        smoothing=SMOOTHING,
        relaxed=True,
    )
