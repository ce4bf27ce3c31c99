"""Expected sales under limited seats, against integration, simulation and their own shape."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats

from kuajie.response.expected_sales import (
    expected_sales_lognormal,
    expected_sales_negative_binomial,
    expected_sales_normal,
)
from kuajie.response.kernels.expected_sales import expected_sales_negative_binomial as compiled_form
from kuajie.response.normal_distribution import normal_cdf

ROUNDING = 1e-12
INTEGRATION = 1e-8
"""What adaptive quadrature promises on these smooth integrands."""

TAIL = 1e-12
"""Exponents up to 690 are rounded to 690 × 1e-16 before the exponential is taken."""

AGREEMENT = 1e-11
"""SciPy's incomplete beta function loses a digit or two near the Poisson limit."""

STEP = 1e-5
CENTRAL_DIFFERENCE = 1e-6
STANDARD_ERRORS = 5.0
"""A simulation misses by more than this once in two million."""

means, seat_counts = st.floats(1.0, 500.0), st.floats(1.0, 500.0)
concentrations = st.floats(-6.0, 16.0).map(math.exp)
compiles = settings(deadline=None)
both = pytest.mark.parametrize("expected_sales", [expected_sales_lognormal, expected_sales_normal])


def demand(expected_sales, *, mean, sigma):
    """Return the demand distribution that the formula is about."""
    if expected_sales is expected_sales_lognormal:
        return stats.lognorm(s=sigma, scale=mean * math.exp(-0.5 * sigma**2))
    return stats.norm(mean, sigma)


def test_normal_cdf_agrees_with_scipy_far_into_the_tails():
    x = np.concatenate([np.linspace(-37.0, 37.0, 20_001), [0.0, -np.inf, np.inf, 0.46875, -4.0 * 2**0.5]])
    np.testing.assert_allclose(normal_cdf(x), special.ndtr(x), rtol=TAIL, atol=1e-300)


def test_lognormal_worked_by_hand():
    """With seats = mean, both terms are mean × Φ(-sigma / 2): here 2 · 100 · Φ(-0.25) = 80.2587."""
    assert expected_sales_lognormal(100.0, sigma=0.5, seats=100.0).value == pytest.approx(80.2587, abs=5e-5)


def test_normal_worked_by_hand():
    """With seats = mean, the loss is sigma / sqrt(2π): 100 - 30 · 0.398942 = 88.0317."""
    assert expected_sales_normal(100.0, sigma=30.0, seats=100.0).value == pytest.approx(88.0317, abs=5e-5)


@pytest.mark.parametrize(
    ("expected_sales", "sigma"), [(expected_sales_lognormal, 0.4), (expected_sales_normal, 35.0)]
)
@pytest.mark.parametrize("seats", [60.0, 100.0, 180.0])
def test_agrees_with_integration_and_simulation(expected_sales, sigma, seats):
    law = demand(expected_sales, mean=100.0, sigma=sigma)
    answer = expected_sales(100.0, sigma=sigma, seats=seats).value
    low = law.ppf(1e-16)
    below, _ = integrate.quad(lambda n: n * law.pdf(n), low, seats, epsabs=INTEGRATION, limit=200)
    assert answer == pytest.approx(below + seats * law.sf(seats), abs=1e2 * INTEGRATION)
    sold = np.minimum(seats, law.rvs(200_000, random_state=np.random.default_rng(11)))
    assert abs(answer - sold.mean()) < STANDARD_ERRORS * sold.std() / math.sqrt(sold.size)


@both
@given(mean=means, share=st.floats(0.05, 1.0), seats=seat_counts)
def test_slope_agrees_with_central_differences(expected_sales, mean, share, seats):
    sigma = share if expected_sales is expected_sales_lognormal else share * 100.0
    up, down = (expected_sales(mean * (1.0 + step), sigma=sigma, seats=seats).value for step in (STEP, -STEP))
    slope = (up - down) / (2.0 * STEP * mean)
    assert expected_sales(mean, sigma=sigma, seats=seats).by_mean == pytest.approx(
        slope, abs=CENTRAL_DIFFERENCE
    )


