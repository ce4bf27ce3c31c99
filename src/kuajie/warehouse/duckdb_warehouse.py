"""The warehouse on DuckDB: events in, weekly panels and counts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kuajie.domain.actuals import Actuals
from kuajie.domain.panel import Panel
from kuajie.domain.programme import Programme
from kuajie.domain.records import Events
from kuajie.usecases.ports import Progress
from kuajie.warehouse.build_panel import build_panel
from kuajie.warehouse.duckdb_engine import open_duckdb
from kuajie.warehouse.known_before import known_before
from kuajie.warehouse.named_tables import record_table
from kuajie.warehouse.programme_tables import programme_tables
from kuajie.warehouse.shared_learners import shared_learners
from kuajie.warehouse.week_grid import turn_of
from kuajie.warehouse.weeks_under_way import last_day_on_record, weeks_under_way


class DuckDBWarehouse:
    """Answers from Arrow tables in memory; every question opens and closes its own connection."""

    def panel(self, programme: Programme, events: Events, *, progress: Progress) -> Panel:
        """Return the weekly history of the programme's courses and levers before its horizon.

        Nothing that was recorded later counts, refunds and completions included. Raises ``BadInput`` when
        there are no counted orders, or a control lacks weeks.
        """
        tables = known_before(events.tables, turn_of(programme.horizon.start, programme.time_zone))
        with open_duckdb({**tables, **programme_tables(programme)}) as engine:
            return build_panel(programme, engine=engine, progress=progress)

    def weeks_under_way(self, programme: Programme, events: Events, *, weeks: Sequence[date]) -> Actuals:
        """Return what happened in the given first weeks of the horizon."""
        with open_duckdb({**events.tables, **programme_tables(programme)}) as engine:
            return weeks_under_way(programme, weeks, engine=engine)

    def last_day_on_record(self, programme: Programme, events: Events) -> date | None:
        """Return the last day of the horizon with a counted order, else with spend; ``None`` without any."""
        with open_duckdb({**events.tables, **programme_tables(programme)}) as engine:
            return last_day_on_record(programme, engine=engine)

    def shared_learners(self, events: Events) -> Mapping[tuple[str, str], int]:
        """Return how many learners each pair of parties has in common, in either order.

        A party with itself is the number of its own learners. Every party with any record has its pairs,
        zero where nobody is shared.
        """
        with open_duckdb(events.tables) as engine:
            rows = engine.run(shared_learners(record_table("orders"), record_table("learning")))
        counted = {(row["first"], row["second"]): row["learners"] for row in rows.to_pylist()}
        parties = _parties(events)
        return {(first, second): counted.get((first, second), 0) for first in parties for second in parties}


def _parties(events: Events) -> tuple[str, ...]:
    columns = [table["party"] for table in events.tables.values() if "party" in table.column_names]
    return tuple(sorted({party for column in columns for party in column.unique().to_pylist()}))
