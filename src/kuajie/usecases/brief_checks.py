"""Refusals of numbers that the founding formula cannot take, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from kuajie.domain.money import minor_digits
from kuajie.messages import BadInput, Finding, Notice
from kuajie.messages.notices.brief import BOX_EMPTY, NEGATIVE, NOT_A_NUMBER, NOT_POSITIVE, TOO_LARGE

if TYPE_CHECKING:
    from kuajie.usecases.brief import BriefQuestion

# Upper limits far beyond any programme, which keep products of four numbers within double precision.
MOST_MONEY = 1e12
MOST_LIFT = 1e6
MOST_STEPS = 100_000
MOST_POINTS = 1_000

POSITIVE = ("organic",)
NOT_NEGATIVE = ("price", "platform_cost", "institution_cost", "x_cost", "y_cost", "decay")
LIFTS = ("x_min", "x_max", "y_min", "y_max")


def option_of(name: str) -> str:
    """Return how a person gives one of the numbers on the command line.

    >>> option_of("x_min"), option_of("frontier_points")
    ('--x-min', '--points')
    """
    return f"--{name.removeprefix('frontier_').replace('_', '-')}"


def refuse_nonsense(question: BriefQuestion) -> None:
    """Raise ``BadInput`` naming every number that cannot be taken."""
    minor_digits(question.currency)
    findings = [*_amounts(question), *_box(question), *_walk(question)]
    if findings:
        raise BadInput(findings)


def _amounts(question: BriefQuestion) -> Iterator[Finding]:
    for name in POSITIVE:
        yield from _number(question, name, limit=MOST_MONEY, positive=True)
    for name in NOT_NEGATIVE:
        yield from _number(question, name, limit=MOST_MONEY, positive=False)


def _number(question: BriefQuestion, name: str, *, limit: float, positive: bool) -> Iterator[Finding]:
    value = getattr(question, name)
    if not isfinite(value):
        yield _finding(NOT_A_NUMBER, name, value)
    elif value < 0 and not positive:
        yield _finding(NEGATIVE, name, value)
    elif value <= 0 and positive:
        yield _finding(NOT_POSITIVE, name, value)
    elif value > limit:
        yield _finding(TOO_LARGE, name, value, limit=f"{limit:,.0f}")


def _box(question: BriefQuestion) -> Iterator[Finding]:
    refused = set()
    for name in LIFTS:
        value = getattr(question, name)
        if not isfinite(value):
            refused.add(name[0])
            yield _finding(NOT_A_NUMBER, name, value)
        elif abs(value) > MOST_LIFT:
            refused.add(name[0])
            yield _finding(TOO_LARGE, name, value, limit=f"{MOST_LIFT:,.0f}")
    for lift in ("x", "y"):
        low, high = getattr(question, f"{lift}_min"), getattr(question, f"{lift}_max")
        if lift not in refused and low > high:
            facts = {
                "low_name": option_of(f"{lift}_min"),
                "low": low,
                "high_name": option_of(f"{lift}_max"),
                "high": high,
            }
            yield Finding(notice=BOX_EMPTY, facts=facts)


def _walk(question: BriefQuestion) -> Iterator[Finding]:
    if question.rate is not None:
        yield from _number(question, "rate", limit=MOST_MONEY, positive=True)
    for name, limit in (("steps", MOST_STEPS), ("frontier_points", MOST_POINTS)):
        value = getattr(question, name)
        if value < 1:
            yield _finding(NOT_POSITIVE, name, value)
        elif value > limit:
            yield _finding(TOO_LARGE, name, value, limit=f"{limit:,}")


def _finding(notice: Notice, name: str, value: float, **facts: object) -> Finding:
    return Finding(notice=notice, facts={"name": option_of(name), "value": value, **facts})
