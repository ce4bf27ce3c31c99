"""Breaks weekly enrolments into order lines and gives each its moment."""

from __future__ import annotations

import numpy as np

from kuajie.simulation.choices import draw_places
from kuajie.simulation.columns import SECONDS_OF_DAY, Ints

WEEKDAY_SHARES = (0.12, 0.12, 0.13, 0.13, 0.14, 0.18, 0.18)


def lots(rng: np.random.Generator, enrolments: Ints, mean_quantity: float) -> tuple[Ints, Ints]:
    """Break weekly enrolments into order lines; return each line's week and quantity.

    The cuts of a stream of geometric lot sizes and the ends of weeks together divide the enrolments, so
    that the quantities of a week add up to its enrolments exactly.
    """
    ends = np.cumsum(enrolments)
    if mean_quantity <= 1.0:
        week = np.repeat(np.arange(len(enrolments)), enrolments)
        return week, np.ones(len(week), dtype=np.int64)
    sizes = rng.geometric(1.0 / mean_quantity, size=int(ends[-1]))
    inner = np.cumsum(sizes)
    cuts = np.union1d(inner[inner < ends[-1]], ends[enrolments > 0])
    return np.searchsorted(ends, cuts, side="left"), np.diff(cuts, prepend=0)


def draw_seconds(rng: np.random.Generator, week: Ints, first_monday: int) -> Ints:
    """Return a moment within each line's week, most in the evening and at weekends."""
    day = draw_places(rng, WEEKDAY_SHARES, len(week))
    within = (rng.beta(4.0, 1.7, size=len(week)) * (SECONDS_OF_DAY - 1)).astype(np.int64)
    return first_monday + (7 * week + day) * SECONDS_OF_DAY + within
