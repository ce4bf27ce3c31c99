"""Clauses about what is taken off, added to or held back from each sale; see domain/clauses.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kuajie.domain.in_force import InForce, require_each_once, require_rate

LEVELS = (1, 2)
"""Levels of referral that are paid.

A third one is refused: three levels of paid recruiting make a pyramid scheme (Regulations on Prohibition of
Pyramid Selling, 2005, article 7, with the joint opinion on its prosecution of 2013: three levels).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction(InForce):
    """A rate of what is paid goes off before anything is shared: a payment fee, a tax, a platform's fee.

    ``party`` has it to pay it on (empty: the seller of the course).
    """

    name: str
    rate: Fraction
    party: str = ""
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rate outside 0 to 1."""
        InForce.__post_init__(self)
        require_rate(self.rate)
        require_each_once(self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The party named, if any."""
        return (self.party,) if self.party else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral(InForce):
    """A rate of the net of sales through some channels goes to who brought the buyer, before sharing.

    Net is what is left after deductions. ``party`` has it, to pay it on to ``promoter`` where one is named.
    ``channels`` are those of orders.csv (none: all). Levels above 2 are refused (``LEVELS``).
    """

    party: str
    rate: Fraction
    level: int = 1
    promoter: str = ""
    channels: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a third level and a rate outside 0 to 1."""
        InForce.__post_init__(self)
        if self.level not in LEVELS:
            raise ValueError(f"at most two levels of referral are paid, but got level {self.level}")
        require_rate(self.rate)
        require_each_once(self.channels, self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The party named."""
        return (self.party,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponCost(InForce):
    """A party bears what a coupon lets off: it counts as paid, and the party adds it.

    What is let off is the list price times the quantity less what was paid, of orders with one of the
    ``coupons`` (none: any). Without such a clause the price paid is what counts.
    """

    party: str
    coupons: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse names that stand twice."""
        InForce.__post_init__(self)
        require_each_once(self.coupons, self.courses)

    @property
    def parties(self) -> tuple[str, ...]:
        """The party named."""
        return (self.party,)


class Release(StrEnum):
    """What releases money held back."""

    COMPLETION = "completion"
    DAYS = "days"
    SATISFACTION = "satisfaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdback(InForce):
    """A rate of a party's part of each sale stays with the seller until it is released.

    ``on``: the learner completes the course; ``days`` have passed since the sale; or the learner gives it at
    least ``rating``. A party's part is what shares and tiers give it, before caps.
    """

    party: str
    rate: Fraction
    on: Release
    days: int | None = None
    rating: Fraction | None = None
    courses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a rate outside 0 to 1, and days or a rating that do not fit what releases."""
        InForce.__post_init__(self)
        require_rate(self.rate)
        require_each_once(self.courses)
        fits = (self.on is Release.DAYS, self.on is Release.SATISFACTION)
        if fits != (self.days is not None, self.rating is not None) or (self.days or 0) < 0:
            raise ValueError(f"released on {self.on} with days {self.days}, rating {self.rating}")

    @property
    def parties(self) -> tuple[str, ...]:
        """The party named."""
        return (self.party,)
