"""A lever: anything a party can put money or effort into, week by week."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kuajie.domain.beliefs import LeverBelief
from kuajie.domain.checks import require_identifier
from kuajie.domain.money import Money


class LeverKind(StrEnum):
    """Marketing levers (x) raise demand by channels; training levers (y) by better teaching."""

    MARKETING = "marketing"
    TRAINING = "training"


class Unit(StrEnum):
    """What a lever's input is counted in."""

    MONEY = "money"
    HOURS = "hours"
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """A lever of one party, with its limits and the shape of its response.

    ``unit_cost`` is the money one unit of input costs (1 for money itself). ``weekly_min`` and
    ``weekly_max`` bound the spend of a week; ``set_up_cost`` is paid once when the lever is used at all;
    ``min_if_used`` is the least total spend over the horizon once it is used. ``courses`` names the courses
    it acts on (empty: all). ``largest_change`` is how far its spend may move from one week to the next
    (``None``: as it likes). ``carry_over`` and ``saturation`` name rows of the response registry, and
    ``belief`` is what is thought of the lever before the data speak.
    """

    id: str
    title: str
    party: str
    kind: LeverKind
    unit: Unit
    unit_cost: Money
    weekly_max: Money
    weekly_min: Money
    set_up_cost: Money
    min_if_used: Money
    courses: tuple[str, ...] = ()
    largest_change: Money | None = None
    carry_over: str = "geometric"
    saturation: str = "exponential"
    belief: LeverBelief = field(default_factory=LeverBelief)

    def __post_init__(self) -> None:
        """Refuse crossed bounds, negative costs, and a unit of money that costs other than 1."""
        require_identifier("a lever id", self.id)
        zero = Money.zero(self.unit_cost.currency)
        if not zero <= self.weekly_min <= self.weekly_max:
            raise ValueError(
                f"0 <= weekly_min <= weekly_max must hold, but got {self.weekly_min}, {self.weekly_max}"
            )
        if self.set_up_cost < zero or self.min_if_used < zero:
            raise ValueError(
                "set_up_cost and min_if_used must not be negative, "
                f"but got {self.set_up_cost}, {self.min_if_used}"
            )
        if self.largest_change is not None and self.largest_change < zero:
            raise ValueError(f"largest_change must not be negative, but got {self.largest_change}")
        if not self.unit_cost > zero:
            raise ValueError(f"unit_cost must be positive, but got {self.unit_cost}")
        if self.unit is Unit.MONEY and self.unit_cost.amount != 1:
            raise ValueError(f"a unit of money costs 1, but got {self.unit_cost}")

    def acts_on(self, course_id: str) -> bool:
        """Say whether the lever raises enrolments of a course."""
        return not self.courses or course_id in self.courses
