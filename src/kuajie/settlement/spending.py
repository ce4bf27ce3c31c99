"""What parties spent: what recoup is still to repay of it, and what of the rest others reimburse.

Costs are kept in pools, by the clauses they come under. A recoup clause repays its pools in proportion, after
the recoup clauses before it; a cost share is on what they leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kuajie.settlement.states import RecoupState

Under = tuple[tuple[int, ...], tuple[int, ...]]
"""The recoup clauses and the cost shares that a cost comes under, by place."""

HALF = Fraction(1, 2)


@dataclass(slots=True, kw_only=True)
class Spending:
    """Costs by the clauses they come under, and what every cost share has paid of them.

    ``rates`` of cost shares by place. ``tangled``: what recoup takes changes what other clauses owe.
    """

    recoups: Mapping[int, RecoupState]
    rates: Mapping[int, Fraction]
    pools: dict[Under, int] = field(default_factory=dict)
    paid: dict[int, int] = field(default_factory=dict)
    tangled: bool = False

    def spend(self, under: Under, amount: int) -> None:
        """Add a cost (negative: take one back)."""
        self.pools[under] = self.pools.get(under, 0) + amount
        self.tangled = self.tangled or len(under[0]) > 1 or bool(under[0] and under[1])

    def update_recoups(self) -> dict[Under, Fraction]:
        """Let recoups know what they may repay; return what they leave of every pool."""
        left = {under: Fraction(total) for under, total in self.pools.items()}
        for place, recoup in self.recoups.items():
            if recoup.terms.costs:
                self._repay(place, recoup, left)
        return left

    def update(self) -> list[tuple[int, int]]:
        """Let recoups know what they may repay; return what each cost share pays more than before."""
        left = self.update_recoups()
        changes = []
        for place, rate in self.rates.items():
            owed = sum((rest for under, rest in left.items() if place in under[1]), Fraction(0))
            now = int((rate * owed + HALF) // 1)
            changes.append((place, now - self.paid.get(place, 0)))
            self.paid[place] = now
        return changes

    def _repay(self, place: int, recoup: RecoupState, left: dict[Under, Fraction]) -> None:
        """Set what a recoup clause may repay, and take what it took off its pools."""
        own = [under for under in left if place in under[0]]
        base = sum((left[under] for under in own), Fraction(0))
        recoup.due = int(base // 1)
        share = min(Fraction(1), recoup.taken / base) if base > 0 else Fraction(0)
        for under in own:
            left[under] *= 1 - share


def in_turn(recoups: Sequence[RecoupState], amount: int, spending: Spending | None) -> list[int]:
    """Let recoup clauses take out of an amount, one after the other; return what each took."""
    taken = []
    for recoup in recoups:
        size = min(amount, recoup.room)
        recoup.taken += size
        amount -= size
        taken.append(size)
        if size and spending is not None and spending.tangled:
            spending.update_recoups()
    return taken
