"""Terms executed on events in canonical order.

Each sale remembers where its money went (what recoup took, which slice of which tier). A refund gives back
of every part in proportion, so that a sale stays shared as it was when it was sold; what is given back makes
room again for later sales.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from kuajie.domain.clauses import (
    Cap,
    CostKind,
    CostShare,
    FeePerEnrolment,
    Recoup,
    RevenueShare,
    Tiers,
    covers,
)
from kuajie.settlement.agreement import Agreement, TimedClause
from kuajie.settlement.events import Cost, Event, EventKind, History, Sale
from kuajie.settlement.lines import NO_CLAUSE, Account, Lines
from kuajie.settlement.rounding import parted
from kuajie.settlement.sale_state import Regime, SaleState, opened
from kuajie.settlement.states import CapState, RecoupState, ShareState, keeps_all, share_state

EPOCH = date(1970, 1, 1)
STEP = 20_000
"""Events between two reports of progress."""


def execute(
    agreement: Agreement, history: History, *, progress: Callable[[float], None] = lambda _: None
) -> Lines:
    """Return the lines of an agreement executed on all events, in their order.

    ``progress`` hears the share of events done, and may raise to stop.
    """
    execution = Execution(agreement=agreement, history=history)
    for number, event in enumerate(history.events):
        if number % STEP == 0:
            progress(number / len(history.events))
        execution.apply(number, event)
    progress(1.0)
    return execution.lines


@dataclass(slots=True, kw_only=True)
class Execution:
    """An agreement being executed: every clause's state, every sale's, and the lines so far."""

    agreement: Agreement
    history: History
    lines: Lines = field(default_factory=Lines)
    recoups: dict[int, RecoupState] = field(init=False)
    sharings: dict[int, ShareState] = field(init=False)
    caps: dict[int, CapState] = field(init=False)
    sales: dict[int, SaleState] = field(default_factory=dict)
    regimes: dict[tuple[str, int], Regime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set up every clause's state before any event."""
        clauses = [timed.clause for timed in self.agreement.clauses]
        parties = self.agreement.parties
        self.recoups = {
            place: _recoup(place, clause, self.agreement)
            for place, clause in enumerate(clauses)
            if isinstance(clause, Recoup)
        }
        self.sharings = {
            place: share_state(place, clause, parties)
            for place, clause in enumerate(clauses)
            if isinstance(clause, RevenueShare | Tiers)
        }
        self.caps = {
            place: _cap(place, clause, self.agreement)
            for place, clause in enumerate(clauses)
            if isinstance(clause, Cap)
        }

    def apply(self, number: int, event: Event) -> None:
        """Execute one event; ``number`` is its place in the history."""
        if event.kind is EventKind.COST:
            self._spend(number, self.history.costs[event.about])
        elif event.kind is EventKind.SALE:
            sale = self.history.sales[event.about]
            state = self.sales[event.about] = opened(sale, self._regime(sale))
            self._count(number, state, sale.paid)
            self._fees(number, state, sale.quantity)
        else:
            state = self.sales[event.about]
            self._count(number, state, state.cash - event.amount)
            if not state.cash and event.amount:
                self._fees(number, state, -state.sale.quantity)

    def _count(self, number: int, state: SaleState, cash: int) -> None:
        """Let so much of what was paid count from now on."""
        sale = state.sale
        added, contributed = state.change(cash)
        self._line(number, NO_CLAUSE, Account.RECEIVED, sale.seller, added)
        if contributed:
            self._line(number, NO_CLAUSE, Account.CONTRIBUTED, sale.bearer, contributed)
        amount = added + contributed
        repaid = state.take_in(amount) if amount >= 0 else state.give_back(-amount)
        for recoup, size in zip(state.regime.recoups, repaid, strict=True):
            self.lines.add(number, recoup.clause, Account.EARNED, recoup.party, -size)
        self._earn(number, state.regime, state.share())

    def _earn(self, number: int, regime: Regime, parts: list[int]) -> None:
        """Credit parties with their parts, and let caps move what is above them."""
        self._earned(number, regime.sharing.clause, parts)
        for cap in regime.caps:
            moved = cap.moves(parts)
            self._earned(number, cap.clause, moved)
            parts = [part + more for part, more in zip(parts, moved, strict=True)]

    def _earned(self, number: int, clause: int, amounts: list[int]) -> None:
        for party, amount in enumerate(amounts):
            self.lines.add(number, clause, Account.EARNED, party, -amount)

    def _fees(self, number: int, state: SaleState, quantity: int) -> None:
        for place, fee in state.regime.fees:
            self._pay(number, place, fee.payer, fee.payee, fee.amount.minor * quantity)

    def _pay(self, number: int, clause: int, payer: str, payee: str, amount: int) -> None:
        self._line(number, clause, Account.EARNED, payer, amount)
        self._line(number, clause, Account.EARNED, payee, -amount)

    def _line(self, number: int, clause: int, account: Account, party: str, amount: int) -> None:
        self.lines.add(number, clause, account, self.agreement.place(party), amount)

    def _spend(self, number: int, cost: Cost) -> None:
        """Let a cost be repaid by later sales, and reimbursed by those who share it."""
        for place, recoup in self.recoups.items():
            timed, terms = self.agreement.clauses[place], recoup.terms
            if CostKind.SPEND in terms.costs and _about(timed, terms.party, terms.levers, cost):
                recoup.due += cost.amount
        for place, timed in enumerate(self.agreement.clauses):
            shared = timed.clause
            if not isinstance(shared, CostShare) or CostKind.SPEND not in shared.costs:
                continue
            if _about(timed, shared.payee, shared.levers, cost):
                parts = shared.rate.numerator, shared.rate.denominator - shared.rate.numerator
                self._pay(number, place, shared.payer, shared.payee, parted(cost.amount, parts)[0])

    def _regime(self, sale: Sale) -> Regime:
        """Return what is in force for a sale."""
        key = (sale.course, sale.day)
        if key not in self.regimes:
            self.regimes[key] = self._regime_of(sale)
        return self.regimes[key]

    def _regime_of(self, sale: Sale) -> Regime:
        day = EPOCH + timedelta(days=sale.day)
        clauses = self.agreement.clauses
        chosen = [
            place
            for place in self.agreement.order
            if clauses[place].holds(day) and covers(clauses[place].clause, sale.course)
        ]
        sharing = [self.sharings[place] for place in chosen if place in self.sharings]
        seller, parties = self.agreement.place(sale.seller), len(self.agreement.parties)
        fees = ((place, clauses[place].clause) for place in chosen)
        return Regime(
            recoups=[self.recoups[place] for place in chosen if place in self.recoups],
            sharing=sharing[0] if sharing else keeps_all(seller, parties),
            caps=[self.caps[place] for place in chosen if place in self.caps],
            fees=[(place, fee) for place, fee in fees if isinstance(fee, FeePerEnrolment)],
        )


def _about(timed: TimedClause, party: str, levers: tuple[str, ...], cost: Cost) -> bool:
    """Say whether a clause about a party's levers (none named: all) is about a cost."""
    named = party == cost.party and (not levers or cost.lever in levers)
    return named and timed.holds(EPOCH + timedelta(days=cost.day))


def _recoup(place: int, clause: Recoup, agreement: Agreement) -> RecoupState:
    due = clause.amount.minor if clause.amount is not None else 0
    return RecoupState(clause=place, party=agreement.place(clause.party), terms=clause, due=due)


def _cap(place: int, clause: Cap, agreement: Agreement) -> CapState:
    nothing = [0] * len(agreement.parties)
    return CapState(
        clause=place,
        party=agreement.place(clause.party),
        limit=clause.amount.minor,
        to=[agreement.place(party) for party in clause.to],
        parts=nothing,
        moved=nothing,
    )
