"""One party leads, the others follow (Stackelberg 1934), the leader paying part of the followers' spend.

The leader announces its levers, the prices of what it sells and a participation rate for each follower; the
followers respond, several of them by a Nash equilibrium among themselves. The leader's plan is searched along
a few numbers: a rate per follower, and per own lever a push z, by which it plans as if the lever cost e^-z of
what it does. With one week and one lever that reaches every plan; with more, the plans whose weeks are best
for a leader who values the followers' response per unit of money spent. What is found is local.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kuajie.messages import InfeasiblePlan
from kuajie.planning.parties import known_parties
from kuajie.planning.solution import Progress, Settings, Start, silent
from kuajie.planning.solver import maximise
from kuajie.planning.some_draws import thinned
from kuajie.sharing.best_response import own_problem
from kuajie.sharing.structures.coordinate_search import Axis, search_axes
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.structures.nash import TOLERANCE, Ended, NashPoint, settle
from kuajie.sharing.structures.terms import NOBODY, by_margin, heirs, participating

Floats = NDArray[np.float64]

MOST_RATE = 0.95
"""Followers always pay something: a lever that costs nothing is used without bounds."""

PUSH = 3.0
"""Largest push: a lever then counts at a twentieth, or twenty times, of what it costs."""

MARGIN = 1.5
"""Largest change of the margin, as a logarithm: to about a fifth, or to four and a half times."""

LEAST_PART = 0.05
"""Margins are searched as multiples of a leader's part of the price: from this part where it has less."""

SCANNED = {"margin": (-0.6, -0.3, 0.3, 0.6, 0.9, 1.2), "rate": (0.3, 0.6, 0.85), "push": ()}
"""Where each number is looked at before its neighbourhood is searched: other basins may lie there."""

DEAR = 10.0
"""What a unit below a follower's least costs the leader while it searches: more than it can take by it."""

HALVINGS = 20
"""Halvings of the margin's change until every follower has its least."""

