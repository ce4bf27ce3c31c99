"""Which rows of histories may be looked at for which courses: what partners may share of learners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kuajie.knowledge.choosing.listing import Scorer
from kuajie.knowledge.histories import Codes, Flags, Histories


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """For some ``courses`` (courses,) only the rows of courses in ``seen`` (courses,) may be looked at."""

    courses: Flags
    seen: Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Viewed:
    """A model that scores every course by what its view allows; without views by everything."""

    model: Scorer
    views: tuple[View, ...]

    def scores(self, histories: Histories, learners: Codes) -> Iterator[tuple[slice, NDArray[np.floating]]]:
        """Yield, batch by batch, which of the learners, and what every course scores them.

        A course that stands in no view scores -inf.
        """
        if not self.views:
            yield from self.model.scores(histories, learners)
            return
        kept = (histories.only(view.seen[histories.course]) for view in self.views)
        scored = [self.model.scores(each, learners) for each in kept]
        for parts in zip(*scored, strict=True):
            batch, first = parts[0]
            total = np.full(first.shape, -np.inf)
            for view, (_, scores) in zip(self.views, parts, strict=True):
                total[:, view.courses] = scores[:, view.courses]
            yield batch, total
