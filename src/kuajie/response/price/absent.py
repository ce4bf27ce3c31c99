"""No price effect: the factor is one. For free courses, and where price never moved."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient


def value(price: Array) -> Array:
    """Return one for every price.

    >>> float(value(99.0))
    1.0
    """
    xp, (price,) = float_arrays(price)
    return xp.ones_like(price)


def gradient(price: Array) -> FormulaGradient:
    """Return one and a derivative of zero."""
    xp, (price,) = float_arrays(price)
    return FormulaGradient(value=xp.ones_like(price), by_argument=xp.zeros_like(price), by_parameter={})
