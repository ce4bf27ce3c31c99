"""From computed shares to exact money that adds up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from kuajie.domain.money import Money, minor_digits


def to_exact(shares: Mapping[str, float | Fraction], total: Money) -> Mapping[str, Money]:
    """Return shares (major units, possibly negative) as exact money that adds up to ``total``.

    The rule, which both sides can recompute: what the shares miss of the total, less than a minor unit, is
    spread evenly; every share is rounded down to a minor unit; the units left over go one each to the shares
    that lost most, the earlier party first among equals.

    Raises ``ValueError`` when the shares miss the total by a minor unit or more.

    >>> [str(share) for share in to_exact({"p": 0.05, "e": -0.02}, Money.of("0.03", "CNY")).values()]
    ['0.05 CNY', '-0.02 CNY']
    """
    units = [Fraction(share) * 10 ** minor_digits(total.currency) for share in shares.values()]
    missed = total.minor - sum(units, start=Fraction(0))
    if not units or abs(missed) >= 1:
        raise ValueError(f"shares must add up to {total}, but got {dict(shares)}")
    units = [unit + missed / len(units) for unit in units]
    down = [unit.numerator // unit.denominator for unit in units]
    order = sorted(range(len(units)), key=lambda place: (down[place] - units[place], place))
    lucky = set(order[: total.minor - sum(down)])
    return MappingProxyType(
        {party: Money(down[place] + (place in lucky), total.currency) for place, party in enumerate(shares)}
    )
