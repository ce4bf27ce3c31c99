"""Logarithm: effect grows without limit but ever more slowly."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient
from kuajie.response.saturation.ratio import gradient_of_ratio, stock_ratio


def value(stock: Array, *, scale: Array) -> Array:
    """Return ln(1 + stock / scale).

    >>> round(float(value(3.0, scale=1.0)), 6)
    1.386294
    """
    xp, (stock, scale) = float_arrays(stock, scale)
    return xp.log1p(stock_ratio(stock, scale=scale, xp=xp))


def gradient(stock: Array, *, scale: Array) -> FormulaGradient:
    """Return value and derivatives in stock and scale."""
    xp, (stock, scale) = float_arrays(stock, scale)
    ratio = stock_ratio(stock, scale=scale, xp=xp)
    return gradient_of_ratio(value=xp.log1p(ratio), by_ratio=1.0 / (1.0 + ratio), ratio=ratio, scale=scale)
