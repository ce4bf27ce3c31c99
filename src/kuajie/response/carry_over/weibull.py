"""Weibull carry-over: weights follow a Weibull density over the weeks (as in Robyn, Meta, 2021).

Density of Weibull(shape, scale) at lag + 1 for ``WINDOW`` lags, divided by their sum. A shape up to one falls
from the first week; a larger shape rises to a peak first. ``scale`` is in weeks.
"""

from __future__ import annotations

from typing import Any

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.carry_over.window import (
    carry_window,
    impulse_of_window,
    normalise_weights,
    window_adjoint,
    window_lags,
)
from kuajie.response.codes import LOG_CEILING
from kuajie.response.gradient import CarryGradient


def hazard_terms(*, xp: Any, shape: Array, scale: Array) -> tuple[Array, Array, Array]:
    """Return log week, scale^-shape and week^shape, each cut off so that products stay finite."""
    log_week = xp.log(window_lags(xp=xp, like=shape + scale) + 1.0)
    rate = xp.exp(xp.clip(-shape * xp.log(scale), max=LOG_CEILING))
    return log_week, rate, xp.exp(xp.clip(shape * log_week, max=LOG_CEILING))


def log_weights(*, shape: Array, scale: Array) -> Array:
    """Return the log density relative to week 1: (shape - 1) ln z - scale^-shape (z^shape - 1)."""
    xp, (shape, scale) = float_arrays(shape, scale)
    log_week, rate, growth = hazard_terms(xp=xp, shape=shape, scale=scale)
    return (shape - 1.0) * log_week - rate * (growth - 1.0)


def impulse(periods: int, *, shape: Array, scale: Array) -> Array:
    """Return the response to one unit of spend at lags 0, ..., ``periods`` - 1, shape ``(periods, ...)``.

    >>> impulse(4, shape=2.0, scale=2.0).round(3)
    array([0.407, 0.384, 0.165, 0.038])
    """
    weights = normalise_weights(log_weights(shape=shape, scale=scale))
    return impulse_of_window(periods, weights=weights)


def carry(spend: Array, *, start: Array, shape: Array, scale: Array) -> Array:
    """Return the stock in the units of ``spend``, shape ``(periods, ...)``."""
    _, (spend, start, shape, scale) = float_arrays(spend, start, shape, scale)
    weights = normalise_weights(log_weights(shape=shape, scale=scale))
    return carry_window(spend, start=start, weights=weights)


def carry_adjoint(
    spend: Array, *, start: Array, shape: Array, scale: Array, grad_stock: Array
) -> CarryGradient:
    """Return the gradient in spend, start, shape and scale, given the gradient in the stock."""
    xp, (spend, start, shape, scale) = float_arrays(spend, start, shape, scale)
    log_week, rate, growth = hazard_terms(xp=xp, shape=shape, scale=scale)
    by_shape = log_week - rate * (growth * log_week - xp.log(scale) * (growth - 1.0))
    return window_adjoint(
        spend,
        start=start,
        weights=normalise_weights(log_weights(shape=shape, scale=scale)),
        log_weight_gradient={"shape": by_shape, "scale": shape / scale * rate * (growth - 1.0)},
        grad_stock=grad_stock,
    )
