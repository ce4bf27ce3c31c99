"""The compiled form of every formula equals the array form, allocates nothing and may be called from C."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import carray, cfunc, njit, types
from numba.core.runtime import _nrt_python, rtsys

from kuajie.response import expected_sales as array_form
from kuajie.response import kernels
from kuajie.response.codes import STOCK_FLOOR
from kuajie.response.registry import CARRY_OVERS, PRICE_FACTORS, SATURATIONS

AGREEMENT = 1e-11
"""Both forms round differently: exp(h ln x) against x^h, sums in another order."""

VALUES = {
    "retention": st.floats(0.0, 0.99),
    "delay": st.floats(0.0, 12.0),
    "shape": st.floats(0.3, 4.0),
    "scale": st.floats(0.5, 1e3),
    "slope": st.floats(0.1, 1.0),
    "elasticity": st.floats(0.1, 4.0),
    "reference": st.floats(10.0, 500.0),
    "sensitivity": st.floats(0.001, 0.1),
    "intercept": st.floats(1.0, 10.0),
    "decline": st.floats(1e-3, 0.05),
    "root": st.floats(0.5, 3.0),
}
first_call_compiles = settings(deadline=None)


def rows(table):
    return pytest.mark.parametrize("row", table.values(), ids=lambda row: row.name)


def draw_parameters(data, row):
    return {name: data.draw(VALUES[name], label=name) for name in row.parameter_names}


@rows(CARRY_OVERS)
@first_call_compiles
@given(data=st.data(), seed=st.integers(0, 2**32 - 1), periods=st.integers(1, 40))
def test_carry_over(row, data, seed, periods):
    random = np.random.default_rng(seed)
    spend, grad = random.uniform(size=(2, periods))
    values = draw_parameters(data, row)
    p = row.kernel_arguments(slots=2, **values)
    stock, by_spend, weights = np.full((3, periods), np.nan)
    kernels.carry_forward(row.code, spend, 0.7, *p, stock)
    np.testing.assert_allclose(stock, row.carry(spend, start=0.7, **values), rtol=AGREEMENT)
    kernels.impulse_response(row.code, *p, weights)
    np.testing.assert_allclose(weights, row.impulse(periods, **values), rtol=AGREEMENT, atol=1e-15)
    slopes = kernels.carry_adjoint(row.code, spend, 0.7, stock, *p, grad, by_spend)
    back = row.carry_adjoint(spend, start=0.7, grad_stock=grad, **values)
    np.testing.assert_allclose(by_spend, back.by_spend, rtol=AGREEMENT, atol=1e-15)
    expected = [back.by_parameter[name] for name in row.parameter_names]
    # Slopes are differences of sums as large as periods × slope of a log weight (up to 144 / retention).
    scale = AGREEMENT * periods * (1.0 + 144.0 / max(values.get("retention", 1.0), 1e-2))
    np.testing.assert_allclose(slopes[: len(expected)], expected, rtol=1e-9, atol=scale)
    assert slopes[len(expected) :] == (0.0,) * (2 - len(expected))


@pytest.mark.parametrize("slope", [0.4, 1.0, 2.5])
@rows(SATURATIONS)
@first_call_compiles
@given(
    ratio=st.one_of(st.just(0.0), st.floats(0.0, STOCK_FLOOR), st.floats(0.0, 50.0)), scale=VALUES["scale"]
)
def test_saturation(row, slope, ratio, scale):
    known = {"scale": scale, "slope": min(slope, 1.0) if row.name == "power" else slope}
    values = {name: known[name] for name in row.parameter_names}
    stock = ratio * scale
    p = row.kernel_arguments(slots=2, **values)
    expected = row.gradient(stock, **values)
    value, *slopes = kernels.saturation_gradient(row.code, stock, *p)
    assert value == pytest.approx(expected.value, rel=AGREEMENT, abs=1e-300)
    assert kernels.saturation_value(row.code, stock, *p) == pytest.approx(value, rel=AGREEMENT, abs=1e-300)
    claimed = [expected.by_argument, *(expected.by_parameter[name] for name in row.parameter_names)]
    # Relative to the scale: a nearly full curve's slope is the difference of two numbers near one.
    np.testing.assert_allclose(slopes[: len(claimed)], claimed, rtol=1e-9, atol=1e-14 / scale)
    assert slopes[len(claimed) :] == [0.0] * (3 - len(claimed))


@rows(PRICE_FACTORS)
@first_call_compiles
@given(data=st.data(), price=st.floats(1.0, 1000.0))
def test_price_factor(row, data, price):
    values = draw_parameters(data, row)
    q = row.kernel_arguments(slots=3, **values)
    expected = row.gradient(price, **values)
    value, *slopes = kernels.price_gradient(row.code, price, *q)
    assert value == pytest.approx(expected.value, rel=AGREEMENT)
    assert kernels.price_value(row.code, price, *q) == pytest.approx(value, rel=AGREEMENT)
    claimed = [expected.by_argument, *(expected.by_parameter[name] for name in row.parameter_names)]
    np.testing.assert_allclose(slopes[: len(claimed)], claimed, rtol=1e-9)
    assert slopes[len(claimed) :] == [0.0] * (4 - len(claimed))


@pytest.mark.parametrize("law", ["expected_sales_lognormal", "expected_sales_normal"])
@first_call_compiles
@given(
    mean=st.floats(0.0, 1e4),
    sigma=st.floats(0.0, 2.0),
    seats=st.one_of(st.floats(0.0, 1e4), st.just(math.inf)),
)
def test_expected_sales(law, mean, sigma, seats):
    expected = getattr(array_form, law)(mean, sigma=sigma, seats=seats)
    value, slope = getattr(kernels, law)(mean, sigma, seats)
    assert value == pytest.approx(expected.value, rel=AGREEMENT, abs=AGREEMENT)
    assert slope == pytest.approx(expected.by_mean, rel=AGREEMENT, abs=AGREEMENT)


def test_unknown_codes_give_nan():
    stock = np.zeros(3)
    kernels.carry_forward(99, np.ones(3), 1.0, 0.5, 1.0, stock)
    assert np.all(np.isnan(stock))
    assert math.isnan(kernels.saturation_value(99, 1.0, 1.0, 1.0))
    assert math.isnan(kernels.price_value(99, 1.0, 1.0, 1.0, 1.0))


@njit
def work_repeatedly(times, spend, stock, back):
    """Call every kernel of every kind ``times`` times."""
    total = 0.0
    for _ in range(times):
        for kind in range(4):
            kernels.carry_forward(kind, spend, 0.5, 0.6, 2.0, stock)
            kernels.impulse_response(kind, 0.6, 2.0, back)
            total += kernels.carry_adjoint(kind, spend, 0.5, stock, 0.6, 2.0, spend, back)[0]
            total += kernels.price_gradient(kind, 3.0, 2.0, 0.1, 1.5)[1]
        for kind in range(8):
            total += kernels.saturation_gradient(kind, 2.0, 3.0, 0.7)[1]
        total += kernels.expected_sales_lognormal(3.0, 0.5, 4.0)[0]
        total += kernels.expected_sales_normal(3.0, 0.5, 4.0)[0]
    return total


def test_kernels_allocate_nothing():
    """Passing arrays in costs a few allocations a call; working a hundred times longer must cost no more."""
    arrays = np.ones((3, 20))
    work_repeatedly(1, *arrays)
    counted = _nrt_python.memsys_stats_enabled()
    _nrt_python.memsys_enable_stats()
    try:
        allocations = []
        for times in (1, 100):
            before = rtsys.get_allocation_stats().alloc
            work_repeatedly(times, *arrays)
            allocations.append(rtsys.get_allocation_stats().alloc - before)
    finally:
        if not counted:
            _nrt_python.memsys_disable_stats()
    assert allocations[0] == allocations[1]


def test_kernels_work_in_a_c_callback():
    @cfunc(types.float64(types.CPointer(types.float64), types.CPointer(types.float64), types.int64))
    def last_stock(spend_at, stock_at, periods):
        spend, stock = carray(spend_at, periods), carray(stock_at, periods)
        kernels.carry_forward(1, spend, 4.0, 0.75, 0.0, stock)
        return kernels.saturation_value(7, stock[periods - 1], 9.125, 2.0)

    spend, stock = np.array([10.0, 20.0]), np.zeros(2)
    pointer = last_stock.ctypes.argtypes[0]
    answer = last_stock.ctypes(spend.ctypes.data_as(pointer), stock.ctypes.data_as(pointer), 2)
    np.testing.assert_array_equal(stock, [5.5, 9.125])
    assert answer == 0.5
