"""Log densities of counts, against SciPy, decimals, their limits, integration and their own derivatives."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import cfunc, types
from scipy import integrate, stats

from kuajie.response.kernels.counts import (
    full_week_log_density,
    negative_binomial_log_density,
    rate_log_density,
)

ACCURACY = 1e-12
SCIPY = 1e-10
"""SciPy subtracts logarithms of gamma functions as large as 1e5."""

QUADRATURE = 1e-9
STEP = 1e-4
CENTRAL_DIFFERENCE = 1e-6
EULER = 0.57721566490153286

compiles = settings(deadline=None)
log_means, log_concentrations = st.floats(-20.0, 25.0), st.floats(-8.0, 20.0)


def scipy_law(log_mean, log_concentration):
    """Return SciPy's negative binomial of this mean and concentration."""
    concentration = math.exp(log_concentration)
    return stats.nbinom(concentration, concentration / (concentration + math.exp(log_mean)))


def check_slopes(function, arguments, *, positions, scale):
    """Compare the derivatives that ``function`` returns after its value with central differences.

    ``scale`` is the size of the third derivative, which a difference sees beside the first.
    """
    value, *claimed = function(*arguments)
    for slope, position in zip(claimed, positions, strict=True):
        up, down = list(arguments), list(arguments)
        up[position] += STEP
        down[position] -= STEP
        found = (function(*up)[0] - function(*down)[0]) / (2.0 * STEP)
        room = CENTRAL_DIFFERENCE + STEP**2 * scale + 1e-15 / STEP * abs(value)
        assert slope == pytest.approx(found, rel=CENTRAL_DIFFERENCE, abs=room)


def test_negative_binomial_by_hand():
    """Concentration one is geometric: with mean 2, P(N = 3) = 1/3 · (2/3)³ = 8/81.

    By log mean φ(n - μ) / (μ + φ) = 1/3; by log concentration 1 + 1/2 + 1/3 + log 1/3 + 1 - 4/3.
    """
    found = negative_binomial_log_density(3.0, math.log(2.0), 0.0)
    assert found == pytest.approx((math.log(8.0 / 81.0), 1.0 / 3.0, 1.5 - math.log(3.0)), rel=ACCURACY)


@compiles
@given(count=st.integers(0, 20_000), log_mean=st.floats(-5.0, 10.0), log_concentration=st.floats(-5.0, 7.0))
def test_negative_binomial_agrees_with_scipy(count, log_mean, log_concentration):
    found, _, _ = negative_binomial_log_density(float(count), log_mean, log_concentration)
    assert found == pytest.approx(scipy_law(log_mean, log_concentration).logpmf(count), rel=SCIPY, abs=SCIPY)


def exact(count, log_mean, log_concentration):
    """Return the log probability and its derivatives in 60 digits, from their definitions."""
    with localcontext(prec=60):
        mean, concentration = Decimal(log_mean).exp(), Decimal(log_concentration).exp()
        free = concentration / (mean + concentration)
        value = concentration * free.ln() + count * (1 - free).ln()
        value += sum(((concentration + i) / (1 + i)).ln() for i in range(count))
        rise = sum((1 / (concentration + i) for i in range(count)), Decimal(0))
        by_concentration = rise + free.ln() + 1 - (count + concentration) / (mean + concentration)
        return float(value), float(free * (count - mean)), float(concentration * by_concentration)


@compiles
@given(count=st.integers(0, 60), log_mean=log_means, log_concentration=log_concentrations)
def test_negative_binomial_keeps_its_digits_everywhere(count, log_mean, log_concentration):
    found = negative_binomial_log_density(float(count), log_mean, log_concentration)
    assert found == pytest.approx(exact(count, log_mean, log_concentration), rel=ACCURACY, abs=ACCURACY)


@pytest.mark.parametrize("count", [0.0, 90.0, 100.0, 130.0])
def test_poisson_limit_is_approached_with_its_slope(count):
    """To first order, Poisson plus ((n - μ)² - n) / (2φ), whose negative is the slope in log φ."""
    concentration = math.exp(20.0)
    value, _, slope = negative_binomial_log_density(count, math.log(100.0), 20.0)
    first_order = ((count - 100.0) ** 2 - count) / (2.0 * concentration)
    assert value == pytest.approx(stats.poisson.logpmf(count, 100.0) + first_order, rel=ACCURACY)
    assert slope == pytest.approx(-first_order, rel=1e-5)


@compiles
@given(count=st.integers(0, 10_000), log_mean=log_means, log_concentration=log_concentrations)
def test_slopes_of_negative_binomial(count, log_mean, log_concentration):
    arguments = (float(count), log_mean, log_concentration)
    scale = max(math.exp(min(log_mean, log_concentration)), count)
    check_slopes(negative_binomial_log_density, arguments, positions=(1, 2), scale=scale)


