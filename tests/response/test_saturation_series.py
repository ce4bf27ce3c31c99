"""The vectorised saturation of a series equals the scalar one, week by week, and its exponential is exact."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.response.codes import STOCK_FLOOR
from kuajie.response.kernels.exponential_series import LARGEST, exponential
from kuajie.response.kernels.saturation import saturation_gradient
from kuajie.response.kernels.saturation_series import SMALL, saturation_series
from kuajie.response.registry import SATURATIONS

ROUNDING = 4e-15
"""A dozen operations, each rounded to 1e-16 of itself."""


@settings(deadline=None)  # the first call compiles
@given(st.floats(-LARGEST, LARGEST))
def test_exponential_is_right_to_two_units_in_the_last_place(x):
    assert exponential(x) == pytest.approx(math.exp(x), rel=2 * np.finfo(float).eps, abs=0.0)


@pytest.mark.parametrize("x", [-1e9, 1e9])
def test_exponential_stops_before_it_overflows(x):
    assert exponential(x) == pytest.approx(math.exp(math.copysign(LARGEST, x)), rel=1e-12, abs=0.0)


@pytest.mark.parametrize("name", list(SATURATIONS))
@settings(deadline=None)
@given(
    scale=st.floats(0.01, 1e6),
    slope=st.floats(0.3, 6.0),
    stocks=st.lists(
        st.floats(0.0, 50.0) | st.sampled_from([0.0, SMALL, STOCK_FLOOR / 2]), min_size=1, max_size=9
    ),
)
def test_series_equals_the_scalar_form(name, scale, slope, stocks):
    slope = min(slope, 1.0) if name == "power" else slope
    work = np.zeros((5, len(stocks)))
    work[0] = np.array(stocks) * scale
    code = SATURATIONS[name].code
    saturation_series(code, scale, slope, work)
    for week, stock in enumerate(work[0]):
        expected = saturation_gradient(code, stock, scale, slope)
        # The scalar slope is one less a value near one where stocks are large: digits relative to one.
        lost = ROUNDING * (1.0 + 1.0 / scale) * (1.0 + stock / scale)
        for found, wanted in zip(work[1:, week], expected, strict=True):
            # Slopes fall like exp(-ratio): what is below 1e-12 of the value's scale is lost in rounding.
            assert found == pytest.approx(wanted, rel=1e-12, abs=lost)


def test_by_hand():
    """Logistic at a stock of scale: tanh(1 / 2), slope (1 - tanh²(1 / 2)) / 2."""
    work = np.zeros((5, 1))
    work[0] = 3.0
    saturation_series(SATURATIONS["logistic"].code, 3.0, 1.0, work)
    half = math.tanh(0.5)
    assert work[1:, 0] == pytest.approx([half, (1 - half**2) / 6, -(1 - half**2) / 6, 0.0], rel=ROUNDING)
