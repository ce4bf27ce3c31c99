"""Linear models of courses: rankings by order and company, hidden courses, and nothing taken recommended."""

from __future__ import annotations

import numpy as np
import pytest
from told_histories import chain, random_histories

from kuajie.knowledge.best_places import best_places
from kuajie.knowledge.histories import Histories
from kuajie.knowledge.hold_out import discounted_gain, hide_last
from kuajie.knowledge.linear_items import Form, fit_linear_items, updated
from kuajie.knowledge.parts import FOLLOWS


def test_order_decides_where_company_cannot() -> None:
    held = hide_last(chain(), most=100, rng=np.random.default_rng(0))

    def gain(form: Form) -> float:
        model = fit_linear_items(held.seen, form)
        ranked = np.concatenate([best for _, best in model.best(held.seen, held.learners, most=3)])
        return float(discounted_gain(ranked, held.hidden).mean())

    blind = gain(Form(penalty=5.0, order_share=0.0, recency=1.0, weights={}))
    assert gain(Form(penalty=5.0, order_share=0.0, recency=1.0, weights={FOLLOWS: 3.0})) > max(0.95, blind)
    assert gain(Form(penalty=5.0, order_share=0.9, recency=0.5, weights={})) > max(0.95, blind)


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


def test_updated_with_new_orders_it_ranks_as_fitted_anew() -> None:
    old = random_histories(courses=40)
    learner = np.concatenate([old.learner, [3, 300, 300]])  # one learner goes on, another is new
    course = np.concatenate([old.course, [17, 5, 9]])
    new = Histories.ordered(learner, course, learners=301, courses=40)
    changed = np.zeros(301, dtype=bool)
    changed[[3, 300]] = True
    went_on = updated(fit_linear_items(old, Form()), old, new, changed)
    anew = fit_linear_items(new, Form())
    assert np.abs(went_on.weights - anew.weights).max() < 1e-5 * np.abs(anew.weights).max()
    assert (went_on.usual == anew.usual).all()


def test_what_each_course_speaks_for_another_adds_up_to_its_score() -> None:
    told = random_histories()
    model = fit_linear_items(told, Form(recency=0.5))
    learner = int(told.counts.argmax())
    taken = told.course[told.learner == learner]
    assert taken.size > 2
    (_, scores), *_ = model.scores(told, np.array([learner]))
    for course in range(told.courses):
        said = model.speaks(taken, course).sum() + model.usual[course]
        assert said == pytest.approx(float(scores[0, course]), abs=1e-5)
