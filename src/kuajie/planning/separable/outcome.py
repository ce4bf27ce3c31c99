"""What levers together bring, as a concave function of what each side of them adds up to.

Each kind gives the true outcome and, at any point, a plane that lies above the outcome everywhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.separable.price_range import PriceRange
from kuajie.planning.separable.problem import SeparableProblem

Floats = NDArray[np.float64]

BINDING = 1e-12
"""How near, relatively, sold seats must be to all seats to count as sold out."""


class Outcome(Protocol):
    """A concave, growing function of the sides' sums (S,), on the box from ``low`` to ``high``."""

    @property
    def low(self) -> Floats:
        """The least sums (S,)."""

    @property
    def high(self) -> Floats:
        """The largest sums (S,)."""

    def within(self, low: Floats, high: Floats) -> Outcome:
        """Return the same outcome on a smaller box."""

    def plane(self, sums: Floats) -> tuple[float, Floats]:
        """Return height at zero and slopes (S,) of a plane above the outcome that is near it at ``sums``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Profit of one week before spend as a function of demand N: price chosen for the best, seats counted.

    It is concave in N: linear up to the seats and then flat or, where the price rises to fill exactly the
    seats, seats · unit(p(N)) with p(N) concave (elasticity of one or more, logit); below an elasticity of one
    the highest price is always best.
    """

    seats: float
    margin: float
    price: PriceRange | None

    def value(self, wanted: float) -> float:
        """Return the profit at demand ``wanted``."""
        return self._at(wanted)[0]

    def slope(self, wanted: float) -> float:
        """Return the slope from the right."""
        return self._at(wanted)[1]

    def chosen(self, wanted: float) -> float | None:
        """Return the best price."""
        if self.price is None:
            return None
        return max(self.price.free_price(), self.price.selling_price(wanted, self.seats))

    def _at(self, wanted: float) -> tuple[float, float]:
        price, unit, share = self.chosen(wanted), self.margin, 1.0
        if self.price is not None and price is not None:
            unit, share = self.price.unit(price), self.price.share(price)
        if wanted * share < self.seats * (1.0 - BINDING):
            return unit * share * wanted, unit * share
        full = unit * min(self.seats, wanted * share)
        if self.price is None or price is None or price >= self.price.highest or wanted <= 0.0:
            return full, 0.0
        kept = self.seats * (1.0 - self.price.refund) / self.price.sensitivity
        return full, kept / (wanted - self.seats) if self.price.logit else kept * price / wanted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SumOutcome:
    """Profit of the sum coupling: one side, whose sum is demand."""

    demand: Demand
    low: Floats
    high: Floats

    def within(self, low: Floats, high: Floats) -> SumOutcome:
        """Return the same outcome on a smaller box."""
        return replace(self, low=low, high=high)

    def plane(self, sums: Floats) -> tuple[float, Floats]:
        """Return the tangent plane."""
        slope = self.demand.slope(float(sums[0]))
        return self.demand.value(float(sums[0])) - slope * float(sums[0]), np.array([slope])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LogOutcome:
    """Logarithm of the product of both sides' factors; its maximum is that of profit when spend is free."""

    low: Floats
    high: Floats

    def within(self, low: Floats, high: Floats) -> LogOutcome:
        """Return the same outcome on a smaller box."""
        return replace(self, low=low, high=high)

    def plane(self, sums: Floats) -> tuple[float, Floats]:
        """Return the tangent plane."""
        slopes = 1.0 / (1.0 + sums)
        return float(np.log1p(sums).sum() - (slopes * sums).sum()), slopes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProductOutcome:
    """Profit of the product coupling on a box of both sums, bounded by planes (McCormick 1976)."""

    demand: Demand
    organic: float
    low: Floats
    high: Floats

    def within(self, low: Floats, high: Floats) -> ProductOutcome:
        """Return the same outcome on a smaller box."""
        return replace(self, low=low, high=high)

    def plane(self, sums: Floats) -> tuple[float, Floats]:
        """Return a plane above the profit of the lower of both planes above the product."""
        x, y = (1.0 + sums).tolist()
        x_low, y_low = (1.0 + self.low).tolist()
        x_high, y_high = (1.0 + self.high).tolist()
        first = x_high * y + y_low * x - x_high * y_low
        second = x_low * y + y_high * x - x_low * y_high
        height, slopes = first, np.array([y_low, x_high])
        if second < first:
            height, slopes = second, np.array([y_high, x_low])
        wanted = self.organic * height
        steep = self.demand.slope(wanted)
        slopes = steep * self.organic * slopes
        return float(self.demand.value(wanted) - slopes @ sums), slopes


def demand_of(problem: SeparableProblem) -> Demand:
    """Return profit as a function of demand for a problem of one week."""
    return Demand(seats=float(problem.seats[0]), margin=problem.unit_margin, price=problem.price)


def by_logarithm(problem: SeparableProblem) -> bool:
    """Return whether the largest product is the best plan: neither spend nor set-up costs count."""
    return problem.product and problem.spend_weight == 0.0 and not problem.set_up_cost.any()


def from_logarithm(problem: SeparableProblem, height: float) -> float:
    """Return the profit at a logarithm of the product of both factors."""
    return demand_of(problem).value(problem.organic * math.exp(height))
