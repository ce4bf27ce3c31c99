"""Edge lists: columns head, relation, tail, and perhaps the kinds and providers of both and a weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.cells.number import amounts
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.nodes_named import named
from kuajie.exchange.graph_files.opened import SheetFile
from kuajie.exchange.graph_files.part import Part
from kuajie.exchange.graph_files.relation_names import (
    HEAD_KINDS,
    KIND_NAMES,
    RELATION_NAMES,
    RelationName,
    plain_name,
)
from kuajie.exchange.nearest import listing
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, NODE_SCHEMA, completed
from kuajie.knowledge.graph.relations import RELATIONS, NodeKind, Relation
from kuajie.messages.notices import graph as notices

HEAD, RELATION, TAIL, WEIGHT = "head", "relation", "tail", "weight"
_ALIASES: Mapping[str, tuple[str, ...]] = {
    HEAD: ("头实体", "起点"),
    RELATION: ("关系",),
    TAIL: ("尾实体", "终点"),
    WEIGHT: ("权重",),
    "head_kind": ("起点类型",),
    "tail_kind": ("终点类型",),
    "head_provider": (),
    "tail_provider": (),
}
_UNDECIDED = {Relation.REQUIRES}
"""Relations whose ends may be courses or concepts; which is seen from what else is known."""
_ALIKE = {Relation.BROADER, Relation.SIMILAR, Relation.SAME_AS}
"""Relations between nodes of one kind."""


def is_edge_list(sheet: SheetFile) -> bool:
    """Say whether a sheet is a list of edges."""
    return _named(sheet).has(HEAD, RELATION, TAIL)


def read_edge_list(sheet: SheetFile, findings: Findings, owner: str | None = None) -> Part:
    """Return the edges of a sheet; ``owner`` has the courses that heads name, else whoever lists them."""
    sheet = _named(sheet).complete((HEAD, RELATION, TAIL), findings).narrow((HEAD, TAIL), findings)
    weight = _weights(sheet, findings)
    sheet, weight = _weighing(sheet, weight, findings)
    parts = [Part.empty()]
    for names, rows in _groups(sheet):
        name = _relation(names, sheet, rows, findings)
        kinds = {
            end: _kind(names[f"{end}_kind"], f"{end}_kind", sheet, rows, findings) for end in (HEAD, TAIL)
        }
        parts.append(_edges(sheet, rows, name, kinds, weight, names[RELATION], owner))
    return Part(
        nodes=pa.concat_tables([each.nodes for each in parts]),
        edges=pa.concat_tables([each.edges for each in parts]),
    )


def _named(sheet: SheetFile) -> SheetFile:
    """Return a sheet with the columns of edges under our names."""
    columns = {}
    for name, others in _ALIASES.items():
        found = next((each for each in (name, *others) if each in sheet.columns), None)
        if found is not None:
            columns[name] = sheet.columns[found]
    return SheetFile(file=sheet.file, headers=sheet.headers, columns=columns, rows=sheet.rows)


def _weights(sheet: SheetFile, findings: Findings) -> pa.Array:
    """Return the weight of every row, one where the cell is empty; what is no weight is an error."""
    if WEIGHT not in sheet.columns:
        return pa.repeat(pa.scalar(1.0, pa.float32()), sheet.rows.size)
    coded = sheet.columns[WEIGHT].dictionary_encode()
    judged = amounts(coded.dictionary)
    for notice, faulty in judged.faults.items():
        for position in np.flatnonzero(faulty[coded.indices.to_numpy()])[:1]:
            cell = sheet.columns[WEIGHT][int(position)].as_py()
            findings.error(
                notice, sheet.place(int(position), WEIGHT), column=WEIGHT, header=WEIGHT, amount=cell
            )
    return pc.fill_null(judged.values.take(coded.indices), 1.0).cast(pa.float32())


def _weighing(sheet: SheetFile, weight: pa.Array, findings: Findings) -> tuple[SheetFile, pa.Array]:
    """Return the rows that weigh something; the others say nothing, and are counted."""
    kept = pc.not_equal(weight, 0.0).to_numpy(zero_copy_only=False)
    if kept.all():
        return sheet, weight
    first = sheet.place(int(np.argmin(kept)), WEIGHT)
    findings.warn(notices.WITHOUT_WEIGHT, first, count=f"{(~kept).sum():,}")
    return sheet.only(kept), weight.filter(pa.array(kept))


def _groups(sheet: SheetFile) -> Iterator[tuple[dict[str, str], np.ndarray]]:
    """Yield the rows that say the same relation between the same kinds of nodes."""
    columns = [name for name in (RELATION, "head_kind", "tail_kind") if name in sheet.columns]
    coded = [sheet.columns[name].dictionary_encode() for name in columns]
    key = np.zeros(sheet.rows.size, dtype=np.int64)
    for each in coded:
        key = key * len(each.dictionary) + each.indices.to_numpy()
    values, first, of_row = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(of_row, kind="stable")
    bounds = np.searchsorted(of_row[order], np.arange(values.size + 1))
    for place, start in enumerate(first):
        names = {name: sheet.columns[name][int(start)].as_py() for name in columns}
        rows = order[bounds[place] : bounds[place + 1]]
        yield {"head_kind": "", "tail_kind": "", **names}, rows


def _relation(
    names: Mapping[str, str], sheet: SheetFile, rows: np.ndarray, findings: Findings
) -> RelationName | None:
    """Return the relation of a name, ``None`` and a note for an unknown one."""
    known = RELATION_NAMES.get(plain_name(names[RELATION]))
    if known is None:
        facts = {"relation": names[RELATION], "count": f"{rows.size:,}"}
        findings.warn(notices.UNKNOWN_RELATION, sheet.place(int(rows[0]), RELATION), **facts)
    return known


def _kind(name: str, column: str, sheet: SheetFile, rows: np.ndarray, findings: Findings) -> NodeKind | None:
    """Return the kind of node of a name, ``None`` where there is no name; an unknown one is an error."""
    if not name:
        return None
    known = KIND_NAMES.get(plain_name(name))
    if known is None:
        facts = {"kind": name, "known": listing(kind.value for kind in NodeKind)}
        findings.error(notices.UNKNOWN_KIND, sheet.place(int(rows[0]), column), **facts)
    return known


def _edges(
    sheet: SheetFile,
    rows: np.ndarray,
    name: RelationName | None,
    kinds: Mapping[str, NodeKind | None],
    weight: pa.Array,
    said: str,
    owner: str | None,
) -> Part:
    """Return the edges of rows that say the same relation, and the nodes that they name."""
    relation = Relation.RELATED if name is None else name.relation
    chosen = pa.array(rows)
    nodes: list[pa.Table] = []
    ends: dict[str, dict[str, pa.Array]] = {}
    for end in (HEAD, TAIL):
        texts = sheet.columns[end].take(chosen)
        kind = kinds[end] or _usual_kind(relation, end, kinds[TAIL if end == HEAD else HEAD])
        if kind is NodeKind.OTHER:
            texts = pc.binary_join_element_wise(said, texts, ": ")
        ends[end] = _end(kind, texts, owner if end == HEAD else None, nodes)
        if f"{end}_provider" in sheet.columns:
            given = sheet.columns[f"{end}_provider"].take(chosen)
            ends[end]["_provider"] = pc.if_else(pc.equal(given, ""), ends[end]["_provider"], given)
    first, second = (TAIL, HEAD) if name is not None and name.turned else (HEAD, TAIL)
    edges = completed(
        {
            "relation": pa.repeat(pa.scalar(relation.value), rows.size),
            **{f"head{part}": values for part, values in ends[first].items()},
            **{f"tail{part}": values for part, values in ends[second].items()},
            "weight": weight.take(chosen),
        },
        EDGE_SCHEMA,
    )
    return Part(nodes=pa.concat_tables([completed({}, NODE_SCHEMA), *nodes]), edges=edges)


def _usual_kind(relation: Relation, end: str, other: NodeKind | None) -> NodeKind | None:
    """Return what stands at an end whose kind is not said, given what is said of the other end."""
    if relation in _UNDECIDED:
        return None
    if relation in _ALIKE and other is not None:
        return other
    return HEAD_KINDS.get(relation, NodeKind.COURSE) if end == HEAD else RELATIONS[relation].tail


def _end(
    kind: NodeKind | None, texts: pa.Array, owner: str | None, nodes: list[pa.Table]
) -> dict[str, pa.Array]:
    """Return kind, provider and id of one end of edges; nodes that it names are added to ``nodes``."""
    if kind is None or kind is NodeKind.COURSE:
        kinds = pa.repeat(pa.scalar(None if kind is None else kind.value, pa.string()), len(texts))
        providers = pa.repeat(pa.scalar(owner, pa.string()), len(texts))
        return {"_kind": kinds, "_provider": providers, "": texts}
    found = named(kind, texts)
    nodes.append(found.nodes)
    kinds = pa.repeat(pa.scalar(kind.value), len(texts))
    return {"_kind": kinds, "_provider": found.providers, "": found.ids}
