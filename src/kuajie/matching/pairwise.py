"""The analytic hierarchy process (AHP): weights from pairwise judgements, and how consistent they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RANDOM_INDEX: Mapping[int, float] = MappingProxyType(
    dict(
        enumerate(
            (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59),
            start=1,
        )
    )
)
"""Mean consistency index of random judgements by size of the matrix (Saaty 1980, The Analytic Hierarchy
Process, p. 21). Other tables, from larger simulations, give another consistency ratio."""
ACCEPTABLE = 0.1
"""Consistency ratio up to which judgements are usually accepted (Saaty 1980)."""
FEWEST_JUDGED = 3
"""Fewer things compared cannot contradict one another, so they have no consistency ratio."""
RECIPROCAL_TO = 0.02
"""How far the product of two opposite judgements may be from 1: written decimals such as 0.33 are rounded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PairwiseWeights:
    """Weights from a matrix of judgements, shape ``(n,)``, adding up to 1.

    ``weights`` is the principal eigenvector, ``geometric_mean_weights`` the normalised geometric means of the
    rows (Crawford and Williams 1985). ``consistency_index`` is ``(lambda_max - n) / (n - 1)``;
    ``consistency_ratio`` divides it by the random index, and is ``None`` for fewer than three things and for
    sizes without a random index.
    """

    weights: Floats
    geometric_mean_weights: Floats
    lambda_max: float
    consistency_index: float
    consistency_ratio: float | None

    @property
    def acceptable(self) -> bool:
        """Whether the judgements are consistent enough to be relied on."""
        return self.consistency_ratio is None or self.consistency_ratio <= ACCEPTABLE


def pairwise_weights(matrix: Floats, *, random_index: Mapping[int, float] = RANDOM_INDEX) -> PairwiseWeights:
    """Return the weights of a positive reciprocal matrix of judgements, shape ``(n, n)`` (Saaty 1977, 1980).

    Entry ``(i, j)`` says how many times as important ``i`` is as ``j``. Raises ``ValueError`` for a matrix
    that is not square, positive and reciprocal.

    >>> pairwise_weights(np.array([[1.0, 2.0], [0.5, 1.0]])).weights.round(4)
    array([0.6667, 0.3333])
    """
    require_judgements(matrix)
    size = len(matrix)
    highest, vector = principal(matrix)
    index = max(0.0, highest - size) / (size - 1) if size > 1 else 0.0
    chance = random_index.get(size, 0.0)
    return PairwiseWeights(
        weights=vector,
        geometric_mean_weights=geometric_mean_weights(matrix),
        lambda_max=highest,
        consistency_index=index,
        consistency_ratio=index / chance if size >= FEWEST_JUDGED and chance > 0.0 else None,
    )


def principal(matrix: Floats) -> tuple[float, Floats]:
    """Return the largest eigenvalue of a positive matrix and its positive eigenvector, adding up to 1.

    The matrix is first scaled by its geometric means, which leaves eigenvalues as they are and keeps
    judgements of very different size from drowning one another.
    """
    scale = geometric_mean_weights(matrix)
    values, vectors = np.linalg.eig(matrix * scale / scale[:, None])
    place = int(np.argmax(values.real))
    vector = np.abs(vectors[:, place].real) * scale
    return float(values[place].real), vector / vector.sum()


def geometric_mean_weights(matrix: Floats) -> Floats:
    """Return the geometric means of the rows, adding up to 1."""
    logs = np.log(matrix).mean(axis=1)
    means = np.exp(logs - logs.max())
    weights: Floats = means / means.sum()
    return weights


def require_judgements(matrix: Floats) -> None:
    """Refuse what is not a square, positive, reciprocal matrix with ones on its diagonal."""
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not len(matrix):
        raise ValueError(f"judgements must be a square matrix, but got shape {matrix.shape}")
    if not (np.isfinite(matrix).all() and (matrix > 0.0).all()):
        raise ValueError(f"judgements must be positive and finite, but got {matrix.tolist()}")
    if (np.abs(matrix * matrix.T - 1.0) > RECIPROCAL_TO).any():
        raise ValueError(f"opposite judgements must be reciprocal, but got {matrix.tolist()}")


def joint_judgements(matrices: Sequence[Floats]) -> Floats:
    """Return the geometric means of several judges' matrices, entry by entry (Aczel and Saaty 1983).

    It is the only mean that stays reciprocal and treats judges alike.
    """
    if not matrices:
        raise ValueError("there must be at least one judge, but there is none")
    mean: Floats = np.exp(np.mean([np.log(matrix) for matrix in matrices], axis=0))
    return mean
