"""The limits under which is planned, as programme.toml says: what of them changed between two versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from kuajie.messages import Text

Values = Mapping[str, Any]


class About(StrEnum):
    """What a limit is of."""

    BUDGET = "budget"
    LEVER = "lever"
    COURSE = "course"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit: where it stands (``about``, ``id``, ``field``), whose it is (empty: all's), its value.

    ``value`` is an amount as written, amounts separated by blanks for prices, or empty where there is none.
    """

    about: About
    id: str
    field: str
    title: str
    party: str
    value: str

    @property
    def key(self) -> str:
        """What it is known by in both versions."""
        return f"{self.about}.{self.id}.{self.field}"


TOTAL: Final = "total"
LEVER_FIELDS: Final[Mapping[str, Text]] = {
    "weekly_max": Text(en="most per week", zh="每周上限"),
    "weekly_min": Text(en="least per week", zh="每周下限"),
    "largest_change": Text(en="largest change from week to week", zh="周间最大变动"),
}
FIELDS: Final[Mapping[str, Text]] = {
    **LEVER_FIELDS,
    "horizon": Text(en="over the horizon", zh="整个规划期"),
    "price_choices": Text(en="prices to choose from", zh="可选价格"),
}


def limits_of(values: Values) -> tuple[Limit, ...]:
    """Return the limits that the values of a programme.toml state."""
    return (*_budgets(values), *_levers(values), *_courses(values))


def _budgets(values: Values) -> Iterator[Limit]:
    told = values.get("budgets", {})
    yield Limit(
        about=About.BUDGET,
        id=TOTAL,
        field="horizon",
        title="",
        party="",
        value=_amount(told.get("total", "")),
    )
    for party in values["party"]:
        amount = told.get("party", {}).get(party["id"], "")
        yield Limit(
            about=About.BUDGET,
            id=party["id"],
            field="horizon",
            title=party["name"],
            party=party["id"],
            value=_amount(amount),
        )


def _levers(values: Values) -> Iterator[Limit]:
    for lever in values.get("lever", ()):
        for field in LEVER_FIELDS:
            yield Limit(
                about=About.LEVER,
                id=lever["id"],
                field=field,
                title=lever["title"],
                party=lever["party"],
                value=_amount(lever.get(field, "")),
            )


def _courses(values: Values) -> Iterator[Limit]:
    for course in values["course"]:
        if "price_choices" in course and "seller" in course:
            yield Limit(
                about=About.COURSE,
                id=course["id"],
                field="price_choices",
                title=course["title"],
                party=course["seller"],
                value=" ".join(map(_amount, course["price_choices"])),
            )


def _amount(told: object) -> str:
    """Return an amount as forms write it, however the file does."""
    return f"{Decimal(str(told)):.2f}" if told != "" else ""


def changed_limits(before: Values, after: Values) -> tuple[tuple[Limit, str], ...]:
    """Return the limits that differ in two programme.toml, as they are after, with what they were."""
    old = {each.key: each.value for each in limits_of(before)}
    new = {each.key: each for each in limits_of(after)}
    return tuple((each, old.get(key, "")) for key, each in new.items() if each.value != old.get(key, ""))
