"""Double-entry lines: every event is one transaction whose lines add up to zero."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple


class Account(IntEnum):
    """Where a line stands. Positive: a party has the money; negative: it is owed the money.

    ``RECEIVED``: cash a party holds (what buyers paid it, less refunds). ``CONTRIBUTED``: what a party adds
    to the pot (coupons it bears). ``EARNED``: a party's entitlement. ``PREPAID``: what a seller holds for
    lessons not yet consumed, which nobody has earned. A party is due what it earned and holds prepaid less
    what it received and contributed.
    """

    RECEIVED = 0
    CONTRIBUTED = 1
    EARNED = 2
    PREPAID = 3


NO_CLAUSE = -1
"""Stands for what no clause moves: receipts, and what the seller keeps."""


class Pattern(NamedTuple):
    """The lines of a whole event, one entry of every column each."""

    clause: tuple[int, ...]
    account: tuple[int, ...]
    party: tuple[int, ...]
    amount: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Lines:
    """Lines in the order in which they were made, one entry of every column each."""

    event: array[int] = field(default_factory=lambda: array("q"))
    clause: array[int] = field(default_factory=lambda: array("h"))
    account: array[int] = field(default_factory=lambda: array("b"))
    party: array[int] = field(default_factory=lambda: array("h"))
    amount: array[int] = field(default_factory=lambda: array("q"))

    def add(self, event: int, clause: int, account: Account, party: int, amount: int) -> None:
        """Add a line; one of nothing is left out."""
        if amount:
            self.event.append(event)
            self.clause.append(clause)
            self.account.append(account)
            self.party.append(party)
            self.amount.append(amount)

    def add_pattern(self, event: int, pattern: Pattern) -> None:
        """Add all lines of an event."""
        clauses, accounts, parties, amounts = pattern
        self.event.extend((event,) * len(amounts))
        self.clause.extend(clauses)
        self.account.extend(accounts)
        self.party.extend(parties)
        self.amount.extend(amounts)

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self.amount)
