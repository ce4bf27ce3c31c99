"""Refunds: which order lines were given back, when, how much and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.messages import Locale, Text
from kuajie.simulation import columns
from kuajie.simulation.blueprint import CatalogueCourse, CourseBlueprint
from kuajie.simulation.choices import draw_places
from kuajie.simulation.columns import SECONDS_OF_DAY, Ints
from kuajie.simulation.lines import Lines
from kuajie.simulation.orders import order_ids, sold_courses
from kuajie.simulation.world import World

PART_SHARE = 0.15  # of refunds that give back only half
PART = 0.5
MEAN_PART = 1.0 - PART_SHARE * (1.0 - PART)
CATALOGUE_RATE = 0.03
DAYS_TO_REFUND = 7
REASONS = (
    Text(zh="时间安排冲突", en="No time for it after all"),
    Text(zh="内容与预期不符", en="Content not as expected"),
    Text(zh="难度不合适", en="Too hard or too easy"),
    Text(zh="重复购买", en="Bought twice"),
    Text(zh="公司改为统一采购", en="My company buys it for all"),
    Text(zh="其他", en="Other"),
)
REASON_SHARES = (0.34, 0.22, 0.18, 0.08, 0.06, 0.12)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Refunds:
    """What came back for each order line, aligned with the lines: money (0: nothing) and when."""

    amount: Ints
    second: Ints
    reason: Ints

    @property
    def given(self) -> NDArray[np.bool_]:
        """Which lines were refunded, in part or in full."""
        return self.amount > 0


def refund_chance(course: CourseBlueprint | CatalogueCourse) -> float:
    """Return how likely one order line is refunded, so that the refunded share of money is as declared."""
    if isinstance(course, CatalogueCourse):
        return CATALOGUE_RATE
    return course.refund_rate / MEAN_PART


def draw_refunds(rng: np.random.Generator, world: World, lines: Lines, *, party: str) -> Refunds:
    """Return a seller's refunds; those due after the history have not happened yet."""
    count = len(lines.order)
    chance = np.array([refund_chance(course) for course in sold_courses(world, party)])[lines.course]
    second = lines.second + (rng.beta(1.1, 2.5, size=count) * DAYS_TO_REFUND * SECONDS_OF_DAY).astype(
        np.int64
    )
    partial = rng.random(count) < PART_SHARE
    happened = (rng.random(count) < chance) & (second < columns.seconds_of(world.horizon[0]))
    amount = np.where(partial, lines.paid // 2, lines.paid)
    reason = draw_places(rng, REASON_SHARES, count)
    return Refunds(amount=np.where(happened, amount, 0), second=second, reason=reason)


def refunds_table(world: World, lines: Lines, refunds: Refunds, *, party: str, locale: Locale) -> pa.Table:
    """Return a seller's refunds.csv."""
    places = np.flatnonzero(refunds.given)
    given = lines.pick(places)
    return pa.table(
        {
            "order_id": order_ids(given, party),
            "line": given.line,
            "refunded_at": columns.moments(refunds.second[places]),
            "amount": columns.money(refunds.amount[places]),
            "currency": columns.constant(world.blueprint.currency, len(places)),
            "reason": columns.chosen([reason.say(locale) for reason in REASONS], refunds.reason[places]),
        }
    )
