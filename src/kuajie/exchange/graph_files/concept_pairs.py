"""Tables of concepts: which comes before which, and to which subject each belongs (as MOOCCube has them)."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.nodes_named import named
from kuajie.exchange.graph_files.opened import SheetFile
from kuajie.exchange.graph_files.part import Part
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, completed
from kuajie.knowledge.graph.relations import NodeKind, Relation

_ORDERS = (("knowledge1", "knowledge2"), ("concept1", "concept2"), ("先修概念", "后修概念"), ("c1", "c2"))
"""Pairs of columns of which the first holds what comes before the second."""
_CONCEPTS = ("knowledge", "concept", "概念", "知识点")
_SUBJECTS = ("major", "field", "subject", "学科", "专业", "领域")


def is_concept_table(sheet: SheetFile) -> bool:
    """Say whether a sheet tells of concepts, and of nothing else."""
    return _order(sheet) is not None or _subject(sheet) is not None


def read_concept_table(sheet: SheetFile, findings: Findings) -> Part:
    """Return what concepts require, or to which subjects they belong."""
    order = _order(sheet)
    if order is not None:
        before, after = order
        sheet = sheet.complete(order, findings)
        return _joined(sheet.columns, after, Relation.REQUIRES, before, NodeKind.CONCEPT)
    subject = _subject(sheet)
    assert subject is not None  # noqa: S101 - told to the type checker; one of both fits
    sheet = sheet.complete(subject, findings)
    return _joined(sheet.columns, subject[0], Relation.IN_SUBJECT, subject[1], NodeKind.SUBJECT)


def _order(sheet: SheetFile) -> tuple[str, str] | None:
    return next((pair for pair in _ORDERS if sheet.has(*pair)), None)


def _subject(sheet: SheetFile) -> tuple[str, str] | None:
    if len(sheet.columns) != 2:
        return None
    pairs = ((concept, subject) for concept in _CONCEPTS for subject in _SUBJECTS)
    return next((pair for pair in pairs if sheet.has(*pair)), None)


def _joined(
    columns: Mapping[str, pa.Array], head: str, relation: Relation, tail: str, kind: NodeKind
) -> Part:
    heads, tails = named(NodeKind.CONCEPT, columns[head]), named(kind, columns[tail])
    edges = {
        "relation": relation.value,
        "head_kind": NodeKind.CONCEPT.value,
        "head_provider": heads.providers,
        "head": heads.ids,
        "tail_kind": kind.value,
        "tail_provider": tails.providers,
        "tail": tails.ids,
    }
    return Part(nodes=pa.concat_tables([heads.nodes, tails.nodes]), edges=completed(edges, EDGE_SCHEMA))
