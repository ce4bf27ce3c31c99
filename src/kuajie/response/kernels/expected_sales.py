"""Compiled expected sales under random demand and seats; derived in ``response/expected_sales``."""

from __future__ import annotations

import math

from kuajie.response.codes import SURE
from kuajie.response.kernels.compile import compiled


@compiled
def normal_cdf(x: float) -> float:
    """Return the standard normal distribution function."""
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


@compiled
def sure_sales(mean: float, seats: float) -> tuple[float, float]:
    """Return min(seats, mean) and its slope in ``mean``: demand without spread."""
    if mean < seats:
        return mean, 1.0
    return seats, 0.0


@compiled
def expected_sales_lognormal(mean: float, sigma: float, seats: float) -> tuple[float, float]:
    """Return E[min(seats, N)] and its slope in ``mean`` for log-normal N of that mean, ``sigma`` the log-sd.

    ``seats`` may be infinite, ``sigma`` and ``mean`` zero.
    """
    if not (sigma > SURE and 0.0 < mean < math.inf and 0.0 < seats < math.inf):
        return sure_sales(mean, seats)
    distance = (math.log(seats) - math.log(mean)) / sigma
    below = normal_cdf(distance - 0.5 * sigma)
    return mean * below + seats * normal_cdf(-distance - 0.5 * sigma), below


@compiled
def expected_sales_normal(mean: float, sigma: float, seats: float) -> tuple[float, float]:
    """Return E[min(seats, N)] and its slope in ``mean`` for normal N, ``sigma`` its sd in enrolments."""
    if not (sigma > SURE and seats < math.inf and mean < math.inf):
        return sure_sales(mean, seats)
    distance = (seats - mean) / sigma
    below = normal_cdf(distance)
    density = math.exp(-0.5 * distance * distance) / math.sqrt(2.0 * math.pi)
    return mean * below + seats * normal_cdf(-distance) - sigma * density, below
