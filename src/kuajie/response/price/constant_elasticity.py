"""Constant elasticity: one per cent more price costs ``elasticity`` per cent of demand, at any price."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.gradient import FormulaGradient


def value(price: Array, *, elasticity: Array, reference: Array) -> Array:
    """Return (price / reference)^-elasticity, one at the reference price.

    >>> float(value(200.0, elasticity=2.0, reference=100.0))
    0.25
    """
    _, (price, elasticity, reference) = float_arrays(price, elasticity, reference)
    return (price / reference) ** -elasticity


def gradient(price: Array, *, elasticity: Array, reference: Array) -> FormulaGradient:
    """Return value and derivatives in price, elasticity and reference price."""
    xp, (price, elasticity, reference) = float_arrays(price, elasticity, reference)
    factor = (price / reference) ** -elasticity
    return FormulaGradient(
        value=factor,
        by_argument=-elasticity * factor / price,
        by_parameter={
            "elasticity": -factor * xp.log(price / reference),
            "reference": elasticity * factor / reference,
        },
    )
