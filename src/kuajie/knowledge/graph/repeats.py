"""Nodes that stand more than once: the first counts, completed by what only the others say."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.knowledge.histories import Codes, Flags

PARTS = ("kind", "provider", "id")
SEPARATOR = "\x1f"
FILLED = ("label", "other_labels", "text", "price", "currency", "seats")


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
    """Return every node where it stands first, with what only its repetitions say.

    Labels of the others are among its other labels; of the rest, what the first lacks is taken from the next
    that has it, prices with their currencies.
    """
    first, group = groups_of(nodes)
    if first.size == nodes.num_rows:
        return nodes
    first_row = first[group]
    others = np.flatnonzero(_says_more(nodes, first_row) & (first_row != np.arange(first_row.size)))
    if others.size:
        nodes = _completed(nodes, others, first_row)
    return nodes.take(np.sort(first))


def _says_more(nodes: pa.Table, first: Codes) -> Flags:
    """Say which rows may tell more than the first of their node."""
    label = nodes["label"].combine_chunks()
    more = pc.not_equal(label, label.take(pa.array(first)))
    for name in ("other_labels", "text"):
        more = pc.or_(more, pc.not_equal(nodes[name].combine_chunks(), ""))
    for name in ("price", "seats"):
        more = pc.or_(more, pc.is_valid(nodes[name].combine_chunks()))
    return np.asarray(more.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _completed(nodes: pa.Table, others: Codes, first: Codes) -> pa.Table:
    """Return nodes whose first rows are completed by some others; ``first`` is the first row of each."""
    values = {name: nodes[name].to_pylist() for name in FILLED}
    for place in others.tolist():
        into = int(first[place])
        label, further = values["label"], values["other_labels"]
        names = [*further[into].split("\n"), label[place], *further[place].split("\n")]
        label[into] = label[into] or label[place]
        further[into] = "\n".join(dict.fromkeys(name for name in names if name and name != label[into]))
        values["text"][into] = values["text"][into] or values["text"][place]
        if values["price"][into] is None:
            values["price"][into], values["currency"][into] = (
                values["price"][place],
                values["currency"][place],
            )
        if values["seats"][into] is None:
            values["seats"][into] = values["seats"][place]
    for name, column in values.items():
        where = nodes.column_names.index(name)
        field = nodes.schema.field(where)
        nodes = nodes.set_column(where, field, pa.array(column, field.type))
    return nodes
