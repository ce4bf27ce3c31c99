"""Plans are told in whole currency units: spend rounded down, least spends and limits still kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.problem import PlanningProblem

Floats = NDArray[np.float64]

NEARLY_WHOLE = 1e-6
"""An amount this close below a whole unit is that unit: solvers stop a rounding error short of a limit."""


def round_down(problem: PlanningProblem, spend: Floats) -> Floats:
    """Return ``spend`` (L, T) in whole units, never above it by more than a rounding error.

    Rounding down keeps budgets and upper limits. Where a week's least spend is not whole, or a lever would
    fall short of what it must total once used, the exact amount stays.
    """
    whole = np.maximum(np.floor(spend + NEARLY_WHOLE), 0.0)
    whole = np.where(whole < problem.lower, spend, whole)
    short = (whole.sum(axis=1) < problem.min_if_used) & (spend.sum(axis=1) > 0.0)
    kept: Floats = np.where(short[:, None], spend, whole)
    return kept
