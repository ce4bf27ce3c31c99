"""What rank candidates could have were their unknown scores anything seen among the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from kuajie.matching.normalisation import Floats, Ints

ALL_ENDS = 10
"""Up to so many missing cells every combination of lowest and highest is tried, 1024 at most."""
DRAWN = 1000
"""Further fillings drawn at random between the lowest and the highest seen."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RankRange:
    """Each candidate's best and worst rank among the fillings tried, ``(candidate,)``, and their number."""

    best: Ints
    worst: Ints
    tried: int


def rank_range(ranks: Iterable[Ints]) -> RankRange:
    """Return the range of ranks, given each filling's."""
    every = np.array(list(ranks))
    return RankRange(best=every.min(axis=0), worst=every.max(axis=0), tried=len(every))


def fillings(scores: Floats, types: Ints, *, generator: np.random.Generator) -> Iterator[Floats]:
    """Yield scores with every missing cell filled from the range seen in its column, which is not empty.

    First, for every candidate, its own cells at their best and all others' at their worst, and the reverse;
    then all combinations of ends where they are few; then ``DRAWN`` at random.
    """
    cells = np.argwhere(np.isnan(scores))
    low, high = np.nanmin(scores, axis=0)[cells[:, 1]], np.nanmax(scores, axis=0)[cells[:, 1]]
    better = types[cells[:, 1]] > 0
    best, worst = np.where(better, high, low), np.where(better, low, high)
    for candidate in range(len(scores)):
        own = cells[:, 0] == candidate
        yield _filled(scores, cells, np.where(own, best, worst))
        yield _filled(scores, cells, np.where(own, worst, best))
    if len(cells) <= ALL_ENDS:
        for choice in product((0.0, 1.0), repeat=len(cells)):
            yield _filled(scores, cells, low + np.array(choice) * (high - low))
    for _ in range(DRAWN):
        yield _filled(scores, cells, generator.uniform(low, high))


def _filled(scores: Floats, cells: Ints, values: Floats) -> Floats:
    whole = scores.copy()
    whole[cells[:, 0], cells[:, 1]] = values
    return whole
