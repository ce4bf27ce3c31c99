"""Vectors of texts: likeness across languages and spellings, and embeddings counted beside words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kuajie.usecases.text_vectors import text_vectors

TEXTS = (
    "Introduction to Machine Learning",
    "机器学习导论",
    "Machine-learning, an introduction",
    "瑜伽",
    "",
    "Yoga",
)


def cosine(one: int, other: int, vectors: object = None) -> float:
    return float((vectors or text_vectors(TEXTS)).cosine(np.array([one]), np.array([other]))[0])


def test_what_is_said_alike_is_alike() -> None:
    assert cosine(0, 1) > 0.99
    assert cosine(0, 2) > 0.99
    assert cosine(3, 5) > 0.99
    assert cosine(0, 3) < 0.1
    assert cosine(4, 4) == 0.0


class Sides:
    """Embeds a text by its first letter, on one of two axes."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        axes = np.array([[text[:1] in "IM", text[:1] in "Y瑜机"] for text in texts])
        return axes.astype(np.float32)


def test_embeddings_count_as_much_as_words() -> None:
    vectors = text_vectors(TEXTS, embedder=Sides())
    assert np.isclose(cosine(0, 1, vectors), 0.5 * cosine(0, 1))  # the same words, other axes
    assert np.isclose(cosine(1, 5, vectors), 0.5 * cosine(1, 5) + 0.5)  # other words, the same axis
    assert np.isclose(cosine(0, 0, vectors), 1.0)


def test_no_texts_have_no_vectors() -> None:
    assert text_vectors(()).texts == 0
