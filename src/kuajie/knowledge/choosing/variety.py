"""Variety: a list of courses that are not all alike, at a stated price in relevance."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import svds

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes

DIRECTIONS = 64
"""Directions in which courses can differ: enough for some thousands of courses' subjects."""


def course_directions(features: csr_matrix) -> Floats:
    """Return courses as unit vectors by their features, (courses, at most 64); zero for those without any.

    Features are weighed by the logarithm of how few courses have them; the vectors are the leading singular
    directions, so that alike features (SQL, databases) bring courses together.
    """
    count = np.asarray((features > 0).sum(axis=0)).ravel()
    rarity = np.log(features.shape[0] / np.maximum(count, 1.0))
    weighed = (features > 0).astype(np.float64) @ diags(rarity)
    kept = min(DIRECTIONS, min(weighed.shape) - 1)
    if kept < 1 or not weighed.nnz:
        return np.zeros((features.shape[0], 1))
    start = np.ones(min(weighed.shape)) / np.sqrt(min(weighed.shape))
    left, sizes, _ = svds(weighed, k=kept, v0=start)
    return _unit(left * sizes)


def varied(scores: Floats, pool: Codes, directions: Floats, *, variety: float, most: int) -> Codes:
    """Return so many courses of each pool, relevant and unlike those before, (learner, most); -1: none left.

    Maximal marginal relevance (Carbonell and Goldstein, 1998): each next course has the largest
    (1 - variety) · relevance - variety · likeness to the most alike course chosen already. ``scores`` and
    ``pool`` are (learner, pool); relevance is the score scaled to 0..1 within the pool, and what scores -inf
    is never chosen.
    """
    if not 0 <= variety <= 1:
        raise ValueError(f"variety must lie between 0 and 1, got {variety}")
    rows = np.arange(pool.shape[0])
    relevance, vectors = _scaled(scores), directions[pool]
    alike, free = np.zeros(pool.shape), np.isfinite(scores)
    chosen = np.full((pool.shape[0], min(most, pool.shape[1])), -1, dtype=np.int64)
    for step in range(chosen.shape[1]):
        worth = np.where(free, (1 - variety) * relevance - variety * alike, -np.inf)
        best = worth.argmax(axis=1)
        chosen[:, step] = np.where(free[rows, best], pool[rows, best], -1)
        free[rows, best] = False
        alike = np.maximum(alike, np.einsum("npd,nd->np", vectors, vectors[rows, best]))
    return chosen


def unlikeness(ranked: Codes, directions: Floats) -> Floats:
    """Return how unlike the courses of each list are: mean of 1 - cosine over pairs, (learner,).

    A place without a course (-1) is unlike every other.
    """
    vectors = np.where((ranked >= 0)[:, :, None], directions[ranked], 0.0)
    count = ranked.shape[1]
    if count < 2:
        return np.zeros(ranked.shape[0])
    cosine = np.einsum("nid,njd->n", vectors, vectors) - np.einsum("nid,nid->n", vectors, vectors)
    unlike: Floats = 1.0 - cosine / (count * (count - 1))
    return unlike


def _scaled(scores: Floats) -> Floats:
    finite = np.isfinite(scores)
    low = np.where(finite, scores, np.inf).min(axis=1, keepdims=True)
    high = np.where(finite, scores, -np.inf).max(axis=1, keepdims=True)
    width = np.where(high > low, high - low, 1.0)
    scaled: Floats = np.where(finite, (np.where(finite, scores, 0.0) - low) / width, 0.0)
    return scaled


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.where(length > 1e-12, length, 1.0)
    return unit
