"""Who would walk away from a split, and how near a game comes to one that nobody leaves."""

from __future__ import annotations

import math
from itertools import product

import pytest
from game_strategies import games
from hypothesis import given
from hypothesis import strategies as st

from kuajie.sharing.coalitions import CoalitionGame
from kuajie.sharing.core import check_core, least_core

# HiGHS solves to nine digits; worths stay below a thousand.
SOLVER = 1e-6

MAJORITY = CoalitionGame.from_function("abc", lambda whole: 1.0 if len(whole) >= 2 else 0.0)


def test_the_coalition_that_walks_away_is_named() -> None:
    check = check_core(MAJORITY, {"a": 0.5, "b": 0.3, "c": 0.2})
    assert not check.in_core
    assert check.largest is not None
    assert check.largest.coalition == {"b", "c"}
    assert check.largest.gain == pytest.approx(0.5)
    assert [sorted(it.coalition) for it in check.walking_away] == [["b", "c"], ["a", "c"], ["a", "b"]]


def test_a_split_that_holds_has_nobody_walking() -> None:
    game = CoalitionGame.from_function("abc", lambda whole: float(len(whole) ** 2))
    check = check_core(game, {"a": 3.0, "b": 3.0, "c": 3.0})
    assert check.in_core
    assert check.walking_away == ()
    assert check.largest is not None
    assert check.largest.gain == pytest.approx(-2.0)


def test_majority_needs_half_as_much_again() -> None:
    found = least_core(MAJORITY)
    assert found.empty_core
    assert found.complaint == pytest.approx(1 / 3)
    assert found.needed_total == pytest.approx(1.5)


def test_one_party_has_nobody_to_leave() -> None:
    game = CoalitionGame(("a",), {frozenset("a"): 5.0})
    found = least_core(game)
    assert not found.empty_core
    assert found.complaint == -math.inf
    assert check_core(game, found.shares).largest is None


@given(game=games(least=2))
def test_least_core_shares_reach_its_complaint(game: CoalitionGame) -> None:
    found = least_core(game)
    check = check_core(game, found.shares)
    assert check.largest is not None
    assert check.largest.gain == pytest.approx(found.complaint, abs=SOLVER)
    assert found.empty_core == (found.needed_total > float(game.total) + SOLVER)


@given(game=games(least=3, most=3), raw=st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000)))
def test_no_split_does_better_than_the_least_core(game: CoalitionGame, raw: tuple[float, float]) -> None:
    shares = dict(zip(game.parties, (*raw, float(game.total) - sum(raw)), strict=True))
    check = check_core(game, shares)
    assert check.largest is not None
    assert check.largest.gain >= least_core(game).complaint - SOLVER


def test_shares_of_another_total_or_party_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to"):
        check_core(MAJORITY, {"a": 1.0, "b": 1.0, "c": 1.0})
    with pytest.raises(ValueError, match="exactly"):
        check_core(MAJORITY, {"a": 1.0})


@given(game=games(least=2, most=3))
def test_emptiness_agrees_with_the_balanced_collections_of_small_games(game: CoalitionGame) -> None:
    """Bondareva (1963), Shapley (1967): three parties have five minimal balanced collections."""
    worth = {tuple(sorted(coalition)): float(value) for coalition, value in game.worth.items()}
    names = sorted(game.parties)
    total = worth[tuple(names)]
    needed = [sum(worth[(name,)] for name in names)]
    if len(names) == 3:
        pairs = [tuple(name for name in names if name != left) for left in names]
        needed += [worth[(left,)] + worth[pair] for left, pair in zip(names, pairs, strict=True)]
        needed += [sum(worth[pair] for pair in pairs) / 2]
    assert least_core(game).empty_core == any(total < value - SOLVER for value in needed)
    assert least_core(game).needed_total == pytest.approx(max(needed), abs=SOLVER)


def test_every_split_of_the_majority_game_is_left_by_somebody() -> None:
    steps = [step / 4 for step in range(5)]
    for first, second in product(steps, steps):
        assert not check_core(MAJORITY, {"a": first, "b": second, "c": 1 - first - second}).in_core
