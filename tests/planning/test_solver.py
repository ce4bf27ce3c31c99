"""The planner's plans: feasible, never worse than their start, and not to be improved by moving a yuan."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.messages import InfeasiblePlan
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import BudgetGroup, PlanningProblem
from kuajie.planning.rounding import round_down
from kuajie.planning.shadow_prices import Binding, shadow_prices
from kuajie.planning.solution import Solution, Start
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import exceeds
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]

STATIONARY = 1e-5
"""Relative to the value: the ascent stops when a straight line promises a millionth."""

SHADOW = 0.05
"""A shadow price is a slope; a step of a thousandth of the budget sees its curvature and the tolerance."""


def assert_feasible(problem: PlanningProblem, plan: Solution) -> None:
    set_up = np.where(plan.spend.sum(axis=1) > 0.0, problem.set_up_cost, 0.0)
    outlay = plan.spend.sum(axis=1) + set_up
    assert np.all(plan.spend >= problem.lower)
    assert np.all(plan.spend <= problem.upper)
    for group in problem.budget_groups:
        assert not exceeds(outlay[group.levers].sum(), group.limit)
    assert problem.total_budget is None or not exceeds(outlay.sum(), problem.total_budget)
    touched = plan.spend.sum(axis=1) > 0.0
    assert np.all(plan.spend.sum(axis=1)[touched] >= problem.min_if_used[touched] * (1.0 - 1e-9))
    assert all(price in menu for price, menu in zip(plan.prices, problem.menus, strict=True))


SUMS = {"coupling": codes.SUM, "outcome": codes.NORMAL, "uneven": 0.5}
COUNTS = {"coupling": codes.PRODUCT, "outcome": codes.NEGATIVE_BINOMIAL, "uneven": 0.5}


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    kind=st.sampled_from([codes.EXPONENTIAL, codes.HILL, codes.SQUARE_ROOT]),
    response=st.sampled_from([{}, SUMS, COUNTS]),
    set_up=st.sampled_from([0.0, 400.0]),
    menu=st.integers(1, 3),
)
def test_plans_are_feasible_and_valued_as_they_stand(
    problem_of: Maker, seed: int, kind: int, response: dict[str, Any], set_up: float, menu: int
) -> None:
    problem = problem_of(
        seed=seed, saturation=kind, slope=2.0, set_up=set_up, menu=menu, seats=1.5, **response
    )
    plan = maximise(problem)
    assert_feasible(problem, plan)
    result = evaluate(problem, plan.spend, plan.prices)
    assert plan.value == pytest.approx(result.objective)
    assert plan.profit == pytest.approx(plan.value)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), share=st.floats(0.0, 0.3))
def test_never_worse_than_a_feasible_start(problem_of: Maker, seed: int, share: float) -> None:
    problem = problem_of(seed=seed, saturation=codes.HILL, slope=3.0, menu=3)
    rng = np.random.default_rng(seed)
    spend = problem.upper * share * rng.random(problem.upper.shape)
    prices = np.array([rng.choice(menu) for menu in problem.menus])
    start = evaluate(problem, spend, prices).objective
    assert maximise(problem, starts=[Start(spend=spend, prices=prices)]).value >= start
    assert maximise(problem, starts=[Start(spend=spend)]).value >= start


def test_nobody_gains_by_moving_a_yuan(problem_of: Maker) -> None:
    problem = problem_of(weeks=4)
    plan = maximise(problem)
    rng = np.random.default_rng(0)
    for _ in range(200):
        giver, taker = rng.integers(3), rng.integers(3)
        if problem.training[giver] != problem.training[taker]:
            continue
        moved = plan.spend.copy()
        source, target = (giver, rng.integers(4)), (taker, rng.integers(4))
        amount = min(1.0, moved[source], problem.upper[target] - moved[target])
        moved[source] -= amount
        moved[target] += amount
        assert evaluate(problem, moved, plan.prices).objective <= plan.value * (1.0 + STATIONARY)


@pytest.mark.parametrize("response", [{}, SUMS, COUNTS])
def test_each_price_is_the_best_on_its_menu(problem_of: Maker, response: dict[str, Any]) -> None:
    problem = problem_of(menu=5, seats=1.5, **response)
    plan = maximise(problem)
    for course, menu in enumerate(problem.menus):
        for price in menu:
            other = plan.prices.copy()
            other[course] = price
            assert evaluate(problem, plan.spend, other).objective <= plan.value


def test_planning_twice_gives_the_same_plan(problem_of: Maker) -> None:
    problem = problem_of(saturation=codes.HILL, slope=2.0, menu=3, set_up=200.0)
    first, second = maximise(problem), maximise(problem)
    np.testing.assert_array_equal(first.spend, second.spend)
    np.testing.assert_array_equal(first.prices, second.prices)


def test_a_lever_that_cannot_earn_its_set_up_cost_is_left_out(problem_of: Maker) -> None:
    dear = problem_of(set_up_cost=np.array([1e5, 0.0, 0.0]), total=1.0, budget=100.0)
    plan = maximise(dear)
    assert plan.spend[0].sum() == 0.0
    assert not plan.used[0]
    assert plan.spend[1].sum() > 0.0


def test_use_of_levers_matches_trying_every_set(problem_of: Maker) -> None:
    problem = problem_of(set_up=900.0, lift=1.5, training=1.2)
    plan = maximise(problem)
    best = -np.inf
    for sets in range(8):
        off = np.array([not sets >> lever & 1 for lever in range(3)])
        closed = replace(
            problem,
            upper=np.where(off[:, None], 0.0, problem.upper),
            set_up_cost=np.where(off, 0.0, problem.set_up_cost),
            min_if_used=np.where(off, 0.0, problem.min_if_used),
        )
        best = max(best, maximise(closed).value)
    assert plan.value == pytest.approx(best, rel=STATIONARY)


def test_least_spends_above_a_budget_name_it(problem_of: Maker) -> None:
    problem = problem_of(lower=np.full((3, 3), 100.0), total_budget=850.0)
    tight = replace(problem, budget_groups=(BudgetGroup("Lantern", np.array([True, True, False]), 500.0),))
    with pytest.raises(InfeasiblePlan) as caught:
        maximise(tight)
    codes_found = [finding.notice.code for finding in caught.value.findings]
    assert codes_found == ["planning.group_budget_too_small", "planning.total_budget_too_small"]
    assert "Lantern" in str(caught.value)
    assert "600.00" in caught.value.say("zh")


def test_a_floor_out_of_reach_states_the_best_profit(problem_of: Maker) -> None:
    problem = problem_of(money_weight=0.0, bonus=np.ones(2))
    best = maximise(replace(problem, money_weight=1.0, bonus=np.zeros(2))).value
    with pytest.raises(InfeasiblePlan, match=f"{best:,.2f}"):
        maximise(replace(problem, profit_floor=1.01 * best))


def test_a_floor_that_is_met_anyway_changes_nothing(problem_of: Maker) -> None:
    problem = problem_of(money_weight=0.0, bonus=np.ones(2), menu=3)
    free = maximise(problem)
    floored = maximise(replace(problem, profit_floor=free.profit - 1.0))
    assert floored.value == pytest.approx(free.value)
    assert floored.floor_multiplier == 0.0


def test_a_higher_floor_never_buys_more_enrolments(problem_of: Maker) -> None:
    problem = problem_of(money_weight=0.0, bonus=np.ones(2))
    free = maximise(problem)
    most = maximise(replace(problem, money_weight=1.0, bonus=np.zeros(2))).value
    reached = [
        maximise(replace(problem, profit_floor=free.profit + share * (most - free.profit)))
        for share in (0.3, 0.6, 0.9)
    ]
    assert all(a.value >= b.value for a, b in itertools.pairwise(reached))
    # One price, concave: the floor is met exactly, nothing is left on the table.
    for share, plan in zip((0.3, 0.6, 0.9), reached, strict=True):
        assert plan.profit == pytest.approx(free.profit + share * (most - free.profit), rel=1e-4)


@pytest.mark.parametrize("response", [{}, SUMS, COUNTS])
def test_rounding_down_keeps_limits_and_costs_little(problem_of: Maker, response: dict[str, Any]) -> None:
    problem = problem_of(set_up=333.3, lower=np.full((3, 3), 0.0), **response)
    plan = maximise(problem)
    rounded = round_down(problem, plan)
    np.testing.assert_array_equal(rounded.spend, np.round(rounded.spend))
    assert_feasible(problem, rounded)
    assert rounded.value >= plan.value * (1.0 - 1e-3)


def test_rounding_down_keeps_weekly_minima(problem_of: Maker) -> None:
    problem = problem_of(lower=np.full((3, 3), 10.5), strength=np.full((3, 3), 1e-6))
    rounded = round_down(problem, maximise(problem))
    np.testing.assert_array_equal(rounded.spend, np.full((3, 3), 11.0))


@pytest.mark.parametrize("response", [{}, SUMS, COUNTS])
def test_shadow_price_is_what_a_larger_budget_brings(problem_of: Maker, response: dict[str, Any]) -> None:
    problem = problem_of(budget=0.1, total=2.0, **response)
    plan = maximise(problem)
    prices = shadow_prices(problem, plan)
    for number, group in enumerate(problem.budget_groups):
        step = 1e-3 * group.limit
        wider = list(problem.budget_groups)
        wider[number] = group._replace(limit=group.limit + step)
        gain = maximise(replace(problem, budget_groups=tuple(wider))).value - plan.value
        assert prices.groups[number] == pytest.approx(gain / step, rel=SHADOW)
    assert prices.total == 0.0
    assert set(prices.binding) <= {Binding.GROUP_BUDGET, Binding.UNUSED}


def test_what_binds_is_told_apart(problem_of: Maker) -> None:
    capped = problem_of(
        upper=np.full((3, 3), 5.0), lift=9.0, training=9.0, budget_groups=(), total_budget=None
    )
    assert set(shadow_prices(capped, maximise(capped)).binding) == {Binding.WEEKLY_MAXIMUM}
    tight = problem_of(budget_groups=(), total_budget=300.0)
    assert Binding.TOTAL_BUDGET in shadow_prices(tight, maximise(tight)).binding
    free = problem_of(upper=np.full((3, 3), 1e6), budget_groups=(), total_budget=None)
    assert set(shadow_prices(free, maximise(free)).binding) <= {Binding.NOTHING, Binding.UNUSED}
