"""Why a line does or does not agree, and who must act."""

from __future__ import annotations

from enum import IntEnum


class Reason(IntEnum):
    """The one class a line ends in; A and B are the two books.

    ``CANCELLED_IN_A``: cancelled in A while B counts it; ``CANCELLED``: cancelled, and unknown to the other.
    """

    MATCHED = 0
    WITHIN_TOLERANCE = 1
    AMOUNT_DIFFERS = 2
    REFUND_ONLY_IN_A = 3
    REFUND_ONLY_IN_B = 4
    MISSING_IN_A = 5
    MISSING_IN_B = 6
    REPEATED_IN_A = 7
    REPEATED_IN_B = 8
    CURRENCY_DIFFERS = 9
    UNIT_DIFFERS = 10
    CUT_OFF = 11
    DATE_DIFFERS = 12
    FEE_DEDUCTED_IN_A = 13
    FEE_DEDUCTED_IN_B = 14
    CANCELLED_IN_A = 15
    CANCELLED_IN_B = 16
    CANCELLED = 17
    UNKNOWN = 18

    @property
    def code(self) -> str:
        """The reason as files and JSON write it."""
        return self.name.lower()

    @property
    def mirrored(self) -> Reason:
        """The reason when A and B change places."""
        if self.name.endswith("_A"):
            return Reason[self.name[:-1] + "B"]
        return Reason[self.name[:-1] + "A"] if self.name.endswith("_B") else self


class Actor(IntEnum):
    """Who must act next."""

    NOBODY = 0
    A = 1
    B = 2
    BOTH = 3

    @property
    def code(self) -> str:
        """The actor as files and JSON write it."""
        return self.name.lower()


AGREED = (Reason.MATCHED, Reason.WITHIN_TOLERANCE, Reason.CANCELLED)
"""Reasons that leave nothing to do."""

ACTORS = {
    Reason.MATCHED: Actor.NOBODY,
    Reason.WITHIN_TOLERANCE: Actor.NOBODY,
    Reason.AMOUNT_DIFFERS: Actor.BOTH,
    Reason.REFUND_ONLY_IN_A: Actor.B,
    Reason.REFUND_ONLY_IN_B: Actor.A,
    Reason.MISSING_IN_A: Actor.A,
    Reason.MISSING_IN_B: Actor.B,
    Reason.REPEATED_IN_A: Actor.A,
    Reason.REPEATED_IN_B: Actor.B,
    Reason.CURRENCY_DIFFERS: Actor.BOTH,
    Reason.UNIT_DIFFERS: Actor.BOTH,
    Reason.CUT_OFF: Actor.BOTH,
    Reason.DATE_DIFFERS: Actor.BOTH,
    Reason.FEE_DEDUCTED_IN_A: Actor.A,
    Reason.FEE_DEDUCTED_IN_B: Actor.B,
    Reason.CANCELLED_IN_A: Actor.B,
    Reason.CANCELLED_IN_B: Actor.A,
    Reason.CANCELLED: Actor.NOBODY,
    Reason.UNKNOWN: Actor.BOTH,
}
"""Who must act: whoever lacks the line or the refund, repeats it, still counts it, or kept a fee."""
