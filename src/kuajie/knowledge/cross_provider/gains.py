"""What scores are worth to learners of whom several courses are hidden."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.best_places import best_places
from kuajie.knowledge.cross_provider.sides import row_sizes

AT = 10
DISCOUNTS = 1.0 / np.log2(np.arange(AT) + 2.0)
WORTH = 0.5
"""Standard errors of the mean by which something else must gain more, or the usual is kept."""


def ndcg(scores: Floats, hidden: csr_matrix) -> Floats:
    """Return NDCG@10 of scores (learners, courses) for what was ``hidden`` of each, (learners,).

    The gain of the ten best over that of the best order there could be (Järvelin and Kekäläinen, 2002).
    """
    best = best_places(scores, AT)
    rows = np.arange(best.shape[0])[:, None]
    hits = np.asarray(hidden[rows, best].todense() > 0)
    possible = np.cumsum(DISCOUNTS)[np.clip(row_sizes(hidden), 1, AT) - 1]
    gains: Floats = (hits * DISCOUNTS[: best.shape[1]]).sum(axis=1) / possible
    return gains


def worthwhile(usual: Floats, tried: Floats) -> float:
    """Return by how much gains (learners,) are larger than the usual, less what chance easily gives."""
    more = tried - usual
    return float(more.mean() - WORTH * more.std() / np.sqrt(max(more.size, 1)))
