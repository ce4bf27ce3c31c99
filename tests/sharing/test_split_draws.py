"""Splits over posterior draws: each conserves its joint profit; linear rules commute with averaging."""

from __future__ import annotations

import numpy as np
import pytest

from kuajie.sharing.coalitions import Coalition, coalitions
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.split_rules import SPLIT_RULES
from kuajie.sharing.split import split_draws, split_game
from kuajie.sharing.worths import Worths

PARTIES = ("platform", "school", "charity")
DRAWS = 300
CONSERVED = 1e-9


def drawn_worths(seed: int, *, scale: float = 1e6) -> dict[Coalition, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {
        coalition: scale * (len(coalition) ** 1.4 + 0.2 * rng.random(DRAWS))
        for coalition in coalitions(PARTIES)
    }


@pytest.mark.parametrize("rule", sorted(SPLIT_RULES))
@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e9])
def test_every_draw_conserves_its_joint_profit(rule: str, scale: float) -> None:
    worths = drawn_worths(1, scale=scale)
    split = split_draws(worths, parties=PARTIES, rule=rule)
    lost = np.abs(split.draws.sum(axis=0) - worths[frozenset(PARTIES)])
    assert (lost <= CONSERVED * np.max([np.abs(row) for row in worths.values()], axis=0)).all()
    for place, party in enumerate(PARTIES):
        assert split.mean[party] == pytest.approx(split.draws[place].mean())
        assert split.low[party] == pytest.approx(np.quantile(split.draws[place], 0.05))
        assert split.high[party] == pytest.approx(np.quantile(split.draws[place], 0.95))


@pytest.mark.parametrize("rule", sorted(SPLIT_RULES))
def test_a_draw_is_split_like_the_game_it_is(rule: str) -> None:
    worths = drawn_worths(2)
    split = split_draws(worths, parties=PARTIES, rule=rule)
    for draw in (0, 17, DRAWS - 1):
        only = Worths.of_draws(PARTIES, {coalition: row[[draw]] for coalition, row in worths.items()})
        expected = list(split_game(only.mean, rule=rule).shares.values())
        assert split.draws[:, draw] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("rule", ["shapley", "nash_bargaining", "equal_surplus", "rubinstein"])
def test_linear_rules_split_the_average_game_on_average(rule: str) -> None:
    worths = drawn_worths(3)
    split = split_draws(worths, parties=PARTIES, rule=rule)
    expected = split_game(Worths.of_draws(PARTIES, worths).mean, rule=rule).shares
    assert dict(split.mean) == pytest.approx(dict(expected), rel=1e-9)


def test_chance_of_paying_counts_draws() -> None:
    worths = {
        frozenset("P"): np.array([10.0, 10.0, 10.0, 10.0]),
        frozenset("E"): np.array([5.0, 5.0, 5.0, 5.0]),
        frozenset("PE"): np.array([20.0, 15.0, 14.0, 30.0]),
    }
    assert split_draws(worths, parties=("P", "E"), rule="shapley").chance_of_paying == pytest.approx(0.75)
    greedy = Bargaining(disagreement={"P": 18.0, "E": 5.0})
    split = split_draws(worths, parties=("P", "E"), rule="nash_bargaining", bargaining=greedy)
    assert split.chance_of_paying == pytest.approx(0.25)
    assert split.draws[:, 3] == pytest.approx([21.5, 8.5])


def test_draws_cannot_be_changed_afterwards() -> None:
    split = split_draws(drawn_worths(4), parties=PARTIES, rule="shapley")
    with pytest.raises(ValueError, match="read-only"):
        split.draws[0, 0] = 1.0
