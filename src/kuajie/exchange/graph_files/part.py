"""What one file adds to a source, and the parts of a source joined into its catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.graph_files.nodes_named import named
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, NODE_SCHEMA, Catalogue, completed
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.graph.repeats import first_of_each

COURSE, CONCEPT = NodeKind.COURSE.value, NodeKind.CONCEPT.value
ENDS = ("head", "tail")
_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Nodes and edges of one file, in the schemas of a catalogue.

    A provider that is null is the source's own: of a course in an edge, whoever lists it. An end of an edge
    whose kind is null is a course where one of that id is listed, else a concept where one is known.
    ``lists_courses``: courses that no such file of a source lists are unknown; without one, edges list them.
    """

    nodes: pa.Table
    edges: pa.Table
    lists_courses: bool = False

    @classmethod
    def empty(cls) -> Part:
        """Return the part of a file that adds nothing."""
        return cls(nodes=completed({}, NODE_SCHEMA), edges=completed({}, EDGE_SCHEMA))


def joined(parts: Sequence[Part], source: str) -> Catalogue:
    """Return the catalogue of a source, every kind and provider decided."""
    nodes = pa.concat_tables([each.nodes for each in parts] or [completed({}, NODE_SCHEMA)])
    edges = pa.concat_tables([each.edges for each in parts] or [completed({}, EDGE_SCHEMA)])
    nodes = _owned(nodes, source)
    implied = not any(each.lists_courses for each in parts)
    if implied:
        nodes = pa.concat_tables([nodes, _courses_of_edges(edges, nodes, source)])
    edges = _kinds_decided(edges, nodes, source)
    if implied:
        nodes = pa.concat_tables([nodes, _courses_of_edges(edges, nodes, source)])
    edges = _providers_decided(edges, nodes, source)
    return Catalogue(nodes=first_of_each(nodes).combine_chunks(), edges=edges.combine_chunks())


def _filled(table: pa.Table, column: str, value: object) -> pa.Table:
    place = table.column_names.index(column)
    return table.set_column(place, table.schema.field(place), pc.fill_null(table[column], value))


def _courses_of_edges(edges: pa.Table, nodes: pa.Table, source: str) -> pa.Table:
    """Return the courses that edges name and no node is."""
    schema = pa.schema([("provider", pa.string()), ("id", pa.string())])
    tables = []
    for end in ENDS:
        chosen = edges.filter(pc.equal(edges[f"{end}_kind"], COURSE))
        columns = {"provider": pc.fill_null(chosen[f"{end}_provider"], source), "id": chosen[end]}
        tables.append(pa.table(columns, schema=schema))
    every = pa.concat_tables(tables).group_by(["provider", "id"], use_threads=False).aggregate([])
    there = nodes.filter(pc.equal(nodes["kind"], COURSE))
    fresh = every.filter(pc.invert(pc.is_in(_keys(every), value_set=_keys(there))))
    return completed({"kind": COURSE, "provider": fresh["provider"], "id": fresh["id"]}, NODE_SCHEMA)


def _keys(table: pa.Table, provider: str = "provider", name: str = "id") -> pa.Array:
    """Return provider and id as one."""
    parts = [pc.cast(table[column], pa.large_string()) for column in (provider, name)]
    keys = pc.binary_join_element_wise(*parts, pa.scalar(_SEPARATOR, pa.large_string()))
    return keys.combine_chunks()


def _kinds_decided(edges: pa.Table, nodes: pa.Table, source: str) -> pa.Table:
    """Return edges whose ends without a kind are courses, or concepts where only a concept is known."""
    if not any(edges[f"{end}_kind"].null_count for end in ENDS):
        return edges
    courses = nodes["id"].filter(pc.equal(nodes["kind"], COURSE)).combine_chunks()
    concepts = _known_concepts(edges, nodes)
    for end in ENDS:
        open_kind = pc.is_null(edges[f"{end}_kind"])
        as_concept = named(NodeKind.CONCEPT, edges[end].combine_chunks())
        is_concept = pc.and_(
            pc.and_(open_kind, pc.is_in(as_concept.ids, value_set=concepts)),
            pc.invert(pc.is_in(edges[end], value_set=courses)),
        )
        decided = {
            f"{end}_kind": pc.if_else(is_concept, CONCEPT, pc.fill_null(edges[f"{end}_kind"], COURSE)),
            f"{end}_provider": pc.if_else(
                is_concept, pc.fill_null(as_concept.providers, source), edges[f"{end}_provider"]
            ),
            end: pc.if_else(is_concept, as_concept.ids, edges[end]),
        }
        for column, values in decided.items():
            place = edges.column_names.index(column)
            edges = edges.set_column(place, edges.schema.field(place), values)
    return edges


def _known_concepts(edges: pa.Table, nodes: pa.Table) -> pa.Array:
    columns = [nodes["id"].filter(pc.equal(nodes["kind"], CONCEPT))]
    columns += [edges[end].filter(pc.equal(edges[f"{end}_kind"], CONCEPT)) for end in ENDS]
    return pc.unique(pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string()))


def _providers_decided(edges: pa.Table, nodes: pa.Table, source: str) -> pa.Table:
    """Return edges whose courses have the provider that lists them: the other end's first."""
    courses = nodes.filter(pc.equal(nodes["kind"], COURSE))
    ids, only = _only_provider(courses)
    for end, other in (("head", "tail"), ("tail", "head")):
        column = f"{end}_provider"
        if not edges[column].null_count:
            continue
        beside = pc.if_else(pc.equal(edges[f"{other}_kind"], COURSE), edges[f"{other}_provider"], source)
        usual = edges.append_column("usual", pc.fill_null(beside, source))
        own = pc.is_in(_keys(usual, "usual", end), value_set=_keys(courses))
        listed = pc.take(only, pc.index_in(edges[end], value_set=ids))
        of_course = pc.if_else(own, usual["usual"], pc.coalesce(listed, usual["usual"]))
        found = pc.if_else(pc.equal(edges[f"{end}_kind"], COURSE), of_course, source)
        edges = _filled(edges, column, found)
    return edges


def _owned(nodes: pa.Table, source: str) -> pa.Table:
    """Return nodes with providers: a course without one has that of the same id, if only one has it."""
    missing = nodes["provider"].null_count
    if missing and missing < nodes.num_rows:
        said = nodes.filter(pc.and_(pc.equal(nodes["kind"], COURSE), pc.is_valid(nodes["provider"])))
        ids, only = _only_provider(said)
        known = pc.take(only, pc.index_in(nodes["id"], value_set=ids))
        nodes = _filled(nodes, "provider", pc.if_else(pc.equal(nodes["kind"], COURSE), known, None))
    return _filled(nodes, "provider", source)


def _only_provider(courses: pa.Table) -> tuple[pa.Array, pa.ChunkedArray]:
    """Return the ids of courses, and the provider of each, null where several have it."""
    ends = courses.group_by("id", use_threads=False).aggregate([("provider", "min"), ("provider", "max")])
    same = pc.equal(ends["provider_min"], ends["provider_max"])
    return ends["id"].combine_chunks(), pc.if_else(same, ends["provider_min"], pa.scalar(None, pa.string()))
