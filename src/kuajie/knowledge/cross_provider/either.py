"""One model for learners who took something of the target, another for learners known only elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.panel import Floats
from kuajie.knowledge.cross_provider.model import BATCH, CrossProvider
from kuajie.knowledge.histories import Codes, Flags, Histories


class LearnerModel(Protocol):
    """Something that scores courses for learners, linear in what they took."""

    def scores(self, histories: Histories, learners: Codes) -> Iterator[tuple[slice, NDArray[np.floating]]]:
        """Yield, batch by batch, which of the learners, and what every course scores them."""
        ...

    def speaks(self, taken: Codes, course: int) -> Floats:
        """Return what each course ``taken`` adds to the score of a course, (taken,)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Either:
    """Both models: ``within`` for who took something of the target, ``across`` for everybody else."""

    within: LearnerModel
    across: CrossProvider

    def scores(self, histories: Histories, learners: Codes) -> Iterator[tuple[slice, NDArray[np.floating]]]:
        """Yield, batch by batch, which of the learners, and what courses score them, (learner, courses)."""
        inside = took_any(histories, self.across.target)[learners]
        ours, others = (
            _rows(model.scores(histories, learners[chosen]))
            for model, chosen in ((self.within, inside), (self.across, ~inside))
        )
        for first in range(0, learners.size, BATCH):
            batch = slice(first, min(first + BATCH, learners.size))
            yield batch, np.stack([next(ours if known else others) for known in inside[batch]])

    def speaks(self, taken: Codes, course: int) -> Floats:
        """Return what each course ``taken``, the latest last, adds to the score of a course, (taken,)."""
        known = np.isin(taken, self.across.target).any()
        return self.within.speaks(taken, course) if known else self.across.speaks(taken, course)


def took_any(histories: Histories, courses: Codes) -> Flags:
    """Say which learners took any of some courses, (learners,)."""
    among = np.zeros(histories.courses, dtype=np.bool_)
    among[courses] = True
    took = np.zeros(histories.learners, dtype=np.bool_)
    took[histories.learner[among[histories.course]]] = True
    return took


def _rows(batches: Iterator[tuple[slice, NDArray[np.floating]]]) -> Iterator[NDArray[np.floating]]:
    for _, scores in batches:
        yield from scores
