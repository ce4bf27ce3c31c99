"""programme.toml of a programme: what reading it gives back, usual values left out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from fractions import Fraction
from typing import Any

from kuajie.domain.beliefs import Range
from kuajie.domain.clauses import Clause, Tiers, kind_of
from kuajie.domain.course import Course
from kuajie.domain.incentive import Incentive
from kuajie.domain.launch import Launch
from kuajie.domain.lever import Lever, Unit
from kuajie.domain.money import Money
from kuajie.domain.party import Party
from kuajie.domain.programme import Programme
from kuajie.domain.terms import Budgets, Terms

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)

Value = str | int | float | date | Fraction | Money | Range | Iterable["Value"] | Mapping[str, "Value"]


def programme_text(programme: Programme) -> str:
    """Return programme.toml; price, seats and description of a course belong in its seller's courses.csv."""
    return "\n".join(_lines(programme)) + "\n"


def _lines(programme: Programme) -> Iterator[str]:
    identity = ("id", "title", "currency", "time_zone", "country")
    yield from ("[programme]", *_pairs({name: getattr(programme, name) for name in identity}))
    yield from ("", "[horizon]", f"start = {programme.horizon.start}", f"weeks = {programme.horizon.count}")
    yield from _table("objective", _unusual(programme.objective))
    yield from _table("budgets", _budgets(programme.budgets))
    yield from terms_lines(programme.terms)
    yield from _table("fit", _unusual(programme.fit))
    for party in programme.parties:
        yield from ("", "[[party]]", *_pairs(_party(party)))
    for course in programme.courses:
        yield from ("", "[[course]]", *_pairs(_course(course)))
    for launch in programme.launches:
        yield from launch_lines(launch)
    for lever in programme.levers:
        yield from ("", "[[lever]]", *_pairs(_lever(lever)))
    for course in programme.courses:
        for incentive in course.incentives:
            yield from ("", "[[incentive]]", *_pairs(_incentive(course, incentive)))
    for promise in programme.promises:
        values: dict[str, Value] = {"lever": promise.lever, "week": promise.week, "spend": promise.spend}
        yield from ("", "[[promise]]", *_pairs(values))
    for resource in programme.resources:
        yield from ("", "[[resource]]", *_pairs({"title": resource.title, "uses": resource.uses}))
        yield from _pairs(_unusual(resource))
    for duty in programme.duties:
        yield from ("", "[[duty]]", *_pairs({"owner": duty.owner, "task": duty.task, "due": duty.due}))


def launch_lines(launch: Launch) -> Iterator[str]:
    """Yield the lines of a course that is not sold yet."""
    course = launch.course
    values: dict[str, Value] = {"price": course.price, "weekly": launch.weekly}
    values |= {} if launch.weekly_range is None else {"weekly_range": launch.weekly_range}
    values |= {} if course.seats is None else {"seats": float(course.seats)}
    values |= {"level": course.level} if course.level else {}
    values |= {"language": course.language, "concepts": course.concepts}
    yield from ("", "[[course]]", *_pairs({**_course(course), "launch": values}))


def terms_lines(terms: Terms) -> Iterator[str]:
    """Yield the table [terms] and its clauses; a file that holds another deal is made of them alone."""
    stated = _unusual(terms)
    stated.pop("clauses", None)
    yield from _table("terms", stated)
    for clause in terms.clauses:
        yield from ("", "[[terms.clause]]", *_pairs({"kind": kind_of(clause), **_clause(clause)}))


def _clause(clause: Clause) -> dict[str, Value]:
    """Return the keys of a clause in the order of its fields, usual values left out."""
    found: dict[str, Value] = {}
    for field in fields(clause):
        value = getattr(clause, field.name)
        if field.default is MISSING or value != field.default:
            found["from" if field.name == "since" else field.name] = value
    if isinstance(clause, Tiers):
        found["tiers"] = [{"from": tier.threshold, "shares": tier.shares} for tier in clause.tiers]
    return found


def _table(name: str, values: Mapping[str, Value]) -> Iterator[str]:
    if values:
        yield from ("", f"[{name}]", *_pairs(values))


def _unusual(whole: Any) -> dict[str, Value]:
    """Return those fields of a dataclass that have a default and differ from it."""
    found = {}
    for field in fields(whole):
        usual = field.default if field.default_factory is MISSING else field.default_factory()
        if usual is not MISSING and getattr(whole, field.name) != usual:
            found[field.name] = getattr(whole, field.name)
    return found


def _not_zero(whole: Any, *names: str) -> dict[str, Value]:
    return {name: getattr(whole, name) for name in names if getattr(whole, name).minor}


def _budgets(budgets: Budgets) -> dict[str, Value]:
    names = {
        "total": "total",
        "weekly_total": "weekly_total",
        "by_party": "party",
        "weekly_by_party": "weekly",
    }
    stated = _unusual(budgets)
    return {written: stated[name] for name, written in names.items() if name in stated}


def _party(party: Party) -> dict[str, Value]:
    values: dict[str, Value] = {"id": party.id, "name": party.name, "role": party.role}
    return {**values, **_not_zero(party, "outside_profit"), **_unusual(party)}


def _course(course: Course) -> dict[str, Value]:
    catalogued = ("seats", "level", "language", "concepts", "incentives")
    unusual = {name: value for name, value in _unusual(course).items() if name not in catalogued}
    values: dict[str, Value] = {"id": course.id, "title": course.title, "seller": course.seller}
    return {**values, "requires": course.requires, **unusual}


def _incentive(course: Course, incentive: Incentive) -> dict[str, Value]:
    return {
        "course": course.id,
        "kind": incentive.kind,
        "depths": [str(depth) for depth in incentive.depths],
        "taken_by": str(incentive.taken_by),
        "brings": str(incentive.brings),
        "borne_by": incentive.borne_by,
    }


def _lever(lever: Lever) -> dict[str, Value]:
    unusual = _unusual(lever)
    unusual.pop("belief", None)
    values: dict[str, Value] = {"id": lever.id, "title": lever.title, "party": lever.party}
    values |= {"kind": lever.kind, "unit": lever.unit}
    values |= {} if lever.unit is Unit.MONEY else {"unit_cost": lever.unit_cost}
    limits = _not_zero(lever, "weekly_min", "set_up_cost", "min_if_used")
    return {**values, "weekly_max": lever.weekly_max, **limits, **unusual, **_unusual(lever.belief)}


def _pairs(values: Mapping[str, Value]) -> Iterator[str]:
    return (f"{_key(name)} = {_value(value)}" for name, value in values.items())


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """Return text as TOML writes it: as JSON does, but for one control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Value) -> str:
    return next(form(value) for kind, form in _FORMS if isinstance(value, kind))


_FORMS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, _quoted),
    (bool, lambda value: str(value).lower()),
    (int, str),
    (float, lambda value: repr(float(value))),
    (date, date.isoformat),
    (Fraction, lambda value: _quoted(str(value))),
    (Money, lambda value: _quoted(f"{value.amount:f}")),
    (Range, lambda value: _value((value.low, value.high))),
    (Mapping, lambda value: f"{{ {', '.join(_pairs(value))} }}"),
    (Iterable, lambda value: f"[{', '.join(map(_value, value))}]"),
)
