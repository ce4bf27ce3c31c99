"""Compiled special functions against SciPy, exact sums and decimal arithmetic, and their own derivatives."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import special, stats

from kuajie.response.kernels.special import (
    LARGEST_SHAPE,
    beta_fraction,
    digamma,
    digamma_rise,
    excess_over_log,
    log_gamma_ratio,
    log_less_digamma,
    log_lower_gamma,
    log_lower_gamma_at,
    stirling_error,
)

ACCURACY = 1e-12
NEAR_ROOT = 1e-14
"""Digamma crosses zero, where only an absolute accuracy is possible; its series begins as accurately."""

SCIPY_TAIL = 1e-10
"""SciPy takes the logarithm of a chance as small as 1e-290, whose exponent is already rounded."""

CENTRAL_DIFFERENCE = 1e-6
EULER = 0.57721566490153286

compiles = settings(deadline=None)
log_sizes = st.floats(-20.0, 25.0)


def difference(function, x, *, step):
    """Return the central difference of ``function`` at ``x``."""
    return (function(x + step) - function(x - step)) / (2.0 * step)


@pytest.mark.parametrize(
    ("x", "expected"), [(1.0, -EULER), (0.5, -EULER - 2.0 * math.log(2.0)), (3.0, 1.5 - EULER)]
)
def test_digamma_by_hand(x, expected):
    assert digamma(x) == pytest.approx(expected, rel=ACCURACY)


def test_series_hold_where_they_begin():
    """At ten, log-gamma is log 9! and digamma is 1 + 1/2 + ... + 1/9 less Euler's constant."""
    with localcontext(prec=40):
        ten, pi = Decimal(10), Decimal("3.14159265358979323846264338327950288")
        stirling = (ten - Decimal("0.5")) * ten.ln() - 10 + (2 * pi).ln() / 2
        error = Decimal(math.factorial(9)).ln() - stirling
        digamma_of_ten = sum(1 / Decimal(k) for k in range(1, 10)) - Decimal(
            "0.577215664901532860606512090082"
        )
        less = ten.ln() - digamma_of_ten
    assert stirling_error(10.0) == pytest.approx(float(error), rel=NEAR_ROOT, abs=0.0)
    assert log_less_digamma(10.0) == pytest.approx(float(less), rel=NEAR_ROOT, abs=0.0)


@compiles
@given(log_x=log_sizes)
def test_digamma_agrees_with_scipy(log_x):
    x = math.exp(log_x)
    assert digamma(x) == pytest.approx(special.digamma(x), rel=ACCURACY, abs=NEAR_ROOT)
    assert math.log(x) - log_less_digamma(x) == pytest.approx(special.digamma(x), rel=ACCURACY, abs=NEAR_ROOT)


@compiles
@given(log_x=st.floats(7.0, 40.0))
def test_what_digamma_lacks_of_the_logarithm_keeps_its_digits(log_x):
    """Two terms of the series suffice for large x: 1 / (2x) + 1 / (12x²)."""
    x = math.exp(log_x)
    assert log_less_digamma(x) == pytest.approx(0.5 / x + 1.0 / (12.0 * x * x), rel=1e-9, abs=0.0)


@compiles
@given(sign=st.sampled_from([-1.0, 1.0]), log_size=st.floats(-40.0, 20.0))
def test_excess_over_log_agrees_with_decimals(sign, log_size):
    x = sign * math.exp(log_size)
    assume(x > -0.999)
    with localcontext(prec=60):
        exact = float(Decimal(x) - (1 + Decimal(x)).ln())
    assert excess_over_log(x, math.log1p(x)) == pytest.approx(exact, rel=ACCURACY, abs=0.0)


@compiles
@given(x=st.floats(1e-6, 200.0))
def test_stirling_error_is_what_stirling_leaves(x):
    stirling = (x - 0.5) * math.log(x) - x + 0.5 * math.log(2.0 * math.pi)
    assert stirling_error(x) == pytest.approx(special.gammaln(x) - stirling, abs=ACCURACY)


def test_log_gamma_ratio_by_hand():
    """Gamma(6) / Gamma(1) = 120; the slope is 1 + 1/2 + 1/3 + 1/4 + 1/5."""
    value, slope = log_gamma_ratio(5.0, 1.0)
    assert value == pytest.approx(math.log(120.0), rel=ACCURACY)
    assert slope == pytest.approx(137.0 / 60.0, rel=ACCURACY)


@compiles
@given(count=st.integers(0, 400), log_shape=st.floats(-8.0, 20.0))
def test_log_gamma_ratio_is_a_product_of_steps(count, log_shape):
    """Gamma(n + a) / Gamma(a) = a (a + 1) ... (a + n - 1), summed exactly."""
    shape = math.exp(log_shape)
    value, slope = log_gamma_ratio(float(count), shape)
    logs = [math.log(shape + i) for i in range(count)]
    assert value == pytest.approx(math.fsum(logs), rel=ACCURACY, abs=ACCURACY)
    assert slope == pytest.approx(math.fsum(1.0 / (shape + i) for i in range(count)), rel=ACCURACY, abs=0.0)


