"""Identity: effect in proportion to the stock, no saturation."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient
from kuajie.response.saturation.ratio import gradient_of_ratio, stock_ratio


def value(stock: Array, *, scale: Array) -> Array:
    """Return stock / scale.

    >>> float(value(30.0, scale=20.0))
    1.5
    """
    xp, (stock, scale) = float_arrays(stock, scale)
    return stock_ratio(stock, scale=scale, xp=xp)


def gradient(stock: Array, *, scale: Array) -> FormulaGradient:
    """Return value and derivatives in stock and scale."""
    xp, (stock, scale) = float_arrays(stock, scale)
    ratio = stock_ratio(stock, scale=scale, xp=xp)
    return gradient_of_ratio(value=ratio, by_ratio=xp.ones_like(ratio), ratio=ratio, scale=scale)
