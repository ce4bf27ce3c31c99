"""Compiled expected sales under random demand and seats; derived in ``response/expected_sales``."""

from __future__ import annotations

import math
from typing import Final

from kuajie.response.codes import SURE
from kuajie.response.kernels.compile import compiled
from kuajie.response.kernels.counts import negative_binomial_log_density
from kuajie.response.kernels.special import LARGEST_SHAPE, beta_fraction

NEARLY_POISSON: Final = 100.0
"""Concentration from which the chance of a free seat is summed; below it the fraction loses two digits."""

NEGLIGIBLE: Final = 1e-18
"""Terms of a falling sum, as a share of it, that no longer count even when thousands follow."""


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
    """Return E[min(seats, N)] and its slope in ``mean`` for normal N, ``sigma`` its sd in enrolments.

    Negative demand is not cut: it counts as negative sales.
    """
    if not (sigma > SURE and seats < math.inf and mean < math.inf):
        return sure_sales(mean, seats)
    distance = (seats - mean) / sigma
    below = normal_cdf(distance)
    density = math.exp(-0.5 * distance * distance) / math.sqrt(2.0 * math.pi)
    return mean * below + seats * normal_cdf(-distance) - sigma * density, below


@compiled
def expected_sales_negative_binomial(mean: float, concentration: float, seats: float) -> tuple[float, float]:
    """Return E[min(seats, N)] and its slope in ``mean`` for negative binomial N.

    ``seats`` is a whole number or infinite, ``concentration`` positive and finite. Enough seats take the
    chance of a full course from a continued fraction, few seats the chance of a free seat from another one or
    from a sum; each is the smaller where it is used, and the other follows. NaN where even
    ``LARGEST_SHAPE`` seats are few.
    """
    if not (0.0 < mean < math.inf and 0.0 < seats < math.inf):
        return sure_sales(mean, seats)
    at_seats, _, _ = negative_binomial_log_density(seats, math.log(mean), math.log(concentration))
    full = math.exp(at_seats)
    odds = seats / concentration * full
    if mean * (concentration + 1.0) < (seats + 1.0) * concentration:
        reached = full * beta_fraction(seats, concentration, mean / (mean + concentration))
        free = 1.0 - reached - odds
    else:
        free = seats / mean * full * chances_below(seats, mean, concentration)
        reached = 1.0 - free - odds
    return mean * free - seats * full + seats * reached, free


@compiled
def chances_below(seats: float, mean: float, concentration: float) -> float:
    """Return P(M < seats) / P(M = seats - 1), M negative binomial of the same odds, concentration one more.

    The continued fraction loses as many digits as the concentration has, so near the Poisson limit the terms
    are summed: downward from seats - 1 they rise to the mean, if at all, and then fall until none counts.
    """
    if not seats <= LARGEST_SHAPE:
        return math.nan
    per_step = (mean + concentration) / mean
    if concentration < NEARLY_POISSON:
        fraction = beta_fraction(concentration + 1.0, seats, concentration / (mean + concentration))
        return (seats + concentration) / (concentration + 1.0) / per_step * fraction
    total, term, n = 1.0, 1.0, seats - 1.0
    while n > 0.0 and term > NEGLIGIBLE * total:
        term *= n / (n + concentration) * per_step
        total += term
        n -= 1.0
    return total
