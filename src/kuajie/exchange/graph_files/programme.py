"""Programme folders: every party's courses.csv, and its graph.csv where there is one."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.cell_lists import cell_values
from kuajie.exchange.graph_files.edge_list import is_edge_list, read_edge_list
from kuajie.exchange.graph_files.nodes_named import named
from kuajie.exchange.graph_files.opened import SheetFile, open_file
from kuajie.exchange.graph_files.part import COURSE, Part
from kuajie.exchange.nearest import listing
from kuajie.exchange.programme_file.draft import Draft, read_draft
from kuajie.exchange.programme_file.fields import FILE
from kuajie.exchange.record_files import read_tables
from kuajie.exchange.record_table import RecordTable
from kuajie.exchange.toml_file import read_toml
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, NODE_SCHEMA, completed
from kuajie.knowledge.graph.relations import RELATIONS, Relation
from kuajie.messages import Place
from kuajie.messages.notices.files import MISSING_COLUMN
from kuajie.usecases.progress import silent

GRAPH_FORMS = ("graph.csv", "graph.xlsx")
_COLUMNS = {
    Relation.ABOUT: "concepts",
    Relation.AT_LEVEL: "level",
    Relation.IN_LANGUAGE: "language",
}


def is_programme(folder: Path) -> bool:
    """Say whether a folder is a programme folder."""
    return (folder / FILE).is_file()


def read_programme(folder: Path, findings: Findings) -> list[Part]:
    """Return the courses of every party, and what their graph files say."""
    values = read_toml(folder / FILE, file=FILE, findings=findings)
    if values is None:
        return []
    draft = read_draft(values, findings=findings)
    findings.stop_if_refused()
    tables = read_tables(folder, draft, findings=findings, progress=silent, only=("courses",))
    parts = [_catalogue(table) for (_, name), table in tables.items() if name == "courses"]
    return [*parts, *_graph_files(folder, draft, findings)]


def _graph_files(folder: Path, draft: Draft, findings: Findings) -> list[Part]:
    parts = []
    for party in draft.party_ids:
        found = next((name for name in GRAPH_FORMS if (folder / party / name).is_file()), None)
        if found is None:
            continue
        file = f"{party}/{found}"
        opened = open_file(folder / party / found, file=file, findings=findings)
        if isinstance(opened, SheetFile) and is_edge_list(opened):
            parts.append(read_edge_list(opened, findings, owner=party))
        elif opened is not None:
            present = listing(opened.headers if isinstance(opened, SheetFile) else ())
            place = Place(file=file, column="head, relation, tail")
            findings.error(MISSING_COLUMN, place, present=present, map=f"{party}/columns.toml")
    return parts


def _catalogue(table: RecordTable) -> Part:
    """Return the courses of a party, and what their rows say of them."""
    texts = {name: _texts(table, name) for name in ("course_id", "title", "currency", *_COLUMNS.values())}
    ids = texts["course_id"]
    nodes = [
        completed(
            {
                "kind": COURSE,
                "provider": table.party,
                "id": ids,
                "label": texts["title"],
                "price": table.columns["price"],
                "currency": texts["currency"],
                "seats": table.columns["seats"],
            },
            NODE_SCHEMA,
        )
    ]
    edges = [completed({}, EDGE_SCHEMA)]
    for relation, column in _COLUMNS.items():
        values = cell_values(texts[column], commas=False)
        kind = RELATIONS[relation].tail
        found = named(kind, values.values)
        nodes.append(found.nodes)
        edges.append(
            completed(
                {
                    "relation": relation.value,
                    "head_kind": COURSE,
                    "head_provider": table.party,
                    "head": ids.take(values.rows),
                    "tail_kind": kind.value,
                    "tail_provider": found.providers,
                    "tail": found.ids,
                },
                EDGE_SCHEMA,
            )
        )
    return Part(nodes=pa.concat_tables(nodes), edges=pa.concat_tables(edges), lists_courses=True)


def _texts(table: RecordTable, name: str) -> pa.Array:
    return pc.cast(table.columns[name], pa.string())
