"""What learners took, one course after another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats

Codes = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Histories:
    """Rows of ``learner`` and ``course``, both (R,), as codes below ``learners`` and ``courses``.

    Rows of one learner stand together and in the order of time; of a course taken twice the later row counts,
    see ``ordered``. ``time`` is that of each row (R,), where it is known.
    """

    learner: Codes
    course: Codes
    learners: int
    courses: int
    time: Floats | None = None

    @classmethod
    def ordered(
        cls, learner: Codes, course: Codes, *, learners: int, courses: int, time: Floats | None = None
    ) -> Histories:
        """Return histories of rows in order of time, or that of ``time`` (R,); NaN: as the row before it.

        Raises ``ValueError`` for codes out of range.
        """
        if learner.shape != course.shape or learner.ndim != 1:
            raise ValueError(f"rows need a learner and a course each, got {learner.shape}, {course.shape}")
        for codes, count in ((learner, learners), (course, courses)):
            if codes.size and not 0 <= codes.min() <= codes.max() < count:
                raise ValueError(f"codes must lie below {count}, got {codes.min()} to {codes.max()}")
        order = np.argsort(learner, kind="stable")
        if time is not None:
            filled = _filled(time[order], learner[order])
            order = order[np.lexsort((filled, learner[order]))]
        rows = cls(
            learner=learner[order],
            course=course[order],
            learners=learners,
            courses=courses,
            time=None if time is None else time[order],
        )
        return rows.only(_last_of_each(rows))

    def only(self, chosen: Flags | Codes) -> Histories:
        """Return some of the rows."""
        time = None if self.time is None else self.time[chosen]
        return replace(self, learner=self.learner[chosen], course=self.course[chosen], time=time)

    def of(self, learners: Codes) -> Histories:
        """Return the histories of some learners, each at most once, who become 0, 1, 2 in the order given."""
        counts = self.counts
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        size = counts[learners]
        ends = np.cumsum(size)
        rows = np.arange(size.sum()) + np.repeat(starts[learners] - (ends - size), size)
        found = self.only(rows)
        return replace(found, learner=np.repeat(np.arange(learners.size), size), learners=learners.size)

    @property
    def counts(self) -> Codes:
        """How many courses each learner took, (learners,)."""
        return np.bincount(self.learner, minlength=self.learners).astype(np.int64)

    @property
    def place(self) -> Codes:
        """How many courses the learner had taken before, (R,)."""
        starts = np.concatenate([[0], np.cumsum(self.counts)[:-1]]).astype(np.int64)
        return np.arange(self.learner.size) - starts[self.learner]

    @property
    def age(self) -> Codes:
        """How many courses the learner took afterwards, (R,); 0 is the latest."""
        ages: Codes = self.counts[self.learner] - 1 - self.place
        return ages

    def matrix(self, values: Floats) -> csr_matrix:
        """Return one number per row as a matrix, (learners, courses)."""
        shape = (self.learners, self.courses)
        return csr_matrix((values, (self.learner, self.course)), shape=shape)

    def taken(self) -> csr_matrix:
        """Return who took what, ones, (learners, courses)."""
        return self.matrix(np.ones(self.learner.size))

    def recent(self, decay: float) -> csr_matrix:
        """Return who took what, the latest as one and each before it ``decay`` times that."""
        return self.matrix(decay ** self.age.astype(np.float64))

    def popularity(self) -> Floats:
        """Return how many learners took each course, (courses,)."""
        return np.bincount(self.course, minlength=self.courses).astype(np.float64)


def _filled(time: Floats, learner: Codes) -> Floats:
    """Return times with that of the learner's row before where there is none; before all others if first."""
    known = np.where(np.isnan(time), 0, np.arange(time.size))
    latest = np.maximum.accumulate(known)
    same = learner[latest] == learner
    filled: Floats = np.where(same & ~np.isnan(time[latest]), time[latest], -np.inf)
    return filled


def _last_of_each(rows: Histories) -> Flags:
    """Say of which rows the learner took the course no later time."""
    key = rows.learner * rows.courses + rows.course
    _, last = np.unique(key[::-1], return_index=True)
    kept = np.zeros(key.size, dtype=np.bool_)
    kept[key.size - 1 - last] = True
    return kept
