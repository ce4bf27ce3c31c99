"""Recommendation by a linear model of courses: what was taken says linearly what will be.

A regression on what is taken together and before (``order_regression``) is blended with further parts
(``parts``) to one matrix of weights between courses. It acts on histories in which recent courses count more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.panel import Floats
from kuajie.knowledge.best_places import best_places
from kuajie.knowledge.blend import spread
from kuajie.knowledge.co_occurrence import PairCounts, count_pairs, recount
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.histories import Codes, Flags, Histories
from kuajie.knowledge.order_regression import OrderRegression, fit_regression
from kuajie.knowledge.parts import FOLLOWS, Blend, Pairs, add_part, further_parts

BATCH = 2048
"""Learners scored at once: tens of megabytes for some thousands of courses."""
FOLLOWING: Mapping[str, float] = {FOLLOWS: 0.3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How the model is made.

    ``penalty`` is the ridge of the regression, in learners, and ``order_share`` what the next course counts
    in it against courses taken together. ``recency`` is what a course counts for each one taken after it.
    ``weights`` are those of further parts by name, in spreads of their scores against the regression's.
    """

    penalty: float = 50.0
    order_share: float = 0.7
    recency: float = 0.7
    weights: Mapping[str, float] = field(default_factory=lambda: FOLLOWING)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearItems:
    """A fitted model: ``weights`` (courses, courses) of what was taken, and what is ``usual`` (courses,).

    ``regression`` takes up new rows, see ``updated``.
    """

    form: Form
    regression: OrderRegression
    weights: NDArray[np.float32]
    usual: NDArray[np.float32]

    def best(
        self, histories: Histories, learners: Codes, *, most: int, offered: Flags | None = None
    ) -> Iterator[tuple[Codes, Codes]]:
        """Yield, batch by batch, learners' codes and their best courses not yet taken, (learner, most).

        The first is recommended most; -1 stands where no course is left. Only courses ``offered`` (courses,)
        are recommended. Learners without a history get what is popular.
        """
        taken = histories.taken()
        for batch, scores in self.scores(histories, learners):
            scores[taken[learners[batch]].nonzero()] = -np.inf
            if offered is not None:
                scores[:, ~offered] = -np.inf
            yield learners[batch], best_places(scores, most)

    def scores(self, histories: Histories, learners: Codes) -> Iterator[tuple[slice, NDArray[np.floating]]]:
        """Yield, batch by batch, which of the learners, and what courses score them, (learner, courses)."""
        recent = histories.recent(self.form.recency).astype(np.float32)
        for first in range(0, learners.size, BATCH):
            batch = slice(first, min(first + BATCH, learners.size))
            scores = recent[learners[batch]] @ self.weights
            scores += self.usual
            yield batch, scores

    def speaks(self, taken: Codes, course: int) -> Floats:
        """Return what each course ``taken``, the latest last, adds to the score of a course, (taken,)."""
        age = np.arange(taken.size)[::-1]
        added: Floats = self.form.recency**age * self.weights[taken, course].astype(np.float64)
        return added


def fit_linear_items(
    histories: Histories, form: Form, features: CourseFeatures | None = None, counts: PairCounts | None = None
) -> LinearItems:
    """Return the model fitted on histories; ``counts`` are theirs, where they are known already."""
    counted = count_pairs(histories) if counts is None else counts
    regression = fit_regression(counted, form.penalty, form.order_share)
    return blended(regression, histories, form, features)


def updated(
    model: LinearItems,
    old: Histories,
    new: Histories,
    changed: Flags,
    features: CourseFeatures | None = None,
) -> LinearItems:
    """Return a model that was fitted on ``old``, fitted on ``new``, where only some learners ``changed``.

    ``changed`` is (learners,) of the new histories, in which learners may have come at the end. Only these
    are counted; the regression is updated, see there.
    """
    counts = recount(model.regression.counts, old, new, changed)
    return blended(model.regression.updated(counts), new, model.form, features)


def blended(
    regression: OrderRegression, histories: Histories, form: Form, features: CourseFeatures | None = None
) -> LinearItems:
    """Return the model of a regression and further parts, weighed as the form says."""
    known = CourseFeatures.nothing(histories.courses) if features is None else features
    popularity = regression.counts.popularity
    # Popularity breaks ties, and serves learners without a history.
    usual = (popularity / max(popularity.max(initial=0.0), 1.0) * 1e-9).astype(np.float32)
    blend = Blend(weights=regression.weights(), usual=usual)
    size = spread(Pairs(weights=blend.weights), histories)
    for name, part in further_parts(regression.counts, known).items():
        if form.weights.get(name):
            factor = form.weights[name] * size / spread(part, histories)
            add_part(blend, part, factor)
    return LinearItems(form=form, regression=regression, weights=blend.weights, usual=blend.usual)
