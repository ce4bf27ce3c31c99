"""A course: what is sold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kuajie.domain.checks import require_identifier, require_known, require_share, require_unique
from kuajie.domain.incentive import Incentive, Offer, offers_of
from kuajie.domain.money import Money, listed, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course of a programme, sold by ``seller`` and only when every party in ``requires`` takes part.

    ``price`` is today's list price; ``price_choices`` the menu a plan may pick from (empty: the price
    stays), with ``incentives`` below it. ``seats`` is how many enrolments one week can take (``None``: no
    limit). ``unit_costs`` is what one enrolment costs each party. ``price_factor`` names the price response
    (see the response registry).
    """

    id: str
    title: str
    seller: str
    requires: tuple[str, ...]
    price: Money
    price_choices: tuple[Money, ...] = ()
    incentives: tuple[Incentive, ...] = ()
    price_factor: str = "constant_elasticity"
    seats: int | None = None
    unit_costs: Mapping[str, Money] = field(default_factory=dict)
    level: str = ""
    language: str = "zh"
    concepts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse negative prices, seats and costs, and a seller that is not required."""
        require_identifier("a course id", self.id)
        require_unique("a required party", self.requires)
        require_known("the seller", [self.seller], self.requires)
        zero = Money.zero(self.price.currency)
        if min((self.price, *self.price_choices)) < zero:
            raise ValueError(
                f"prices must not be negative, but got {listed((self.price, *self.price_choices))}"
            )
        if self.seats is not None and self.seats < 0:
            raise ValueError(f"seats must not be negative, but got {self.seats}")
        if any(cost < zero for cost in self.unit_costs.values()):
            raise ValueError(f"unit costs must not be negative, but got {named(self.unit_costs)}")
        object.__setattr__(self, "unit_costs", MappingProxyType(dict(self.unit_costs)))

    @property
    def unit_cost(self) -> Money:
        """What one enrolment costs all parties together."""
        return sum(self.unit_costs.values(), start=Money.zero(self.price.currency))

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The offers a plan may choose from, by price paid: the menu with and without incentives."""
        return offers_of(self.menu, self.incentives)

    @property
    def menu(self) -> tuple[Money, ...]:
        """The prices a plan may choose from: the menu, or today's price alone."""
        return self.price_choices or (self.price,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRates:
    """What history says of a course's enrolments: the share refunded and the share completed."""

    refund: float
    completion: float

    def __post_init__(self) -> None:
        """Refuse rates outside the unit interval."""
        require_share("the refund rate", self.refund)
        require_share("the completion rate", self.completion)
