"""What every party earns under a deal in every draw, and what each clause moves.

Clauses are applied to totals over the horizon in the order of ``domain/deal.py``: thresholds, caps, limits
and guarantees do not see in which week money came. Amounts are floats here, for comparing deals; settlement
applies the same clauses to orders in exact money.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostKind,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
    TierMode,
    Tiers,
    covers,
)
from kuajie.domain.deal import Deal

Payment = MinimumGuarantee | FixedFee | FeePerEnrolment | CostShare
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcomes:
    """What a programme brings in D draws before anybody pays anybody; axes are in the order of a deal.

    ``revenue`` (C, D): of kept enrolments, with what an incentive let off counted as paid; ``enrolments``
    (C, D): kept; ``let_off`` (P, D): what each party bears of incentives; ``unit_costs`` (P, C, D) and
    ``spend`` (L, D): money, the latter with set-up and paid by the lever's owner.
    """

    revenue: Floats
    enrolments: Floats
    let_off: Floats
    unit_costs: Floats
    spend: Floats

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.revenue.shape[1])

    @property
    def joint_profit(self) -> Floats:
        """Revenue less all costs, (D,): what parties have together under any deal."""
        costs = self.let_off.sum(axis=0) + self.unit_costs.sum(axis=(0, 1)) + self.spend.sum(axis=0)
        return np.asarray(self.revenue.sum(axis=0) - costs)

    @property
    def expected(self) -> Outcomes:
        """The mean over draws, as one draw."""
        names = ("revenue", "enrolments", "let_off", "unit_costs", "spend")
        return Outcomes(**{name: getattr(self, name).mean(axis=-1, keepdims=True) for name in names})

    def check(self, deal: Deal) -> None:
        """Raise ``ValueError`` unless all arrays are of the deal's parties, courses and levers."""
        parties, courses, levers = len(deal.parties), len(deal.sellers), len(deal.owners)
        draws = self.draws
        wanted = {
            "revenue": (courses, draws),
            "enrolments": (courses, draws),
            "let_off": (parties, draws),
            "unit_costs": (parties, courses, draws),
            "spend": (levers, draws),
        }
        for name, shape in wanted.items():
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} must have shape {shape}, but has {getattr(self, name).shape}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Payoffs:
    """Every party's profit under a deal, and where it comes from.

    ``profit`` (P, D) = ``receipts`` (P, D), what sellers take in, less ``costs`` (P, D), what each bears
    itself, plus ``flows`` (K, P, D) of the clauses in the order of the deal; each flow adds up to zero.
    ``from_revenue`` (P, D) is what each has of revenue by recoup, shares, tiers and caps.
    """

    profit: Floats
    receipts: Floats
    costs: Floats
    flows: Floats
    from_revenue: Floats


def deal_payoffs(deal: Deal, outcomes: Outcomes) -> Payoffs:
    """Return what every party earns in every draw; raises ``ValueError`` for outcomes of other labels."""
    outcomes.check(deal)
    books = _Books.open(deal, outcomes)
    flows = np.zeros((len(deal.clauses), len(deal.parties), outcomes.draws))
    for place in deal.order:
        flows[place] = books.apply(deal.clauses[place])
    costs = outcomes.let_off + outcomes.unit_costs.sum(axis=1) + books.by_owner(outcomes.spend)
    receipts = books.receipts()
    return Payoffs(
        profit=receipts - costs + flows.sum(axis=0),
        receipts=receipts,
        costs=costs,
        flows=flows,
        from_revenue=books.parts.sum(axis=1) + books.repaid.sum(axis=1),
    )


