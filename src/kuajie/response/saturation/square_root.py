"""Square root: twice the effect takes four times the stock, as usual in co-operative advertising games.

The slope at zero is infinite; below ``STOCK_FLOOR`` of the scale the curve is its chord (see ``codes.py``).
"""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient
from kuajie.response.saturation.ratio import (
    floor_ratio,
    gradient_of_ratio,
    slope_above_floor,
    stock_ratio,
)


def value(stock: Array, *, scale: Array) -> Array:
    """Return sqrt(stock / scale).

    >>> float(value(9.0, scale=4.0))
    1.5
    """
    xp, (stock, scale) = float_arrays(stock, scale)
    floored, share = floor_ratio(stock_ratio(stock, scale=scale, xp=xp), xp=xp)
    return xp.sqrt(floored) * share


def gradient(stock: Array, *, scale: Array) -> FormulaGradient:
    """Return value and derivatives in stock and scale."""
    xp, (stock, scale) = float_arrays(stock, scale)
    ratio = stock_ratio(stock, scale=scale, xp=xp)
    floored, share = floor_ratio(ratio, xp=xp)
    root = xp.sqrt(floored)
    by_ratio = slope_above_floor(at_floored=root, by_floored=0.5 / root, ratio=ratio, xp=xp)
    return gradient_of_ratio(value=root * share, by_ratio=by_ratio, ratio=ratio, scale=scale)
