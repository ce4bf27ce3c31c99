"""What a party may edit of programme.toml afterwards: common limits, its own budgets, levers and prices."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from kuajie.messages import BadInput, Text
from kuajie.wiring import uploads as wiring
from kuajie_site.accounts.models import User
from kuajie_site.programmes.folders import new_version
from kuajie_site.programmes.models import Party, Programme, Seat, Version

FILE: Final = "programme.toml"
Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One value that can be edited: its path in programme.toml, what it is called, and what kind it is.

    ``path`` names tables, and rows of lists of tables by their ``id``.
    """

    path: tuple[str, ...]
    group: Text
    label: Text
    kind: str = "money"
    required: bool = False

    @property
    def field(self) -> str:
        """Return the name of the entry's field."""
        return "|".join(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry with what it said and what it shall say; empty where it says nothing."""

    entry: Entry
    before: str
    after: str


class Stale(Exception):
    """What was edited has changed since the form was made."""

    def __init__(self, changes: tuple[Change, ...], version: Version) -> None:
        self.changes, self.version = changes, version
        super().__init__(f"changed by version {version.number}")


COMMON = Text(en="Of all parties", zh="各方共同")
BUDGETS = Text(en="Budgets of {party}", zh="{party}的预算")
LEVER_LIMITS: Final = (
    ("weekly_max", Text(en="most per week", zh="每周上限"), True),
    ("weekly_min", Text(en="least per week", zh="每周下限"), False),
    ("min_if_used", Text(en="least in all, once used", zh="一旦启用的最低总额"), False),
    ("largest_change", Text(en="largest change from week to week", zh="周间最大变动"), False),
)


def entries_of(values: Mapping[str, Any], party: Party) -> list[Entry]:
    """Return what a party may edit."""
    return [*_common(), *_budgets(party), *_levers(values, party), *_prices(values, party)]


def _common() -> Iterator[Entry]:
    yield Entry(
        path=("programme", "title"),
        group=COMMON,
        label=Text(en="name of the programme", zh="项目名称"),
        kind="text",
        required=True,
    )
    yield Entry(
        path=("horizon", "start"),
        group=COMMON,
        label=Text(en="first day of the horizon (a Monday)", zh="规划期首日（周一）"),
        kind="day",
        required=True,
    )
    yield Entry(
        path=("horizon", "weeks"),
        group=COMMON,
        label=Text(en="weeks to plan", zh="规划周数"),
        kind="count",
        required=True,
    )
    yield Entry(
        path=("budgets", "total"), group=COMMON, label=Text(en="budget of all parties", zh="各方总预算")
    )
    yield Entry(
        path=("budgets", "weekly_total"),
        group=COMMON,
        label=Text(en="most per week, all parties", zh="各方每周合计上限"),
    )


def _budgets(party: Party) -> Iterator[Entry]:
    name = _literal(party.name)
    group = Text(en=BUDGETS.en.format(party=name), zh=BUDGETS.zh.format(party=name))
    yield Entry(
        path=("budgets", "party", party.key), group=group, label=Text(en="over the horizon", zh="规划期内")
    )
    yield Entry(path=("budgets", "weekly", party.key), group=group, label=Text(en="per week", zh="每周"))


def _levers(values: Mapping[str, Any], party: Party) -> Iterator[Entry]:
    for lever in values.get("lever", ()):
        if lever.get("party") == party.key:
            title = _literal(str(lever["title"]))
            for name, label, required in LEVER_LIMITS:
                path = ("lever", str(lever["id"]), name)
                yield Entry(path=path, group=Text(en=title, zh=title), label=label, required=required)


def _prices(values: Mapping[str, Any], party: Party) -> Iterator[Entry]:
    for course in values.get("course", ()):
        if course.get("seller") == party.key and "price_range" not in course and "launch" not in course:
            title = _literal(str(course["title"]))
            yield Entry(
                path=("course", str(course["id"]), "price_choices"),
                group=Text(en=title, zh=title),
                label=Text(en="prices to choose from", zh="可选价格"),
                kind="prices",
            )


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def said_of(values: Mapping[str, Any], entry: Entry) -> str:
    """Return what an entry says, as its form shows it; empty for nothing."""
    found: Any = values
    for name in entry.path:
        found = _step(found, name)
    if found is None:
        return ""
    return " ".join(map(str, found)) if isinstance(found, list) else str(found)


def _step(found: Any, name: str) -> Any:
    if isinstance(found, list):
        return next((row for row in found if row.get("id") == name), None)
    return found.get(name) if isinstance(found, Mapping) else None


def edited(values: Mapping[str, Any], changes: tuple[Change, ...]) -> Values:
    """Return the values of programme.toml with changes made."""
    told = copy.deepcopy(dict(values))
    for change in changes:
        _put(told, change.entry, change.after)
    return told


def _put(told: Values, entry: Entry, cell: str) -> None:
    *way, last = entry.path
    place: Any = told
    for name in way:
        found = _step(place, name)
        if found is None:
            found = place[name] = {}
        place = found
    if cell:
        place[last] = _value(entry, cell)
    else:
        place.pop(last, None)


def _value(entry: Entry, cell: str) -> Any:
    if entry.kind == "count":
        return int(cell)
    if entry.kind == "day":
        return date.fromisoformat(cell)
    return cell.split() if entry.kind == "prices" else cell


def changes_in(values: Mapping[str, Any], party: Party, wanted: Mapping[str, str]) -> tuple[Change, ...]:
    """Return which entries would say something else; ``wanted`` by field, equal amounts are no change."""
    pairs = ((entry, said_of(values, entry)) for entry in entries_of(values, party))
    return tuple(
        Change(entry=entry, before=before, after=wanted[entry.field])
        for entry, before in pairs
        if entry.field in wanted and not _same(entry, before, wanted[entry.field])
    )


def _same(entry: Entry, before: str, after: str) -> bool:
    if entry.kind in {"money", "prices"} and before and after:
        return [Decimal(cell) for cell in before.split()] == [Decimal(cell) for cell in after.split()]
    return before == after


def save(seat: Seat, user: User, wanted: Mapping[str, str], *, base: int, note: str) -> Version | None:
    """Return the version that says what is wanted, or nothing where that is said already.

    ``base`` is the number of the version the form was made from. Raises ``Stale`` where an entry says
    something else meanwhile, ``BadInput`` for what the library refuses. Then nothing has happened.
    """
    party = seat.party
    if party is None:
        raise ValueError("a mediator edits nothing")
    latest = _latest(seat.programme)
    if not changes_in(wiring.programme_values(latest.folder), party, wanted):
        return None

    def change(folder: Path) -> None:
        now = wiring.programme_values(folder)
        _require_fresh(seat.programme, party, base, now)
        told = edited(now, changes_in(now, party, wanted))
        faults = wiring.programme_faults(told)
        if faults:
            raise BadInput(faults)
        (folder / FILE).unlink()
        (folder / FILE).write_text(wiring.programme_toml(told), encoding="utf-8")

    version = new_version(seat.programme, change, note=note, user=user, party=party)
    title = wiring.programme_values(version.folder)["programme"]["title"]
    Programme.objects.filter(pk=seat.programme_id).update(name=str(title)[:200])
    return version


def merge(seat: Seat, wanted: Mapping[str, str], *, base: int, now: Version) -> dict[str, str]:
    """Return by field what somebody changed since version ``base``, and of all else what is in force."""
    party = seat.party
    made_from = seat.programme.versions.filter(number=base).first()
    if party is None or made_from is None:
        return dict(wanted)
    current = wiring.programme_values(now.folder)
    told = {entry.field: said_of(current, entry) for entry in entries_of(current, party)}
    changes = changes_in(wiring.programme_values(made_from.folder), party, wanted)
    return told | {change.entry.field: change.after for change in changes if change.entry.field in told}


def _latest(programme: Programme) -> Version:
    version = programme.latest
    if version is None:
        raise ValueError(f"programme {programme.pk} has no files")
    return version


def _require_fresh(programme: Programme, party: Party, base: int, now: Mapping[str, Any]) -> None:
    made_from = programme.versions.filter(number=base).first()
    latest = _latest(programme)
    if made_from is None:
        raise Stale((), latest)
    before = wiring.programme_values(made_from.folder)
    wanted = {entry.field: said_of(now, entry) for entry in entries_of(now, party)}
    changed = changes_in(before, party, wanted)
    if changed:
        raise Stale(changed, latest)
