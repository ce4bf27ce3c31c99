"""Bundles as joint courses to be launched: price, costs, seats and enrolments to begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.beliefs import Range
from kuajie.domain.course import Course
from kuajie.domain.launch import Launch
from kuajie.domain.money import Money, minor_digits
from kuajie.domain.party import Role
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.messages import Finding, Severity
from kuajie.messages.notices.bundles import NOT_PROPOSED
from kuajie.usecases.bundles_answer import BundleRow, BundlesAnswer
from kuajie.usecases.course_cards import CourseCard

CHEAPER = 0.9
"""The lowest price of a menu, of the price suggested; the highest is the sum of the list prices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A bundle and the joint course it would be."""

    bundle: BundleRow
    launch: Launch


def proposals(answer: BundlesAnswer, programme: Programme, events: Events) -> tuple[Proposal, ...]:
    """Return a joint course for every bundle of which it is known who would come.

    Its price is the sum of the list prices less the discount usual in both parties' orders, to a whole unit
    of the currency; its costs are those of both courses, its seats the fewer of both; all parties of both are
    required, and the platform among them sells it, else the party of the course taken first.
    """
    rows = {(row["party"], row["course_id"]): row for row in events.tables["courses"].to_pylist()}
    return tuple(
        Proposal(bundle=bundle, launch=_launch(bundle, answer.weeks, programme, events, rows))
        for bundle in answer.bundles
        if answer.weeks is not None and bundle.expected is not None and _priced(bundle, programme, rows)
    )


Rows = Mapping[tuple[str, str], Mapping[str, Any]]


def _priced(bundle: BundleRow, programme: Programme, rows: Rows) -> bool:
    cards = (bundle.first, bundle.second)
    return all(
        (card.party, card.id) in rows and card.price is not None and card.currency == programme.currency
        for card in cards
    )


def _launch(
    bundle: BundleRow, weeks: float | None, programme: Programme, events: Events, rows: Rows
) -> Launch:
    assert weeks is not None  # noqa: S101 - told to the type checker
    cards = (bundle.first, bundle.second)
    first, second = (rows[card.party, card.id] for card in cards)
    costs = _costs(programme, cards, (first, second))
    price, choices = _prices(programme, cards, usual_discount(events, [card.party for card in cards]))
    seats = [row["seats"] for row in (first, second) if row["seats"] is not None]
    concepts = [name.strip() for row in (first, second) for name in _names(row["concepts"])]
    return Launch(
        course=Course(
            id=f"{bundle.first.id}_{bundle.second.id}",
            title=f"{bundle.first.title} + {bundle.second.title}",
            seller=_seller(programme, list(costs)),
            requires=tuple(costs),
            price=price,
            price_choices=choices,
            price_factor="constant_elasticity" if price.minor else "absent",
            seats=min(seats, default=None),
            unit_costs=costs,
            level=second["level"] or first["level"] or "",
            language=second["language"] or first["language"] or "zh",
            concepts=tuple(dict.fromkeys(concepts)),
        ),
        weekly=round((bundle.expected or 0.0) / weeks, 2),
        weekly_range=_weekly_range(bundle, weeks),
    )


def _names(cell: str | None) -> list[str]:
    return [name for name in (cell or "").replace("；", ";").split(";") if name.strip()]


def _costs(
    programme: Programme, cards: tuple[CourseCard, CourseCard], rows: tuple[Mapping[str, Any], ...]
) -> dict[str, Money]:
    """Return what one enrolment costs each party, of all parties that any of both courses requires."""
    joint = {(course.seller, course.id): course for course in programme.courses}
    total: dict[str, Money] = {}
    for card, row in zip(cards, rows, strict=True):
        course = joint.get((card.party, card.id))
        own = {card.party: Money(row["unit_cost"] or 0, programme.currency)}
        costs = dict.fromkeys(course.requires, Money.zero(programme.currency)) if course else {}
        for party, cost in (costs | dict(course.unit_costs if course else own)).items():
            total[party] = total.get(party, Money.zero(programme.currency)) + cost
    return total


def _prices(
    programme: Programme, cards: tuple[CourseCard, CourseCard], discount: float
) -> tuple[Money, tuple[Money, ...]]:
    """Return the price suggested and the menu around it, in whole units of the currency."""
    unit = 10 ** minor_digits(programme.currency)
    full = sum(card.price or 0 for card in cards)
    whole = [round(full * share / unit) * unit for share in ((1 - discount) * CHEAPER, 1 - discount)]
    menu = sorted({*whole, full})
    price = Money(whole[1], programme.currency)
    return price, tuple(Money(each, programme.currency) for each in menu) if len(menu) > 1 else ()


def usual_discount(events: Events, parties: list[str]) -> float:
    """Return the share of list prices that buyers of some parties' courses did not pay."""
    orders = events.tables["orders"]
    chosen = orders.filter(pc.is_in(orders["party"], value_set=pa.array(parties, pa.string())))
    listed = pc.sum(pc.multiply(chosen["list_price"], chosen["quantity"])).as_py() or 0
    paid = pc.sum(chosen["paid"]).as_py() or 0
    return max(0.0, 1.0 - paid / listed) if listed else 0.0


def _seller(programme: Programme, parties: list[str]) -> str:
    platforms = (party for party in parties if programme.party(party).role is Role.PLATFORM)
    return next(platforms, parties[0])


def _weekly_range(bundle: BundleRow, weeks: float) -> Range | None:
    """Return the ends of the audiences of both parties together, a week; ``None`` where nobody may come."""
    ends = [row.expected_range for row in bundle.audiences if row.expected_range is not None]
    low, high = (round(sum(end[place] for end in ends) / weeks, 2) for place in (0, 1))
    return Range(low, high) if 0 < low < high else None


def not_proposed(answer: BundlesAnswer, made: tuple[Proposal, ...]) -> tuple[Finding, ...]:
    """Say how many bundles no proposal was made of."""
    left = len(answer.bundles) - len(made)
    facts = {"count": left, "among": len(answer.bundles)}
    return (Finding(notice=NOT_PROPOSED, severity=Severity.NOTE, facts=facts),) if left else ()
