"""consents.csv of a simulated programme: what each party's learners agreed that others may use."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pyarrow as pa

from kuajie.simulation.columns import OFFSET
from kuajie.simulation.world import World

MIDNIGHT = f"T00:00:00{OFFSET}"
FIELDS = ("orders", "learning")
YEARS = 3
"""How long after the horizon begins consent lasts."""


def consents_table(world: World, *, start: date) -> pa.Table:
    """Return consent of every seller's learners that every party may use what they took to recommend courses.

    It is given on the first day of the history and lasts some years.
    """
    sellers = {course.seller for course in world.blueprint.courses}
    parties = [party.id for party in world.blueprint.parties]
    rows = [
        (party, other, field)
        for party, other in permutations(parties, 2)
        if party in sellers
        for field in FIELDS
    ]
    return pa.table(
        {
            "party": [party for party, _, _ in rows],
            "recipient": [other for _, other, _ in rows],
            "field": [field for _, _, field in rows],
            "purpose": ["recommendation"] * len(rows),
            "given_at": [f"{world.weeks[0].isoformat()}{MIDNIGHT}"] * len(rows),
            "expires_at": [f"{start.replace(year=start.year + YEARS, day=1).isoformat()}{MIDNIGHT}"]
            * len(rows),
            "withdrawn_at": [""] * len(rows),
        }
    )
