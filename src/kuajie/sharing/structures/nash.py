"""Nash equilibria: plans that no party would leave alone, by best responses in turn (Cournot 1838).

A profile is called an equilibrium when no party's best response found gains more than a tolerance; where the
certificate of the response proves that no other gains more than ε, it is an ε-equilibrium (Radner 1980). Best
responses in turn that come back to where they were, whatever the step, hint that none exists in pure plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.solution import Progress, Start, silent
from kuajie.sharing.structures.game import Game, Profile

Floats = NDArray[np.float64]

TOLERANCE = 1e-6
"""Relative gain below which staying is as good as moving."""

ROUNDS = 40
"""Turns through all parties; effects of responses on responses fade fast where an equilibrium is stable."""

ALIKE = 1e-3
"""Profiles closer than this are one: the objective is flat around a best response."""

AGAIN = 1e-5
"""Profiles closer than this, some rounds apart, are the same place on a cycle."""

HALF = 0.5
"""Share of the way to its response that a party goes when whole steps go round in circles."""


class Ended(StrEnum):
    """How best responses in turn ended."""

    EQUILIBRIUM = "equilibrium"
    CYCLE = "cycle"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NashPoint:
    """Where best responses from one start ended.

    ``payoffs`` (P,) are expected profits; ``gains`` (P,) is what each party's best deviation found gains,
    ``most`` (P,) what no deviation exceeds (``None``: not asked or not proved). ``cycle`` counts the rounds
    after which responses repeat, 0 for anything but a cycle; of a cycle the profile kept is the one whose
    largest relative gain is smallest.
    """

    profile: Profile
    payoffs: Floats
    gains: Floats
    ended: Ended
    rounds: int
    cycle: int = 0
    most: Floats | None = None

    @property
    def joint(self) -> float:
        """Joint profit."""
        return float(self.payoffs.sum())

    @property
    def epsilon(self) -> float:
        """The largest gain of a deviation found, in money."""
        return float(self.gains.max(initial=0.0))

    @property
    def proved(self) -> float | None:
        """What no deviation of any party gains more than, in money; ``None`` where that is not proved."""
        return None if self.most is None else float(self.most.max(initial=0.0))


def nash(
    game: Game,
    starts: Sequence[Start],
    *,
    certified: bool = False,
    tolerance: float = TOLERANCE,
    progress: Progress = silent,
) -> tuple[NashPoint, ...]:
    """Return the distinct equilibria reached from ``starts``, the highest joint profit first.

    Where none is reached, the one profile is returned from which deviating gains least, ended as a cycle or
    unsettled. Starts are moved to the nearest plan within limits. Raises ``ValueError`` when none fits.
    """
    profiles = [profile for start in starts if (profile := game.nearest(start)) is not None]
    if not profiles:
        raise ValueError(f"none of {len(starts)} starts fits the limits")
    found: list[NashPoint] = []
    for place, profile in enumerate(profiles):
        found.append(settle(game, profile, tolerance=tolerance))
        progress(0.8 * (place + 1) / len(profiles))
    settled = [point for point in found if point.ended is Ended.EQUILIBRIUM]
    nearest = min(found, key=lambda point: worst(game, point.payoffs, point.gains))
    kept = distinct(settled) if settled else [nearest]
    told = [verified(game, point, tolerance) if certified else point for point in kept]
    progress(1.0)
    return tuple(told)


def settle(
    game: Game,
    start: Profile,
    *,
    movers: Sequence[int] | None = None,
    tolerance: float = TOLERANCE,
    thorough: bool = True,
) -> NashPoint:
    """Return where best responses in turn lead from ``start``; by half steps where whole ones go round.

    ``movers`` respond, the others stay (all that decide anything, by default).
    """
    players = game.movers if movers is None else movers
    walk = Walk(game=game, movers=tuple(players), tolerance=tolerance, thorough=thorough)
    whole = walk.go(start, step=1.0)
    if whole.ended is Ended.EQUILIBRIUM:
        return whole
    halved = walk.go(start, step=HALF)
    if halved.ended is Ended.EQUILIBRIUM:
        return halved
    return min((whole, halved), key=lambda point: worst(game, point.payoffs, point.gains))


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Best responses in turn, in one game."""

    game: Game
    movers: tuple[int, ...]
    tolerance: float
    thorough: bool

    def go(self, start: Profile, *, step: float) -> NashPoint:
        """Return where responses lead, each party going a share ``step`` of the way to its response."""
        here, seen = start, [start]
        gains = np.zeros(self.game.parties)
        for rounds in range(1, ROUNDS + 1):
            for party in self.movers:
                response = self.game.respond(party, here, thorough=self.thorough)
                gains[party] = response.gain
                there = Profile(spend=response.spend, prices=response.prices)
                here = there if step == 1.0 else part_way(here, there, step)
            if len(self.movers) < 2:
                return self.point(here, np.zeros(self.game.parties), Ended.EQUILIBRIUM, rounds)
            payoffs = self.game.payoffs(here.spend, here.prices)
            if worst(self.game, payoffs, gains) <= self.tolerance:
                return self.point(here, gains, Ended.EQUILIBRIUM, rounds)
            back = came_back(seen, here)
            if back:
                return self.best_of([*seen[-back + 1 :], here], Ended.CYCLE, rounds, back)
            seen.append(here)
        return self.best_of([here], Ended.UNSETTLED, ROUNDS, 0)

    def gains_at(self, here: Profile) -> Floats:
        """Return what each party's best response gains, (P,)."""
        gains = np.zeros(self.game.parties)
        for party in self.movers:
            gains[party] = self.game.respond(party, here, thorough=self.thorough).gain
        return gains

    def best_of(self, profiles: Sequence[Profile], ended: Ended, rounds: int, cycle: int) -> NashPoint:
        """Return the profile from which deviating gains least."""
        points = [self.point(each, self.gains_at(each), ended, rounds, cycle) for each in profiles]
        return min(points, key=lambda point: worst(self.game, point.payoffs, point.gains))

    def point(self, profile: Profile, gains: Floats, ended: Ended, rounds: int, cycle: int = 0) -> NashPoint:
        """Return a profile with what it leaves every party."""
        return NashPoint(
            profile=profile,
            payoffs=self.game.payoffs(profile.spend, profile.prices),
            gains=gains.copy(),
            ended=ended,
            rounds=rounds,
            cycle=cycle,
        )


