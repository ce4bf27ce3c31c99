"""The nearest and the linearly best spends within limits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.best_direction import write_best_vertex
from kuajie.planning.kernels.projection import write_projection
from kuajie.planning.spend_limits import SpendLimits

Floats = NDArray[np.float64]


def project(point: Floats, limits: SpendLimits) -> Floats:
    """Return the spends nearest to ``point`` (L, T) that keep every limit."""
    out = np.empty(point.shape)
    write_projection(
        point,
        limits.lower,
        limits.upper,
        limits.least,
        limits.group_of,
        limits.group_limits,
        limits.total,
        out,
    )
    return out


def best_vertex(gain: Floats, limits: SpendLimits) -> Floats:
    """Return the spends that maximise Σ gain · spend within the limits, least sums per lever left out."""
    out = np.empty(gain.shape)
    write_best_vertex(
        gain, limits.lower, limits.upper, limits.group_of, limits.group_limits, limits.total, out
    )
    return out
