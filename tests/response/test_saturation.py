"""Every saturation rises from zero, has the gradient it claims and the concave majorant it claims."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.response.codes import STOCK_FLOOR
from kuajie.response.registry import SATURATIONS

ROUNDING = 1e-12
STEP = 1e-6
CENTRAL_DIFFERENCE = 1e-6
"""Relative error of a central difference with a relative STEP, with room for curvature near the origin."""

HAND_WORKED = {
    # name: (stock, parameters, value)
    "identity": (30.0, {"scale": 20.0}, 1.5),
    "square_root": (9.0, {"scale": 4.0}, 1.5),
    "power": (16.0, {"scale": 2.0, "slope": 1.0 / 3.0}, 2.0),
    "log": (np.e - 1.0, {"scale": 1.0}, 1.0),
    "exponential": (10.0 * np.log(2.0), {"scale": 10.0}, 0.5),
    # exp(-ln 3) = 1/3: (1 - 1/3) / (1 + 1/3).
    "logistic": (np.log(3.0), {"scale": 1.0}, 0.5),
    # tanh(ln 2) = (2 - 1/2) / (2 + 1/2).
    "tanh": (5.0 * np.log(2.0), {"scale": 5.0}, 0.6),
    # 3² / (1² + 3²).
    "hill": (30.0, {"scale": 10.0, "slope": 2.0}, 0.9),
}

every = pytest.mark.parametrize("saturation", SATURATIONS.values(), ids=lambda row: row.name)
slopes = st.floats(0.2, 4.0)


def with_slope(saturation, *, scale, slope):
    """Return the parameters this saturation takes; a power's slope is brought into its domain."""
    known = {"scale": scale, "slope": min(slope, 1.0) if saturation.name == "power" else slope}
    return {name: known[name] for name in saturation.parameter_names}


@pytest.mark.parametrize("name", HAND_WORKED)
def test_worked_by_hand(name):
    stock, values, expected = HAND_WORKED[name]
    assert SATURATIONS[name].value(stock, **values) == pytest.approx(expected, rel=ROUNDING)


def test_every_entry_is_worked_by_hand():
    assert set(HAND_WORKED) == set(SATURATIONS)


@every
@given(ratio=st.floats(1e-3, 30.0), scale=st.floats(0.1, 1e5), slope=slopes)
def test_gradient_agrees_with_central_differences(saturation, ratio, scale, slope):
    values = with_slope(saturation, scale=scale, slope=slope)
    stock = ratio * scale
    gradient = saturation.gradient(stock, **values)
    assert gradient.value == saturation.value(stock, **values)
    up, down = (saturation.value(stock * (1.0 + step), **values) for step in (STEP, -STEP))
    by_stock = (up - down) / (2.0 * STEP * stock)
    assert gradient.by_argument == pytest.approx(by_stock, rel=CENTRAL_DIFFERENCE, abs=1e-9 / stock)
    assert set(gradient.by_parameter) == set(values)
    for name, value in values.items():
        up, down = (
            saturation.value(stock, **{**values, name: value * (1.0 + step)}) for step in (STEP, -STEP)
        )
        slope_in = (up - down) / (2.0 * STEP * value)
        assert gradient.by_parameter[name] == pytest.approx(
            slope_in, rel=CENTRAL_DIFFERENCE, abs=1e-9 / value
        )


@every
@given(
    first=st.floats(0.0, 1e6),
    more=st.floats(0.0, 1e6),
    scale=st.floats(1e-2, 1e5),
    slope=slopes,
)
def test_starts_at_zero_rises_and_stays_in_range(saturation, first, more, scale, slope):
    values = with_slope(saturation, scale=scale, slope=slope)
    low, high = saturation.value(np.array([first, first + more]), **values)
    assert saturation.value(0.0, **values) == 0.0
    assert 0.0 <= low <= high + ROUNDING
    assert not saturation.bounded or high <= 1.0
    assert saturation.gradient(first, **values).by_argument >= 0.0


@every
def test_bounded_exactly_where_it_says_so(saturation):
    """Far out, a bounded curve has reached one and an unbounded one has passed it."""
    far = saturation.value(1e12, **with_slope(saturation, scale=1.0, slope=0.9))
    assert (far <= 1.0) == saturation.bounded


