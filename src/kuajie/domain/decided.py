"""What a plan finds decided or scarce: spend promised already, and inputs of which there are only so many."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kuajie.domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Spend of one lever in one week, agreed already: a plan keeps it as it is."""

    lever: str
    week: date
    spend: Money

    def __post_init__(self) -> None:
        """Refuse a negative spend, and a week that does not begin on a Monday."""
        if self.spend.minor < 0:
            raise ValueError(f"a promised spend must not be negative, but got {self.spend}")
        if self.week.weekday() != 0:
            raise ValueError(f"a week begins on a Monday, but got {self.week}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Something scarce that levers use up: teachers' hours, rooms, slots.

    ``uses[lever]`` is how much one unit of the lever's input takes. ``weekly`` and ``total`` are how much
    there is in a week and over the horizon (``None``: enough).
    """

    title: str
    uses: Mapping[str, float]
    weekly: float | None = None
    total: float | None = None

    def __post_init__(self) -> None:
        """Refuse amounts that are negative or not finite, and a resource without any limit."""
        amounts = [*self.uses.values(), *(limit for limit in (self.weekly, self.total) if limit is not None)]
        if not all(0 <= amount < math.inf for amount in amounts):
            raise ValueError(f"amounts of {self.title!r} must be finite and not negative, but got {amounts}")
        if self.weekly is None and self.total is None:
            raise ValueError(f"resource {self.title!r} needs a weekly or a total limit")
        object.__setattr__(self, "uses", MappingProxyType(dict(self.uses)))
