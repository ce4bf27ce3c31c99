"""Histories: order within a learner, the last of repeats, and matrices that hold what was taken."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from told_histories import ROWS, histories


def test_by_hand() -> None:
    # Learner 1 takes 3, 4, 3 again; learner 0 takes 6.
    told = histories([(1, 3), (0, 6), (1, 4), (1, 3)])
    assert told.learner.tolist() == [0, 1, 1]
    assert told.course.tolist() == [6, 4, 3]
    assert told.age.tolist() == [0, 1, 0]
    assert told.place.tolist() == [0, 0, 1]
    assert told.recent(0.5)[1].toarray().tolist() == [[0, 0, 0, 1.0, 0.5, 0, 0]]
    assert told.popularity().tolist() == [0, 0, 0, 1, 1, 0, 1]


@given(ROWS)
def test_what_was_taken_is_kept_once_with_its_latest_place(rows: list[tuple[int, int]]) -> None:
    told = histories(rows)
    assert set(zip(told.learner.tolist(), told.course.tolist(), strict=True)) == set(rows)
    assert told.taken().sum() == len(set(rows))
    for learner in range(5):
        own = [course for who, course in rows if who == learner]
        expected = [course for place, course in enumerate(own) if course not in own[place + 1 :]]
        assert told.course[told.learner == learner].tolist() == expected
    assert np.all(told.age + told.place + 1 == told.counts[told.learner])


def test_codes_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="below 5"):
        histories([(5, 0)])
    with pytest.raises(ValueError, match="below 7"):
        histories([(0, -1)])
