"""A Shapley share taken apart adds up to itself."""

from __future__ import annotations

import pytest
from game_strategies import games
from hypothesis import given

from kuajie.sharing.coalitions import CoalitionGame
from kuajie.sharing.contribution import explain_shapley
from kuajie.sharing.rules.shapley import exact_shapley

# Worths are below a million, so sums of a few are good to nine digits.
ROUNDING = 1e-7


@given(game=games(most=5))
def test_parts_add_up_to_the_share(game: CoalitionGame) -> None:
    shares = exact_shapley(game)
    for party, contribution in explain_shapley(game).items():
        assert contribution.share == pytest.approx(float(shares[party]), abs=ROUNDING)
        assert sum(contribution.by_size) / len(game.parties) == pytest.approx(
            contribution.share, abs=ROUNDING
        )
        assert sum(row.chance for row in contribution.marginals) == pytest.approx(1.0)
        assert len(contribution.marginals) == 2 ** (len(game.parties) - 1)


def test_glove_game_by_hand() -> None:
    """One left glove, two right ones: the left is worth 1 unless it comes first."""
    game = CoalitionGame.from_function("abc", lambda whole: int("a" in whole and len(whole) > 1))
    rows = explain_shapley(game)
    assert rows["a"].by_size == pytest.approx((0.0, 1.0, 1.0))
    assert rows["b"].by_size == pytest.approx((0.0, 0.5, 0.0))
    told = [(sorted(row.joined), row.added, row.chance) for row in rows["b"].marginals]
    assert told == [
        ([], 0.0, pytest.approx(1 / 3)),
        (["a"], 1.0, pytest.approx(1 / 6)),
        (["c"], 0.0, pytest.approx(1 / 6)),
        (["a", "c"], 0.0, pytest.approx(1 / 3)),
    ]
