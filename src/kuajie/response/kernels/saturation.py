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
        value = math.sqrt(ratio)
    elif kind == POWER:
        value = math.exp(slope * math.log(ratio)) if ratio > 0.0 else 0.0
    elif kind == LOG:
        value = math.log1p(ratio)
    elif kind == EXPONENTIAL:
        value = -math.expm1(-ratio)
    elif kind == LOGISTIC:
        value = rational_tanh(math.expm1(-ratio))
    elif kind == TANH:
        value = rational_tanh(math.expm1(-2.0 * ratio))
    elif kind == HILL:
        value = 1.0 / (1.0 + math.exp(-slope * math.log(ratio))) if ratio > 0.0 else 0.0
    return value


@compiled
def rational_tanh(decline: float) -> float:
    """Return tanh(z) from exp(-2z) - 1, so that one exponential serves value and slope."""
    return -decline / (2.0 + decline)


@compiled
def saturation_gradient(kind: int, stock: float, scale: float, slope: float) -> Derivatives:
    """Return the value and its derivatives in stock, scale and slope (zero where there is no slope).

    Slopes of square root, power and Hill are taken at no less than ``STOCK_FLOOR`` of the scale.
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
    value = math.sqrt(ratio)
    floored = max(value, math.sqrt(STOCK_FLOOR))
    return value, 0.5 / (floored * scale), -0.5 * value / scale, 0.0


@compiled
def power_gradient(ratio: float, scale: float, slope: float) -> Derivatives:
    """Return value and derivatives of ratio^slope."""
    floored = max(ratio, STOCK_FLOOR)
    log_ratio = math.log(floored)
    at_floor = math.exp(slope * log_ratio)
    value = at_floor
    if ratio < STOCK_FLOOR:
        value = math.exp(slope * math.log(ratio)) if ratio > 0.0 else 0.0
    return value, slope * at_floor / (floored * scale), -slope * value / scale, value * log_ratio


@compiled
def hill_gradient(ratio: float, scale: float, slope: float) -> Derivatives:
    """Return value and derivatives of ratio^slope / (1 + ratio^slope).

    Written with exp(-|slope ln ratio|), which can neither overflow nor cancel.
    """
    floored = max(ratio, STOCK_FLOOR)
    log_ratio = math.log(floored)
    small = math.exp(-slope * abs(log_ratio))
    spread = small / ((1.0 + small) * (1.0 + small))
    value = 1.0 / (1.0 + small) if log_ratio > 0.0 else small / (1.0 + small)
    by_stock = slope * spread / (floored * scale)
    if ratio < STOCK_FLOOR:
        value = 1.0 / (1.0 + math.exp(-slope * math.log(ratio))) if ratio > 0.0 else 0.0
        spread = value * (1.0 - value)
    return value, by_stock, -slope * spread / scale, spread * log_ratio
