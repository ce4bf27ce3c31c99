"""Why a course is recommended to a learner: what others did, and what the courses have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.choosing.limits import CourseFacts
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.histories import Codes, Histories

SPOKEN_OF = 3
"""Taken courses looked at: what speaks less for a course is no reason for it."""


class ReasonKind(StrEnum):
    """What speaks for a course."""

    BUILDS_ON = "builds_on"
    TAKEN_TOGETHER = "taken_together"
    SHARES = "shares"
    POPULAR = "popular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason: because of which ``course`` that the learner took (-1: none), and what supports it.

    ``relation`` and ``value`` say what both courses share; ``learners`` of ``among`` who took that course
    took the recommended one too (for ``POPULAR``: of all learners).
    """

    kind: ReasonKind
    course: int = -1
    relation: str = ""
    value: str = ""
    learners: int = 0
    among: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """What reasons are drawn from: who ``taken`` what (learners, courses), and what is known of courses.

    ``heads`` (values,) say by relation how many courses have a value.
    """

    taken: csc_matrix
    features: CourseFeatures
    facts: CourseFacts
    heads: Mapping[str, Codes]

    @classmethod
    def of(cls, histories: Histories, features: CourseFeatures, facts: CourseFacts) -> Evidence:
        """Return the evidence of histories and of what is known of the same courses."""
        heads = {name: _column_counts(matrix) for name, matrix in features.relations.items()}
        return cls(taken=csc_matrix(histories.taken()), features=features, facts=facts, heads=heads)

    def who(self, course: int) -> Codes:
        """Return the learners who took a course."""
        where = self.taken.indptr
        return np.asarray(self.taken.indices[where[course] : where[course + 1]], dtype=np.int64)


def reasons(
    evidence: Evidence, taken: Sequence[int], course: int, weights: Floats, *, told: Sequence[str]
) -> tuple[Reason, ...]:
    """Return what speaks for a course to a learner who took some, the most telling first; never empty.

    ``weights`` (taken,) say how much each taken course speaks for it in the model; the course taken last
    stands last in ``taken``. ``told`` names the relations worth telling, the most telling first.
    """
    found = [
        *_builds_on(evidence.facts, taken, course),
        *_together(evidence, taken, course, weights),
        *_shares(evidence, taken, course, told),
    ]
    return tuple(found) or (_popular(evidence, course),)


def _builds_on(facts: CourseFacts, taken: Sequence[int], course: int) -> list[Reason]:
    """Return the latest course taken that gives something this one needs."""
    needed = set(_row(facts.needs, course))
    latest = (one for one in reversed(taken) if needed.intersection(_row(facts.gives, one)))
    return [Reason(kind=ReasonKind.BUILDS_ON, course=one) for one in latest][:1]


def _together(evidence: Evidence, taken: Sequence[int], course: int, weights: Floats) -> list[Reason]:
    """Return the course taken that speaks most for this one in the model, if learners took both."""
    for place in np.argsort(-weights, kind="stable")[:SPOKEN_OF].tolist():
        if weights[place] <= 0:
            break
        one = int(taken[place])
        who = evidence.who(one)
        both = np.intersect1d(who, evidence.who(course), assume_unique=True).size
        if both > 1:
            return [Reason(kind=ReasonKind.TAKEN_TOGETHER, course=one, learners=both, among=who.size)]
    return []


def _shares(evidence: Evidence, taken: Sequence[int], course: int, told: Sequence[str]) -> list[Reason]:
    """Return what the course and one taken share that fewest courses have, by the most telling relation."""
    for relation in told:
        matrix = evidence.features.relations.get(relation)
        if matrix is None:
            continue
        ours = set(_row(matrix, course))
        shared = [
            (int(evidence.heads[relation][value]), -place, value, one)
            for place, one in enumerate(taken)
            for value in ours.intersection(_row(matrix, one))
        ]
        if shared:
            _, _, value, one = min(shared)
            name = evidence.features.values[relation][value]
            return [Reason(kind=ReasonKind.SHARES, course=one, relation=relation, value=name)]
    return []


def _popular(evidence: Evidence, course: int) -> Reason:
    among = int(evidence.taken.shape[0])
    return Reason(kind=ReasonKind.POPULAR, learners=evidence.who(course).size, among=among)


def _row(matrix: csr_matrix, place: int) -> list[int]:
    found: list[int] = matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]].tolist()
    return found


def _column_counts(matrix: csr_matrix) -> Codes:
    return np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)
