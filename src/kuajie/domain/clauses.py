"""The clauses of a deal: what two or more parties agreed to pay each other, exact and executable.

A clause names the courses it is about (none named: all) and moves money from some parties to others; what it
moves adds up to zero. ``domain/deal.py`` says in which order clauses are applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from kuajie.domain.checks import require_unique
from kuajie.domain.money import Money


class CostKind(StrEnum):
    """The costs a party bears: what it puts into levers (set-up included), and its costs per enrolment."""

    SPEND = "spend"
    UNIT_COSTS = "unit_costs"


class TierMode(StrEnum):
    """How tiers are read.

    ``MARGINAL``: each slice of revenue is shared as its own tier says. ``RETROACTIVE``: all of it is shared
    as the highest tier reached says.
    """

    MARGINAL = "marginal"
    RETROACTIVE = "retroactive"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueShare:
    """Revenue of some courses is shared by fixed shares.

    Revenue is what learners paid less refunds, with what an incentive let off counted as paid (its bearer
    bears it); what recoup clauses have taken is no longer there to share.
    """

    shares: Mapping[str, Fraction]
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse shares that are negative or do not add up to one, and repeated courses."""
        object.__setattr__(self, "shares", _whole(self.shares))
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
        object.__setattr__(self, "shares", _whole(self.shares))
        _require_not_negative("a threshold", self.threshold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers:
    """Revenue of some courses is shared by shares that change as it grows over the horizon.

    Thresholds count the revenue of these courses together, after recoup; the first is zero.
    """

    tiers: tuple[Tier, ...]
    mode: TierMode = TierMode.MARGINAL
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse thresholds that do not start at zero and increase."""
        levels = [tier.threshold for tier in self.tiers]
        if not levels or levels[0].minor or any(b <= a for a, b in pairwise(levels)):
            raise ValueError(f"thresholds must start at 0 and increase, but got {[*map(str, levels)]}")
        require_unique("a course", self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named, each once."""
        return tuple(dict.fromkeys(party for tier in self.tiers for party in tier.shares))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoup:
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
        if bool(self.costs) == (self.amount is not None):
            raise ValueError(
                f"recoup repays either costs or an amount, but got {self.costs} and {self.amount}"
            )
        if self.amount is not None and self.limit is not None:
            raise ValueError(f"a stated amount is its own limit, but got {self.amount} and {self.limit}")
        if self.levers and CostKind.SPEND not in self.costs:
            raise ValueError(f"levers are named of spend, but recoup repays {self.costs}")
        for amount in self.amounts:
            _require_not_negative("what is repaid", amount)
        _require_each_once(self.costs, self.levers, self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The party named."""
        return (self.party,)

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The amounts named."""
        return tuple(amount for amount in (self.limit, self.amount) if amount is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A party's part of revenue (by shares and tiers) is at most ``amount``; the rest goes to others.

    ``to`` names who takes the rest, evenly; without it all parties that have no cap do, in proportion to
    their own parts (evenly where none has any).
    """

    party: str
    amount: Money
    to: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative cap and one whose rest goes to the capped party."""
        _require_not_negative("a cap", self.amount)
        _require_each_once(self.to, self.courses)
        if self.party in self.to:
            raise ValueError(f"what is above the cap of {self.party} cannot go to itself")

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return (self.party, *self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumGuarantee:
    """The payer promises the payee at least ``amount`` of revenue over the horizon and pays what is short.

    What the payee received counts after shares, tiers and caps, with what recoup repaid it and what earlier
    guarantees (about no other courses) have paid it.
    """

    payer: str
    payee: str
    amount: Money
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative amount and a promise to oneself."""
        _require_payment(self.payer, self.payee, self.amount)
        _require_each_once(self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return (self.payer, self.payee)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedFee:
    """The payer pays the payee an amount over the horizon, whatever comes (a retainer)."""

    payer: str
    payee: str
    amount: Money

    def __post_init__(self) -> None:
        """Refuse a negative amount and a fee to oneself."""
        _require_payment(self.payer, self.payee, self.amount)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return (self.payer, self.payee)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePerEnrolment:
    """The payer pays the payee an amount for every enrolment that is kept (not refunded)."""

    payer: str
    payee: str
    amount: Money
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a negative amount and a fee to oneself."""
        _require_payment(self.payer, self.payee, self.amount)
        _require_each_once(self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return (self.payer, self.payee)


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShare:
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
        if not 0 <= self.rate <= 1:
            raise ValueError(f"a rate must lie between 0 and 1, but got {self.rate}")
        if self.payer == self.payee:
            raise ValueError(f"{self.payer} cannot reimburse itself")
        if not self.costs or (self.levers and CostKind.SPEND not in self.costs):
            raise ValueError(f"levers are named of spend, but got costs {self.costs}, levers {self.levers}")
        _require_each_once(self.costs, self.levers, self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties named."""
        return (self.payer, self.payee)


Clause = RevenueShare | Tiers | Recoup | Cap | MinimumGuarantee | FixedFee | FeePerEnrolment | CostShare

STAGES: tuple[tuple[type[Clause], ...], ...] = (
    (Recoup,),
    (RevenueShare, Tiers),
    (Cap,),
    (MinimumGuarantee,),
    (FixedFee, FeePerEnrolment),
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
    4
    """
    return next(place for place, kinds in enumerate(STAGES) if isinstance(clause, kinds))


def courses_of(clause: Clause) -> tuple[str, ...]:
    """Return the courses a clause names; none for all of them, or where it is about no courses."""
    return () if isinstance(clause, FixedFee) else clause.courses


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
    return () if isinstance(clause, RevenueShare | CostShare) else (clause.amount,)


def _whole(shares: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """Return shares that nobody can change; refuses those that are negative or do not add up to one."""
    if sum(shares.values()) != 1 or any(share < 0 for share in shares.values()):
        listed = ", ".join(f"{party} {share}" for party, share in shares.items())
        raise ValueError(f"shares must be non-negative and add up to 1, but got {listed}")
    return MappingProxyType(dict(shares))


def _require_not_negative(what: str, amount: Money) -> None:
    if amount.minor < 0:
        raise ValueError(f"{what} must not be negative, but got {amount}")


def _require_payment(payer: str, payee: str, amount: Money) -> None:
    _require_not_negative("an amount", amount)
    if payer == payee:
        raise ValueError(f"{payer} cannot pay itself")


def _require_each_once(*names: tuple[str, ...]) -> None:
    for some in names:
        require_unique("a name in a clause", some)