@dataclass(slots=True, kw_only=True, eq=False)
class _Books:
    """What has been paid so far.

    ``left`` (C, D): revenue nobody has been given yet; ``parts`` and ``repaid`` (P, C, D): what parties have
    of revenue by shares and by recoup; ``trued_up``: earlier true-ups with their clause; ``owed_spend``
    (L, D) and ``owed_unit`` (P, C, D): costs that recoup has not repaid.
    """

    deal: Deal
    outcomes: Outcomes
    sellers: NDArray[np.int64]
    owners: NDArray[np.int64]
    left: Floats
    parts: Floats
    repaid: Floats
    owed_spend: Floats
    owed_unit: Floats
    trued_up: list[tuple[MinimumGuarantee, Floats]] = field(default_factory=list)

    @classmethod
    def open(cls, deal: Deal, outcomes: Outcomes) -> _Books:
        """Return the books before any clause: sellers have all revenue."""
        sellers = _places(deal.parties, deal.sellers.values())
        parts = np.zeros(outcomes.unit_costs.shape)
        parts[sellers, np.arange(sellers.size)] = outcomes.revenue
        return cls(
            deal=deal,
            outcomes=outcomes,
            sellers=sellers,
            owners=_places(deal.parties, deal.owners.values()),
            left=outcomes.revenue.copy(),
            parts=parts,
            repaid=np.zeros(parts.shape),
            owed_spend=outcomes.spend.copy(),
            owed_unit=outcomes.unit_costs.copy(),
        )

    def apply(self, clause: Clause) -> Floats:
        """Return what a clause pays each party, (P, D), and remember it."""
        match clause:
            case Recoup():
                flow = self._recoup(clause)
            case RevenueShare():
                flow = self._share(clause, _weights(self.deal, clause.shares))
            case Tiers():
                flow = self._tiers(clause)
            case Cap():
                flow = self._cap(clause)
            case MinimumGuarantee() | FixedFee() | FeePerEnrolment() | CostShare():
                flow = self._paid(clause, self._amount(clause))
            case _:
                raise ValueError(f"no plan can foresee what {type(clause).__name__} pays")
        return flow

    def _amount(self, clause: Payment) -> Floats:
        """Return what the payer of a clause pays the payee, (D,)."""
        match clause:
            case MinimumGuarantee():
                amount = self._true_up(clause)
            case FixedFee():
                amount = np.full(self.outcomes.draws, float(clause.amount))
            case FeePerEnrolment():
                kept = self.outcomes.enrolments[self._about(clause)].sum(axis=0)
                amount = float(clause.amount) * kept
            case CostShare():
                amount = float(clause.rate) * self._owed(clause, clause.payee).sum(axis=0)
        return amount

    def receipts(self) -> Floats:
        """Return what each party takes in as a seller, (P, D)."""
        return _added(self.sellers, self.outcomes.revenue, len(self.deal.parties))

    def by_owner(self, spend: Floats) -> Floats:
        """Return the spend of each party's levers, (P, D)."""
        return _added(self.owners, spend, len(self.deal.parties))

    def _recoup(self, clause: Recoup) -> Floats:
        about, party = self._about(clause), self._place(clause.party)
        there = np.maximum(self.left[about], 0.0)
        due = self._due(clause)
        taken = np.minimum(due, there.sum(axis=0))
        by_course = np.zeros(self.left.shape)
        by_course[about] = there * _ratio(taken, there.sum(axis=0))
        self._settle_owed(clause, _ratio(taken, self._owed(clause, clause.party).sum(axis=0)))
        self.left -= by_course
        self.parts[self.sellers, np.arange(self.sellers.size)] -= by_course
        self.repaid[party] += by_course
        flow = -_added(self.sellers, by_course, len(self.deal.parties))
        flow[party] += taken
        return flow

    def _due(self, clause: Recoup) -> Floats:
        """Return what a recoup clause may repay, revenue permitting, (D,)."""
        if clause.amount is not None:
            return np.full(self.outcomes.draws, float(clause.amount))
        owed = self._owed(clause, clause.party).sum(axis=0)
        most = np.inf if clause.limit is None else float(clause.limit)
        return np.asarray(np.minimum(owed, most))

    def _owed(self, clause: Recoup | CostShare, party: str) -> Floats:
        """Return a party's costs that a clause is about and that are not repaid, one row each, (N, D)."""
        rows = np.zeros((0, self.outcomes.draws))
        if CostKind.SPEND in clause.costs:
            rows = np.concatenate([rows, self.owed_spend[self._levers(clause, party)]])
        if CostKind.UNIT_COSTS in clause.costs:
            rows = np.concatenate([rows, self.owed_unit[self._place(party), self._about(clause)]])
        return rows

    def _settle_owed(self, clause: Recoup, repaid: Floats) -> None:
        """Take the ``repaid`` (D,) share off the costs a clause repays."""
        if CostKind.SPEND in clause.costs:
            self.owed_spend[self._levers(clause, clause.party)] *= 1.0 - repaid
        if CostKind.UNIT_COSTS in clause.costs:
            self.owed_unit[self._place(clause.party), self._about(clause)] *= 1.0 - repaid

    def _share(self, clause: RevenueShare | Tiers, shares: Floats) -> Floats:
        """Return what sharing what is left by ``shares`` (P,) or (P, D) pays each party."""
        about = self._about(clause)
        before = self.parts[:, about].sum(axis=1)
        self.parts[:, about] = shares.reshape(len(self.deal.parties), 1, -1) * self.left[about]
        return np.asarray(self.parts[:, about].sum(axis=1) - before)

    def _tiers(self, clause: Tiers) -> Floats:
        total = self.left[self._about(clause)].sum(axis=0)
        shares = np.stack([_weights(self.deal, tier.shares) for tier in clause.tiers], axis=1)
        return self._share(clause, shares @ tier_weights(clause, total))

    def _cap(self, clause: Cap) -> Floats:
        about, party = self._about(clause), self._place(clause.party)
        parts = self.parts[:, about]
        own = parts[party].sum(axis=0)
        above = np.maximum(own - float(clause.amount), 0.0)
        kept = 1.0 - _ratio(above, own)
        takers = self._takers(clause, parts.sum(axis=1))
        moved = parts[party] * (1.0 - kept)
        change = takers[:, None, :] * moved
        change[party] -= moved
        self.parts[:, about] += change
        return np.asarray(change.sum(axis=1))

    def _takers(self, clause: Cap, parts: Floats) -> Floats:
        """Return in which shares others take what is above a cap, (P, D)."""
        capped = {each.party for each in self.deal.clauses if isinstance(each, Cap)}
        names = clause.to or tuple(party for party in self.deal.parties if party not in capped)
        may = np.isin(np.array(self.deal.parties), names)[:, None]
        evenly = np.broadcast_to(may / may.sum(), parts.shape)
        if clause.to:
            return evenly
        held = np.where(may, np.maximum(parts, 0.0), 0.0)
        whole = held.sum(axis=0)
        return np.where(whole > 0.0, held / np.where(whole > 0.0, whole, 1.0), evenly)

    def _true_up(self, clause: MinimumGuarantee) -> Floats:
        payee, about = self._place(clause.payee), self._about(clause)
        received = (self.parts[payee, about] + self.repaid[payee, about]).sum(axis=0)
        for earlier, paid in self.trued_up:
            if earlier.payee == clause.payee and not np.any(self._about(earlier) & ~about):
                received = received + paid
        short: Floats = np.maximum(float(clause.amount) - received, 0.0)
        self.trued_up.append((clause, short))
        return short

    def _paid(self, clause: Payment, amount: Floats) -> Floats:
        flow = np.zeros((len(self.deal.parties), self.outcomes.draws))
        flow[self._place(clause.payee)] += amount
        flow[self._place(clause.payer)] -= amount
        return flow

    def _about(self, clause: Clause) -> Flags:
        return np.array([covers(clause, course) for course in self.deal.sellers], dtype=np.bool_)

    def _levers(self, clause: Recoup | CostShare, party: str) -> Flags:
        return np.array(
            [
                owner == party and (not clause.levers or lever in clause.levers)
                for lever, owner in self.deal.owners.items()
            ],
            dtype=np.bool_,
        )

    def _place(self, party: str) -> int:
        return self.deal.parties.index(party)


