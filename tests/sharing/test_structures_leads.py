"""Leaders on the planner: published closed forms, participation rates, and what a leader is sure of."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from game_problems import (
    FINEST,
    K_E,
    K_P,
    quadratic_game,
    spend_of,
    square_root_game,
    two_sides,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.planning.parties import Parties
from kuajie.planning.solution import Start
from kuajie.response import codes
from kuajie.sharing.structures.game import Game
from kuajie.sharing.structures.leads import Effort, Led, leads
from kuajie.sharing.structures.nash import NashPoint, nash

REFERENCE = Path(__file__).parent.parent / "reference" / "coop_advertising.json"
CASES = {case["id"]: case for case in json.loads(REFERENCE.read_text(encoding="utf-8"))}
CAREFUL = Effort(few=80, all=150, finest=1e-5)
P, E = 0, 1


def game_of(problem: Any, **changes: Any) -> Game:
    return Game(problem=problem, seller=np.zeros(problem.courses, dtype=np.int64), **changes)


def alone(game: Game) -> tuple[NashPoint, ...]:
    problem = game.problem
    return nash(game, (Start(spend=problem.lower, prices=np.array([menu[0] for menu in problem.menus])),))


def with_margins(first: float, second: float) -> Game:
    problem = square_root_game(menus=(np.array([first + second]),))
    parties = Parties(
        names=("P", "E"),
        revenue_share=np.array([[first], [second]]) / (first + second),
        cost=np.zeros((2, 1)),
        owner=np.array([0, 1]),
    )
    return game_of(replace(problem, parties=parties), settings=FINEST)


@pytest.mark.parametrize(("m_p", "m_e"), [(3.0, 5.0), (3.0, 2.0), (3.0, 1.0)])
def test_the_part_a_leader_pays_is_as_by_hand(m_p: float, m_e: float) -> None:
    # P answers a = (m_P k_P / (2 (1 - t)))²; E maximises m_E k_P √a - t a over t:
    # t = (2 m_E - m_P) / (2 m_E + m_P), or nothing where that is below zero (Jørgensen and Zaccour 2003).
    game = with_margins(m_p, m_e)
    led = leads(game, E, alone(game), effort=CAREFUL, certified=True)
    rate = max(0.0, (2 * m_e - m_p) / (2 * m_e + m_p))
    assert led.rates[P] == pytest.approx(rate, abs=2e-4)
    assert led.rates[E] == 0.0
    want = spend_of((m_p * K_P / (2 * (1 - rate))) ** 2, (m_e * K_E / 2) ** 2)
    np.testing.assert_allclose(led.profile.spend, want, rtol=2e-3)
    a, big = want[:, 0]
    demand = 10 + K_P * np.sqrt(a) + K_E * np.sqrt(big)
    payoffs = [m_p * demand - (1 - rate) * a, m_e * demand - big - rate * a]
    np.testing.assert_allclose(led.payoffs, payoffs, rtol=1e-5)
    assert led.most is not None
    assert led.most[P] <= 1e-3


@pytest.mark.parametrize(("leader", "name"), [(P, "BRIEF1_P_stackelberg"), (E, "BRIEF1_E_stackelberg")])
def test_a_leader_of_the_quadratic_game_is_as_published(leader: int, name: str) -> None:
    case = CASES[name]
    inputs, want = case["inputs"], case["expected"]
    game = game_of(quadratic_game(inputs), settings=FINEST)
    led = leads(game, leader, alone(game), participation=False, effort=CAREFUL)
    lifts = np.sqrt(2 * led.profile.spend[:, 0] / [inputs["k_P"], inputs["k_E"]])
    np.testing.assert_allclose(lifts, [want["x"], want["y"]], rtol=1e-3)
    fixed = inputs["N"] * np.array([inputs["F_P"], inputs["F_E"]])
    np.testing.assert_allclose(led.payoffs - fixed, [want["profit_P"], want["profit_E"]], rtol=1e-4)
    assert not led.rates.any()


@settings(max_examples=8, deadline=None)
@given(share=st.floats(0.2, 0.8), first=st.floats(2_000, 20_000), second=st.floats(2_000, 20_000))
def test_siblings_of_the_quadratic_game(share: float, first: float, second: float) -> None:
    # With a = φ N p / k_P and b = (1 - φ) N p / k_E: x = a (1 + y), y = b (1 + x) where all decide alone;
    # where P leads it sees y = b (1 + x), so that x = a (1 + 2 b (1 + x)).
    inputs = {"N": 100.0, "price": 10.0, "phi": share, "k_P": first, "k_E": second}
    a, b = 1000.0 * share / first, 1000.0 * (1.0 - share) / second
    game = game_of(quadratic_game(inputs), settings=FINEST)
    points = alone(game)
    led = leads(game, P, points, participation=False, effort=CAREFUL)
    for spend, x in (
        (points[0].profile.spend, a * (1 + b) / (1 - a * b)),
        (led.profile.spend, a * (1 + 2 * b) / (1 - 2 * a * b)),
    ):
        lifts = np.sqrt(2 * spend[:, 0] / [first, second])
        np.testing.assert_allclose(lifts, [x, b * (1 + x)], rtol=3e-3)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 1000), leader=st.integers(0, 1), slope=st.sampled_from([1.0, 2.0]))
def test_a_leader_never_has_less_than_alone(seed: int, leader: int, slope: float) -> None:
    game = game_of(two_sides(seed, saturation=codes.HILL, slope=slope, menu=2, seats=1.5))
    points = alone(game)
    led = leads(game, leader, points, effort=Effort(few=7, all=7))
    have = max(point.payoffs[leader] for point in points)
    assert led.payoffs[leader] >= have - 1e-6 * abs(have)
    assert led.joint == pytest.approx(float(led.payoffs.sum()))


def test_three_parties_follow_each_other() -> None:
    # Two followers whose square roots add up: each is paid its own part, by hand as for one.
    m, k = np.array([2.0, 3.0, 6.0]), np.array([2.0, 1.5, 1.0])
    problem = square_root_game(
        levers=3,
        strength=k[None],
        reach=np.ones((1, 1, 3)),
        carry_kind=np.full(3, codes.NONE),
        saturation_kind=np.full(3, codes.SQUARE_ROOT),
        scale=np.ones((1, 3)),
        past_input=np.zeros((3, 13)),
        unit_cost=np.ones(3),
        upper=np.full((3, 1), 1000.0),
        menus=(np.array([m.sum()]),),
        parties=Parties(
            names=("P", "E", "C"),
            revenue_share=(m / m.sum())[:, None],
            cost=np.zeros((3, 1)),
            owner=np.arange(3),
        ),
    )
    game = game_of(problem, settings=FINEST)
    led: Led = leads(game, 2, alone(game), effort=CAREFUL)
    np.testing.assert_allclose(led.rates[:2], (12.0 - m[:2]) / (12.0 + m[:2]), atol=1e-3)
    np.testing.assert_allclose(led.profile.spend[2], (6.0 * 1.0 / 2) ** 2, rtol=1e-2)


def test_an_announced_margin_is_as_by_hand() -> None:
    # One price M, E answers A = ((M - m) k_E / 2)²; P has m b + m² k_P² / 4 + m (M - m) k_E² / 2, highest at
    # m = (b + M k_E² / 2) / (k_E² - k_P² / 2).
    b, whole, k_p, k_e = 1.0, 8.0, 1.0, 3.0
    problem = square_root_game(
        organic=np.full((1, 1, 1), b),
        strength=np.array([[k_p, k_e]]),
        menus=(np.array([whole]),),
        parties=Parties(
            names=("P", "E"),
            revenue_share=np.array([[0.4], [0.6]]),
            cost=np.zeros((2, 1)),
            owner=np.array([0, 1]),
        ),
    )
    game = game_of(problem, settings=FINEST)
    led = leads(game, P, alone(game), margin=True, participation=False, effort=CAREFUL)
    m = (b + whole * k_e**2 / 2) / (k_e**2 - k_p**2 / 2)
    assert led.margins is not None
    assert led.margins[0] == pytest.approx(m, rel=1e-3)
    np.testing.assert_allclose(
        led.profile.spend, spend_of((m * k_p / 2) ** 2, ((whole - m) * k_e / 2) ** 2), rtol=5e-3
    )
    have = m * b + m**2 * k_p**2 / 4 + m * (whole - m) * k_e**2 / 2
    assert led.payoffs[P] == pytest.approx(have, rel=1e-5)


def priced_game(menu: Any) -> Game:
    # Demand 20 - p, no lever does anything.
    problem = square_root_game(
        organic=np.ones((1, 1, 1)),
        strength=np.zeros((1, 2)),
        price_kind=np.array([codes.LINEAR_POWER]),
        price_0=np.full((1, 1), 20.0),
        price_1=np.ones((1, 1)),
        price_2=np.ones((1, 1)),
        menus=(np.asarray(menu, dtype=np.float64),),
    )
    return game_of(problem)


def test_under_a_margin_the_follower_sets_the_price() -> None:
    # The follower takes p = (20 + m) / 2 for itself, so P's best margin is 10, and 15 the price: both add up
    # to a dearer course than the 10 of a seller that shares revenue (double marginalisation, Spengler 1950).
    game = priced_game(np.arange(40, 400) / 20.0)
    points = alone(game)
    assert points[0].profile.prices[0] == 10.0
    shared = leads(game, P, points, effort=CAREFUL)
    assert shared.profile.prices[0] == 10.0
    announced = leads(game, P, points, margin=True, effort=CAREFUL)
    assert announced.margins is not None
    assert announced.margins[0] == pytest.approx(10.0, abs=0.5)
    assert announced.profile.prices[0] == pytest.approx(15.0, abs=0.25)
    np.testing.assert_allclose(announced.payoffs, [50.0, 25.0], rtol=0.03)
    assert announced.joint < shared.joint


def test_nobody_follows_below_its_least() -> None:
    # Left to itself P would take nearly all; E takes part for 30 at the least, and gets no less.
    game = priced_game([10.0])
    led = leads(game, P, alone(game), margin=True, least=np.array([0.0, 30.0]), effort=CAREFUL)
    assert led.payoffs[E] == pytest.approx(30.0, rel=1e-3)
    assert led.payoffs[E] >= 30.0 - 1e-3
    greedy = leads(game, P, alone(game), margin=True, effort=CAREFUL)
    assert greedy.payoffs[E] == pytest.approx(0.0, abs=1e-2)


def price_and_advertising(inputs: dict[str, float], menu: Any, *, seller: int, share: float) -> Game:
    """Return D = (α - β p)^(1/v) (k_P √a + k_E √A); whoever sells has ``share`` of the price."""
    own = np.array([[share], [1.0 - share]]) if seller == P else np.array([[1.0 - share], [share]])
    problem = square_root_game(
        organic=np.zeros((1, 1, 1)),
        strength=np.array([[inputs["k_P"], inputs["k_E"]]], dtype=np.float64),
        upper=np.full((2, 1), 5000.0),
        price_kind=np.array([codes.LINEAR_POWER]),
        price_0=np.array([[float(inputs["alpha"])]]),
        price_1=np.array([[float(inputs["beta"])]]),
        price_2=np.array([[float(inputs["v"])]]),
        menus=(np.asarray(menu, dtype=np.float64),),
        parties=Parties(names=("P", "E"), revenue_share=own, cost=np.zeros((2, 1)), owner=np.array([0, 1])),
    )
    return Game(problem=problem, seller=np.array([seller]), settings=FINEST)


@pytest.mark.parametrize("name", ["PV1_P_stackelberg_pricecap", "PV3_P_stackelberg_pricecap"])
def test_a_platform_that_sets_the_price_under_the_cap_is_as_published(name: str) -> None:
    # The institution asks for all that w <= p / 2 allows: revenue is halved.
    inputs, want = CASES[name]["inputs"], CASES[name]["expected"]
    menu = want["p"] * np.array([0.6, 0.8, 0.9, 0.97, 1.0, 1.03, 1.1, 1.25])
    game = price_and_advertising(inputs, menu, seller=P, share=0.5)
    led = leads(game, P, alone(game), participation=False, effort=CAREFUL)
    assert led.profile.prices[0] == pytest.approx(want["p"])
    np.testing.assert_allclose(led.profile.spend[:, 0], [want["a"], want["A"]], rtol=2e-3)
    np.testing.assert_allclose(led.payoffs, [want["profit_P"], want["profit_E"]], rtol=1e-4)


@pytest.mark.parametrize("name", ["PV1_P_stackelberg_margin", "PV3_P_stackelberg_margin"])
def test_a_platform_that_announces_its_margin_is_as_published(name: str) -> None:
    # Menus are steps of a few thousandths, which is how near the follower's price can come.
    inputs, want = CASES[name]["inputs"], CASES[name]["expected"]
    menu = want["p"] * np.linspace(0.7, 1.3, 601)
    game = price_and_advertising(inputs, menu, seller=P, share=0.5)
    led = leads(game, P, alone(game), margin=True, participation=False, effort=CAREFUL)
    assert led.margins is not None
    assert led.margins[0] == pytest.approx(want["p"] - want["w"], rel=2e-2)
    assert led.profile.prices[0] == pytest.approx(want["p"], rel=1e-2)
    np.testing.assert_allclose(led.payoffs, [want["profit_P"], want["profit_E"]], rtol=2e-2)


@pytest.mark.parametrize("name", ["PV1_E_stackelberg", "PV3_E_stackelberg"])
def test_an_institution_that_announces_its_price_and_pays_for_advertising_is_as_published(name: str) -> None:
    inputs, want = CASES[name]["inputs"], CASES[name]["expected"]
    menu = want["p"] * np.linspace(0.7, 1.3, 601)
    game = price_and_advertising(inputs, menu, seller=P, share=0.5)
    led = leads(game, E, alone(game), margin=True, effort=CAREFUL)
    assert led.margins is not None
    assert led.margins[0] == pytest.approx(want["w"], rel=3e-2)
    assert led.rates[P] == pytest.approx(want["t"], abs=3e-2)
    assert led.payoffs[E] == pytest.approx(want["profit_E"], rel=2e-3)
    assert led.payoffs[P] == pytest.approx(want["profit_P"], rel=4e-2)
