"""Compiled proof that one price of a course is never better than another, whatever is spent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.demand import expected_sales, lifted_demand
from kuajie.planning.kernels.expected_value import OfferArrays
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]

PIECES = 4
"""Pieces into which the range of what both sides make is cut; without seats one would do."""


@compiled
def write_ladder(
    d: int, q: int, t: int, low: float, high: float, offers: OfferArrays, value: Floats, slope: Floats
) -> None:
    """Write an offer's value and its slope in what both sides make, at the ends of every piece."""
    c = offers.course[q]
    unit, price, worth = offers.unit[c], offers.factor[d, q], offers.value[q]
    for i in range(PIECES + 1):
        both = low + (high - low) * i / PIECES
        lifted, by_both = lifted_demand(offers.coupling, offers.organic[d, c, t], unit, both)
        sold, by_mean = expected_sales(
            offers.outcome[c], price * lifted, offers.scatter[d, c], price * unit, offers.seats[c, t]
        )
        value[i] = worth * sold
        slope[i] = worth * price * by_both * by_mean


@compiled
def least_lead(better: Floats, worse: Floats, worse_slope: Floats, width: float) -> float:
    """Return a lower bound on better - worse over all pieces of ``width``.

    Both are concave: the better offer lies above its chords, the worse one below its tangents.
    """
    least = np.inf
    for i in range(PIECES):
        left, right = better[i] - worse[i], better[i + 1] - worse[i + 1]
        from_left = min(left, better[i + 1] - worse[i] - worse_slope[i] * width)
        from_right = min(right, better[i] - worse[i + 1] + worse_slope[i + 1] * width)
        least = min(least, max(from_left, from_right))
    return least


@compiled
def write_leads(offers: OfferArrays, low: Floats, high: Floats, lead: Floats) -> None:
    """Write lead[q, other]: a lower bound on how much more offer q brings than ``other`` at any spend.

    Only offers of the same course that sell at no loss are compared; ``low`` and ``high`` (D, C, T) bound
    what both sides make together. The rest are left at minus infinity.
    """
    draws, count, weeks = low.shape[0], offers.value.size, low.shape[2]
    value = np.empty((count, PIECES + 1))
    slope = np.empty((count, PIECES + 1))
    for q in range(count):
        for other in range(count):
            same = offers.course[q] == offers.course[other] and q != other
            fair = offers.value[q] >= 0.0 and offers.value[other] >= 0.0
            lead[q, other] = 0.0 if same and fair else -np.inf
    for d in range(draws):
        for t in range(weeks):
            for q in range(count):
                c = offers.course[q]
                write_ladder(d, q, t, low[d, c, t], high[d, c, t], offers, value[q], slope[q])
            for q in range(count):
                c = offers.course[q]
                width = (high[d, c, t] - low[d, c, t]) / PIECES
                for other in range(count):
                    if lead[q, other] > -np.inf:
                        lead[q, other] += least_lead(value[q], value[other], slope[other], width)
