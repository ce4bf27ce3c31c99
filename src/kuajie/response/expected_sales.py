"""Expected sales when demand is random and seats are limited: E[min(seats, N)].

The limited expected value of actuarial mathematics (Klugman, Panjer and Willmot, Loss Models). In the mean it
is increasing and concave; its slope is the chance that seats do not bind (for log-normal and negative
binomial demand, weighted by demand).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaincc

from kuajie.response.arrays import Array, float_arrays
from kuajie.response.codes import SURE
from kuajie.response.normal_distribution import normal_cdf


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSales:
    """Expected enrolments sold and their slope in mean demand."""

    value: Array
    by_mean: Array


def sure_sales(mean: Array, *, seats: Array) -> ExpectedSales:
    """Return min(seats, mean) and its slope: demand without spread."""
    xp, (mean, seats) = float_arrays(mean, seats)
    free = mean < seats
    value = xp.where(free, mean, seats)
    return ExpectedSales(value=value, by_mean=xp.where(free, xp.ones_like(value), xp.zeros_like(value)))


def choose(use: Array, *, then: ExpectedSales, otherwise: ExpectedSales) -> ExpectedSales:
    """Return ``then`` where ``use`` holds and ``otherwise`` elsewhere."""
    xp, (value,) = float_arrays(then.value)
    return ExpectedSales(
        value=xp.where(use, value, otherwise.value), by_mean=xp.where(use, then.by_mean, otherwise.by_mean)
    )


def expected_sales_lognormal(mean: Array, *, sigma: Array, seats: Array) -> ExpectedSales:
    """Return E[min(seats, N)], log N ~ Normal(log mean - sigma²/2, sigma²), elementwise.

    ``mean`` and ``seats`` are enrolments (seats may be infinite), ``sigma`` >= 0 is the sd of log N. The
    slope in the mean is Φ((ln(seats / mean) - sigma²/2) / sigma).

    >>> round(float(expected_sales_lognormal(100.0, sigma=0.5, seats=120.0).value), 4)
    86.891
    """
    xp, (mean, sigma, seats) = float_arrays(mean, sigma, seats)
    random = (sigma > SURE) & (mean > 0.0) & (mean < math.inf) & (seats > 0.0) & (seats < math.inf)
    one = xp.ones_like(mean + sigma)
    # Where there is no closed form to evaluate, harmless numbers take its place.
    spread, centre, limit = (xp.where(random, value, one) for value in (sigma, mean, seats))
    distance = (xp.log(limit) - xp.log(centre)) / spread
    below = normal_cdf(distance - 0.5 * spread)
    value = centre * below + limit * normal_cdf(-distance - 0.5 * spread)
    return choose(
        random, then=ExpectedSales(value=value, by_mean=below), otherwise=sure_sales(mean, seats=seats)
    )


def expected_sales_normal(mean: Array, *, sigma: Array, seats: Array) -> ExpectedSales:
    """Return E[min(seats, N)], N ~ Normal(mean, sigma²), elementwise; all three are enrolments.

    The slope in the mean is Φ((seats - mean) / sigma). Negative demand is not cut: the value is mean less
    sigma times the standard loss, and below the mean of min(seats, max(N, 0)) where N may be negative.

    >>> round(float(expected_sales_normal(100.0, sigma=30.0, seats=120.0).value), 4)
    95.4664
    """
    xp, (mean, sigma, seats) = float_arrays(mean, sigma, seats)
    random = (sigma > SURE) & (seats < math.inf) & (mean < math.inf)
    one = xp.ones_like(mean + sigma)
    spread, centre, limit = (xp.where(random, value, one) for value in (sigma, mean, seats))
    distance = (limit - centre) / spread
    below = normal_cdf(distance)
    density = xp.exp(-0.5 * distance**2) / math.sqrt(2.0 * math.pi)
    value = centre * below + limit * normal_cdf(-distance) - spread * density
    return choose(
        random, then=ExpectedSales(value=value, by_mean=below), otherwise=sure_sales(mean, seats=seats)
    )


def expected_sales_negative_binomial(
    mean: ArrayLike, *, concentration: ArrayLike, seats: ArrayLike
) -> ExpectedSales:
    """Return E[min(seats, N)] for negative binomial N of variance mean + mean² / concentration, elementwise.

    ``mean`` and ``seats`` are enrolments; seats are whole numbers or infinite, ``concentration`` is positive
    and finite. With M of the same odds and a concentration one larger, n P(N = n) = mean P(M = n - 1), so the
    value is mean P(M <= seats - 2) + seats P(N >= seats); and differentiating each P(N > n) gives P(M = n),
    so the slope in the mean is P(M < seats). These are incomplete beta functions (Johnson, Kemp and Kotz,
    Univariate Discrete Distributions, 2005), which the array API standard lacks: NumPy only.

    Raises ValueError where seats are not whole or concentrations not positive and finite.

    >>> round(float(expected_sales_negative_binomial(100.0, concentration=10.0, seats=120.0).value), 4)
    93.8485
    """
    mean, concentration, seats = (
        np.asarray(values, dtype=np.float64) for values in (mean, concentration, seats)
    )
    _check_counts(concentration, seats=seats)
    random = (mean > 0.0) & (mean < math.inf) & (seats > 0.0) & (seats < math.inf)
    centre, limit = np.where(random, mean, 1.0), np.where(random, seats, 1.0)
    odds = centre / (centre + concentration)
    reached = betainc(limit, concentration, odds)
    free = betaincc(limit, concentration + 1.0, odds)
    two_free = np.where(limit > 1.0, betaincc(np.maximum(limit - 1.0, 1.0), concentration + 1.0, odds), 0.0)
    return choose(
        random,
        then=ExpectedSales(value=centre * two_free + limit * reached, by_mean=free),
        otherwise=sure_sales(mean, seats=seats),
    )


def _check_counts(concentration: Array, *, seats: Array) -> None:
    """Raise ValueError for seats that are not whole, or concentrations not positive and finite."""
    if not np.all((seats >= 0.0) & (seats == np.floor(seats))):
        raise ValueError(f"seats must be whole numbers or infinite, not {seats}")
    if not np.all((concentration > 0.0) & (concentration < np.inf)):
        raise ValueError(f"concentration must be positive and finite, not {concentration}")
