"""Nodes that stand more than once: the first counts, and keeps the names of the others."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.knowledge.histories import Codes

PARTS = ("kind", "provider", "id")
SEPARATOR = "\x1f"


def keys_of(table: pa.Table, columns: tuple[str, ...]) -> pa.Array:
    """Return the columns that say which node is meant, as one."""
    parts = [pc.fill_null(table[name], "").combine_chunks() for name in columns]
    return pc.binary_join_element_wise(
        *(pc.cast(part, pa.large_string()) for part in parts), pa.scalar(SEPARATOR, pa.large_string())
    )


def groups_of(nodes: pa.Table) -> tuple[Codes, Codes]:
    """Return the first row of every node that a table names, (nodes,), and which node each row names."""
    codes = keys_of(nodes, PARTS).dictionary_encode().indices.to_numpy(zero_copy_only=False)
    _, first, group = np.unique(codes, return_index=True, return_inverse=True)
    return first, group


def first_of_each(nodes: pa.Table) -> pa.Table:
    """Return every node where it stands first, with the labels of its repetitions among its other ones."""
    first, group = groups_of(nodes)
    if first.size == nodes.num_rows:
        return nodes
    labelled = _with_labels(nodes, first[group])
    return labelled.take(np.sort(first))


def _with_labels(nodes: pa.Table, first: Codes) -> pa.Table:
    """Return nodes whose first rows bear the labels of the others; ``first`` is the first row of each."""
    label = nodes["label"].combine_chunks()
    fresh = pc.or_(
        pc.not_equal(label, label.take(pa.array(first))),
        pc.not_equal(nodes["other_labels"].combine_chunks(), ""),
    )
    others = np.flatnonzero(fresh.to_numpy(zero_copy_only=False) & (first != np.arange(first.size)))
    if not others.size:
        return nodes
    labels, further = label.to_pylist(), nodes["other_labels"].to_pylist()
    for place in others.tolist():
        into = int(first[place])
        names = [*further[into].split("\n"), labels[place], *further[place].split("\n")]
        labels[into] = labels[into] or labels[place]
        further[into] = "\n".join(dict.fromkeys(name for name in names if name and name != labels[into]))
    columns = {"label": labels, "other_labels": further}
    for name, values in columns.items():
        where = nodes.column_names.index(name)
        nodes = nodes.set_column(where, nodes.schema.field(where), pa.array(values, pa.string()))
    return nodes
