"""Tables as CSV and back: the same table gives the same bytes."""

from __future__ import annotations

import io

import pyarrow as pa
from pyarrow import csv


def table_csv(table: pa.Table) -> bytes:
    """Return a table as UTF-8 CSV with a header; moments in UTC."""
    written = io.BytesIO()
    plain = pa.table(
        {
            name: table[name].cast(pa.string()) if pa.types.is_timestamp(table[name].type) else table[name]
            for name in table.column_names
        }
    )
    csv.write_csv(plain, written, csv.WriteOptions(quoting_style="needed"))
    return written.getvalue()


def table_of_csv(data: bytes, schema: pa.Schema) -> pa.Table:
    """Return the table of its CSV.

    Raises ``ValueError`` for any other columns and for cells of other types.
    """
    header = data[: data.find(b"\n") + 1].decode("utf-8").strip().replace('"', "").split(",")
    if header != schema.names:
        raise ValueError(f"the columns must be {', '.join(schema.names)}, but are {', '.join(header)}")
    table = csv.read_csv(
        io.BytesIO(data),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema, strings_can_be_null=False, null_values=[], check_utf8=True
        ),
    )
    return table.cast(schema).combine_chunks()
