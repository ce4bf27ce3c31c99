"""The one place where exact minor units become floats in major units."""

from __future__ import annotations

import numpy as np

from kuajie.domain.money import minor_digits
from kuajie.domain.panel import Floats


def in_major_units(minor: object, currency: str) -> Floats:
    """Return amounts in minor units (fen) as major units (yuan).

    >>> in_major_units([1990, 5], "CNY").tolist()
    [19.9, 0.05]
    """
    amounts: Floats = np.asarray(minor, dtype=np.float64) / 10.0 ** minor_digits(currency)
    return amounts
