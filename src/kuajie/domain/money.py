"""Exact money: whole minor units with a currency, and exchange rates by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import MAX_PREC, ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import cache, total_ordering
from types import MappingProxyType
from typing import Self

from babel.core import get_global
from babel.numbers import get_currency_precision

from kuajie.messages import BadInput
from kuajie.messages.notices.money import CURRENCY_MIXED, RATE_MISSING, TOO_MANY_DIGITS, UNKNOWN_CURRENCY

_EXACT = Context(prec=MAX_PREC, rounding=ROUND_HALF_EVEN)
"""As many digits as it takes, whatever the caller's decimal context says."""


@cache
def minor_digits(currency: str) -> int:
    """Return how many decimal digits a currency has: 2 for CNY, 0 for JPY.

    Raises ``BadInput`` for a code that ISO 4217 does not know.
    """
    if currency not in get_global("all_currencies"):
        raise BadInput.of(UNKNOWN_CURRENCY, currency=currency)
    return int(get_currency_precision(currency))


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount: ``minor`` whole minor units (fen for CNY) of ``currency``.

    >>> Money.of("19.90", "CNY") + Money.of("0.10", "CNY")
    Money(minor=2000, currency='CNY')
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse fractions of a minor unit and unknown currencies."""
        if type(self.minor) is not int:
            raise TypeError(f"minor units are whole numbers, but got {self.minor!r}")
        minor_digits(self.currency)

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Self:
        """Return ``amount`` major units (yuan) as exact money.

        Raises ``BadInput`` when the amount has more digits than the currency.
        """
        units = _number(amount).scaleb(minor_digits(currency), _EXACT)
        if units != units.to_integral_value():
            raise BadInput.of(
                TOO_MANY_DIGITS, amount=amount, currency=currency, digits=minor_digits(currency)
            )
        return cls(int(units), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Return nothing, in a currency."""
        return cls(0, currency)

    @classmethod
    def nearest(cls, amount: float | Decimal, currency: str) -> Self:
        """Return the nearest exact money to a computed amount: the one way back from planning floats."""
        units = _number(amount).scaleb(minor_digits(currency), _EXACT)
        return cls(int(units.to_integral_value(ROUND_HALF_EVEN, _EXACT)), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exactly."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency), _EXACT)

    def __float__(self) -> float:
        """Return major units as a float: the one way from money into fitting and planning."""
        return float(self.amount)

    def _same(self, other: Money) -> None:
        if other.currency != self.currency:
            raise BadInput.of(CURRENCY_MIXED, first=self.currency, second=other.currency)

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def allocate(self, weights: Sequence[int | Fraction]) -> tuple[Money, ...]:
        """Share the amount by non-negative weights without losing a minor unit.

        Largest remainders get the units left over; ties go to the earlier share. A negative amount is shared
        as the positive one, so that a refund undoes its order to the unit.

        >>> [share.minor for share in Money(100, "CNY").allocate([1, 1, 1])]
        [34, 33, 33]
        """
        total = sum(Fraction(weight) for weight in weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise ValueError(f"weights must be non-negative and not all zero, but got {list(weights)}")
        size, sign = abs(self.minor), -1 if self.minor < 0 else 1
        exact = [Fraction(weight) * size / total for weight in weights]
        floors = [share.numerator // share.denominator for share in exact]
        left = size - sum(floors)
        order = sorted(range(len(exact)), key=lambda place: (floors[place] - exact[place], place))
        lucky = set(order[:left])
        units = (floor + (place in lucky) for place, floor in enumerate(floors))
        return tuple(Money(sign * unit, self.currency) for unit in units)


def _number(amount: str | float | Decimal) -> Decimal:
    """Return an amount as it stands; refuses what is no finite number."""
    try:
        number = Decimal(amount)
    except InvalidOperation:
        raise ValueError(f"an amount must be a number, but got {amount!r}") from None
    if not number.is_finite():
        raise ValueError(f"an amount must be finite, but got {amount!r}")
    return number


def listed(amounts: Iterable[Money]) -> str:
    """Return amounts as a message shows them.

    >>> listed([Money(150, "CNY"), Money(0, "CNY")])
    '1.50 CNY, 0.00 CNY'
    """
    return ", ".join(str(amount) for amount in amounts)


def named(amounts: Mapping[str, Money]) -> str:
    """Return amounts with whose they are, as a message shows them.

    >>> named({"P": Money(150, "CNY")})
    'P 1.50 CNY'
    """
    return ", ".join(f"{name} {amount}" for name, amount in amounts.items())


@dataclass(frozen=True, slots=True)
class Rates:
    """Exchange rates by day and pair; a missing one is an error, never a guess."""

    by_day: Mapping[tuple[date, str, str], Decimal]

    def __post_init__(self) -> None:
        """Refuse rates that are not positive."""
        for key, rate in self.by_day.items():
            if not (rate.is_finite() and rate > 0):
                raise ValueError(f"a rate must be positive, but got {rate} for {key}")
        object.__setattr__(self, "by_day", MappingProxyType(dict(self.by_day)))

    def convert(self, money: Money, *, to: str, on: date) -> Money:
        """Return ``money`` in the currency ``to`` at the rate of the day ``on``.

        Raises ``BadInput`` when the day has no rate for the pair.
        """
        if money.currency == to:
            return money
        rate = self.by_day.get((on, money.currency, to))
        if rate is None:
            raise BadInput.of(RATE_MISSING, first=money.currency, second=to, day=on)
        return Money.nearest(_EXACT.multiply(money.amount, rate), to)
