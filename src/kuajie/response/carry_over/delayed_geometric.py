"""Delayed geometric carry-over: effect peaks ``delay`` weeks after spending (Jin et al., 2017).

Weights retention^((lag - delay)^2) over ``WINDOW`` lags, divided by their sum.
"""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.carry_over.window import (
    carry_window,
    impulse_of_window,
    normalise_weights,
    window_adjoint,
    window_lags,
)
from kuajie.response.codes import RETENTION_FLOOR
from kuajie.response.gradient import CarryGradient


def log_weights(*, retention: Array, delay: Array) -> Array:
    """Return the logarithms of the unnormalised weights, shape ``(WINDOW, ...)``."""
    xp, (retention, delay) = float_arrays(retention, delay)
    lags = window_lags(xp=xp, like=retention + delay)
    return xp.log(xp.clip(retention, min=RETENTION_FLOOR)) * (lags - delay) ** 2


def impulse(periods: int, *, retention: Array, delay: Array) -> Array:
    """Return the response to one unit of spend at lags 0, ..., ``periods`` - 1, shape ``(periods, ...)``.

    >>> impulse(4, retention=0.25, delay=1.0).round(3)
    array([0.166, 0.665, 0.166, 0.003])
    """
    weights = normalise_weights(log_weights(retention=retention, delay=delay))
    return impulse_of_window(periods, weights=weights)


def carry(spend: Array, *, start: Array, retention: Array, delay: Array) -> Array:
    """Return the stock in the units of ``spend``, shape ``(periods, ...)``."""
    _, (spend, start, retention, delay) = float_arrays(spend, start, retention, delay)
    weights = normalise_weights(log_weights(retention=retention, delay=delay))
    return carry_window(spend, start=start, weights=weights)


def carry_adjoint(
    spend: Array, *, start: Array, retention: Array, delay: Array, grad_stock: Array
) -> CarryGradient:
    """Return the gradient in spend, start, retention and delay, given the gradient in the stock."""
    xp, (spend, start, retention, delay) = float_arrays(spend, start, retention, delay)
    distance = window_lags(xp=xp, like=retention + delay) - delay
    kept = xp.clip(retention, min=RETENTION_FLOOR)
    square = distance**2
    # Less the nearest lag's term, which is common to all lags: exact where retention is tiny.
    by_retention = (square - xp.min(square, axis=0, keepdims=True)) / kept
    return window_adjoint(
        spend,
        start=start,
        weights=normalise_weights(log_weights(retention=retention, delay=delay)),
        log_weight_gradient={
            "retention": xp.where(retention < RETENTION_FLOOR, xp.zeros_like(by_retention), by_retention),
            "delay": -2.0 * distance * xp.log(kept),
        },
        grad_stock=grad_stock,
    )
