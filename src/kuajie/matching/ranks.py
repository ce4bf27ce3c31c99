"""From scores to ranks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

AS_GOOD = 1e-12
"""Scores this near one another are equal: floats differ by as much from the order in which they are added."""


def rank(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the rank of each score along the first axis, 1 for the highest; equal ones share a rank.

    >>> rank(np.array([0.2, 0.9, 0.2, 0.1])).tolist()
    [2, 1, 2, 4]
    """
    better = scores[None] > scores[:, None] + AS_GOOD
    return np.asarray(1 + better.sum(axis=1), dtype=np.int64)
