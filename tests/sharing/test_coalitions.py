"""What a coalition game is, and which of its features hold."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from game_strategies import games, superadditive_games
from hypothesis import given

from kuajie.sharing.coalitions import CoalitionGame, coalition_of, coalitions, costliest_merger, mask_of
from kuajie.sharing.worths import Worths

PE = {frozenset("P"): 1.0, frozenset("E"): 2.0, frozenset("PE"): 5.0}


def test_missing_unknown_and_endless_worths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"missing \[\['E', 'P'\]\]"):
        CoalitionGame(("P", "E"), {frozenset("P"): 1.0, frozenset("E"): 2.0})
    with pytest.raises(ValueError, match="unknown or not zero"):
        CoalitionGame(("P", "E"), {**PE, frozenset("X"): 1.0})
    with pytest.raises(ValueError, match="unknown or not zero"):
        CoalitionGame(("P", "E"), {**PE, frozenset(): 1.0})
    with pytest.raises(ValueError, match="finite"):
        CoalitionGame(("P", "E"), {**PE, frozenset("PE"): float("nan")})
    with pytest.raises(ValueError, match="twice"):
        CoalitionGame(("P", "P"), PE)
    with pytest.raises(ValueError, match="at least one"):
        CoalitionGame((), {})


def test_an_empty_coalition_without_worth_is_dropped() -> None:
    assert CoalitionGame(("P", "E"), {**PE, frozenset(): 0}) == CoalitionGame(("P", "E"), PE)


def test_exactness_needs_whole_numbers_or_fractions() -> None:
    assert not CoalitionGame(("P", "E"), PE).exact
    assert CoalitionGame.from_function("PE", lambda whole: Fraction(len(whole), 3)).exact


@given(game=games(most=5))
def test_masks_and_coalitions_name_each_other(game: CoalitionGame) -> None:
    for coalition in coalitions(game.parties):
        mask = mask_of(coalition, game.parties)
        assert coalition_of(mask, game.parties) == coalition
        assert game.by_mask[mask] == game.worth[coalition]


@given(game=games(most=4))
def test_features_agree_with_their_definitions(game: CoalitionGame) -> None:
    worth = {**game.worth, frozenset[str](): 0}
    pairs = list(combinations(worth, 2))
    apart = [(one, other) for one, other in pairs if not one & other]
    assert game.superadditive == all(worth[one | other] >= worth[one] + worth[other] for one, other in apart)
    assert game.monotone == all(
        worth[one] <= worth[other] for one in worth for other in worth if one <= other
    )
    assert game.convex == all(
        worth[one | other] + worth[one & other] >= worth[one] + worth[other] for one, other in pairs
    )


@given(game=superadditive_games())
def test_games_of_added_gains_are_convex(game: CoalitionGame) -> None:
    assert game.convex
    assert game.superadditive


def test_the_costliest_merger_is_named() -> None:
    game = CoalitionGame.from_function("abc", lambda whole: {1: 4.0, 2: 7.0, 3: 6.0}[len(whole)])
    merger = costliest_merger(game)
    assert merger is not None
    assert merger.loss == pytest.approx(5.0)
    assert merger.first | merger.second == {"a", "b", "c"}
    assert not merger.first & merger.second


def test_worths_average_to_a_game_and_refuse_what_does_not_fit() -> None:
    draws = {frozenset("P"): np.array([1.0, 3.0]), frozenset("E"): np.zeros(2), frozenset("PE"): np.ones(2)}
    worths = Worths.of_draws(("P", "E"), draws)
    assert worths.mean.worth[frozenset("P")] == pytest.approx(2.0)
    assert worths.total == pytest.approx([1.0, 1.0])
    with pytest.raises(ValueError, match="missing or unknown"):
        Worths.of_draws(("P", "E"), {frozenset("P"): np.ones(2)})
    with pytest.raises(ValueError, match="shapes"):
        Worths.of_draws(("P", "E"), {**draws, frozenset("P"): np.ones(3)})
    with pytest.raises(ValueError, match="finite"):
        Worths.of_draws(("P", "E"), {**draws, frozenset("P"): np.array([1.0, np.nan])})
    with pytest.raises(ValueError, match="shape"):
        Worths(("P", "E"), np.zeros((3, 2)))
