"""Pairs of courses of different partners that have anything to do with each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags

MOST_PAIRS = 8_000_000
"""Pairs that common concepts may bring; the concepts that most courses are about bring none beyond that."""
BATCH = 200_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Codes of courses: ``one`` and ``other`` (pairs,), each pair once; ``one`` has the lower code."""

    one: Codes
    other: Codes

    def only(self, chosen: Flags | Codes) -> Pairs:
        """Return some of the pairs."""
        return Pairs(one=self.one[chosen], other=self.other[chosen])

    @property
    def size(self) -> int:
        """How many pairs there are."""
        return int(self.one.size)

    def values(self, matrix: csr_matrix) -> Floats:
        """Return what a matrix (courses, courses) holds of each pair, rows being ``one``."""
        return entries(matrix, self.one, self.other)

    def values_back(self, matrix: csr_matrix) -> Floats:
        """Return what a matrix (courses, courses) holds of each pair, rows being ``other``."""
        return entries(matrix, self.other, self.one)


def entries(matrix: csr_matrix, rows: Codes, columns: Codes) -> Floats:
    """Return the entries of a sparse matrix at some places, (places,)."""
    if not rows.size:
        return np.zeros(0)
    return np.asarray(matrix[rows, columns], dtype=np.float64).ravel()


def related_pairs(owners: Flags, sources: list[csr_matrix]) -> Pairs:
    """Return pairs of courses without a common owner that any of ``sources`` (courses, courses) relates.

    ``owners`` (courses, parties) says whose each course is; a joint course has several owners.
    """
    courses = owners.shape[0]
    keys = [np.zeros(0, dtype=np.int64)]
    for source in sources:
        found = coo_matrix(source)
        low = np.minimum(found.row, found.col).astype(np.int64)
        high = np.maximum(found.row, found.col).astype(np.int64)
        keys.append(np.unique(low * courses + high))
    every = np.unique(np.concatenate(keys))
    one, other = every // max(courses, 1), every % max(courses, 1)
    apart = (one != other) & ~(owners[one] & owners[other]).any(axis=1)
    apart &= owners[one].any(axis=1) & owners[other].any(axis=1)
    return Pairs(one=one[apart], other=other[apart])


def telling(features: csr_matrix) -> Codes:
    """Return the columns of features (courses, features) that few enough courses have, the rarest first."""
    heads = np.bincount(features.indices, minlength=features.shape[1]).astype(np.int64)
    order = np.argsort(heads, kind="stable")
    kept = order[np.cumsum(heads[order] ** 2) <= MOST_PAIRS]
    return np.sort(kept).astype(np.int64)


def in_common(first: csr_matrix, rows: Codes, second: csr_matrix, others: Codes) -> Floats:
    """Return the sum of products of rows of a matrix with rows of another, (pairs,)."""
    parts = [np.zeros(0)]
    for start in range(0, rows.size, BATCH):
        one = first[rows[start : start + BATCH]]
        other = second[others[start : start + BATCH]]
        parts.append(np.asarray(one.multiply(other).sum(axis=1), dtype=np.float64).ravel())
    return np.concatenate(parts)
