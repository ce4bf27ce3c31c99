"""Compiled projection onto boxes, least sums per lever, budgets of disjoint groups and a total budget.

The sets are nested (cells in levers, levers in groups, groups in the total), so the nearest point is
clip(z - own - group - total, lower, upper) with one multiplier per constraint, and each multiplier can be
found on its own, from the outermost inwards: an inner constraint only caps the sum that the outer one sees.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

BISECTIONS = 200
"""Enough to reach neighbouring floats from any bracket; the loop stops there by itself."""


@compiled
def lever_sum(point: Floats, lower: Floats, upper: Floats, shift: float) -> float:
    """Return Σ_t clip(point_t - shift, lower_t, upper_t)."""
    total = 0.0
    for t in range(point.size):
        total += min(max(point[t] - shift, lower[t]), upper[t])
    return total


@compiled
def group_sum(
    point: Floats, lower: Floats, upper: Floats, least: Floats, group_of: Codes, group: int, shift: float
) -> float:
    """Return the spend of one group when ``shift`` is taken off, each lever at its least sum or more."""
    total = 0.0
    for k in range(point.shape[0]):
        if group_of[k] == group:
            total += max(lever_sum(point[k], lower[k], upper[k], shift), least[k])
    return total


@compiled
def total_sum(
    point: Floats, lower: Floats, upper: Floats, least: Floats, group_of: Codes, limits: Floats, shift: float
) -> float:
    """Return the spend of all groups when ``shift`` is taken off, each group within its limit."""
    total = group_sum(point, lower, upper, least, group_of, -1, shift)
    for g in range(limits.size):
        total += min(group_sum(point, lower, upper, least, group_of, g, shift), limits[g])
    return total


@compiled
def widest_shift(point: Floats, lower: Floats) -> float:
    """Return a shift that brings every cell down to its lower bound."""
    shift = 0.0
    for k in range(point.shape[0]):
        for t in range(point.shape[1]):
            shift = max(shift, point[k, t] - lower[k, t])
    return shift


@compiled
def total_shift(
    point: Floats, lower: Floats, upper: Floats, least: Floats, group_of: Codes, limits: Floats, total: float
) -> float:
    """Return the multiplier of the total budget."""
    if total_sum(point, lower, upper, least, group_of, limits, 0.0) <= total:
        return 0.0
    low, high = 0.0, widest_shift(point, lower)
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if total_sum(point, lower, upper, least, group_of, limits, middle) > total:
            low = middle
        else:
            high = middle
    return high


@compiled
def group_shift(
    point: Floats,
    lower: Floats,
    upper: Floats,
    least: Floats,
    group_of: Codes,
    group: int,
    limit: float,
    outer: float,
) -> float:
    """Return the sum of the total's and one group's multiplier."""
    if group_sum(point, lower, upper, least, group_of, group, outer) <= limit:
        return outer
    low, high = outer, max(widest_shift(point, lower), outer)
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if group_sum(point, lower, upper, least, group_of, group, middle) > limit:
            low = middle
        else:
            high = middle
    return high


@compiled
def lever_shift(point: Floats, lower: Floats, upper: Floats, least: float, outer: float) -> float:
    """Return the shift of one lever after its own multiplier has lifted it to its least sum."""
    if lever_sum(point, lower, upper, outer) >= least:
        return outer
    low, high = outer, outer
    for t in range(point.size):
        low = min(low, point[t] - upper[t])
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if lever_sum(point, lower, upper, middle) >= least:
            low = middle
        else:
            high = middle
    return low


@compiled
def write_projection(
    point: Floats,
    lower: Floats,
    upper: Floats,
    least: Floats,
    group_of: Codes,
    limits: Floats,
    total: float,
    out: Floats,
) -> None:
    """Write the point nearest to ``point`` (L, T) that satisfies every limit; they must admit one."""
    outer = total_shift(point, lower, upper, least, group_of, limits, total)
    shifts = np.full(limits.size + 1, outer)
    for g in range(limits.size):
        shifts[g] = group_shift(point, lower, upper, least, group_of, g, limits[g], outer)
    for k in range(point.shape[0]):
        shift = lever_shift(point[k], lower[k], upper[k], least[k], shifts[group_of[k]])
        for t in range(point.shape[1]):
            out[k, t] = min(max(point[k, t] - shift, lower[k, t]), upper[k, t])
