"""The truth's formulas: what carry-over conserves, how saturation bends, and one case worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kuajie.simulation.mechanism import (
    Mechanism,
    carry_over,
    expected_minimum,
    exponential_saturation,
    hill_saturation,
)

ROUNDING = 1e-9  # sums of at most a few hundred float64 products

spends = arrays(np.float64, (2, 12), elements=st.floats(0, 1e5))
retentions = arrays(np.float64, 2, elements=st.floats(0, 0.9))
NOTHING = np.zeros(2)
untimed = settings(deadline=None)  # a busy machine says nothing about an answer


@untimed
@given(spend=spends, retention=retentions)
def test_carry_over_moves_spend_in_time_and_loses_none(spend: np.ndarray, retention: np.ndarray) -> None:
    tail = np.zeros((2, 400))  # 0.9^400 is below any float's notice
    stock = carry_over(np.hstack([spend, tail]), retention, NOTHING)
    assert stock.sum(axis=1) == pytest.approx(spend.sum(axis=1), rel=ROUNDING)


@untimed
@given(first=spends, second=spends, retention=retentions)
def test_carry_over_is_linear_and_looks_back_only(
    first: np.ndarray, second: np.ndarray, retention: np.ndarray
) -> None:
    both = carry_over(first + second, retention, NOTHING)
    apart = carry_over(first, retention, NOTHING) + carry_over(second, retention, NOTHING)
    assert both == pytest.approx(apart, rel=ROUNDING)
    changed = first.copy()
    changed[:, 6] += 1.0
    before = carry_over(first, retention, NOTHING)[:, :6]
    assert np.array_equal(carry_over(changed, retention, NOTHING)[:, :6], before)


@untimed
@given(level=st.floats(0, 1e6), retention=retentions)
def test_constant_spend_is_its_own_stock(level: float, retention: np.ndarray) -> None:
    stock = carry_over(np.full((2, 5), level), retention, np.full(2, level))
    assert stock == pytest.approx(np.full((2, 5), level), rel=ROUNDING)


@untimed
@given(stock=st.floats(0, 1e4), more=st.floats(0.01, 1e3), slope=st.floats(1, 4))
def test_saturation_rises_within_the_unit_interval(stock: float, more: float, slope: float) -> None:
    for curve in (exponential_saturation, lambda ratio: hill_saturation(ratio, np.array(slope))):
        low, high = curve(np.array(stock)), curve(np.array(stock + more))
        assert 0 <= low <= high + ROUNDING
        assert high <= 1


def test_hill_is_one_half_at_its_scale_and_s_shaped() -> None:
    slope = np.array(3.0)
    assert hill_saturation(np.array(1.0), slope) == 0.5
    early, later = (
        hill_saturation(np.array(r + 0.01), slope) - hill_saturation(np.array(r), slope) for r in (0.05, 0.5)
    )
    assert later > early  # rising returns at first; an exponential never has them


@untimed
@given(mean=st.floats(1, 500), sigma=st.floats(0.01, 0.5), seats=st.floats(1, 500))
def test_expected_sales_stay_below_demand_and_seats(mean: float, sigma: float, seats: float) -> None:
    sold = expected_minimum(np.array(mean), np.array(sigma), np.array(seats))
    assert 0 <= sold <= min(mean, seats) * (1 + ROUNDING)
    assert expected_minimum(np.array(mean), np.array(sigma), np.array(np.inf)) == mean


def test_expected_sales_agree_with_draws() -> None:
    sigma, mean, draws = 0.2, 100.0, 400_000
    noise = np.random.default_rng(1).normal(size=draws)
    demand = mean * np.exp(sigma * noise - sigma**2 / 2)
    for seats in (80.0, 100.0, 130.0):
        sold = np.minimum(demand, seats)
        four_errors = 4 * sold.std() / np.sqrt(draws)
        exact = expected_minimum(np.array(mean), np.array(sigma), np.array(seats))
        assert float(exact) == pytest.approx(sold.mean(), abs=four_errors)


def test_demand_worked_by_hand() -> None:
    mechanism = Mechanism(
        retention=np.array([0.5, 0.0]),
        scale=np.array([50.0, 10.0]),
        slope=np.array([1.0, 2.0]),
        strength=np.array([0.5, 0.4]),
        hill=np.array([False, True]),
        training=np.array([False, True]),
        factors=np.array([[1.0], [0.5]]),
        elasticity=np.array([1.0]),
        reference_price=np.array([100.0]),
    )
    spend = np.array([[100.0, 0.0], [10.0, 0.0]])
    stock = carry_over(spend, mechanism.retention, NOTHING)
    assert stock.tolist() == [[50.0, 25.0], [10.0, 0.0]]
    demand = mechanism.demand(baseline=np.full((1, 2), 10.0), stock=stock, price=np.array([[200.0, 100.0]]))
    first = 10 * (1 + 0.5 * (1 - np.exp(-1))) * (1 + 0.4 * 0.5 * 0.5) / 2  # price doubled halves demand
    second = 10 * (1 + 0.5 * (1 - np.exp(-0.5)))
    assert demand.tolist() == [pytest.approx([first, second], rel=ROUNDING)]
