"""Product coupling: marketing and training lift demand, each lift applied to the other's."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.coupling.gradient import CouplingGradient


def value(base: Array, *, marketing: Array, training: Array, price_factor: Array = 1.0) -> Array:
    """Return base (1 + marketing)(1 + training) price_factor; lifts are pure numbers, ``base`` enrolments.

    >>> float(value(100.0, marketing=0.5, training=0.2))
    180.0
    """
    _, (base, marketing, training, price_factor) = float_arrays(base, marketing, training, price_factor)
    return base * (1.0 + marketing) * (1.0 + training) * price_factor


def gradient(
    base: Array, *, marketing: Array, training: Array, price_factor: Array = 1.0
) -> CouplingGradient:
    """Return mean demand and its derivatives."""
    _, (base, marketing, training, price_factor) = float_arrays(base, marketing, training, price_factor)
    both = (1.0 + marketing) * (1.0 + training)
    return CouplingGradient(
        value=value(base, marketing=marketing, training=training, price_factor=price_factor),
        by_base=both * price_factor,
        by_marketing=base * (1.0 + training) * price_factor,
        by_training=base * (1.0 + marketing) * price_factor,
        by_price_factor=base * both,
    )
