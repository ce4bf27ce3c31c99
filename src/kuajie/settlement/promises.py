"""What guarantees and advances remember: amounts that are functions of what a party has had so far."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class GuaranteeState:
    """A promise over one span: what counts as received, and once the span is over what was paid on top."""

    clause: int
    payer: int
    payee: int
    amount: int
    last: int
    received: int = 0
    closed: bool = False
    paid: int = 0

    def true_up(self) -> int:
        """Return what the payer pays more than before; remember it."""
        now = max(0, self.amount - self.received) if self.closed else 0
        more, self.paid = now - self.paid, now
        return more


@dataclass(slots=True, kw_only=True)
class AdvanceState:
    """Money paid ahead: what the payee's parts are so far, and what went back to the payer out of them."""

    clause: int
    payer: int
    payee: int
    amount: int
    parts: int = 0
    back: int = 0

    def earn_back(self, part: int) -> int:
        """Return what goes back more than before when the payee's parts change by ``part``; remember it."""
        self.parts += part
        now = min(self.amount, max(0, self.parts))
        more, self.back = now - self.back, now
        return more
