"""Shapley values from sampled orders: they add up, and the exact value lies within the errors."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from kuajie.sharing.coalitions import CoalitionGame, coalitions
from kuajie.sharing.rules.sampled_shapley import joining_orders, prefixes, sampled_shapley
from kuajie.sharing.rules.shapley import shapley
from kuajie.sharing.worths import Worths

PARTIES = tuple("abcdefghijkl")
WITHIN = 4.5
"""Standard errors: twelve parties are beyond it once in ten thousand samples."""


def worths_of_twelve() -> CoalitionGame:
    rng = np.random.default_rng(3)
    weight = dict(zip(PARTIES, rng.uniform(1, 9, len(PARTIES)), strict=True))
    return CoalitionGame.from_function(PARTIES, lambda members: sum(weight[one] for one in members) ** 1.5)


def test_twelve_parties_lie_within_their_errors_and_add_up() -> None:
    game = worths_of_twelve()
    exact = shapley(Worths.of_game(game))[:, 0]
    pairs = joining_orders(PARTIES, most=800, rng=np.random.default_rng(1))
    worth = {members: np.array([float(value)]) for members, value in game.worth.items()}
    found = sampled_shapley(pairs, worth)
    assert found.parties == PARTIES
    assert found.shares.sum() == pytest.approx(float(game.total))
    assert np.all(np.abs(found.shares[:, 0] - exact) <= WITHIN * found.error)
    assert np.all(found.error < 0.02 * exact.max())


def test_every_order_once_gives_the_exact_value() -> None:
    parties = ("p", "e", "t")
    rng = np.random.default_rng(5)
    worth = {members: rng.uniform(0, 10, size=4) for members in coalitions(parties)}
    pairs = [(order, order[::-1]) for order in permutations(parties)]
    exact = shapley(Worths.of_draws(parties, worth))
    found = sampled_shapley(pairs, worth)
    places = [parties.index(party) for party in found.parties]
    assert found.shares == pytest.approx(exact[places])


def test_orders_meet_no_more_coalitions_than_asked_and_two_pairs_at_least() -> None:
    for most in (1, 60, 300):
        pairs = joining_orders(PARTIES, most=most, rng=np.random.default_rng(2))
        met = {members for pair in pairs for order in pair for members in prefixes(order)}
        assert len(pairs) >= 2
        assert len(met) <= max(most, 4 * len(PARTIES))
        assert all(one == other[::-1] for one, other in pairs)


def test_one_pair_has_no_error() -> None:
    with pytest.raises(ValueError, match="two pairs"):
        sampled_shapley([(("a", "b"), ("b", "a"))], {})
