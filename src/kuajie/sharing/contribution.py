"""Where a Shapley share comes from: what a party adds to each coalition it could join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kuajie.sharing.coalitions import Coalition, CoalitionGame, coalitions
from kuajie.sharing.rules.shapley import joining_chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Marginal:
    """What ``party`` adds by joining the coalition ``joined`` (empty: it starts alone).

    ``chance`` is how often this happens when the parties join in random order.
    """

    party: str
    joined: Coalition
    added: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A party's Shapley ``share`` taken apart.

    ``by_size[k]`` is what the party adds on average to coalitions of ``k`` others; the share is the plain
    average of these. ``marginals`` has one row per coalition the party could join, small ones first.
    """

    party: str
    share: float
    by_size: tuple[float, ...]
    marginals: tuple[Marginal, ...]


def explain_shapley(game: CoalitionGame) -> Mapping[str, Contribution]:
    """Return for every party how its Shapley share comes about.

    >>> game = CoalitionGame.from_function("pe", lambda coalition: 3.0 * (len(coalition) - 1))
    >>> explain_shapley(game)["p"].by_size
    (0.0, 3.0)
    """
    return MappingProxyType({party: _contribution(game, party) for party in game.parties})


def _contribution(game: CoalitionGame, party: str) -> Contribution:
    others = tuple(other for other in game.parties if other != party)
    marginals = tuple(_marginal(game, party, joined) for joined in (frozenset[str](), *coalitions(others)))
    by_size = tuple(
        len(game.parties) * sum(row.chance * row.added for row in marginals if len(row.joined) == size)
        for size in range(len(game.parties))
    )
    return Contribution(
        party=party,
        share=sum(row.chance * row.added for row in marginals),
        by_size=by_size,
        marginals=marginals,
    )


def _marginal(game: CoalitionGame, party: str, joined: Coalition) -> Marginal:
    before = game.worth[joined] if joined else 0
    return Marginal(
        party=party,
        joined=joined,
        added=float(game.worth[joined | {party}] - before),
        chance=float(joining_chance(len(joined), len(game.parties))),
    )