@compiles
@given(count=st.integers(1, 400), log_shape=st.floats(-8.0, 20.0))
def test_slope_of_log_gamma_ratio(count, log_shape):
    shape = math.exp(log_shape)
    claimed = log_gamma_ratio(float(count), shape)[1]
    found = difference(
        lambda log_shape: log_gamma_ratio(float(count), math.exp(log_shape))[0], log_shape, step=1e-4
    )
    assert claimed * shape == pytest.approx(found, rel=CENTRAL_DIFFERENCE, abs=0.0)


@compiles
@given(count=st.integers(1, 400), log_shape=st.floats(12.0, 20.0))
def test_digamma_rise_keeps_its_digits_for_large_shapes(count, log_shape):
    """Summed exactly, the rise is the sum of 1 / (a + i) less log(1 + n / a): here by decimals."""
    shape = math.exp(log_shape)
    with localcontext(prec=60):
        a = Decimal(shape)
        exact = float(sum(1 / (a + i) for i in range(count)) - (1 + count / a).ln())
    assert digamma_rise(float(count), shape) == pytest.approx(exact, rel=ACCURACY, abs=0.0)


def test_lower_gamma_by_hand():
    """P(1, x) = 1 - e^-x and P(2, x) = 1 - (1 + x) e^-x."""
    assert log_lower_gamma(1.0, 0.3) == pytest.approx(
        (math.log(-math.expm1(-0.3)), math.exp(-0.3) / -math.expm1(-0.3)), rel=ACCURACY
    )
    reached = 1.0 - 6.0 * math.exp(-5.0)
    assert log_lower_gamma(2.0, 5.0) == pytest.approx(
        (math.log(reached), 5.0 * math.exp(-5.0) / reached), rel=ACCURACY
    )


log_shapes = st.floats(-3.0, math.log(1e5))
log_ratios = st.one_of(st.floats(math.log(1e-8), math.log(1e3)), st.floats(-0.1, 0.1))


@compiles
@given(log_shape=log_shapes, log_ratio=log_ratios)
def test_lower_gamma_agrees_with_scipy_where_scipy_has_a_value(log_shape, log_ratio):
    shape, x = math.exp(log_shape), math.exp(log_shape + log_ratio)
    low, high = special.gammainc(shape, x), special.gammaincc(shape, x)
    assume(low > 1e-290)
    expected = math.log(low) if low < 0.5 else math.log1p(-high)
    assert log_lower_gamma(shape, x)[0] == pytest.approx(expected, rel=SCIPY_TAIL, abs=1e-290)


@compiles
@given(seats=st.integers(1, 100_000), log_ratio=st.floats(math.log(1e-8), math.log(0.9)))
def test_far_tail_lies_between_one_term_and_a_geometric_series(seats, log_ratio):
    """P(N >= s) is at least P(N = s), and each further term is at most λ / (s + 1) of the one before."""
    rate = seats * math.exp(log_ratio)
    value, slope = log_lower_gamma(float(seats), rate)
    first = stats.poisson.logpmf(seats, rate)
    room = SCIPY_TAIL * abs(first)
    assert first - room <= value <= first - math.log1p(-rate / (seats + 1)) + room
    assert slope <= seats / rate


@compiles
@given(log_shape=log_shapes, log_ratio=log_ratios)
def test_slope_of_lower_gamma(log_shape, log_ratio):
    shape, log_x = math.exp(log_shape), log_shape + log_ratio
    x = math.exp(log_x)
    # Curvature in log x grows with the root of the shape, and with x past it.
    step = 3e-4 / (1.0 + math.sqrt(shape) + max(x - shape, 0.0))
    value, slope = log_lower_gamma(shape, x)
    assume(value < -1e-280)
    found = difference(lambda at: log_lower_gamma_at(shape, math.exp(at), at)[0], log_x, step=step)
    assert slope * x == pytest.approx(found, rel=CENTRAL_DIFFERENCE, abs=0.0)


def test_lower_gamma_stays_finite_where_the_rate_underflows():
    """P(s, λ) tends to λ^s / s! as λ falls."""
    value, by_log_x = log_lower_gamma_at(4.0, 0.0, -1000.0)
    assert value == pytest.approx(-4000.0 - math.log(24.0), rel=ACCURACY)
    assert by_log_x == 4.0


@compiles
@given(a=st.floats(0.01, 1e4), b=st.floats(0.01, 1e4), share=st.floats(1e-6, 1.0))
def test_beta_fraction_agrees_with_scipy(a, b, share):
    x = share * (a + 1.0) / (a + b + 2.0)
    expected = special.betainc(a, b, x)
    assume(expected > 1e-290)
    log_factor = a * math.log(x) + b * math.log1p(-x) - math.log(a) - special.betaln(a, b)
    # The factor, not the fraction, is rounded: by the size of its terms.
    room = ACCURACY + 1e-14 * (a + b)
    assert log_factor + math.log(beta_fraction(a, b, x)) == pytest.approx(math.log(expected), abs=room)


@pytest.mark.parametrize("x", [0.0, -1.0, -0.5, math.nan, -math.inf])
def test_outside_their_range_they_are_not_a_number(x):
    for function in (digamma, log_less_digamma, stirling_error):
        assert math.isnan(function(x))
    assert math.isnan(digamma_rise(1.0, x))
    assert math.isnan(log_lower_gamma(2.0, x)[0])
    assert math.isnan(log_lower_gamma(x, 2.0)[0])
    assert math.isnan(log_lower_gamma(2.0 * LARGEST_SHAPE, 1.0)[0])
