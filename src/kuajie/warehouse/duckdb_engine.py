"""DuckDB as the engine: tables registered from memory, expressions compiled to SQL, small tables back.

Ibis only compiles here; statements run on our own connection, since the connection Ibis would open calls
functions that DuckDB 2 announces the end of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb
import ibis
import pyarrow as pa

MEMORY_LIMIT = "512MB"
"""Beside the events, which are already in memory; a million orders need far less."""

_CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
}


class DuckDBEngine:
    """Runs expressions on the tables it was given; nothing is installed, fetched or written."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def register(self, name: str, table: pa.Table) -> None:
        """Make a table known by name, without copying it."""
        self._connection.register(name, table)

    def run(self, expression: ibis.Table) -> pa.Table:
        """Return the rows of an expression, with the types the expression declares."""
        statement = ibis.to_sql(expression, dialect="duckdb")
        rows = self._connection.sql(str(statement)).to_arrow_table()
        return rows.cast(expression.schema().to_pyarrow())


@contextmanager
def open_duckdb(tables: Mapping[str, pa.Table]) -> Iterator[DuckDBEngine]:
    """Open an engine on some tables and close it again."""
    with duckdb.connect(":memory:", config={**_CLOSED, "memory_limit": MEMORY_LIMIT}) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET python_enable_replacements = false")
        engine = DuckDBEngine(connection)
        for name, table in tables.items():
            engine.register(name, table)
        yield engine
