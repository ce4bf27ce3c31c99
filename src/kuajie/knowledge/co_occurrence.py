"""What learners take after what: directed co-occurrence, weaker the more lies between."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Histories

SMOOTHING = 10.0
"""Learners added to each course's count, so that a rare course promises little."""


def followed(histories: Histories, *, decay: float, window: int) -> Floats:
    """Return Σ decay^(between) over all pairs in which the second was taken after the first, (first, second).

    ``between`` counts the courses between the two; pairs with ``window`` or more between are left out.
    """
    place, total = histories.place, csr_matrix((histories.courses, histories.courses))
    for step in range(1, window + 1):
        later = np.flatnonzero(place >= step)
        if not later.size:
            break
        pairs = (histories.course[later - step], histories.course[later])
        weights = np.full(later.size, decay ** (step - 1))
        total = total + csr_matrix((weights, pairs), shape=total.shape)
    return np.asarray(total.todense(), dtype=np.float64)


def follow_rates(histories: Histories, *, decay: float, window: int, power: float) -> Floats:
    """Return how readily the second course follows the first, (first, second).

    Counts are divided by how many took the first, and by how many took the second to ``power``: at 0 popular
    courses follow everything, at 1 popularity counts for nothing.
    """
    count = histories.popularity() + SMOOTHING
    rates: Floats = followed(histories, decay=decay, window=window) / count[:, None] / count**power
    return rates
