"""Disputes: claims about single lines, what is payable although they are open, and what rulings move.

A claim says that a payer owes a payee more of an event than was posted. Each may be ruled on by itself, so
that while a case is open a party's due can come out anywhere between all claims against it and all for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kuajie.settlement.knowledge import Award
from kuajie.settlement.rounding import parted
from kuajie.settlement.statements import Transfer, transfers


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A line in dispute: of which event and clause the payer is to owe the payee so much more, and why.

    ``amount`` is in minor units; ``evidence`` names files, each with its hash.
    """

    event: str
    payer: str
    payee: str
    amount: int
    reason: str
    clause: str = ""
    evidence: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse claims of nothing and against oneself."""
        if self.amount <= 0 or self.payer == self.payee:
            raise ValueError(f"a claim moves something between two parties, got {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Claims of one party about a month, and the days by which the others answer and a mediator rules."""

    id: str
    period: str
    raised_by: str
    raised_on: date
    answer_by: date
    rule_by: date
    claims: tuple[Claim, ...]

    def __post_init__(self) -> None:
        """Refuse a case without claims, and deadlines out of order."""
        if not self.claims:
            raise ValueError(f"case {self.id} claims nothing")
        if not self.raised_on <= self.answer_by <= self.rule_by:
            raise ValueError(
                f"deadlines must follow each other: {self.raised_on}, {self.answer_by}, {self.rule_by}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What a mediator grants of a claim (by its number, from 1), in minor units, and why.

    ``withdrawn``: nothing, since whoever claimed it takes it back.
    """

    claim: int
    amount: int
    reason: str = ""
    withdrawn: bool = False


def undisputed(dues: Mapping[str, int], claims: Sequence[Claim]) -> tuple[Transfer, ...]:
    """Return the payments that are owed however the claims are ruled on.

    Nobody pays more, or is paid more, than in the ruling worst for it; what goes in comes out.

    >>> claim = Claim(event="x", payer="P", payee="E", amount=30, reason="")
    >>> undisputed({"P": -100, "E": 60, "C": 40}, [claim])
    (Transfer(payer='P', payee='E', amount=60), Transfer(payer='P', payee='C', amount=40))
    """
    sure = {party: _surely(due, party, claims) for party, due in dues.items()}
    paid_in = -sum(due for due in sure.values() if due < 0)
    paid_out = sum(due for due in sure.values() if due > 0)
    total = min(paid_in, paid_out)
    return transfers({**_shared(sure, total, 1), **_shared(sure, total, -1)}) if total else ()


def _surely(due: int, party: str, claims: Sequence[Claim]) -> int:
    """Return the part of a due that stands under every ruling: nothing where even its sign is open."""
    least = due - sum(claim.amount for claim in claims if claim.payer == party)
    most = due + sum(claim.amount for claim in claims if claim.payee == party)
    return least if least > 0 else most if most < 0 else 0


def _shared(sure: Mapping[str, int], total: int, sign: int) -> dict[str, int]:
    """Return a total shared among those who are due (1) or owe (-1), in proportion to what is sure."""
    sizes = {party: sign * due for party, due in sure.items() if sign * due > 0}
    parts = parted(total, list(sizes.values()))
    return {party: sign * part for party, part in zip(sizes, parts, strict=True)}


def awards(case: Case, rulings: Sequence[Ruled], *, at: int) -> tuple[Award, ...]:
    """Return what rulings move, at a moment (microseconds since 1970, UTC).

    Raises ``ValueError`` for a claim that the case does not hold and for more than was claimed.
    """
    made = []
    for ruled in rulings:
        if not 1 <= ruled.claim <= len(case.claims):
            raise ValueError(f"case {case.id} has no claim {ruled.claim}")
        claim = case.claims[ruled.claim - 1]
        if not 0 <= ruled.amount <= claim.amount:
            raise ValueError(f"claim {ruled.claim} is of {claim.amount}, but {ruled.amount} was granted")
        if ruled.amount:
            made.append(
                Award(
                    id=f"{case.id}/{ruled.claim}",
                    at=at,
                    case=case.id,
                    event=claim.event,
                    clause=claim.clause,
                    payer=claim.payer,
                    payee=claim.payee,
                    amount=ruled.amount,
                )
            )
    return tuple(made)
