"""A price as a decision: what it leaves per enrolment, and the share of demand that pays it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]

SPLITS = 200
"""Halvings of a bracket: more than a float has bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRange:
    """Prices from ``lowest`` to ``highest``; a share g(p) of those interested pays p.

    Constant elasticity, g = (p / reference)^-sensitivity, or ``logit``, g = 1 / (1 + exp(sensitivity (p -
    reference))). Of p, the share ``refund`` is paid back and ``unit_cost`` goes for what is delivered.
    """

    logit: bool
    reference: float
    sensitivity: float
    lowest: float
    highest: float
    refund: float
    unit_cost: float

    def unit(self, price: float) -> float:
        """Return what one enrolment leaves."""
        return price * (1.0 - self.refund) - self.unit_cost

    def share(self, price: float) -> float:
        """Return the share of those interested that pays."""
        if self.logit:
            return float(expit(-self.sensitivity * (price - self.reference)))
        return float((price / self.reference) ** -self.sensitivity)

    def free_price(self) -> float:
        """Return the price that earns most when seats never run out: it does not depend on demand.

        Profit unit(p) g(p) has a single peak in p for both forms.
        """
        return self._peak(lambda price: self.unit(price) * self.share(price), self.lowest, self.highest)

    def selling_price(self, wanted: float, seats: float) -> float:
        """Return the lowest price of the range at which no more than ``seats`` of ``wanted`` pay."""
        if wanted * self.share(self.lowest) <= seats:
            return self.lowest
        if wanted * self.share(self.highest) >= seats or seats <= 0.0:
            return self.highest
        if self.logit:
            price = self.reference + np.log(wanted / seats - 1.0) / self.sensitivity
        else:
            price = self.reference * (wanted / seats) ** (1.0 / self.sensitivity)
        return float(min(max(price, self.lowest), self.highest))

    def best(self, wanted: Floats, seats: Floats) -> float:
        """Return the best price at demand ``wanted`` (T,) with ``seats`` (T,).

        Between two prices at which a week's seats just fill, profit has one peak; each piece is searched.
        """
        ends = {self.lowest, self.highest, self.free_price()}
        ends |= {self.selling_price(float(n), float(cap)) for n, cap in zip(wanted, seats, strict=True)}
        knots = sorted(ends)

        def profit(price: float) -> float:
            return self.unit(price) * float(np.minimum(seats, wanted * self.share(price)).sum())

        found = [self._peak(profit, low, high) for low, high in pairwise(knots)]
        return max([*knots, *found], key=profit)

    @staticmethod
    def _peak(profit: Callable[[float], float], low: float, high: float) -> float:
        """Return the peak of a function with a single one, by golden section, ends included."""
        golden = (np.sqrt(5.0) - 1.0) / 2.0
        left, right = low, high
        inner, outer = right - golden * (right - left), left + golden * (right - left)
        for _ in range(SPLITS):
            if profit(inner) < profit(outer):
                left, inner = inner, outer
                outer = left + golden * (right - left)
            else:
                right, outer = outer, inner
                inner = right - golden * (right - left)
            if right - left <= 1e-13 * max(1.0, abs(right)):
                break
        return float(max((low, high, 0.5 * (left + right)), key=profit))
