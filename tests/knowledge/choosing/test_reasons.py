"""Reasons: each is true of the data, and the most telling comes first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.knowledge.choosing.limits import CourseFacts
from kuajie.knowledge.choosing.reasons import Evidence, Reason, ReasonKind, reasons
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.histories import Histories

EXCEL, SQL, PYTHON, DRAWING = range(4)


def evidence() -> Evidence:
    """Return four courses: Python needs SQL; Excel and SQL share tables, all but drawing the school."""
    rows = [(0, EXCEL), (0, SQL), (1, EXCEL), (1, SQL), (2, EXCEL), (2, PYTHON), (3, DRAWING)]
    learner, course = (np.array(column) for column in zip(*rows, strict=True))
    features = CourseFeatures(
        titles=("Excel", "SQL", "Python", "Drawing"),
        provider=np.array([0, 0, 1, 1]),
        providers=("P", "E"),
        relations={
            "about": csr_matrix(np.array([[1, 0], [1, 0], [0, 1], [0, 0.0]])),
            "offered_by": csr_matrix(np.array([[1], [1], [1], [0.0]])),
        },
        values={"about": ("tables", "code"), "offered_by": ("School",)},
    )
    needs = np.zeros((4, 4))
    needs[PYTHON, SQL] = 1
    facts = replace(CourseFacts.unknown(4), needs=csr_matrix(needs), gives=csr_matrix(np.eye(4)))
    return Evidence.of(Histories.ordered(learner, course, learners=4, courses=4), features, facts)


def told(taken: list[int], course: int, weights: list[float]) -> tuple[Reason, ...]:
    return reasons(evidence(), taken, course, np.array(weights), told=("about", "offered_by"))


def test_what_others_took_and_what_is_shared_are_counted() -> None:
    first, second = told([EXCEL], SQL, [0.4])
    assert first == Reason(kind=ReasonKind.TAKEN_TOGETHER, course=EXCEL, learners=2, among=3)
    assert second == Reason(kind=ReasonKind.SHARES, course=EXCEL, relation="about", value="tables")


def test_a_prerequisite_met_is_told_first() -> None:
    first, *_ = told([EXCEL, SQL], PYTHON, [0.1, 0.2])
    assert first == Reason(kind=ReasonKind.BUILDS_ON, course=SQL)


def test_the_less_telling_relation_is_told_where_no_other_holds() -> None:
    assert told([EXCEL], PYTHON, [-1.0]) == (
        Reason(kind=ReasonKind.SHARES, course=EXCEL, relation="offered_by", value="School"),
    )


def test_without_anything_in_common_popularity_is_the_reason() -> None:
    popular = (Reason(kind=ReasonKind.POPULAR, learners=1, among=4),)
    assert told([EXCEL], DRAWING, [0.5]) == popular
    assert told([], DRAWING, []) == popular
