"""When a clause is in force, and what several kinds of clauses refuse alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from kuajie.domain.checks import require_unique
from kuajie.domain.money import Money


class Per(StrEnum):
    """Calendar periods over which a clause counts totals anew."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """In force from the day ``since`` to before ``until`` (``None``: without end)."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse what ends before it begins."""
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise ValueError(f"a clause must end after it begins, got {self.since} to {self.until}")

    def holds(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def meets(self, other: InForce) -> bool:
        """Say whether both are in force on some day."""
        starts = max(self.since or date.min, other.since or date.min)
        return starts < min(self.until or date.max, other.until or date.max)


def whole(shares: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """Return shares that nobody can change; refuses those that are negative or do not add up to one."""
    if sum(shares.values()) != 1 or any(share < 0 for share in shares.values()):
        listed = ", ".join(f"{party} {share}" for party, share in shares.items())
        raise ValueError(f"shares must be non-negative and add up to 1, but got {listed}")
    return MappingProxyType(dict(shares))


def require_not_negative(what: str, amount: Money) -> None:
    """Refuse an amount below zero."""
    if amount.minor < 0:
        raise ValueError(f"{what} must not be negative, but got {amount}")


def require_payment(payer: str, payee: str, amount: Money) -> None:
    """Refuse a payment to oneself and one below zero."""
    require_not_negative("an amount", amount)
    if payer == payee:
        raise ValueError(f"{payer} cannot pay itself")


def require_rate(rate: Fraction) -> None:
    """Refuse a rate outside 0 to 1."""
    if not 0 <= rate <= 1:
        raise ValueError(f"a rate must lie between 0 and 1, but got {rate}")


def require_each_once(*names: tuple[str, ...]) -> None:
    """Refuse a name that stands twice in a list."""
    for some in names:
        require_unique("a name in a clause", some)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A calendar period as far as something is in force: ``first`` to before ``end``, of ``days`` in all."""

    first: date
    end: date
    days: int

    @property
    def last(self) -> date:
        """Its last day."""
        return self.end - timedelta(days=1)

    def of(self, minor: int) -> int:
        """Return an amount for the whole period in proportion to the days in force, rounded down."""
        return minor * (self.end - self.first).days // self.days


def period_of(per: Per, day: date) -> tuple[date, date]:
    """Return the first day of the calendar period a day lies in, and of the one after.

    >>> period_of(Per.QUARTER, date(2026, 11, 30))
    (datetime.date(2026, 10, 1), datetime.date(2027, 1, 1))
    """
    months = {Per.MONTH: 1, Per.QUARTER: 3, Per.YEAR: 12}[per]
    number = (day.year * 12 + day.month - 1) // months * months
    first, after = (divmod(each, 12) for each in (number, number + months))
    return date(first[0], first[1] + 1, 1), date(after[0], after[1] + 1, 1)


def spans(per: Per | None, clause: InForce, horizon: InForce) -> tuple[Span, ...]:
    """Return the periods of a clause within a horizon that has both ends; one where ``per`` is ``None``."""
    if horizon.since is None or horizon.until is None:
        raise ValueError(f"a horizon has two ends, got {horizon}")
    first = max(horizon.since, clause.since or date.min)
    end = min(horizon.until, clause.until or date.max)
    found = []
    while first < end:
        whole_first, whole_end = (first, end) if per is None else period_of(per, first)
        found.append(Span(first=first, end=min(end, whole_end), days=(whole_end - whole_first).days))
        first = whole_end
    return tuple(found)
