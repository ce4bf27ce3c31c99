"""What may speak for a course besides the regression: order, company, popularity, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from kuajie.domain.panel import Floats
from kuajie.knowledge.co_occurrence import PairCounts, follow_rates, together_rates
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.text.vectors import dense_vectors, side_by_side, word_vectors
from kuajie.knowledge.text.words import words

Scores = NDArray[np.float32]
FOLLOWS, TOGETHER, POPULARITY, TITLE = "follows", "together", "popularity", "title"
WORDS_BESIDE = 0.5
"""What words count beside meanings: names and numbers that a model blurs."""
ROWS = 1024
"""Rows of pairs of courses made at once."""
FILLED = 0.1
"""Share of cells from which on a matrix is kept dense."""
SHARED = "shared:"
"""Before the name of a relation whose values two courses share."""


class Part(Protocol):
    """Something that scores courses for learners, linear in what they took."""

    def scores(self, recent: csr_matrix) -> Scores:
        """Return the scores of courses for learners with histories ``recent``, (learner, courses)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Weights between courses, (courses, courses)."""

    weights: csr_matrix | Scores

    def scores(self, recent: csr_matrix) -> Scores:
        """Return recent histories times the weights."""
        product = recent @ self.weights
        scores = product.toarray() if isinstance(product, csr_matrix) else product
        return np.asarray(scores, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Likeness:
    """Courses are as alike as the product of their ``vectors`` (courses, values)."""

    vectors: csr_matrix

    def scores(self, recent: csr_matrix) -> Scores:
        """Return how like what was taken every course is."""
        profiles = (recent @ self.vectors).toarray()
        # A sparse matrix times a dense one is far faster than two sparse ones with a dense product.
        return np.asarray((self.vectors @ profiles.T).T, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Usual:
    """What every learner is scored, (courses,)."""

    level: Floats

    def scores(self, recent: csr_matrix) -> Scores:
        """Return the same for everybody."""
        return np.repeat(self.level[None].astype(np.float32), recent.shape[0], axis=0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blend:
    """Parts added up: ``weights`` (courses, courses) and what is ``usual`` (courses,)."""

    weights: Scores
    usual: Scores

    def scores(self, recent: csr_matrix) -> Scores:
        """Return what everybody is scored and what was taken adds."""
        scores: Scores = recent @ self.weights
        scores += self.usual
        return scores


def add_part(blend: Blend, part: Part, factor: float) -> None:
    """Add ``factor`` times a part to a blend, in place."""
    if isinstance(part, Usual):
        blend.usual[:] += (factor * part.level).astype(np.float32)
    elif isinstance(part, Likeness):
        turned = (factor * part.vectors.T).tocsr()
        for first in range(0, blend.weights.shape[0], ROWS):
            some = slice(first, first + ROWS)
            blend.weights[some] += (part.vectors[some] @ turned).toarray()
    elif isinstance(part, Pairs) and isinstance(part.weights, csr_matrix):
        rows = np.repeat(np.arange(part.weights.shape[0]), np.diff(part.weights.indptr))
        blend.weights[rows, part.weights.indices] += factor * part.weights.data
    elif isinstance(part, Pairs):
        blend.weights[:] += np.float32(factor) * part.weights
    else:
        raise TypeError(f"a part must be pairs, a likeness or usual, got {type(part).__name__}")


def further_parts(counts: PairCounts, features: CourseFeatures) -> Mapping[str, Part]:
    """Return everything that may be blended with the regression, by name."""
    parts: dict[str, Part] = {
        FOLLOWS: Pairs(weights=_handy(follow_rates(counts))),
        TOGETHER: Pairs(weights=_handy(together_rates(counts))),
        POPULARITY: Usual(level=np.log1p(counts.popularity)),
    }
    return {**parts, **dict(_about(features))}


def _handy(matrix: csr_matrix) -> csr_matrix | Scores:
    """Return a matrix dense if it is well filled: products are then many times faster."""
    if matrix.nnz < FILLED * np.prod(matrix.shape):
        return matrix
    dense: Scores = matrix.astype(np.float32).toarray()
    return dense


def _about(features: CourseFeatures) -> Iterator[tuple[str, Part]]:
    if any(features.titles):
        yield TITLE, Likeness(vectors=title_vectors(features))
    for relation, matrix in features.relations.items():
        yield f"{SHARED}{relation}", Likeness(vectors=value_vectors(matrix))


def title_vectors(features: CourseFeatures) -> csr_matrix:
    """Return titles as vectors of length one by their words, (courses, words); rare words count more.

    Where a model of language has read them, what they mean counts as much as their words.
    """
    vectors = word_vectors([words(title) for title in features.titles])
    if features.meanings is not None:
        vectors = side_by_side(vectors, dense_vectors(features.meanings), share=WORDS_BESIDE)
    return csr_matrix(vectors.matrix)


def value_vectors(matrix: csr_matrix) -> csr_matrix:
    """Return courses as vectors of length one by the values of a relation; rare values count more.

    A value weighs log((1 + courses) / (1 + courses that have it)) (Spärck Jones, 1972; smoothed).
    """
    held = np.asarray(matrix.sum(axis=0)).ravel()
    weighed = csr_matrix(matrix @ diags(np.log((1.0 + matrix.shape[0]) / (1.0 + held))))
    length = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    return csr_matrix(diags(1.0 / np.where(length > 0, length, 1.0)) @ weighed)
