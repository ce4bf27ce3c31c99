"""One sale as settlement remembers it: how much of it counts, and where that money went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from kuajie.domain.clauses import FeePerEnrolment
from kuajie.settlement.events import Sale
from kuajie.settlement.lines import Pattern
from kuajie.settlement.rounding import parted, whole_shares
from kuajie.settlement.spending import Spending, Under, in_turn
from kuajie.settlement.states import Chain, Pool, RecoupState, ShareState


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    """What is taken off a sale before sharing: by which clauses (places), for whom, by which rates."""

    clauses: Sequence[int]
    parties: Sequence[int]
    weights: Sequence[int]
    denominator: int

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, Fraction]]) -> Takings:
        """Return takings of clause, party and rate of what is paid; the rest is the net."""
        rest = 1 - sum((rate for _, _, rate in rows), Fraction(0))
        denominator = lcm(*(rate.denominator for _, _, rate in rows), rest.denominator)
        return cls(
            clauses=[clause for clause, _, _ in rows],
            parties=[party for _, party, _ in rows],
            weights=[int(rate * denominator) for rate in (*(rate for _, _, rate in rows), rest)],
            denominator=denominator,
        )

    def of_amount(self, amount: int) -> list[int]:
        """Return in whole units what each clause takes of an amount, and last the net."""
        return whole_shares([amount * weight for weight in self.weights], self.denominator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A rate of a party's part that stays with the seller until released."""

    clause: int
    party: int
    rate: Fraction


@dataclass(slots=True, kw_only=True)
class Regime:
    """What is in force for the sales of a course on some days; fees go with the place of their clause.

    ``plain``: nothing but recoup and one sharing clause, so that lines of a whole sale follow from its
    amount and tier; ``patterns`` holds them. ``consumed``: sales count as their lessons are consumed.
    """

    seller: int
    recoups: Sequence[RecoupState]
    sharing: ShareState
    chain: Chain
    fees: Sequence[tuple[int, FeePerEnrolment]] = ()
    takings: Takings | None = None
    holds: Sequence[Hold] = ()
    unit_costs: Sequence[tuple[Under, int]] = ()
    spending: Spending | None = None
    plain: bool = False
    consumed: bool = False
    patterns: dict[tuple[int, int], tuple[Pattern, list[int]]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class SaleState:
    """A sale under the regime of its own day.

    ``kept`` is what is left of what was paid and ``cash`` what of that counts: all of it or, where lessons
    must be consumed first, at most as much of what was paid as was ``used`` ``of`` them.
    ``contributed`` is what counts of the coupon's let-off, ``gross`` all that counts. ``taken`` (one per
    taking), ``repaid`` (one per recoup clause) and ``slots`` (by tier) say where that went; ``has`` is what
    every party has of the shared part, ``held`` what is held back of it.
    """

    sale: Sale
    regime: Regime
    kept: int = 0
    used: int = 0
    of: int = 1
    cash: int = 0
    contributed: int = 0
    net: int = 0
    taken: list[int] = field(default_factory=list)
    repaid: list[int] = field(default_factory=list)
    slots: dict[int, int] = field(default_factory=dict)
    has: list[int] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    released: set[int] = field(default_factory=set)
    returned: bool = False

    @property
    def prepaid(self) -> int:
        """What was paid and kept for lessons not yet consumed."""
        return self.kept - self.cash

    def change(self, kept: int) -> tuple[int, int, int]:
        """Let so much be left of what was paid.

        Return by how much that, what is prepaid of it, and the let-off that counts change. As much counts of
        the let-off as of what was paid, rounded down.
        """
        sale, before = self.sale, (self.kept, self.prepaid, self.contributed)
        self.kept = self.cash = kept
        if self.regime.consumed:
            self.cash = min(kept, sale.paid * self.used // self.of)
        if sale.paid:
            self.contributed = sale.let_off * self.cash // sale.paid
        else:
            self.contributed = sale.let_off * self.used // self.of if self.regime.consumed else sale.let_off
        return kept - before[0], self.prepaid - before[1], self.contributed - before[2]

    def consume(self, lessons: int, of: int) -> None:
        """Remember that so many lessons were consumed, of how many the sale holds."""
        common = lcm(self.of, of)
        used = self.used * (common // self.of) + lessons * (common // of)
        self.used, self.of = min(common, used), common

    def take_off(self) -> list[int]:
        """Return what each taking takes more than before, and last by how much the net changes."""
        gross = self.cash + self.contributed
        takings = self.regime.takings
        *taken, net = takings.of_amount(gross) if takings is not None else [gross]
        before = self.taken or [0] * len(taken)
        changes = [*(now - old for now, old in zip(taken, before, strict=True)), net - self.net]
        self.taken, self.net = taken, net
        return changes

    def take_in(self, amount: int) -> list[int]:
        """Put an amount where it goes today; return what each recoup clause took."""
        regime = self.regime
        taken = in_turn(regime.recoups, amount, regime.spending)
        self.repaid = [old + new for old, new in zip(self.repaid, taken, strict=True)]
        for slot, size in regime.sharing.slices(amount - sum(taken)):
            self.slots[slot] = self.slots.get(slot, 0) + size
        return taken

    def give_back(self, amount: int) -> list[int]:
        """Take an amount back from everywhere in proportion; return what recoups took (negative)."""
        slots = sorted(self.slots)
        weights = [*self.repaid, *(self.slots[slot] for slot in slots)]
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
        now = self.regime.sharing.parts(self.slots)
        before, self.has = self.has, now
        return [new - old for new, old in zip(now, before, strict=True)]

    def hold(self) -> list[int]:
        """Return what each holdback clause holds back more than before."""
        now = [
            0 if hold.clause in self.released else int(hold.rate * self.has[hold.party] // 1)
            for hold in self.regime.holds
        ]
        before = self.held or [0] * len(now)
        self.held = now
        return [new - old for new, old in zip(now, before, strict=True)]


def opened(sale: Sale, regime: Regime) -> SaleState:
    """Return the state of a sale before any of its money is shared."""
    parties = len(regime.sharing.shares[0])
    return SaleState(sale=sale, regime=regime, repaid=[0] * len(regime.recoups), has=[0] * parties)


def pool_of(regime: Regime) -> Pool:
    """Return the pool of retroactive tiers that a regime's sales come under."""
    return regime.sharing.pool(regime.chain)