@every
@given(scale=st.floats(1e-3, 1e6), slope=st.floats(0.01, 40.0), share=st.sampled_from([0.0, 1e-30, 0.5, 1.0]))
def test_gradient_is_finite_at_and_near_zero(saturation, scale, slope, share):
    values = with_slope(saturation, scale=scale, slope=slope)
    gradient = saturation.gradient(share * STOCK_FLOOR * scale, **values)
    numbers = [gradient.value, gradient.by_argument, *gradient.by_parameter.values()]
    assert np.all(np.isfinite(numbers))


@pytest.mark.parametrize("name", ["square_root", "power", "hill"])
@pytest.mark.parametrize("slope", [0.3, 0.9])
def test_below_the_floor_value_and_gradient_are_those_of_the_chord(name, slope):
    row = SATURATIONS[name]
    values = with_slope(row, scale=50.0, slope=slope)
    floor = STOCK_FLOOR * 50.0
    at_floor = row.value(floor, **values)
    half = row.gradient(0.5 * floor, **values)
    assert half.value == pytest.approx(0.5 * at_floor, rel=ROUNDING)
    assert half.by_argument == pytest.approx(at_floor / floor, rel=ROUNDING)
    for parameter, value in values.items():
        up, down = (
            row.value(0.5 * floor, **{**values, parameter: value * (1.0 + step)}) for step in (STEP, -STEP)
        )
        slope_in = (up - down) / (2.0 * STEP * value)
        assert half.by_parameter[parameter] == pytest.approx(slope_in, rel=CENTRAL_DIFFERENCE)


@every
@given(scale=st.floats(0.1, 1e4), slope=slopes)
def test_concave_everywhere_exactly_where_it_says_so(saturation, scale, slope):
    values = with_slope(saturation, scale=scale, slope=slope)
    marginal = saturation.gradient(scale * np.geomspace(1e-6, 50.0, 400), **values).by_argument
    rises = np.any(np.diff(marginal) > 1e-9 * marginal[:-1])
    concave = saturation.is_concave(**values)
    if concave:
        assert not rises
        assert saturation.tangent_point(**values) == 0.0
    elif slope > 1.01:
        assert rises


@every
@given(scale=st.floats(0.1, 1e4), slope=slopes)
def test_concave_majorant_is_concave_above_and_tight(saturation, scale, slope):
    values = with_slope(saturation, scale=scale, slope=slope)
    stock = scale * np.linspace(0.0, 20.0, 801)
    majorant = saturation.concave_majorant(stock, **values)
    curve = saturation.value(stock, **values)
    assert np.all(majorant >= curve - ROUNDING)
    assert np.all(np.diff(majorant, n=2) <= 1e-11)
    beyond = stock >= saturation.tangent_point(**values)
    np.testing.assert_array_equal(majorant[beyond], curve[beyond])


@given(scale=st.floats(0.1, 1e4), slope=st.floats(1.05, 6.0))
def test_hill_tangent_point_touches(scale, slope):
    """Where it touches, the ray from the origin has the curve's own slope, and it lies above the curve."""
    hill = SATURATIONS["hill"]
    touch = hill.tangent_point(scale=scale, slope=slope)
    gradient = hill.gradient(touch, scale=scale, slope=slope)
    assert gradient.by_argument == pytest.approx(gradient.value / touch, rel=1e3 * ROUNDING)
    stocks = scale * np.geomspace(1e-4, 1e3, 500)
    assert np.max(hill.value(stocks, scale=scale, slope=slope) / stocks) <= gradient.value / touch * (
        1.0 + ROUNDING
    )


def test_arrays_broadcast():
    hill = SATURATIONS["hill"]
    stock = np.arange(6.0).reshape(3, 2)
    gradient = hill.gradient(stock, scale=np.array([1.0, 2.0]), slope=1.5)
    assert (
        gradient.value.shape == gradient.by_argument.shape == gradient.by_parameter["slope"].shape == (3, 2)
    )
    assert gradient.value[2, 1] == hill.value(5.0, scale=2.0, slope=1.5)
