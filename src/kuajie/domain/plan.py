"""A plan: a decision for every lever and week, with what is proved about it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kuajie.domain.money import Money, listed, named
from kuajie.messages import Text

BOUND_ROUNDING = 1e-6
"""How far, relative to the value, a bound may lie below it: sums over draws and weeks round differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A proved upper bound on the objective, and exactly which problem it bounds.

    ``value`` is the objective of the plan and ``bound`` no less than that of any feasible plan of the same
    problem, both in the objective's unit. ``method`` is ``none`` when nothing is proved; then ``bound`` is
    ``None``. ``problem`` says coupling, draws and grid in words.
    """

    value: float
    bound: float | None
    method: str
    problem: Text

    def __post_init__(self) -> None:
        """Refuse a bound below the value it bounds, a bound without a method, and what is no number."""
        if math.isnan(self.value) or (self.bound is not None and math.isnan(self.bound)):
            raise ValueError(f"value and bound must be numbers, but got {self.value}, {self.bound}")
        if (self.bound is None) != (self.method == "none"):
            raise ValueError(f"a bound needs a method and only then: {self.bound}, {self.method!r}")
        slack = BOUND_ROUNDING * max(1.0, abs(self.value))
        if self.bound is not None and self.bound < self.value - slack:
            raise ValueError(f"the bound {self.bound} lies below the value {self.value}")

    @property
    def gap(self) -> float | None:
        """How much better any plan could be, relative to the value; ``None`` when nothing is proved."""
        if self.bound is None:
            return None
        return max(0.0, self.bound - self.value) / max(abs(self.value), 1e-12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Spend for every lever and week, and a price for every course.

    ``spend[lever]`` holds one exact amount per week of ``weeks``.
    """

    weeks: tuple[date, ...]
    spend: Mapping[str, tuple[Money, ...]]
    prices: Mapping[str, Money]
    certificate: Certificate

    def __post_init__(self) -> None:
        """Refuse a plan without weeks, rows of the wrong length, negative spend and negative prices."""
        if not self.weeks:
            raise ValueError("a plan needs at least one week, but got none")
        for lever, row in self.spend.items():
            if len(row) != len(self.weeks):
                raise ValueError(f"lever {lever} has {len(row)} amounts for {len(self.weeks)} weeks")
            if any(amount.minor < 0 for amount in row):
                raise ValueError(f"lever {lever} must not have a negative spend, but got {listed(row)}")
        if any(price.minor < 0 for price in self.prices.values()):
            raise ValueError(f"prices must not be negative, but got {named(self.prices)}")
        object.__setattr__(self, "spend", MappingProxyType(dict(self.spend)))
        object.__setattr__(self, "prices", MappingProxyType(dict(self.prices)))

    def total(self, lever_id: str) -> Money:
        """Return a lever's spend over the horizon."""
        row = self.spend[lever_id]
        return sum(row, start=Money.zero(row[0].currency))
