"""Why the courses of a recommendation were chosen, learner by learner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.choosing.limits import CourseFacts
from kuajie.knowledge.choosing.reasons import Evidence, Reason, reasons
from kuajie.knowledge.graph.relations import Relation
from kuajie.knowledge.histories import Codes

if TYPE_CHECKING:  # recommend.py asks for reasons
    from kuajie.usecases.recommend import RecommendQuestion

TOLD = (
    Relation.ABOUT.value,
    "concept",
    Relation.DEVELOPS.value,
    "skill",
    Relation.TAUGHT_BY.value,
    "teacher",
    Relation.IN_SUBJECT.value,
    "category",
    "field",
    Relation.FOR_OCCUPATION.value,
    "target_audience",
    Relation.OFFERED_BY.value,
    "school",
)
"""Relations worth telling a learner, by their names here and in files, the most telling first."""


@runtime_checkable
class Spoken(Protocol):
    """A model that says how much each course taken speaks for another."""

    def speaks(self, taken: Codes, course: int) -> Floats:
        """Return what each course ``taken``, the latest last, adds to the score of a course, (taken,)."""
        ...


def explain(
    question: RecommendQuestion, model: object, facts: CourseFacts, ranked: Codes
) -> list[list[tuple[Reason, ...]]]:
    """Return the reasons of every course in the first learners' lists; none where no course stands.

    What consent hides is no reason either.
    """
    evidence = Evidence.of(question.histories, question.features, facts)
    told = []
    for learner, courses in zip(question.asked.tolist(), ranked.tolist(), strict=False):
        taken = _taken(question, learner)
        told.append([_reasons(evidence, model, _seen(question, taken, course), course) for course in courses])
    return told


def _taken(question: RecommendQuestion, learner: int) -> Codes:
    histories = question.histories
    if learner < 0:
        return np.zeros(0, dtype=np.int64)
    first, after = np.searchsorted(histories.learner, [learner, learner + 1])
    return histories.course[first:after]


def _seen(question: RecommendQuestion, taken: Codes, course: int) -> Codes:
    """Return what may be looked at of what a learner took where a course is recommended."""
    seen = [view.seen for view in question.views if view.courses[course]]
    return taken[seen[0][taken]] if seen else taken


def _reasons(evidence: Evidence, model: object, taken: Codes, course: int) -> tuple[Reason, ...]:
    if course < 0:
        return ()
    weights = model.speaks(taken, course) if isinstance(model, Spoken) else np.zeros(taken.size)
    return reasons(evidence, _plain(taken), course, weights, told=TOLD)


def _plain(taken: Codes) -> Sequence[int]:
    plain: list[int] = taken.tolist()
    return plain
