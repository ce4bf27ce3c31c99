"""Sum coupling: marketing and training add enrolments to the baseline, as in most marketing-mix models."""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.coupling.gradient import CouplingGradient


def value(base: Array, *, marketing: Array, training: Array, price_factor: Array = 1.0) -> Array:
    """Return price_factor (base + marketing + training); all three are enrolments.

    >>> float(value(100.0, marketing=30.0, training=20.0, price_factor=0.5))
    75.0
    """
    _, (base, marketing, training, price_factor) = float_arrays(base, marketing, training, price_factor)
    return price_factor * (base + marketing + training)


def gradient(
    base: Array, *, marketing: Array, training: Array, price_factor: Array = 1.0
) -> CouplingGradient:
    """Return mean demand and its derivatives."""
    xp, (base, marketing, training, price_factor) = float_arrays(base, marketing, training, price_factor)
    total = base + marketing + training
    by_part = price_factor * xp.ones_like(total)
    return CouplingGradient(
        value=price_factor * total,
        by_base=by_part,
        by_marketing=by_part,
        by_training=by_part,
        by_price_factor=total,
    )
