"""MOOCCubeX as it is published: JSON lines of entities and prerequisites, and pairs of ids parted by tabs.

Yu et al. (2021), MOOCCubeX: a large knowledge-centered repository for adaptive learning in MOOCs; fields
after github.com/THU-KEG/MOOCCubeX, docs. Ids begin with C (course), K (concept: K_name_field), S (school) and
T (teacher).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.drafting import End, PartDraft, called
from kuajie.exchange.graph_files.opened import JsonLinesFile, SheetFile
from kuajie.exchange.graph_files.part import Part
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import Place
from kuajie.messages.notices import graph as notices

_CODE = re.compile(r"[CKST]_.+")
_CONCEPT = re.compile(r"K_(?P<name>.+?)(?:_(?P<field>[^_]+))?")
_KINDS: Mapping[str, NodeKind] = {
    "C": NodeKind.COURSE,
    "K": NodeKind.CONCEPT,
    "S": NodeKind.SCHOOL,
    "T": NodeKind.TEACHER,
}
_RELATIONS: Mapping[NodeKind, Relation] = {
    NodeKind.CONCEPT: Relation.ABOUT,
    NodeKind.SCHOOL: Relation.OFFERED_BY,
    NodeKind.TEACHER: Relation.TAUGHT_BY,
}
_PAIR = 2


def is_mooccubex_pairs(sheet: SheetFile) -> bool:
    """Say whether a sheet without a header holds pairs of ids, one of which is a course."""
    first = [header.strip() for header in sheet.headers]
    return (
        len(first) == _PAIR
        and all(_CODE.fullmatch(cell) for cell in first)
        and any(cell.startswith("C_") for cell in first)
    )


def read_mooccubex_pairs(sheet: SheetFile, findings: Findings) -> Part:
    """Return edges from courses to concepts, schools and teachers."""
    draft, lost = PartDraft(), 0
    columns = [column.to_pylist() for column in sheet.columns.values()]
    rows = [tuple(header.strip() for header in sheet.headers), *zip(*columns, strict=True)]
    for row in rows if len(columns) == _PAIR else rows[:1]:
        pair = sorted(row, key=lambda cell: not cell.startswith("C_"))
        kind = _KINDS.get(pair[1][:1]) if _CODE.fullmatch(pair[1]) else None
        if kind is None or kind not in _RELATIONS or not pair[0].startswith("C_"):
            lost += 1
            continue
        draft.edge(_RELATIONS[kind], End(kind=NodeKind.COURSE, id=pair[0]), _end(kind, pair[1]))
    if lost:
        findings.warn(notices.PAIRS_LEFT_OUT, Place(file=sheet.file), count=f"{lost:,}")
    return draft.part()


def _end(kind: NodeKind, name: str) -> End:
    return called(kind, _concept(name)[0]) if kind is NodeKind.CONCEPT else End(kind=kind, id=name)


def _concept(name: str) -> tuple[str, str]:
    """Return name and field of a concept's id; other texts are names.

    >>> _concept("K_栈_计算机科学技术"), _concept("栈")
    (('栈', '计算机科学技术'), ('栈', ''))
    """
    found = _CONCEPT.fullmatch(name)
    return (found["name"], found["field"] or "") if found else (name, "")


def is_mooccubex_lines(lines: JsonLinesFile) -> bool:
    """Say whether a file holds courses, concepts, schools, teachers, fields or prerequisites, one a line."""
    first = lines.values[0] if lines.values else None
    if not isinstance(first, dict):
        return False
    if {"c1", "c2"} <= first.keys() or {"course_id", "field"} <= first.keys():
        return True
    return "name" in first and bool(_CODE.fullmatch(str(first.get("id", ""))))


def read_mooccubex_lines(lines: JsonLinesFile, findings: Findings) -> Part:
    """Return the courses and other entities of a file, or the prerequisites; what fits neither is told."""
    draft, lost, courses = PartDraft(), [], False
    for value, row in zip(lines.values, lines.rows, strict=True):
        if not isinstance(value, dict):
            lost.append(row)
        elif "c1" in value and "c2" in value:
            _prerequisite(value, draft)
        elif "course_id" in value:
            _fields(End(kind=NodeKind.COURSE, id=str(value["course_id"])), value.get("field"), draft)
        elif _CODE.fullmatch(str(value.get("id", ""))):
            courses |= str(value["id"]).startswith("C_")
            _entity(value, draft)
        else:
            lost.append(row)
    if lost:
        findings.warn(notices.LINES_LEFT_OUT, Place(file=lines.file, row=lost[0]), count=f"{len(lost):,}")
    return draft.part(lists_courses=courses)


def _prerequisite(value: Mapping[str, object], draft: PartDraft) -> None:
    """Add that a concept requires another, where people (or else the text) say so."""
    truth = value.get("ground_truth", value.get("text_predict", 1))
    if str(truth) not in ("1", "1.0", "True"):
        return
    before, after = (called(NodeKind.CONCEPT, _concept(str(value[name]))[0]) for name in ("c1", "c2"))
    draft.edge(Relation.REQUIRES, after, before)


def _fields(head: End, fields: object, draft: PartDraft) -> None:
    for each in fields if isinstance(fields, list) else [fields]:
        if isinstance(each, str) and each.strip():
            draft.edge(Relation.IN_SUBJECT, head, called(NodeKind.SUBJECT, each.strip()))


def _entity(value: Mapping[str, object], draft: PartDraft) -> None:
    name, kind = str(value["id"]), _KINDS[str(value["id"])[0]]
    if kind is NodeKind.CONCEPT:
        label, field = _concept(name)
        if field:
            draft.edge(Relation.IN_SUBJECT, called(kind, label), called(NodeKind.SUBJECT, field))
        return
    end = End(kind=kind, id=name)
    other = _text(value.get("name_en"))
    draft.node(end, label=_text(value.get("name")), other_labels=other, text=_text(value.get("about")))
    if kind is NodeKind.COURSE:
        _fields(end, value.get("field"), draft)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
