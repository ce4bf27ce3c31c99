"""Linear majorants of every course at every price, gathered while a bound is being proved."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.tangent_bound import tangent_bound
from kuajie.planning.relaxation import Relaxation

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
KEPT = 16
"""Tangents consulted; older ones were taken far from where the search has got to."""

Choice = tuple[int, ...]
"""Menu positions of the first courses; courses beyond its end are still open."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tangent:
    """Every offer's value lies below ``height`` (Q,) + ``slopes`` (Q, L, T) · (spend - least spend).

    ``open_height`` (C + 1,) and ``open_slopes`` (C + 1, L, T) bound all courses from a number on, whatever
    their prices: spend is never below its least, so the steepest slope of each cell serves every price.
    """

    height: Floats
    slopes: Floats
    open_height: Floats
    open_slopes: Floats
    multipliers: Floats | None


@dataclass(slots=True, kw_only=True)
class Tangents:
    """A growing set of tangents, valid for every relaxation that shares one majorant.

    ``offers_of`` lists the offers of each course, in menu order.
    """

    offers_of: tuple[Codes, ...]
    made: int = 0
    known: deque[Tangent] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, relaxation: Relaxation, outlay: Floats, multipliers: Floats | None = None) -> None:
        """Keep the tangents at ``outlay``, and what rows across the budgets are worth there, (R,)."""
        offers = relaxation.offers
        values, gradient = relaxation.values_at(outlay, offers, offers.value.size)
        slopes = gradient * relaxation.mark_up[:, None]
        spend = outlay / relaxation.mark_up[:, None]
        height = values - np.tensordot(slopes, spend - relaxation.problem.lower, axes=2)
        count = len(self.offers_of)
        open_height = np.zeros(count + 1)
        open_slopes = np.zeros((count + 1, *outlay.shape))
        for course in range(count - 1, -1, -1):
            these = self.offers_of[course]
            open_height[course] = open_height[course + 1] + height[these].max()
            open_slopes[course] = open_slopes[course + 1] + slopes[these].max(axis=0)
        self.made += 1
        self.known.append(
            Tangent(
                height=height,
                slopes=slopes,
                open_height=open_height,
                open_slopes=open_slopes,
                multipliers=multipliers,
            )
        )

    def offers(self, choice: Choice) -> Codes:
        """Return the offers picked by ``choice``."""
        return np.array([self.offers_of[c][place] for c, place in enumerate(choice)], dtype=np.int64)

    def bound(self, relaxation: Relaxation, choice: Choice, *, enough: float = -np.inf) -> float:
        """Return the least bound of any tangent over all plans of ``relaxation`` whose prices begin so.

        Tangents are tried from the latest back until one is at most ``enough``.
        """
        least = np.inf
        for tangent in reversed(self.known):
            least = min(least, self.one_bound(tangent, relaxation, choice))
            if least <= enough:
                break
        return least

    def latest_bound(self, relaxation: Relaxation, choice: Choice) -> float:
        """Return the bound that the latest tangent alone gives."""
        return self.one_bound(self.known[-1], relaxation, choice)

    def one_bound(self, tangent: Tangent, relaxation: Relaxation, choice: Choice) -> float:
        """Return the bound that one tangent gives."""
        limits = relaxation.limits
        weight = relaxation.problem.spend_weight
        open_slopes, spared = tangent.open_slopes[len(choice)], 0.0
        if limits.side is not None and tangent.multipliers is not None:
            # Rows are relaxed by their multipliers (Lagrange); the tangent counts from the least spend.
            pull = limits.side.pull(tangent.multipliers)
            open_slopes = open_slopes - pull * relaxation.mark_up[:, None]
            spared = float(tangent.multipliers @ limits.side.rows.bound - np.vdot(pull, limits.lower))
        promised = spared + tangent_bound(
            tangent.height,
            tangent.slopes,
            self.offers(choice),
            open_slopes,
            relaxation.mark_up,
            weight,
            limits.lower,
            limits.upper,
            limits.group_of,
            limits.group_limits,
            limits.total,
        )
        return float(tangent.open_height[len(choice)]) + float(promised) - relaxation.fixed
