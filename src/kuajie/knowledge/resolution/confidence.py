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


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The logistic function's ``intercept``, and its slope by each of ``FEATURES``; others are zero."""

    intercept: float
    slopes: Mapping[str, float]

    def confidence(self, found: Evidence) -> Floats:
        """Return the probability that each pair is the same, (pairs,)."""
        slopes = np.array([self.slopes.get(name, 0.0) for name in FEATURES])
        probability: Floats = expit(self.intercept + found.features @ slopes)
        return probability


def calibration_of(kind: NodeKind) -> Calibration:
    """Return how the confidence of a kind is worked out; measured on planted truth, see docs/links.md."""
    intercept, slopes = COEFFICIENTS[GROUPS.get(kind, "concept")]
    return Calibration(intercept=intercept, slopes=slopes)
