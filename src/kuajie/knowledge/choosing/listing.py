"""Lists of courses from scores: nothing barred, as varied as asked, every limit counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.panel import Floats
from kuajie.knowledge.best_places import best_places
from kuajie.knowledge.choosing.limits import CourseFacts, Limit, Wishes, limits
from kuajie.knowledge.choosing.variety import varied
from kuajie.knowledge.histories import Codes, Histories

POOL = 5
"""Courses looked at for each one listed, where variety is asked for."""


class Scorer(Protocol):
    """A model that scores courses for learners."""

    def scores(self, histories: Histories, learners: Codes) -> Iterator[tuple[slice, NDArray[np.floating]]]:
        """Yield, batch by batch, which of the learners, and what every course scores them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listing:
    """How lists are made: what limits them, how many courses, and how varied (0: by score alone).

    ``directions`` are those of ``variety.course_directions``; ``barred`` counts, while lists are made, the
    pairs of a learner and a course that each limit rules out.
    """

    facts: CourseFacts
    wishes: Wishes
    directions: Floats
    most: int
    variety: float = 0.0
    target: int | None = None
    barred: Counter[Limit] = field(default_factory=Counter)

    def lists(
        self, model: Scorer, histories: Histories, learners: Codes
    ) -> Iterator[tuple[slice, Codes, Floats]]:
        """Yield, batch by batch, which of the learners, their courses (-1: none left) and what they score."""
        taken = histories.taken()
        for batch, scores in model.scores(histories, learners):
            allowed = np.array(scores)
            for limit, flags in limits(
                self.facts, self.wishes.of(batch), taken[learners[batch]], target=self.target
            ):
                self.barred[limit] += int(flags.sum())
                allowed[flags] = -np.inf
            chosen = self._chosen(allowed)
            worth = np.take_along_axis(allowed, np.maximum(chosen, 0), axis=1)
            yield batch, chosen, np.where(chosen >= 0, worth, -np.inf)

    def _chosen(self, scores: NDArray[np.floating]) -> Codes:
        if not self.variety:
            return best_places(scores, self.most)
        pool = best_places(scores, self.most * POOL)
        worth = np.where(pool >= 0, np.take_along_axis(scores, np.maximum(pool, 0), axis=1), -np.inf)
        return varied(worth, np.maximum(pool, 0), self.directions, variety=self.variety, most=self.most)
