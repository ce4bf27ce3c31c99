"""Company: which courses of one side are taken by the same learners, to fill in what a learner would like."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import lapack
from scipy.sparse import csr_matrix

from kuajie.knowledge.cross_provider.sides import Numbers, Singles, row_sizes, single
from kuajie.knowledge.histories import Codes

JOINT = 5000
"""Courses regressed jointly at the most: the work grows with the third power."""
PENALTY = 100.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Smoothing:
    """How much each of the ``joint`` courses (J,) speaks for each other, (J, J); other courses stay alone."""

    joint: Codes
    weights: Singles

    @classmethod
    def of(cls, taken: csr_matrix) -> Smoothing:
        """Return the weights of EASE (Steck, 2019) on learners' courses (learners, courses)."""
        joint = most_taken(taken)
        several = csr_matrix(taken[row_sizes(taken) > 1][:, joint])
        gram = single(csr_matrix(several.T @ several))
        gram[np.diag_indices_from(gram)] += PENALTY
        if joint.size:
            gram = _inverse(gram)
            gram /= -np.diag(gram).copy()
            np.fill_diagonal(gram, 0.0)
        return cls(joint=joint, weights=gram)

    def spoken(self, rows: Numbers) -> Numbers:
        """Return what courses that learners like (learners, courses) say of others, (learners, courses)."""
        told = np.zeros_like(rows)
        told[:, self.joint] = rows[:, self.joint].astype(np.float32) @ self.weights
        return told

    def widened(self, weights: Numbers, strength: float) -> Numbers:
        """Return weights (courses, anything) of what was taken as those of what was filled in."""
        wider = weights.copy()
        wider[self.joint] += np.float32(strength) * (self.weights @ weights[self.joint].astype(np.float32))
        return wider


def most_taken(taken: csr_matrix) -> Codes:
    """Return the ``JOINT`` courses most taken, in the order of their codes."""
    popularity = np.asarray(taken.sum(axis=0)).ravel()
    joint: Codes = np.sort(np.argsort(-popularity, kind="stable")[:JOINT])
    return joint


def _inverse(matrix: Singles) -> Singles:
    """Return the inverse of a positive definite matrix, by Cholesky's factor: half the work of LU."""
    factor, fault = lapack.spotrf(matrix.T, lower=1)
    if fault:
        raise ValueError(f"the Gram matrix is not positive definite at {fault}")
    lower, _ = lapack.spotri(factor, lower=1)
    inverse: Singles = np.tril(lower) + np.tril(lower, -1).T
    return inverse
