"""What every party gains by leaving a plan alone under a deal, and what becomes of all when everybody does.

Deviations are best responses in the game of the deal's slopes, tried also part of the way and, where clauses
bend, at the slopes of bad and of good outcomes; each is judged by what the deal itself pays in every draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.deal import Deal
from kuajie.planning.parties import known_parties
from kuajie.planning.solution import Start
from kuajie.planning.starting_points import plan_from
from kuajie.sharing.best_response import own_problem
from kuajie.sharing.deals.deal_payoffs import Outcomes, deal_payoffs
from kuajie.sharing.deals.random_horizons import random_horizons
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.structures.nash import Ended, settle
from kuajie.sharing.terms.game_under import game_across, game_under, is_linear, jumps

Floats = NDArray[np.float64]

PARTS = (1.0, 0.75, 0.5, 0.25)
"""How much of the way to a response is tried where clauses bend: slopes hold near the plan alone."""

SLICES = ((0.0, 0.1), (0.45, 0.55), (0.9, 1.0))
"""Outcomes by revenue, from the worst to the best, at whose slopes deviations are looked for."""

PUSHES = (0.5, 0.8, 0.9, 0.95, 1.05, 1.1, 1.2, 1.5, 2.0)
"""By what a party may multiply its spend to get over a threshold, or to keep below it."""

Own = tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deviation:
    """The best found of what a party could do by itself instead of the plan.

    ``gain`` is what it has more, ``others`` what the others together have more (below zero: they lose).
    ``most`` is what no deviation gains more than, ``None`` where nothing is proved. ``profile`` is the whole
    plan with its own part changed.
    """

    party: int
    gain: float
    others: float
    most: float | None
    profile: Profile


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Everybody:
    """Where best responses in turn lead from the plan under a deal's slopes: joint profit there.

    ``settled`` says whether they came to rest; else it is where they were when the search ended.
    """

    joint: float
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bench:
    """A game with a plan in it, on which deals are tried; ``times`` random horizons of every draw.

    Best responses are kept: a party's depend on nothing but its own slopes.
    """

    game: Game
    plan: Profile
    times: int
    seed: int
    certified: bool = True
    known: dict[Own, tuple[Profile, float | None]] = field(default_factory=dict)
    met: dict[Own, Outcomes] = field(default_factory=dict)

    def outcomes(self, profile: Profile) -> Outcomes:
        """Return random horizons of a profile; the same luck meets all."""
        key = (profile.spend.tobytes(), profile.prices.tobytes())
        if key not in self.met:
            self.met[key] = random_horizons(
                self.game.problem, profile.spend, profile.prices, times=self.times, seed=self.seed
            )
        return self.met[key]

    def payoffs(self, deal: Deal, profile: Profile) -> Floats:
        """Return every party's expected profit under a deal when all do as ``profile`` says, (P,)."""
        return np.asarray(deal_payoffs(deal, self.outcomes(profile)).profit.mean(axis=1))

    def deviations(self, deal: Deal) -> tuple[Deviation, ...]:
        """Return every party's best deviation from the plan under a deal."""
        games = list(self.games(deal))
        stay = self.payoffs(deal, self.plan)
        return tuple(self.deviation(deal, games, stay, party) for party in range(self.game.parties))

    def games(self, deal: Deal) -> Iterator[Game]:
        """Yield the games of a deal's slopes: over all outcomes, and where clauses bend over some."""
        at = self.outcomes(self.plan)
        yield game_under(self.game, deal, at)
        if not is_linear(deal):
            yield game_across(self.game, deal, at)
            for low, high in SLICES:
                yield game_under(self.game, deal, sliced(at, low, high))

    def deviation(self, deal: Deal, games: list[Game], stay: Floats, party: int) -> Deviation:
        """Return a party's best deviation among its responses in ``games``."""
        best, kept = self.plan, stay
        for profile in self.tries(deal, games, party):
            payoffs = self.payoffs(deal, profile)
            if payoffs[party] > kept[party]:
                best, kept = profile, payoffs
        most = self.response(games[0], party)[1] if is_linear(deal) else None
        gain = float(kept[party] - stay[party])
        return Deviation(
            party=party,
            gain=gain,
            others=float(kept.sum() - stay.sum()) - gain,
            most=None if most is None else max(most, gain),
            profile=best,
        )

    def tries(self, deal: Deal, games: list[Game], party: int) -> Iterator[Profile]:
        """Yield what a party might do under a deal: responses, part of the way to them, and pushes."""
        for game in games:
            response, _ = self.response(game, party)
            for part in (1.0,) if is_linear(deal) else PARTS:
                yield part_way(self.plan, response, part)
        if jumps(deal):
            yield from self.pushes(party)

    def pushes(self, party: int) -> Iterator[Profile]:
        """Yield the plan with all of a party's spend raised or lowered alike, as far as limits allow."""
        fixed = np.zeros(self.plan.prices.size, dtype=np.bool_)
        spend, prices = self.plan.spend, self.plan.prices
        problem = own_problem(self.game.problem, party, spend=spend, prices=prices, decides=fixed)
        own = known_parties(self.game.problem).owns(party)[:, None]
        for factor in PUSHES:
            plan = plan_from(problem, Start(spend=np.where(own, factor * spend, spend), prices=prices))
            if plan is not None:
                yield Profile(spend=np.where(own, plan.spend, spend), prices=prices)

    def response(self, game: Game, party: int) -> tuple[Profile, float | None]:
        """Return a party's best response to the plan in a game of slopes, and the bound on its gain."""
        terms = known_parties(game.problem)
        rows = (terms.revenue_share[party], terms.cost[party], terms.pays[party])
        key = (bytes([party]), *(np.round(row, 6).tobytes() for row in rows))
        if key not in self.known:
            found = game.respond(party, self.plan, certified=self.certified)
            self.known[key] = Profile(spend=found.spend, prices=found.prices), found.most
        return self.known[key]

    def everybody(self, deal: Deal) -> Everybody:
        """Return where best responses in turn lead from the plan under a deal's mean slopes."""
        slopes = game_across if jumps(deal) else game_under
        game = slopes(self.game, deal, self.outcomes(self.plan))
        point = settle(game, self.plan, thorough=False)
        return Everybody(
            joint=float(self.payoffs(deal, point.profile).sum()), settled=point.ended is Ended.EQUILIBRIUM
        )


def part_way(here: Profile, there: Profile, part: float) -> Profile:
    """Return the profile part of the way; prices, which are on menus, go all of it.

    Budgets and bounds hold on the way because they hold at both ends; levers that are put in or out of use go
    all of the way, for their set-up.
    """
    switched = ((here.spend.sum(axis=1) > 0.0) != (there.spend.sum(axis=1) > 0.0))[:, None]
    spend = np.where(switched, there.spend, here.spend + part * (there.spend - here.spend))
    return Profile(spend=spend, prices=there.prices)


def sliced(outcomes: Outcomes, low: float, high: float) -> Outcomes:
    """Return the outcomes between two ranks of revenue, from 0 to 1; at least one."""
    order = np.argsort(outcomes.revenue.sum(axis=0), kind="stable")
    first = min(int(low * order.size), order.size - 1)
    chosen = order[first : max(first + 1, int(np.ceil(high * order.size)))]
    names = ("revenue", "enrolments", "let_off", "unit_costs", "spend")
    return Outcomes(**{name: getattr(outcomes, name)[..., chosen] for name in names})
