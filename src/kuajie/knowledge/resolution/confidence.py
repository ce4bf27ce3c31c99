"""How probable it is that two entries are the same: a logistic function of what speaks for and against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from kuajie.domain.panel import Floats
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.coefficients import COEFFICIENTS
from kuajie.knowledge.resolution.evidence import FEATURES, Evidence

GROUPS: Mapping[NodeKind, str] = {
    NodeKind.COURSE: "course",
    NodeKind.TEACHER: "who",
    NodeKind.SCHOOL: "who",
}
"""Which coefficients a kind has; others have those of concepts."""
ENOUGH, ROUNDS, STEADY = 500, 500, 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The logistic function's ``intercept``, and its slope by each of ``FEATURES``; others are zero.

    ``share`` of the pairs that it was fitted on were the same.
    """

    share: float
    intercept: float
    slopes: Mapping[str, float]

    def confidence(self, found: Evidence) -> Floats:
        """Return the probability that each pair is the same, (pairs,).

        Between two providers that seem to have much in common, all probabilities are higher.
        """
        slopes = np.array([self.slopes.get(name, 0.0) for name in FEATURES])
        probability: Floats = expit(self.intercept + found.features @ slopes)
        for group in np.unique(found.group):
            inside = found.group == group
            if inside.sum() >= ENOUGH:
                probability[inside] = fitted_to_share(probability[inside], self.share)
        return probability


def fitted_to_share(probability: Floats, share: float) -> Floats:
    """Return probabilities, fitted where ``share`` were the same, for the share that fits them best here.

    Catalogues of one platform have most courses in common, those of two fields hardly any; what two names
    tell is the same. The share of greatest likelihood is found by expectation and maximisation (Saerens,
    Latinne and Decaestecker, 2002).
    """
    odds = probability / np.maximum(1.0 - probability, 1e-300)
    here, fresh, adapted = share, -1.0, probability
    for _ in range(ROUNDS):
        scaled = odds * (here / (1.0 - here)) / (share / (1.0 - share))
        adapted = scaled / (1.0 + scaled)
        fresh = min(float(adapted.mean()), 0.999)
        if abs(fresh - here) < STEADY:
            break
        here = fresh
    return adapted


def calibration_of(kind: NodeKind) -> Calibration:
    """Return how the confidence of a kind is worked out; measured on planted truth, see docs/links.md."""
    share, intercept, slopes = COEFFICIENTS[GROUPS.get(kind, "concept")]
    return Calibration(share=share, intercept=intercept, slopes=slopes)
