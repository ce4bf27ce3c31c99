"""What schoolchildren's families prepay: months and lessons at once, and money not yet taught for."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kuajie.settlement.guards.rules import PrepaidRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepayment:
    """One line of an order of schoolchildren's training. ``paid`` and refunds are in minor units.

    ``completed_at`` is when the learner was through; ``refunds`` are moments with amounts.
    """

    party: str
    order_id: str
    line: int
    learner: str
    course: str
    quantity: int
    at: datetime
    paid: int
    completed_at: datetime | None = None
    refunds: tuple[tuple[datetime, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long one unit of a course is, where that is known."""

    months: int | None = None
    lessons: int | None = None


class Limit(StrEnum):
    """Which limit is passed."""

    MONTHS = "months"
    LESSONS = "lessons"
    AMOUNT = "amount"
    STANDING = "standing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepaidHit:
    """A line that passes a limit: how much it is with the line, and how much before it (of an amount).

    With ``AMOUNT`` one order does; with ``STANDING`` only several together, which the rule does not speak of.
    """

    prepayment: Prepayment
    limit: Limit
    value: int
    before: int = 0


def prepaid_too_much(
    lines: Iterable[Prepayment], lengths: Mapping[str, Length], rule: PrepaidRule
) -> tuple[PrepaidHit, ...]:
    """Return every line that prepays more months, lessons or money than the rule allows.

    Money counts per learner and institution: what one order charges, and what stands prepaid with it over
    all lines at the same moment or before: what was paid less refunds, of courses not over. A course is over
    once completed, else after its months (where these are not known, after the most that may be prepaid).
    """
    every = sorted(lines, key=lambda it: (it.at, it.order_id, it.line))
    hits = [hit for each in every for hit in _too_long(each, lengths.get(each.course, Length()), rule)]
    of_learner: dict[tuple[str, str], list[Prepayment]] = defaultdict(list)
    for each in every:
        of_learner[each.party, each.learner].append(each)
    for mine in of_learner.values():
        if sum(each.paid for each in mine) > rule.amount.minor:
            hits.extend(_too_dear(mine, lengths, rule))
    return tuple(sorted(hits, key=lambda it: (it.prepayment.at, it.prepayment.order_id, it.prepayment.line)))


def _too_long(line: Prepayment, length: Length, rule: PrepaidRule) -> Iterator[PrepaidHit]:
    sizes = ((Limit.MONTHS, length.months, rule.months), (Limit.LESSONS, length.lessons, rule.lessons))
    for limit, size, most in sizes:
        if size is not None and line.paid > 0 and size * line.quantity > most:
            yield PrepaidHit(prepayment=line, limit=limit, value=size * line.quantity)


def _too_dear(
    mine: list[Prepayment], lengths: Mapping[str, Length], rule: PrepaidRule
) -> Iterator[PrepaidHit]:
    running: list[Prepayment] = []
    charged: dict[str, int] = defaultdict(int)
    for line in mine:
        earlier = charged[line.order_id]
        charged[line.order_id] += line.paid
        running = [each for each in running if _ends(each, lengths, rule) > line.at]
        before = sum(_left(each, line.at) for each in running)
        total = before + _left(line, line.at)
        if charged[line.order_id] > rule.amount.minor and line.paid > 0:
            at_once = charged[line.order_id]
            yield PrepaidHit(prepayment=line, limit=Limit.AMOUNT, value=at_once, before=earlier)
        elif total > rule.amount.minor and line.paid > 0:
            yield PrepaidHit(prepayment=line, limit=Limit.STANDING, value=total, before=before)
        running.append(line)


def _left(line: Prepayment, at: datetime) -> int:
    return max(0, line.paid - sum(amount for moment, amount in line.refunds if moment <= at))


def _ends(line: Prepayment, lengths: Mapping[str, Length], rule: PrepaidRule) -> datetime:
    months = lengths.get(line.course, Length()).months
    by_months = months_after(line.at, (rule.months if months is None else months) * line.quantity)
    return by_months if line.completed_at is None else min(line.completed_at, by_months)


def months_after(moment: datetime, months: int) -> datetime:
    """Return the same day some months later, or the last one of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if year > 9999:
        return datetime.max.replace(tzinfo=moment.tzinfo)
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
