"""Compiled expected value of sales, its gradient in inputs, and the same for its concave majorant.

One kernel serves both, so that the bound and the objective cannot drift apart. With ``Majorant.relaxed`` each
saturation is replaced by the majorant of ``saturation_majorant`` and each product of lifts by that of
``product_majorant`` (a sum of lifts needs none); otherwise the arrays of ``Majorant`` are not read.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.demand import combined, expected_sales, lift_sides, lifted_demand
from kuajie.planning.kernels.product_majorant import product_majorant
from kuajie.response.codes import SUM
from kuajie.response.kernels import saturation_gradient
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]


class LeverArrays(NamedTuple):
    """What the kernel needs of levers: (D, L, T), then (L,), then (D, L), then (L,)."""

    carried: Floats
    impulse: Floats
    kind: Codes
    scale: Floats
    slope: Floats
    strength: Floats
    training: Flags


class OfferArrays(NamedTuple):
    """Offers are courses at a price: ``factor`` (D, Q) on demand, and (Q,) each the rest up to ``row``.

    Gradients of offers of the same ``row`` are added up. Looked up by course are ``organic`` (D, C, T),
    ``unit`` and ``outcome`` (C,), ``scatter`` (D, C), ``seats`` (C, T) and ``reach`` (D, C, L), which are
    those of ``PlanningProblem``.
    """

    factor: Floats
    price: Floats
    value: Floats
    course: Codes
    row: Codes
    coupling: int
    organic: Floats
    unit: Floats
    reach: Floats
    outcome: Codes
    scatter: Floats
    seats: Floats


class Majorant(NamedTuple):
    """Concave majorants: of saturations (D, L, T), of products of lifts (D, C, T); see ``relaxation.py``.

    ``x_low`` to ``y_high`` are the boxes of both sides as ``lift_sides`` counts them.
    """

    start: Floats
    join: Floats
    reserve: Floats
    height: Floats
    steepness: Floats
    x_low: Floats
    x_high: Floats
    y_low: Floats
    y_high: Floats
    first_share: Floats
    second_share: Floats
    smoothing: float
    relaxed: bool


SAME = 1e-13
"""Relative difference up to which an impulse counts as falling by one factor from week to week."""


@compiled
def falling_by(impulse: Floats) -> float:
    """Return the factor by which an impulse falls every week, -1 where there is no such factor.

    Most carry-overs are geometric; a recursion then takes the place of a sum over all earlier weeks.
    """
    if impulse.size < 2:
        return 0.0
    factor = impulse[1] / impulse[0] if impulse[0] > 0.0 else -1.0
    for lag in range(2, impulse.size):
        if abs(impulse[lag] - factor * impulse[lag - 1]) > SAME * impulse[0]:
            return -1.0
    return factor


@compiled
def write_stock(carried: Floats, impulse: Floats, inputs: Floats, stock: Floats) -> None:
    """Write A_t = carried_t + Σ_s weight_{t-s} input_s for one draw and lever."""
    weeks, factor, own = inputs.size, falling_by(impulse), 0.0
    if factor >= 0.0:
        for t in range(weeks):
            own = factor * own + impulse[0] * inputs[t]
            stock[t] = carried[t] + own
        return
    for t in range(weeks):
        stock[t] = carried[t]
    for s in range(weeks):
        unit = inputs[s]
        if unit != 0.0:
            for t in range(s, weeks):
                stock[t] += impulse[t - s] * unit


@compiled
def add_input_gradient(impulse: Floats, by_stock: Floats, out: Floats) -> None:
    """Add the gradient in inputs, given the one in stock, for one draw and lever."""
    weeks, factor, total = out.size, falling_by(impulse), 0.0
    if factor >= 0.0:
        for s in range(weeks - 1, -1, -1):
            total = factor * total + by_stock[s]
            out[s] += impulse[0] * total
        return
    for s in range(weeks):
        total = 0.0
        for t in range(s, weeks):
            total += impulse[t - s] * by_stock[t]
        out[s] += total


@compiled
def majorant_of_stock(
    stock: float, start: float, reserve: float, height: float, steepness: float
) -> tuple[float, float]:
    """Return value and slope of the majorant before it joins the curve (a line if ``reserve`` is inf)."""
    rise = steepness * max(stock - start, 0.0)
    if reserve == math.inf:
        return height + rise, steepness
    return height + reserve * math.log1p(rise / reserve), steepness / (1.0 + rise / reserve)


@compiled
def write_lifts(
    d: int, inputs: Floats, levers: LeverArrays, cap: Majorant, lift: Floats, by_stock: Floats
) -> None:
    """Write lift and its slope in stock for every lever and week of draw ``d``; ``by_stock`` is scratch."""
    for k in range(inputs.shape[0]):
        write_stock(levers.carried[d, k], levers.impulse[d, k], inputs[k], lift[k])
        strength = levers.strength[d, k]
        for t in range(inputs.shape[1]):
            stock = lift[k, t]
            if cap.relaxed and stock < cap.join[d, k, t]:
                value, slope = majorant_of_stock(
                    stock, cap.start[d, k, t], cap.reserve[d, k], cap.height[d, k, t], cap.steepness[d, k, t]
                )
            else:
                value, slope, _, _ = saturation_gradient(
                    levers.kind[k], stock, levers.scale[d, k], levers.slope[d, k]
                )
            lift[k, t] = strength * value
            by_stock[k, t] = strength * slope


@compiled
def both_sides(
    d: int, c: int, t: int, coupling: int, x: float, y: float, cap: Majorant
) -> tuple[float, float, float]:
    """Return what both sides make together, or its majorant, with slopes in x and y."""
    if coupling == SUM:
        return x + y, 1.0, 1.0
    if not cap.relaxed or (cap.first_share[d, c, t] == 0.0 and cap.second_share[d, c, t] == 0.0):
        return x * y, y, x
    return product_majorant(
        x,
        y,
        cap.x_low[d, c, t],
        cap.x_high[d, c, t],
        cap.y_low[d, c, t],
        cap.y_high[d, c, t],
        cap.first_share[d, c, t],
        cap.second_share[d, c, t],
        cap.smoothing,
    )


@compiled
def value_and_gradient(
    inputs: Floats,
    levers: LeverArrays,
    offers: OfferArrays,
    cap: Majorant,
    values: Floats,
    gradient: Floats,
) -> None:
    """Write each offer's expected value (Q,) and each row's gradient in inputs (R, L, T), over all draws."""
    draws = offers.factor.shape[0]
    lift = np.empty(inputs.shape)
    by_stock = np.empty(inputs.shape)
    by_lift = np.empty(gradient.shape)
    pull = np.empty(inputs.shape[1])
    values[:] = 0.0
    gradient[:] = 0.0
    for d in range(draws):
        write_lifts(d, inputs, levers, cap, lift, by_stock)
        by_lift[:] = 0.0
        for q in range(offers.value.size):
            values[q] += add_offer(d, q, levers, offers, cap, lift, by_lift)
        for row in range(gradient.shape[0]):
            for k in range(inputs.shape[0]):
                for t in range(inputs.shape[1]):
                    pull[t] = by_lift[row, k, t] * by_stock[k, t]
                add_input_gradient(levers.impulse[d, k], pull, gradient[row, k])
    values /= draws
    gradient /= draws


@compiled
def add_offer(
    d: int,
    q: int,
    levers: LeverArrays,
    offers: OfferArrays,
    cap: Majorant,
    lift: Floats,
    by_lift: Floats,
) -> float:
    """Return one offer's value in draw ``d`` and add its slope in each lever's lift."""
    c, row = offers.course[q], offers.row[q]
    reach, unit, price = offers.reach[d, c], offers.unit[c], offers.factor[d, q]
    total = 0.0
    for t in range(lift.shape[1]):
        x, y = lift_sides(reach, levers.training, lift, t, offers.coupling)
        if cap.relaxed and offers.value[q] < 0.0:
            # A seat sold at a loss: sales grow with every lever, so they lose no less than the least sales.
            both = combined(offers.coupling, cap.x_low[d, c, t], cap.y_low[d, c, t])
            by_x = by_y = 0.0
        else:
            both, by_x, by_y = both_sides(d, c, t, offers.coupling, x, y, cap)
        lifted, by_both = lifted_demand(offers.coupling, offers.organic[d, c, t], unit, both)
        sold, by_mean = expected_sales(
            offers.outcome[c], price * lifted, offers.scatter[d, c], price * unit, offers.seats[c, t]
        )
        total += offers.value[q] * sold
        weight = offers.value[q] * by_mean * price * by_both
        for k in range(levers.training.size):
            by_lift[row, k, t] += weight * reach[k] * (by_y if levers.training[k] else by_x)
    return total


@compiled
def write_sales(
    inputs: Floats,
    levers: LeverArrays,
    offers: OfferArrays,
    cap: Majorant,
    lifted: Floats,
    demand: Floats,
    sales: Floats,
) -> None:
    """Write demand before the price factor, mean demand and expected sales, (D, Q, T)."""
    lift = np.empty(inputs.shape)
    by_stock = np.empty(inputs.shape)
    for d in range(offers.factor.shape[0]):
        write_lifts(d, inputs, levers, cap, lift, by_stock)
        for q in range(offers.value.size):
            c, price = offers.course[q], offers.factor[d, q]
            for t in range(inputs.shape[1]):
                x, y = lift_sides(offers.reach[d, c], levers.training, lift, t, offers.coupling)
                both = combined(offers.coupling, x, y)
                lifted[d, q, t], _ = lifted_demand(
                    offers.coupling, offers.organic[d, c, t], offers.unit[c], both
                )
                demand[d, q, t] = price * lifted[d, q, t]
                sales[d, q, t], _ = expected_sales(
                    offers.outcome[c],
                    demand[d, q, t],
                    offers.scatter[d, c],
                    price * offers.unit[c],
                    offers.seats[c, t],
                )
