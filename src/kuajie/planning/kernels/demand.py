"""Compiled demand and expected sales of one course and week: couplings, and what seats leave of demand.

A side's lift x or y counts from ``neutral`` on: as 1 + Σ lifts under the product coupling, as Σ lifts under
the sum coupling. Both sides combine to x y or x + y, which makes of organic demand

    product   organic · x y            sum   organic + unit · (x + y)

and a price factor scales either.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kuajie.response.codes import NEGATIVE_BINOMIAL, NORMAL, SUM
from kuajie.response.kernels import expected_sales_lognormal, expected_sales_normal
from kuajie.response.kernels.compile import compiled
from kuajie.response.kernels.expected_sales import expected_sales_negative_binomial

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@compiled
def neutral(coupling: int) -> float:
    """Return what a side without any lift counts as."""
    return 0.0 if coupling == SUM else 1.0


@compiled
def lift_sides(reach: Floats, training: Flags, lift: Floats, t: int, coupling: int) -> tuple[float, float]:
    """Return x and y of one course and week: what reaches it of marketing and training, on ``neutral``."""
    x = y = neutral(coupling)
    for k in range(training.size):
        if reach[k] > 0.0:
            if training[k]:
                y += reach[k] * lift[k, t]
            else:
                x += reach[k] * lift[k, t]
    return x, y


@compiled
def combined(coupling: int, x: float, y: float) -> float:
    """Return what both sides make together."""
    return x + y if coupling == SUM else x * y


@compiled
def lifted_demand(coupling: int, organic: float, unit: float, both: float) -> tuple[float, float]:
    """Return demand before the price factor and its slope in ``both``, what the sides make together."""
    if coupling == SUM:
        return organic + unit * both, unit
    return organic * both, organic


@compiled
def expected_sales(
    outcome: int, mean: float, scatter: float, unit: float, seats: float
) -> tuple[float, float]:
    """Return E[min(seats, N)] and its slope in ``mean``; concave and never falling in ``mean``.

    ``scatter`` is the log-sd, the sd in units of ``unit`` enrolments, or the concentration, by ``outcome``.
    """
    if seats == math.inf:
        return mean, 1.0
    if outcome == NORMAL:
        return expected_sales_normal(mean, scatter * unit, seats)
    if outcome == NEGATIVE_BINOMIAL:
        return expected_sales_negative_binomial(mean, scatter, seats)
    return expected_sales_lognormal(mean, scatter, seats)
