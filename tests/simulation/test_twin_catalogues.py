"""Planted catalogues: the same seed, the same rows; twins are listed by both, siblings are not the same."""

from __future__ import annotations

from collections import Counter

import numpy as np

from kuajie.simulation.twin_catalogues import TwinCatalogues, twin_catalogues
from kuajie.simulation.twin_titles import Title, Topics, retold, told

TERMS = {
    "机器学习": "machine learning",
    "统计学": "statistics",
    "微积分": "calculus",
    "大学": "university",
    "ml": "machine learning",
}


def world(seed: int) -> TwinCatalogues:
    rng = np.random.default_rng(seed)
    return twin_catalogues(300, Topics.of(TERMS, rng), rng=rng, common=0.3, chinese=0.5)


def test_a_seed_gives_one_world() -> None:
    assert world(1) == world(1)
    assert world(1) != world(2)


def test_the_share_in_common_is_what_was_asked_for() -> None:
    planted = world(3)
    courses = {
        name: {row["id"] for row in rows if row["kind"] == "course"} for name, rows in planted.nodes.items()
    }
    assert all(left in courses["A"] and right in courses["B"] for left, right in planted.same["course"])
    size = min(map(len, courses.values()))
    assert 0.2 < len(planted.same["course"]) / size < 0.4
    assert max(Counter(left for left, _ in planted.same["course"]).values()) == 1


def test_every_edge_starts_at_a_course_that_is_listed() -> None:
    planted = world(4)
    for name, rows in planted.nodes.items():
        courses = {row["id"] for row in rows if row["kind"] == "course"}
        assert {edge["head"] for edge in planted.edges[name]} <= courses


def test_topics_are_terms_that_courses_are_about() -> None:
    topics = Topics.of(TERMS, np.random.default_rng(5))
    assert set(topics.pairs) == {
        ("机器学习", "machine learning"),
        ("统计学", "statistics"),
        ("微积分", "calculus"),
    }


def test_a_title_is_told_in_both_languages() -> None:
    topics = Topics(pairs=[("微积分", "calculus"), ("统计学", "statistics")], brands=["Baco"], schools=["X"])
    title = Title(topic=0, second=1, form=1, brand=0, who=0, level=0, said=True, part=2)
    assert told(title, topics, zh=False) == "Introduction to Calculus and Statistics II"
    assert told(title, topics, zh=True) == "微积分与统计学导论（下）"
    rng = np.random.default_rng(6)
    versions = {retold("Introduction to Calculus and Statistics II", rng, zh=False) for _ in range(200)}
    assert {"Intro to Calculus and Stats II", "Introduction to Calculus & Statistics II"} & versions
