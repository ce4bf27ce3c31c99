"""The files that describe a party: courses.csv and resources.csv."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kuajie.messages import Locale
from kuajie.simulation import columns
from kuajie.simulation.blueprint import CourseBlueprint, PartyBlueprint
from kuajie.simulation.concepts import LEVELS, say_concepts
from kuajie.simulation.ledger import MINOR
from kuajie.simulation.orders import sold_courses
from kuajie.simulation.world import World

CATALOGUE_COST = 0.25  # of the price


def seats_text(world: World, course_id: str) -> str:
    """Return a programme course's seats a week; empty without a limit."""
    seats = world.seats[world.blueprint.course_place(course_id)]
    return f"{seats:.0f}" if np.isfinite(seats) else ""


def courses_table(world: World, *, party: str, locale: Locale) -> pa.Table | None:
    """Return a party's courses.csv: the programme courses it sells, then its catalogue."""
    rows = sold_courses(world, party)
    if not rows:
        return None
    joint = [isinstance(row, CourseBlueprint) for row in rows]
    costs = [
        row.unit_costs[party] if isinstance(row, CourseBlueprint) else round(CATALOGUE_COST * row.price)
        for row in rows
    ]
    return pa.table(
        {
            "course_id": [row.id for row in rows],
            "title": [row.title.say(locale) for row in rows],
            "price": columns.money(np.array([row.price for row in rows]) * MINOR),
            "currency": columns.constant(world.blueprint.currency, len(rows)),
            "seats": [seats_text(world, row.id) if own else "" for row, own in zip(rows, joint, strict=True)],
            "unit_cost": columns.money(np.array(costs) * MINOR),
            "level": [LEVELS[row.level].say(locale) for row in rows],
            "language": columns.constant(locale, len(rows)),
            "concepts": [say_concepts(row.concepts, locale) for row in rows],
        }
    )


def resources_table(party: PartyBlueprint, locale: Locale) -> pa.Table | None:
    """Return a party's resources.csv, or ``None`` when it names none."""
    if not party.resources:
        return None
    return pa.table(
        {
            "kind": [each.kind for each in party.resources],
            "name": [each.name.say(locale) for each in party.resources],
            "size": pa.array([each.size for each in party.resources], pa.float64()),
            "unit": [each.unit.say(locale) if each.unit else "" for each in party.resources],
            "note": [each.note.say(locale) if each.note else "" for each in party.resources],
        }
    )
