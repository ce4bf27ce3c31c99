"""What a leader's announcements make of the terms: participation in others' spend, money per seat."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.parties import known_parties
from kuajie.sharing.structures.game import Game

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

NOBODY = -1


def participating(game: Game, leader: int, rates: Floats) -> Game:
    """Return the game in which ``leader`` pays the part ``rates`` (P,) of what each other party pays.

    The participation rate of co-operative advertising (Berger 1972). Raises ``ValueError`` for rates outside
    0 to 1, or for the leader itself.
    """
    if not np.all((rates >= 0.0) & (rates <= 1.0)) or rates[leader] != 0.0:
        raise ValueError(f"rates must lie between 0 and 1, the leader's own at 0, got {rates}")
    if not rates.any():
        return game
    parties = known_parties(game.problem)
    taken = parties.pays * np.where(parties.owner == leader, 0.0, rates[parties.owner])
    taken[leader] = 0.0
    paid = parties.pays - taken
    paid[leader] += taken.sum(axis=0)
    return game.under(paid=paid)


def heirs(game: Game, leader: int) -> Codes:
    """Return for each course who sets its price once ``leader`` has announced its money per seat, (C,).

    Of what the leader sells, the other party with the largest share of the rest; of what it only has a share
    of, the seller (the leader then names a wholesale price). ``NOBODY`` for courses that the leader has to
    itself or has no part of.
    """
    shares = known_parties(game.problem).revenue_share.copy()
    sells, part = game.seller == leader, shares[leader] > 0.0
    shares[leader] = 0.0
    concerned = (sells | part) & (shares.sum(axis=0) > 0.0)
    return np.where(concerned, np.where(sells, shares.argmax(axis=0), game.seller), NOBODY)


def by_margin(game: Game, leader: int, margins: Floats) -> Game:
    """Return the game in which ``leader`` has ``margins`` (C,) of every seat, and others the rest.

    Of courses with an heir the leader has that money instead of its share, the others share what is left in
    proportion to theirs, and the heir sets the price.
    """
    parties, heir = known_parties(game.problem), heirs(game, leader)
    moved = heir != NOBODY
    rest = parties.revenue_share.copy()
    rest[leader] = 0.0
    rest = rest / np.where(moved, rest.sum(axis=0), 1.0)
    share = np.where(moved, rest, parties.revenue_share)
    cost = parties.cost + np.where(moved, rest * margins, 0.0)
    cost[leader] -= np.where(moved, margins, 0.0)
    return replace(game.under(revenue_share=share, cost=cost), seller=np.where(moved, heir, game.seller))
