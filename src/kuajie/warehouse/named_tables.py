"""The tables expressions are written on: names and schemas only, no engine and no data."""

from __future__ import annotations

import ibis
import pyarrow as pa

from kuajie.domain.records import RECORD_FILES

SOLD_SCHEMA = pa.schema([("course_id", pa.string()), ("party", pa.string()), ("free", pa.bool_())])
"""Which party's orders.csv counts for a course of the programme, and whether the course may cost nothing."""

TAUGHT_SCHEMA = pa.schema([("course_id", pa.string()), ("party", pa.string())])
"""Which parties' learning.csv counts for a course of the programme."""

FUNDED_SCHEMA = pa.schema([("lever", pa.string()), ("party", pa.string())])
"""Which party's spend.csv or training.csv counts for a lever of the programme."""


def named_table(name: str, schema: pa.Schema) -> ibis.Table:
    """Return a table known by name and schema, for an engine to bind."""
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


def record_table(name: str) -> ibis.Table:
    """Return the table of a record file, with the schema of ``RECORD_FILES``."""
    return named_table(name, RECORD_FILES[name].schema)
