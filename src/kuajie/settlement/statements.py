"""Statements: what the posted lines of a period leave every party to get or to pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.settlement.chain import sha256
from kuajie.settlement.journal import POSTINGS
from kuajie.settlement.lines import Account
from kuajie.settlement.table_form import joined
from kuajie.settlement.terms_form import canonical_json

_PLAIN = pa.schema(
    [
        pa.field(each.name, pa.string() if pa.types.is_dictionary(each.type) else each.type)
        for each in POSTINGS
    ]
)
"""Postings with every text spelt out, as they are sorted by."""

PREPAID = Account.PREPAID.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """A payment that settles dues, in minor units."""

    payer: str
    payee: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A total of the period's own events: by clause (none: what the seller keeps) and account.

    ``amount`` is what it adds to what the party is due.
    """

    account: str
    clause: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A line about an earlier period: which event, why, which period, and what it adds to the due."""

    moment: str
    kind: str
    event: str
    sale: str
    why: str
    concerns: str
    account: str
    clause: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyStatement:
    """What a party is due for a period, in minor units; positive: it is to get it.

    ``brought`` was due before; ``closing`` is due now; ``transfers`` are the payments it is part of, and
    ``carried`` is what none of them settles. ``prepaid`` is what the party holds for lessons not yet
    consumed, which is not due to anybody.
    """

    party: str
    period: str
    currency: str
    brought: int
    lines: tuple[StatementLine, ...]
    corrections: tuple[Correction, ...]
    transfers: tuple[Transfer, ...]
    prepaid: int = 0

    @property
    def own(self) -> int:
        """What the period's own events add."""
        return sum(line.amount for line in self.lines)

    @property
    def corrected(self) -> int:
        """What corrections of earlier periods add."""
        return sum(line.amount for line in self.corrections)

    @property
    def closing(self) -> int:
        """What the party is due after the period."""
        return self.brought + self.own + self.corrected

    @property
    def payable(self) -> int:
        """What the payments of this statement bring the party (negative: what it pays)."""
        return sum(each.amount * (1 if each.payee == self.party else -1) for each in self.transfers)

    @property
    def carried(self) -> int:
        """What stays open for the next period."""
        return self.closing - self.payable

    def plain(self) -> dict[str, Any]:
        """Return the statement as plain values, which its hash is of; what is prepaid where anything is."""
        prepaid = {"prepaid": self.prepaid} if self.prepaid else {}
        return {
            **prepaid,
            "party": self.party,
            "period": self.period,
            "currency": self.currency,
            "brought": self.brought,
            "lines": [[line.account, line.clause, line.amount] for line in self.lines],
            "corrections": [
                [c.moment, c.kind, c.event, c.sale, c.why, c.concerns, c.account, c.clause, c.amount]
                for c in self.corrections
            ],
            "closing": self.closing,
            "payments": [[each.payer, each.payee, each.amount] for each in self.transfers],
            "carried": self.carried,
        }

    @property
    def hash(self) -> str:
        """The hash of the statement, which a party signs."""
        return sha256(canonical_json(self.plain()).encode())


def statements_of(
    posted: Sequence[tuple[str, pa.Table]],
    *,
    period: str,
    parties: Sequence[str],
    currency: str,
    minimum: int,
) -> tuple[PartyStatement, ...]:
    """Return the statement of every party from everything posted: postings, each with its period.

    Payments below ``minimum`` are carried forward.
    """
    now = pa.concat_tables([POSTINGS.empty_table(), *(lines for when, lines in posted if when == period)])
    now = joined(now).cast(_PLAIN)
    brought = _dues([lines for when, lines in posted if when < period], parties)
    every = [lines for when, lines in posted if when <= period]
    closing = _dues(every, parties)
    payments = [each for each in transfers(closing) if each.amount >= minimum]
    own, corrected = _own(now), _corrections(now)
    held = [lines.filter(pc.equal(lines["account"], PREPAID)) for when, lines in posted if when <= period]
    prepaid = _dues(held, parties)
    return tuple(
        PartyStatement(
            party=party,
            period=period,
            currency=currency,
            brought=brought[party],
            lines=own.get(party, ()),
            corrections=corrected.get(party, ()),
            transfers=tuple(each for each in payments if party in (each.payer, each.payee)),
            prepaid=prepaid[party],
        )
        for party in parties
    )


def _dues(posted: Iterable[pa.Table], parties: Sequence[str]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for lines in posted:
        sums = lines.select(["party", "amount"]).group_by("party").aggregate([("amount", "sum")])
        found.update(dict(zip(sums["party"].to_pylist(), sums["amount_sum"].to_pylist(), strict=True)))
    return {party: -found[party] for party in parties}


def _own(now: pa.Table) -> Mapping[str, tuple[StatementLine, ...]]:
    """Return by party the totals of events that concern no earlier period."""
    own = now.filter(pc.equal(now["why"], ""))
    keys = ["party", "account", "clause"]
    sums = own.group_by(keys).aggregate([("amount", "sum")]).sort_by([(key, "ascending") for key in keys])
    found: dict[str, tuple[StatementLine, ...]] = {}
    for row in sums.to_pylist():
        line = StatementLine(account=row["account"], clause=row["clause"], amount=-row["amount_sum"])
        if line.amount:
            found[row["party"]] = (*found.get(row["party"], ()), line)
    return found


def _corrections(now: pa.Table) -> Mapping[str, tuple[Correction, ...]]:
    chosen = now.filter(pc.not_equal(now["why"], ""))
    found: dict[str, list[Correction]] = {}
    moments = chosen["moment"].cast(pa.string()).to_pylist()
    names = ("party", "kind", "event", "sale", "why", "concerns", "account", "clause", "amount")
    rows = zip(moments, *(chosen[name].to_pylist() for name in names), strict=True)
    for moment, party, kind, event, sale, why, concerns, account, clause, amount in rows:
        correction = Correction(
            moment=moment,
            kind=kind,
            event=event,
            sale=sale,
            why=why,
            concerns=concerns,
            account=account,
            clause=clause,
            amount=-amount,
        )
        found.setdefault(party, []).append(correction)
    return {party: tuple(each) for party, each in found.items()}


def transfers(dues: Mapping[str, int]) -> tuple[Transfer, ...]:
    """Return payments from those who owe to those who are due, at most one fewer than there are parties.

    Raises ``ValueError`` for dues that do not add up to zero.

    >>> transfers({"P": -5, "E": 3, "C": 2})
    (Transfer(payer='P', payee='E', amount=3), Transfer(payer='P', payee='C', amount=2))
    """
    if sum(dues.values()):
        raise ValueError(f"dues must add up to zero, got {dict(dues)}")
    owed = {party: due for party, due in dues.items() if due > 0}
    payments = []
    for payer, due in dues.items():
        left = -due
        for payee in [party for party, open_due in owed.items() if open_due]:
            amount = min(left, owed[payee])
            if amount > 0:
                payments.append(Transfer(payer=payer, payee=payee, amount=amount))
                owed[payee] -= amount
                left -= amount
    return tuple(payments)
