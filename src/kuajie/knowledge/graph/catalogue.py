"""One partner's catalogue as two columnar tables: nodes and edges. Every importer returns one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

NODE_SCHEMA = pa.schema(
    [
        ("kind", pa.string()),
        ("provider", pa.string()),  # whose id it is; empty where everybody shares the node
        ("id", pa.string()),
        ("label", pa.string()),  # what people read
        ("other_labels", pa.string()),  # further names, also in other languages, parted by newlines
        ("text", pa.string()),  # a description
        ("price", pa.int64()),  # of a course, in minor units
        ("currency", pa.string()),
        ("seats", pa.int64()),
    ]
)
"""A node is known by kind, provider and id."""

EDGE_SCHEMA = pa.schema(
    [
        ("relation", pa.string()),
        ("head_kind", pa.string()),
        ("head_provider", pa.string()),
        ("head", pa.string()),
        ("tail_kind", pa.string()),
        ("tail_provider", pa.string()),
        ("tail", pa.string()),
        ("weight", pa.float32()),
    ]
)
"""An edge is known by everything but its weight."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """``nodes`` (NODE_SCHEMA) and ``edges`` (EDGE_SCHEMA); ends of edges need not stand among the nodes."""

    nodes: pa.Table
    edges: pa.Table

    @classmethod
    def of(cls, nodes: Sequence[dict[str, Any]] = (), edges: Sequence[dict[str, Any]] = ()) -> Catalogue:
        """Return a catalogue of rows by name; what a row leaves out is empty, a weight one.

        >>> Catalogue.of(nodes=[{"kind": "course", "provider": "A", "id": "1"}]).nodes.num_rows
        1
        """
        return cls(nodes=_table(nodes, NODE_SCHEMA), edges=_table(edges, EDGE_SCHEMA))


def _table(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    blank = {field.name: _blank(field) for field in schema}
    for row in rows:
        if unknown := row.keys() - blank.keys():
            raise ValueError(f"unknown columns {sorted(unknown)}, expected some of {list(blank)}")
    return pa.Table.from_pylist([blank | row for row in rows], schema=schema)


def _blank(field: pa.Field) -> str | float | None:
    if field.type == pa.string():
        return ""
    return 1.0 if field.name == "weight" else None


def completed(columns: dict[str, pa.Array], schema: pa.Schema) -> pa.Table:
    """Return whole columns of equal length as a table of a schema; columns left out are blank.

    A Python string stands for a column that holds it everywhere. Raises ``ValueError`` for unknown columns.
    """
    if unknown := columns.keys() - set(schema.names):
        raise ValueError(f"unknown columns {sorted(unknown)}, expected some of {schema.names}")
    rows = next((len(column) for column in columns.values() if not isinstance(column, str)), 0)
    return pa.table([_column(columns, field, rows) for field in schema], schema=schema)


def _column(columns: dict[str, pa.Array], field: pa.Field, rows: int) -> pa.Array:
    given = columns.get(field.name, _blank(field))
    if given is None:
        return pa.nulls(rows, field.type)
    if isinstance(given, str | float):
        return pa.repeat(pa.scalar(given, field.type), rows)
    if isinstance(given, pa.ChunkedArray):
        given = given.combine_chunks()
    return pc.cast(given, field.type)


def plain_label(labels: pa.Array) -> pa.Array:
    """Return labels as ids: widths and case made alike, blanks joined, so that equal names are one node.

    >>> plain_label(pa.array(["  ＳＱＬ  Basics "])).to_pylist()
    ['sql basics']
    """
    normal = pc.utf8_lower(pc.utf8_normalize(pc.cast(labels, pa.string()), form="NFKC"))
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(normal, pattern=r"\s+", replacement=" "))
