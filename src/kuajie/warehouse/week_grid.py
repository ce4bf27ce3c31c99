"""Weeks as people of a time zone live them, found from UTC moments by whole-number arithmetic.

Engines differ in how (and with which edition of the time zone tables) they turn a moment into a local day,
so the turns of weeks are computed here once, as UTC moments, and engines only compare. Buckets of 168 hours,
the first starting twelve hours before the first turn, hold exactly one turn each, whatever daylight saving
does: one equality join finds the turn, one comparison the side of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa

WEEK_SECONDS = 7 * 24 * 60 * 60
MARGIN_SECONDS = 12 * 60 * 60

GRID_SCHEMA = pa.schema(
    [
        ("bucket", pa.int64()),
        ("turn", pa.timestamp("us", tz="UTC")),
        ("week_before", pa.date32()),
        ("week_from", pa.date32()),
    ]
)


def turn_of(monday: date, zone: str) -> datetime:
    """Return the moment at which a week begins in a time zone, in UTC.

    >>> turn_of(date(2026, 11, 23), "Asia/Shanghai").isoformat()
    '2026-11-22T16:00:00+00:00'
    """
    return datetime.combine(monday, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def week_grid(weeks: Sequence[date], zone: str) -> pa.Table:
    """Return the turns of consecutive weeks, one row a turn, the end of the last week included.

    A moment in ``bucket`` lies in ``week_before`` until ``turn`` and in ``week_from`` afterwards; both are
    null outside the weeks.
    """
    mondays = [*weeks, weeks[-1] + timedelta(weeks=1)]
    turns = [turn_of(monday, zone) for monday in mondays]
    rows = [list(range(len(turns))), turns, [None, *weeks], [*weeks, None]]
    return pa.table(
        [pa.array(row, field.type) for row, field in zip(rows, GRID_SCHEMA, strict=True)], schema=GRID_SCHEMA
    )


def grid_origin(weeks: Sequence[date], zone: str) -> int:
    """Return where bucket 0 of the weeks' grid starts, in seconds since 1970."""
    return int(turn_of(weeks[0], zone).timestamp()) - MARGIN_SECONDS


def in_weeks(events: ibis.Table, grid: ibis.Table, *, moment: str, origin: int) -> ibis.Table:
    """Return the events that lie in the weeks of a grid, with their Monday as the column ``week``."""
    # Whether an engine rounds or cuts fractions of a second does not matter: buckets meet far from any turn.
    seconds = events[moment].epoch_seconds().cast("int64")
    placed = events.mutate(bucket=(seconds - origin) // WEEK_SECONDS).inner_join(grid, "bucket")
    week = (placed[moment] < placed.turn).ifelse(placed.week_before, placed.week_from)
    return placed.mutate(week=week).filter(ibis._.week.notnull())
