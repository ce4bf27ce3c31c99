"""Prices that some plan may need: the others are never better than a price that stays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.dominated_prices import write_leads
from kuajie.planning.kernels.expected_value import Majorant, OfferArrays
from kuajie.response import codes

Codes = NDArray[np.int64]


def useful_offers(offers: OfferArrays, majorant: Majorant) -> tuple[Codes, ...]:
    """Return the offers of each course, in menu order, less those that another one proves needless.

    A price is needless when another price of its course brings no less at every spend; whoever plans with it
    may switch and loses nothing, so a bound over the other prices bounds all.
    """
    count = offers.value.size
    lead = np.empty((count, count))
    join = np.add if offers.coupling == codes.SUM else np.multiply
    low = join(majorant.x_low, majorant.y_low)
    high = join(majorant.x_high, majorant.y_high)
    write_leads(offers, low, high, lead)
    kept = np.ones(count, dtype=np.bool_)
    for q in range(count):
        kept[q] = not np.any(kept & (lead[:, q] >= 0.0))
    return tuple(np.flatnonzero(kept & (offers.course == c)) for c in range(int(offers.course.max()) + 1))
