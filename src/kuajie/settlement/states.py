"""What a clause remembers between events, and what it takes of the next sale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from kuajie.domain.clauses import Recoup, RevenueShare, Tier, TierMode, Tiers
from kuajie.settlement.lines import NO_CLAUSE
from kuajie.settlement.promises import AdvanceState, GuaranteeState
from kuajie.settlement.rounding import whole_shares

Slot = int
"""Which part of a clause a sale's money went to: a tier, or 0."""


@dataclass(slots=True, kw_only=True)
class RecoupState:
    """What is to be repaid to a party (``due``: stated or spent, so far), and what it took."""

    clause: int
    party: int
    terms: Recoup
    due: int = 0
    taken: int = 0

    @property
    def room(self) -> int:
        """What the next sale may repay at the most."""
        limit = self.terms.limit
        due = self.due if limit is None else min(self.due, limit.minor)
        return max(0, due - self.taken)


@dataclass(slots=True, kw_only=True)
class Chain:
    """What follows on shares and tiers: caps, advances and guarantees, in the order of their clauses."""

    caps: Sequence[CapState] = ()
    advances: Sequence[AdvanceState] = ()
    guarantees: Sequence[GuaranteeState] = ()

    @property
    def key(self) -> tuple[int, ...]:
        """What tells chains apart."""
        return tuple(id(state) for states in (self.caps, self.advances, self.guarantees) for state in states)


@dataclass(slots=True, kw_only=True)
class Pool:
    """Money under retroactive tiers that one chain follows on: how much, and who has been given what."""

    chain: Chain
    total: int
    given: list[int]


@dataclass(slots=True, kw_only=True)
class ShareState:
    """How revenue is shared: from which total on (``floors``) by which shares, over one denominator.

    ``total`` is the revenue that has come under the clause, less refunds. ``retroactive``: all of it is
    shared by the tier it reached, in one ``pools`` entry for each set of clauses that follow.
    """

    clause: int
    floors: Sequence[int]
    shares: Sequence[Sequence[int]]
    denominator: int
    retroactive: bool = False
    total: int = 0
    reached: int = 0
    pools: dict[tuple[int, ...], Pool] = field(default_factory=dict)

    def slices(self, amount: int) -> list[tuple[Slot, int]]:
        """Return an amount added to the total, cut at the floors of tiers."""
        if len(self.floors) == 1:
            self.total += amount
            return [(0, amount)]
        cut = []
        for slot, floor in enumerate(self.floors):
            ceiling = self.floors[slot + 1] if slot + 1 < len(self.floors) else None
            if ceiling is not None and self.total >= ceiling:
                continue
            size = amount if ceiling is None else min(amount, ceiling - max(self.total, floor))
            if size > 0:
                cut.append((slot, size))
                self.total += size
                amount -= size
        return cut

    def slot_of(self, amount: int) -> Slot:
        """Return the one tier that takes an amount whole, or -1 where it would be cut."""
        slot = self.tier()
        last = slot + 1 == len(self.floors)
        return slot if last or self.total + amount <= self.floors[slot + 1] else -1

    def exact(self, slots: Mapping[Slot, int]) -> list[int]:
        """Return every party's exact share, over the denominator, of money by slot."""
        parties = range(len(self.shares[0]))
        return [sum(size * self.shares[slot][party] for slot, size in slots.items()) for party in parties]

    def parts(self, slots: Mapping[Slot, int]) -> list[int]:
        """Return every party's share of money by slot."""
        return whole_shares(self.exact(slots), self.denominator)

    def tier(self) -> int:
        """Return the tier that the total has reached."""
        slot = len(self.floors) - 1
        while slot and self.floors[slot] > self.total:
            slot -= 1
        return slot

    def pool(self, chain: Chain) -> Pool:
        """Return the pool of the sales that a chain follows on."""
        nothing = [0] * len(self.shares[0])
        return self.pools.setdefault(chain.key, Pool(chain=chain, total=0, given=nothing))

    def regiven(self, pool: Pool, amount: int) -> list[tuple[Chain, list[int]]]:
        """Return what parties have more of which pools when one of them changes by an amount.

        Every pool is shared anew where another tier is reached.
        """
        pool.total += amount
        before, self.reached = self.reached, self.tier()
        pools = [pool] if before == self.reached else list(self.pools.values())
        shares = self.shares[self.reached]
        changes = []
        for each in pools:
            now = whole_shares([each.total * share for share in shares], self.denominator)
            changes.append((each.chain, [new - old for new, old in zip(now, each.given, strict=True)]))
            each.given = now
        return changes


def share_state(clause: int, terms: RevenueShare | Tiers, parties: Sequence[str]) -> ShareState:
    """Return the state of a clause before any sale."""
    if isinstance(terms, RevenueShare):
        floors, tables, retroactive = [0], [terms.shares], False
    else:
        floors, tables = [tier.threshold.minor for tier in terms.tiers], [_of(tier) for tier in terms.tiers]
        retroactive = terms.mode is TierMode.RETROACTIVE
    denominator = lcm(*(Fraction(share).denominator for table in tables for share in table.values()))
    shares = [[int(table.get(party, Fraction(0)) * denominator) for party in parties] for table in tables]
    return ShareState(
        clause=clause, floors=floors, shares=shares, denominator=denominator, retroactive=retroactive
    )


def _of(tier: Tier) -> Mapping[str, Fraction]:
    return tier.shares


def keeps_all(party: int, parties: int) -> ShareState:
    """Return the state under which one party keeps everything: where no clause shares revenue."""
    return ShareState(
        clause=NO_CLAUSE,
        floors=[0],
        shares=[[int(place == party) for place in range(parties)]],
        denominator=1,
    )


@dataclass(slots=True, kw_only=True)
class CapState:
    """How much a party may have of revenue, how much it has, and what of it went to others."""

    clause: int
    party: int
    limit: int
    to: Sequence[int]
    evenly: bool
    parts: list[int]
    moved: list[int]

    def moves(self, parts: Sequence[int]) -> list[int]:
        """Return what the cap moves between parties when their parts change so; remember it.

        What is above the cap goes to the takers: evenly where the clause names them, else in proportion to
        their parts, evenly where they have none.
        """
        self.parts = [old + new for old, new in zip(self.parts, parts, strict=True)]
        above = max(0, self.parts[self.party] - self.limit)
        weights = [int(place in self.to) for place in range(len(self.parts))]
        if not self.evenly:
            held = [max(0, part) * weight for part, weight in zip(self.parts, weights, strict=True)]
            weights = held if any(held) else weights
        now = whole_shares([above * weight for weight in weights], sum(weights))
        now[self.party] -= above
        before, self.moved = self.moved, now
        return [new - old for new, old in zip(now, before, strict=True)]
