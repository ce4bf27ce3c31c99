"""A graph as it is written: nodes in the order of codes, edges once each."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_matrix, triu

from kuajie.exchange.graph_files.node_uris import uri_of
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import RELATIONS, NodeKind, Relation


def edges_once(graph: CourseGraph) -> Iterator[tuple[Relation, coo_matrix]]:
    """Yield the edges of every relation, by head and tail; those that hold both ways only one way."""
    for relation in Relation:
        if relation in graph.forward:
            matrix = graph.forward[relation].sorted_indices()
            if RELATIONS[relation].both_ways:
                matrix = triu(matrix, format="csr")
            yield relation, matrix.tocoo()


def uris(graph: CourseGraph) -> list[str]:
    """Return the URI of every node."""
    columns = (graph.nodes[name].to_pylist() for name in ("kind", "provider", "id"))
    return [uri_of((NodeKind(kind), provider, name)) for kind, provider, name in zip(*columns, strict=True)]


def edge_table(graph: CourseGraph) -> pa.Table:
    """Return the edges of a graph as a table in EDGE_SCHEMA."""
    relations, heads, tails, weights = [], [], [], []
    for relation, matrix in edges_once(graph):
        relations += [relation.value] * matrix.nnz
        heads.append(matrix.row)
        tails.append(matrix.col)
        weights.append(matrix.data)
    ends = {
        "head": np.concatenate([*heads, np.zeros(0)]).astype(np.int64),
        "tail": np.concatenate([*tails, np.zeros(0)]).astype(np.int64),
    }
    columns = {"relation": pa.array(relations, pa.string())}
    for end, places in ends.items():
        for name, part in ((f"{end}_kind", "kind"), (f"{end}_provider", "provider"), (end, "id")):
            columns[name] = graph.nodes[part].take(pa.array(places))
    columns["weight"] = pa.array(np.concatenate([*weights, np.zeros(0)]).astype(np.float32))
    return pa.table(columns)
