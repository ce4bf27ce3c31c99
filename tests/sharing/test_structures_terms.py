"""What leaders announce leaves joint profit alone, and the search along axes finds peaks."""

from __future__ import annotations

import numpy as np
import pytest
from game_problems import two_sides
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.sharing.structures.coordinate_search import Axis, parabola_peak, search_axes
from kuajie.sharing.structures.game import Game
from kuajie.sharing.structures.terms import NOBODY, by_margin, heirs, participating


def game_of(seed: int = 0) -> Game:
    problem = two_sides(seed, menu=2)
    return Game(problem=problem, seller=np.array([0, 1]))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 100), rate=st.floats(0, 1), leader=st.integers(0, 1))
def test_participation_moves_the_followers_cost_to_the_leader(seed: int, rate: float, leader: int) -> None:
    game = game_of(seed)
    rates = np.where(np.arange(2) == leader, 0.0, rate)
    led = participating(game, leader, rates)
    spend, prices = 0.3 * game.problem.upper, np.array([menu[0] for menu in game.problem.menus])
    own = spend[game.problem.parties.owns(1 - leader)].sum()
    moved = game.payoffs(spend, prices) - led.payoffs(spend, prices)
    assert moved[leader] == pytest.approx(rate * own, rel=1e-9, abs=1e-6)
    assert moved.sum() == pytest.approx(0.0, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 100), leader=st.integers(0, 1), money=st.floats(0, 80))
def test_a_margin_is_what_the_leader_has_of_every_seat(seed: int, leader: int, money: float) -> None:
    game = game_of(seed)
    led = by_margin(game, leader, np.full(2, money))
    spend, prices = 0.3 * game.problem.upper, np.array([menu[0] for menu in game.problem.menus])
    before, after = game.payoffs(spend, prices), led.payoffs(spend, prices)
    assert after.sum() == pytest.approx(before.sum(), rel=1e-9, abs=1e-6)
    own = game.problem.parties.owns(leader)
    dearer = by_margin(game, leader, np.full(2, money + 1.0)).payoffs(spend, prices)
    sold = dearer[leader] - after[leader]
    unit = 0.5 * game.problem.cost
    assert sold > 0.0
    # Money per seat less its unit cost, for every seat sold, less its own spend.
    low, high = sold * (money - unit.max()), sold * (money - unit.min())
    assert low - 1e-6 * abs(low) - 1e-3 <= after[leader] + spend[own].sum() <= high + 1e-6 * abs(high) + 1e-3


def test_who_sets_the_price_under_a_margin() -> None:
    game = game_of()
    # P sells the first course, E the second; both share both.
    np.testing.assert_array_equal(heirs(game, 0), [1, 1])
    np.testing.assert_array_equal(heirs(game, 1), [0, 0])
    alone = game.under(revenue_share=np.array([[1.0, 0.0], [0.0, 1.0]]))
    np.testing.assert_array_equal(heirs(alone, 0), [NOBODY, NOBODY])


def test_rates_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="rates"):
        participating(game_of(), 0, np.array([0.0, 1.2]))
    with pytest.raises(ValueError, match="rates"):
        participating(game_of(), 0, np.array([0.3, 0.2]))


def test_sellers_must_be_parties() -> None:
    with pytest.raises(ValueError, match="seller"):
        Game(problem=two_sides(0), seller=np.array([0, 2]))


@settings(max_examples=30, deadline=None)
@given(peak=st.tuples(st.floats(-0.9, 0.9), st.floats(-0.9, 0.9)), lean=st.floats(-0.5, 0.5))
def test_a_peak_is_found_within_its_bounds(peak: tuple[float, float], lean: float) -> None:
    axes = (Axis(lower=-1.0, upper=1.0, step=0.3, finest=1e-6),) * 2

    def height(place: np.ndarray) -> float:
        x, y = place[0] - peak[0], place[1] - peak[1]
        return float(-(x**2) - y**2 - lean * x * y)

    place, value = search_axes(height, np.zeros(2), axes, looks=400)
    np.testing.assert_allclose(place, peak, atol=1e-3)
    assert value >= height(np.zeros(2))


def test_the_search_stays_within_looks_and_bounds() -> None:
    seen: list[float] = []

    def rising(place: np.ndarray) -> float:
        seen.append(float(place[0]))
        return float(place[0])

    place, _ = search_axes(rising, np.zeros(1), (Axis(lower=0.0, upper=0.7, step=0.3, finest=1e-3),), looks=9)
    assert place[0] == 0.7
    assert len(seen) <= 9
    assert max(seen) <= 0.7
    assert parabola_peak((0.0, 0.0), (1.0, 1.0), (-1.0, 1.0)) is None
    assert parabola_peak((0.0, 0.0), (1.0, -np.inf), (-1.0, 1.0)) is None