def tier_weights(clause: Tiers, total: Floats) -> Floats:
    """Return the share of ``total`` revenue (D,) that falls to each tier, (N, D); columns add up to one.

    Revenue below zero (more refunded than sold) falls to the first tier.
    """
    lower = np.array([float(tier.threshold) for tier in clause.tiers])
    if clause.mode is TierMode.RETROACTIVE:
        reached = np.maximum(np.searchsorted(lower, total, side="right") - 1, 0)
        return np.asarray(np.arange(lower.size)[:, None] == reached, dtype=np.float64)
    upper = np.append(lower[1:], np.inf)
    slices = np.clip(total - lower[:, None], 0.0, (upper - lower)[:, None])
    first = np.arange(lower.size)[:, None] == 0
    return np.asarray(np.where(total > 0.0, slices / np.where(total > 0.0, total, 1.0), first))


def _weights(deal: Deal, shares: Mapping[str, Fraction]) -> Floats:
    return np.array([float(shares.get(party, 0)) for party in deal.parties])


def _places(known: tuple[str, ...], names: Iterable[str]) -> NDArray[np.int64]:
    return np.array([known.index(name) for name in names], dtype=np.int64)


def _added(places: NDArray[np.int64], rows: Floats, count: int) -> Floats:
    """Return ``rows`` (N, D) added up by the place of each, (``count``, D)."""
    found: Floats = np.zeros((count, rows.shape[1]), np.float64)
    np.add.at(found, places, rows)
    return found


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, zero where the whole is not above zero."""
    return np.asarray(np.where(whole > 0.0, part / np.where(whole > 0.0, whole, 1.0), 0.0))
