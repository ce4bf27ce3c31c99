"""Compiled concave majorants of saturations whose pull stays below a given reserve.

exp(s / R) is concave exactly where r = s'² / |s''| <= R, so the concave envelope of exp(s / R), taken back
by R ln, is a concave majorant of s whose pull nowhere exceeds R. It starts with a chord (of exp), written
here as height + R ln(1 + steepness (stock - start) / R), and joins the curve where the chord touches it. R
infinite is the plain concave envelope.
"""

from __future__ import annotations

import math

from kuajie.planning.kernels.curvature import pull
from kuajie.response.codes import (
    EXPONENTIAL,
    HILL,
    IDENTITY,
    LOG,
    LOGISTIC,
    POWER,
    SQUARE_ROOT,
    STOCK_FLOOR,
    TANH,
)
from kuajie.response.kernels import saturation_gradient, saturation_value
from kuajie.response.kernels.compile import compiled

HALVINGS = 60
"""Enough to place the joint to the last bits of its bracket."""


@compiled
def steep_at_zero(kind: int, slope: float) -> bool:
    """Return whether the formula's slope at zero is infinite."""
    return kind == SQUARE_ROOT or (kind in (POWER, HILL) and slope < 1.0)


@compiled
def steep_exponent(kind: int, slope: float) -> float:
    """Return the exponent with which a steep formula leaves zero."""
    return 0.5 if kind == SQUARE_ROOT else slope


@compiled
def needs_reserve(kind: int, slope: float) -> bool:
    """Return whether the pull of the formula is unbounded, so that a reserve must be chosen."""
    if kind in (POWER, HILL):
        return slope > 1.0 or (kind == POWER and slope == 1.0)
    return kind in (IDENTITY, TANH, LOGISTIC)


@compiled
def unbounded(kind: int, slope: float) -> bool:
    """Return whether the formula rises without end and never bends down."""
    return kind == IDENTITY or (kind == POWER and slope >= 1.0)


@compiled
def steep_reserve(kind: int, scale: float, slope: float) -> float:
    """Return a reserve for the first sliver of a steep formula, no less than its pull there."""
    exponent = steep_exponent(kind, slope)
    edge = saturation_value(kind, STOCK_FLOOR * scale, scale, slope)
    return exponent * edge * (4.0 + 1.0 / (1.0 - exponent))


@compiled
def chord_slope(rise: float, reserve: float, width: float) -> float:
    """Return the steepness of the chord over ``width`` that rises by ``rise`` in saturation."""
    if reserve == math.inf:
        return rise / width
    return reserve * math.expm1(rise / reserve) / width


@compiled
def touches(
    kind: int, scale: float, slope: float, start: float, height: float, stock: float, reserve: float
) -> float:
    """Return the slope of exp(s/R) at ``stock`` less that of the chord to it; below zero past the joint."""
    value, by_stock, _, _ = saturation_gradient(kind, stock, scale, slope)
    growth = 1.0 if reserve == math.inf else math.exp((value - height) / reserve)
    return by_stock * growth - chord_slope(value - height, reserve, stock - start)


@compiled
def chord_majorant(
    kind: int, scale: float, slope: float, low: float, high: float, reserve: float
) -> tuple[float, float, float]:
    """Return joint, height and steepness of the majorant of a formula convex and then concave in exp(s/R)."""
    height = saturation_value(kind, low, scale, slope)
    resistance = pull(kind, slope, height)
    if resistance < math.inf and resistance <= reserve:
        return low, height, 0.0
    if not high > low:
        return math.inf, height, saturation_gradient(kind, low, scale, slope)[1]
    if kind in (IDENTITY, POWER) or touches(kind, scale, slope, low, height, high, reserve) >= 0.0:
        rise = saturation_value(kind, high, scale, slope) - height
        return math.inf, height, chord_slope(rise, reserve, high - low)
    near, far = low, high
    for _ in range(HALVINGS):
        middle = 0.5 * (near + far)
        if middle in (near, far):
            break
        if touches(kind, scale, slope, low, height, middle, reserve) > 0.0:
            near = middle
        else:
            far = middle
    rise = saturation_value(kind, far, scale, slope) - height
    return far, height, chord_slope(rise, reserve, far - low)


@compiled
def steep_majorant(
    kind: int, scale: float, slope: float, low: float, reserve: float
) -> tuple[float, float, float]:
    """Return joint, height and steepness where the slope at zero is infinite: a tangent of exp(s/R)."""
    edge = STOCK_FLOOR * scale
    value, by_stock, _, _ = saturation_gradient(kind, edge, scale, slope)
    if low >= edge:
        return low, saturation_value(kind, low, scale, slope), 0.0
    shortfall = 1.0 - by_stock * (edge - low) / reserve
    return edge, value + reserve * math.log(shortfall), by_stock / shortfall


@compiled
def saturation_majorant(
    kind: int, scale: float, slope: float, low: float, high: float, reserve: float
) -> tuple[float, float, float]:
    """Return joint, height and steepness of the majorant on stocks from ``low`` to ``high``.

    A joint at ``low`` means that the formula needs none.
    """
    if needs_reserve(kind, slope):
        return chord_majorant(kind, scale, slope, low, high, reserve)
    if steep_at_zero(kind, slope):
        return steep_majorant(kind, scale, slope, low, reserve)
    if kind in (LOG, EXPONENTIAL, HILL):
        return low, saturation_value(kind, low, scale, slope), 0.0
    return low, math.nan, 0.0
