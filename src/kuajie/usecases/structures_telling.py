"""From a solved structure to what is told of it, in the programme's own names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.programme import Programme
from kuajie.planning.participation import expected_party_profits
from kuajie.planning.parties import spend_by_party
from kuajie.sharing.structures.cooperation import Cooperation
from kuajie.sharing.structures.game import Game, Profile
from kuajie.sharing.structures.leads import Led
from kuajie.sharing.structures.nash import Ended, NashPoint
from kuajie.usecases.structures_answer import Standing, Structure, StructureLine
from kuajie.usecases.structures_question import Staged

STANDING = {
    Ended.EQUILIBRIUM: Standing.LOCAL,
    Ended.CYCLE: Standing.CYCLE,
    Ended.UNSETTLED: Standing.UNSETTLED,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Teller:
    """Tells structures of one game; ``joint`` is the highest joint profit found."""

    staged: Staged
    joint: float

    @property
    def programme(self) -> Programme:
        """The programme under the terms that are played."""
        return self.staged.programme

    def cooperation(self, game: Game, joint: Cooperation) -> StructureLine:
        """Return the line of deciding together, profits by the terms as they stand."""
        return StructureLine(
            structure=Structure.COOPERATION,
            leader=None,
            standing=Standing.BEST_FOUND,
            bound=joint.bound,
            gains=self.temptations(game, joint.profile),
            **self.figures(game, joint.profile),
        )

    def nash(self, game: Game, point: NashPoint) -> StructureLine:
        """Return the line of everybody deciding alone."""
        return StructureLine(
            structure=Structure.NASH,
            leader=None,
            standing=STANDING[point.ended],
            gains=self.by_party(point.gains),
            most=None if point.most is None else self.by_party(point.most),
            cycle=point.cycle,
            **self.figures(game, point.profile),
        )

    def leads(self, led: Led, structure: Structure) -> StructureLine:
        """Return the line of one party leading, under the terms that it announces."""
        followers = [party for party in range(led.game.parties) if party != led.leader]
        rates = {
            self.programme.party_ids[party]: float(led.rates[party])
            for party in followers
            if led.game.decides_lever(party)
        }
        figures = self.figures(led.game, led.profile) | {"rates": rates}
        if led.margins is not None:
            margins = self.by_course(led.margins)
            figures["margins"] = {course: money for course, money in margins.items() if np.isfinite(money)}
        return StructureLine(
            structure=structure,
            leader=self.programme.party_ids[led.leader],
            standing=STANDING[led.ended],
            gains=self.by_party(led.gains),
            most=None if led.most is None else self.by_party(led.most),
            cycle=led.cycle,
            **figures,
        )

    def temptations(self, game: Game, profile: Profile) -> Mapping[str, float]:
        """Return what each party would gain by leaving a profile alone."""
        gains = [game.respond(party, profile).gain for party in range(game.parties)]
        return self.by_party(np.array(gains))

    def figures(self, game: Game, profile: Profile) -> dict[str, Any]:
        """Return what a profile brings under the terms of ``game``, on both sets of draws."""
        spend, prices = profile.spend, profile.prices
        constants = self.staged.constants
        profits = game.payoffs(spend, prices) + constants
        judge = replace(self.staged.judge, parties=game.problem.parties)
        held_out = expected_party_profits(judge, spend, prices) + constants
        joint = float(profits.sum())
        return {
            "joint": joint,
            "held_out_joint": float(held_out.sum()),
            "profits": self.by_party(profits),
            "held_out": self.by_party(held_out),
            "spend": self.by_party(spend_by_party(game.problem, spend)),
            "lever_spend": {
                lever.id: float(amount)
                for lever, amount in zip(self.staged.scope.levers, spend.sum(axis=1), strict=True)
            },
            "prices": self.by_course(prices),
            "lost": max(0.0, self.joint - joint),
            "rates": {},
            "margins": {},
        }

    def by_party(self, amounts: Floats) -> Mapping[str, float]:
        """Return an amount of every party under its id."""
        return dict(zip(self.programme.party_ids, np.asarray(amounts).tolist(), strict=True))

    def by_course(self, amounts: Floats) -> Mapping[str, float]:
        """Return an amount of every course under its id."""
        ids = [course.id for course in self.staged.scope.courses]
        return dict(zip(ids, np.asarray(amounts).tolist(), strict=True))
