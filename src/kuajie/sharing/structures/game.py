"""The game a planning problem becomes when every party decides for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.participation import expected_party_profits
from kuajie.planning.parties import known_parties
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings, Start
from kuajie.planning.starting_points import plan_from
from kuajie.sharing.best_response import BestResponse, best_response

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

FINE = Settings(tolerance=1e-8, coarse=1e-4)
"""Responses are found finer than plans: a small gain must not be the search's own inaccuracy."""

SMALL = 1e-3
"""Share of all profits below which a party's own is too small to measure its gains against."""


@dataclass(frozen=True, slots=False, kw_only=True, eq=False)
class Game:
    """A problem whose parties each decide on their own levers; ``seller`` (C,) sets each course's price.

    ``settings`` are those of every response. Each party's payoff is its expected profit under the problem's
    ``parties``: shares, unit costs, and who pays what part of which lever.
    """

    problem: PlanningProblem
    seller: Codes
    settings: Settings = FINE

    def __post_init__(self) -> None:
        """Refuse a problem without parties and sellers that are not among them."""
        count = len(known_parties(self.problem).names)
        if self.seller.shape != (self.problem.courses,) or np.any((self.seller < 0) | (self.seller >= count)):
            raise ValueError(f"each of {self.problem.courses} courses needs a seller: {self.seller.tolist()}")

    @property
    def parties(self) -> int:
        """Number of parties, P."""
        return len(known_parties(self.problem).names)

    @cached_property
    def movers(self) -> tuple[int, ...]:
        """The parties that decide anything: a lever, or a price that is not given."""
        return tuple(
            party for party in range(self.parties) if self.decides_lever(party) or self.prices(party)
        )

    def decides_lever(self, party: int) -> bool:
        """Return whether a party has a lever that can move."""
        own = known_parties(self.problem).owns(party)
        return bool(np.any(self.problem.upper[own] > self.problem.lower[own]))

    def prices(self, party: int) -> bool:
        """Return whether a party has a price to choose."""
        return any(self.problem.menus[c].size > 1 for c in np.flatnonzero(self.seller == party))

    def payoffs(self, spend: Floats, prices: Floats) -> Floats:
        """Return each party's expected profit, (P,)."""
        return expected_party_profits(self.problem, spend, prices)

    def scales(self, payoffs: Floats) -> Floats:
        """Return what each party's gains are measured against, (P,)."""
        return np.maximum(np.abs(payoffs), max(SMALL * float(np.abs(payoffs).sum()), 1e-12))

    def respond(
        self,
        party: int,
        at: Profile,
        *,
        starts: Sequence[Start] = (),
        thorough: bool = True,
        certified: bool = False,
    ) -> BestResponse:
        """Return a party's best response to everybody else's part of a profile."""
        return best_response(
            self.problem,
            party,
            spend=at.spend,
            prices=at.prices,
            decides_price=self.seller == party,
            starts=starts,
            thorough=thorough,
            certified=certified,
            settings=self.settings,
        )

    def nearest(self, start: Start) -> Profile | None:
        """Return the profile nearest to a start that keeps every limit; nothing where none does."""
        plan = plan_from(self.problem, start)
        return None if plan is None else Profile(spend=plan.spend, prices=plan.prices)

    def under(self, **terms: object) -> Game:
        """Return the same game under other terms: fields of ``Parties``."""
        parties = replace(known_parties(self.problem), **terms)  # type: ignore[arg-type]
        return replace(self, problem=replace(self.problem, parties=parties))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """What everybody does: spend (L, T) and prices (C,)."""

    spend: Floats
    prices: Floats

    def distance(self, other: Profile) -> float:
        """Return how far two profiles lie apart, relative to the larger spend; infinite where prices differ.

        Levers count with their largest weekly difference.
        """
        if not np.array_equal(self.prices, other.prices):
            return np.inf
        size = max(float(self.spend.max(initial=0.0)), float(other.spend.max(initial=0.0)), 1e-12)
        return float(np.abs(self.spend - other.spend).max(initial=0.0)) / size
