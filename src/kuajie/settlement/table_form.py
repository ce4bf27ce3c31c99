"""Tables as CSV and back: the same table gives the same bytes."""

from __future__ import annotations

import io
from typing import IO

import pyarrow as pa
from pyarrow import csv

ROWS = 1 << 17
"""Rows written at a time."""
BLOCK = 1 << 25
"""Bytes read at a time."""


def write_table_csv(table: pa.Table, sink: IO[bytes]) -> None:
    """Write a table as UTF-8 CSV with a header; moments in UTC."""
    schema = pa.schema([(each.name, _written_type(each.type)) for each in table.schema])
    options = csv.WriteOptions(quoting_style="needed")
    with csv.CSVWriter(pa.PythonFile(sink, "w"), schema, write_options=options) as writer:
        for start in range(0, len(table), ROWS):
            part = table.slice(start, ROWS)
            columns = [_written(column, each.type) for column, each in zip(part.columns, schema, strict=True)]
            writer.write_table(pa.table(columns, schema=schema))


def table_csv(table: pa.Table) -> bytes:
    """Return a table as CSV, see ``write_table_csv``."""
    held = io.BytesIO()
    write_table_csv(table, held)
    return held.getvalue()


def _written_type(kind: pa.DataType) -> pa.DataType:
    plain = pa.types.is_timestamp(kind) or pa.types.is_dictionary(kind)
    return pa.string() if plain else kind


def _written(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """Return a column as it is written; of moments, which are slow to write, each is written once."""
    if not pa.types.is_timestamp(column.type):
        return column.cast(kind)
    encoded = column.combine_chunks().dictionary_encode()
    return pa.chunked_array([encoded.dictionary.cast(kind).take(encoded.indices)])


def read_table_csv(source: IO[bytes], schema: pa.Schema) -> pa.Table:
    """Return the table of its CSV.

    Raises ``ValueError`` for any other columns and for cells of other types.
    """
    table = csv.read_csv(
        pa.PythonFile(source, "r"),
        read_options=csv.ReadOptions(block_size=BLOCK),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema, strings_can_be_null=False, null_values=[], check_utf8=True
        ),
    )
    if table.column_names != schema.names:
        names = ", ".join(schema.names)
        raise ValueError(f"the columns must be {names}, but are {', '.join(table.column_names)}")
    return joined(table.cast(schema))


def table_of_csv(data: bytes, schema: pa.Schema) -> pa.Table:
    """Return the table of its CSV, see ``read_table_csv``."""
    return read_table_csv(io.BytesIO(data), schema)


def joined(table: pa.Table) -> pa.Table:
    """Return a table whose columns are of one piece each, with one list of names for each that has one."""
    return table.unify_dictionaries().combine_chunks()