def part_way(here: Profile, there: Profile, step: float) -> Profile:
    """Return the profile part of the way from one to the other; the other where levers go on or off.

    Budgets and weekly bounds hold on the way because they hold at both ends.
    """
    if np.any((here.spend.sum(axis=1) > 0.0) != (there.spend.sum(axis=1) > 0.0)):
        return there
    return Profile(spend=here.spend + step * (there.spend - here.spend), prices=there.prices)


def came_back(seen: Sequence[Profile], here: Profile) -> int:
    """Return how many rounds ago responses were in the same place, 0 where they never were.

    The round before does not count: there nobody moved much, which is how an equilibrium looks.
    """
    for ago in range(2, len(seen) + 1):
        if seen[-ago].distance(here) <= AGAIN and seen[-1].distance(here) > AGAIN:
            return ago
    return 0


def worst(game: Game, payoffs: Floats, gains: Floats) -> float:
    """Return the largest gain relative to the profit of whom it would be."""
    return float((gains / game.scales(payoffs)).max(initial=0.0))


def distinct(points: Sequence[NashPoint]) -> list[NashPoint]:
    """Return points from the highest joint profit down, less those that are one already kept."""
    kept: list[NashPoint] = []
    for point in sorted(points, key=lambda each: -each.joint):
        if all(point.profile.distance(other.profile) > ALIKE for other in kept):
            kept.append(point)
    return kept


def verified(game: Game, point: NashPoint, tolerance: float) -> NashPoint:
    """Return the point with a proved bound on what every party could gain by leaving it."""
    gains, most = np.zeros(game.parties), np.zeros(game.parties)
    for party in range(game.parties):
        response = game.respond(party, point.profile, certified=True)
        gains[party] = response.gain
        most[party] = np.nan if response.most is None else response.most
    left = worst(game, point.payoffs, gains) > tolerance
    ended = Ended.UNSETTLED if point.ended is Ended.EQUILIBRIUM and left else point.ended
    return NashPoint(
        profile=point.profile,
        payoffs=point.payoffs,
        gains=gains,
        ended=ended,
        rounds=point.rounds,
        cycle=point.cycle,
        most=None if np.isnan(most).any() else most,
    )
