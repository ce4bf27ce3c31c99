"""The oracle scores plans as the truth would have it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from kuajie.simulation import TrueWorld

WRITTEN = 2e-6  # series are written with six digits


def held_out(truth: dict[str, Any], weeks: int) -> dict[str, Any]:
    """Return the same truth as if its horizon were the last weeks of its history."""
    earlier = deepcopy(truth)
    history = earlier["history"]
    for course in history["baseline"]:
        earlier["horizon"]["baseline"][course] = history["baseline"][course][-weeks:]
    for lever, spend in history["spend"].items():
        history["spend"][lever] = spend[:-weeks]
    earlier["weeks"]["horizon"] = earlier["weeks"]["history"][-weeks:]
    return earlier


def by_week(truth: dict[str, Any], what: str, weeks: int) -> np.ndarray:
    return np.array([row[-weeks:] for row in truth["history"][what].values()])


def test_the_past_played_again_gives_the_demand_of_the_past(demo_truth: dict[str, Any]) -> None:
    world = TrueWorld.from_truth(held_out(demo_truth, 12))
    demand = world.expected_demand(by_week(demo_truth, "spend", 12), by_week(demo_truth, "price", 12))
    assert demand == pytest.approx(by_week(demo_truth, "expected_demand", 12), rel=WRITTEN)


def test_a_yuan_more_raises_demand_now_and_later_where_the_lever_acts(true_world: TrueWorld) -> None:
    spend, prices = true_world.last_spend(), true_world.list_price
    now = true_world.expected_demand(spend, prices)
    for lever in range(len(true_world.levers)):
        more = spend.copy()
        more[lever, 4] += 500.0
        change = true_world.expected_demand(more, prices) - now
        acts = true_world.mechanism.factors[lever] > 0
        assert (change[acts, 4] > 0).all()
        assert (change[acts, 5] > 0).all()
        assert not change[:, :4].any()
        assert not change[~acts].any()


def test_a_dearer_course_sells_less_by_its_elasticity(true_world: TrueWorld) -> None:
    spend = true_world.last_spend()
    ratio = 1.1
    now = true_world.expected_demand(spend, true_world.list_price)
    dearer = true_world.expected_demand(spend, ratio * true_world.list_price)
    expected = ratio**-true_world.mechanism.elasticity
    assert dearer / now == pytest.approx(np.tile(expected[:, None], 12), rel=1e-12)


def test_profit_is_money_in_less_money_out(true_world: TrueWorld) -> None:
    spend, prices = true_world.last_spend(), true_world.list_price
    sold = true_world.expected_sales(spend, prices).sum(axis=1)
    profit = -spend.sum() - sum(
        cost for cost, row in zip(true_world.set_up_cost, spend, strict=True) if row.any()
    )
    for place in range(len(true_world.courses)):
        kept = prices[place] * true_world.realised_rate[place] * (1 - true_world.refund_rate[place])
        profit += sold[place] * (kept - true_world.unit_cost[place])
    assert true_world.joint_profit(spend, prices) == pytest.approx(profit, rel=1e-12)


def test_a_lever_used_at_all_pays_its_set_up_cost(true_world: TrueWorld) -> None:
    spend, prices = true_world.last_spend(), true_world.list_price
    lever = true_world.levers.index("private_domain")
    spend[lever] = 0.0
    off = true_world.joint_profit(spend, prices)
    spend[lever, 0] = 0.01
    cost = true_world.set_up_cost[lever]
    assert cost == 5000.0
    assert true_world.joint_profit(spend, prices) == pytest.approx(off - cost, abs=0.5)


def test_seats_hold_demand_back(true_world: TrueWorld) -> None:
    spend, cheap = 3.0 * true_world.last_spend(), 0.5 * true_world.list_price
    place = true_world.courses.index("J3")
    sold = true_world.expected_sales(spend, cheap)[place]
    demand = true_world.expected_demand(spend, cheap)[place]
    assert (demand > true_world.seats[place]).any()
    assert (sold <= true_world.seats[place]).all()
    assert (sold < demand).all()


def test_a_coalition_sells_only_what_it_can(true_world: TrueWorld) -> None:
    spend, prices = true_world.last_spend(), true_world.list_price
    everyone = {"zhihai", "mingde", "yuanhang"}
    assert true_world.joint_profit(spend, prices, parties=everyone) == true_world.joint_profit(spend, prices)
    with pytest.raises(ValueError, match="only \\['zhihai'\\] take part"):
        true_world.joint_profit(spend, prices, parties={"zhihai"})
    alone = true_world.joint_profit(np.zeros(spend.shape), prices, parties={"mingde"})
    m1 = true_world.courses.index("M1")
    kept = prices[m1] * true_world.realised_rate[m1] * (1 - true_world.refund_rate[m1])
    sold = true_world.expected_sales(np.zeros(spend.shape), prices)[m1].sum()
    assert alone == pytest.approx(sold * (kept - true_world.unit_cost[m1]), rel=1e-12)


def test_spend_of_another_shape_or_sign_is_refused(true_world: TrueWorld) -> None:
    with pytest.raises(ValueError, match="non-negative of shape"):
        true_world.expected_demand(np.zeros((1, 12)), true_world.list_price)
    spend = true_world.last_spend()
    spend[0, 0] = -1.0
    with pytest.raises(ValueError, match="non-negative"):
        true_world.joint_profit(spend, true_world.list_price)
    with pytest.raises(ValueError, match="weeks ago"):
        true_world.last_spend(weeks_ago=400)
