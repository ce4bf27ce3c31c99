"""Nodes and edges collected one by one, for formats that are read value by value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from kuajie.exchange.graph_files.nodes_named import named
from kuajie.exchange.graph_files.part import Part
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, NODE_SCHEMA, completed
from kuajie.knowledge.graph.relations import NodeKind, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What an edge leads from or to: a node by ``provider`` (``None``: the source) and ``id``.

    With ``by_name`` the id is what a person calls it, and which node that is follows from its kind. Without a
    kind it is a course if one is listed under the id, else a concept if one is known.
    """

    kind: NodeKind | None
    id: str
    provider: str | None = None
    by_name: bool = False


def called(kind: NodeKind, name: str) -> End:
    """Return a node by what a person calls it."""
    return End(kind=kind, id=name, by_name=True)


@dataclass(slots=True)
class PartDraft:
    """A part that grows."""

    _nodes: list[dict[str, Any]] = field(default_factory=list)
    _relations: list[str] = field(default_factory=list)
    _weights: list[float] = field(default_factory=list)
    _heads: list[End] = field(default_factory=list)
    _tails: list[End] = field(default_factory=list)

    def node(self, end: End, **columns: object) -> None:
        """Add a node that is no name; columns as in NODE_SCHEMA, without the key."""
        kind = None if end.kind is None else end.kind.value
        self._nodes.append({"kind": kind, "provider": end.provider, "id": end.id, **columns})

    def edge(self, relation: Relation, head: End, tail: End, weight: float = 1.0) -> None:
        """Add an edge."""
        self._relations.append(relation.value)
        self._weights.append(weight)
        self._heads.append(head)
        self._tails.append(tail)

    def part(self, *, lists_courses: bool = False) -> Part:
        """Return what was collected."""
        columns: dict[str, object] = {"relation": pa.array(self._relations, pa.string())}
        columns["weight"] = pa.array(self._weights, pa.float32())
        nodes = [self._node_table()]
        for end, given in (("head", self._heads), ("tail", self._tails)):
            found, of_names = _resolved(given)
            nodes += of_names
            columns |= {f"{end}{name}": values for name, values in found.items()}
        return Part(
            nodes=pa.concat_tables(nodes),
            edges=completed(columns, EDGE_SCHEMA),
            lists_courses=lists_courses,
        )

    def _node_table(self) -> pa.Table:
        blank = {"label": "", "other_labels": "", "text": "", "currency": ""}
        return pa.Table.from_pylist([blank | row for row in self._nodes], schema=NODE_SCHEMA)


def _resolved(ends: Sequence[End]) -> tuple[dict[str, pa.Array], list[pa.Table]]:
    """Return kind, provider and id of ends, and the nodes that are called by names."""
    ids = np.array([end.id for end in ends], dtype=object)
    providers = np.array([end.provider for end in ends], dtype=object)
    nodes = []
    for kind in NodeKind:
        chosen = np.array([end.by_name and end.kind is kind for end in ends], dtype=np.bool_)
        if not chosen.any():
            continue
        found = named(kind, pa.array(ids[chosen].tolist(), pa.string()))
        ids[chosen], providers[chosen] = found.ids.to_pylist(), found.providers.to_pylist()
        nodes.append(found.nodes)
    kinds = [None if end.kind is None else end.kind.value for end in ends]
    values = {"_kind": kinds, "_provider": providers.tolist(), "": ids.tolist()}
    return {name: pa.array(column, pa.string()) for name, column in values.items()}, nodes
