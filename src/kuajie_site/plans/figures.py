"""What a plan comes to, read from the record of its answer: the figures that people compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kuajie.usecases.fit_answer import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverFigures:
    """A lever: who pays it, what is spent over all weeks, in the largest one, and week by week."""

    title: str
    party: str
    spend: Decimal
    largest_week: Decimal
    by_week: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFigures:
    """A course: its price, enrolments to expect, weeks likely to be full."""

    title: str
    price: Decimal
    enrolments: float
    full_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigures:
    """A plan: ``profits`` by the name of a party under today's terms, ``budgets`` the limits by party key.

    ``gap`` is how much better any plan could be, ``None`` where nothing is proved.
    """

    currency: str
    start: date
    weeks: int
    profit: Interval
    profits: Mapping[str, Interval]
    chance_of_loss: float
    enrolments: float
    spend: float
    set_up: float
    gap: float | None
    levers: Mapping[str, LeverFigures]
    courses: Mapping[str, CourseFigures]
    budgets: Mapping[str, float]
    trustworthy: bool


def figures_of(record: Mapping[str, Any]) -> PlanFigures:
    """Return the figures of the record of an answer to ``plan``."""
    spend = {
        lever: [Decimal(each["amount"]) for each in row] for lever, row in record["spend_by_week"].items()
    }
    prices = {course: Decimal(price["amount"]) for course, price in record["prices"].items()}
    return PlanFigures(
        currency=record["currency"],
        start=date.fromisoformat(record["weeks"][0]),
        weeks=len(record["weeks"]),
        profit=_interval(record["profit"]),
        profits={each["party"]: _interval(each["profit"]) for each in record["party_risks"] if each["party"]},
        chance_of_loss=record["chance_of_loss"],
        enrolments=record["enrolments"]["mean"],
        spend=record["spend"],
        set_up=record["set_up"],
        gap=record["gap"],
        levers={each["id"]: _lever(each, spend[each["id"]]) for each in record["levers"]},
        courses={
            each["id"]: CourseFigures(
                title=each["title"],
                price=prices[each["id"]],
                enrolments=each["enrolments"]["mean"],
                full_weeks=each["full_weeks"],
            )
            for each in record["courses"]
        },
        budgets={each["name"]: each["limit"] for each in record["budgets"]},
        trustworthy=record["trustworthy"],
    )


def _lever(told: Mapping[str, Any], spend: list[Decimal]) -> LeverFigures:
    whole = sum(spend, start=Decimal(0))
    return LeverFigures(
        title=told["title"],
        party=told["party"],
        spend=whole,
        largest_week=max(spend, default=Decimal(0)),
        by_week=tuple(spend),
    )


def _interval(told: Mapping[str, Any]) -> Interval:
    return Interval(mean=told["mean"], lower=told["lower"], median=told["median"], upper=told["upper"])
