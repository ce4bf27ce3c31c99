"""The best of many scores, row by row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.knowledge.histories import Codes


def best_places(scores: NDArray[np.floating], most: int) -> Codes:
    """Return the places of the largest scores of each row, the largest first, (row, most); -1 for -inf.

    >>> best_places(np.array([[1.0, -np.inf, 2.0]]), 3)
    array([[ 2,  0, -1]])
    """
    most = min(most, scores.shape[1])
    if not most:
        return np.zeros((scores.shape[0], 0), dtype=np.int64)
    some = np.argpartition(-scores, most - 1, axis=1)[:, :most]
    order = np.argsort(-np.take_along_axis(scores, some, axis=1), axis=1, kind="stable")
    places: Codes = np.take_along_axis(some, order, axis=1)
    places[np.take_along_axis(scores, places, axis=1) == -np.inf] = -1
    return places
