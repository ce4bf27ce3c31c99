"""The files of what was put in: spend.csv, training.csv, rates.csv and controls.csv."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kuajie.domain.lever import LeverKind
from kuajie.simulation import columns
from kuajie.simulation.ledger import Booking
from kuajie.simulation.world import World


def bookings_of(world: World, *, party: str, kind: LeverKind) -> list[Booking]:
    """Return a party's bookings of one kind of lever, by day."""
    levers = world.blueprint.levers
    rows = [
        row
        for row in world.spending.bookings
        if levers[row.lever].party == party and levers[row.lever].kind is kind
    ]
    return sorted(rows, key=lambda row: (row.day, row.lever))


def spend_table(rng: np.random.Generator, world: World, rows: list[Booking]) -> pa.Table:
    """Return a party's spend.csv, with impressions and clicks that roughly follow the money."""
    home = np.array([row.home for row in rows]) / 100.0
    impressions = np.rint(home * rng.lognormal(np.log(28.0), 0.15, len(rows)))
    clicks = np.rint(impressions * rng.lognormal(np.log(0.012), 0.2, len(rows)))
    return pa.table(
        {
            "date": columns.days([row.day for row in rows]),
            "programme": columns.constant(world.blueprint.id, len(rows)),
            "lever": [world.blueprint.levers[row.lever].id for row in rows],
            "amount": columns.money(np.array([row.minor for row in rows])),
            "currency": [row.currency for row in rows],
            "impressions": impressions.astype(np.int64),
            "clicks": clicks.astype(np.int64),
        }
    )


def training_table(world: World, rows: list[Booking]) -> pa.Table:
    """Return a party's training.csv: input in the lever's unit, and its cost."""
    levers = world.blueprint.levers
    return pa.table(
        {
            "date": columns.days([row.day for row in rows]),
            "lever": [levers[row.lever].id for row in rows],
            "amount": [row.amount for row in rows],
            "unit": [levers[row.lever].unit.value for row in rows],
            "cost": columns.money(np.array([row.minor for row in rows])),
            "currency": [row.currency for row in rows],
        }
    )


def rates_table(world: World) -> pa.Table | None:
    """Return rates.csv, or ``None`` when everything was booked at home."""
    rows = [
        (day, currency, rate)
        for currency, by_day in world.spending.rates.items()
        for day, rate in by_day.items()
    ]
    if not rows:
        return None
    return pa.table(
        {
            "date": columns.days([day for day, _, _ in rows]),
            "from": [currency for _, currency, _ in rows],
            "to": columns.constant(world.blueprint.currency, len(rows)),
            "rate": [f"{rate:f}" for _, _, rate in rows],
        }
    )


def controls_table(world: World) -> pa.Table:
    """Return controls.csv: the known weekly fact as an index around 100."""
    values = np.round(100.0 + 10.0 * world.waves.control[: len(world.weeks)], 1)
    return pa.table(
        {
            "date": columns.days(world.weeks),
            "name": columns.constant(world.blueprint.control.name, len(world.weeks)),
            "value": values,
        }
    )
