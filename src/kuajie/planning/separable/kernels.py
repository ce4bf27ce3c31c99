"""Compiled responses of single levers, their slopes, and the best spend against a price of money.

Written without the chord near zero that sampling needs (``response/codes.STOCK_FLOOR``): a bound is only as
true as the formula it bounds.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kuajie.response.codes import EXPONENTIAL, HILL, LOG, POWER, SQUARE_ROOT
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

NEWTON_STEPS = 100
"""Steps of a safeguarded Newton iteration; it halves its bracket at worst."""


@compiled
def response(kind: int, size: float, scale: float, slope: float, stock: float) -> float:
    """Return the response to a stock."""
    if stock <= 0.0:
        return 0.0
    value = math.nan
    if kind == SQUARE_ROOT:
        value = math.sqrt(stock)
    elif kind == POWER:
        value = math.pow(stock, slope)
    elif kind == LOG:
        value = math.log1p(stock / scale)
    elif kind == EXPONENTIAL:
        value = -math.expm1(-stock / scale)
    elif kind == HILL:
        value = 1.0 / (1.0 + math.pow(scale / stock, slope))
    return size * value


@compiled
def response_slope(kind: int, size: float, scale: float, slope: float, stock: float) -> float:
    """Return the derivative of the response in the stock; at zero, that from the right."""
    stock = max(stock, 1e-300)
    value = math.nan
    if kind == SQUARE_ROOT:
        value = 0.5 / math.sqrt(stock)
    elif kind == POWER:
        value = slope * math.pow(stock, slope - 1.0)
    elif kind == LOG:
        value = 1.0 / (scale + stock)
    elif kind == EXPONENTIAL:
        value = math.exp(-stock / scale) / scale
    elif kind == HILL:
        against = math.pow(scale / stock, slope)
        value = slope / stock / ((1.0 + against) * (1.0 + 1.0 / against))
    return size * value


@compiled
def inflection(kind: int, scale: float, slope: float) -> float:
    """Return the stock above which the response is concave: 0 for concave ones, infinite for convex."""
    if kind == HILL and slope > 1.0:
        return scale * math.pow((slope - 1.0) / (slope + 1.0), 1.0 / slope)
    if kind == POWER and slope > 1.0:
        return math.inf
    return 0.0


@compiled
def stationary(
    kind: int, size: float, scale: float, slope: float, price: float, low: float, high: float
) -> float:
    """Return where the slope falls to ``price`` between ``low`` and ``high``, on which it must be falling."""
    if response_slope(kind, size, scale, slope, low) <= price:
        return low
    if response_slope(kind, size, scale, slope, high) >= price:
        return high
    if kind == HILL:
        return hill_stationary(size, scale, slope, price, low, high)
    found = high
    if kind == SQUARE_ROOT:
        found = 0.25 * (size / price) * (size / price)
    elif kind == POWER and slope < 1.0:
        found = math.pow(slope * size / price, 1.0 / (1.0 - slope))
    elif kind == LOG:
        found = size / price - scale
    elif kind == EXPONENTIAL:
        found = scale * math.log(size / (scale * price))
    return min(max(found, low), high)


@compiled
def hill_stationary(size: float, scale: float, slope: float, price: float, low: float, high: float) -> float:
    """Return where a Hill response's slope falls to ``price``: Newton on ln slope in ln stock, bracketed."""
    left, right = math.log(max(low, 1e-300) / scale), math.log(high / scale)
    target = math.log(price * scale / (size * slope))
    here = right if right < 1.0 else max(left, min(right, 0.5))
    for _ in range(NEWTON_STEPS):
        odds = math.exp(min(slope * here, 700.0))
        excess = (slope - 1.0) * here - 2.0 * math.log1p(odds) - target
        if excess > 0.0:
            left = here
        else:
            right = here
        steep = (slope - 1.0) - 2.0 * slope * odds / (1.0 + odds)
        there = here - excess / steep if steep < 0.0 else math.nan
        if not left < there < right:
            there = 0.5 * (left + right)
        if abs(there - here) <= 1e-14 * max(1.0, abs(here)):
            here = there
            break
        here = there
    return min(max(scale * math.exp(here), low), high)


@compiled
def best_spend(
    kind: int,
    size: float,
    scale: float,
    slope: float,
    worth: float,
    cost: float,
    low: float,
    high: float,
) -> float:
    """Return the spend in [low, high] that maximises worth · R(spend) - cost · spend, exactly.

    The maximum is an end or lies on the concave part, where the slope falls to cost / worth.
    """
    if worth <= 0.0:
        return low if cost >= 0.0 else high
    if cost <= 0.0:
        return high
    best, reached = low, worth * response(kind, size, scale, slope, low) - cost * low
    value = worth * response(kind, size, scale, slope, high) - cost * high
    if value > reached:
        best, reached = high, value
    start = max(low, inflection(kind, scale, slope))
    if start < high:
        middle = stationary(kind, size, scale, slope, cost / worth, start, high)
        value = worth * response(kind, size, scale, slope, middle) - cost * middle
        if value > reached:
            best = middle
    return best


@compiled
def fill_stocks(spend: Floats, carry_over: Floats, stocks: Floats) -> None:
    """Write the stock of every lever and week (L, T)."""
    for k in range(spend.shape[0]):
        stock = 0.0
        for t in range(spend.shape[1]):
            stock = spend[k, t] + carry_over[k] * stock
            stocks[k, t] = stock


@compiled
def fill_responses(
    kind: Codes, size: Floats, scale: Floats, slope: Floats, season: Floats, stocks: Floats, out: Floats
) -> None:
    """Write what every lever brings in every week (L, T)."""
    for k in range(stocks.shape[0]):
        for t in range(stocks.shape[1]):
            out[k, t] = season[k, t] * response(kind[k], size[k], scale[k], slope[k], stocks[k, t])


@compiled
def fill_slopes(
    kind: Codes, size: Floats, scale: Floats, slope: Floats, season: Floats, stocks: Floats, out: Floats
) -> None:
    """Write the derivative of what every lever brings in its stock (L, T)."""
    for k in range(stocks.shape[0]):
        for t in range(stocks.shape[1]):
            out[k, t] = season[k, t] * response_slope(kind[k], size[k], scale[k], slope[k], stocks[k, t])


@compiled
def best_spends(
    kind: Codes,
    size: Floats,
    scale: Floats,
    slope: Floats,
    worth: Floats,
    cost: Floats,
    entry: Floats,
    low: Floats,
    high: Floats,
    state: Codes,
    spend: Floats,
    value: Floats,
) -> None:
    """Write every lever's best spend against prices (L,) and what it is worth, ``entry`` cost of use paid.

    ``state`` is 1 for levers in use, -1 for those left out, 0 where that is open.
    """
    for k in range(kind.size):
        spend[k], value[k] = 0.0, 0.0
        if state[k] < 0:
            continue
        here = best_spend(kind[k], size[k], scale[k], slope[k], worth[k], cost[k], low[k], high[k])
        gain = worth[k] * response(kind[k], size[k], scale[k], slope[k], here) - cost[k] * here - entry[k]
        if state[k] > 0 or gain > 0.0:
            spend[k], value[k] = here, gain
