"""A graph as two tables, nodes.csv and edges.csv, written and read back as it was."""

from __future__ import annotations

import io

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from kuajie.exchange.cells.number import amounts, counts
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.exported import edge_table
from kuajie.exchange.graph_files.opened import SheetFile
from kuajie.exchange.graph_files.part import Part
from kuajie.exchange.nearest import listing
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, NODE_SCHEMA, completed
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import Notice
from kuajie.messages.notices import graph as notices

NODES, EDGES = "nodes.csv", "edges.csv"


def graph_csv(graph: CourseGraph) -> dict[str, str]:
    """Return the files of a graph by name; empty cells are what is not known."""
    return {NODES: _text(graph.nodes.select(NODE_SCHEMA.names)), EDGES: _text(edge_table(graph))}


def _text(table: pa.Table) -> str:
    written = io.BytesIO()
    csv.write_csv(table, written, csv.WriteOptions(quoting_style="needed"))
    return written.getvalue().decode()


def is_own_table(sheet: SheetFile) -> bool:
    """Say whether a sheet is one of the two tables."""
    return sheet.headers in (tuple(NODE_SCHEMA.names), tuple(EDGE_SCHEMA.names))


def read_own_table(sheet: SheetFile, findings: Findings) -> Part:
    """Return the nodes or edges of a table; texts are taken as they stand, blanks and all."""
    schema = NODE_SCHEMA if sheet.headers == tuple(NODE_SCHEMA.names) else EDGE_SCHEMA
    cells = dict(zip(schema.names, sheet.untrimmed, strict=True))
    columns = {field.name: _column(sheet, cells[field.name], field, findings) for field in schema}
    kinds, relations = [kind.value for kind in NodeKind], [each.value for each in Relation]
    if schema is NODE_SCHEMA:
        _require(sheet, "kind", kinds, findings)
        nodes = completed(columns, NODE_SCHEMA)
        return Part(nodes=nodes, edges=completed({}, EDGE_SCHEMA), lists_courses=True)
    _require(sheet, "relation", relations, findings, notices.NO_RELATION)
    for name in ("head_kind", "tail_kind"):
        _require(sheet, name, kinds, findings)
    return Part(nodes=completed({}, NODE_SCHEMA), edges=completed(columns, EDGE_SCHEMA))


def _column(sheet: SheetFile, cells: pa.Array, field: pa.Field, findings: Findings) -> pa.Array:
    if field.type == pa.string():
        return cells
    coded = cells.dictionary_encode()
    judged = counts(coded.dictionary) if field.type == pa.int64() else amounts(coded.dictionary)
    for notice, faulty in judged.faults.items():
        for position in np.flatnonzero(faulty[coded.indices.to_numpy()])[:1]:
            place = sheet.place(int(position), field.name)
            findings.error(notice, place, column=field.name, header=field.name, amount=cells[int(position)])
    return judged.values.take(coded.indices).cast(field.type)


def _require(
    sheet: SheetFile, name: str, known: list[str], findings: Findings, notice: Notice = notices.UNKNOWN_KIND
) -> None:
    lost = pc.invert(pc.is_in(sheet.columns[name], value_set=pa.array(known))).to_numpy(zero_copy_only=False)
    for position in np.flatnonzero(lost)[:1]:
        facts = {"kind": sheet.columns[name][int(position)].as_py(), "known": listing(known)}
        findings.error(notice, sheet.place(int(position), name), **facts)
