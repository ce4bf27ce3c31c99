"""Hyperbolic tangent: nearly proportional at first, then quickly full."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient
from kuajie.response.saturation.ratio import gradient_of_ratio, stock_ratio


def value(stock: Array, *, scale: Array) -> Array:
    """Return tanh(stock / scale), between 0 and 1.

    >>> round(float(value(1.0, scale=1.0)), 6)
    0.761594
    """
    xp, (stock, scale) = float_arrays(stock, scale)
    return xp.tanh(stock_ratio(stock, scale=scale, xp=xp))


def gradient(stock: Array, *, scale: Array) -> FormulaGradient:
    """Return value and derivatives in stock and scale."""
    xp, (stock, scale) = float_arrays(stock, scale)
    ratio = stock_ratio(stock, scale=scale, xp=xp)
    value_at = xp.tanh(ratio)
    return gradient_of_ratio(value=value_at, by_ratio=1.0 - value_at**2, ratio=ratio, scale=scale)
