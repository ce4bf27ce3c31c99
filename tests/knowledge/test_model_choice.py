"""Choosing by hidden courses: planted order, content and popularity are found and measured."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from told_histories import chain, random_histories

from kuajie.knowledge.blend import spread
from kuajie.knowledge.co_occurrence import count_pairs
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.histories import Histories
from kuajie.knowledge.linear_items import Form, fit_linear_items
from kuajie.knowledge.model_choice import Choice, choose_form
from kuajie.knowledge.parts import SHARED, TITLE, Blend, Likeness, Pairs, Usual, add_part, further_parts
from kuajie.knowledge.ranking_measures import measure


def chosen(
    told: Histories, features: CourseFeatures | None = None, offered: np.ndarray | None = None
) -> Choice:
    return choose_form(
        told,
        CourseFeatures.nothing(told.courses) if features is None else features,
        offered=np.ones(told.courses, dtype=bool) if offered is None else offered,
        hidden=1000,
        rng=np.random.default_rng(1),
    )


def within_topics(learners: int = 400, topics: int = 40, each: int = 10) -> tuple[Histories, CourseFeatures]:
    """Return learners who take any three courses of one topic, and which course has which topic."""
    rng = np.random.default_rng(3)
    rows = [
        (learner, topic * each + course)
        for learner in range(learners)
        for topic in [int(rng.integers(0, topics))]
        for course in rng.permutation(each)[:3].tolist()
    ]
    learner, course = np.array(rows, dtype=np.int64).T
    courses = topics * each
    told = Histories.ordered(learner, course, learners=learners, courses=courses)
    topic = csr_matrix((np.ones(courses), (np.arange(courses), np.arange(courses) // each)))
    names = tuple(f"topic {place}" for place in range(topics))
    return told, CourseFeatures(
        titles=tuple(f"lesson {place // each}x" for place in range(courses)),
        provider=np.full(courses, -1),
        relations={"topic": topic},
        values={"topic": names},
    )


def test_what_courses_are_about_is_used_where_it_tells_more_than_company() -> None:
    told, features = within_topics()
    with_features, without = chosen(told, features), chosen(told)
    assert {SHARED + "topic", TITLE} & with_features.form.weights.keys()
    assert with_features.measures is not None
    assert without.measures is not None
    assert with_features.measures.ndcg_at_10.lower > without.measures.ndcg_at_10.upper


def test_order_is_found() -> None:
    choice = chosen(chain(learners=900))
    assert choice.measures is not None
    assert choice.measures.ndcg_at_10.mean > 0.9
    assert choice.form.order_share > 0


def test_nothing_is_measured_where_nobody_took_two_courses() -> None:
    told = Histories.ordered(np.arange(5), np.arange(5), learners=5, courses=5)
    choice = chosen(told)
    assert choice.measures is None
    assert choice.form == Form()


def test_only_courses_offered_are_hidden_and_ranked() -> None:
    told = random_histories()
    choice = chosen(told, offered=np.arange(told.courses) < 3)
    assert choice.measures is not None
    assert choice.measures.recall_at_10.mean == 1.0  # three courses fit into ten
    assert choice.measures.coverage == 1.0


def test_measures_by_hand() -> None:
    ranked = np.array([[4, 2, 9], [1, 2, 3], [7, 8, -1]])
    found = measure(ranked, np.array([4, 3, 0]), courses=10, rng=np.random.default_rng(0))
    assert found is not None
    assert found.learners == 3
    assert found.ndcg_at_10.mean == pytest.approx((1 + 0.5) / 3)
    assert found.recall_at_10.mean == found.recall_at_20.mean == pytest.approx(2 / 3)
    assert found.mrr.mean == pytest.approx((1 + 1 / 3) / 3)
    assert found.coverage == pytest.approx(0.7)
    assert found.ndcg_at_10.lower < found.ndcg_at_10.mean < found.ndcg_at_10.upper


def test_the_interval_covers_the_mean_as_often_as_it_says() -> None:
    rng, covered = np.random.default_rng(2), 0
    for _ in range(200):
        hit = rng.random(150) < 0.3
        ranked = np.where(hit, 0, 1)[:, None]
        found = measure(ranked, np.zeros(150, dtype=np.int64), courses=2, rng=rng)
        assert found is not None
        covered += found.recall_at_10.lower <= 0.3 <= found.recall_at_10.upper
    assert 0.82 < covered / 200 < 0.98  # 90 %, give or take four standard errors


def test_a_blend_scores_what_its_parts_score() -> None:
    told, features = within_topics(learners=60)
    recent = told.recent(0.7)
    for part in further_parts(count_pairs(told), features).values():
        assert isinstance(part, Pairs | Likeness | Usual)
        size = told.courses
        blend = Blend(weights=np.zeros((size, size), np.float32), usual=np.zeros(size, np.float32))
        add_part(blend, part, 2.0)
        assert blend.scores(recent.astype(np.float32)) == pytest.approx(2 * part.scores(recent), abs=1e-4)
        assert spread(part, told) > 0


def test_what_speaks_adds_up_to_the_score() -> None:
    told = random_histories()
    model = fit_linear_items(told, Form())
    (_, scores), *_ = model.scores(told, np.array([7]))
    own = told.course[told.learner == 7]
    for course in range(told.courses):
        told_by = model.speaks(own, course).sum() + model.usual[course]
        assert scores[0, course] == pytest.approx(told_by, abs=1e-5)
