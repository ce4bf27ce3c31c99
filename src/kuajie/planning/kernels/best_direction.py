"""Compiled linear maximisation over spends: the most valuable cells first, while budgets last.

Caps on nested sets make a polymatroid, on which the greedy order is optimal (Edmonds 1970).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@compiled
def write_best_vertex(
    gain: Floats, lower: Floats, upper: Floats, group_of: Codes, limits: Floats, total: float, out: Floats
) -> None:
    """Write the spends (L, T) that maximise Σ gain spend within boxes, group budgets and the total."""
    weeks = gain.shape[1]
    left = limits.copy()
    left_total = total
    for k in range(gain.shape[0]):
        for t in range(weeks):
            out[k, t] = lower[k, t]
            left_total -= lower[k, t]
            if group_of[k] >= 0:
                left[group_of[k]] -= lower[k, t]
    order = np.argsort(-gain.ravel())
    for cell in order:
        k, t = cell // weeks, cell % weeks
        if gain[k, t] <= 0.0:
            break
        room = min(upper[k, t] - lower[k, t], left_total)
        if group_of[k] >= 0:
            room = min(room, left[group_of[k]])
        room = max(room, 0.0)
        out[k, t] += room
        left_total -= room
        if group_of[k] >= 0:
            left[group_of[k]] -= room
