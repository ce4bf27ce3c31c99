"""The rest of a plan under way: what has happened and what is left add up to the whole, exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.messages import InfeasiblePlan
from kuajie.planning.feasibility import require_feasible
from kuajie.planning.objective import evaluate
from kuajie.planning.parties import Parties
from kuajie.planning.problem import BudgetGroup, LinearLimit
from kuajie.planning.remainder import COIN, Past, remainder
from kuajie.planning.solution import Start
from kuajie.planning.solver import maximise
from kuajie.response import codes

SUMS = 1e-9
"""Sums over draws and weeks in another order differ in their last digits."""


def past_of(problem, spend, weeks):
    return Past(spend=spend[:, :weeks], inputs=spend[:, :weeks] / problem.unit_cost[:, None])


def spend_within(problem, seed):
    rng = np.random.default_rng(seed)
    return rng.uniform(0.0, 1.0, problem.upper.shape) * problem.upper


def first_weeks_value(problem, spend, prices, weeks):
    """Return what the first weeks of a whole plan bring: sales of those weeks less what was paid in them."""
    sales = evaluate(problem, spend, prices).sales[:, :, :weeks].sum(axis=2)
    paid = spend[:, :weeks].sum() + problem.set_up_cost[spend[:, :weeks].sum(axis=1) > 0].sum()
    return float((sales @ problem.seat_values(prices)).mean()) - problem.money_weight * paid


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    weeks=st.integers(0, 4),
    carry=st.sampled_from([codes.GEOMETRIC, codes.DELAYED_GEOMETRIC, codes.WEIBULL]),
    coupling=st.sampled_from([codes.PRODUCT, codes.SUM]),
)
def test_past_and_remainder_add_up_to_the_whole(problem_of, seed, weeks, carry, coupling):
    problem = problem_of(seed=seed, weeks=5, carry=carry, coupling=coupling, seats=0.9, set_up=200.0)
    spend = spend_within(problem, seed)
    spend[0, :weeks] = 0.0  # one lever starts after the past, and pays its set-up then
    prices = np.array([menu[0] for menu in problem.menus])
    rest = remainder(problem, past_of(problem, spend, weeks))
    whole = evaluate(problem, spend, prices).objective
    parts = first_weeks_value(problem, spend, prices, weeks)
    parts += evaluate(rest, spend[:, weeks:], prices).objective
    assert parts == pytest.approx(whole, rel=SUMS, abs=SUMS)
    later = evaluate(rest, spend[:, weeks:], prices).sales
    np.testing.assert_allclose(later, evaluate(problem, spend, prices).sales[:, :, weeks:], rtol=SUMS)


def test_a_case_by_hand():
    """Half of a stock stays, and half of what is new joins it: 80 spent last week are a stock of 20 now."""
    problem = hand_problem()
    rest = remainder(problem, Past(spend=np.array([[80.0]]), inputs=np.array([[80.0]])))
    np.testing.assert_allclose(rest.carried[0, 0], [20.0, 10.0])
    # Demand 10 · (1 + 20 / 100) and 10 · (1 + 10 / 100) at a margin of 5, nothing spent.
    assert evaluate(rest, np.zeros((1, 2)), np.array([5.0])).objective == pytest.approx(5 * (12 + 11))
    assert rest.budget_groups[0].limit == 300.0 - 80.0 - 50.0
    assert rest.total_budget == 0.0  # 100 were agreed, 130 are gone
    assert rest.set_up_cost.tolist() == [0.0]
    assert rest.min_if_used.tolist() == [70.0]
    assert rest.lower.tolist() == [[COIN, 0.0]]  # 70 are still owed, so the lever stays in use


def hand_problem(**changes):
    from kuajie.planning.problem import PlanningProblem

    one = np.ones(1)
    fields = {
        "organic": np.full((1, 1, 3), 10.0),
        "unit": one,
        "outcome": np.array([codes.LOG_NORMAL]),
        "scatter": np.full((1, 1), 0.1),
        "reach": np.ones((1, 1, 1)),
        "training": np.array([False]),
        "strength": np.ones((1, 1)),
        "carry_kind": np.array([codes.GEOMETRIC]),
        "carry_0": np.full((1, 1), 0.5),
        "carry_1": np.zeros((1, 1)),
        "saturation_kind": np.array([codes.IDENTITY]),
        "scale": np.full((1, 1), 100.0),
        "slope": np.ones((1, 1)),
        "past_input": np.zeros((1, 2)),
        "start_input": np.zeros(1),
        "unit_cost": one,
        "lower": np.zeros((1, 3)),
        "upper": np.full((1, 3), 200.0),
        "set_up_cost": np.array([50.0]),
        "min_if_used": np.array([150.0]),
        "price_kind": np.array([codes.ABSENT]),
        **{f"price_{place}": np.ones((1, 1)) for place in range(3)},
        "menus": (np.array([5.0]),),
        "realised": one,
        "refund": np.zeros(1),
        "cost": np.zeros(1),
        "bonus": np.zeros(1),
        "seats": np.full((1, 3), np.inf),
        "budget_groups": (BudgetGroup("P", np.array([True]), 300.0),),
        "total_budget": 100.0,
    }
    return PlanningProblem(**(fields | changes))


def test_limits_across_weeks_keep_what_is_left_of_them():
    week = np.array([[0.0, 1.0, 0.0]])
    limits = (
        LinearLimit("hours", np.full((1, 3), 0.5), 60.0),
        LinearLimit("week 1", np.array([[1.0, 0.0, 0.0]]), 90.0),
        LinearLimit("week 2", week, 30.0),
    )
    problem = hand_problem(linear_limits=limits, largest_change=np.array([25.0]))
    rest = remainder(problem, Past(spend=np.array([[80.0]]), inputs=np.array([[80.0]])))
    assert [(limit.name, limit.limit) for limit in rest.linear_limits] == [("hours", 20.0), ("week 2", 30.0)]
    np.testing.assert_array_equal(rest.linear_limits[1].weights, [[1.0, 0.0]])
    assert (rest.lower[0, 0], rest.upper[0, 0]) == (55.0, 105.0)  # within 25 of last week's 80
    assert (rest.lower[0, 1], rest.upper[0, 1]) == (0.0, 200.0)


def test_a_first_week_that_cannot_come_near_the_last_one_comes_as_near_as_it_can():
    problem = hand_problem(largest_change=np.array([10.0]), upper=np.array([[200.0, 50.0, 200.0]]))
    rest = remainder(problem, Past(spend=np.array([[180.0]]), inputs=np.array([[180.0]])))
    assert (rest.lower[0, 0], rest.upper[0, 0]) == (50.0, 50.0)


def test_floors_fall_by_the_profit_made():
    parties = Parties(
        names=("P", "E"),
        revenue_share=np.array([[0.6], [0.4]]),
        cost=np.zeros((2, 1)),
        owner=np.array([0]),
        floor=np.array([100.0, -np.inf]),
    )
    problem = hand_problem(parties=parties, profit_floor=500.0)
    past = Past(
        spend=np.zeros((1, 1)), inputs=np.zeros((1, 1)), profit=120.0, party_profit=np.array([70.0, 50.0])
    )
    rest = remainder(problem, past)
    assert rest.profit_floor == 380.0
    assert rest.parties is not None
    assert rest.parties.floor.tolist() == [30.0, -np.inf]


def test_a_least_spend_that_weeks_left_cannot_hold_is_asked_for_as_far_as_they_can():
    problem = hand_problem(min_if_used=np.array([900.0]), budget_groups=(), total_budget=None)
    rest = remainder(problem, Past(spend=np.array([[80.0]]), inputs=np.array([[80.0]])))
    assert rest.min_if_used.tolist() == [400.0]
    assert maximise(rest).spend.sum() == pytest.approx(400.0)


def test_weekly_minima_that_no_longer_fit_are_named():
    problem = hand_problem(lower=np.full((1, 3), 45.0), total_budget=None)
    rest = remainder(problem, Past(spend=np.array([[200.0]]), inputs=np.array([[200.0]])))
    with pytest.raises(InfeasiblePlan, match="at least 90"):
        require_feasible(rest)


def test_a_plan_of_which_nothing_is_left_is_refused():
    with pytest.raises(ValueError, match="leave none of 3 weeks"):
        remainder(hand_problem(), Past(spend=np.zeros((1, 3)), inputs=np.zeros((1, 3))))


@pytest.mark.parametrize("set_up", [0.0, 150.0])
def test_planning_the_rest_again_after_going_by_plan_finds_the_same(problem_of, set_up):
    """The best plan's rest is best for what is left of it (Bellman 1957), up to the search's tolerance."""
    problem = problem_of(seed=4, weeks=6, levers=4, set_up=set_up, budget=0.3)
    plan = maximise(problem)
    rest = remainder(problem, past_of(problem, plan.spend, 2))
    going_on = evaluate(rest, plan.spend[:, 2:], plan.prices).objective
    again = maximise(rest, starts=[Start(spend=plan.spend[:, 2:], prices=plan.prices)])
    assert again.value >= going_on - SUMS * abs(going_on)
    assert again.value == pytest.approx(going_on, rel=1e-4)


def test_after_spending_wrongly_the_rest_makes_up_for_it(problem_of):
    problem = problem_of(seed=4, weeks=6, levers=4, budget=0.3)
    plan = maximise(problem)
    wrong = plan.spend.copy()
    wrong[:, :2] = plan.spend[::-1, :2] * 0.5
    rest = remainder(replace(problem), past_of(problem, wrong, 2))
    going_on = evaluate(rest, plan.spend[:, 2:], plan.prices).objective
    again = maximise(rest, starts=[Start(spend=plan.spend[:, 2:], prices=plan.prices)])
    assert again.value > going_on * (1 + 1e-4)
