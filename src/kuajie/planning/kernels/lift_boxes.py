"""Compiled ranges of stocks and lifts: what the least and the most spend could bring."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.demand import neutral
from kuajie.planning.kernels.expected_value import LeverArrays, write_stock
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@compiled
def write_stock_ranges(
    levers: LeverArrays, lower: Floats, upper: Floats, extra: Floats, low: Floats, high: Floats
) -> None:
    """Write the least and largest stock of every draw, lever and week, (D, L, T).

    ``lower`` and ``upper`` (L, T) bound inputs; above ``lower`` a lever may get ``extra`` (L,) in all. The
    largest stock in a week puts the extra where it counts most that week.
    """
    draws, count, weeks = low.shape
    for d in range(draws):
        for k in range(count):
            impulse = levers.impulse[d, k]
            write_stock(levers.carried[d, k], impulse, lower[k], low[d, k])
            order = np.argsort(-impulse)
            for t in range(weeks):
                left = extra[k]
                stock = low[d, k, t]
                for lag in order:
                    if lag <= t and left > 0.0:
                        more = min(upper[k, t - lag] - lower[k, t - lag], left)
                        stock += impulse[lag] * more
                        left -= more
                high[d, k, t] = stock


@compiled
def write_lift_boxes(
    least: Floats,
    most: Floats,
    reach: Floats,
    training: Flags,
    coupling: int,
    x_low: Floats,
    x_high: Floats,
    y_low: Floats,
    y_high: Floats,
) -> None:
    """Write the boxes of both sides (D, C, T) from the least and largest lifts (D, L, T)."""
    draws, count, weeks = least.shape
    start = neutral(coupling)
    for d in range(draws):
        for c in range(reach.shape[1]):
            for t in range(weeks):
                x_low[d, c, t] = x_high[d, c, t] = y_low[d, c, t] = y_high[d, c, t] = start
                for k in range(count):
                    if training[k]:
                        y_low[d, c, t] += reach[d, c, k] * least[d, k, t]
                        y_high[d, c, t] += reach[d, c, k] * most[d, k, t]
                    else:
                        x_low[d, c, t] += reach[d, c, k] * least[d, k, t]
                        x_high[d, c, t] += reach[d, c, k] * most[d, k, t]
