"""Linear models of courses: the regression's optimality, counts by hand, and rankings that follow."""

from __future__ import annotations

import numpy as np
import pytest

from kuajie.knowledge.best_places import best_places
from kuajie.knowledge.co_occurrence import followed
from kuajie.knowledge.histories import Histories
from kuajie.knowledge.hold_out import discounted_gain, hide_last
from kuajie.knowledge.linear_items import Form, ease, fit_linear_items


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


def test_the_regression_is_optimal_off_the_diagonal() -> None:
    told, penalty = random_histories(), 7.0
    taken, weights = told.taken().toarray(), ease(told, penalty)
    slope = taken.T @ (taken @ weights - taken) + penalty * weights
    assert np.all(np.diag(weights) == 0.0)
    off = ~np.eye(told.courses, dtype=bool)
    assert np.abs(slope[off]).max() < 1e-8 * np.abs(slope).max()


def test_what_follows_what_is_counted_by_hand() -> None:
    # One learner takes 0, 1, 2: 1 follows 0 at once, 2 follows 0 with one between.
    told = Histories.ordered(np.zeros(3, dtype=np.int64), np.arange(3), learners=1, courses=3)
    assert followed(told, decay=0.5, window=5).tolist() == [[0, 1, 0.5], [0, 0, 1], [0, 0, 0]]
    assert followed(told, decay=0.5, window=1).tolist() == [[0, 1, 0], [0, 0, 1], [0, 0, 0]]


def test_order_decides_where_the_regression_cannot() -> None:
    told = chain()
    model = fit_linear_items(told, Form(penalty=5.0, recency=1.0, follow_weight=1.0))
    held = hide_last(told, most=100, rng=np.random.default_rng(0))
    blind = fit_linear_items(held.seen, Form(penalty=5.0, recency=1.0, follow_weight=0.0))
    seeing = fit_linear_items(held.seen, Form(penalty=5.0, recency=1.0, follow_weight=1.0))

    def gain(fitted):
        ranked = np.concatenate([best for _, best in fitted.best(held.seen, held.learners, most=3)])
        return discounted_gain(ranked, held.hidden).mean()

    assert gain(seeing) > 0.95
    assert gain(seeing) > gain(blind)
    assert np.isfinite(model.weights).all()


def test_nothing_taken_is_recommended_and_newcomers_get_what_is_popular() -> None:
    told = random_histories()
    newcomer = Histories(
        learner=told.learner, course=told.course, learners=told.learners + 1, courses=told.courses
    )
    model = fit_linear_items(told, Form())
    everybody = np.arange(newcomer.learners)
    taken = told.taken().toarray() > 0
    for learners, best in model.best(newcomer, everybody, most=5):
        for learner, ranked in zip(learners, best, strict=True):
            if learner < told.learners:
                assert not taken[learner, ranked].any()
            else:
                assert ranked.tolist() == best_places(told.popularity()[None], 5)[0].tolist()


def test_gain_is_by_place() -> None:
    ranked = np.array([[4, 2, 9], [1, 2, 3], [7, 8, 5]])
    assert discounted_gain(ranked, np.array([4, 3, 0])) == pytest.approx([1.0, 0.5, 0.0])


def test_hidden_are_the_last_courses_of_learners_with_two_or_more() -> None:
    told = random_histories()
    held = hide_last(told, most=50, rng=np.random.default_rng(3))
    assert held.learners.size == 50
    for learner, hidden in zip(held.learners, held.hidden, strict=True):
        own = told.course[told.learner == learner]
        assert own.size > 1
        assert own[-1] == hidden
        assert held.seen.course[held.seen.learner == learner].tolist() == own[:-1].tolist()
    assert held.seen.learner.size == told.learner.size - 50
