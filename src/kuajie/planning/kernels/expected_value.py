"""Compiled expected value of sales, its gradient in inputs, and the same for its concave majorant.

One kernel serves both, so that the bound and the objective cannot drift apart. With ``Majorant.relaxed`` each
saturation is replaced by the majorant of ``saturation_majorant`` and each product of lifts by that of
``product_majorant``; otherwise the arrays of ``Majorant`` are not read.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.product_majorant import product_majorant
from kuajie.response.kernels import expected_sales_lognormal, saturation_gradient
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
    """Offers are courses at a price: ``base`` (D, Q, T), then ``price``, ``value``, ``course``, ``row`` (Q,).

    ``sigma`` (D, C), ``seats`` (C, T) and ``acts`` (C, L) are looked up by course; gradients of offers of the
    same ``row`` are added up.
    """

    base: Floats
    price: Floats
    value: Floats
    course: Codes
    row: Codes
    sigma: Floats
    seats: Floats
    acts: Flags


class Majorant(NamedTuple):
    """Concave majorants: of saturations (D, L, T), of products of lifts (D, C, T); see ``majorant.py``."""

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


@compiled
def write_stock(carried: Floats, impulse: Floats, inputs: Floats, stock: Floats) -> None:
    """Write A_t = carried_t + Σ_s weight_{t-s} input_s for one draw and lever."""
    weeks = inputs.size
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
    weeks = out.size
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
def lift_factors(acts: Flags, training: Flags, lift: Floats, t: int) -> tuple[float, float]:
    """Return 1 + marketing lift and 1 + training lift of one course and week."""
    x = y = 1.0
    for k in range(training.size):
        if acts[k]:
            if training[k]:
                y += lift[k, t]
            else:
                x += lift[k, t]
    return x, y


@compiled
def demand_factor(d: int, c: int, t: int, x: float, y: float, cap: Majorant) -> tuple[float, float, float]:
    """Return x y, or its majorant, with slopes in x and y."""
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
    draws = offers.base.shape[0]
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
    c = offers.course[q]
    row = offers.row[q]
    total = 0.0
    for t in range(lift.shape[1]):
        x, y = lift_factors(offers.acts[c], levers.training, lift, t)
        if cap.relaxed and offers.value[q] < 0.0:
            # A seat sold at a loss: sales grow with every lever, so they lose no less than the least sales.
            factor, by_x, by_y = cap.x_low[d, c, t] * cap.y_low[d, c, t], 0.0, 0.0
        else:
            factor, by_x, by_y = demand_factor(d, c, t, x, y, cap)
        sold, by_mean = expected_sales_lognormal(
            offers.base[d, q, t] * factor, offers.sigma[d, c], offers.seats[c, t]
        )
        total += offers.value[q] * sold
        weight = offers.value[q] * by_mean * offers.base[d, q, t]
        for k in range(levers.training.size):
            if offers.acts[c, k]:
                by_lift[row, k, t] += weight * (by_y if levers.training[k] else by_x)
    return total


@compiled
def write_sales(
    inputs: Floats,
    levers: LeverArrays,
    offers: OfferArrays,
    cap: Majorant,
    factor: Floats,
    demand: Floats,
    sales: Floats,
) -> None:
    """Write lift factor x y, mean demand and expected sales of every draw, offer and week, (D, Q, T)."""
    lift = np.empty(inputs.shape)
    by_stock = np.empty(inputs.shape)
    for d in range(offers.base.shape[0]):
        write_lifts(d, inputs, levers, cap, lift, by_stock)
        for q in range(offers.value.size):
            c = offers.course[q]
            for t in range(inputs.shape[1]):
                x, y = lift_factors(offers.acts[c], levers.training, lift, t)
                factor[d, q, t] = x * y
                demand[d, q, t] = offers.base[d, q, t] * x * y
                sales[d, q, t], _ = expected_sales_lognormal(
                    demand[d, q, t], offers.sigma[d, c], offers.seats[c, t]
                )
