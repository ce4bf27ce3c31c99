"""The cheapest choice of courses: against all subsets, and by hand where courses wait for each other."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from kuajie.knowledge.paths.cheapest import cheapest, cheapest_price
from kuajie.knowledge.paths.greedy import greedy
from kuajie.knowledge.paths.steps import Choice, arrives, in_order

TO_SOLVER = 1e-5
"""HiGHS proves costs to a millionth; what is compared adds a few of them up."""


def choice_of(
    gives: list[set[int]],
    needs: list[set[int]],
    goals: list[int],
    cost: list[float],
    *,
    count: int,
    budget: float = np.inf,
) -> Choice:
    def matrix(sets: list[set[int]]) -> csr_matrix:
        dense = np.zeros((len(sets), count))
        for row, columns in enumerate(sets):
            dense[row, sorted(columns)] = 1.0
        return csr_matrix(dense)

    given = [set(row) for row in gives]
    return Choice(
        gives=matrix(given),
        needs=matrix([need - own for need, own in zip(needs, given, strict=True)]),
        goals=np.array(goals),
        cost=np.array(cost),
        price=np.array(cost),
        budget=budget,
    )


def can_be_taken(gives: list[set[int]], needs: list[set[int]], chosen: list[int], goals: set[int]) -> bool:
    """Say so by trying courses one by one until none can be taken any more."""
    have: set[int] = set()
    left = list(chosen)
    while ready := [each for each in left if needs[each] - gives[each] <= have]:
        have |= gives[ready[0]]
        left.remove(ready[0])
    return goals <= have


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[set[int]], list[set[int]], list[int], list[float], int, float]:
    count, courses = draw(st.integers(1, 5)), draw(st.integers(1, 7))
    some = st.sets(st.integers(0, count - 1), max_size=3)
    gives = draw(st.lists(some, min_size=courses, max_size=courses))
    needs = draw(st.lists(st.sets(st.integers(0, count - 1), max_size=2), min_size=courses, max_size=courses))
    goals = sorted(draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=2)))
    cost = draw(st.lists(st.sampled_from([1.0, 2.0, 3.5, 5.0]), min_size=courses, max_size=courses))
    budget = draw(st.sampled_from([np.inf, 6.0, 3.0]))
    return gives, needs, goals, cost, count, budget


@settings(deadline=None, max_examples=300)
@given(problems())
def test_no_choice_is_cheaper(
    problem: tuple[list[set[int]], list[set[int]], list[int], list[float], int, float],
) -> None:
    gives, needs, goals, cost, count, budget = problem
    choice = choice_of(gives, needs, goals, cost, count=count, budget=budget)
    costs = [
        sum(cost[place] for place, taken in enumerate(flags) if taken)
        for flags in product((False, True), repeat=len(gives))
        if can_be_taken(gives, needs, [place for place, taken in enumerate(flags) if taken], set(goals))
    ]
    within = [each for each in costs if each <= budget]
    found = cheapest(choice)
    assert (found is None) == (not within)
    if found is None:
        assert cheapest_price(choice) == (pytest.approx(min(costs)) if costs else None)
        return
    assert found.cost == pytest.approx(min(within), abs=TO_SOLVER)
    assert found.gap == pytest.approx(0.0, abs=TO_SOLVER)
    order = in_order(choice, found.chosen, np.zeros(len(gives)))
    assert sorted(order) == np.flatnonzero(found.chosen).tolist()
    have: set[int] = set()
    for course in order:
        assert needs[course] - gives[course] <= have
        have |= gives[course]
    assert set(goals) <= have
    quick = greedy(choice)
    if quick is not None:
        assert arrives(choice, quick)
        assert choice.cost[quick].sum() >= found.cost - TO_SOLVER


def test_courses_that_only_support_each_other_reach_nothing() -> None:
    # 0 gives a and needs b, 1 gives b and needs a: cheap, but neither can come first. 2 gives b for more.
    choice = choice_of([{0}, {1}, {1}], [{1}, {0}, set()], [0], [1.0, 1.0, 5.0], count=2)
    found = cheapest(choice)
    assert found is not None
    assert np.flatnonzero(found.chosen).tolist() == [0, 2]
    assert in_order(choice, found.chosen, np.zeros(3)) == [2, 0]


def test_one_course_for_two_goals_beats_two_cheap_ones() -> None:
    choice = choice_of([{0}, {1}, {0, 1}], [set(), set(), set()], [0, 1], [3.0, 3.0, 5.0], count=2)
    found = cheapest(choice)
    assert found is not None
    assert np.flatnonzero(found.chosen).tolist() == [2]


def test_out_of_time_a_good_choice_comes_with_the_bound_proved_so_far() -> None:
    choice = choice_of([{0}, {1}, {0, 1}], [set(), set(), set()], [0, 1], [3.0, 3.0, 5.0], count=2)
    found = cheapest(choice, seconds=-1.0)
    assert found is not None
    assert arrives(choice, found.chosen)
    assert found.bound == 0.0
    assert found.gap == 1.0


def test_a_quick_choice_keeps_the_budget_or_is_none() -> None:
    gives, needs = [{0}, {1}], [set[int](), {0}]
    kept = greedy(choice_of(gives, needs, [1], [2.0, 3.0], count=2, budget=5.0))
    assert kept is not None
    assert kept.tolist() == [True, True]
    assert greedy(choice_of(gives, needs, [1], [2.0, 3.0], count=2, budget=4.9)) is None
