"""Terms executed on events in canonical order.

Each sale remembers where its money went (what recoup took, which slice of which tier). A refund gives back
of every part in proportion, so that a sale stays shared as it was when it was sold; what is given back makes
room again for later sales. A sale that counts as its lessons are consumed is prepaid until then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from kuajie.domain.clauses import Advance, CostShare, FeePerLead, FixedFee, MinimumGuarantee, Retainer
from kuajie.domain.terms import LateRefunds
from kuajie.settlement.agreement import Agreement
from kuajie.settlement.calendar import EPOCH
from kuajie.settlement.events import Due, Event, EventKind, History, Lead, Lesson, Sale
from kuajie.settlement.lines import NO_CLAUSE, Account, Lines, Pattern
from kuajie.settlement.promises import GuaranteeState
from kuajie.settlement.regimes import Regimes
from kuajie.settlement.sale_state import Regime, SaleState, opened, pool_of
from kuajie.settlement.states import Chain

DAY = 86_400_000_000
STEP = 20_000
"""Events between two reports of progress."""

MOST_PATTERNS = 200_000
"""Whole sales whose lines are remembered, for each regime."""


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
    """An agreement being executed: what clauses remember, and sales that change later, and the lines so far.

    ``touched``: the places of sales that anything happens to after they are sold.
    """

    agreement: Agreement
    history: History
    lines: Lines = field(default_factory=Lines)
    regimes: Regimes = field(init=False)
    touched: set[int] = field(init=False)
    sales: dict[int, SaleState] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Set up every clause's state before any event."""
        self.regimes = Regimes(agreement=self.agreement)
        later = (EventKind.REFUND, EventKind.RELEASE, EventKind.LESSON)
        self.touched = {event.about for event in self.history.events if event.kind in later}

    def apply(self, number: int, event: Event) -> None:
        """Execute one event; ``number`` is its place in the history."""
        _, kind, _, about, amount = event
        if kind is EventKind.SALE:
            sale = self.history.sales[about]
            regime = self.regimes.of(sale)
            if not (regime.plain and self._sell_whole(number, about, sale, regime)):
                self._sell(number, about, sale, regime)
        elif kind is EventKind.REFUND:
            self._refund(number, self.sales[about], event.at, amount)
        elif kind is EventKind.LESSON:
            self._consume(number, self.sales[about], self.history.lessons[amount])
        elif kind is EventKind.COST:
            cost = self.history.costs[about]
            self.regimes.spending.spend(self.regimes.under(cost), cost.amount)
            self._reimburse(number)
        elif kind is EventKind.LEAD:
            self._lead(number, self.history.leads[about])
        elif kind is EventKind.RELEASE:
            self.sales[about].released.add(amount)
            self._hold(number, self.sales[about])
        else:
            self._due(number, self.history.dues[about])

    def _sell_whole(self, number: int, about: int, sale: Sale, regime: Regime) -> bool:
        """Sell where all of the money goes to one tier of a plain regime; say whether it does."""
        amount, sharing = sale.paid, regime.sharing
        slot = sharing.slot_of(amount)
        if slot < 0 or sale.let_off or not amount or any(recoup.room for recoup in regime.recoups):
            return False
        found = regime.patterns.get((slot, amount))
        if found is None:
            found = _pattern(regime, slot, amount)
            if len(regime.patterns) < MOST_PATTERNS:
                regime.patterns[slot, amount] = found
        pattern, parts = found
        sharing.total += amount
        self.lines.add_pattern(number, pattern)
        if about in self.touched:
            state = self.sales[about] = opened(sale, regime)
            state.kept = state.cash = state.net = amount
            state.slots, state.has = {slot: amount}, parts
        return True

    def _sell(self, number: int, about: int, sale: Sale, regime: Regime) -> None:
        state = opened(sale, regime)
        if about in self.touched:
            self.sales[about] = state
        self._unit_costs(state, sale.quantity)
        self._count(number, state, sale.paid)
        self._fees(number, state, sale.quantity)

    def _refund(self, number: int, state: SaleState, at: int, amount: int) -> None:
        window, sale = self.agreement.refund_window_days, state.sale
        late = window is not None and at - sale.at > window * DAY
        if late and self.agreement.late_refunds is LateRefunds.SELLER:
            self._refund_late(number, state, amount)
            return
        whole = bool(amount) and state.kept == amount and not state.returned
        if whole:
            state.returned = True
            self._unit_costs(state, -sale.quantity)
        self._count(number, state, state.kept - amount)
        if whole:
            self._fees(number, state, -sale.quantity)

    def _refund_late(self, number: int, state: SaleState, amount: int) -> None:
        """Let the seller alone bear what of a refund anybody has earned; what is prepaid nobody has."""
        unused = min(amount, state.prepaid)
        if unused:
            self._count(number, state, state.kept - unused)
        seller = state.sale.seller
        self._line(number, NO_CLAUSE, Account.RECEIVED, seller, unused - amount)
        self._line(number, NO_CLAUSE, Account.EARNED, seller, amount - unused)

    def _consume(self, number: int, state: SaleState, lesson: Lesson) -> None:
        if state.regime.consumed:
            state.consume(lesson.lessons, lesson.of)
            self._count(number, state, state.kept)

    def _unit_costs(self, state: SaleState, quantity: int) -> None:
        for under, cost in state.regime.unit_costs:
            self.regimes.spending.spend(under, cost * quantity)
        if state.regime.unit_costs:
            self.regimes.spending.update_recoups()

    def _count(self, number: int, state: SaleState, kept: int) -> None:
        """Let so much be left of what was paid, and count from now on what of it is to count."""
        sale, regime = state.sale, state.regime
        added, prepaid, contributed = state.change(kept)
        self._line(number, NO_CLAUSE, Account.RECEIVED, sale.seller, added)
        self._line(number, NO_CLAUSE, Account.PREPAID, sale.seller, -prepaid)
        if contributed:
            self._line(number, NO_CLAUSE, Account.CONTRIBUTED, sale.bearer, contributed)
        *taken, amount = state.take_off()
        if regime.takings is not None:
            rows = zip(regime.takings.clauses, regime.takings.parties, taken, strict=True)
            for clause, party, size in rows:
                self.lines.add(number, clause, Account.EARNED, party, -size)
        before = regime.sharing.total
        repaid = state.take_in(amount) if amount >= 0 else state.give_back(-amount)
        for recoup, size in zip(regime.recoups, repaid, strict=True):
            self.lines.add(number, recoup.clause, Account.EARNED, recoup.party, -size)
            self._receive(number, regime.chain, recoup.party, size)
        self._share(number, state, regime.sharing.total - before)
        self._hold(number, state)
        if regime.spending is not None:
            self._reimburse(number)

    def _share(self, number: int, state: SaleState, amount: int) -> None:
        """Credit parties with their parts of a sale whose shared money changes by an amount."""
        regime = state.regime
        if regime.sharing.retroactive:
            for chain, parts in regime.sharing.regiven(pool_of(regime), amount):
                self._earn(number, regime.sharing.clause, chain, parts)
        else:
            self._earn(number, regime.sharing.clause, regime.chain, state.share())

    def _earn(self, number: int, clause: int, chain: Chain, parts: list[int]) -> None:
        """Credit parties with parts; caps move what is above them, advances and guarantees hear of it."""
        self._earned(number, clause, parts)
        for cap in chain.caps:
            moved = cap.moves(parts)
            self._earned(number, cap.clause, moved)
            parts = [part + more for part, more in zip(parts, moved, strict=True)]
        for advance in chain.advances:
            back = advance.earn_back(parts[advance.payee])
            self._move(number, advance.clause, advance.payee, advance.payer, back)
        for party, part in enumerate(parts):
            self._receive(number, chain, party, part)

    def _receive(self, number: int, chain: Chain, party: int, amount: int) -> None:
        """Let guarantees count what a party received."""
        for promise in chain.guarantees:
            if promise.payee == party and amount:
                promise.received += amount
                self._true_up(number, promise)

    def _true_up(self, number: int, promise: GuaranteeState) -> None:
        more = promise.true_up()
        self._move(number, promise.clause, promise.payer, promise.payee, more)
        if more:
            day = EPOCH + timedelta(days=promise.last)
            for later in self.regimes.guarantees_on(promise.payee, day, after=promise):
                later.received += more
                self._true_up(number, later)

    def _hold(self, number: int, state: SaleState) -> None:
        if state.regime.holds:
            for hold, more in zip(state.regime.holds, state.hold(), strict=True):
                self._move(number, hold.clause, hold.party, state.regime.seller, more)

    def _reimburse(self, number: int) -> None:
        """Let cost shares pay what they owe more than before."""
        for place, more in self.regimes.spending.update():
            clause = self.agreement.clauses[place].clause
            if isinstance(clause, CostShare):
                self._pay(number, place, clause.payer, clause.payee, more)

    def _lead(self, number: int, lead: Lead) -> None:
        day = EPOCH + timedelta(days=lead.day)
        for place, timed in enumerate(self.agreement.clauses):
            fee = timed.clause
            if not isinstance(fee, FeePerLead) or fee.payee != lead.party or not timed.holds(day):
                continue
            if not fee.channels or lead.channel in fee.channels:
                self._pay(number, place, fee.payer, fee.payee, fee.amount.minor)

    def _due(self, number: int, due: Due) -> None:
        clause = self.agreement.clauses[due.clause].clause
        if isinstance(clause, MinimumGuarantee):
            promise = self.regimes.guarantee(due.clause, EPOCH + timedelta(days=due.first))
            promise.closed = True
            self._true_up(number, promise)
        elif isinstance(clause, FixedFee | Retainer | Advance):
            self._pay(number, due.clause, clause.payer, clause.payee, due.amount)

    def _earned(self, number: int, clause: int, amounts: Sequence[int]) -> None:
        for party, amount in enumerate(amounts):
            if amount:
                self.lines.add(number, clause, Account.EARNED, party, -amount)

    def _fees(self, number: int, state: SaleState, quantity: int) -> None:
        for place, fee in state.regime.fees:
            self._pay(number, place, fee.payer, fee.payee, fee.amount.minor * quantity)

    def _pay(self, number: int, clause: int, payer: str, payee: str, amount: int) -> None:
        self._move(number, clause, self.agreement.place(payer), self.agreement.place(payee), amount)

    def _move(self, number: int, clause: int, giver: int, taker: int, amount: int) -> None:
        """Move an entitlement from one party to another."""
        self.lines.add(number, clause, Account.EARNED, giver, amount)
        self.lines.add(number, clause, Account.EARNED, taker, -amount)

    def _line(self, number: int, clause: int, account: Account, party: str, amount: int) -> None:
        self.lines.add(number, clause, account, self.agreement.place(party), amount)


def _pattern(regime: Regime, slot: int, amount: int) -> tuple[Pattern, list[int]]:
    """Return the lines of a whole sale in one tier, and every party's part."""
    parts = regime.sharing.parts({slot: amount})
    earned = [(party, part) for party, part in enumerate(parts) if part]
    pattern = Pattern(
        clause=(NO_CLAUSE, *[regime.sharing.clause] * len(earned)),
        account=(Account.RECEIVED, *[Account.EARNED] * len(earned)),
        party=(regime.seller, *(party for party, _ in earned)),
        amount=(amount, *(-part for _, part in earned)),
    )
    return pattern, parts
