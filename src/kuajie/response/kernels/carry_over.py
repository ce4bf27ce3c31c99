"""Compiled carry-over: forward pass, adjoint and impulse response.

Parameters by kind: geometric ``p0`` retention; delayed geometric ``p0`` retention, ``p1`` delay in weeks;
Weibull ``p0`` shape, ``p1`` scale in weeks; none uses neither. Formulas and sources are in
``response/carry_over``.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kuajie.response.codes import (
    DELAYED_GEOMETRIC,
    GEOMETRIC,
    LOG_CEILING,
    NONE,
    RETENTION_FLOOR,
    WEIBULL,
    WINDOW,
)
from kuajie.response.kernels.compile import compiled

Series = NDArray[np.float64]


@compiled
def log_weight(kind: int, lag: int, p0: float, p1: float) -> float:
    """Return the log of a windowed weight, up to a term that is the same for all lags."""
    if kind == DELAYED_GEOMETRIC:
        return math.log(max(p0, RETENTION_FLOOR)) * (lag - p1) ** 2
    if kind != WEIBULL:
        return math.nan
    log_week = math.log(lag + 1.0)
    # Density at week z over density at week 1: z^(shape-1) exp(-scale^-shape (z^shape - 1)).
    rate = math.exp(min(-p0 * math.log(p1), LOG_CEILING))
    return (p0 - 1.0) * log_week - rate * (math.exp(min(p0 * log_week, LOG_CEILING)) - 1.0)


@compiled
def nearest_lag_distance(delay: float) -> float:
    """Return how far the nearest lag of the window is from ``delay``."""
    return abs(min(max(math.floor(delay + 0.5), 0.0), WINDOW - 1.0) - delay)


@compiled
def log_weight_gradient(kind: int, lag: int, p0: float, p1: float) -> tuple[float, float]:
    """Return the derivatives of ``log_weight`` in both parameters, up to terms common to all lags."""
    if kind == DELAYED_GEOMETRIC:
        distance = lag - p1
        by_delay = -2.0 * distance * math.log(max(p0, RETENTION_FLOOR))
        if p0 < RETENTION_FLOOR:
            return 0.0, by_delay
        # Less the nearest lag's term, which is common to all lags: exact where retention is tiny.
        return (distance * distance - nearest_lag_distance(p1) ** 2) / p0, by_delay
    log_week = math.log(lag + 1.0)
    log_scale = math.log(p1)
    rate = math.exp(min(-p0 * log_scale, LOG_CEILING))
    growth = math.exp(min(p0 * log_week, LOG_CEILING))
    by_shape = log_week - rate * (growth * log_week - log_scale * (growth - 1.0))
    return by_shape, p0 / p1 * rate * (growth - 1.0)


@compiled
def largest_log_weight(kind: int, p0: float, p1: float) -> float:
    """Return the largest ``log_weight`` of the window; subtracting it keeps the sum of weights above zero."""
    largest = log_weight(kind, 0, p0, p1)
    for lag in range(1, WINDOW):
        largest = max(largest, log_weight(kind, lag, p0, p1))
    return largest


@compiled
def carry_forward(kind: int, spend: Series, start: float, p0: float, p1: float, stock_out: Series) -> None:
    """Write the stock of every period, shape ``(periods,)``, in the units of ``spend``.

    Spend before the first period is taken constant at ``start``.
    """
    if kind == NONE:
        for t in range(spend.size):
            stock_out[t] = spend[t]
    elif kind == GEOMETRIC:
        stock = start
        fresh = 1.0 - p0
        for t in range(spend.size):
            stock = p0 * stock + fresh * spend[t]
            stock_out[t] = stock
    else:
        carry_window(kind, spend, start, p0, p1, stock_out)


@compiled
def carry_window(kind: int, spend: Series, start: float, p0: float, p1: float, stock_out: Series) -> None:
    """Write the stock of the windowed kinds, one pass over the periods for each lag."""
    periods = spend.size
    largest = largest_log_weight(kind, p0, p1)
    total = 0.0
    for t in range(periods):
        stock_out[t] = 0.0
    for lag in range(WINDOW):
        weight = math.exp(log_weight(kind, lag, p0, p1) - largest)
        total += weight
        for t in range(min(lag, periods)):
            stock_out[t] += weight * start
        for t in range(lag, periods):
            stock_out[t] += weight * spend[t - lag]
    for t in range(periods):
        stock_out[t] /= total


@compiled
def carry_adjoint(
    kind: int,
    spend: Series,
    start: float,
    stock: Series,
    p0: float,
    p1: float,
    grad_stock: Series,
    grad_spend_out: Series,
) -> tuple[float, float]:
    """Overwrite ``grad_spend_out`` with the gradient in spend; return the gradient in ``p0`` and ``p1``.

    ``stock`` is what ``carry_forward`` wrote, ``grad_stock`` the gradient of a scalar in it; all of shape
    ``(periods,)``. ``grad_spend_out`` must not be ``grad_stock``.
    """
    if kind == NONE:
        for t in range(spend.size):
            grad_spend_out[t] = grad_stock[t]
        return 0.0, 0.0
    if kind == GEOMETRIC:
        return geometric_adjoint(spend, start, stock, p0, grad_stock, grad_spend_out), 0.0
    return window_adjoint(kind, spend, start, stock, p0, p1, grad_stock, grad_spend_out)


@compiled
def geometric_adjoint(
    spend: Series, start: float, stock: Series, retention: float, grad_stock: Series, grad_spend_out: Series
) -> float:
    """Run the recursion backwards: costate_t = grad_t + retention costate_{t+1}."""
    fresh = 1.0 - retention
    costate = 0.0
    by_retention = 0.0
    for t in range(spend.size - 1, -1, -1):
        costate = grad_stock[t] + retention * costate
        grad_spend_out[t] = fresh * costate
        before = stock[t - 1] if t > 0 else start
        by_retention += costate * (before - spend[t])
    return by_retention


@compiled
def lagged_product(grad_stock: Series, spend: Series, start: float, lag: int) -> float:
    """Return Σ_t grad_t spend_{t-lag}, with ``start`` for spend before the first period.

    Four partial sums, since strict arithmetic forbids the compiler to reorder one long sum.
    """
    periods = spend.size
    first = second = third = fourth = 0.0
    for t in range(min(lag, periods)):
        first += grad_stock[t] * start
    whole = max(periods - lag, 0) // 4 * 4
    for t in range(0, whole, 4):
        first += grad_stock[lag + t] * spend[t]
        second += grad_stock[lag + t + 1] * spend[t + 1]
        third += grad_stock[lag + t + 2] * spend[t + 2]
        fourth += grad_stock[lag + t + 3] * spend[t + 3]
    for t in range(whole, periods - lag):
        first += grad_stock[lag + t] * spend[t]
    return (first + second) + (third + fourth)


@compiled
def window_adjoint(
    kind: int,
    spend: Series,
    start: float,
    stock: Series,
    p0: float,
    p1: float,
    grad_stock: Series,
    grad_spend_out: Series,
) -> tuple[float, float]:
    """Return the parameter gradient of the windowed kinds and write the gradient in spend.

    With weights r_l / Z, dL/dr_l = (Σ_t g_t u_{t-l} - Σ_t g_t A_t) / Z, so that factors of r common to all
    lags drop out, as they must.
    """
    periods = spend.size
    largest = largest_log_weight(kind, p0, p1)
    mean_product = lagged_product(grad_stock, stock, 0.0, 0)
    total = by_p0 = by_p1 = 0.0
    for t in range(periods):
        grad_spend_out[t] = 0.0
    for lag in range(WINDOW):
        weight = math.exp(log_weight(kind, lag, p0, p1) - largest)
        total += weight
        for t in range(periods - lag):
            grad_spend_out[t] += weight * grad_stock[t + lag]
        by_log_weight = weight * (lagged_product(grad_stock, spend, start, lag) - mean_product)
        d_p0, d_p1 = log_weight_gradient(kind, lag, p0, p1)
        by_p0 += by_log_weight * d_p0
        by_p1 += by_log_weight * d_p1
    for t in range(periods):
        grad_spend_out[t] /= total
    return by_p0 / total, by_p1 / total


@compiled
def impulse_response(kind: int, p0: float, p1: float, weights_out: Series) -> None:
    """Write the response to one unit of spend at lags 0, 1, ..., shape ``(periods,)``."""
    periods = weights_out.size
    for lag in range(periods):
        weights_out[lag] = 0.0
    if kind == NONE:
        if periods > 0:
            weights_out[0] = 1.0
    elif kind == GEOMETRIC:
        weight = 1.0 - p0
        for lag in range(periods):
            weights_out[lag] = weight
            weight *= p0
    else:
        largest = largest_log_weight(kind, p0, p1)
        total = 0.0
        for lag in range(WINDOW):
            weight = math.exp(log_weight(kind, lag, p0, p1) - largest)
            total += weight
            if lag < periods:
                weights_out[lag] = weight
        for lag in range(min(periods, WINDOW)):
            weights_out[lag] /= total
