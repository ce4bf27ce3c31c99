"""Every price factor falls with price and has the gradient it claims."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.response.registry import PRICE_FACTORS

ROUNDING = 1e-12
STEP = 1e-6
CENTRAL_DIFFERENCE = 1e-6
"""Relative error of a central difference with a relative STEP on these curves."""

HAND_WORKED = {
    "absent": (99.0, {}, 1.0),
    "constant_elasticity": (200.0, {"elasticity": 2.0, "reference": 100.0}, 0.25),
    # odds against e^{ln 3} = 3.
    "logit": (100.0 + 50.0 * np.log(3.0), {"sensitivity": 0.02, "reference": 100.0}, 0.25),
    # (9 - 5)^(1/2).
    "linear_power": (50.0, {"intercept": 9.0, "decline": 0.1, "root": 2.0}, 2.0),
}

PLAUSIBLE = {
    "absent": {},
    "constant_elasticity": {"elasticity": st.floats(0.1, 4.0), "reference": st.floats(20.0, 500.0)},
    "logit": {"sensitivity": st.floats(0.001, 0.1), "reference": st.floats(20.0, 500.0)},
    # The choke price stays above 400.
    "linear_power": {
        "intercept": st.floats(4.0, 10.0),
        "decline": st.floats(1e-3, 1e-2),
        "root": st.floats(0.5, 3.0),
    },
}

every = pytest.mark.parametrize("factor", PRICE_FACTORS.values(), ids=lambda row: row.name)


@pytest.mark.parametrize("name", HAND_WORKED)
def test_worked_by_hand(name):
    price, values, expected = HAND_WORKED[name]
    assert PRICE_FACTORS[name].value(price, **values) == pytest.approx(expected, rel=ROUNDING)


def test_every_entry_is_worked_by_hand():
    assert set(HAND_WORKED) == set(PLAUSIBLE) == set(PRICE_FACTORS)


@every
@given(data=st.data(), price=st.floats(10.0, 390.0))
def test_gradient_agrees_with_central_differences(factor, data, price):
    values = data.draw(st.fixed_dictionaries(PLAUSIBLE[factor.name]))
    gradient = factor.gradient(price, **values)
    assert gradient.value == factor.value(price, **values)
    up, down = (factor.value(price * (1.0 + step), **values) for step in (STEP, -STEP))
    by_price = (up - down) / (2.0 * STEP * price)
    assert gradient.by_argument == pytest.approx(by_price, rel=CENTRAL_DIFFERENCE, abs=1e-9 * gradient.value)
    assert set(gradient.by_parameter) == set(values)
    for name, value in values.items():
        up, down = (factor.value(price, **{**values, name: value * (1.0 + step)}) for step in (STEP, -STEP))
        slope = (up - down) / (2.0 * STEP * value)
        floor = 1e-9 * gradient.value / value
        assert gradient.by_parameter[name] == pytest.approx(slope, rel=CENTRAL_DIFFERENCE, abs=floor)


@every
@given(data=st.data(), price=st.floats(1.0, 2000.0), more=st.floats(0.0, 2000.0))
def test_never_rises_with_price_and_is_never_negative(factor, data, price, more):
    values = data.draw(st.fixed_dictionaries(PLAUSIBLE[factor.name]))
    low, high = factor.value(np.array([price + more, price]), **values)
    assert 0.0 <= low <= high
    assert factor.gradient(price, **values).by_argument <= 0.0


def test_constant_elasticity_is_constant():
    row = PRICE_FACTORS["constant_elasticity"]
    gradient = row.gradient(np.array([10.0, 100.0, 900.0]), elasticity=1.7, reference=100.0)
    elasticities = gradient.by_argument * np.array([10.0, 100.0, 900.0]) / gradient.value
    np.testing.assert_allclose(elasticities, -1.7, rtol=ROUNDING)


def test_nothing_is_sold_beyond_the_choke_price():
    gradient = PRICE_FACTORS["linear_power"].gradient(
        np.array([90.0, 91.0, 1e6]), intercept=9.0, decline=0.1, root=2.0
    )
    numbers = [gradient.value, gradient.by_argument, *gradient.by_parameter.values()]
    assert np.all(np.asarray(numbers) == 0.0)


def test_logit_far_prices_stay_finite():
    gradient = PRICE_FACTORS["logit"].gradient(np.array([0.0, 1e7]), sensitivity=1.0, reference=5e4)
    numbers = [gradient.value, gradient.by_argument, *gradient.by_parameter.values()]
    assert np.all(np.isfinite(numbers))
    np.testing.assert_allclose(gradient.value, [1.0, 0.0], atol=ROUNDING)
