"""consents.csv of a simulated programme: what each party's learners agreed that others may use."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pyarrow as pa

from kuajie.simulation.columns import OFFSET
from kuajie.simulation.world import World

MIDNIGHT = f"T00:00:00{OFFSET}"
YEARS = 3
"""How long after the horizon begins consent lasts."""


def consents_table(world: World, *, start: date) -> pa.Table:
    """Return consent of every seller's learners that every party may use their orders to recommend courses.

    It is given on the first day of the history and lasts some years.
    """
    sellers = {course.seller for course in world.blueprint.courses}
    parties = [party.id for party in world.blueprint.parties]
    pairs = [(party, other) for party, other in permutations(parties, 2) if party in sellers]
    return pa.table(
        {
            "party": [party for party, _ in pairs],
            "recipient": [other for _, other in pairs],
            "field": ["orders"] * len(pairs),
            "purpose": ["recommendation"] * len(pairs),
            "given_at": [f"{world.weeks[0].isoformat()}{MIDNIGHT}"] * len(pairs),
            "expires_at": [f"{start.replace(year=start.year + YEARS, day=1).isoformat()}{MIDNIGHT}"]
            * len(pairs),
            "withdrawn_at": [""] * len(pairs),
        }
    )
