"""From what courses are about to the target's courses, learnt from the target's own learners.

Its learners' profiles are described by what their courses are about; a ridge regression on that, in its
kernel form, tells which of the target's courses go with it. No course may speak for itself. What learners of
other courses like is described in the same way, against the usual there, so that the regression serves them
too. Every course counts as wanted by ``ONESELF`` learners who like just that: where few have taken anything
of the target, likeness alone is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.cross_provider.likeness import Likeness
from kuajie.knowledge.cross_provider.sides import (
    Numbers,
    Sides,
    Singles,
    dense,
    mean_profile,
    profiles,
    row_sizes,
    single,
)
from kuajie.knowledge.cross_provider.smoothing import Smoothing, most_taken
from kuajie.knowledge.histories import Codes

FILLED_IN = 4.0
"""What courses that go with those taken count, against those taken."""
LEAST = 30.0
"""Learners added to the ridge and to what is popular, so that a few of them promise little."""
ONESELF = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeForm:
    """How a bridge is made.

    ``penalty`` is the ridge, in shares of the target's learners; ``popularity`` weighs what all of them take;
    ``company`` what the target's learners take together with what is recommended.
    """

    penalty: float = 0.01
    popularity: float = 1.0
    company: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scores:
    """Linear scores: ``weights`` (S, T) of profiles of what was taken, and what is ``usual`` (T,)."""

    weights: Numbers
    usual: Numbers

    def of(self, known: Numbers) -> Numbers:
        """Return the scores of learners by their profiles, (learners, T)."""
        scores: Numbers = known @ self.weights + self.usual
        return scores


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bridge:
    """What a bridge between two sides needs, whatever its form.

    ``before`` and ``after`` tell what goes together in the source and in the target. ``mean`` (S,) is the
    usual profile of learners of the source, ``popularity`` (T,) that of the target's. ``joint`` (J,) are the
    target's courses that are regressed, ``counts`` (J, T) how often they go with others, ``learners`` how
    many took several. ``across`` (S, T) and ``within`` (J, J) say how alike courses are; ``None`` where
    source and target have nothing in common.
    """

    before: Smoothing
    after: Smoothing
    mean: Floats
    popularity: Floats
    joint: Codes
    counts: Singles
    learners: int
    across: Singles | None = field(default=None)
    within: Singles | None = field(default=None)

    @classmethod
    def of(cls, sides: Sides, likeness: Likeness, *, before: Smoothing | None = None) -> Bridge:
        """Return the bridge between two sides; ``before`` is told where it is known already."""
        several = csr_matrix(sides.wanted[row_sizes(sides.wanted) > 1])
        weighed, joint = profiles(several, 0.25), most_taken(sides.wanted)
        common = likeness.links(sides)
        return cls(
            before=Smoothing.of(sides.took) if before is None else before,
            after=Smoothing.of(sides.wanted),
            mean=mean_profile(sides.took),
            popularity=mean_profile(sides.wanted, beside=LEAST),
            joint=joint,
            counts=single(csr_matrix(weighed[:, joint].T @ weighed)),
            learners=several.shape[0],
            across=likeness.between(sides.source, sides.target) if common else None,
            within=likeness.between(sides.target[joint], sides.target[joint]) if common else None,
        )

    def tastes(self, took: csr_matrix) -> Floats:
        """Return what learners like against the usual, what goes with it filled in, (learners, S)."""
        apart = dense(profiles(took)) - self.mean
        apart[row_sizes(took) == 0] = 0.0
        return apart + FILLED_IN * self.before.spoken(apart)

    def said(self, tastes: Floats, penalty: float) -> Floats:
        """Return what tastes say of the target's courses, (learners, T): nothing with nothing in common."""
        if self.across is None or self.within is None:
            return np.zeros((tastes.shape[0], self.popularity.size))
        ridge, places = penalty * self.learners + LEAST, np.arange(self.joint.size)
        gram = self.counts[:, self.joint] @ self.within
        gram[np.diag_indices_from(gram)] += np.float32(ridge)
        explained = self.counts.copy()
        # Only others may speak for a course, beside those who like just that.
        explained[places, self.joint] = ONESELF
        alike = tastes.astype(np.float32) @ self.across
        said: Floats = (alike[:, self.joint] @ np.linalg.solve(gram, explained)).astype(np.float64)
        alone = np.setdiff1d(np.arange(self.popularity.size), self.joint)
        said[:, alone] += alike[:, alone] * (ONESELF / ridge)
        return said

    def scores(self, form: BridgeForm) -> Scores:
        """Return the scores of the target's courses for profiles, company left out."""
        weights = self.before.widened(self.said(np.eye(self.mean.size), form.penalty), FILLED_IN)
        usual = form.popularity * self.popularity
        return Scores(weights=weights, usual=usual - self.mean @ weights)
