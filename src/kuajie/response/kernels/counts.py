"""Compiled log densities of enrolments that are counts: negative binomial, and weeks that were full.

N is negative binomial with mean μ and variance μ + μ²/φ, φ its concentration: a Poisson count whose rate is
Gamma distributed, with shape φ and mean μ. As φ grows it becomes Poisson. Whatever vanishes in that limit is
computed as itself, not as a difference of large terms, and so are its derivatives.
"""

from __future__ import annotations

import math

from kuajie.response.kernels.compile import compiled
from kuajie.response.kernels.special import (
    HALF_LOG_TWO_PI,
    digamma_rise,
    excess_over_log,
    log_less_digamma,
    log_lower_gamma_at,
    stirling_error,
)


@compiled
def negative_binomial_log_density(
    count: float, log_mean: float, log_concentration: float
) -> tuple[float, float, float]:
    """Return log P(N = count) and its derivatives in ``log_mean`` and ``log_concentration``.

    ``count`` is a whole number >= 0. The probability is split into Stirling errors and two deviances, each of
    one sign (Loader, Fast and accurate computation of binomial probabilities, 2000): with n = count,
    d = (n - μ) / (μ + φ) and e = -φd / n, the deviances are φ(d - log(1 + d)) and n(e - log(1 + e)).
    """
    mean, concentration = math.exp(log_mean), math.exp(log_concentration)
    difference = (count - mean) / (mean + concentration)
    log_growth = math.log((count + concentration) / (mean + concentration))
    deviance = excess_over_log(difference, log_growth)
    by_log_mean = concentration * difference
    by_log_concentration = concentration * (digamma_rise(count, concentration) - deviance)
    if count == 0.0:
        value = -concentration * math.log1p(mean / concentration)
        return value, by_log_mean, by_log_concentration
    log_shrinkage = log_mean - math.log(count) + log_growth
    value = -concentration * deviance - count * excess_over_log(-by_log_mean / count, log_shrinkage)
    value += stirling_error(count + concentration) - stirling_error(concentration) - stirling_error(count)
    value -= 0.5 * math.log(count * (1.0 + count / concentration)) + HALF_LOG_TWO_PI
    return value, by_log_mean, by_log_concentration


@compiled
def rate_log_density(
    log_rate: float, log_mean: float, log_concentration: float
) -> tuple[float, float, float, float]:
    """Return the log density of ``log_rate``, the log of a Gamma variable of mean μ and shape φ.

    With derivatives in ``log_rate``, ``log_mean`` and ``log_concentration``. It is a density of the logarithm
    z = log λ: φ log(φ / μ) + φz - φλ / μ - log-gamma(φ), the change of variables included.
    """
    concentration = math.exp(log_concentration)
    distance = log_rate - log_mean
    growth = math.expm1(distance)
    deviance = excess_over_log(growth, distance)
    value = -concentration * deviance - stirling_error(concentration) + 0.5 * log_concentration
    by_log_concentration = concentration * (log_less_digamma(concentration) - deviance)
    slope = concentration * growth
    return value - HALF_LOG_TWO_PI, -slope, slope, by_log_concentration


@compiled
def full_week_log_density(
    seats: float, log_rate: float, log_mean: float, log_concentration: float
) -> tuple[float, float, float, float]:
    """Return the joint log density of a week's latent ``log_rate`` and of demand reaching ``seats`` then.

    With derivatives in ``log_rate``, ``log_mean`` and ``log_concentration``. Given its rate λ, demand is
    Poisson and reaches a whole number of ``seats`` with probability P(seats, λ), the lower incomplete gamma
    function; integrated over ``log_rate`` this is the negative binomial P(N >= seats).
    """
    value, by_log_rate, by_log_mean, by_log_concentration = rate_log_density(
        log_rate, log_mean, log_concentration
    )
    if seats > 0.0:
        reached, slope = log_lower_gamma_at(seats, math.exp(log_rate), log_rate)
        value, by_log_rate = value + reached, by_log_rate + slope
    return value, by_log_rate, by_log_mean, by_log_concentration
