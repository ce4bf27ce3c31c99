"""Compiled price factors.

Parameters by kind: constant elasticity ``q0`` elasticity, ``q1`` reference price; logit ``q0`` sensitivity
per unit of price, ``q1`` reference price; linear power ``q0`` intercept, ``q1`` decline per unit of price,
``q2`` root; absent uses none. Formulas and sources are in ``response/price``.
"""

from __future__ import annotations

import math

from kuajie.response.codes import ABSENT, CONSTANT_ELASTICITY, LINEAR_POWER, LOG_CEILING, LOGIT
from kuajie.response.kernels.compile import compiled

Derivatives = tuple[float, float, float, float, float]
"""Value, and derivatives in price, q0, q1 and q2."""


@compiled
def price_value(kind: int, price: float, q0: float, q1: float, q2: float) -> float:
    """Return the factor by which ``price`` scales demand."""
    value = math.nan
    if kind == ABSENT:
        value = 1.0
    elif kind == CONSTANT_ELASTICITY:
        value = math.exp(-q0 * math.log(price / q1))
    elif kind == LOGIT:
        value = 1.0 / (1.0 + math.exp(min(q0 * (price - q1), LOG_CEILING)))
    elif kind == LINEAR_POWER:
        room = q0 - q1 * price
        value = math.exp(math.log(room) / q2) if room > 0.0 else 0.0
    return value


@compiled
def price_gradient(kind: int, price: float, q0: float, q1: float, q2: float) -> Derivatives:
    """Return the factor and its derivatives in price, q0, q1 and q2."""
    result = (math.nan, math.nan, math.nan, math.nan, math.nan)
    if kind == ABSENT:
        result = (1.0, 0.0, 0.0, 0.0, 0.0)
    elif kind == CONSTANT_ELASTICITY:
        log_ratio = math.log(price / q1)
        value = math.exp(-q0 * log_ratio)
        result = (value, -q0 * value / price, -value * log_ratio, q0 * value / q1, 0.0)
    elif kind == LOGIT:
        result = logit_gradient(price, q0, q1)
    elif kind == LINEAR_POWER:
        result = linear_power_gradient(price, q0, q1, q2)
    return result


@compiled
def logit_gradient(price: float, sensitivity: float, reference: float) -> Derivatives:
    """Return value and derivatives of 1 / (1 + exp(sensitivity (price - reference)))."""
    distance = price - reference
    odds_against = math.exp(min(sensitivity * distance, LOG_CEILING))
    value = 1.0 / (1.0 + odds_against)
    spread = odds_against * value * value
    return value, -sensitivity * spread, -distance * spread, sensitivity * spread, 0.0


@compiled
def linear_power_gradient(price: float, intercept: float, decline: float, root: float) -> Derivatives:
    """Return value and derivatives of (intercept - decline price)^(1 / root), zero past the choke price."""
    room = intercept - decline * price
    if room <= 0.0:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    log_room = math.log(room)
    value = math.exp(log_room / root)
    by_room = value / (root * room)
    return value, -decline * by_room, by_room, -price * by_room, -value * log_room / (root * root)
