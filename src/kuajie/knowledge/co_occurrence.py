"""Which courses learners take together, and in which order: the counts that a model of courses rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Flags, Histories

DECAY = 0.8
"""What a course counts before another, for each course between."""
WINDOW = 10
"""How many courses back still count."""
SMOOTHING = 10.0
"""Learners added to each course's count, so that a rare course promises little."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairCounts:
    """Sums over learners, each (courses, courses).

    ``together`` counts learners who took both, on the diagonal who took the one. The others look at each
    course taken and, before it, those within the window, each counting ``DECAY`` to the power of the courses
    between: ``follows`` sums what the first counts before the second, ``before`` the products of what two
    count before the same one.
    """

    together: csr_matrix
    before: csr_matrix
    follows: csr_matrix

    @property
    def popularity(self) -> Floats:
        """How many learners took each course, (courses,)."""
        return np.asarray(self.together.diagonal(), dtype=np.float64)

    def changed(self, *, without: PairCounts, plus: PairCounts) -> PairCounts:
        """Return the counts after some learners' histories changed, given what they counted and now count."""
        return PairCounts(
            together=self.together - without.together + plus.together,
            before=self.before - without.before + plus.before,
            follows=self.follows - without.follows + plus.follows,
        )


def count_pairs(histories: Histories) -> PairCounts:
    """Return what histories count."""
    taken, past = histories.taken(), past_courses(histories)
    return PairCounts(
        together=csr_matrix(taken.T @ taken),
        before=csr_matrix(past.T @ past),
        follows=csr_matrix(past.T @ _each_row(histories)),
    )


def recount(counts: PairCounts, old: Histories, new: Histories, learners: Flags) -> PairCounts:
    """Return the counts of ``new``, given those of ``old`` that differ only for some learners (learners,)."""
    if old.courses != new.courses:
        raise ValueError(f"both histories must be of the same courses: {old.courses}, {new.courses}")
    without, plus = (each.only(_rows(each, learners)) for each in (old, new))
    return counts.changed(without=count_pairs(without), plus=count_pairs(plus))


def past_courses(histories: Histories) -> csr_matrix:
    """Return for every row what its learner took before within the window, decayed, (R, courses)."""
    place = histories.place
    rows = [np.flatnonzero(place >= step) for step in range(1, WINDOW + 1)]
    values = np.repeat(DECAY ** np.arange(WINDOW), [each.size for each in rows])
    courses = np.concatenate([histories.course[each - step] for step, each in enumerate(rows, start=1)])
    shape = (histories.learner.size, histories.courses)
    return csr_matrix((values, (np.concatenate(rows), courses)), shape=shape)


def follow_rates(counts: PairCounts, *, power: float = 0.3) -> csr_matrix:
    """Return how readily the second course follows the first, (first, second).

    Counts are divided by how many took the first, and by how many took the second to ``power``: at 0 popular
    courses follow everything, at 1 popularity counts for nothing.
    """
    count = counts.popularity + SMOOTHING
    return _scaled(counts.follows, 1.0 / count, count**-power)


def together_rates(counts: PairCounts) -> csr_matrix:
    """Return the cosine of two courses by who took them, smoothed, (courses, courses)."""
    scale = 1.0 / np.sqrt(counts.popularity + SMOOTHING)
    return _scaled(counts.together, scale, scale)


def _scaled(matrix: csr_matrix, rows: Floats, columns: Floats) -> csr_matrix:
    scaled = csr_matrix(matrix, copy=True)
    scaled.data = scaled.data * np.repeat(rows, np.diff(scaled.indptr)) * columns[scaled.indices]
    return scaled


def _each_row(histories: Histories) -> csr_matrix:
    size = histories.learner.size
    shape = (size, histories.courses)
    return csr_matrix((np.ones(size), (np.arange(size), histories.course)), shape=shape)


def _rows(histories: Histories, learners: Flags) -> Flags:
    known = np.zeros(histories.learners, dtype=np.bool_)
    known[: learners.size] = learners[: histories.learners]
    chosen: Flags = known[histories.learner]
    return chosen
