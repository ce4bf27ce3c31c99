"""Which of several terms to recommend: what keeps the plan, then what risks least, then the simplest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TEMPTING = 0.005
"""Gains from leaving the plan that differ by less than this part of what there is to share count as alike."""

RISKY = 0.05
"""Chances of a loss that differ by less than this count as alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merits:
    """What terms are ranked by.

    ``miss`` is how far they leave the party furthest off its target, ``tempted`` the sum of what parties gain
    by leaving the plan, both in parts of the money there is to share; ``loss`` the largest chance of a loss
    of any party, ``parts`` how many ideas the terms are made of and ``clauses`` how many clauses.
    """

    reached: bool
    miss: float
    tempted: float
    loss: float
    parts: int
    clauses: int


def ranked(merits: Sequence[Merits]) -> tuple[int, ...]:
    """Return the places of terms from the best: those that reach the target first, by how well they keep it.

    Terms that miss the target come after, the nearest first. Gains and chances count in steps of ``TEMPTING``
    and ``RISKY``, so that a simpler deal is not turned down for nothing.
    """
    return tuple(sorted(range(len(merits)), key=lambda place: _order(merits[place])))


def _order(merits: Merits) -> tuple[float, ...]:
    steps = (merits.tempted // TEMPTING, merits.loss // RISKY, merits.parts, merits.clauses, merits.tempted)
    return (0.0, *steps) if merits.reached else (1.0, merits.miss, *steps)
