"""Putting criteria of different units on one scale. Rankings by TOPSIS depend on which of these is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MORE, LESS = 1, -1
"""Whether more of a criterion is better, or less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalisation:
    """A way to scale a column, and the least its values may be: any number, zero or above zero.

    The formulas are those of ``pymcdm.normalizations``, where ``function`` stands.
    """

    function: str
    negative: bool = False
    zero: bool = True


NORMALISATIONS: Mapping[str, Normalisation] = MappingProxyType(
    {
        "vector": Normalisation(function="vector_normalization", negative=True),
        "minmax": Normalisation(function="minmax_normalization", negative=True),
        "max": Normalisation(function="max_normalization"),
        "sum": Normalisation(function="sum_normalization", zero=False),
    }
)


LEAST_PART = 1e-300
"""A part of the highest below this has no inverse among the floats; it counts as zero."""


def can_normalise(name: str, values: Floats) -> bool:
    """Say whether a normalisation is defined for a column's values."""
    rule = NORMALISATIONS[name]
    lowest, highest = float(values.min()), float(values.max())
    if rule.negative or (rule.zero and lowest >= 0.0):
        return True
    return lowest > 0.0 and lowest / highest > LEAST_PART


def normalise(matrix: Floats, types: Ints, name: str) -> Floats:
    """Return the matrix ``(candidate, criterion)`` with every column scaled so that more is better.

    With ``r`` the scaled value of ``x``: vector r = x/√Σx², minmax r = (x - min)/(max - min), max r = x/max,
    sum r = x/Σx. Where less is better: vector and max 1 - r, minmax (max - x)/(max - min), sum
    (1/x)/Σ(1/x). A column whose values are all equal becomes zero: it tells no candidate from another.
    Raises ``ValueError`` where the normalisation is not defined for the values.
    """
    from pymcdm import normalizations  # noqa: PLC0415 - it takes seconds to load

    function = getattr(normalizations, NORMALISATIONS[name].function)
    scaled = np.zeros_like(matrix, dtype=np.float64)
    for place, (values, better) in enumerate(zip(matrix.T, types, strict=True)):
        if not can_normalise(name, values):
            raise ValueError(f"{name} normalisation is not defined for {values.tolist()}")
        if np.ptp(values) > 0.0:
            # All four are the same for any unit, and squares of huge or tiny numbers would leave the floats.
            scaled[:, place] = function(values / np.abs(values).max(), cost=better == LESS)
    return scaled