@both
@given(share=st.floats(0.05, 1.0), seats=seat_counts)
def test_concave_increasing_and_below_both_limits(expected_sales, share, seats):
    sigma = share if expected_sales is expected_sales_lognormal else share * 100.0
    mean = np.linspace(0.5, 1000.0, 500)
    sales = expected_sales(mean, sigma=sigma, seats=seats)
    assert np.all(np.diff(sales.by_mean) <= ROUNDING)
    assert np.all((sales.by_mean >= 0.0) & (sales.by_mean <= 1.0))
    assert np.all(sales.value <= np.minimum(mean, seats) * (1.0 + ROUNDING))


@both
@given(mean=means, seats=seat_counts)
def test_without_spread_it_is_the_smaller_of_both(expected_sales, mean, seats):
    sales = expected_sales(mean, sigma=0.0, seats=seats)
    assert (sales.value, sales.by_mean) == (min(mean, seats), float(mean < seats))


@both
@given(mean=means, sigma=st.floats(0.0, 2.0))
def test_without_limit_everything_is_sold(expected_sales, mean, sigma):
    sales = expected_sales(mean, sigma=sigma, seats=math.inf)
    assert (sales.value, sales.by_mean) == (mean, 1.0)


def test_edges_of_the_lognormal():
    mean = np.array([0.0, 5.0, 1e-300, 1e300])
    seats = np.array([3.0, 0.0, 3.0, 3.0])
    sales = expected_sales_lognormal(mean, sigma=0.5, seats=seats)
    np.testing.assert_allclose(sales.value, [0.0, 0.0, 1e-300, 3.0], rtol=ROUNDING)
    np.testing.assert_allclose(sales.by_mean, [1.0, 0.0, 1.0, 0.0], atol=ROUNDING)


def test_negative_normal_demand_is_not_cut():
    """Cutting it would sell E[max(-N, 0)] more: 20 φ(0.5) - 10 Φ(-0.5) = 3.9559 for N ~ Normal(10, 20²)."""
    law = demand(expected_sales_normal, mean=10.0, sigma=20.0)
    cut, _ = integrate.quad(lambda n: min(n, 30.0) * law.pdf(n), 0.0, 200.0, points=[30.0])
    uncut = expected_sales_normal(10.0, sigma=20.0, seats=30.0).value
    assert cut - uncut == pytest.approx(3.9559, abs=5e-5)


def summed_sales(mean, concentration, seats):
    """Return the sum of min(seats, n) P(N = n), each chance made from the one before in logarithms."""
    n = np.arange(1, seats)
    ratios = np.log((n - 1.0 + concentration) / n) + math.log(mean / (mean + concentration))
    none = -concentration * math.log1p(mean / concentration)
    chances = np.exp(none + np.cumsum(np.concatenate([[0.0], ratios])))
    return seats - math.fsum(chances * (seats - np.arange(seats)))


def test_negative_binomial_worked_by_hand():
    """Geometric demand of mean 1: P(N > n) = 2^-(n+1), so three seats sell 7/8.

    The slope is P(M < 3) with P(M = m) = (m + 1) / 2^(m+2): 1/4 + 1/4 + 3/16.
    """
    sales = expected_sales_negative_binomial(1.0, concentration=1.0, seats=3.0)
    assert (float(sales.value), float(sales.by_mean)) == pytest.approx((7.0 / 8.0, 11.0 / 16.0), rel=ROUNDING)
    assert compiled_form(1.0, 1.0, 3.0) == pytest.approx((7.0 / 8.0, 11.0 / 16.0), rel=ROUNDING)


@given(log_mean=st.floats(-7.0, 8.0), concentration=concentrations, seats=st.integers(1, 4000))
def test_negative_binomial_sales_are_a_sum_over_demand(log_mean, concentration, seats):
    mean = math.exp(log_mean)
    sales = expected_sales_negative_binomial(mean, concentration=concentration, seats=seats)
    expected = summed_sales(mean, concentration, seats)
    assert sales.value == pytest.approx(expected, rel=AGREEMENT, abs=AGREEMENT * seats)


