"""Expected sales under limited seats, against integration, simulation and their own shape."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from kuajie.response.expected_sales import expected_sales_lognormal, expected_sales_normal
from kuajie.response.normal_distribution import normal_cdf

ROUNDING = 1e-12
INTEGRATION = 1e-8
"""What adaptive quadrature promises on these smooth integrands."""

TAIL = 1e-12
"""Exponents up to 690 are rounded to 690 × 1e-16 before the exponential is taken."""

STEP = 1e-5
CENTRAL_DIFFERENCE = 1e-6
STANDARD_ERRORS = 5.0
"""A simulation misses by more than this once in two million."""

means, seat_counts = st.floats(1.0, 500.0), st.floats(1.0, 500.0)
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