@pytest.mark.parametrize(("log_mean", "log_concentration"), [(1.0, -1.0), (3.0, 0.5), (2.0, 8.0)])
def test_chances_add_up_to_one_and_slopes_to_nothing(log_mean, log_concentration):
    rows = [negative_binomial_log_density(float(n), log_mean, log_concentration) for n in range(4000)]
    table = np.array(rows)
    chances = np.exp(table[:, 0])
    assert chances.sum() == pytest.approx(1.0, rel=ACCURACY)
    np.testing.assert_allclose(chances @ table[:, 1:], 0.0, atol=1e-10)


def test_full_week_by_hand():
    """One seat, λ = μ = φ = 1: density λe^-λ of log λ and chance 1 - e^-λ; by log φ: log 1 - digamma(1)."""
    found = full_week_log_density(1.0, 0.0, 0.0, 0.0)
    expected = (-1.0 + math.log(-math.expm1(-1.0)), 1.0 / math.expm1(1.0), 0.0, EULER)
    assert found == pytest.approx(expected, rel=ACCURACY)


@compiles
@given(
    distance=st.floats(-20.0, 8.0), log_mean=st.floats(-20.0, 20.0), log_concentration=st.floats(-5.0, 8.0)
)
def test_rate_has_a_gamma_density(distance, log_mean, log_concentration):
    log_rate, concentration = log_mean + distance, math.exp(log_concentration)
    law = stats.gamma(concentration, scale=math.exp(log_mean) / concentration)
    found, *_ = rate_log_density(log_rate, log_mean, log_concentration)
    assert found == pytest.approx(law.logpdf(math.exp(log_rate)) + log_rate, rel=SCIPY, abs=SCIPY)


def integrated(seats, log_mean, log_concentration, *, weight):
    """Return the integral over the log rate of the full week's density times its entry ``weight``."""

    def height(log_rate):
        value, *slopes = full_week_log_density(seats, log_rate, log_mean, log_concentration)
        return math.exp(value) * (slopes[weight] if weight is not None else 1.0)

    spread = math.exp(-0.5 * log_concentration)
    edges = log_mean + np.linspace(-40.0, 10.0, 11) * min(1.0, spread)
    pieces = [
        integrate.quad(height, low, high, epsabs=QUADRATURE * 1e-3, epsrel=QUADRATURE)[0]
        for low, high in pairwise(edges)
    ]
    return math.fsum(pieces)


weeks = pytest.mark.parametrize(
    ("seats", "log_mean", "log_concentration"),
    [(1, 0.0, 0.0), (30, math.log(20.0), 1.0), (30, math.log(40.0), 3.0), (200, math.log(190.0), 7.0)],
)


@weeks
def test_full_week_integrates_to_the_chance_of_reaching_its_seats(seats, log_mean, log_concentration):
    expected = scipy_law(log_mean, log_concentration).sf(seats - 1)
    found = integrated(float(seats), log_mean, log_concentration, weight=None)
    assert found == pytest.approx(expected, rel=1e-8)


@weeks
def test_slopes_integrate_to_the_slopes_of_that_chance(seats, log_mean, log_concentration):
    """Fisher's identity; the slope in the log rate itself integrates to nothing."""

    def chance(mean_step, concentration_step):
        return scipy_law(log_mean + mean_step, log_concentration + concentration_step).sf(seats - 1)

    by_mean = (chance(STEP, 0.0) - chance(-STEP, 0.0)) / (2.0 * STEP)
    by_concentration = (chance(0.0, STEP) - chance(0.0, -STEP)) / (2.0 * STEP)
    found = [integrated(float(seats), log_mean, log_concentration, weight=weight) for weight in range(3)]
    np.testing.assert_allclose(found, [0.0, by_mean, by_concentration], atol=CENTRAL_DIFFERENCE)


@compiles
@given(
    seats=st.integers(0, 3000),
    log_rate=st.floats(-20.0, 12.0),
    distance=st.floats(-3.0, 3.0),
    log_concentration=st.floats(-8.0, 12.0),
)
def test_slopes_of_full_week(seats, log_rate, distance, log_concentration):
    arguments = (float(seats), log_rate, log_rate + distance, log_concentration)
    # The chance of reaching the seats bends over a width of 1 / sqrt(seats) in the log rate.
    scale = math.exp(log_concentration + abs(distance)) + (1.0 + seats) ** 1.5
    check_slopes(full_week_log_density, arguments, positions=(1, 2, 3), scale=scale)


@pytest.mark.parametrize("log_rate", [-2000.0, -800.0, -20.0, 25.0])
def test_full_week_is_never_impossible(log_rate):
    found = full_week_log_density(500.0, log_rate, 5.0, 1.0)
    assert np.all(np.isfinite(found))


def test_counts_work_in_a_c_callback():
    @cfunc(types.float64(types.float64, types.float64))
    def both(log_mean, log_concentration):
        return (
            negative_binomial_log_density(3.0, log_mean, log_concentration)[0]
            + full_week_log_density(1.0, 0.0, 0.0, log_concentration)[0]
        )

    expected = math.log(8.0 / 81.0) - 1.0 + math.log(-math.expm1(-1.0))
    assert both.ctypes(math.log(2.0), 0.0) == pytest.approx(expected, rel=ACCURACY)
