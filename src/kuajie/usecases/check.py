"""Is everything there? What a programme folder holds, and whether its history can carry a fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from kuajie.domain.course import Course
from kuajie.domain.lever import Lever, LeverKind, Unit
from kuajie.domain.money import Money
from kuajie.domain.panel import Panel
from kuajie.domain.party import Role
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.messages import CannotFit, Finding
from kuajie.usecases.build_model import build_model
from kuajie.usecases.response_spec import ResponseSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """A party, and how many rows each of its files holds (files without rows left out)."""

    id: str
    name: str
    role: Role
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLine:
    """A joint course: who is needed for it, its price and seats, and the enrolments of its weeks on sale."""

    id: str
    title: str
    seller: str
    requires: tuple[str, ...]
    price: Money
    seats: int | None
    enrolments: int
    weeks_on_sale: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverLine:
    """A lever: its owner and kind, what went into it over history, and in how many weeks."""

    id: str
    title: str
    party: str
    kind: LeverKind
    unit: Unit
    spend: Money
    weeks_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """What a folder holds. ``obstacles`` are what keeps its history from being fitted (empty: nothing).

    ``first_week`` and ``last_week`` are the Mondays of the ``weeks`` weeks of history; the horizon follows.
    """

    title: str
    currency: str
    parties: tuple[PartyLine, ...]
    courses: tuple[CourseLine, ...]
    levers: tuple[LeverLine, ...]
    first_week: date
    last_week: date
    weeks: int
    horizon_start: date
    horizon_weeks: int
    simulated: bool
    warnings: tuple[Finding, ...]
    obstacles: tuple[Finding, ...]


def check_programme(
    programme: Programme, events: Events, panel: Panel, *, warnings: tuple[Finding, ...], simulated: bool
) -> CheckAnswer:
    """Return what was read of a programme; ``warnings`` are those of its files."""
    doubts, obstacles = _of_history(programme, panel)
    return CheckAnswer(
        title=programme.title,
        currency=programme.currency,
        parties=tuple(
            PartyLine(id=party.id, name=party.name, role=party.role, rows=_rows(events, party.id))
            for party in programme.parties
        ),
        courses=tuple(_course(course, panel) for course in programme.courses),
        levers=tuple(_lever(lever, panel) for lever in programme.levers),
        first_week=panel.weeks[0],
        last_week=panel.weeks[-1],
        weeks=len(panel.weeks),
        horizon_start=programme.horizon.start,
        horizon_weeks=programme.horizon.count,
        simulated=simulated,
        warnings=(*warnings, *doubts),
        obstacles=obstacles,
    )


def _of_history(programme: Programme, panel: Panel) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what to know about the history, and what keeps it from being fitted."""
    try:
        return build_model(ResponseSpec.of_programme(programme, courses=panel.courses), panel).warnings, ()
    except CannotFit as refused:
        return (), refused.findings


def _rows(events: Events, party: str) -> Mapping[str, int]:
    counted = {
        name: int(np.count_nonzero(table["party"].to_numpy(zero_copy_only=False) == party))
        for name, table in events.tables.items()
        if "party" in table.column_names
    }
    return {name: count for name, count in counted.items() if count}


def _course(course: Course, panel: Panel) -> CourseLine:
    place = panel.courses.index(course.id)
    return CourseLine(
        id=course.id,
        title=course.title,
        seller=course.seller,
        requires=course.requires,
        price=course.price,
        seats=course.seats,
        enrolments=int(np.nansum(panel.enrolments[place])),
        weeks_on_sale=int(panel.on_sale[place].sum()),
    )


def _lever(lever: Lever, panel: Panel) -> LeverLine:
    place = panel.levers.index(lever.id)
    return LeverLine(
        id=lever.id,
        title=lever.title,
        party=lever.party,
        kind=lever.kind,
        unit=lever.unit,
        spend=Money.nearest(float(panel.spend[place].sum()), panel.currency),
        weeks_used=int(np.count_nonzero(panel.inputs[place])),
    )
