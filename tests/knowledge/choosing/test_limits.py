"""Hard limits: what a learner may never be shown, checked course by course in plain Python."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from kuajie.knowledge.choosing.limits import CourseFacts, Limit, Wishes, limits

COURSES = 5
ANYTHING = Wishes()


def facts() -> CourseFacts:
    """Return five courses: 1 needs 0; 3 is the same as 0; 2 is full; 4 is dear, in another language."""
    needs, same = np.zeros((5, 5)), np.zeros((5, 5))
    needs[1, 0] = 1
    same[0, 3] = same[3, 0] = 1
    return CourseFacts(
        provider=np.array([0, 0, 0, 1, 1]),
        language=np.array([0, 0, 0, -1, 1]),
        level=np.array([0, 1, 1, 0, 2]),
        price=np.array([100.0, 200.0, 100.0, np.nan, 900.0]),
        seats=np.array([np.inf, 3.0, 0.0, np.inf, np.inf]),
        needs=csr_matrix(needs),
        gives=csr_matrix(np.eye(5) + same),
        same=csr_matrix(same),
    )


def barred(taken: list[int], wishes: Wishes = ANYTHING, target: int | None = None) -> dict[Limit, list[int]]:
    row = np.zeros((1, COURSES))
    row[0, taken] = 1
    found = limits(facts(), wishes, csr_matrix(row), target=target)
    return {limit: np.flatnonzero(flags[0]).tolist() for limit, flags in found}


def test_each_limit_rules_out_what_it_should() -> None:
    assert barred([]) == {Limit.SEATS: [2], Limit.PREREQUISITE: [1]}
    assert barred([0]) == {Limit.OWNED: [0, 3], Limit.SEATS: [2]}
    assert barred([3]) == {Limit.OWNED: [0, 3], Limit.SEATS: [2]}  # the same course opens what needs it
    assert barred([0], target=1)[Limit.PROVIDER] == [0, 1, 2]
    assert barred([0], Wishes(languages=np.array([[True, False]])))[Limit.LANGUAGE] == [3, 4]
    assert barred([0], Wishes(levels=np.array([[False, True, False]])))[Limit.LEVEL] == [0, 3, 4]
    assert barred([0], Wishes(price=np.array([150.0])))[Limit.PRICE] == [1, 3, 4]
    assert Limit.PRICE not in barred([0], Wishes(price=np.array([np.inf])))
    assert barred([0], Wishes(providers=np.array([[True, False]])))[Limit.CONSENT] == [3, 4]


def test_nothing_known_bars_nothing_but_what_is_taken() -> None:
    taken = csr_matrix(np.array([[1.0, 0.0], [0.0, 0.0]]))
    found = dict(limits(CourseFacts.unknown(2), Wishes(), taken))
    assert list(found) == [Limit.OWNED]
    assert found[Limit.OWNED].tolist() == [[True, False], [False, False]]


taken_rows = st.lists(st.lists(st.integers(0, 4), max_size=5), min_size=1, max_size=4)
edges = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] != pair[1]))


@given(taken_rows, edges)
def test_a_course_is_open_exactly_when_all_it_needs_is_taken(
    rows: list[list[int]], needed: set[tuple[int, int]]
) -> None:
    needs = np.zeros((COURSES, COURSES))
    for course, before in needed:
        needs[course, before] = 1
    plain = replace(facts(), needs=csr_matrix(needs), gives=csr_matrix(np.eye(COURSES)))
    taken = np.zeros((len(rows), COURSES))
    for learner, courses in enumerate(rows):
        taken[learner, courses] = 1
    found = dict(limits(plain, Wishes(), csr_matrix(taken)))
    owned = found.get(Limit.OWNED, np.zeros((len(rows), COURSES), dtype=bool))
    unmet = found.get(Limit.PREREQUISITE, np.zeros((len(rows), COURSES), dtype=bool))
    for learner, courses in enumerate(rows):
        had = {0 if one == 3 else 3 if one == 0 else one for one in courses} | set(courses)
        for course in range(COURSES):
            assert owned[learner, course] == (course in had)
            assert unmet[learner, course] == any(before not in had for one, before in needed if one == course)


def test_wishes_of_some_learners_are_their_rows() -> None:
    wishes = Wishes(price=np.array([1.0, 2.0, 3.0]), levels=np.eye(3, dtype=bool))
    some = wishes.of(slice(1, 3))
    assert some.price is not None
    assert some.levels is not None
    assert some.price.tolist() == [2.0, 3.0]
    assert some.levels.shape == (2, 3)
    assert some.languages is None


@pytest.mark.parametrize("courses", [0, 1])
def test_no_course_or_one_is_no_trouble(courses: int) -> None:
    assert list(limits(CourseFacts.unknown(courses), Wishes(), csr_matrix((2, courses)))) == []
