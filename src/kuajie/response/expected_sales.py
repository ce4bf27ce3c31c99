"""Expected sales when demand is random and seats are limited: E[min(seats, N)].

The limited expected value of actuarial mathematics (Klugman, Panjer and Willmot, Loss Models). In the mean it
is increasing and concave; its slope is the chance that seats do not bind (for log-normal demand, weighted by
demand).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

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

    The slope in the mean is Φ((seats - mean) / sigma).

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
