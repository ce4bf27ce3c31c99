"""Coupons: who pays less than the list price, and how much less on average."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from kuajie.simulation.blueprint import CourseBlueprint

CODES = ("", "NEW10", "GROUP15", "ALUMNI20")
PERCENT_OFF = (0, 10, 15, 20)
SHARES = (0.66, 0.20, 0.09, 0.05)  # of order lines
BULK_SHARES = (0.55, 0.10, 0.35, 0.0)  # buyers of many seats ask for the group price
SHARE_OF = MappingProxyType({False: SHARES, True: BULK_SHARES})


def coupon_shares(course: CourseBlueprint) -> tuple[float, ...]:
    """Return how often each code is used; a free course needs none."""
    if course.is_free:
        return (1.0, 0.0, 0.0, 0.0)
    return SHARE_OF[course.quantity > 1]


def realised_rate(course: CourseBlueprint) -> float:
    """Return money paid over list price, on average."""
    off = np.dot(coupon_shares(course), PERCENT_OFF) / 100.0
    return float(1.0 - off)


def paid_minor(
    list_minor: NDArray[np.int64], quantity: NDArray[np.int64], coupon: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return what was paid for each line in minor units; a fraction of a unit is given away.

    >>> paid_minor(np.array([39900]), np.array([1]), np.array([1]))
    array([35910])
    """
    share: NDArray[np.int64] = 100 - np.array(PERCENT_OFF, dtype=np.int64)[coupon]
    return list_minor * quantity * share // 100
