"""Logistic: the upper half of a logistic curve, moved to start at zero; tanh(stock / (2 scale))."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient
from kuajie.response.saturation.ratio import gradient_of_ratio, stock_ratio


def value(stock: Array, *, scale: Array) -> Array:
    """Return (1 - exp(-stock / scale)) / (1 + exp(-stock / scale)), between 0 and 1.

    >>> round(float(value(1.0, scale=1.0)), 6)
    0.462117
    """
    xp, (stock, scale) = float_arrays(stock, scale)
    decline = xp.expm1(-stock_ratio(stock, scale=scale, xp=xp))
    return -decline / (2.0 + decline)


def gradient(stock: Array, *, scale: Array) -> FormulaGradient:
    """Return value and derivatives in stock and scale."""
    xp, (stock, scale) = float_arrays(stock, scale)
    ratio = stock_ratio(stock, scale=scale, xp=xp)
    decline = xp.expm1(-ratio)
    by_ratio = 2.0 * xp.exp(-ratio) / (2.0 + decline) ** 2
    return gradient_of_ratio(value=-decline / (2.0 + decline), by_ratio=by_ratio, ratio=ratio, scale=scale)
