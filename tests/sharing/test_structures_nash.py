"""Nash equilibria and cooperation on the planner, against closed forms and fresh deviations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from game_problems import (
    FINEST,
    FLAT,
    K_E,
    K_P,
    M_E,
    M_P,
    matching_pennies,
    quadratic_game,
    spend_of,
    square_root_game,
    two_sides,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.planning.participation import expected_party_profits
from kuajie.planning.solution import Start
from kuajie.response import codes
from kuajie.sharing.structures.cooperation import cooperate
from kuajie.sharing.structures.game import Game
from kuajie.sharing.structures.nash import TOLERANCE, Ended, nash

REFERENCE = Path(__file__).parent.parent / "reference" / "coop_advertising.json"
CASES = {case["id"]: case for case in json.loads(REFERENCE.read_text(encoding="utf-8"))}


def game_of(problem: Any, **changes: Any) -> Game:
    return Game(problem=problem, seller=np.zeros(problem.courses, dtype=np.int64), **changes)


def nothing(problem: Any) -> Start:
    return Start(spend=problem.lower, prices=np.array([menu[0] for menu in problem.menus]))


def everything(problem: Any) -> Start:
    return Start(spend=0.5 * problem.upper, prices=np.array([menu[-1] for menu in problem.menus]))


def test_square_roots_meet_as_by_hand() -> None:
    game = game_of(square_root_game(), settings=FINEST)
    starts = (nothing(game.problem), everything(game.problem))
    (point,) = nash(game, starts, certified=True, tolerance=1e-9)
    np.testing.assert_allclose(
        point.profile.spend, spend_of((M_P * K_P / 2) ** 2, (M_E * K_E / 2) ** 2), rtol=FLAT
    )
    assert point.ended is Ended.EQUILIBRIUM
    assert point.proved is not None
    assert point.epsilon <= point.proved <= 1e-3
    joint = cooperate(game, starts, certified=True)
    margin = M_P + M_E
    np.testing.assert_allclose(
        joint.profile.spend, spend_of((margin * K_P / 2) ** 2, (margin * K_E / 2) ** 2), rtol=1e-2
    )
    by_hand = 10 * margin + (margin * K_P / 2) ** 2 + (margin * K_E / 2) ** 2
    assert joint.joint == pytest.approx(by_hand, rel=1e-6)


def test_the_quadratic_game_meets_as_published() -> None:
    case = CASES["BRIEF1_nash"]
    inputs, want = case["inputs"], case["expected"]
    game = game_of(quadratic_game(inputs), settings=FINEST)
    (point,) = nash(game, (nothing(game.problem), everything(game.problem)), tolerance=1e-10)
    lifts = np.sqrt(2 * point.profile.spend[:, 0] / [inputs["k_P"], inputs["k_E"]])
    np.testing.assert_allclose(lifts, [want["x"], want["y"]], rtol=1e-4)
    fixed = inputs["N"] * np.array([inputs["F_P"], inputs["F_E"]])
    np.testing.assert_allclose(point.payoffs - fixed, [want["profit_P"], want["profit_E"]], rtol=1e-4)


def test_cooperation_in_the_quadratic_game_is_as_published() -> None:
    case = CASES["BRIEF1_coop"]
    inputs, want = case["inputs"], case["expected"]
    game = game_of(quadratic_game(inputs), settings=FINEST)
    joint = cooperate(game, (everything(game.problem),), certified=True)
    fixed = inputs["N"] * (inputs["F_P"] + inputs["F_E"])
    assert joint.joint - fixed == pytest.approx(want["joint"], rel=1e-4)
    assert joint.bound is not None
    assert joint.bound >= want["joint"] + fixed - 1e-6


@pytest.mark.parametrize("set_up", [False, True])
def test_where_one_follows_and_the_other_avoids_no_pure_equilibrium_is_found(set_up: bool) -> None:
    problem = matching_pennies()
    if set_up:
        # Concave levers that are worth their set-up cost or not make the same game.
        problem = replace(
            problem,
            saturation_kind=np.full(2, codes.EXPONENTIAL),
            scale=np.full((1, 2), 10.0),
            set_up_cost=np.array([1400.0, 500.0]),
        )
    game = game_of(problem)
    (point,) = nash(game, (nothing(problem), everything(problem)), certified=True)
    assert point.ended is Ended.CYCLE
    assert point.cycle == 2
    # By enumeration: at each of the four corners somebody gains hundreds.
    assert 50.0 < point.epsilon <= 600.0
    assert point.proved is not None
    assert point.proved >= point.epsilon


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), slope=st.sampled_from([1.0, 2.0]), seats=st.sampled_from([1.3, np.inf]))
def test_nobody_gains_by_leaving_an_equilibrium(seed: int, slope: float, seats: float) -> None:
    problem = two_sides(seed, saturation=codes.HILL, slope=slope, seats=seats, menu=2)
    game = game_of(problem)
    rng = np.random.default_rng(seed)
    for point in nash(game, (nothing(problem), everything(problem)), certified=True):
        if point.ended is not Ended.EQUILIBRIUM:
            continue
        at = point.profile
        for party in (0, 1):
            own = problem.parties.owns(party)[:, None]
            stay = expected_party_profits(problem, at.spend, at.prices)[party]
            for size in (1.0, 0.1, 0.01):
                moved = at.spend + size * problem.upper * rng.normal(size=at.spend.shape)
                moved = np.where(own, np.clip(moved, problem.lower, problem.upper), at.spend)
                limit = problem.budget_groups[party].limit
                spent = moved[own[:, 0]].sum()
                if spent > limit:
                    moved = np.where(own, moved * limit / spent, moved)
                if moved.sum() > problem.total_budget:
                    continue
                gain = expected_party_profits(problem, moved, at.prices)[party] - stay
                assert gain <= TOLERANCE * abs(stay) + 1e-6
                if point.most is not None:
                    assert gain <= point.most[party] + 1e-6


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 1000), set_up=st.sampled_from([0.0, 300.0]))
def test_cooperation_never_earns_less_than_an_equilibrium(seed: int, set_up: float) -> None:
    problem = two_sides(seed, set_up=set_up, menu=2)
    game = game_of(problem)
    points = nash(game, (nothing(problem), everything(problem)))
    starts = [Start(spend=point.profile.spend, prices=point.profile.prices) for point in points]
    joint = cooperate(game, starts)
    for point in points:
        assert joint.joint >= point.joint - 1e-6 * abs(point.joint)


def test_two_ways_to_stay_are_both_told() -> None:
    # One course, revenue halved, S-shaped levers that multiply: either is worth it only beside the other's.
    problem = matching_pennies()
    both = replace(
        problem,
        scale=np.array([[1000.0, 1000.0]]),
        reach=np.array([[[1.0, 1.0], [0.0, 0.0]]]),
        parties=replace(problem.parties, revenue_share=np.array([[0.5, 0.5], [0.5, 0.5]])),
        menus=(np.array([200.0]), np.array([200.0])),
        seats=np.full((2, 1), np.inf),
    )
    high, low = nash(game_of(both), (nothing(both), everything(both)), certified=True)
    assert high.joint > low.joint
    assert (high.profile.spend > 1000.0).all()
    assert not low.profile.spend.any()
    assert high.ended is low.ended is Ended.EQUILIBRIUM
    assert low.proved is not None
    assert low.proved < 1.0


def test_a_party_that_decides_nothing_waits() -> None:
    problem = square_root_game(upper=np.array([[1000.0], [0.0]]))
    game = game_of(problem, settings=FINEST)
    assert game.movers == (0,)
    (point,) = nash(game, (nothing(problem),), certified=True)
    np.testing.assert_allclose(point.profile.spend, spend_of((M_P * K_P / 2) ** 2, 0.0), rtol=FLAT)
    with pytest.raises(ValueError, match="starts"):
        nash(game, ())
