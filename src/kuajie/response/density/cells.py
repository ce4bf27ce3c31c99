"""From z-scores to parameters, by the cells of the layout."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]

LARGEST_EXPONENT = 700.0
LOG, LOGIT = 0.0, 1.0


@compiled
def parameter(cells: Floats, z: Floats) -> tuple[float, float]:
    """Return a parameter and its derivative in its z-score (0 where it is fixed)."""
    if cells[0] < 0.0:
        return cells[1], 0.0
    free = min(cells[1] + cells[2] * z[int(cells[0])], LARGEST_EXPONENT)
    if cells[3] == LOG:
        value = math.exp(free)
        return value, value * cells[2]
    if cells[3] == LOGIT:
        value = cells[4] / (1.0 + math.exp(-free))
        return value, value * (1.0 - value / cells[4]) * cells[2]
    return free, cells[2]


@compiled
def add_slope(cells: Floats, by_parameter: float, slope: float, grad: Floats) -> None:
    """Add the gradient in a parameter to that in its z-score."""
    if cells[0] >= 0.0:
        grad[int(cells[0])] += by_parameter * slope
