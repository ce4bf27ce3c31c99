"""Histories seen from two sides: what learners took elsewhere, and what they took of the target's courses."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags, Histories

Numbers = NDArray[np.floating]
Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sides:
    """Courses of the ``source`` (S,) and the ``target`` (T,), and who took what of them.

    ``took`` (learners, S) and ``wanted`` (learners, T) hold ones.
    """

    source: Codes
    target: Codes
    took: csr_matrix
    wanted: csr_matrix

    @classmethod
    def of(cls, histories: Histories, offered: Flags) -> Sides:
        """Return histories with the courses ``offered`` (courses,) as target, all others as source."""
        taken = histories.taken()
        source, target = np.flatnonzero(~offered), np.flatnonzero(offered)
        return cls(
            source=source,
            target=target,
            took=csr_matrix(taken[:, source]),
            wanted=csr_matrix(taken[:, target]),
        )

    @property
    def linked(self) -> Codes:
        """The learners known on both sides."""
        both = (row_sizes(self.took) > 0) & (row_sizes(self.wanted) > 0)
        linked: Codes = np.flatnonzero(both).astype(np.int64)
        return linked

    def without(self, learners: Codes) -> Sides:
        """Return the same without what some learners took of the target's courses."""
        kept = np.ones(self.wanted.shape[0])
        kept[learners] = 0.0
        wanted = csr_matrix(diags(kept) @ self.wanted)
        wanted.eliminate_zeros()
        return replace(self, wanted=wanted)

    def split(self, first: Flags) -> Sides:
        """Return two parts of the target's courses as sides: those in ``first`` (T,) are the source."""
        halves = np.flatnonzero(first), np.flatnonzero(~first)
        return Sides(
            source=self.target[halves[0]],
            target=self.target[halves[1]],
            took=csr_matrix(self.wanted[:, halves[0]]),
            wanted=csr_matrix(self.wanted[:, halves[1]]),
        )


def row_sizes(taken: csr_matrix) -> Codes:
    """Return how many courses each learner took, (learners,)."""
    sizes: Codes = np.diff(taken.indptr).astype(np.int64)
    return sizes


def profiles(taken: csr_matrix, power: float = 0.5) -> csr_matrix:
    """Return what learners took, divided by how many courses each took to ``power``: at 0.5 of length one."""
    sizes = np.maximum(row_sizes(taken), 1).astype(np.float64)
    return csr_matrix(diags(sizes**-power) @ taken)


def mean_profile(taken: csr_matrix, *, beside: float = 0.0) -> Floats:
    """Return the mean profile of learners who took anything and ``beside`` others who did not, (courses,)."""
    some = float((row_sizes(taken) > 0).sum()) + beside
    return np.asarray(profiles(taken).sum(axis=0)).ravel() / max(some, 1.0)


def dense(matrix: csr_matrix) -> Floats:
    """Return a sparse matrix as an array."""
    return np.asarray(matrix.todense(), dtype=np.float64)


def single(matrix: csr_matrix) -> Singles:
    """Return a sparse matrix as an array in single precision, in which work on all courses is done."""
    return np.asarray(matrix.astype(np.float32).todense())
