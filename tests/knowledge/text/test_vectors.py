"""Texts as vectors: lengths of one, nearest as a matrix of all pairs would have it, by hand once."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.knowledge.text.vectors import (
    TextVectors,
    character_vectors,
    dense_vectors,
    rarity,
    word_vectors,
)

WORDS = ["ab", "cd", "ef", "gh", "ij", "kl"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=5), min_size=1, max_size=12)


def all_pairs(one: TextVectors, other: TextVectors) -> np.ndarray:
    dense = [
        each.matrix.toarray() if hasattr(each.matrix, "toarray") else each.matrix for each in (one, other)
    ]
    return np.asarray(dense[0] @ dense[1].T)


def test_weights_by_hand() -> None:
    matrix = word_vectors([["data", "art"], ["data"]]).matrix.toarray()
    art, data = 1 + log(3 / 2), 1 + log(3 / 3)  # columns in order of the alphabet
    np.testing.assert_allclose(matrix[0], np.array([art, data]) / np.hypot(art, data))
    np.testing.assert_allclose(matrix[1], [0, 1])
    np.testing.assert_allclose(rarity([["data", "art", "art"], ["data"]]), [log(2), 0])


@settings(deadline=None)
@given(TEXTS, st.integers(1, 4), st.floats(0, 0.9))
def test_nearest_are_those_of_the_whole_matrix(texts: list[list[str]], most: int, at_least: float) -> None:
    for vectors in (
        word_vectors(texts),
        character_vectors(texts),
        dense_vectors(word_vectors(texts).matrix.toarray()),
    ):
        cosines = np.round(all_pairs(vectors, vectors), 6)
        found = [
            np.concatenate(part)
            for part in zip(*vectors.nearest(vectors, most, at_least=at_least), strict=True)
        ]
        for row in range(len(texts)):
            mine = found[0] == row
            expected = sorted(cosines[row][cosines[row] > at_least + 1e-6], reverse=True)[:most]
            assert len(found[1][mine]) >= len(expected)
            np.testing.assert_allclose(np.round(found[2][mine][: len(expected)], 6), expected, atol=2e-6)
            np.testing.assert_allclose(cosines[row][found[1][mine]], found[2][mine], atol=2e-6)


@settings(deadline=None)
@given(TEXTS)
def test_a_text_is_as_long_as_one_and_most_like_itself(texts: list[list[str]]) -> None:
    vectors, every = word_vectors(texts), np.arange(len(texts))
    filled = np.array([bool(text) for text in texts])
    np.testing.assert_allclose(vectors.cosine(every, every), filled.astype(float), atol=1e-9)


@settings(deadline=None)
@given(TEXTS)
def test_the_order_of_texts_changes_no_cosine(texts: list[list[str]]) -> None:
    order = np.random.default_rng(3).permutation(len(texts))
    turned = word_vectors([texts[place] for place in order])
    np.testing.assert_allclose(
        all_pairs(turned, turned),
        all_pairs(word_vectors(texts), word_vectors(texts))[np.ix_(order, order)],
        atol=1e-12,
    )


def test_rare_features_stay_and_common_ones_only_where_little_else_is() -> None:
    texts = [["data", f"own{place}"] for place in range(6)] + [["data"]]
    rare = word_vectors(texts).rarest(most_texts=3, least=1).matrix
    assert np.diff(rare.indptr).tolist() == [1] * 7
    assert rare[6].nnz == 1, "a text of common words alone keeps its rarest"
    whole = word_vectors(texts)
    assert (whole.rarest(most_texts=7, least=0).matrix != whole.matrix).nnz == 0


def test_embeddings_are_made_one_long_and_must_be_finite() -> None:
    vectors = dense_vectors(np.array([[3.0, 4.0], [0.0, 0.0]]))
    np.testing.assert_allclose(vectors.matrix, [[0.6, 0.8], [0, 0]])
    for wrong in (np.zeros(3), np.array([[np.nan, 1.0]])):
        with pytest.raises(ValueError, match="finite matrix"):
            dense_vectors(wrong)
    with pytest.raises(ValueError, match="no rare features"):
        vectors.rarest(most_texts=1, least=1)
