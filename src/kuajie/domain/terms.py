"""Terms, duties, objective and budgets: what the parties have agreed on or aim at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from kuajie.domain.clauses import Clause, RevenueShare, Tiers, courses_of
from kuajie.domain.money import Money, listed


class LateRefunds(StrEnum):
    """Who bears a refund after the window: all as they shared the sale, or the seller alone."""

    SHARED = "shared"
    SELLER = "seller"


class Base(StrEnum):
    """When revenue counts: once it is paid, or as lessons are consumed."""

    CASH = "cash"
    CONSUMED = "consumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was agreed so far; each party bears its own spend and unit costs unless a clause says otherwise.

    ``revenue_shares`` are the shares of net revenue of every course that no clause shares, among the parties
    the course requires (brought to a sum of one). Where neither says anything the seller keeps it.
    Refunds more than ``refund_window_days`` days after the sale (``None``: no window) are ``late_refunds``.
    Of equal remainders of a cent the party named first in ``rounding_order`` goes first, then the others as
    the programme names them.

    Revenue counts by ``base``; where that is ``CONSUMED``, for ``consumed_courses`` only (none: for all),
    and what is not consumed ``unused_after_days`` days after the sale (``None``: never) counts then.
    """

    revenue_shares: Mapping[str, Fraction] = field(default_factory=dict)
    clauses: tuple[Clause, ...] = ()
    refund_window_days: int | None = None
    late_refunds: LateRefunds = LateRefunds.SHARED
    rounding_order: tuple[str, ...] = ()
    base: Base = Base.CASH
    consumed_courses: tuple[str, ...] = ()
    unused_after_days: int | None = None

    def __post_init__(self) -> None:
        """Refuse shares that are no shares or that a clause leaves no course, and lessons beside cash."""
        shares = self.revenue_shares.values()
        if self.revenue_shares and (sum(shares) != 1 or any(share < 0 for share in shares)):
            raise ValueError(
                "revenue shares must be non-negative and add up to 1, but got "
                + ", ".join(f"{party} {share}" for party, share in self.revenue_shares.items())
            )
        if self.revenue_shares and self.shares_everything:
            raise ValueError(f"a clause shares every course beside {dict(self.revenue_shares)}")
        if self.base is Base.CASH and (self.consumed_courses or self.unused_after_days is not None):
            raise ValueError(f"nothing counts as lessons are consumed, but {self.consumed_courses} should")
        object.__setattr__(self, "revenue_shares", MappingProxyType(dict(self.revenue_shares)))

    def counts_consumed(self, course: str) -> bool:
        """Say whether revenue of a course counts as its lessons are consumed."""
        return self.base is Base.CONSUMED and (not self.consumed_courses or course in self.consumed_courses)

    @property
    def shares_everything(self) -> bool:
        """Whether one clause always shares the revenue of all courses."""
        return any(
            isinstance(clause, RevenueShare | Tiers)
            and not courses_of(clause)
            and clause.since is None
            and clause.until is None
            for clause in self.clauses
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something a party has promised to do by a day."""

    owner: str
    task: str
    due: date


class Aim(StrEnum):
    """What a programme is planned for."""

    PROFIT = "profit"
    ENROLMENTS = "enrolments"
    COMPLETIONS = "completions"
    MIX = "mix"


class Participation(StrEnum):
    """How parties' profit floors bind a plan.

    ``TRANSFERABLE``: other terms can share profit, so only the sum of the floors binds. ``UNDER_TERMS``:
    every party must reach its own under the terms as they stand; one that states none accepts no loss.
    """

    TRANSFERABLE = "transferable"
    UNDER_TERMS = "under_terms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What to make large, and what no party may fall below.

    ``weights`` (used by ``Aim.MIX``) is how many yuan one enrolment and one completion are worth beside a
    yuan of profit. ``profit_floors`` is the least profit each party accepts over the horizon; a charity's
    may be negative (what it is ready to give). ``participation`` says how those floors bind.
    """

    aim: Aim = Aim.PROFIT
    weights: Mapping[Aim, float] = field(default_factory=dict)
    profit_floors: Mapping[str, Money] = field(default_factory=dict)
    participation: Participation = Participation.TRANSFERABLE

    def __post_init__(self) -> None:
        """Refuse weights that are negative or not finite, and a mix without any."""
        weights = ", ".join(f"{aim} {weight}" for aim, weight in self.weights.items())
        if not all(0 <= weight < math.inf for weight in self.weights.values()):
            raise ValueError(f"weights must be finite and not negative, but got {weights}")
        if self.aim is Aim.MIX and not any(self.weights.values()):
            raise ValueError(f"a mixed objective needs a weight above zero, but got {weights or 'none'}")
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))
        object.__setattr__(self, "profit_floors", MappingProxyType(dict(self.profit_floors)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgets:
    """Upper limits on spend: over the horizon (set-up costs included) and in any week (without them).

    Both per party and in total.
    """

    by_party: Mapping[str, Money] = field(default_factory=dict)
    total: Money | None = None
    weekly_by_party: Mapping[str, Money] = field(default_factory=dict)
    weekly_total: Money | None = None

    def __post_init__(self) -> None:
        """Refuse negative budgets."""
        if any(budget.minor < 0 for budget in self.amounts):
            raise ValueError(f"budgets must not be negative, but got {listed(self.amounts)}")
        object.__setattr__(self, "by_party", MappingProxyType(dict(self.by_party)))
        object.__setattr__(self, "weekly_by_party", MappingProxyType(dict(self.weekly_by_party)))

    @property
    def amounts(self) -> tuple[Money, ...]:
        """Every amount that stands in these budgets."""
        whole = (self.total, self.weekly_total)
        stated = (amount for amount in whole if amount is not None)
        return (*self.by_party.values(), *self.weekly_by_party.values(), *stated)
