"""Compiled bound of a linear majorant over all spends within limits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.best_direction import write_best_vertex
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@compiled
def tangent_bound(
    height: Floats,
    slopes: Floats,
    picked: Codes,
    open_slopes: Floats,
    mark_up: Floats,
    weight: Floats,
    lower: Floats,
    upper: Floats,
    group_of: Codes,
    limits: Floats,
    total: float,
) -> float:
    """Return the most that the picked offers' tangents and ``open_slopes`` promise, outlay subtracted.

    ``height`` (Q,) and ``slopes`` (Q, L, T) are tangents in spend above its least, ``open_slopes`` (L, T) the
    sum of those of courses whose price is open; limits are those of outlay, ``mark_up`` (L,) times spend;
    ``weight`` (L,) is what one unit of it counts.
    """
    gain = open_slopes.copy()
    value = 0.0
    for q in picked:
        value += height[q]
        gain += slopes[q]
    for k in range(gain.shape[0]):
        for t in range(gain.shape[1]):
            gain[k, t] = gain[k, t] / mark_up[k] - weight[k]
    best = np.empty(gain.shape)
    write_best_vertex(gain, lower, upper, group_of, limits, total, best)
    for k in range(gain.shape[0]):
        for t in range(gain.shape[1]):
            value += gain[k, t] * (best[k, t] - lower[k, t]) - weight[k] * lower[k, t]
    return value
