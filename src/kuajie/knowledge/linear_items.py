"""Recommendation by a linear model of courses: what was taken says linearly what will be.

The undirected part is EASE (Steck, 2019), a ridge regression of every course on all others in closed form;
the directed part counts what follows what. Both act on histories in which recent courses count more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.best_places import best_places
from kuajie.knowledge.co_occurrence import follow_rates
from kuajie.knowledge.histories import Codes, Flags, Histories

BATCH = 4096
"""Learners scored at once: a few hundred megabytes for some thousands of courses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How the model is made.

    ``penalty`` is the ridge of the regression, in learners. ``recency`` is what a course counts for each one
    taken after it. ``follow_weight`` weighs what follows what against the regression, mean against mean;
    ``follow_decay``, ``follow_window`` and ``follow_power`` are those of ``follow_rates``.
    """

    penalty: float = 300.0
    recency: float = 0.7
    follow_weight: float = 0.3
    follow_decay: float = 0.8
    follow_window: int = 20
    follow_power: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearItems:
    """A fitted model: ``regression`` and ``follows`` (courses, courses), and ``popularity`` (courses,)."""

    form: Form
    regression: Floats
    follows: Floats
    popularity: Floats
    weights: Floats = field(init=False)

    def __post_init__(self) -> None:
        """Blend the two parts; popularity only breaks ties, and serves learners without a history."""
        size = np.abs(self.regression).mean() / max(self.follows.mean(), 1e-300)
        weights = self.regression + self.form.follow_weight * size * self.follows
        object.__setattr__(self, "weights", weights)

    def best(
        self, histories: Histories, learners: Codes, *, most: int, offered: Flags | None = None
    ) -> Iterator[tuple[Codes, Codes]]:
        """Yield, batch by batch, learners' codes and their best courses not yet taken, (learner, most).

        The first is recommended most; -1 stands where no course is left. Only courses ``offered`` (courses,)
        are recommended. Learners without a history get what is popular.
        """
        taken = histories.taken()
        for batch, scores in self.scores(histories, learners):
            rows, columns = taken[learners[batch]].nonzero()
            scores[rows, columns] = -np.inf
            if offered is not None:
                scores[:, ~offered] = -np.inf
            yield learners[batch], best_places(scores, most)

    def scores(self, histories: Histories, learners: Codes) -> Iterator[tuple[slice, Floats]]:
        """Yield, batch by batch, which of the learners, and what courses score them, (learner, courses)."""
        recent = histories.recent(self.form.recency)
        usual = self.popularity / max(self.popularity.max(), 1.0) * 1e-9
        for first in range(0, learners.size, BATCH):
            batch = slice(first, min(first + BATCH, learners.size))
            yield batch, recent[learners[batch]] @ self.weights + usual

    def speaks(self, taken: Codes, course: int) -> Floats:
        """Return what each course ``taken``, the latest last, adds to the score of a course, (taken,)."""
        age = np.arange(taken.size)[::-1]
        added: Floats = self.form.recency**age * self.weights[taken, course]
        return added


def fit_linear_items(histories: Histories, form: Form) -> LinearItems:
    """Return the model fitted on histories."""
    follows = follow_rates(
        histories, decay=form.follow_decay, window=form.follow_window, power=form.follow_power
    )
    return LinearItems(
        form=form,
        regression=ease(histories, form.penalty),
        follows=follows,
        popularity=histories.popularity(),
    )


def ease(histories: Histories, penalty: float) -> Floats:
    """Return the weights B of EASE: least ‖X - X B‖² + penalty · ‖B‖² with a zero diagonal (Steck, 2019)."""
    taken = histories.taken()
    gram = np.asarray((taken.T @ taken).todense(), dtype=np.float64)
    gram[np.diag_indices_from(gram)] += penalty
    inverse = np.linalg.inv(gram)
    weights: Floats = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return weights
