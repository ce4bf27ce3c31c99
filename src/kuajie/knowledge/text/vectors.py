"""Texts as vectors, of words and runs of characters weighed by how rare they are, or embeddings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, issparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes

PAIRS_AT_ONCE = 20_000_000
"""Cells of a batch of products at the most: some hundred megabytes."""
DENSE_ROWS, SPARSE_ROWS = 1024, 2048
ROUNDING = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextVectors:
    """``matrix`` (texts, features), sparse or dense; rows have length one, or zero where nothing is known."""

    matrix: csr_matrix | NDArray[np.float32]

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return int(self.matrix.shape[0])

    def some(self, places: Codes) -> TextVectors:
        """Return the vectors of some texts."""
        return TextVectors(matrix=self.matrix[places])

    def rarest(self, *, most_texts: int, least: int) -> TextVectors:
        """Return vectors without features of more than ``most_texts`` texts, but for ``least`` of each text.

        Those left are its rarest. Products with these take time in proportion to the texts, not to their
        square, and are too small rather than too large. Raises ``ValueError`` for embeddings.
        """
        matrix: csr_matrix = self.matrix
        if not issparse(matrix):
            raise ValueError("embeddings have no rare features")
        have = np.bincount(matrix.indices, minlength=matrix.shape[1])[matrix.indices]
        row = np.repeat(np.arange(self.texts), np.diff(matrix.indptr))
        rank = np.empty(row.size, dtype=np.int64)
        rank[np.lexsort((matrix.indices, have, row))] = np.arange(row.size)
        kept = (have <= most_texts) | (rank - matrix.indptr[row] < least)
        rows = np.concatenate([[0], np.cumsum(np.bincount(row[kept], minlength=self.texts))])
        return TextVectors(
            matrix=csr_matrix((matrix.data[kept], matrix.indices[kept], rows), shape=matrix.shape)
        )

    def cosine(self, left: Codes, right: Codes) -> Floats:
        """Return how alike pairs of texts are, (pairs,): 1 the same, 0 nothing in common."""
        parts = [np.zeros(0)]
        for first in range(0, left.size, 100_000):
            one, other = (
                self.matrix[left[first : first + 100_000]],
                self.matrix[right[first : first + 100_000]],
            )
            product = one.multiply(other) if isinstance(one, csr_matrix) else one * other
            parts.append(np.asarray(product.sum(axis=1), dtype=np.float64).ravel())
        return np.clip(np.concatenate(parts), -1.0, 1.0)

    def nearest(
        self, others: TextVectors, most: int, *, at_least: float = 0.0
    ) -> Iterator[tuple[Codes, Codes, Floats]]:
        """Yield, batch by batch, the ``most`` nearest among ``others`` of each text: (text, other, cosine).

        Only those more alike than ``at_least``; equals are in the order of ``others``. No matrix of all pairs
        is ever made.
        """
        turned = others.matrix.T.tocsr() if isinstance(others.matrix, csr_matrix) else others.matrix.T
        step = SPARSE_ROWS if isinstance(turned, csr_matrix) else DENSE_ROWS
        step = max(1, min(step, PAIRS_AT_ONCE // max(1, others.texts)))
        for first in range(0, self.texts, step):
            scores = csr_matrix(self.matrix[first : first + step] @ turned)
            row, column, score = _largest(scores, most, at_least)
            yield row + first, column, score


def _largest(scores: csr_matrix, most: int, at_least: float) -> tuple[Codes, Codes, Floats]:
    """Return the ``most`` largest entries of every row above a bound, rows in order, the largest first."""
    # Sums of the same products in another order differ in the last digits; that must not decide who is near.
    rounded = np.round(scores.data.astype(np.float64), 9)
    bounds = [
        max(at_least, np.partition(values, -most)[-most] - ROUNDING) if values.size > most else at_least
        for values in np.split(rounded, scores.indptr[1:-1])
    ]
    counts = np.diff(scores.indptr)
    kept = np.flatnonzero(rounded > np.repeat(bounds, counts))
    row = np.repeat(np.arange(scores.shape[0]), counts)[kept]
    order = np.lexsort((scores.indices[kept], -rounded[kept], row))
    row, kept = row[order], kept[order]
    first = np.arange(row.size) - np.searchsorted(row, row) < most
    kept = kept[first]
    return row[first].astype(np.int64), scores.indices[kept].astype(np.int64), rounded[kept]


def word_vectors(found: Sequence[Sequence[str]], *, pairs: bool = False) -> TextVectors:
    """Return texts, given as their words, weighed by TF-IDF; with ``pairs`` also two words in a row.

    The weight of a word is 1 + log((1 + texts) / (1 + texts that have it)) (Spärck Jones, 1972; smoothed).
    """
    terms = [_with_pairs(each) if pairs else list(each) for each in found]
    return _weighed(terms)


def character_vectors(found: Sequence[Sequence[str]], *, size: int = 3) -> TextVectors:
    """Return texts, given as their words, by the runs of ``size`` characters within words, weighed alike."""
    return _weighed([[run for word in each for run in _runs(word, size)] for each in found])


def word_and_character_vectors(found: Sequence[Sequence[str]]) -> TextVectors:
    """Return texts, given as their words, by words and runs of characters, both counting alike."""
    return side_by_side(word_vectors(found), character_vectors(found), share=0.5)


def side_by_side(one: TextVectors, other: TextVectors, *, share: float) -> TextVectors:
    """Return vectors whose cosine is ``share`` times that of ``one``, and the rest that of ``other``.

    Where a text is nothing but zeros in one of them the other counts alone.
    """
    parts = [csr_matrix(each.matrix) * np.sqrt(weight) for each, weight in ((one, share), (other, 1 - share))]
    joined = hstack(parts, format="csr")
    return TextVectors(matrix=normalize(joined) if joined.shape[0] else joined)


def rarity(found: Sequence[Sequence[str]]) -> Floats:
    """Return how rare the words of each text are together, (texts,): the sum of log(texts / that have it)."""
    texts = len(found)
    have = Counter(word for each in found for word in set(each))
    return np.array([sum(log(texts / have[word]) for word in sorted(set(each))) for each in found])


def _weighed(terms: list[list[str]]) -> TextVectors:
    if not any(terms):
        return TextVectors(matrix=csr_matrix((len(terms), 1), dtype=np.float64))
    matrix = TfidfVectorizer(analyzer=_as_given).fit_transform(terms).tocsr()
    matrix.sort_indices()
    return TextVectors(matrix=matrix)


def _as_given(terms: list[str]) -> list[str]:
    return terms


def _with_pairs(found: Sequence[str]) -> list[str]:
    return [*found, *(f"{one} {other}" for one, other in pairwise(found))]


def _runs(word: str, size: int) -> list[str]:
    padded = f" {word} "
    return [padded[first : first + size] for first in range(max(1, len(padded) - size + 1))]


def dense_vectors(vectors: NDArray[np.floating]) -> TextVectors:
    """Return embeddings (texts, D) as vectors of length one; rows of zeros stay.

    Raises ``ValueError`` for what is not a finite matrix.
    """
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise ValueError(f"embeddings must be a finite matrix, got shape {vectors.shape}")
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return TextVectors(matrix=(vectors / np.where(length > 0, length, 1.0)).astype(np.float32))
