"""Joint profit and the founding formula."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.response.founding import break_even_lift, founding_gradient, founding_profit
from kuajie.response.joint_profit import joint_profit, joint_profit_gradient

ROUNDING = 1e-12
STEP = 1e-5
CENTRAL_DIFFERENCE = 1e-6
"""Profit is linear in each argument, so only the rounding of a difference is left."""

BRIEF = {"organic": 10_000.0, "price": 1_000.0, "platform_cost": 10_000.0, "institution_cost": 10_000.0}


def case():
    random = np.random.default_rng(5)
    return {
        "sold": random.uniform(1.0, 9.0, (4, 2)),
        "price": random.uniform(10.0, 20.0, 2),
        "refund_rate": random.uniform(0.0, 0.3, 2),
        "unit_cost": random.uniform(1.0, 5.0, 2),
        "spend": random.uniform(1.0, 2.0, (4, 3)),
    }


def test_worked_by_hand():
    """30 · (20 · 0.9 - 3) = 450, less 150 of spend, less 40 to set up the one lever used."""
    profit = joint_profit(
        sold=np.array([10.0, 20.0]),
        price=20.0,
        refund_rate=0.1,
        unit_cost=3.0,
        spend=np.array([[100.0, 0.0], [50.0, 0.0]]),
        set_up_cost=np.array([40.0, 70.0]),
    )
    assert profit == pytest.approx(260.0, rel=ROUNDING)


@pytest.mark.parametrize("name", ["sold", "price", "refund_rate", "unit_cost", "spend"])
def test_gradient_agrees_with_central_differences(name):
    values = case()
    gradient = joint_profit_gradient(**values)
    claimed = getattr(gradient, f"by_{name}")
    if claimed.shape != values[name].shape:
        claimed = claimed.sum(axis=0)
    for index in itertools.product(*(range(size) for size in values[name].shape)):
        step = np.zeros_like(values[name])
        step[index] = STEP
        up, down = (joint_profit(**{**values, name: values[name] + sign * step}) for sign in (1.0, -1.0))
        assert claimed[index] == pytest.approx((up - down) / (2.0 * STEP), rel=CENTRAL_DIFFERENCE)


def test_what_one_party_pays_another_does_not_change_joint_profit():
    """Profit of a union of courses and levers is the sum of its parts' profits."""
    values = case()
    parts = [
        joint_profit(
            sold=values["sold"][:, [c]],
            price=values["price"][c],
            refund_rate=values["refund_rate"][c],
            unit_cost=values["unit_cost"][c],
            spend=values["spend"][:, levers],
        )
        for c, levers in ((0, [0]), (1, [1, 2]))
    ]
    assert joint_profit(**values) == pytest.approx(sum(parts), rel=ROUNDING)


def test_set_up_is_paid_once_and_only_by_levers_used():
    values = {**case(), "spend": np.array([[0.0, 1.0], [0.0, 1.0]])}
    without = joint_profit(**values)
    with_set_up = joint_profit(**values, set_up_cost=np.array([1000.0, 7.0]))
    assert without - with_set_up == pytest.approx(7.0, abs=1e-9)


def test_founding_formula_worked_by_hand():
    """10 000 · 1 000 · 2 · 2 - 10 000 · 20 000 = 40 m - 200 m."""
    assert founding_profit(1.0, 1.0, **BRIEF) == -160e6
    costs = {name: BRIEF[name] for name in ("price", "platform_cost", "institution_cost")}
    assert break_even_lift(**costs) == 20.0
    assert founding_profit(3.0, 4.0, **BRIEF) == 0.0


@given(x=st.floats(0.0, 5.0), y=st.floats(0.0, 5.0))
def test_founding_gradient(x, y):
    gradient = founding_gradient(x, y, **BRIEF)
    slope_x = (founding_profit(x + 0.5, y, **BRIEF) - founding_profit(x - 0.5, y, **BRIEF)) / 1.0
    slope_y = (founding_profit(x, y + 0.5, **BRIEF) - founding_profit(x, y - 0.5, **BRIEF)) / 1.0
    assert gradient.by_marketing == pytest.approx(slope_x, rel=1e3 * ROUNDING)
    assert gradient.by_training == pytest.approx(slope_y, rel=1e3 * ROUNDING)


@given(x=st.floats(0.0, 1.0), y=st.floats(0.0, 1.0))
def test_founding_optimum_is_the_upper_corner(x, y):
    assert founding_profit(x, y, **BRIEF) <= founding_profit(1.0, 1.0, **BRIEF)
