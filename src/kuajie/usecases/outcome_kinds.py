"""Which distribution describes a course's weekly enrolments."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.response import codes
from kuajie.response.model import Integers
from kuajie.usecases.response_spec import ResponseSpec

SMALL_COUNT = 30.0
"""Mean weekly enrolments below which chance alone scatters them by a fifth, unlike a log-normal."""

FEWEST_CONTINUOUS = 10.0
"""Below this mean whole numbers are too coarse for a log-normal, however little they scatter."""

LESS_THAN_CHANCE = 0.8
"""Variance over mean below which weeks scatter less than counts can: then a log-normal fits better."""

MOST_ZERO_SHARE = 0.1
"""A log-normal leaves weeks at zero out; with more of them than this it is no description."""

BY_NAME = {
    "log_normal": codes.LOG_NORMAL,
    "normal": codes.NORMAL,
    "negative_binomial": codes.NEGATIVE_BINOMIAL,
}


def outcome_kinds(spec: ResponseSpec, panel: Panel) -> Integers:
    """Return the code of every course's outcome, ``(course,)``.

    Stated, or else by coupling and data: normal under the sum coupling; under the product coupling negative
    binomial for whole numbers that are small or often zero, log-normal otherwise. Among large numbers a rare
    zero is a week without sale or record rather than chance, and is left out.
    """
    if spec.choices.outcome != "auto":
        return np.full(len(spec.courses), BY_NAME[spec.choices.outcome], dtype=np.int64)
    if spec.coupling == codes.SUM:
        return np.full(len(spec.courses), codes.NORMAL, dtype=np.int64)
    kinds = [codes.NEGATIVE_BINOMIAL if _small_counts(row) else codes.LOG_NORMAL for row in panel.enrolments]
    return np.array(kinds, dtype=np.int64)


def _small_counts(weeks: Floats) -> bool:
    seen = weeks[~np.isnan(weeks)]
    if not seen.any() or (seen != np.round(seen)).any():
        return False
    zeros = (seen == 0).mean()
    if seen.mean() >= SMALL_COUNT:
        return bool(zeros > MOST_ZERO_SHARE)
    return bool(zeros > 0 or seen.mean() < FEWEST_CONTINUOUS or _dispersion(seen) >= LESS_THAN_CHANCE)


def _dispersion(weeks: Floats) -> float:
    """Return variance over mean, by changes between weeks, which trend and season hardly touch; 1: chance."""
    return float(np.var(np.diff(weeks)) / 2 / weeks.mean())
