"""Incentives: coupons and group prices, how deep they may be, and who bears what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kuajie.domain.checks import require_unique
from kuajie.domain.money import Money


class IncentiveKind(StrEnum):
    """A coupon lowers the price of whoever uses it; a group price also brings those who are asked along."""

    COUPON = "coupon"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incentive:
    """A way to sell a course below its list price, which a plan may choose.

    ``depths`` are the shares of the list price that may be let off; ``taken_by`` is the share of buyers who
    use it. Demand follows the average price paid; ``brings`` is what more it brings, as a share of demand
    (group buying: friends asked along). ``borne_by`` pays what is let off, out of its own part.
    """

    kind: IncentiveKind
    depths: tuple[Fraction, ...]
    borne_by: str
    taken_by: Fraction = Fraction(1)
    brings: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        """Refuse depths and shares outside the unit interval, and an incentive without a depth."""
        require_unique("a depth", [str(depth) for depth in self.depths])
        if not self.depths or not all(0 < depth < 1 for depth in self.depths):
            raise ValueError(f"depths must lie between 0 and 1, but got {[*map(str, self.depths)]}")
        if not 0 < self.taken_by <= 1 or self.brings < 0:
            raise ValueError(
                f"0 < taken_by <= 1 and brings >= 0 must hold, but got {self.taken_by}, {self.brings}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A list price with or without an incentive; ``paid`` is what a buyer pays on average."""

    listed: Money
    paid: Money
    incentive: Incentive | None = None
    depth: Fraction = Fraction(0)

    @property
    def discount(self) -> Money:
        """What is let off an average sold seat."""
        return self.listed - self.paid

    @property
    def brings(self) -> float:
        """By which factor demand is larger than at the same price without the incentive."""
        return 1.0 if self.incentive is None else 1.0 + float(self.incentive.brings)


def offers_of(menu: tuple[Money, ...], incentives: tuple[Incentive, ...]) -> tuple[Offer, ...]:
    """Return every offer that a menu and its incentives allow, one incentive at a time, by price paid.

    Of offers at the same price paid, the one that brings most stays; of equals the one without incentive.
    """
    best: dict[Money, Offer] = {}
    for offer in _all(menu, incentives):
        known = best.get(offer.paid)
        if known is None or offer.brings > known.brings:
            best[offer.paid] = offer
    return tuple(best[paid] for paid in sorted(best))


def _all(menu: tuple[Money, ...], incentives: tuple[Incentive, ...]) -> Iterator[Offer]:
    for price in menu:
        yield Offer(listed=price, paid=price)
    for price in menu:
        for incentive in incentives:
            for depth in incentive.depths:
                off = depth * incentive.taken_by * price.minor
                paid = Money(price.minor - round(off), price.currency)
                yield Offer(listed=price, paid=paid, incentive=incentive, depth=depth)
