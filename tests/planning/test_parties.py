"""Whose money is whose: profits by hand, their sum, and weights on them in plan and bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.planning.certificate import certify
from kuajie.planning.objective import Climb, evaluate
from kuajie.planning.parties import Parties, party_profits
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]
SUMMED = 1e-9
"""Relative difference of sums of floats taken in another order."""


def two_parties(problem: PlanningProblem, *, share: float = 0.6, **changes: Any) -> PlanningProblem:
    """Return the problem with P paying marketing and E training, revenue by ``share``, unit costs halved."""
    parties = Parties(
        names=("P", "E"),
        revenue_share=np.repeat([[share], [1.0 - share]], problem.courses, axis=1),
        cost=np.stack([0.5 * problem.cost, 0.5 * problem.cost]),
        owner=problem.training.astype(np.int64),
    )
    return replace(problem, parties=parties, **changes)


def test_profits_by_hand(problem_of: Maker) -> None:
    # Without lift or scatter: 100 a week at 50 · 0.9 net, unit costs 6 (P) and 4 (E), one lever each.
    problem = problem_of(
        draws=1,
        courses=1,
        levers=2,
        weeks=2,
        organic=np.full((1, 1, 2), 100.0),
        strength=np.zeros((1, 2)),
        scatter=np.zeros((1, 1)),
        price_kind=np.array([codes.ABSENT]),
        menus=(np.array([50.0]),),
        refund=np.array([0.1]),
        cost=np.array([10.0]),
        set_up_cost=np.array([30.0, 40.0]),
        parties=Parties(
            names=("P", "E"),
            revenue_share=np.array([[0.7], [0.3]]),
            cost=np.array([[6.0], [4.0]]),
            owner=np.array([0, 1]),
        ),
    )
    spend, prices = np.array([[200.0, 100.0], [0.0, 0.0]]), np.array([50.0])
    result = evaluate(problem, spend, prices)
    profits = party_profits(problem, spend, prices, result)
    # P: 200 · (0.7 · 45 - 6) - 300 - 30 = 4770;  E: 200 · (0.3 · 45 - 4) = 1900, its lever unused
    np.testing.assert_allclose(profits[:, 0], [4770.0, 1900.0], rtol=1e-12)
    assert result.joint_profit[0] == pytest.approx(6670.0, rel=1e-12)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1000), share=st.floats(0, 1), set_up=st.sampled_from([0.0, 250.0]))
def test_profits_of_parties_add_up_to_joint_profit(
    problem_of: Maker, seed: int, share: float, set_up: float
) -> None:
    problem = two_parties(problem_of(seed=seed, set_up=set_up), share=share)
    rng = np.random.default_rng(seed)
    spend = problem.upper * rng.uniform(size=problem.upper.shape) * (rng.uniform(size=(3, 1)) < 0.7)
    prices = np.array([menu[0] for menu in problem.menus])
    result = evaluate(problem, spend, prices)
    profits = party_profits(problem, spend, prices, result)
    scale = float(np.abs(result.joint_profit).max()) + float(spend.sum())
    np.testing.assert_allclose(profits.sum(axis=0), result.joint_profit, rtol=0, atol=SUMMED * scale)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), first=st.floats(0, 2), second=st.floats(0, 2))
def test_the_objective_weighs_parties_profits(
    problem_of: Maker, seed: int, first: float, second: float
) -> None:
    weight = np.array([first, second])
    problem = two_parties(
        problem_of(seed=seed, set_up=100.0), money_weight=0.25, bonus=np.ones(2), party_weight=weight
    )
    spend = 0.4 * problem.upper
    prices = np.array([menu[0] for menu in problem.menus])
    result = evaluate(problem, spend, prices)
    profits = party_profits(problem, spend, prices, result).mean(axis=1)
    by_hand = 0.25 * result.expected_profit + weight @ profits + result.enrolments.sum(axis=1).mean()
    assert result.objective == pytest.approx(by_hand, rel=SUMMED, abs=1e-6)


def test_the_weighted_slope_is_that_of_the_value(problem_of: Maker) -> None:
    problem = two_parties(problem_of(), money_weight=0.0, party_weight=np.array([0.3, 1.1]))
    climb = Climb.at(problem, np.array([menu[0] for menu in problem.menus]))
    spend = 0.3 * problem.upper
    slope = climb(spend)[1]
    for cell in np.ndindex(spend.shape):
        step = np.zeros(spend.shape)
        step[cell] = 0.01
        secant = (climb(spend + step)[0] - climb(spend - step)[0]) / 0.02
        assert slope[cell] == pytest.approx(secant, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("set_up", [0.0, 400.0])
def test_equal_weights_give_the_joint_plan(problem_of: Maker, set_up: float) -> None:
    problem = problem_of(menu=3, set_up=set_up)
    joint = maximise(problem)
    equal = maximise(two_parties(problem, money_weight=0.0, party_weight=np.ones(2)))
    assert equal.value == pytest.approx(joint.value, rel=1e-6)
    np.testing.assert_array_equal(equal.prices, joint.prices)
    np.testing.assert_allclose(equal.spend, joint.spend, atol=1e-3 * problem.upper.max())


@pytest.mark.parametrize("weight", [(1.0, 0.0), (0.0, 1.0), (0.8, 0.3)])
@pytest.mark.parametrize("coupling", [codes.PRODUCT, codes.SUM])
def test_the_bound_holds_and_is_near_whatever_the_weights(
    problem_of: Maker, weight: tuple[float, float], coupling: int
) -> None:
    problem = two_parties(
        problem_of(menu=3, set_up=300.0, coupling=coupling),
        money_weight=0.0,
        party_weight=np.array(weight),
    )
    plan = maximise(problem)
    bound = certify(problem, plan)
    assert bound.method != "none"
    assert -1e-9 * abs(plan.value) <= bound.value - plan.value <= 0.02 * abs(plan.value)
    rng = np.random.default_rng(5)
    for _ in range(200):
        start = problem.upper * rng.uniform(size=problem.upper.shape) * (rng.uniform(size=(3, 1)) < 0.6)
        share = min(1.0, 0.3 / max(rng.uniform(), 0.3))
        prices = np.array([rng.choice(menu) for menu in problem.menus])
        spend = np.where(start.sum(axis=1, keepdims=True) >= 300.0, share * start, 0.0)
        within = all(
            spend[group.levers].sum() + 300.0 * (spend[group.levers].sum(axis=1) > 0).sum() <= group.limit
            for group in problem.budget_groups
        )
        if within and spend.sum() + 900.0 <= problem.total_budget:
            assert evaluate(problem, spend, prices).objective <= bound.value


def test_a_party_that_gets_nothing_and_pays_all_spends_nothing(problem_of: Maker) -> None:
    problem = two_parties(problem_of(), share=0.0, money_weight=0.0, party_weight=np.array([1.0, 0.0]))
    plan = maximise(problem)
    assert plan.spend[~problem.training].sum() == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"revenue_share": np.full((2, 2), 0.4)}, "add up to 1"),
        ({"cost": np.zeros((2, 2))}, "do not add up"),
        ({"owner": np.array([0, 1, 2])}, "owners must be parties"),
        ({"floor": np.array([np.inf, 0.0])}, "minus infinity"),
    ],
)
def test_parties_that_do_not_add_up_are_refused(
    problem_of: Maker, changes: dict[str, Any], fault: str
) -> None:
    problem = two_parties(problem_of())
    assert problem.parties is not None
    with pytest.raises(ValueError, match=fault):
        replace(problem, parties=replace(problem.parties, **changes))


@pytest.mark.parametrize("weight", [np.array([1.0]), np.array([1.0, -0.1]), np.array([np.nan, 1.0])])
def test_weights_that_make_no_sense_are_refused(problem_of: Maker, weight: np.ndarray) -> None:
    with pytest.raises(ValueError, match="party_weight"):
        two_parties(problem_of(), party_weight=weight)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1000), rate=st.floats(0, 1), transfer=st.floats(0, 200))
def test_shared_spend_and_money_per_seat_only_move_profit_between_parties(
    problem_of: Maker, seed: int, rate: float, transfer: float
) -> None:
    # P pays ``rate`` of E's training and ``transfer`` a seat; both move from one account to the other.
    problem = two_parties(problem_of(seed=seed, set_up=250.0), party_weight=np.array([1.0, 0.0]))
    assert problem.parties is not None
    own = problem.parties.pays
    paid = own + rate * np.where(problem.training, [[1.0], [-1.0]], 0.0)
    moved = np.array([[transfer], [-transfer]])
    shared = replace(problem, parties=replace(problem.parties, paid=paid, cost=problem.parties.cost + moved))
    spend, prices = 0.4 * problem.upper, np.array([menu[0] for menu in problem.menus])
    result = evaluate(problem, spend, prices)
    before, after = (party_profits(each, spend, prices, result).mean(axis=1) for each in (problem, shared))
    outlay = float((spend.sum(axis=1) + problem.set_up_cost)[problem.training].sum())
    given_away = rate * outlay + transfer * float(result.enrolments.sum(axis=1).mean())
    np.testing.assert_allclose(before - after, [given_away, -given_away], rtol=1e-9, atol=1e-6)
    joint = result.objective - before[0]
    assert evaluate(shared, spend, prices).objective == pytest.approx(joint + after[0], rel=1e-9, abs=1e-6)


def test_shares_of_spend_that_leave_some_unpaid_are_refused(problem_of: Maker) -> None:
    problem = two_parties(problem_of())
    assert problem.parties is not None
    for paid in (0.9 * problem.parties.pays, problem.parties.pays[:, :1], problem.parties.pays * [[2], [-1]]):
        with pytest.raises(ValueError, match="paid"):
            replace(problem, parties=replace(problem.parties, paid=np.asarray(paid)))
