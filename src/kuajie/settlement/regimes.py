"""Which clauses are in force for a sale, with what each of them remembers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from kuajie.domain.clauses import (
    Advance,
    Cap,
    Clause,
    CostKind,
    CostShare,
    Deduction,
    FeePerEnrolment,
    Holdback,
    MinimumGuarantee,
    Recoup,
    Referral,
    RevenueShare,
    Tiers,
    covers,
)
from kuajie.domain.in_force import Per, period_of
from kuajie.settlement.agreement import Agreement
from kuajie.settlement.calendar import EPOCH, amount_of, spans_of
from kuajie.settlement.events import Cost, Sale
from kuajie.settlement.promises import AdvanceState, GuaranteeState
from kuajie.settlement.sale_state import Hold, Regime, Takings
from kuajie.settlement.spending import Spending, Under
from kuajie.settlement.states import CapState, Chain, RecoupState, ShareState, keeps_all, share_state


@dataclass(slots=True, kw_only=True)
class Regimes:
    """An agreement's clauses as they meet sales, with their states.

    A clause that counts by calendar periods has a state for each, by the first day of the period.
    """

    agreement: Agreement
    spending: Spending = field(init=False)
    states: dict[tuple[int, date | None], Any] = field(default_factory=dict)
    alone: dict[str, ShareState] = field(default_factory=dict)
    chains: dict[tuple[int, ...], Chain] = field(default_factory=dict)
    known: dict[tuple[object, ...], Regime] = field(default_factory=dict)
    alike: dict[tuple[object, ...], Regime] = field(default_factory=dict)
    by_order: bool = field(init=False)

    def __post_init__(self) -> None:
        """Set up recoups and cost shares, which hear of costs before any sale."""
        clauses = [timed.clause for timed in self.agreement.clauses]
        recoups = {
            place: self._state(place, None) for place in self.agreement.order if _is(clauses[place], Recoup)
        }
        rates = {place: each.rate for place, each in enumerate(clauses) if isinstance(each, CostShare)}
        self.spending = Spending(recoups=recoups, rates=rates)
        self.by_order = any(
            isinstance(each, Referral) or (isinstance(each, RevenueShare) and each.bundle) for each in clauses
        )

    def of(self, sale: Sale) -> Regime:
        """Return what is in force for a sale."""
        key: tuple[object, ...] = (sale.course, sale.day, sale.seller)
        if self.by_order:
            key = (*key, sale.channel, sale.bought)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._found(sale)
        return found

    def under(self, cost: Cost) -> Under:
        """Return the clauses that a cost comes under."""
        day = EPOCH + timedelta(days=cost.day)
        return self._under(CostKind.SPEND, cost.party, day, lever=cost.lever)

    def guarantee(self, place: int, first: date) -> GuaranteeState:
        """Return the state of a guarantee over the span that begins on a day."""
        clause = self.agreement.clauses[place].clause
        found: GuaranteeState = self._state(place, self._span(place, clause, first))
        return found

    def guarantees_on(self, payee: int, day: date, *, after: GuaranteeState) -> Iterator[GuaranteeState]:
        """Yield later guarantees for a payee on a day, about all courses that an earlier one is about."""
        earlier = self.agreement.clauses[after.clause].clause
        for place in range(after.clause + 1, len(self.agreement.clauses)):
            clause = self.agreement.clauses[place].clause
            if not isinstance(clause, MinimumGuarantee) or self.agreement.place(clause.payee) != payee:
                continue
            wider = not clause.courses or (
                isinstance(earlier, MinimumGuarantee)
                and earlier.courses
                and set(earlier.courses) <= set(clause.courses)
            )
            first = self._span(place, clause, day)
            if wider and first is not None:
                yield self._state(place, first)

    def _found(self, sale: Sale) -> Regime:
        """Return the regime of a sale; sales with the same clauses and periods have one in common."""
        day = EPOCH + timedelta(days=sale.day)
        states = [(place, self._state(place, self._period(place, day))) for place in self._chosen(sale, day)]
        consumed = sale.course in self.agreement.consumed
        named = (sale.course if self.agreement.unit_costs else "", sale.seller, consumed)
        key = (*named, *(place for place, _ in states), *(id(state) for _, state in states))
        if key not in self.alike:
            self.alike[key] = self._regime(sale, day, states)
        return self.alike[key]

    def _chosen(self, sale: Sale, day: date) -> list[int]:
        """Return the places of the clauses about a sale, in the order of their stages."""
        clauses = self.agreement.clauses
        places = [
            place
            for place in self.agreement.order
            if clauses[place].holds(day) and _about(clauses[place].clause, sale)
        ]
        sharing = [place for place in places if _is(clauses[place].clause, RevenueShare, Tiers)]
        best = max(sharing, key=self._precedence, default=None)
        return [
            place for place in places if (place not in sharing or place == best) and self._counts(place, day)
        ]

    def _precedence(self, place: int) -> tuple[bool, bool]:
        """Bundles go before single courses, and both before agreed shares."""
        clause = self.agreement.clauses[place].clause
        return isinstance(clause, RevenueShare) and bool(clause.bundle), place >= self.agreement.agreed

    def _counts(self, place: int, day: date) -> bool:
        """Say whether a day lies within the spans of a guarantee, or after an advance was paid."""
        clause = self.agreement.clauses[place].clause
        if isinstance(clause, Advance) and clause.due is not None:
            return day >= clause.due
        return not isinstance(clause, MinimumGuarantee | Advance) or (
            self._span(place, clause, day) is not None
        )

    def _period(self, place: int, day: date) -> date | None:
        """Return the first day of the period by which a clause counts, ``None`` where it counts all."""
        clause = self.agreement.clauses[place].clause
        if isinstance(clause, Tiers | Cap) and clause.per is not None:
            return period_of(Per(clause.per), day)[0]
        return self._span(place, clause, day) if isinstance(clause, MinimumGuarantee) else None

    def _span(self, place: int, clause: Clause, day: date) -> date | None:
        found = spans_of(clause, self.agreement.clauses[place], self.agreement.horizon)
        return next((span.first for span in found if span.first <= day < span.end), None)

    def _regime(self, sale: Sale, day: date, states: list[tuple[int, Any]]) -> Regime:
        clauses = [(place, self.agreement.clauses[place].clause) for place, _ in states]
        sharing = [state for _, state in states if isinstance(state, ShareState)]
        chain = self._chain([state for _, state in states])
        fees = [(place, clause) for place, clause in clauses if isinstance(clause, FeePerEnrolment)]
        holds = [
            Hold(clause=place, party=self.agreement.place(clause.party), rate=clause.rate)
            for place, clause in clauses
            if isinstance(clause, Holdback) and clause.party != sale.seller
        ]
        takings, unit_costs = self._takings(clauses, sale), self._unit_costs(sale, day)
        share = sharing[0] if sharing else self._keeps_all(sale.seller)
        consumed = sale.course in self.agreement.consumed
        further = (chain.key, fees, holds, takings, unit_costs, share.retroactive, consumed)
        spending = self.spending if self.spending.rates or len(self.spending.recoups) > 1 else None
        return Regime(
            seller=self.agreement.place(sale.seller),
            recoups=[state for _, state in states if isinstance(state, RecoupState)],
            sharing=share,
            chain=chain,
            fees=fees,
            takings=takings,
            holds=holds,
            unit_costs=unit_costs,
            spending=spending,
            plain=not any(further),
            consumed=consumed,
        )

    def _keeps_all(self, seller: str) -> ShareState:
        parties = self.agreement.parties
        return self.alone.setdefault(seller, keeps_all(self.agreement.place(seller), len(parties)))

    def _chain(self, states: list[Any]) -> Chain:
        chain = Chain(
            caps=[state for state in states if isinstance(state, CapState)],
            advances=[state for state in states if isinstance(state, AdvanceState)],
            guarantees=[state for state in states if isinstance(state, GuaranteeState)],
        )
        return self.chains.setdefault(chain.key, chain)

    def _takings(self, clauses: list[tuple[int, Clause]], sale: Sale) -> Takings | None:
        """Return deductions, and referrals as rates of what deductions leave."""
        place_of = self.agreement.place
        off = [(place, each) for place, each in clauses if isinstance(each, Deduction)]
        brought = [(place, each) for place, each in clauses if isinstance(each, Referral)]
        net = 1 - sum((each.rate for _, each in off), Fraction(0))
        rows = [(place, place_of(each.party or sale.seller), each.rate) for place, each in off]
        rows += [(place, place_of(each.party), each.rate * net) for place, each in brought]
        return Takings.of(rows) if rows else None

    def _unit_costs(self, sale: Sale, day: date) -> list[tuple[Under, int]]:
        """Return what an enrolment costs parties, with the clauses such costs come under."""
        rows = [
            (self._under(CostKind.UNIT_COSTS, party, day, course=sale.course), costs.get(sale.course, 0))
            for party, costs in self.agreement.unit_costs.items()
        ]
        return [(under, cost) for under, cost in rows if cost and (under[0] or under[1])]

    def _under(self, kind: CostKind, party: str, day: date, *, lever: str = "", course: str = "") -> Under:
        found: tuple[list[int], list[int]] = ([], [])
        for place in self.agreement.order:
            timed = self.agreement.clauses[place]
            clause = timed.clause
            if not isinstance(clause, Recoup | CostShare) or kind not in clause.costs:
                continue
            whose = clause.party if isinstance(clause, Recoup) else clause.payee
            named = not (lever and clause.levers) or lever in clause.levers
            if whose == party and timed.holds(day) and named and (not course or covers(clause, course)):
                found[isinstance(clause, CostShare)].append(place)
        return tuple(found[0]), tuple(found[1])

    def _state(self, place: int, first: date | None) -> Any:
        """Return what a clause remembers; ``None`` for one that remembers nothing."""
        if (place, first) not in self.states:
            self.states[place, first] = self._new(place, self.agreement.clauses[place].clause, first)
        return self.states[place, first]

    def _new(self, place: int, clause: Clause, first: date | None) -> Any:
        place_of = self.agreement.place
        match clause:
            case Recoup():
                due = clause.amount.minor if clause.amount is not None else 0
                return RecoupState(clause=place, party=place_of(clause.party), terms=clause, due=due)
            case RevenueShare() | Tiers():
                return share_state(place, clause, self.agreement.parties)
            case Cap():
                return self._cap(place, clause)
            case Advance():
                payer, payee = place_of(clause.payer), place_of(clause.payee)
                return AdvanceState(clause=place, payer=payer, payee=payee, amount=clause.amount.minor)
            case MinimumGuarantee():
                return self._promise(place, clause, first)
            case _:
                return None

    def _promise(self, place: int, clause: MinimumGuarantee, first: date | None) -> GuaranteeState:
        found = spans_of(clause, self.agreement.clauses[place], self.agreement.horizon)
        span = next(span for span in found if span.first == first)
        return GuaranteeState(
            clause=place,
            payer=self.agreement.place(clause.payer),
            payee=self.agreement.place(clause.payee),
            amount=amount_of(clause, span),
            last=(span.last - EPOCH).days,
        )

    def _cap(self, place: int, clause: Cap) -> CapState:
        parties, own = self.agreement.parties, self.agreement.clauses[place]
        capped = {
            timed.clause.party
            for timed in self.agreement.clauses
            if isinstance(timed.clause, Cap) and timed.meets(own)
        }
        takers = clause.to or [party for party in parties if party not in capped]
        return CapState(
            clause=place,
            party=self.agreement.place(clause.party),
            limit=clause.amount.minor,
            to=[self.agreement.place(party) for party in takers],
            evenly=bool(clause.to),
            parts=[0] * len(parties),
            moved=[0] * len(parties),
        )


def _is(clause: Clause, *kinds: type) -> bool:
    return isinstance(clause, kinds)


def _about(clause: Clause, sale: Sale) -> bool:
    """Say whether a clause is about a sale, whatever the day."""
    if isinstance(clause, RevenueShare) and clause.bundle:
        return "+".join(clause.bundle) in sale.bought.split(" ")
    if isinstance(clause, Referral) and clause.channels and sale.channel not in clause.channels:
        return False
    return covers(clause, sale.course)
