"""One sale as settlement remembers it: how much of it counts, and where that money went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kuajie.domain.clauses import FeePerEnrolment
from kuajie.settlement.events import Sale
from kuajie.settlement.rounding import parted, whole_shares
from kuajie.settlement.states import CapState, RecoupState, ShareState


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """What is in force for the sales of a course on some days; fees go with the place of their clause."""

    recoups: Sequence[RecoupState]
    sharing: ShareState
    caps: Sequence[CapState]
    fees: Sequence[tuple[int, FeePerEnrolment]]


@dataclass(slots=True, kw_only=True)
class SaleState:
    """A sale under the regime of its own day.

    ``cash`` is what is left of what was paid, ``contributed`` what counts of the coupon's let-off. ``repaid``
    (one per recoup clause) and ``slots`` (by tier) say where both went; ``has`` is what every party has of
    the shared part.
    """

    sale: Sale
    regime: Regime
    cash: int = 0
    contributed: int = 0
    repaid: list[int] = field(default_factory=list)
    slots: dict[int, int] = field(default_factory=dict)
    has: list[int] = field(default_factory=list)

    def change(self, cash: int) -> tuple[int, int]:
        """Let so much of what was paid count; return by how much it and the let-off that counts change.

        As much counts of the let-off as of what was paid, rounded down.
        """
        sale = self.sale
        contributed = sale.let_off * cash // sale.paid if sale.paid else sale.let_off
        changes = cash - self.cash, contributed - self.contributed
        self.cash, self.contributed = cash, contributed
        return changes

    def take_in(self, amount: int) -> list[int]:
        """Put an amount where it goes today; return what each recoup clause took."""
        taken = []
        for place, recoup in enumerate(self.regime.recoups):
            taken.append(min(amount, recoup.room))
            recoup.taken += taken[place]
            self.repaid[place] += taken[place]
            amount -= taken[place]
        for slot, size in self.regime.sharing.slices(amount):
            self.slots[slot] = self.slots.get(slot, 0) + size
        return taken

    def give_back(self, amount: int) -> list[int]:
        """Take an amount back from everywhere in proportion; return what recoups took (negative)."""
        slots = list(self.slots)
        weights = [*self.repaid, *self.slots.values()]
        back = parted(amount, weights) if amount else [0] * len(weights)
        recoups = self.regime.recoups
        for place, recoup in enumerate(recoups):
            recoup.taken -= back[place]
            self.repaid[place] -= back[place]
        for slot, size in zip(slots, back[len(recoups) :], strict=True):
            self.slots[slot] -= size
            self.regime.sharing.total -= size
        return [-size for size in back[: len(recoups)]]

    def share(self) -> list[int]:
        """Return what every party has more of the shared money than before, caps aside."""
        sharing = self.regime.sharing
        if sharing.retroactive:
            return sharing.regiven()
        now = whole_shares(sharing.exact(self.slots), sharing.denominator)
        before, self.has = self.has, now
        return [new - old for new, old in zip(now, before, strict=True)]


def opened(sale: Sale, regime: Regime) -> SaleState:
    """Return the state of a sale before any of its money is shared."""
    parties = len(regime.sharing.shares[0])
    return SaleState(sale=sale, regime=regime, repaid=[0] * len(regime.recoups), has=[0] * parties)
