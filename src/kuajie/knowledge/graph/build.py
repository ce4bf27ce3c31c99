"""Catalogues joined into one course graph; what is repeated, unknown or circular is counted and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_matrix

from kuajie.knowledge.graph.catalogue import NODE_SCHEMA, Catalogue, completed
from kuajie.knowledge.graph.course_graph import KINDS, CourseGraph, Key, kind_starts
from kuajie.knowledge.graph.merging import MergedNodes, merge_nodes
from kuajie.knowledge.graph.relations import RELATIONS, NodeKind, Relation
from kuajie.knowledge.graph.repeats import PARTS, first_of_each, groups_of, keys_of
from kuajie.knowledge.histories import Codes, Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuiltGraph:
    """A graph, and what was left out of it.

    ``duplicate_edges`` stood more than once (the largest weight counts), ``loops`` led from a node to itself,
    ``unknown`` (EDGE_SCHEMA) name courses that no catalogue lists, ``duplicate_courses`` stood more than once
    (the first counts), ``merged`` nodes were taken as others because somebody confirmed it.
    """

    graph: CourseGraph
    duplicate_edges: int
    duplicate_courses: int
    loops: int
    unknown: pa.Table
    merged: int


def build_graph(catalogues: Sequence[Catalogue], same: Sequence[tuple[Key, Key]] = ()) -> BuiltGraph:
    """Return one graph of all catalogues.

    Courses must be listed as nodes; other ends of edges become nodes of their own. ``same`` names pairs of
    nodes that somebody confirmed to be the same: courses are joined by an edge ``same_as``, other nodes
    become one. Raises ``ValueError`` for kinds and relations that do not exist.
    """
    given = pa.concat_tables([each.nodes for each in catalogues] or [completed({}, NODE_SCHEMA)])
    edges = pa.concat_tables([*(each.edges for each in catalogues), _same_courses(same)])
    _require_known("kind", given["kind"], [kind.value for kind in NodeKind])
    _require_known("relation", edges["relation"], [relation.value for relation in Relation])
    keys = {end: keys_of(edges, (f"{end}_kind", f"{end}_provider", end)) for end in ("head", "tail")}
    listed = first_of_each(given)
    every = _by_kind(pa.concat_tables([listed, _implied(edges, keys, listed)]))
    merged = merge_nodes(every, [pair for pair in same if pair[0][0] is not NodeKind.COURSE])
    every_key = keys_of(every, PARTS)
    head, tail = (_codes(keys[end], every_key) for end in ("head", "tail"))
    known = (head >= 0) & (tail >= 0)
    head, tail = merged.place[head], merged.place[tail]
    loops = known & (head == tail)
    forward, duplicates = _matrices(edges, head, tail, known & ~loops, merged.nodes.num_rows)
    return BuiltGraph(
        graph=_graph(merged, forward),
        duplicate_edges=duplicates,
        duplicate_courses=_courses(given) - _courses(listed),
        loops=int(loops.sum()),
        unknown=edges.filter(pa.array(~known)),
        merged=every.num_rows - merged.nodes.num_rows,
    )


def _graph(merged: MergedNodes, forward: dict[Relation, csr_matrix]) -> CourseGraph:
    return CourseGraph(
        nodes=merged.nodes,
        starts=kind_starts(merged.nodes["kind"]),
        aliases=merged.aliases,
        forward=forward,
        backward={relation: matrix.T.tocsr() for relation, matrix in forward.items()},
    )


def _courses(nodes: pa.Table) -> int:
    return int(pc.sum(pc.equal(nodes["kind"], NodeKind.COURSE.value)).as_py() or 0)


def _same_courses(same: Sequence[tuple[Key, Key]]) -> pa.Table:
    """Return edges ``same_as`` between the courses that are the same."""
    rows = [
        {"relation": Relation.SAME_AS.value}
        | dict(zip(("head_kind", "head_provider", "head"), one, strict=True))
        | dict(zip(("tail_kind", "tail_provider", "tail"), other, strict=True))
        for one, other in same
        if one[0] is NodeKind.COURSE
    ]
    return Catalogue.of(edges=rows).edges


def _require_known(what: str, column: pa.ChunkedArray, known: list[str]) -> None:
    if unknown := set(pc.unique(column).to_pylist()) - set(known):
        raise ValueError(f"unknown {what} {sorted(map(str, unknown))}, expected some of {known}")


def _implied(edges: pa.Table, keys: dict[str, pa.Array], listed: pa.Table) -> pa.Table:
    """Return nodes, other than courses, that only edges name; their ids are their labels."""
    tables = []
    for end in ("head", "tail"):
        columns = (f"{end}_kind", f"{end}_provider", end, end)
        names = (*PARTS, "label")
        tables.append(
            pa.table({name: edges[column] for name, column in zip(names, columns, strict=True)}).filter(
                pc.and_(
                    pc.invert(pc.is_in(keys[end], value_set=keys_of(listed, PARTS))),
                    pc.not_equal(edges[f"{end}_kind"], NodeKind.COURSE.value),
                )
            )
        )
    every = pa.concat_tables(tables)
    named = every.take(np.sort(groups_of(every)[0]))
    return completed({name: named[name] for name in named.column_names}, NODE_SCHEMA)


def _by_kind(nodes: pa.Table) -> pa.Table:
    """Return nodes in the order of their kinds, as they came within each."""
    order = pc.index_in(nodes["kind"], value_set=pa.array([kind.value for kind in KINDS]))
    return nodes.take(np.argsort(order.to_numpy(), kind="stable")).combine_chunks()


def _codes(keys: pa.Array, every_key: pa.Array) -> Codes:
    """Return where each key stands among the nodes, -1 where it does not."""
    places = pc.fill_null(pc.index_in(keys, value_set=every_key), -1)
    return np.asarray(places.to_numpy(zero_copy_only=False), dtype=np.int64)


def _matrices(
    edges: pa.Table, head: Codes, tail: Codes, kept: Flags, size: int
) -> tuple[dict[Relation, csr_matrix], int]:
    """Return a matrix for each relation that occurs, and how many edges stood more than once."""
    names = pa.array([relation.value for relation in RELATIONS])
    relation = pc.index_in(edges["relation"], value_set=names).to_numpy()
    weight = pc.fill_null(edges["weight"], 1.0).to_numpy().astype(np.float32)
    matrices, duplicates = {}, 0
    for place, (name, facts) in enumerate(RELATIONS.items()):
        chosen = np.flatnonzero(kept & (relation == place))
        if not chosen.size:
            continue
        ends = (head[chosen], tail[chosen])
        matrix, repeated = _largest(weight[chosen], ends, size)
        matrices[name] = matrix.maximum(matrix.T).tocsr() if facts.both_ways else matrix
        duplicates += repeated
    return matrices, duplicates


def _largest(weight: np.ndarray, ends: tuple[Codes, Codes], size: int) -> tuple[csr_matrix, int]:
    """Return edges as a matrix, of repeated ones the largest weight, and how many were repeats."""
    order = np.lexsort((-weight, ends[1], ends[0]))
    head, tail = ends[0][order], ends[1][order]
    first = np.ones(order.size, dtype=np.bool_)
    first[1:] = (head[1:] != head[:-1]) | (tail[1:] != tail[:-1])
    rows = np.concatenate([[0], np.cumsum(np.bincount(head[first], minlength=size))])
    columns = tail[first].astype(np.int32)
    matrix = csr_matrix((weight[order][first], columns, rows.astype(np.int32)), shape=(size, size))
    return matrix, int(order.size - first.sum())
