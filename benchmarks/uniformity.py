"""Are ranks uniform? Tests that allow for what the parameters of one world have in common.

A test is a sum of squares of features that are uncorrelated under uniformity, a chi-square where ranks are
independent. Ranks of one world are not quite: the statistic is divided by the design effect, by how much what
they have in common widens the scatter of the sums (Rao and Scott, The analysis of categorical data from
complex sample surveys, 1981).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.stats import chi2

from kuajie.domain.panel import Floats

BINS = 10
FEWEST_RANKS = 50
"""With fewer ranks than five a bin no chi-square describes them; there is no answer then."""


def binned(ranks: Floats) -> Floats:
    """Return in which of ten bins ranks fall, less the expectation, ``(rank, 10)``: Pearson's (1900) test."""
    place = np.minimum((ranks * BINS).astype(int), BINS - 1)
    return np.asarray(((place[:, None] == np.arange(BINS)) - 1.0 / BINS) * np.sqrt(BINS))


def smooth(ranks: Floats) -> Floats:
    """Return Neyman's (1937) first four components, ``(rank, 4)``: bias, spread, skew and tails."""
    t = 2.0 * ranks - 1.0
    legendre = [t, (3 * t**2 - 1) / 2, (5 * t**3 - 3 * t) / 2, (35 * t**4 - 30 * t**2 + 3) / 8]
    return np.stack([np.sqrt(2 * k + 1) * row for k, row in enumerate(legendre, start=1)], axis=1)


FREEDOM = {binned: BINS - 1, smooth: 4}
"""Degrees of freedom, which are also the expected sum of squares of one rank's features."""


def p_value(ranks: Sequence[Floats], features: Callable[[Floats], Floats]) -> float:
    """Return the chance of a larger statistic were ranks uniform; NaN for too few. ``ranks`` by world."""
    worlds = [features(world) for world in ranks if world.size]
    count, freedom = sum(len(world) for world in worlds), FREEDOM[features]
    if count < FEWEST_RANKS:
        return float("nan")
    statistic = (sum(world.sum(axis=0) for world in worlds) ** 2).sum() / count
    common = sum((world.sum(axis=0) ** 2).sum() - (world**2).sum() for world in worlds)
    design_effect = max(1.0 + common / (count * freedom), 1.0 / freedom)
    return float(chi2.sf(statistic / design_effect, freedom))


def direction(ranks: Sequence[Floats]) -> tuple[float, float]:
    """Return bias and spread of ranks in their standard errors, by world: which way a failure points.

    A negative bias means truths below what posteriors say, a positive spread posteriors that are too narrow.
    """
    sums = np.array([smooth(world)[:, :2].sum(axis=0) for world in ranks if world.size])
    bias, spread = sums.mean(axis=0) / (sums.std(axis=0, ddof=1) / np.sqrt(len(sums)))
    return float(bias), float(spread)
