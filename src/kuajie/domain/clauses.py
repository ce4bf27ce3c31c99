"""The clauses of a deal: what two or more parties agreed to pay each other, exact and executable.

A clause names the courses it is about (none named: all), the days on which it is in force, and moves money
from some parties to others; what it moves adds up to zero. ``domain/deal.py`` says in which order clauses are
applied. Here stand those that divide revenue; what concerns single sales is in domain/sale_clauses.py,
payments are in domain/payment_clauses.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from kuajie.domain.checks import require_unique
from kuajie.domain.in_force import InForce, Per, require_each_once, require_not_negative, whole
from kuajie.domain.money import Money
from kuajie.domain.payment_clauses import (
    Advance,
    CostKind,
    CostShare,
    FeePerEnrolment,
    FeePerLead,
    FixedFee,
    MinimumGuarantee,
    Retainer,
)
from kuajie.domain.sale_clauses import CouponCost, Deduction, Holdback, Referral, Release

__all__ = [
    "KINDS",
    "STAGES",
    "Advance",
    "Cap",
    "Clause",
    "CostKind",
    "CostShare",
    "CouponCost",
    "Deduction",
    "FeePerEnrolment",
    "FeePerLead",
    "FixedFee",
    "Holdback",
    "MinimumGuarantee",
    "Per",
    "Recoup",
    "Referral",
    "Release",
    "Retainer",
    "RevenueShare",
    "Tier",
    "TierMode",
    "Tiers",
    "amounts_of",
    "courses_of",
    "covers",
    "kind_of",
    "levers_of",
    "stage_of",
]


class TierMode(StrEnum):
    """How tiers are read.

    ``MARGINAL``: each slice of revenue is shared as its own tier says. ``RETROACTIVE``: all of it is shared
    as the highest tier reached says.
    """

    MARGINAL = "marginal"
    RETROACTIVE = "retroactive"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueShare(InForce):
    """Revenue of some courses is shared by fixed shares.

    Revenue is what learners paid less refunds, with what an incentive let off counted as paid (its bearer
    bears it), less deductions and referrals; what recoup clauses have taken is no longer there to share.
    ``bundle`` in place of courses: the clause is about these courses where one order holds all of them, and
    goes before clauses about single courses.
    """

    shares: Mapping[str, Fraction]
    courses: tuple[str, ...] = ()
    bundle: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse shares that are negative or do not add up to one, and repeated courses."""
        InForce.__post_init__(self)
        require_each_once(self.bundle)
        if self.bundle and (self.courses or len(self.bundle) == 1):
            raise ValueError(f"a bundle has two courses or more and stands alone, but got {self.bundle}")
        object.__setattr__(self, "shares", whole(self.shares))
        require_unique("a course", self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return tuple(self.shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """Shares of revenue from a threshold of cumulative revenue on."""

    threshold: Money
    shares: Mapping[str, Fraction]

    def __post_init__(self) -> None:
        """Refuse shares that do not add up to one and a negative threshold."""
        object.__setattr__(self, "shares", whole(self.shares))
        require_not_negative("a threshold", self.threshold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers(InForce):
    """Revenue of some courses is shared by shares that change as it grows.

    It grows over the horizon, or anew in every period of ``per``. Thresholds count the revenue of these
    courses together, after recoup; the first is zero.
    """

    tiers: tuple[Tier, ...]
    mode: TierMode = TierMode.MARGINAL
    per: Per | None = None
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse thresholds that do not start at zero and increase."""
        InForce.__post_init__(self)
        levels = [tier.threshold for tier in self.tiers]
        if not levels or levels[0].minor or any(b <= a for a, b in pairwise(levels)):
            raise ValueError(f"thresholds must start at 0 and increase, but got {[*map(str, levels)]}")
        require_unique("a course", self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named, each once."""
        return tuple(dict.fromkeys(party for tier in self.tiers for party in tier.shares))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoup(InForce):
    """Before revenue is shared, a party is first repaid some of its costs, or a stated amount, out of it.

    ``costs`` says which costs (``levers`` names some of its levers, all without); ``limit`` is the most that
    is repaid. ``amount`` stands in place of all three: an investment made before, such as a course's
    production.
    """

    party: str
    costs: tuple[CostKind, ...] = ()
    levers: tuple[str, ...] = ()
    limit: Money | None = None
    amount: Money | None = None
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse anything but either costs or an amount, and negative amounts."""
        InForce.__post_init__(self)
        if bool(self.costs) == (self.amount is not None):
            raise ValueError(
                f"recoup repays either costs or an amount, but got {self.costs} and {self.amount}"
            )
        if self.amount is not None and self.limit is not None:
            raise ValueError(f"a stated amount is its own limit, but got {self.amount} and {self.limit}")
        if self.levers and CostKind.SPEND not in self.costs:
            raise ValueError(f"levers are named of spend, but recoup repays {self.costs}")
        for amount in self.amounts:
            require_not_negative("what is repaid", amount)
        require_each_once(self.costs, self.levers, self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The party named."""
        return (self.party,)

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The amounts named."""
        return tuple(amount for amount in (self.limit, self.amount) if amount is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap(InForce):
    """A party's part of revenue (by shares and tiers) is at most ``amount``; the rest goes to others.

    ``per``: of every such calendar period; without, over the horizon.

    ``to`` names who takes the rest, evenly; without it all parties that have no cap do, in proportion to
    their own parts (evenly where none has any).
    """

    party: str
    amount: Money
    to: tuple[str, ...] = ()
    per: Per | None = None
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative cap and one whose rest goes to the capped party."""
        InForce.__post_init__(self)
        require_not_negative("a cap", self.amount)
        require_each_once(self.to, self.courses)
        if self.party in self.to:
            raise ValueError(f"what is above the cap of {self.party} cannot go to itself")

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return (self.party, *self.to)


Clause = (
    RevenueShare
    | Tiers
    | Recoup
    | Cap
    | MinimumGuarantee
    | FixedFee
    | FeePerEnrolment
    | CostShare
    | Deduction
    | Referral
    | CouponCost
    | Holdback
    | Advance
    | Retainer
    | FeePerLead
)

STAGES: tuple[tuple[type[Clause], ...], ...] = (
    (CouponCost,),
    (Deduction, Referral),
    (Recoup,),
    (RevenueShare, Tiers),
    (Cap,),
    (Holdback, Advance),
    (MinimumGuarantee,),
    (FixedFee, FeePerEnrolment, Retainer, FeePerLead),
    (CostShare,),
)
"""The order in which kinds of clauses are applied; clauses of one stage go in the order they are written."""


KINDS: dict[str, type[Clause]] = {
    "share": RevenueShare,
    "tiers": Tiers,
    "recoup": Recoup,
    "cap": Cap,
    "guarantee": MinimumGuarantee,
    "fixed_fee": FixedFee,
    "fee_per_enrolment": FeePerEnrolment,
    "cost_share": CostShare,
    "deduction": Deduction,
    "referral": Referral,
    "coupon": CouponCost,
    "holdback": Holdback,
    "advance": Advance,
    "retainer": Retainer,
    "fee_per_lead": FeePerLead,
}
"""The kinds of clauses by the word that files and answers write."""


def kind_of(clause: Clause) -> str:
    """Return the word for the kind of a clause.

    >>> kind_of(FixedFee(payer="P", payee="E", amount=Money(1, "CNY")))
    'fixed_fee'
    """
    return next(word for word, kind in KINDS.items() if type(clause) is kind)


def stage_of(clause: Clause) -> int:
    """Return the place of a clause in the order of application.

    >>> stage_of(FixedFee(payer="P", payee="E", amount=Money(1, "CNY")))
    7
    """
    return next(place for place, kinds in enumerate(STAGES) if isinstance(clause, kinds))


def courses_of(clause: Clause) -> tuple[str, ...]:
    """Return the courses a clause names; none for all of them, or where it is about no courses."""
    if isinstance(clause, RevenueShare) and clause.bundle:
        return clause.bundle
    return () if isinstance(clause, FixedFee | Retainer | FeePerLead) else clause.courses


def covers(clause: Clause, course: str) -> bool:
    """Say whether a clause is about a course.

    >>> covers(RevenueShare(shares={"P": Fraction(1)}, courses=("J1",)), "J2")
    False
    """
    return not courses_of(clause) or course in courses_of(clause)


def levers_of(clause: Clause) -> tuple[str, ...]:
    """Return the levers a clause names."""
    return clause.levers if isinstance(clause, Recoup | CostShare) else ()


def amounts_of(clause: Clause) -> tuple[Money, ...]:
    """Return every amount of money in a clause."""
    if isinstance(clause, Tiers):
        return tuple(tier.threshold for tier in clause.tiers)
    if isinstance(clause, Recoup):
        return clause.amounts
    without = RevenueShare | CostShare | Deduction | Referral | CouponCost | Holdback
    return () if isinstance(clause, without) else (clause.amount,)
