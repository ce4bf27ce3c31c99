"""Hill: half of the effect at ``scale``; S-shaped for ``slope`` > 1, concave for ``slope`` <= 1 (Hill, 1910).

For slopes below one the curve is infinitely steep at zero; below ``STOCK_FLOOR`` of the scale it is its chord
(see ``codes.py``).
"""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.codes import LOG_CEILING
from kuajie.response.gradient import FormulaGradient
from kuajie.response.saturation.ratio import (
    floor_ratio,
    gradient_of_ratio,
    slope_above_floor,
    stock_ratio,
)


def value(stock: Array, *, scale: Array, slope: Array) -> Array:
    """Return stock^slope / (scale^slope + stock^slope), between 0 and 1.

    >>> float(value(2.0, scale=1.0, slope=2.0))
    0.8
    """
    return gradient(stock, scale=scale, slope=slope).value


def gradient(stock: Array, *, scale: Array, slope: Array) -> FormulaGradient:
    """Return value and derivatives in stock, scale and slope.

    Written with odds against, ratio^-slope, cut off where the value is below 1e-130 so that nothing
    overflows.
    """
    xp, (stock, scale, slope) = float_arrays(stock, scale, slope)
    ratio = stock_ratio(stock, scale=scale, xp=xp)
    floored, share = floor_ratio(ratio, xp=xp)
    log_ratio = xp.log(floored)
    odds_against = xp.exp(xp.clip(-slope * log_ratio, max=LOG_CEILING))
    at_floored = 1.0 / (1.0 + odds_against)
    spread = odds_against * at_floored**2
    by_ratio = slope_above_floor(
        at_floored=at_floored, by_floored=slope * spread / floored, ratio=ratio, xp=xp
    )
    by_rest = gradient_of_ratio(value=at_floored * share, by_ratio=by_ratio, ratio=ratio, scale=scale)
    return FormulaGradient(
        value=by_rest.value,
        by_argument=by_rest.by_argument,
        by_parameter={**by_rest.by_parameter, "slope": spread * log_ratio * share},
    )


def is_concave(*, scale: Array, slope: Array) -> bool:  # noqa: ARG001 - every saturation is asked with all it has
    """Return whether the curve is concave on the whole half-line, for every given slope."""
    xp, (slope,) = float_arrays(slope)
    return bool(xp.all(slope <= 1.0))


def tangent_point(*, scale: Array, slope: Array) -> Array:
    """Return the stock at which a line from the origin touches the curve: scale (slope - 1)^(1 / slope).

    There value / stock equals the slope of the curve, that is 1 - s = 1 / slope. Zero for a concave curve.

    >>> float(tangent_point(scale=10.0, slope=2.0))
    10.0
    """
    xp, (scale, slope) = float_arrays(scale, slope)
    return scale * xp.clip(slope - 1.0, min=0.0) ** (1.0 / slope)
