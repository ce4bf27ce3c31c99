"""How well lists hold what learners took next: measures of ranking, with bootstrap intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes

RESAMPLES = 1000
INTERVAL = (0.05, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A mean over learners, and its 90 % interval (bootstrap over learners: Efron, 1979)."""

    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingMeasures:
    """What lists of 20 are worth, tested on one hidden course of each of ``learners``.

    ``ndcg_at_10`` is 1 / log2(1 + place) where the course stands among the first ten; ``recall_at_10`` and
    ``recall_at_20`` how often it is there; ``mrr`` 1 / place within twenty. ``coverage`` is the share of
    courses that somebody's first ten hold.
    """

    learners: int
    ndcg_at_10: Measured
    recall_at_10: Measured
    recall_at_20: Measured
    mrr: Measured
    coverage: float


def measure(
    ranked: Codes, hidden: Codes, *, courses: int, rng: np.random.Generator
) -> RankingMeasures | None:
    """Return what lists ``ranked`` (N, 20) are worth whose learners took ``hidden`` (N,).

    ``None`` without learners; ``courses`` is how many might be recommended.
    """
    if not hidden.size:
        return None
    hits = ranked == hidden[:, None]
    place = np.where(hits.any(axis=1), hits.argmax(axis=1) + 1.0, np.inf)
    values = {
        "ndcg_at_10": np.where(place <= 10, 1.0 / np.log2(1.0 + place), 0.0),
        "recall_at_10": (place <= 10).astype(np.float64),
        "recall_at_20": (place <= 20).astype(np.float64),
        "mrr": 1.0 / place,
    }
    drawn = rng.integers(0, hidden.size, (RESAMPLES, hidden.size))
    listed = np.unique(ranked[:, :10])
    return RankingMeasures(
        learners=hidden.size,
        coverage=float((listed >= 0).sum() / max(courses, 1)),
        **{name: _measured(each, drawn) for name, each in values.items()},
    )


def bootstrapped(values: Floats, *, rng: np.random.Generator) -> Measured:
    """Return the mean of learners' values (N,), N at least one, with its interval."""
    return _measured(values, rng.integers(0, values.size, (RESAMPLES, values.size)))


def _measured(values: Floats, drawn: Codes) -> Measured:
    lower, upper = np.quantile(values[drawn].mean(axis=1), INTERVAL)
    return Measured(mean=float(values.mean()), lower=float(lower), upper=float(upper))
