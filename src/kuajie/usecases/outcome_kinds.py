"""Which distribution describes a course's weekly enrolments."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats, Panel
from kuajie.response import codes
from kuajie.response.model import Integers
from kuajie.usecases.response_spec import ResponseSpec

SMALL_COUNT = 30.0
"""Mean weekly enrolments below which chance alone scatters them by a fifth, unlike a log-normal."""

BY_NAME = {
    "log_normal": codes.LOG_NORMAL,
    "normal": codes.NORMAL,
    "negative_binomial": codes.NEGATIVE_BINOMIAL,
}


def outcome_kinds(spec: ResponseSpec, panel: Panel) -> Integers:
    """Return the code of every course's outcome, ``(course,)``.

    Stated, or else by coupling and data: normal under the sum coupling; under the product coupling negative
    binomial for whole numbers that are small or sometimes zero, log-normal otherwise.
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
    return bool(seen.mean() < SMALL_COUNT or (seen == 0).any())
