"""What every leader brings about, several at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.messages import Text
from kuajie.sharing.structures.leads import Led, leads
from kuajie.sharing.structures.nash import NashPoint
from kuajie.sharing.structures.terms import NOBODY, heirs
from kuajie.usecases.participation import disagreement
from kuajie.usecases.progress import Progress
from kuajie.usecases.structures_answer import Structure
from kuajie.usecases.structures_question import Staged, StructuresQuestion

LEADING = Text(en="Letting one lead and the others follow", zh="模拟一方领导、其他各方跟随")


class Turn(NamedTuple):
    """Who leads, and by which convention."""

    leader: str
    structure: Structure


def lead_in_turn(
    question: StructuresQuestion, staged: Staged, points: Sequence[NashPoint], progress: Progress
) -> tuple[tuple[Turn, Led], ...]:
    """Return what each leader brings about by every convention that it may lead by, in the order asked.

    Turns do not depend on each other and are searched side by side.
    """
    turns = [Turn(leader, each) for leader in question.leaders for each in conventions(staged, leader)]
    by_margin = any(turn.structure is Structure.LEADS_MARGIN for turn in turns)
    least = _least(question, staged) if by_margin else None
    told = Told(progress=progress, shares=[0.0] * len(turns))
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        waiting = [
            pool.submit(_led, question, staged, turn, points, least, told.part(place))
            for place, turn in enumerate(turns)
        ]
        try:
            return tuple((turn, each.result()) for turn, each in zip(turns, waiting, strict=True))
        finally:
            for future in waiting:
                future.cancel()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How far the turns are together; each writes its own share."""

    progress: Progress
    shares: list[float]

    def part(self, place: int) -> Callable[[float], None]:
        """Return what one turn reports to."""

        def report(done: float) -> None:
            self.shares[place] = done
            self.progress(LEADING, sum(self.shares) / len(self.shares))

        return report


def conventions(staged: Staged, leader: str) -> tuple[Structure, ...]:
    """Return how a party may lead: also by its money per seat where others share in what it has a part of.

    None where nobody else decides anything.
    """
    game, place = staged.game, staged.programme.party_ids.index(leader)
    if not set(game.movers) - {place}:
        return ()
    if np.any(heirs(game, place) != NOBODY):
        return Structure.LEADS, Structure.LEADS_MARGIN
    return (Structure.LEADS,)


def _least(question: StructuresQuestion, staged: Staged) -> Floats:
    """Return what each party takes part for, less what the terms give it in any case, (P,)."""
    draws, programme = question.fit.posterior.thin(question.draws), staged.programme
    least = [disagreement(programme, question.fit, draws, party) for party in programme.party_ids]
    return np.array(least) - staged.constants


def _led(
    question: StructuresQuestion,
    staged: Staged,
    turn: Turn,
    points: Sequence[NashPoint],
    least: Floats | None,
    progress: Callable[[float], None],
) -> Led:
    margin = turn.structure is Structure.LEADS_MARGIN
    return leads(
        staged.game,
        staged.programme.party_ids.index(turn.leader),
        points,
        margin=margin,
        least=least if margin else None,
        certified=question.certified,
        progress=progress,
    )
