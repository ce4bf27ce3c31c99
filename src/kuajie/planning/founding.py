"""The founding formula: joint profit of one joint course, with both lifts chosen directly.

    f(x, y) = N F_C (1 + x)(1 + y) - a x²/2 - b y²/2 - N F_P - N F_E

N organic enrolments, F_C price, F_P and F_E costs of platform and institution per organic enrolment, x
marketing lift, y training lift, on a box. The brief's formula has no effort costs (a = b = 0): it is
bilinear, linear in either lift alone, and so greatest at a corner of the box. Its cost N(F_P + F_E) depends
on neither lift. Effort costs a and b (money, for the whole programme, not per enrolment) make it a real
choice; it is then concave where a b ≥ (N F_C)², and otherwise its optimum may again lie on the edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import inf, isfinite, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """The formula's numbers: organic enrolments, money per enrolment, the box, and effort costs in money."""

    organic: float
    price: float
    platform_cost: float
    institution_cost: float
    x_min: float = 0.0
    x_max: float = 1.0
    y_min: float = 0.0
    y_max: float = 1.0
    x_cost: float = 0.0
    y_cost: float = 0.0

    def __post_init__(self) -> None:
        """Refuse negative amounts and empty boxes."""
        amounts = (
            self.organic,
            self.price,
            self.platform_cost,
            self.institution_cost,
            self.x_cost,
            self.y_cost,
        )
        if not all(isfinite(amount) and amount >= 0 for amount in amounts):
            raise ValueError(f"amounts must be finite and not negative, but got {amounts}")
        box = (self.x_min, self.x_max, self.y_min, self.y_max)
        if not (all(map(isfinite, box)) and self.x_min <= self.x_max and self.y_min <= self.y_max):
            raise ValueError(f"a box needs finite bounds with min <= max, but got {box}")

    @property
    def revenue(self) -> float:
        """Revenue without any lift, N F_C."""
        return self.organic * self.price

    @property
    def set_up(self) -> float:
        """What the programme costs whatever the lifts, N (F_P + F_E)."""
        return self.organic * (self.platform_cost + self.institution_cost)

    @property
    def has_effort(self) -> bool:
        """Whether lifts cost anything."""
        return self.x_cost > 0 or self.y_cost > 0

    @property
    def is_concave(self) -> bool:
        """Whether no straight line between two points of the profit lies above it."""
        return self.x_cost * self.y_cost >= self.revenue**2

    def effort(self, x: float, y: float) -> float:
        """Return what the lifts cost."""
        return (self.x_cost * x * x + self.y_cost * y * y) / 2

    def profit(self, x: float, y: float) -> float:
        """Return joint profit.

        >>> Founding(organic=100, price=10, platform_cost=2, institution_cost=3).profit(0.6, 0.4)
        1740.0
        """
        return self.revenue * (1 + x) * (1 + y) - self.effort(x, y) - self.set_up

    def gradient(self, x: float, y: float) -> Floats:
        """Return the marginal profit of either lift, shape ``(2,)``."""
        return np.array(
            [self.revenue * (1 + y) - self.x_cost * x, self.revenue * (1 + x) - self.y_cost * y],
            dtype=np.float64,
        )

    def steepest(self) -> float:
        """Return the largest curvature in any direction: a gradient step of 1 over this never overshoots."""
        hessian = [[-self.x_cost, self.revenue], [self.revenue, -self.y_cost]]
        return float(np.abs(np.linalg.eigvalsh(np.array(hessian))).max())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifts:
    """A pair of lifts, with the profit and the effort that go with it."""

    x: float
    y: float
    profit: float
    effort: float


def at(formula: Founding, x: float, y: float) -> Lifts:
    """Return what the formula says at a pair of lifts."""
    return Lifts(x=x, y=y, profit=formula.profit(x, y), effort=formula.effort(x, y))


def without_effort(formula: Founding) -> Founding:
    """Return the formula as the brief printed it."""
    return replace(formula, x_cost=0.0, y_cost=0.0)


def corners(formula: Founding) -> tuple[Lifts, ...]:
    """Return the box's corners, most profitable first; a box without width in a lift has fewer than four."""
    xs = dict.fromkeys((formula.x_max, formula.x_min))
    ys = dict.fromkeys((formula.y_max, formula.y_min))
    found = [at(formula, x, y) for x, y in product(xs, ys)]
    return tuple(sorted(found, key=lambda corner: -corner.profit))


def optimum(formula: Founding) -> Lifts:
    """Return the most profitable pair of lifts in the box, found exactly, concave or not.

    A quadratic on a box is greatest where its gradient vanishes, at the like point of an edge, or at a
    corner; there are nine such places at most, and all are tried.
    """
    candidates = [*corners(formula), *_edge_points(formula), *_inner_point(formula)]
    return max(candidates, key=lambda lifts: lifts.profit)


def _edge_points(formula: Founding) -> Iterator[Lifts]:
    """Yield the best point of every edge along which profit is curved, where it lies within the edge."""
    if formula.y_cost > 0:
        for x in (formula.x_min, formula.x_max):
            y = formula.revenue * (1 + x) / formula.y_cost
            if formula.y_min <= y <= formula.y_max:
                yield at(formula, x, y)
    if formula.x_cost > 0:
        for y in (formula.y_min, formula.y_max):
            x = formula.revenue * (1 + y) / formula.x_cost
            if formula.x_min <= x <= formula.x_max:
                yield at(formula, x, y)


def _inner_point(formula: Founding) -> Iterator[Lifts]:
    """Yield the point where a x = r (1 + y) and b y = r (1 + x), where it is a maximum within the box."""
    r, a, b = formula.revenue, formula.x_cost, formula.y_cost
    determinant = a * b - r * r
    if determinant <= 0:
        return
    x, y = r * (b + r) / determinant, r * (a + r) / determinant
    if formula.x_min <= x <= formula.x_max and formula.y_min <= y <= formula.y_max:
        yield at(formula, x, y)


def break_even_product(formula: Founding) -> float:
    """Return the (1 + x)(1 + y) at which the printed formula neither earns nor loses.

    Infinite where nothing is earned however large the lifts, and zero for a programme without set-up costs.

    >>> break_even_product(Founding(organic=1e4, price=1e3, platform_cost=1e4, institution_cost=1e4))
    20.0
    """
    if formula.set_up == 0:
        return 0.0
    return formula.set_up / formula.revenue if formula.revenue > 0 else inf


def break_even_together(formula: Founding) -> float:
    """Return the lift at which the printed formula breaks even when both are equal; infinite if never."""
    return sqrt(break_even_product(formula)) - 1


def break_even_partner(formula: Founding, x: float) -> float:
    """Return the training lift at which the printed formula breaks even at a marketing lift.

    Infinite where no training lift does.
    """
    needed = break_even_product(formula)
    if needed == 0:
        return -1.0
    return needed / (1 + x) - 1 if x != -1 else inf
