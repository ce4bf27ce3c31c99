"""Nodes that somebody confirmed to be the same become one; its other names are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from kuajie.knowledge.graph.course_graph import Key
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.histories import Codes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MergedNodes:
    """``nodes`` that remain, the ``place`` among them of every node, and ``aliases`` of those gone."""

    nodes: pa.Table
    place: Codes
    aliases: Mapping[Key, int]


def merge_nodes(nodes: pa.Table, same: Sequence[tuple[Key, Key]]) -> MergedNodes:
    """Return nodes with those that are the same as one, the first; pairs of unknown nodes are left aside."""
    everywhere = np.arange(nodes.num_rows)
    pairs = _places(nodes, same)
    if not pairs:
        return MergedNodes(nodes=nodes, place=everywhere, aliases={})
    first = _first_of_group(pairs, nodes.num_rows)
    kept = first == everywhere
    place = (np.cumsum(kept) - 1)[first]
    gone = np.flatnonzero(~kept).tolist()
    return MergedNodes(
        nodes=_named(nodes, first, gone).filter(pa.array(kept)).combine_chunks(),
        place=place,
        aliases={_key(nodes, each): int(place[each]) for each in gone},
    )


def _places(nodes: pa.Table, same: Sequence[tuple[Key, Key]]) -> list[tuple[int, int]]:
    if not same:
        return []
    columns = (nodes[name].to_pylist() for name in ("kind", "provider", "id"))
    known = {key: place for place, key in enumerate(zip(*columns, strict=True))}
    pairs = ((known.get(one), known.get(other)) for one, other in same)
    return [(one, other) for one, other in pairs if one is not None and other is not None]


def _first_of_group(pairs: list[tuple[int, int]], size: int) -> Codes:
    """Return for every node the first of those that pairs join it to, itself included."""
    one, other = np.array(pairs).T
    joined = coo_matrix((np.ones(len(pairs)), (one, other)), shape=(size, size))
    _, group = connected_components(joined, directed=False)
    _, first = np.unique(group, return_index=True)
    return np.asarray(first[group], dtype=np.int64)


def _key(nodes: pa.Table, place: int) -> Key:
    kind, provider, name = (nodes[column][place].as_py() for column in ("kind", "provider", "id"))
    return NodeKind(kind), provider, name


def _named(nodes: pa.Table, first: Codes, gone: Sequence[int]) -> pa.Table:
    """Return nodes that also bear the names of those taken as them."""
    labels, others = nodes["label"].to_pylist(), nodes["other_labels"].to_pylist()
    for place in gone:
        into = int(first[place])
        names = [*others[into].split("\n"), labels[place], *others[place].split("\n")]
        fresh = [name for name in dict.fromkeys(names) if name and name != labels[into]]
        others[into] = "\n".join(fresh)
    column = nodes.column_names.index("other_labels")
    return nodes.set_column(column, nodes.schema.field(column), pa.array(others, pa.string()))
