"""Clauses by which one party pays another; see domain/clauses.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kuajie.domain.in_force import InForce, Per, require_each_once, require_payment, require_rate
from kuajie.domain.money import Money


class CostKind(StrEnum):
    """The costs a party bears: what it puts into levers (set-up included), and its costs per enrolment."""

    SPEND = "spend"
    UNIT_COSTS = "unit_costs"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Payment(InForce):
    """The payer pays the payee an amount."""

    payer: str
    payee: str
    amount: Money

    def __post_init__(self) -> None:
        """Refuse a negative amount and a payment to oneself."""
        InForce.__post_init__(self)
        require_payment(self.payer, self.payee, self.amount)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return (self.payer, self.payee)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumGuarantee(_Payment):
    """The payer promises the payee at least ``amount`` of revenue and pays what is short.

    What the payee received counts after shares, tiers and caps, with what recoup repaid it and what earlier
    guarantees (about no other courses) have paid it. ``per``: of every such calendar period, in proportion to
    the days in force; without: over the horizon.
    """

    per: Per | None = None
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative amount and a promise to oneself."""
        _Payment.__post_init__(self)
        require_each_once(self.courses)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedFee(_Payment):
    """The payer pays the payee an amount once, whatever comes.

    It is due on ``due``; without, on the last day of the horizon, or of the clause where that is earlier.
    """

    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retainer(_Payment):
    """The payer pays the payee an amount every calendar month of the horizon, by days in force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(_Payment):
    """The payer pays ahead, and has it back out of the payee's part of later sales.

    It is paid on ``due``; without, on the first day of the horizon, or of the clause where that is later.
    Sales of that day and later ones earn it back, after caps.
    """

    due: date | None = None
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative amount and an advance to oneself."""
        _Payment.__post_init__(self)
        require_each_once(self.courses)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePerEnrolment(_Payment):
    """The payer pays the payee an amount for every enrolment that is kept (not refunded)."""

    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative amount and a fee to oneself."""
        _Payment.__post_init__(self)
        require_each_once(self.courses)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePerLead(_Payment):
    """The payer pays the payee an amount for every lead of the payee's leads.csv.

    ``channels`` are those of the leads (none: all).
    """

    channels: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative amount and a fee to oneself."""
        _Payment.__post_init__(self)
        require_each_once(self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShare(InForce):
    """The payer reimburses a rate of the payee's costs (a participation rate) that recoup has not repaid.

    ``costs`` says of which costs; ``levers`` names some of the payee's levers (all without), ``courses`` the
    courses of unit costs.
    """

    payer: str
    payee: str
    rate: Fraction
    costs: tuple[CostKind, ...] = (CostKind.SPEND,)
    levers: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rate outside 0 to 1, a share of one's own costs, and one of no costs."""
        InForce.__post_init__(self)
        require_rate(self.rate)
        if self.payer == self.payee:
            raise ValueError(f"{self.payer} cannot reimburse itself")
        if not self.costs or (self.levers and CostKind.SPEND not in self.costs):
            raise ValueError(f"levers are named of spend, but got costs {self.costs}, levers {self.levers}")
        require_each_once(self.costs, self.levers, self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return (self.payer, self.payee)
