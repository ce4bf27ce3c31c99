"""What terms are designed for: the plan's flows in every draw, and what each party is to have of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.clauses import Clause, CostKind
from kuajie.domain.deal import Deal
from kuajie.domain.money import Money
from kuajie.sharing.deals.deal_payoffs import Outcomes, Payoffs, deal_payoffs

Floats = NDArray[np.float64]
Shares = Mapping[str, Fraction]

LEADING_DIGITS = 2
"""Thresholds, guarantees and caps are told to two digits: numbers people say aloud."""

NO_REVENUE = 1e-9
"""Expected revenue below this share of all costs counts as none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """A deal without clauses, what the plan brings before anybody pays anybody, and the target.

    ``target`` (P,) is each party's expected profit, in the order of the deal's parties; it must add up to
    expected joint profit. ``let_off_each`` (P, C) is what each lets off of one kept enrolment (``None``:
    nothing). Raises ``ValueError`` otherwise.
    """

    bare: Deal
    outcomes: Outcomes
    target: Floats
    currency: str
    let_off_each: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse a target that is not what there is to share."""
        self.outcomes.check(self.bare)
        slack = 1e-6 * max(1.0, self.size)
        if self.target.shape != (len(self.parties),) or abs(float(self.target.sum()) - self.joint) > slack:
            raise ValueError(f"a target must add up to {self.joint}, but got {self.target}")

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties, in the order of all arrays."""
        return self.bare.parties

    @property
    def joint(self) -> float:
        """Expected joint profit."""
        return float(self.outcomes.joint_profit.mean())

    @property
    def revenue(self) -> float:
        """Expected revenue of all courses over the horizon."""
        return float(self.outcomes.revenue.sum(axis=0).mean())

    @property
    def size(self) -> float:
        """The largest amount there is: revenue, or costs where they are larger."""
        return max(self.revenue, float(self.own_costs.sum()), 0.0)

    @property
    def sells(self) -> bool:
        """Whether there is any revenue to share."""
        return self.revenue > NO_REVENUE * max(self.size, 1.0)

    @property
    def receipts(self) -> Floats:
        """Expected revenue that each party takes in as a seller, (P,)."""
        return np.asarray(deal_payoffs(self.bare, self.outcomes).receipts.mean(axis=1))

    @property
    def own_costs(self) -> Floats:
        """Expected unit costs, spend and costs of incentives that each party bears itself, (P,)."""
        return np.asarray(deal_payoffs(self.bare, self.outcomes).costs.mean(axis=1))

    @property
    def must_receive(self) -> Floats:
        """What each party must have of revenue so that its target is left after its own costs, (P,)."""
        return self.target + self.own_costs

    def deal(self, clauses: tuple[Clause, ...]) -> Deal:
        """Return the deal with clauses."""
        return replace(self.bare, clauses=clauses)

    def payoffs(self, clauses: tuple[Clause, ...]) -> Payoffs:
        """Return what every party has under clauses in every draw."""
        return deal_payoffs(self.deal(clauses), self.outcomes)

    def expected(self, clauses: tuple[Clause, ...]) -> Floats:
        """Return every party's expected profit under clauses, (P,)."""
        return np.asarray(self.payoffs(clauses).profit.mean(axis=1))

    @property
    def leads(self) -> int:
        """The place of the party that takes in most revenue: who owes others their part."""
        return int(self.receipts.argmax())

    @property
    def partner(self) -> int | None:
        """The place of the party that puts most in among those that do not lead; ``None`` without others."""
        others = [place for place in range(len(self.parties)) if place != self.leads]
        return max(others, key=lambda place: float(self.own_costs[place]), default=None)

    def part_at(self, party: int, level: float) -> float:
        """Return what a party must have of revenue, were that at its quantile ``level``."""
        revenue = self.outcomes.revenue.sum(axis=0)
        return float(self.must_receive[party] * np.quantile(revenue, level) / self.revenue)

    def costs_of(self, party: int) -> tuple[CostKind, ...]:
        """Return the kinds of costs a party may have: spend where it owns levers, unit costs if any."""
        spends = self.parties[party] in self.bare.owners.values()
        kinds = (spends, CostKind.SPEND), (bool(self.outcomes.unit_costs[party].any()), CostKind.UNIT_COSTS)
        return tuple(kind for has, kind in kinds if has)

    def plain(self, amount: float, *, toward: Callable[[float], float] = round) -> Money:
        """Return an amount, not below zero, to two leading digits, rounded ``toward`` where asked."""
        return Money.nearest(plain_amount(max(amount, 0.0), toward), self.currency)


def plain_amount(amount: float, toward: Callable[[float], float] = round) -> float:
    """Return an amount to its leading digits.

    >>> plain_amount(87_654.0), plain_amount(87_654.0, math.floor), plain_amount(0.0)
    (88000.0, 87000.0, 0.0)
    """
    if amount <= 0.0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(amount)) + 1 - LEADING_DIGITS)
    return float(toward(amount / unit) * unit)
