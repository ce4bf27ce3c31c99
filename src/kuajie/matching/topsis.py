"""TOPSIS: candidates by their nearness to the best and distance from the worst of each criterion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.matching.normalisation import Floats, Ints, normalise
from kuajie.matching.ranks import rank


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TopsisRanking:
    """Each candidate's distances to the ideal and the anti-ideal, its closeness 0 to 1, and its rank from 1.

    All of shape ``(candidate,)``. Candidates with the same closeness share the better rank.
    """

    closeness: Floats
    d_plus: Floats
    d_minus: Floats
    ranking: Ints


def topsis(matrix: Floats, weights: Floats, types: Ints, *, normalisation: str) -> TopsisRanking:
    """Return the ranking of ``(candidate, criterion)`` scores (Hwang and Yoon 1981).

    ``types`` is 1 where more is better and -1 where less is. Raises ``ValueError`` for fewer than two
    candidates and where the normalisation is not defined.
    """
    if len(matrix) < 2:
        raise ValueError(f"a ranking needs two candidates, but got {len(matrix)}")
    nearness, remoteness = squared_differences(normalise(matrix, types, normalisation))
    d_plus, d_minus = np.sqrt(nearness @ weights**2), np.sqrt(remoteness @ weights**2)
    closeness = closeness_of(d_plus, d_minus)
    return TopsisRanking(closeness=closeness, d_plus=d_plus, d_minus=d_minus, ranking=rank(closeness))


def squared_differences(scaled: Floats) -> tuple[Floats, Floats]:
    """Return the squared differences to the best and to the worst of each column, ``(candidate, criterion)``.

    Weighted by the squares of the weights they add up to the squared distances.
    """
    best, worst = scaled.max(axis=0), scaled.min(axis=0)
    return (scaled - best) ** 2, (scaled - worst) ** 2


def closeness_of(d_plus: Floats, d_minus: Floats) -> Floats:
    """Return ``d_minus / (d_plus + d_minus)``; a half where no candidate differs from any other."""
    whole = d_plus + d_minus
    close: NDArray[np.float64] = np.divide(d_minus, whole, out=np.full_like(d_minus, 0.5), where=whole > 0.0)
    return close
