"""Every carry-over moves effect in time and neither adds nor loses spend."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from kuajie.response.codes import WINDOW
from kuajie.response.formula import CarryOver
from kuajie.response.registry import CARRY_OVERS

ROUNDING = 1e-12
"""Sums of a few hundred doubles of order one."""

STEP = 1e-6
CENTRAL_DIFFERENCE = 1e-6
"""Error of a central difference with STEP: STEP² of truncation and 1e-16 / STEP of rounding."""

LONG = 400
"""Periods after which the slowest geometric decay tested (retention 0.9) has fallen below 1e-18."""

VALUES = {
    "retention": st.floats(0.01, 0.9),
    "delay": st.floats(0.0, 12.0),
    "shape": st.floats(0.3, 4.0),
    "scale": st.floats(0.5, 8.0),
}

HAND_WORKED = {
    # A_0 = 10; spend 10, 20 as it stands.
    "none": ({}, [10.0, 20.0, 0.0]),
    # From 4: 0.75·4 + 0.25·10 = 5.5; 0.75·5.5 + 0.25·20 = 9.125; 0.75·9.125 = 6.84375.
    "geometric": ({"retention": 0.75}, [5.5, 9.125, 6.84375]),
    # Retention 1e-8 leaves only the lag nearest the delay: everything one week late.
    "delayed_geometric": ({"retention": 1e-8, "delay": 1.0}, [4.0, 10.0, 20.0]),
    # Shape 1 is exponential, weights ∝ 3^-lag; 2/3, 2/9, ... up to 3^-13 = 6e-7 cut off by the window.
    "weibull": (
        {"shape": 1.0, "scale": 1.0 / np.log(3.0)},
        [8.0, 16.0, 16.0 / 3.0],
    ),
}
WINDOW_CUT = 1e-5
"""What the 13-week window cuts off 3^-lag, and 1e-8 leaves beside the delay, times spends of order ten."""

every = pytest.mark.parametrize("carry_over", CARRY_OVERS.values(), ids=lambda row: row.name)


def parameters(data: st.DataObject, carry_over: CarryOver) -> dict[str, float]:
    return {name: data.draw(VALUES[name], label=name) for name in carry_over.parameter_names}


@pytest.mark.parametrize("name", HAND_WORKED)
def test_worked_by_hand(name):
    values, expected = HAND_WORKED[name]
    stock = CARRY_OVERS[name].carry(np.array([10.0, 20.0, 0.0]), start=4.0, **values)
    np.testing.assert_allclose(stock, expected, atol=WINDOW_CUT)


def test_every_entry_is_worked_by_hand():
    assert set(HAND_WORKED) == set(CARRY_OVERS)


@every
@given(data=st.data(), level=st.one_of(st.just(0.0), st.floats(1e-6, 1e6)))
def test_constant_spend_is_its_own_stock(carry_over, data, level):
    stock = carry_over.carry(np.full(30, level), start=level, **parameters(data, carry_over))
    np.testing.assert_allclose(stock, level, rtol=ROUNDING)


@every
@given(data=st.data())
def test_impulse_sums_to_one(carry_over, data):
    weights = carry_over.impulse(LONG, **parameters(data, carry_over))
    assert weights.shape == (LONG,)
    assert np.all(weights >= 0.0)
    assert np.sum(weights) == pytest.approx(1.0, abs=ROUNDING)


@every
@given(data=st.data(), week=st.integers(0, 20))
def test_pulse_in_a_long_series_sums_to_itself(carry_over, data, week):
    spend = np.zeros(LONG)
    spend[week] = 1.0
    values = parameters(data, carry_over)
    stock = carry_over.carry(spend, start=0.0, **values)
    assert np.sum(stock) == pytest.approx(1.0, abs=ROUNDING)
    np.testing.assert_allclose(stock[week:], carry_over.impulse(LONG - week, **values), atol=ROUNDING)


@every
def test_short_impulse_is_the_head_of_a_long_one(carry_over):
    values = dict.fromkeys(carry_over.parameter_names, 0.5)
    long = carry_over.impulse(WINDOW + 5, **values)
    np.testing.assert_array_equal(carry_over.impulse(4, **values), long[:4])


@every
@given(data=st.data(), seed=st.integers(0, 2**32 - 1), periods=st.integers(1, 40))
def test_adjoint_identity(carry_over, data, seed, periods):
    """Carry-over is linear in spend and start, so <g, A(u, a)> = <Aᵀg, (u, a)> exactly."""
    random = np.random.default_rng(seed)
    spend, grad = random.normal(size=(2, periods))
    start = random.normal()
    values = parameters(data, carry_over)
    stock = carry_over.carry(spend, start=start, **values)
    back = carry_over.carry_adjoint(spend, start=start, grad_stock=grad, **values)
    assert back.by_spend @ spend + back.by_start * start == pytest.approx(grad @ stock, abs=1e2 * ROUNDING)


@every
@given(data=st.data(), seed=st.integers(0, 2**32 - 1), periods=st.integers(1, 40))
def test_parameter_gradient(carry_over, data, seed, periods):
    random = np.random.default_rng(seed)
    spend, grad = random.uniform(size=(2, periods))
    values = parameters(data, carry_over)
    back = carry_over.carry_adjoint(spend, start=0.3, grad_stock=grad, **values)
    assert set(back.by_parameter) == set(values)
    for name, value in values.items():
        up, down = (
            grad @ carry_over.carry(spend, start=0.3, **{**values, name: value + step})
            for step in (STEP, -STEP)
        )
        slope = (up - down) / (2.0 * STEP)
        assert back.by_parameter[name] == pytest.approx(slope, rel=1e2 * CENTRAL_DIFFERENCE, abs=1e-7)


@every
def test_several_series_at_once_equal_one_by_one(carry_over):
    random = np.random.default_rng(3)
    spend, grad = random.uniform(size=(2, 20, 3))
    start = random.uniform(size=3)
    values = {name: random.uniform(0.2, 0.8, size=3) for name in carry_over.parameter_names}
    stock = carry_over.carry(spend, start=start, **values)
    back = carry_over.carry_adjoint(spend, start=start, grad_stock=grad, **values)
    weights = carry_over.impulse(6, **values)
    for k in range(3):
        own = {name: value[k] for name, value in values.items()}
        alone = carry_over.carry_adjoint(spend[:, k], start=start[k], grad_stock=grad[:, k], **own)
        np.testing.assert_allclose(stock[:, k], carry_over.carry(spend[:, k], start=start[k], **own))
        np.testing.assert_allclose(back.by_spend[:, k], alone.by_spend)
        np.testing.assert_allclose(back.by_start[k], alone.by_start)
        for name in own:
            np.testing.assert_allclose(back.by_parameter[name][k], alone.by_parameter[name])
            np.testing.assert_allclose(weights[:, k], carry_over.impulse(6, **own))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("geometric", {"retention": 0.0}),
        ("delayed_geometric", {"retention": 0.0, "delay": 0.5}),
        ("delayed_geometric", {"retention": 1.0 - 1e-16, "delay": 12.0}),
        ("weibull", {"shape": 50.0, "scale": 1e-3}),
        ("weibull", {"shape": 400.0, "scale": 1e3}),
        ("weibull", {"shape": 1e-3, "scale": 1e3}),
    ],
)
def test_extreme_parameters_stay_finite_and_conserve(name, values):
    row = CARRY_OVERS[name]
    assert np.sum(row.impulse(LONG, **values)) == pytest.approx(1.0, abs=ROUNDING)
    back = row.carry_adjoint(np.arange(20.0), start=1.0, grad_stock=np.ones(20), **values)
    assert np.all(np.isfinite(back.by_spend))
    assert all(np.all(np.isfinite(slope)) for slope in back.by_parameter.values())


def test_weibull_weights_follow_the_density():
    weeks = np.arange(1, WINDOW + 1)
    density = stats.weibull_min(c=1.7, scale=4.2).pdf(weeks)
    weights = CARRY_OVERS["weibull"].impulse(WINDOW, shape=1.7, scale=4.2)
    np.testing.assert_allclose(weights, density / density.sum(), rtol=1e3 * ROUNDING)
