"""How far shares move for planning gaps: by hand, and no game within the gaps goes further."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from game_strategies import games
from hypothesis import given
from hypothesis import strategies as st

from kuajie.sharing.coalitions import CoalitionGame
from kuajie.sharing.rules.bargaining import NEUTRAL
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.sharing.share_ranges import share_ranges
from kuajie.sharing.worths import Worths

LINEAR = ("nash_bargaining", "kalai_smorodinsky", "shapley", "equal_surplus")
ROUNDING = 1e-9


def divide(worths: Worths, rule: str) -> np.ndarray:
    return SPLIT_RULES[rule].divide(worths, NEUTRAL)


def test_two_parties_by_hand() -> None:
    # Worths 20 and 30 alone, 100 together: shares 45 and 55. If the first could have 4 more alone, its share
    # rises by 2; if the second could have 6 more alone, it falls by 3.
    game = CoalitionGame(("p", "e"), {frozenset("p"): 20.0, frozenset("e"): 30.0, frozenset("pe"): 100.0})
    low, high = share_ranges(
        Worths.of_game(game), np.array([0.0, 4.0, 6.0, 99.0]), partial(divide, rule="shapley")
    )
    assert low.tolist() == pytest.approx([42.0, 53.0])
    assert high.tolist() == pytest.approx([47.0, 58.0])


@pytest.mark.parametrize("rule", LINEAR)
@given(game=games(least=2), data=st.data())
def test_no_game_within_the_gaps_goes_further(rule: str, game: CoalitionGame, data: st.DataObject) -> None:
    worths = Worths.of_game(game)
    size = worths.values.shape[0]
    gaps = np.array([0.0, *data.draw(st.lists(st.integers(0, 500), min_size=size - 1, max_size=size - 1))])
    low, high = share_ranges(worths, gaps, partial(divide, rule=rule))
    parts = np.array([0.0, *data.draw(st.lists(st.floats(0, 1), min_size=size - 2, max_size=size - 2)), 0.0])
    inside = Worths(worths.parties, worths.values + (gaps * parts)[:, None])
    shares = divide(inside, rule)[:, 0]
    slack = ROUNDING * (game.scale + gaps.max())
    assert np.all(shares >= low - slack)
    assert np.all(shares <= high + slack)


def test_nothing_open_moves_nothing_and_wrong_gaps_are_refused() -> None:
    game = CoalitionGame.from_function("abc", lambda members: float(len(members) ** 2))
    rule = partial(divide, rule="nucleolus")
    low, high = share_ranges(Worths.of_game(game), np.zeros(8), rule)
    assert low.tolist() == high.tolist()
    for wrong in (np.zeros(7), np.full(8, -1.0)):
        with pytest.raises(ValueError, match="gaps are needed"):
            share_ranges(Worths.of_game(game), wrong, rule)
