"""Recommending one provider's courses to learners of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.best_places import best_places
from kuajie.knowledge.cross_provider.sides import profiles
from kuajie.knowledge.histories import Codes, Flags, Histories

BATCH = 2048


class Rung(StrEnum):
    """What recommendations across providers rest on, the best first."""

    LINKED = "linked"
    FEATURES = "features"
    NEW_PARTNER = "new_partner"
    POPULARITY = "popularity"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrossProvider:
    """A fitted model: ``weights`` (S, T) of profiles of the ``source`` courses (S,) for the ``target`` (T,).

    ``usual`` (T,) is added for learners who took something of the source; others get what is ``popular``
    (T,). ``rung`` says what it rests on, ``linked`` how many learners are known on both sides. ``gains`` (N,)
    is NDCG@10 of linked learners' courses that were hidden from the fit.
    """

    source: Codes
    target: Codes
    courses: int
    weights: NDArray[np.float32]
    usual: NDArray[np.float32]
    popular: NDArray[np.float32]
    rung: Rung
    linked: int
    gains: Floats

    def best(
        self, histories: Histories, learners: Codes, *, most: int, offered: Flags | None = None
    ) -> Iterator[tuple[Codes, Codes]]:
        """Yield, batch by batch, learners' codes and their best courses not yet taken, (learner, most).

        The first is recommended most; -1 stands where no course is left. Only courses of the target, and of
        those ``offered`` (courses,), are recommended.
        """
        taken = histories.taken()
        for batch, scores in self.scores(histories, learners):
            scores[taken[learners[batch]].nonzero()] = -np.inf
            if offered is not None:
                scores[:, ~offered] = -np.inf
            yield learners[batch], best_places(scores, most)

    def scores(self, histories: Histories, learners: Codes) -> Iterator[tuple[slice, Floats]]:
        """Yield, batch by batch, which of the learners, and what courses score them, (learner, courses).

        Courses of others than the target score -inf.
        """
        took = csr_matrix(histories.taken()[:, self.source])
        for first in range(0, learners.size, BATCH):
            batch = slice(first, min(first + BATCH, learners.size))
            known = profiles(csr_matrix(took[learners[batch]])).astype(np.float32)
            scores = np.full((known.shape[0], self.courses), -np.inf)
            some = np.diff(known.indptr)[:, None] > 0
            scores[:, self.target] = known @ self.weights + np.where(some, self.usual, self.popular)
            yield batch, scores

    def speaks(self, taken: Codes, course: int) -> Floats:
        """Return what each course ``taken`` adds to the score of a course, (taken,)."""
        added, where = np.zeros(taken.size), np.flatnonzero(self.target == course)
        place = np.full(self.courses, -1, dtype=np.int64)
        place[self.source] = np.arange(self.source.size)
        known = place[taken] >= 0
        if where.size and known.any():
            added[known] = self.weights[place[taken[known]], where[0]] / np.sqrt(known.sum())
        return added
