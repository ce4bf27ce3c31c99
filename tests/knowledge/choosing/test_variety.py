"""Variety: what is alike is spread out, at no cost where none is asked for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from kuajie.knowledge.choosing.variety import course_directions, unlikeness, varied

ALIKE = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])


def test_a_less_relevant_course_of_another_kind_comes_second() -> None:
    scores, pool = np.array([[3.0, 2.9, 1.0]]), np.array([[0, 1, 2]])
    assert varied(scores, pool, ALIKE, variety=0.0, most=3).tolist() == [[0, 1, 2]]
    assert varied(scores, pool, ALIKE, variety=0.6, most=3).tolist() == [[0, 2, 1]]


def test_what_is_barred_never_comes() -> None:
    scores, pool = np.array([[3.0, -np.inf, 1.0]]), np.array([[0, 1, 2]])
    assert varied(scores, pool, ALIKE, variety=0.3, most=3).tolist() == [[0, 2, -1]]


def test_variety_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        varied(np.zeros((1, 1)), np.zeros((1, 1), dtype=int), ALIKE, variety=1.5, most=1)


def test_unlikeness_is_the_mean_over_pairs() -> None:
    assert unlikeness(np.array([[0, 1]]), ALIKE).tolist() == [0.0]
    assert unlikeness(np.array([[0, 2]]), ALIKE).tolist() == [1.0]
    assert unlikeness(np.array([[0, 1, 2]]), ALIKE) == pytest.approx([2 / 3])


def test_courses_of_the_same_subjects_point_the_same_way() -> None:
    features = csr_matrix(np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0], [0, 0, 0, 0.0]]))
    directions = course_directions(features)
    cosine = directions @ directions.T
    assert cosine[0, 1] == pytest.approx(1)
    assert cosine[0, 2] == pytest.approx(0, abs=1e-9)
    assert 0.3 < cosine[2, 3] <= 1 + 1e-9
    assert not directions[4].any()


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_every_course_comes_at_most_once_and_the_best_comes_first(seed: int, variety: float) -> None:
    rng = np.random.default_rng(seed)
    scores = -np.sort(-rng.normal(size=(3, 8)), axis=1)
    pool = np.stack([rng.permutation(10)[:8] for _ in range(3)])
    directions = rng.normal(size=(10, 4))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    chosen = varied(scores, pool, directions, variety=variety, most=5)
    if variety < 1:
        assert (chosen[:, 0] == pool[:, 0]).all()
    for row, allowed in zip(chosen, pool, strict=True):
        assert len(set(row)) == 5
        assert set(row) <= set(allowed)
    plain = varied(scores, pool, directions, variety=0.0, most=5)
    assert (plain == pool[:, :5]).all()
