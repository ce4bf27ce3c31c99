"""Who owes what for a month? Terms executed on every order, and what that leaves each party due."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.messages import BadInput, Finding, Text
from kuajie.messages.notices import settle as notices
from kuajie.settlement.agreement import Agreement
from kuajie.settlement.events import Event, EventKind, History
from kuajie.settlement.execute import execute
from kuajie.settlement.lines import Account, Lines
from kuajie.settlement.periods import MONTHS, Month, month_of
from kuajie.settlement.statements import Transfer, transfers
from kuajie.usecases.progress import Progress, part_of, silent
from kuajie.usecases.settlement_history import agreement_of, settlement_history

READING = Text(en="Putting orders, refunds and spend in order", zh="正在整理订单、退款与投入")
EXECUTING = Text(en="Executing the terms, event by event", zh="正在逐笔执行合作条款")
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SettleQuestion:
    """A programme, its events, and the month to settle (``None``: the last complete one ``today``)."""

    programme: Programme
    events: Events
    today: date
    month: Month | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a party is due for a month, in minor units.

    ``earned`` by clause (its place in the agreement, -1: what the seller keeps without one); ``received`` and
    ``contributed`` as the accounts of that name; ``prepaid`` is by how much more it holds for lessons not
    yet consumed, and ``holds`` how much that is at the end of the month. ``due`` is what it is still to get
    (negative: to pay), ``before`` what it was due at the end of the month before.
    """

    party: str
    earned: Mapping[int, int]
    received: int
    contributed: int
    before: int
    prepaid: int = 0
    holds: int = 0

    @property
    def due(self) -> int:
        """What the month leaves the party to get."""
        return sum(self.earned.values()) + self.prepaid - self.received - self.contributed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SettleAnswer:
    """Statements of every party for a month, the payments that settle them, and the lines behind them.

    ``warnings`` are what to know besides, such as what the guards found.
    """

    programme: Programme
    agreement: Agreement
    month: Month
    statements: Sequence[Statement]
    transfers: Sequence[Transfer]
    sales: int
    refunds: int
    gross: int
    returned: int
    history: History
    lines: Lines
    seconds: float
    warnings: tuple[Finding, ...] = ()


def settle(question: SettleQuestion, *, progress: Progress = silent) -> SettleAnswer:
    """Return what every party is due for a month; raises ``BadInput`` where nothing was sold up to then."""
    began = time.perf_counter()
    progress(READING, 0.0)
    agreement = agreement_of(question.programme)
    month = question.month or month_of(question.today).before
    history = settlement_history(question.programme, question.events, before=month.after.first)
    executing = part_of(progress, start=0.3, end=0.95)
    lines = execute(agreement, history, progress=lambda share: executing(EXECUTING, share))
    months = _months(history, agreement)
    _require_sales(history, months, month)
    statements = _statements(agreement, lines, months, month)
    chosen = [event for event, at in zip(history.events, months, strict=True) if at == month.number]
    sold, back = _of(chosen, EventKind.SALE), _of(chosen, EventKind.REFUND)
    return SettleAnswer(
        programme=question.programme,
        agreement=agreement,
        month=month,
        statements=statements,
        transfers=transfers({each.party: each.due for each in statements}),
        sales=len(sold),
        refunds=len(back),
        gross=sum(sold),
        returned=sum(back),
        history=history,
        lines=lines,
        seconds=time.perf_counter() - began,
    )


def _of(events: Sequence[Event], kind: EventKind) -> list[int]:
    return [event.amount for event in events if event.kind is kind]


def _months(history: History, agreement: Agreement) -> Ints:
    """Return the month in which every event happened, seen from the agreement's time zone, by its number."""
    moments = pa.array([event.at for event in history.events], pa.timestamp("us", "UTC"))
    local = pc.local_timestamp(pc.cast(moments, pa.timestamp("us", agreement.time_zone)))
    numbers = pc.add(pc.multiply(pc.year(local), MONTHS), pc.subtract(pc.month(local), 1))
    return np.asarray(numbers.to_numpy(zero_copy_only=False), dtype=np.int64)


def _require_sales(history: History, months: Ints, month: Month) -> None:
    sold = [at for at, event in zip(months, history.events, strict=True) if event.kind is EventKind.SALE]
    if not sold:
        raise BadInput.of(notices.NOTHING_SOLD)
    if min(sold) > month.number:
        first = Month(int(min(sold)) // MONTHS, int(min(sold)) % MONTHS + 1)
        raise BadInput.of(notices.NOTHING_YET, month=str(month), first=str(first))


def _statements(agreement: Agreement, lines: Lines, months: Ints, month: Month) -> tuple[Statement, ...]:
    event, clause, account, party, amount = (
        np.asarray(getattr(lines, name), dtype=np.int64)
        for name in ("event", "clause", "account", "party", "amount")
    )
    when = months[event]
    now, before = when == month.number, when < month.number
    clauses = range(-1, len(agreement.clauses))
    statements = []
    for place, name in enumerate(agreement.parties):
        own = party == place
        entitled = own & (account == Account.EARNED)
        earned = {each: -int(amount[entitled & now & (clause == each)].sum()) for each in clauses}
        statements.append(
            Statement(
                party=name,
                earned={each: total for each, total in earned.items() if total},
                received=int(amount[own & now & (account == Account.RECEIVED)].sum()),
                contributed=int(amount[own & now & (account == Account.CONTRIBUTED)].sum()),
                before=-int(amount[own & before].sum()),
                prepaid=-int(amount[own & now & (account == Account.PREPAID)].sum()),
                holds=-int(amount[own & (now | before) & (account == Account.PREPAID)].sum()),
            )
        )
    return tuple(statements)
