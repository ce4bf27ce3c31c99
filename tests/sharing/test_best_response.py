"""A party's best response: closed forms, limits shared with others, and a proved bound of what it gains."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from game_problems import FINEST, FLAT, K_E, K_P, M_E, M_P, PRICE, spend_of, square_root_game, two_sides
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.messages import Text
from kuajie.planning.objective import evaluate
from kuajie.planning.participation import expected_party_profits
from kuajie.planning.parties import Parties
from kuajie.planning.problem import BudgetGroup, LinearLimit
from kuajie.response import codes
from kuajie.sharing.best_response import best_response, own_problem


@pytest.mark.parametrize(("party", "margin", "strength"), [(0, M_P, K_P), (1, M_E, K_E)])
def test_a_square_root_is_answered_as_by_hand(party: int, margin: float, strength: float) -> None:
    # max m k √u - u: u = (m k / 2)², whatever the other does under a sum.
    problem = square_root_game()
    found = best_response(
        problem, party, spend=spend_of(40.0, 7.0), prices=PRICE, certified=True, settings=FINEST
    )
    want = spend_of(40.0, 7.0)
    want[party] = (margin * strength / 2) ** 2
    np.testing.assert_allclose(found.spend, want, rtol=FLAT)
    stay = expected_party_profits(problem, spend_of(40.0, 7.0), PRICE)[party]
    best = expected_party_profits(problem, want, PRICE)[party]
    assert found.gain == pytest.approx(best - stay, abs=1e-6)
    assert found.profit == pytest.approx(best, rel=1e-9)
    assert found.most is not None
    assert best - stay - 1e-9 <= found.most <= best - stay + 1e-3


def test_paying_half_of_a_lever_makes_it_twice_as_long() -> None:
    # max m k √u - u / 2: u = (m k)².
    problem = square_root_game()
    assert problem.parties is not None
    paid = np.array([[0.5, 0.0], [0.5, 1.0]])
    shared = replace(problem, parties=replace(problem.parties, paid=paid))
    found = best_response(shared, 0, spend=spend_of(1.0, 7.0), prices=PRICE, settings=FINEST)
    assert found.spend[0, 0] == pytest.approx((M_P * K_P) ** 2, rel=FLAT)


def test_set_up_costs_are_paid_only_where_the_response_is_worth_it() -> None:
    # The best use brings (m k / 2)² = 9 for P; less than a set-up cost of 10, more than one of 8.
    for set_up, want in ((10.0, 0.0), (8.0, 9.0)):
        problem = square_root_game(set_up_cost=np.array([set_up, 3.0]))
        found = best_response(
            problem, 0, spend=spend_of(2.0, 1.0), prices=PRICE, certified=True, settings=FINEST
        )
        assert found.spend[0, 0] == pytest.approx(want, rel=FLAT)
        assert found.most == pytest.approx(found.gain, abs=1e-2)


def test_what_others_spend_counts_against_shared_limits() -> None:
    # E spends 6 and has paid 2 to set up; 12 in all leave P 4, though 9 would be best.
    tight: dict[str, dict[str, Any]] = {
        "total": {"total_budget": 12.0},
        "group": {"budget_groups": (BudgetGroup("both", np.ones(2, dtype=np.bool_), 12.0),)},
        "week": {"linear_limits": (LinearLimit(Text(en="week", zh="周"), np.ones((2, 1)), 10.0),)},
    }
    for name, limits in tight.items():
        problem = square_root_game(set_up_cost=np.array([0.0, 2.0]), **limits)
        found = best_response(problem, 0, spend=spend_of(0.0, 6.0), prices=PRICE, settings=FINEST)
        np.testing.assert_allclose(found.spend, spend_of(4.0, 6.0), rtol=1e-6, err_msg=name)


def test_others_levers_may_break_their_own_rules_without_stopping_anybody() -> None:
    # E's spend jumps further than its rule allows and stays below its minimum: P's answer is the same.
    problem = square_root_game(
        weeks=2,
        organic=np.full((1, 1, 2), 10.0),
        upper=np.full((2, 2), 1000.0),
        min_if_used=np.array([0.0, 500.0]),
        largest_change=np.array([np.inf, 1.0]),
        seats=np.inf,
    )
    spend = np.array([[0.0, 0.0], [9.0, 1.0]])
    found = best_response(problem, 0, spend=spend, prices=PRICE, settings=FINEST)
    np.testing.assert_allclose(found.spend, [[9.0, 9.0], [9.0, 1.0]], rtol=FLAT)


def test_who_decides_the_price_takes_the_best_one_for_itself() -> None:
    # Linear demand 20 - p; P has 3/8 of revenue and bears 4 a seat: best price (20 + 32/3) / 2 ≈ 15.3.
    menu = np.array([8.0, 10.0, 15.0, 18.0])
    problem = square_root_game(
        organic=np.ones((1, 1, 1)),
        strength=np.zeros((1, 2)),
        price_kind=np.array([codes.LINEAR_POWER]),
        price_0=np.full((1, 1), 20.0),
        price_1=np.ones((1, 1)),
        price_2=np.ones((1, 1)),
        menus=(menu,),
        cost=np.array([4.0]),
        parties=Parties(
            names=("P", "E"),
            revenue_share=np.array([[3.0], [5.0]]) / 8.0,
            cost=np.array([[4.0], [0.0]]),
            owner=np.array([0, 1]),
        ),
    )
    here = {"spend": spend_of(0.0, 0.0), "prices": np.array([8.0])}
    assert best_response(problem, 0, decides_price=True, **here).prices[0] == 15.0
    assert best_response(problem, 1, decides_price=np.array([True]), **here).prices[0] == 10.0
    stays = best_response(problem, 0, **here)
    assert stays.prices[0] == 8.0
    assert stays.gain == 0.0


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 1000),
    party=st.integers(0, 1),
    slope=st.sampled_from([1.0, 2.5]),
    set_up=st.sampled_from([0.0, 300.0]),
)
def test_no_other_response_gains_more_than_is_proved(
    seed: int, party: int, slope: float, set_up: float
) -> None:
    problem = two_sides(seed, saturation=codes.HILL, slope=slope, set_up=set_up, seats=1.6)
    prices = np.array([menu[0] for menu in problem.menus])
    spend = 0.3 * problem.upper
    found = best_response(problem, party, spend=spend, prices=prices, certified=True)
    assert found.most is not None
    assert found.most >= found.gain >= 0.0
    assert problem.parties is not None
    own = problem.parties.owns(party)
    np.testing.assert_array_equal(found.spend[~own], spend[~own])
    stay = expected_party_profits(problem, spend, prices)[party]
    rng = np.random.default_rng(seed)
    group = problem.budget_groups[party]
    for _ in range(30):
        other = problem.upper * rng.uniform(size=spend.shape) ** 2 * (rng.uniform(size=(3, 1)) < 0.7)
        other = np.where(own[:, None], other, spend)
        outlay = other.sum(axis=1) + problem.set_up_cost * (other.sum(axis=1) > 0.0)
        kept = np.all((other.sum(axis=1) == 0) | (other.sum(axis=1) >= problem.min_if_used))
        if outlay[group.levers].sum() > group.limit or outlay.sum() > problem.total_budget or not kept:
            continue
        gain = expected_party_profits(problem, other, prices)[party] - stay
        assert gain <= found.most + 1e-6 * abs(stay)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 1000), party=st.integers(0, 1), set_up=st.sampled_from([0.0, 300.0]))
def test_the_own_problem_counts_the_partys_profit(seed: int, party: int, set_up: float) -> None:
    problem = two_sides(seed, set_up=set_up, menu=3)
    prices, spend = np.array([menu[1] for menu in problem.menus]), 0.3 * problem.upper
    decides = np.array([True, False])
    goal = own_problem(problem, party, spend=spend, prices=prices, decides=decides)
    assert problem.parties is not None
    own = problem.parties.owns(party)
    assert [menu.size for menu in goal.menus] == [3, 1]
    moved = np.where(own[:, None], 0.5 * spend, spend)
    worth = [evaluate(goal, each, prices).objective for each in (spend, moved)]
    profit = [expected_party_profits(problem, each, prices)[party] for each in (spend, moved)]
    assert worth[1] - worth[0] == pytest.approx(profit[1] - profit[0], rel=1e-9, abs=1e-6)
    assert worth[0] == pytest.approx(profit[0], rel=1e-9)


def test_a_problem_without_parties_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="whose money"):
        best_response(square_root_game(parties=None), 0, spend=spend_of(0.0, 0.0), prices=PRICE)
