"""The plan that parties agreed on, as a folder keeps it until they agree on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import numpy as np

from kuajie.domain.money import Money
from kuajie.domain.panel import Floats
from kuajie.domain.plan import Plan
from kuajie.domain.programme import Programme
from kuajie.usecases.planning_problem import scope_of

AGREED_PLAN = "agreed-plan"
"""Under this key a folder keeps the plan that was made last, so that its progress can be judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedPlan:
    """Exact spend by lever and price by course, one amount for each week of the horizon."""

    weeks: tuple[date, ...]
    spend: Mapping[str, tuple[Money, ...]]
    prices: Mapping[str, tuple[Money, ...]]

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Return a plan as it was made: one price for all weeks."""
        prices = {course: (price,) * len(plan.weeks) for course, price in plan.prices.items()}
        return cls(weeks=plan.weeks, spend=dict(plan.spend), prices=prices)

    def followed_by(self, rest: Plan) -> Self:
        """Return this plan up to the first week of ``rest`` and ``rest`` from then on."""
        kept, after = self.weeks.index(rest.weeks[0]), type(self).of(rest)
        return type(self)(
            weeks=self.weeks,
            spend={lever: row[:kept] + after.spend[lever] for lever, row in self.spend.items()},
            prices={course: row[:kept] + after.prices[course] for course, row in self.prices.items()},
        )

    def is_for(self, programme: Programme) -> bool:
        """Say whether this is a plan for a programme as it stands: its weeks, levers and courses."""
        scope = scope_of(programme, frozenset(programme.party_ids))
        levers, courses = ({each.id for each in group} for group in (scope.levers, scope.courses))
        same = set(self.spend) == levers and set(self.prices) == courses
        return same and self.weeks == programme.horizon.weeks

    def spend_of(self, levers: Sequence[str]) -> Floats:
        """Return spend in money, ``(lever, week)``."""
        return _amounts([self.spend[lever] for lever in levers], len(self.weeks))

    def price_of(self, courses: Sequence[str]) -> Floats:
        """Return prices in money, ``(course, week)``."""
        return _amounts([self.prices[course] for course in courses], len(self.weeks))

    def as_record(self) -> dict[str, object]:
        """Return plain JSON values, to be kept."""
        tables = {"spend": self.spend, "prices": self.prices}
        return {
            "weeks": [week.isoformat() for week in self.weeks],
            "currency": next((row[0].currency for row in [*self.prices.values()]), ""),
            **{
                name: {key: [money.minor for money in row] for key, row in table.items()}
                for name, table in tables.items()
            },
        }

    @classmethod
    def of_record(cls, kept: Mapping[str, Any]) -> Self:
        """Return what was kept."""
        tables = {
            name: {
                key: tuple(Money(minor, kept["currency"]) for minor in row) for key, row in kept[name].items()
            }
            for name in ("spend", "prices")
        }
        return cls(weeks=tuple(date.fromisoformat(week) for week in kept["weeks"]), **tables)


def _amounts(rows: Sequence[Sequence[Money]], weeks: int) -> Floats:
    return np.array([[float(money) for money in row] for row in rows]).reshape(len(rows), weeks)
