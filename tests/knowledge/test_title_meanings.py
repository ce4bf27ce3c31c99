"""Titles as a model of language sees them count as much as their words."""

from __future__ import annotations

import numpy as np
import pytest

from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.parts import title_vectors

TITLES = ("painting", "drawing", "statistics", "")
MEANINGS = np.array([[1.0, 0.0], [0.8, 0.6], [0.0, 1.0], [0.0, 0.0]], dtype=np.float32)


def test_titles_of_other_words_are_alike_where_they_mean_alike() -> None:
    features = CourseFeatures(titles=TITLES, provider=np.zeros(4, dtype=np.int64))
    plain = title_vectors(features)
    assert (plain @ plain.T)[0, 1] == 0
    told = CourseFeatures(titles=TITLES, provider=np.zeros(4, dtype=np.int64), meanings=MEANINGS)
    vectors = title_vectors(told)
    cosine = (vectors @ vectors.T).toarray()
    assert cosine[0, 1] == pytest.approx(0.5 * 0.0 + 0.5 * 0.8, abs=1e-6)
    assert cosine[1, 2] == pytest.approx(0.5 * 0.6, abs=1e-6)
    assert cosine[0, 2] == pytest.approx(0.0, abs=1e-6)
    assert np.diag(cosine)[:3] == pytest.approx(1.0, abs=1e-6)
    assert not cosine[3].any()