@given(log_mean=st.floats(-7.0, 8.0), concentration=concentrations, seats=st.integers(0, 4000))
def test_negative_binomial_slope_agrees_with_central_differences(log_mean, concentration, seats):
    mean = math.exp(log_mean)
    # Steps of a share of the spread of demand, over which the slope bends.
    step = STEP * mean * min(1.0, 10.0 * math.sqrt(1.0 / mean + 1.0 / concentration))
    values = [
        expected_sales_negative_binomial(mean + sign * step, concentration=concentration, seats=seats).value
        for sign in (1.0, -1.0)
    ]
    slope = (values[0] - values[1]) / (2.0 * step)
    found = expected_sales_negative_binomial(mean, concentration=concentration, seats=seats).by_mean
    room = CENTRAL_DIFFERENCE + AGREEMENT * float(np.max(values)) / step
    assert found == pytest.approx(slope, rel=CENTRAL_DIFFERENCE, abs=room)


@compiles
@given(
    log_mean=st.floats(-7.0, 8.0),
    concentration=concentrations,
    seats=st.one_of(st.integers(0, 4000), st.just(math.inf)),
)
def test_compiled_negative_binomial_equals_the_array_form(log_mean, concentration, seats):
    mean = math.exp(log_mean)
    array_form = expected_sales_negative_binomial(mean, concentration=concentration, seats=seats)
    expected = float(array_form.value), float(array_form.by_mean)
    found = compiled_form(mean, concentration, float(seats))
    assert found == pytest.approx(expected, rel=AGREEMENT, abs=AGREEMENT)


@given(concentration=concentrations, seats=st.integers(1, 500))
def test_negative_binomial_concave_increasing_and_below_both_limits(concentration, seats):
    mean = np.linspace(0.5, 1000.0, 500)
    sales = expected_sales_negative_binomial(mean, concentration=concentration, seats=seats)
    assert np.all(np.diff(sales.by_mean) <= AGREEMENT)
    assert np.all((sales.by_mean >= 0.0) & (sales.by_mean <= 1.0))
    assert np.all(sales.value <= np.minimum(mean, seats) * (1.0 + AGREEMENT))


@pytest.mark.parametrize("seats", [80.0, 100.0, 125.0])
def test_negative_binomial_tends_to_poisson(seats):
    """Poisson sales are μ P(N <= s - 2) + s P(N >= s); what is left falls with the concentration."""
    law = stats.poisson(100.0)
    poisson = 100.0 * law.cdf(seats - 2.0) + seats * law.sf(seats - 1.0)
    for found in (
        expected_sales_negative_binomial(100.0, concentration=1e9, seats=seats).value,
        compiled_form(100.0, 1e9, seats)[0],
    ):
        assert found == pytest.approx(poisson, abs=1e-6)
        assert found < poisson
        assert found == pytest.approx(summed_sales(100.0, 1e9, int(seats)), rel=AGREEMENT)


def test_edges_of_the_negative_binomial():
    mean = np.array([0.0, 5.0, 70.0, 5.0, 1e300])
    seats = np.array([3.0, 0.0, math.inf, 1e9, 3.0])
    sales = expected_sales_negative_binomial(mean, concentration=2.0, seats=seats)
    compiled = np.array([compiled_form(m, 2.0, s) for m, s in zip(mean, seats, strict=True)])
    for value, slope in ((sales.value, sales.by_mean), compiled.T):
        np.testing.assert_allclose(value, [0.0, 0.0, 70.0, 5.0, 3.0], rtol=ROUNDING)
        np.testing.assert_allclose(slope, [1.0, 0.0, 1.0, 1.0, 0.0], atol=ROUNDING)


@pytest.mark.parametrize(
    ("concentration", "seats", "named"),
    [
        (2.0, 3.5, "3.5"),
        (2.0, -1.0, "-1.0"),
        (2.0, math.nan, "nan"),
        (0.0, 3.0, "0.0"),
        (math.inf, 3.0, "inf"),
    ],
)
def test_negative_binomial_refuses_what_it_cannot_mean(concentration, seats, named):
    with pytest.raises(ValueError, match=named):
        expected_sales_negative_binomial(10.0, concentration=concentration, seats=seats)
