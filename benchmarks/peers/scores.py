"""How answers are scored, the same for every tool: numpy only, so that every environment can import it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVEL = 0.90  # of every interval reported here


@dataclass(frozen=True, kw_only=True)
class HoldoutScores:
    """Predictions of hidden weeks: CRPS over mean sales, mean error and share inside the 90 % interval."""

    crps: float
    mape: float
    coverage: float


def crps_of_draws(draws: Floats, observed: Floats) -> Floats:
    """Return the continuous ranked probability score of each column (Gneiting and Raftery 2007).

    ``draws (draw, item)``, ``observed (item)``: E|X - y| - E|X - X'| / 2 over the ensemble, in the unit of
    ``observed``. A point forecast's score is its absolute error.

    >>> crps_of_draws(np.array([[1.0], [3.0]]), np.array([2.0]))
    array([0.5])
    """
    count = draws.shape[0]
    ordered = np.sort(draws, axis=0)
    weights = (2 * np.arange(1, count + 1) - count - 1)[:, None]
    spread = (weights * ordered).sum(axis=0) / count**2
    return np.asarray(np.abs(draws - observed).mean(axis=0) - spread)


def holdout_scores(draws: Floats, observed: Floats) -> HoldoutScores:
    """Return the scores of predictive ``draws (draw, week)`` against ``observed (week)``, both in sales."""
    lower, upper = interval(draws)
    return HoldoutScores(
        crps=float(crps_of_draws(draws, observed).mean() / observed.mean()),
        mape=float(np.abs(draws.mean(axis=0) / observed - 1).mean()),
        coverage=float(((lower <= observed) & (observed <= upper)).mean()),
    )


def relative_return_crps(draws: Floats, truth: Floats) -> float:
    """Return the mean over channels of the returns' CRPS over the true return; ``draws (draw, channel)``."""
    return float((crps_of_draws(draws, truth) / truth).mean())


def mean_relative_error(medians: Floats, truth: Floats) -> float:
    """Return the mean over channels of ``|median - truth| / truth``."""
    return float(np.abs(medians / truth - 1).mean())


def interval(draws: Floats) -> tuple[Floats, Floats]:
    """Return the lower and upper ends of the equal-tailed 90 % interval of each column."""
    lower, upper = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return lower, upper
