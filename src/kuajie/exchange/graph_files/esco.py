"""ESCO, the European classification of skills and occupations, as the CSV files of its download.

Column names after the download of ESCO 1.2: conceptType, conceptUri, preferredLabel, altLabels, description;
occupationUri, relationType, skillUri; conceptUri, broaderUri; originalSkillUri, relatedSkillUri.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.opened import SheetFile
from kuajie.exchange.graph_files.part import Part
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, NODE_SCHEMA, completed
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages.notices import graph as notices

_CONCEPTS, _NEEDS = ("concepturi", "preferredlabel"), ("occupationuri", "relationtype", "skilluri")
_BROADER = ("concepturi", "concepttype", "broaderuri", "broadertype")
_SKILLS = ("originalskilluri", "relationtype", "relatedskilluri")
_OCCUPATIONS = pa.array(["Occupation", "ISCOGroup"])
_WEIGHTS: Mapping[str, float] = {"essential": 1.0, "optional": 0.5}
_PARTED = r"\s*[|\n]\s*"


def is_esco(sheet: SheetFile) -> bool:
    """Say whether a sheet is one of ESCO's files of concepts or relations."""
    return any(sheet.has(*names) for names in (_CONCEPTS, _NEEDS, _BROADER, _SKILLS))


def read_esco(sheet: SheetFile, findings: Findings) -> Part:
    """Return the skills and occupations of a file, or the relations between them."""
    for names, read in ((_CONCEPTS, _concepts), (_NEEDS, _needs), (_BROADER, _broader), (_SKILLS, _skills)):
        if sheet.has(*names):
            return read(sheet.complete(names, findings), findings)
    raise ValueError(f"not a file of ESCO: {sheet.headers}")


def _concepts(sheet: SheetFile, findings: Findings) -> Part:
    del findings
    columns = sheet.columns
    blank = pa.array([""] * sheet.rows.size, pa.string())
    others = pc.replace_substring_regex(columns.get("altlabels", blank), _PARTED, "\n")
    text = columns.get("description", blank)
    nodes = {
        "kind": _kind(columns.get("concepttype", blank)),
        "provider": "",
        "id": columns["concepturi"],
        "label": columns["preferredlabel"],
        "other_labels": others,
        "text": pc.if_else(pc.equal(text, ""), columns.get("definition", blank), text),
    }
    return Part(nodes=completed(nodes, NODE_SCHEMA), edges=_within_collections(sheet))


def _kind(types: pa.Array) -> pa.Array:
    is_occupation = pc.is_in(types, value_set=_OCCUPATIONS)
    return pc.if_else(is_occupation, NodeKind.OCCUPATION.value, NodeKind.SKILL.value)


def _within_collections(sheet: SheetFile) -> pa.Table:
    """Return what the rows of a collection say is broader."""
    if "broaderconcepturi" not in sheet.columns:
        return completed({}, EDGE_SCHEMA)
    lists = pc.split_pattern_regex(sheet.columns["broaderconcepturi"], _PARTED)
    rows, tails = pc.list_parent_indices(lists), pc.list_flatten(lists)
    filled = pc.not_equal(tails, "")
    kind = _kind(sheet.columns.get("concepttype", sheet.columns["concepturi"])).take(rows).filter(filled)
    heads = sheet.columns["concepturi"].take(rows).filter(filled)
    return _edges(Relation.BROADER, (kind, heads), (kind, tails.filter(filled)))


def _needs(sheet: SheetFile, findings: Findings) -> Part:
    ends = (
        (NodeKind.OCCUPATION.value, sheet.columns["occupationuri"]),
        (NodeKind.SKILL.value, sheet.columns["skilluri"]),
    )
    return _only_edges(_edges(Relation.NEEDS_SKILL, *ends, _weights(sheet, findings)))


def _skills(sheet: SheetFile, findings: Findings) -> Part:
    kind = NodeKind.SKILL.value
    ends = ((kind, sheet.columns["originalskilluri"]), (kind, sheet.columns["relatedskilluri"]))
    return _only_edges(_edges(Relation.RELATED, *ends, _weights(sheet, findings)))


def _broader(sheet: SheetFile, findings: Findings) -> Part:
    del findings
    ends = tuple(
        (_kind(sheet.columns[f"{end}type"]), sheet.columns[f"{end}uri"]) for end in ("concept", "broader")
    )
    return _only_edges(_edges(Relation.BROADER, ends[0], ends[1]))


def _weights(sheet: SheetFile, findings: Findings) -> pa.Array:
    """Return one for what is essential, a half for what is optional and for anything else, which is told."""
    said = sheet.columns["relationtype"].to_pylist()
    unknown = np.array([each not in _WEIGHTS for each in said], dtype=np.bool_)
    if unknown.any():
        first = int(np.argmax(unknown))
        facts = {"count": f"{unknown.sum():,}", "example": said[first]}
        findings.warn(notices.NEITHER_ESSENTIAL_NOR_OPTIONAL, sheet.place(first, "relationType"), **facts)
    return pa.array([_WEIGHTS.get(each, _WEIGHTS["optional"]) for each in said], pa.float32())


def _edges(
    relation: Relation,
    head: tuple[str | pa.Array, pa.Array],
    tail: tuple[str | pa.Array, pa.Array],
    weight: pa.Array | None = None,
) -> pa.Table:
    columns = {
        "relation": relation.value,
        "head_kind": head[0],
        "head": head[1],
        "tail_kind": tail[0],
        "tail": tail[1],
    }
    return completed(columns if weight is None else columns | {"weight": weight}, EDGE_SCHEMA)


def _only_edges(edges: pa.Table) -> Part:
    return Part(nodes=completed({}, NODE_SCHEMA), edges=edges)