FEW = 12
"""Draws on which the leader's plan is searched before it is refined on all of them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effort:
    """How hard to search: looks for each number on few draws and on all, and the finest step of numbers."""

    few: int = 14
    all: int = 8
    finest: float = 2e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Led:
    """A leader's plan and the response to it, under the terms of ``game`` that the leader has announced.

    ``rates`` (P,) is the part of each follower's levers that the leader pays, ``margins`` (C,) its money per
    seat where it announces that, not a number elsewhere. ``gains`` (P,) is what each follower would gain by
    another response, ``most`` (P,) what none gains more than (``None``: not asked or not proved).
    """

    leader: int
    game: Game
    profile: Profile
    payoffs: Floats
    rates: Floats
    gains: Floats
    ended: Ended
    most: Floats | None = None
    margins: Floats | None = None
    cycle: int = 0

    @property
    def joint(self) -> float:
        """Joint profit."""
        return float(self.payoffs.sum())


def leads(
    game: Game,
    leader: int,
    bases: Sequence[NashPoint],
    *,
    margin: bool = False,
    participation: bool = True,
    least: Floats | None = None,
    certified: bool = False,
    effort: Effort | None = None,
    progress: Progress = silent,
) -> Led:
    """Return the best plan found for a leader that anticipates the others' responses.

    ``bases`` are where everybody decides alone: the search starts there. A leader that announces prices
    never has less than in the best of them, which it can repeat. With ``margin`` it announces its money per
    seat instead, and a follower sets the price (see ``terms.by_margin``); every follower must then be left
    ``least`` (P,), or nothing below zero where it is not stated, or what it has where that is less.
    Raises ``ValueError`` without bases.
    """
    chosen = effort or Effort()
    best = max(bases, key=lambda point: point.payoffs[leader])
    base = best.profile
    alone = Lead(
        game=game,
        leader=leader,
        base=base,
        today=base.prices,
        margin=margin,
        participation=participation,
        least=np.minimum(np.zeros(game.parties) if least is None else least, best.payoffs),
    )
    rough = replace(alone, game=few_draws(game))
    first = rough.scanned(rough.still())
    commitment = rough.search(first, looks=chosen.few, finest=chosen.finest * 10.0)
    progress(0.5)
    # From here on the leader plans around the response it has found.
    near = replace(alone, base=rough.answered(commitment)[1].profile)
    commitment = near.search(commitment, looks=chosen.all, finest=chosen.finest, near=True)
    progress(0.8)
    ends = [(near, near.within_reach(commitment)), (alone, alone.within_reach(alone.still()))]
    told = max((lead.told(end) for lead, end in ends), key=lambda led: float(led.payoffs[leader]))
    progress(0.9)
    told = verified(told, certified=certified)
    progress(1.0)
    return told


def verified(led: Led, *, certified: bool) -> Led:
    """Return the led plan with what its followers could still gain, and where asked a proof of how little."""
    gains, most = np.zeros(led.payoffs.size), np.zeros(led.payoffs.size)
    for party in led.game.movers:
        if party != led.leader:
            response = led.game.respond(party, led.profile, certified=certified)
            gains[party] = response.gain
            most[party] = np.nan if response.most is None else response.most
    return replace(led, gains=gains, most=most if certified and not np.isnan(most).any() else None)


def few_draws(game: Game) -> Game:
    """Return the game on a few draws, responses found no finer than plans."""
    problem = thinned(game.problem, FEW)
    return game if problem is game.problem else replace(game, problem=problem, settings=Settings())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Commitment:
    """What a leader announces: rates (P,), pushes of levers (L,), prices and log changes of margins (C,)."""

    rates: Floats
    push: Floats
    prices: Floats
    margin: Floats


@dataclass(frozen=True, slots=False, kw_only=True, eq=False)
class Lead:
    """The leader's problem around one base, at first where everybody decides alone; ``today`` its prices."""

    game: Game
    leader: int
    base: Profile
    today: Floats
    margin: bool
    participation: bool
    least: Floats

    @cached_property
    def followers(self) -> tuple[int, ...]:
        """The other parties that decide anything once the leader has announced its terms."""
        game = self.announced(self.still())
        return tuple(party for party in game.movers if party != self.leader)

    @cached_property
    def first_margins(self) -> Floats:
        """Where margins start, (C,): the leader's part of a seat's revenue where everybody decides alone."""
        problem = self.game.problem
        share = np.maximum(known_parties(problem).revenue_share[self.leader], LEAST_PART)
        return np.asarray(share * self.today * problem.realised * (1.0 - problem.refund))

    def still(self) -> Commitment:
        """Return the announcement that changes nothing."""
        count = len(known_parties(self.game.problem).names)
        return Commitment(
            rates=np.zeros(count),
            push=np.zeros(self.game.problem.levers),
            prices=self.base.prices,
            margin=np.zeros(self.base.prices.size),
        )

    def announced(self, commitment: Commitment) -> Game:
        """Return the game under the terms that the leader announces."""
        game = participating(self.game, self.leader, commitment.rates)
        if not self.margin:
            return game
        return by_margin(game, self.leader, self.first_margins * np.exp(commitment.margin))

    def answered(self, commitment: Commitment, *, thorough: bool = False) -> tuple[Game, NashPoint]:
        """Return the terms announced, and the followers' response to the leader's plan."""
        game = self.announced(commitment)
        at = replace(self.base, prices=commitment.prices)
        start = Profile(spend=self.own_spend(game, at, commitment.push), prices=commitment.prices)
        return game, settle(game, start, movers=self.followers, thorough=thorough)

    def own_spend(self, game: Game, at: Profile, push: Floats) -> Floats:
        """Return the plan whose leader's part is best for it when its levers count e^-push of their cost."""
        own = known_parties(game.problem).owns(self.leader)
        if not own.any():
            return at.spend
        goal = own_problem(
            game.problem,
            self.leader,
            spend=at.spend,
            prices=at.prices,
            decides=np.zeros(at.prices.size, bool),
        )
        goal = replace(goal, spend_price=goal.spend_weight * np.where(own, np.expm1(-push), 0.0))
        found = maximise(goal, starts=(Start(spend=at.spend, prices=at.prices),), settings=game.settings)
        return np.where(own[:, None], found.spend, at.spend)

    def worth(self, commitment: Commitment) -> float:
        """Return the leader's profit, less what a margin leaves followers short of their least, dearly."""
        try:
            point = self.answered(commitment)[1]
        except InfeasiblePlan:
            return -np.inf
        return float(point.payoffs[self.leader]) - DEAR * self.shortfall(point.payoffs)

    def shortfall(self, payoffs: Floats) -> float:
        """Return what payoffs leave followers below their least under an announced margin."""
        if not self.margin:
            return 0.0
        short = np.maximum(self.least - payoffs, 0.0)
        short[self.leader] = 0.0
        return float(short.sum())

    def within_reach(self, commitment: Commitment) -> Commitment:
        """Return the announcement with its margin lowered until every follower has its least."""

        def fits(cut: float) -> bool:
            payoffs = self.answered(replace(commitment, margin=commitment.margin - cut))[1].payoffs
            return self.shortfall(payoffs) <= TOLERANCE * float(np.abs(payoffs).sum())

        if not self.margin or fits(0.0):
            return commitment
        low, high = 0.0, 2.0 * MARGIN
        for _ in range(HALVINGS):
            middle = 0.5 * (low + high)
            low, high = (low, middle) if fits(middle) else (middle, high)
        return replace(commitment, margin=commitment.margin - high)

    def scanned(self, start: Commitment) -> Commitment:
        """Return the best of announcements spread over all margins at once, then over each number in turn."""
        shifted = [replace(start, margin=start.margin + shift) for shift in SCANNED["margin"] if self.margin]
        best = max([start, *shifted], key=self.worth)
        worth = self.worth(best)
        for axis, (kind, _) in enumerate(self.coordinates):
            for number in SCANNED[kind]:
                numbers = self.numbers(best)
                numbers[axis] = number
                moved = self.placed(best, numbers)
                if (found := self.worth(moved)) > worth:
                    best, worth = moved, found
        return best

    def search(self, start: Commitment, *, looks: int, finest: float, near: bool = False) -> Commitment:
        """Return the best announcement found from one, in numbers and prices by turns."""
        axes = self.axes(finest, near=near)
        if not axes:
            return self.try_prices(start)
        later = looks // 3 if self.free_prices else 0
        best = self.try_prices(self.along(start, axes, looks - later))
        if not later or np.array_equal(best.prices, start.prices):
            return best
        return self.along(best, axes, later)

    def along(self, start: Commitment, axes: tuple[Axis, ...], looks: int) -> Commitment:
        """Return the best announcement found by moving numbers alone."""
        place, _ = search_axes(
            lambda numbers: self.worth(self.placed(start, numbers)),
            self.numbers(start),
            axes,
            looks=looks * len(axes),
        )
        return self.placed(start, place)

    @property
    def coordinates(self) -> list[tuple[str, int]]:
        """The numbers that are searched: the margin, rates of followers with levers, pushes."""
        parties = known_parties(self.game.problem)
        open_levers = np.any(self.game.problem.upper > self.game.problem.lower, axis=1)
        moved = np.flatnonzero(heirs(self.game, self.leader) != NOBODY) if self.margin else ()
        margins = [("margin", int(c)) for c in moved]
        rates = [("rate", f) for f in self.followers if self.participation and self.game.decides_lever(f)]
        pushes = [("push", int(k)) for k in np.flatnonzero(parties.owns(self.leader) & open_levers)]
        return [*margins, *rates, *pushes]

    def axes(self, finest: float, *, near: bool) -> tuple[Axis, ...]:
        """Return where each number may lie and how far to look at first."""
        part = 0.15 if near else 1.0
        of_kind = {
            "rate": Axis(lower=0.0, upper=MOST_RATE, step=0.3 * part, finest=finest),
            "push": Axis(lower=-PUSH, upper=PUSH, step=0.4 * part, finest=finest),
            "margin": Axis(lower=-MARGIN, upper=MARGIN, step=0.3 * part, finest=finest),
        }
        return tuple(of_kind[kind] for kind, _ in self.coordinates)

    def numbers(self, commitment: Commitment) -> Floats:
        """Return a commitment's numbers in the order of the coordinates."""
        values = {"rate": commitment.rates, "push": commitment.push, "margin": commitment.margin}
        return np.array([values[kind][place] for kind, place in self.coordinates], dtype=np.float64)

    def placed(self, commitment: Commitment, numbers: Floats) -> Commitment:
        """Return the commitment with other numbers."""
        values = {
            "rate": commitment.rates.copy(),
            "push": commitment.push.copy(),
            "margin": commitment.margin.copy(),
        }
        for (kind, place), number in zip(self.coordinates, numbers, strict=True):
            values[kind][place] = number
        return replace(commitment, rates=values["rate"], push=values["push"], margin=values["margin"])

    @property
    def free_prices(self) -> list[int]:
        """The courses whose price the leader announces and may choose."""
        mine = self.game.seller == self.leader
        if self.margin:
            mine = mine & (heirs(self.game, self.leader) == NOBODY)
        return [int(c) for c in np.flatnonzero(mine) if self.game.problem.menus[c].size > 1]

    def try_prices(self, commitment: Commitment) -> Commitment:
        """Return the commitment after moving prices along their menus while that pays."""
        best = self.worth(commitment) if self.free_prices else 0.0
        for course in self.free_prices:
            menu = np.sort(self.game.problem.menus[course])
            for step in (1, -1):
                while True:
                    place = int(np.abs(menu - commitment.prices[course]).argmin()) + step
                    if not 0 <= place < menu.size:
                        break
                    prices = commitment.prices.copy()
                    prices[course] = menu[place]
                    moved = replace(commitment, prices=prices)
                    worth = self.worth(moved)
                    if worth <= best:
                        break
                    commitment, best = moved, worth
        return commitment

    def told(self, commitment: Commitment) -> Led:
        """Return the commitment with the followers' response, thoroughly searched."""
        game, point = self.answered(commitment, thorough=True)
        moved = heirs(self.game, self.leader) != NOBODY
        margins = np.where(moved, self.first_margins * np.exp(commitment.margin), np.nan)
        return Led(
            leader=self.leader,
            game=game,
            profile=point.profile,
            payoffs=point.payoffs,
            rates=commitment.rates,
            gains=point.gains,
            ended=point.ended,
            cycle=point.cycle,
            margins=margins if self.margin else None,
        )
