"""Logit: the share of learners whose willingness to pay, logistic around ``reference``, exceeds the price.

Not normalised: the factor is one half at the reference price and one at a price far below it, so the baseline
of the response means demand at a price nobody minds.
"""

from __future__ import annotations

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.codes import LOG_CEILING
from kuajie.response.gradient import FormulaGradient


def value(price: Array, *, sensitivity: Array, reference: Array) -> Array:
    """Return 1 / (1 + exp(sensitivity (price - reference))); ``sensitivity`` is per unit of price.

    >>> float(value(100.0, sensitivity=0.02, reference=100.0))
    0.5
    """
    return gradient(price, sensitivity=sensitivity, reference=reference).value


def gradient(price: Array, *, sensitivity: Array, reference: Array) -> FormulaGradient:
    """Return value and derivatives in price, sensitivity and reference price."""
    xp, (price, sensitivity, reference) = float_arrays(price, sensitivity, reference)
    distance = price - reference
    odds_against = xp.exp(xp.clip(sensitivity * distance, max=LOG_CEILING))
    share = 1.0 / (1.0 + odds_against)
    spread = odds_against * share**2
    return FormulaGradient(
        value=share,
        by_argument=-sensitivity * spread,
        by_parameter={"sensitivity": -distance * spread, "reference": sensitivity * spread},
    )
