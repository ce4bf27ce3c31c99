"""Histories for tests: any rows, random ones, and learners who take courses in a row."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from kuajie.knowledge.histories import Histories

ROWS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 6)), max_size=40)


def histories(rows: list[tuple[int, int]]) -> Histories:
    learner, course = (np.array([row[part] for row in rows], dtype=np.int64) for part in (0, 1))
    return Histories.ordered(learner, course, learners=5, courses=7)


def random_histories(learners: int = 300, courses: int = 12, *, seed: int = 1) -> Histories:
    rng = np.random.default_rng(seed)
    rows = [
        (learner, course)
        for learner in range(learners)
        for course in rng.permutation(courses)[: rng.integers(1, 7)]
    ]
    learner, course = np.array(rows, dtype=np.int64).T
    return Histories.ordered(learner, course, learners=learners, courses=courses)


def chain(learners: int = 200, courses: int = 8) -> Histories:
    """Everybody takes some courses in a row: 2, 3, 4, say."""
    rng = np.random.default_rng(2)
    rows = []
    for learner in range(learners):
        first = rng.integers(0, courses - 3)
        rows += [(learner, course) for course in range(first, first + 3)]
    learner, course = np.array(rows, dtype=np.int64).T
    return Histories.ordered(learner, course, learners=learners, courses=courses)
