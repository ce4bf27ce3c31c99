"""Are ranks uniform? Tests that allow for what the parameters of one world have in common.

Ranks of one world are not independent of each other, so every test compares the sums of all worlds with the
scatter between worlds: Hotelling's (1931) T² of a few features that average to zero under uniformity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.stats import f as f_distribution

from kuajie.domain.panel import Floats

BINS = 10
WORLDS_PER_FEATURE = 15
"""With fewer worlds the scatter between them is not known well enough; there is no answer then."""


def binned(ranks: Floats) -> Floats:
    """Return in which of ten bins ranks in (0, 1) fall, less the expectation, ``(rank, 9)``."""
    place = np.minimum((ranks * BINS).astype(int), BINS - 1)
    return np.asarray((place[:, None] == np.arange(BINS - 1)) - 1.0 / BINS)


def smooth(ranks: Floats) -> Floats:
    """Return Neyman's (1937) first four components, ``(rank, 4)``: bias, spread, skew and tails."""
    t = 2.0 * ranks - 1.0
    legendre = [t, (3 * t**2 - 1) / 2, (5 * t**3 - 3 * t) / 2, (35 * t**4 - 30 * t**2 + 3) / 8]
    return np.stack([np.sqrt(2 * k + 1) * row for k, row in enumerate(legendre, start=1)], axis=1)


def p_value(ranks: Sequence[Floats], features: Callable[[Floats], Floats]) -> float:
    """Return the chance of a larger T² were ranks uniform; NaN for too few worlds. ``ranks`` by world."""
    sums = np.array([features(world).sum(axis=0) for world in ranks if world.size])
    worlds, count = sums.shape if sums.size else (0, 1)
    if worlds < WORLDS_PER_FEATURE * count:
        return float("nan")
    mean = sums.mean(axis=0)
    scatter = np.cov(sums, rowvar=False).reshape(count, count)
    squared = worlds * mean @ np.linalg.solve(scatter, mean)
    ratio = (worlds - count) / (count * (worlds - 1)) * squared
    return float(f_distribution.sf(ratio, count, worlds - count))


def direction(ranks: Sequence[Floats]) -> tuple[float, float]:
    """Return bias and spread of ranks in their standard errors, by world: which way a failure points.

    A negative bias means truths below what posteriors say, a positive spread posteriors that are too narrow.
    """
    sums = np.array([smooth(world)[:, :2].sum(axis=0) for world in ranks if world.size])
    bias, spread = sums.mean(axis=0) / (sums.std(axis=0, ddof=1) / np.sqrt(len(sums)))
    return float(bias), float(spread)
