"""Power: constant elasticity ``slope`` of the effect in the stock, 0 < slope <= 1.

The slope at zero is infinite for slopes below one; below ``STOCK_FLOOR`` of the scale the curve is its chord
(see ``codes.py``).
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


def value(stock: Array, *, scale: Array, slope: Array) -> Array:
    """Return (stock / scale)^slope.

    >>> float(value(16.0, scale=1.0, slope=0.25))
    2.0
    """
    xp, (stock, scale, slope) = float_arrays(stock, scale, slope)
    floored, share = floor_ratio(stock_ratio(stock, scale=scale, xp=xp), xp=xp)
    return floored**slope * share


def gradient(stock: Array, *, scale: Array, slope: Array) -> FormulaGradient:
    """Return value and derivatives in stock, scale and slope."""
    xp, (stock, scale, slope) = float_arrays(stock, scale, slope)
    ratio = stock_ratio(stock, scale=scale, xp=xp)
    floored, share = floor_ratio(ratio, xp=xp)
    raised = floored**slope
    by_ratio = slope_above_floor(at_floored=raised, by_floored=slope * raised / floored, ratio=ratio, xp=xp)
    by_rest = gradient_of_ratio(value=raised * share, by_ratio=by_ratio, ratio=ratio, scale=scale)
    return FormulaGradient(
        value=by_rest.value,
        by_argument=by_rest.by_argument,
        by_parameter={**by_rest.by_parameter, "slope": by_rest.value * xp.log(floored)},
    )
