"""Carry-over by weights over a window of ``WINDOW`` lags; shared by delayed geometric and Weibull.

Weights come as logarithms: subtracting the largest before taking exponentials keeps their sum above zero, and
any factor common to all lags drops out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.codes import WINDOW
from kuajie.response.gradient import CarryGradient


def window_lags(*, xp: Any, like: Array) -> Array:
    """Return the lags 0, ..., ``WINDOW`` - 1 on a new first axis before the axes of ``like``."""
    return xp.reshape(xp.arange(WINDOW, dtype=like.dtype), (WINDOW,) + (1,) * like.ndim)


def normalise_weights(log_weights: Array) -> Array:
    """Return weights that sum to one over the first axis."""
    xp, (log_weights,) = float_arrays(log_weights)
    raw = xp.exp(log_weights - xp.max(log_weights, axis=0, keepdims=True))
    return raw / xp.sum(raw, axis=0, keepdims=True)


def impulse_of_window(periods: int, *, weights: Array) -> Array:
    """Return the weights cut or filled with zeros to ``periods`` lags."""
    xp, (weights,) = float_arrays(weights)
    if periods <= WINDOW:
        return weights[:periods, ...]
    rest = tuple(weights.shape[1:])
    return xp.concat([weights, xp.zeros((periods - WINDOW, *rest), dtype=weights.dtype)], axis=0)


def with_history(spend: Array, *, start: Array) -> Array:
    """Return ``spend`` preceded by ``WINDOW`` - 1 periods of ``start``."""
    xp, (spend, start) = float_arrays(spend, start)
    return xp.concat([xp.broadcast_to(start, (WINDOW - 1, *spend.shape[1:])), spend], axis=0)


def carry_window(spend: Array, *, start: Array, weights: Array) -> Array:
    """Return the stock Σ_lag weight_lag u_{t-lag}, shape ``(periods, ...)``."""
    periods = spend.shape[0]
    history = with_history(spend, start=start)
    stock = weights[0, ...] * history[WINDOW - 1 :, ...]
    for lag in range(1, WINDOW):
        first = WINDOW - 1 - lag
        stock = stock + weights[lag, ...] * history[first : first + periods, ...]
    return stock


def window_adjoint(
    spend: Array,
    *,
    start: Array,
    weights: Array,
    log_weight_gradient: Mapping[str, Array],
    grad_stock: Array,
) -> CarryGradient:
    """Return the gradient in spend, start and parameters, given the gradient in the stock.

    ``log_weight_gradient`` holds the derivative of the unnormalised log weights in each parameter, shape
    ``(WINDOW, ...)``. For normalised weights w, dL/d(log w_l) = w_l (c_l - Σ_m w_m c_m), c_l = Σ_t g_t
    u_{t-l}.
    """
    xp, (spend, start, grad_stock) = float_arrays(spend, start, grad_stock)
    history = with_history(spend, start=start)
    periods = spend.shape[0]
    by_weight = xp.stack(
        [
            xp.sum(grad_stock * history[WINDOW - 1 - lag : WINDOW - 1 - lag + periods, ...], axis=0)
            for lag in range(WINDOW)
        ],
        axis=0,
    )
    by_log = weights * (by_weight - xp.sum(weights * by_weight, axis=0, keepdims=True))
    by_history = history_gradient(weights=weights, grad_stock=grad_stock)
    return CarryGradient(
        by_spend=by_history[WINDOW - 1 :, ...],
        by_start=xp.sum(by_history[: WINDOW - 1, ...], axis=0),
        by_parameter={name: xp.sum(by_log * d, axis=0) for name, d in log_weight_gradient.items()},
    )


def history_gradient(*, weights: Array, grad_stock: Array) -> Array:
    """Return the gradient in spend and the ``WINDOW`` - 1 periods before it, each lag shifted back."""
    xp, (weights, grad_stock) = float_arrays(weights, grad_stock)
    total = None
    for lag in range(WINDOW):
        share = weights[lag, ...] * grad_stock
        before = xp.zeros((WINDOW - 1 - lag, *share.shape[1:]), dtype=share.dtype)
        after = xp.zeros((lag, *share.shape[1:]), dtype=share.dtype)
        shifted = xp.concat([before, share, after], axis=0)
        total = shifted if total is None else total + shifted
    return total
