"""Counts of what is taken together and in order: by hand, from the rows one by one, and after changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_histories import ROWS, histories

from kuajie.knowledge.co_occurrence import DECAY, WINDOW, count_pairs, follow_rates, recount, together_rates
from kuajie.knowledge.histories import Histories

PARTS = ("together", "before", "follows")


def one_by_one(told: Histories) -> dict[str, np.ndarray]:
    """Return the counts by loops over learners and places."""
    found = {part: np.zeros((told.courses, told.courses)) for part in PARTS}
    for learner in range(told.learners):
        own = told.course[told.learner == learner].tolist()
        for place, course in enumerate(own):
            for other in own:
                found["together"][course, other] += 1
            past = [(own[place - 1 - gap], DECAY**gap) for gap in range(min(place, WINDOW))]
            for first, weight in past:
                found["follows"][first, course] += weight
                for second, other in past:
                    found["before"][first, second] += weight * other
    return found


def test_by_hand() -> None:
    # One learner takes 0, 1, 2: before 1 stands 0, before 2 stand 1 and, with one between, 0.
    told = Histories.ordered(np.zeros(3, dtype=np.int64), np.arange(3), learners=1, courses=3)
    counts = count_pairs(told)
    assert counts.follows.toarray() == pytest.approx(np.array([[0, 1, 0.8], [0, 0, 1], [0, 0, 0]]))
    assert counts.before.toarray() == pytest.approx(np.array([[1.64, 0.8, 0], [0.8, 1, 0], [0, 0, 0]]))
    assert counts.together.toarray().tolist() == [[1, 1, 1]] * 3
    assert counts.popularity.tolist() == [1, 1, 1]
    assert follow_rates(counts).toarray()[0, 2] == pytest.approx(0.8 / 11 / 11**0.3)
    assert together_rates(counts).toarray()[0, 2] == pytest.approx(1 / 11)


@given(ROWS)
def test_counts_are_those_of_the_rows_one_by_one(rows: list[tuple[int, int]]) -> None:
    told = histories(rows)
    counts, expected = count_pairs(told), one_by_one(told)
    for part in PARTS:
        assert getattr(counts, part).toarray() == pytest.approx(expected[part])


@settings(max_examples=50)
@given(ROWS, ROWS, st.integers(0, 4))
def test_recounting_who_changed_is_counting_all(
    rows: list[tuple[int, int]], more: list[tuple[int, int]], who: int
) -> None:
    old = histories(rows)
    new = histories([*rows, *((who, course) for _, course in more)])
    changed = np.arange(5) == who
    found, expected = recount(count_pairs(old), old, new, changed), count_pairs(new)
    for part in PARTS:
        assert getattr(found, part).toarray() == pytest.approx(getattr(expected, part).toarray())


def test_counts_of_other_courses_are_refused() -> None:
    other = Histories.ordered(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), learners=5, courses=2)
    with pytest.raises(ValueError, match="same courses"):
        recount(count_pairs(other), other, histories([(0, 1)]), np.ones(5, dtype=bool))
