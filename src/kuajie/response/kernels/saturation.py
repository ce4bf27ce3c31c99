"""Compiled saturation: value and derivatives of one stock.

``stock`` and ``scale`` share their unit, ``slope`` is a pure number that only power and Hill use. Negative
stocks count as zero. Formulas and sources are in ``response/saturation``.
"""

from __future__ import annotations

import math

from kuajie.response.codes import (
    EXPONENTIAL,
    HILL,
    IDENTITY,
    LOG,
    LOG_CEILING,
    LOGISTIC,
    POWER,
    SQUARE_ROOT,
    STOCK_FLOOR,
    TANH,
)
from kuajie.response.kernels.compile import compiled

Derivatives = tuple[float, float, float, float]
"""Value, and derivatives in stock, scale and slope."""


@compiled
def saturation_value(kind: int, stock: float, scale: float, slope: float) -> float:
    """Return the saturation of ``stock``."""
    ratio = max(stock / scale, 0.0)
    value = math.nan
    if kind == IDENTITY:
        value = ratio
    elif kind == SQUARE_ROOT:
        value = math.sqrt(max(ratio, STOCK_FLOOR)) * min(ratio / STOCK_FLOOR, 1.0)
    elif kind == POWER:
        value = math.exp(slope * math.log(max(ratio, STOCK_FLOOR))) * min(ratio / STOCK_FLOOR, 1.0)
    elif kind == LOG:
        value = math.log1p(ratio)
    elif kind == EXPONENTIAL:
        value = -math.expm1(-ratio)
    elif kind == LOGISTIC:
        value = rational_tanh(math.expm1(-ratio))
    elif kind == TANH:
        value = rational_tanh(math.expm1(-2.0 * ratio))
    elif kind == HILL:
        odds_against = math.exp(min(-slope * math.log(max(ratio, STOCK_FLOOR)), LOG_CEILING))
        value = min(ratio / STOCK_FLOOR, 1.0) / (1.0 + odds_against)
    return value


@compiled
def rational_tanh(decline: float) -> float:
    """Return tanh(z) from exp(-2z) - 1, so that one exponential serves value and slope."""
    return -decline / (2.0 + decline)


@compiled
def saturation_gradient(kind: int, stock: float, scale: float, slope: float) -> Derivatives:
    """Return the value and its derivatives in stock, scale and slope (zero where there is no slope).

    Below ``STOCK_FLOOR`` of the scale, square root, power and Hill are their chord from the origin.
    """
    ratio = max(stock / scale, 0.0)
    result = (math.nan, math.nan, math.nan, math.nan)
    if kind == IDENTITY:
        result = scaled(ratio, 1.0, ratio, scale)
    elif kind == SQUARE_ROOT:
        result = square_root_gradient(ratio, scale)
    elif kind == POWER:
        result = power_gradient(ratio, scale, slope)
    elif kind == LOG:
        result = scaled(math.log1p(ratio), 1.0 / (1.0 + ratio), ratio, scale)
    elif kind == EXPONENTIAL:
        decline = math.expm1(-ratio)
        result = scaled(-decline, 1.0 + decline, ratio, scale)
    elif kind == LOGISTIC:
        decline = math.expm1(-ratio)
        result = scaled(rational_tanh(decline), 2.0 * (1.0 + decline) / (2.0 + decline) ** 2, ratio, scale)
    elif kind == TANH:
        decline = math.expm1(-2.0 * ratio)
        result = scaled(rational_tanh(decline), 4.0 * (1.0 + decline) / (2.0 + decline) ** 2, ratio, scale)
    elif kind == HILL:
        result = hill_gradient(ratio, scale, slope)
    return result


@compiled
def scaled(value: float, by_ratio: float, ratio: float, scale: float) -> Derivatives:
    """Return the derivatives of a function of stock / scale alone."""
    by_stock = by_ratio / scale
    return value, by_stock, -by_stock * ratio, 0.0


@compiled
def square_root_gradient(ratio: float, scale: float) -> Derivatives:
    """Return value and derivatives of sqrt(ratio)."""
    if ratio < STOCK_FLOOR:
        return chord(math.sqrt(STOCK_FLOOR), 0.0, ratio, scale)
    value = math.sqrt(ratio)
    return scaled(value, 0.5 / value, ratio, scale)


@compiled
def power_gradient(ratio: float, scale: float, slope: float) -> Derivatives:
    """Return value and derivatives of ratio^slope."""
    log_ratio = math.log(max(ratio, STOCK_FLOOR))
    value = math.exp(slope * log_ratio)
    if ratio < STOCK_FLOOR:
        return chord(value, value * log_ratio, ratio, scale)
    by_stock = slope * value / (ratio * scale)
    return value, by_stock, -slope * value / scale, value * log_ratio


@compiled
def hill_gradient(ratio: float, scale: float, slope: float) -> Derivatives:
    """Return value and derivatives of ratio^slope / (1 + ratio^slope).

    Written with odds against, ratio^-slope, cut off where the value is below 1e-130 so that nothing
    overflows.
    """
    log_ratio = math.log(max(ratio, STOCK_FLOOR))
    odds_against = math.exp(min(-slope * log_ratio, LOG_CEILING))
    value = 1.0 / (1.0 + odds_against)
    spread = odds_against * value * value
    if ratio < STOCK_FLOOR:
        return chord(value, spread * log_ratio, ratio, scale)
    return value, slope * spread / (ratio * scale), -slope * spread / scale, spread * log_ratio


@compiled
def chord(at_floor: float, by_slope: float, ratio: float, scale: float) -> Derivatives:
    """Return value and derivatives on the line from the origin to the curve at ``STOCK_FLOOR``."""
    share = ratio / STOCK_FLOOR
    value = at_floor * share
    return value, at_floor / (STOCK_FLOOR * scale), -value / scale, by_slope * share
