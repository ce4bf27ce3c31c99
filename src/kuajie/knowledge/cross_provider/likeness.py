"""How alike courses are by what they are about, as products of vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack

from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.cross_provider.sides import Sides, Singles, single
from kuajie.knowledge.histories import Codes
from kuajie.knowledge.parts import title_vectors, value_vectors


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Likeness:
    """How alike courses are: products of ``vectors`` (courses, values), one on average with themselves."""

    vectors: csr_matrix

    @classmethod
    def of(cls, features: CourseFeatures) -> Likeness:
        """Return the likeness by titles and every relation, each of which counts the same."""
        parts = [value_vectors(matrix) for matrix in features.relations.values()]
        if any(features.titles):
            parts.append(title_vectors(features))
        if not parts:
            return cls(vectors=csr_matrix((features.courses, 0)))
        vectors = csr_matrix(hstack(parts))
        length = np.sqrt(vectors.multiply(vectors).sum() / max(vectors.shape[0], 1))
        return cls(vectors=csr_matrix(vectors / (length or 1.0)))

    def between(self, one: Codes, other: Codes) -> Singles:
        """Return how alike some courses are to others, (one, other)."""
        return single(csr_matrix(self.vectors[one] @ self.vectors[other].T))

    def links(self, sides: Sides) -> bool:
        """Say whether any course of the source has something in common with one of the target."""
        shared = self.vectors[sides.source].sum(axis=0), self.vectors[sides.target].sum(axis=0)
        return bool(np.any(np.asarray(shared[0]) * np.asarray(shared[1]) > 0))
