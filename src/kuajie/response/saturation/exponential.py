"""Exponential: each further yuan wins the same share of what is still to be won."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient
from kuajie.response.saturation.ratio import gradient_of_ratio, stock_ratio


def value(stock: Array, *, scale: Array) -> Array:
    """Return 1 - exp(-stock / scale), between 0 and 1.

    >>> round(float(value(1.0, scale=1.0)), 6)
    0.632121
    """
    xp, (stock, scale) = float_arrays(stock, scale)
    return -xp.expm1(-stock_ratio(stock, scale=scale, xp=xp))


def gradient(stock: Array, *, scale: Array) -> FormulaGradient:
    """Return value and derivatives in stock and scale."""
    xp, (stock, scale) = float_arrays(stock, scale)
    ratio = stock_ratio(stock, scale=scale, xp=xp)
    return gradient_of_ratio(value=-xp.expm1(-ratio), by_ratio=xp.exp(-ratio), ratio=ratio, scale=scale)
