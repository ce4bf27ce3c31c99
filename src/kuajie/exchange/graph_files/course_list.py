"""Catalogues as tables: a row per course, with what it is about in further columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.cells.number import counts
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.cell_lists import cell_values
from kuajie.exchange.graph_files.list_prices import prices
from kuajie.exchange.graph_files.nodes_named import named
from kuajie.exchange.graph_files.opened import SheetFile
from kuajie.exchange.graph_files.part import CONCEPT, COURSE, Part
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, NODE_SCHEMA, completed, plain_label
from kuajie.knowledge.graph.relations import RELATIONS, NodeKind, Relation
from kuajie.knowledge.graph.repeats import groups_of
from kuajie.messages.notices import graph as notices

ID, TITLE = "id", "title"
_IDS = ("item", "course_id", "课程编号", "课程id", "课程号", "id", "编号", "course", "url", "course_url")
_TITLES = ("title", "course_title", "name", "course_name", "课程名称", "课程标题", "名称", "标题", "课程")
_PLAIN: Mapping[str, tuple[str, ...]] = {
    "other": ("title_en", "title_zh", "other_titles", "英文名称", "英文标题", "中文名称", "别名"),
    "text": (
        "description",
        "course_description",
        "summary",
        "short_intro",
        "about",
        "简介",
        "课程简介",
        "描述",
    ),
    "provider": ("provider", "合作方", "平台", "site"),
    "price": ("price", "价格", "售价", "price_usd"),
    "currency": ("currency", "币种", "货币"),
    "seats": ("seats", "名额"),
}
_FEATURES: Mapping[Relation, tuple[str, ...]] = {
    Relation.ABOUT: ("concepts", "concept", "topics", "keywords", "tags", "概念", "知识点", "关键词", "标签"),
    Relation.DEVELOPS: ("skills", "skill", "技能"),
    Relation.TAUGHT_BY: ("teacher", "teachers", "instructor", "instructors", "教师", "讲师", "授课教师"),
    Relation.OFFERED_BY: (
        *("school", "schools", "institution", "university", "course_organization", "organization"),
        *("院校", "学校", "机构", "开设院校"),
    ),
    Relation.IN_LANGUAGE: ("language", "languages", "语言", "授课语言"),
    Relation.AT_LEVEL: ("level", "difficulty", "course_difficulty", "难度", "级别"),
    Relation.IN_SUBJECT: (
        *("category", "categories", "sub_category", "subject", "subjects", "field", "major"),
        *("类别", "分类", "学科", "领域", "专业"),
    ),
    Relation.FOR_OCCUPATION: ("occupation", "occupations", "target_audience", "职业", "岗位", "面向职业"),
}
_NEEDS = ("prerequisites", "prerequisite", "requires", "先修", "先修课程", "先修要求", "前置课程")
_NOT_COURSES = {"user", "learner", "学员", "order_id", "订单号", "relation"}
_OF_ANYTHING = {"id", "name", "url", "编号", "名称"}
_OF_COURSES = (Relation.ABOUT, Relation.DEVELOPS, Relation.IN_SUBJECT, Relation.AT_LEVEL)
_WHOLE = {Relation.IN_LANGUAGE, Relation.AT_LEVEL, Relation.OFFERED_BY}
"""Columns that hold names with commas rather than lists of names."""


def is_course_list(sheet: SheetFile) -> bool:
    """Say whether a sheet has a course in each row.

    Columns such as id and name may be of anything; they are of courses beside what only courses have.
    """
    if _NOT_COURSES & sheet.columns.keys():
        return False
    has_id, titled = _first(sheet, _IDS) is not None, _first(sheet, _TITLES) is not None
    told = any(_first(sheet, names) for names in (*_FEATURES.values(), _NEEDS, _PLAIN["provider"]))
    if not any(name in sheet.columns for name in (*_IDS, *_TITLES) if name not in _OF_ANYTHING):
        of_courses = (*(_FEATURES[each] for each in _OF_COURSES), _NEEDS, _PLAIN["price"], _PLAIN["seats"])
        return (has_id or titled) and any(_first(sheet, names) for names in of_courses)
    return (has_id and (titled or told or len(sheet.columns) == 1)) or (titled and told)


def read_course_list(sheet: SheetFile, findings: Findings) -> Part:
    """Return the courses of a sheet and what it says of them."""
    id_column = _first(sheet, _IDS) or _first(sheet, _TITLES)
    assert id_column is not None  # noqa: S101 - told to the type checker; a course list has one
    sheet = sheet.complete((id_column,), findings).narrow((id_column,), findings)
    ids = sheet.columns[id_column]
    nodes, edges = [_courses(sheet, ids, findings)], [completed({}, EDGE_SCHEMA)]
    provider = _provider(sheet)
    for relation, column in _feature_columns(sheet, id_column):
        part = _features(sheet, column, relation, ids, provider, findings)
        nodes.append(part.nodes)
        edges.append(part.edges)
    if (needs := _first(sheet, _NEEDS)) is not None:
        part = _needs(sheet, needs, ids, provider, findings)
        nodes.append(part.nodes)
        edges.append(part.edges)
    lists = _lists_courses(sheet, id_column)
    if lists:
        _tell_repeats(sheet, nodes[0], findings)
    return Part(
        nodes=pa.concat_tables(nodes if lists else [completed({}, NODE_SCHEMA), *nodes[1:]]),
        edges=pa.concat_tables(edges),
        lists_courses=lists,
    )


def _tell_repeats(sheet: SheetFile, courses: pa.Table, findings: Findings) -> None:
    first, group = groups_of(courses)
    repeated = np.flatnonzero(first[group] != np.arange(group.size))
    if repeated.size:
        findings.warn(notices.REPEATED_COURSES, sheet.place(int(repeated[0])), count=f"{repeated.size:,}")


def _first(sheet: SheetFile, names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in sheet.columns), None)


def _lists_courses(sheet: SheetFile, id_column: str) -> bool:
    """Say whether the sheet lists courses, rather than telling something of courses listed elsewhere."""
    plain = [*_TITLES, *(name for names in _PLAIN.values() for name in names)]
    if any(name in sheet.columns and name != id_column for name in plain):
        return True
    others = [column for name, column in sheet.columns.items() if name not in _IDS]
    bare = np.ones(sheet.rows.size, dtype=np.bool_)
    for column in others:
        bare &= pc.equal(column, "").to_numpy(zero_copy_only=False)
    return bool(bare.any())


def _provider(sheet: SheetFile) -> pa.Array:
    """Return the provider of each row, null where the sheet does not say."""
    column = _first(sheet, _PLAIN["provider"])
    if column is None:
        return pa.nulls(sheet.rows.size, pa.string())
    return pc.if_else(
        pc.equal(sheet.columns[column], ""), pa.scalar(None, pa.string()), sheet.columns[column]
    )


def _courses(sheet: SheetFile, ids: pa.Array, findings: Findings) -> pa.Table:
    columns: dict[str, pa.Array] = {"kind": COURSE, "provider": _provider(sheet), "id": ids}
    title = _first(sheet, _TITLES)
    if title is not None:
        columns["label"] = sheet.columns[title]
    for name, names in (("other_labels", "other"), ("text", "text")):
        found = _first(sheet, _PLAIN[names])
        if found is not None:
            columns[name] = sheet.columns[found]
    found = _first(sheet, _PLAIN["price"])
    if found is not None:
        currency = _first(sheet, _PLAIN["currency"])
        columns |= prices(sheet, found, currency, findings)
    if (seats := _first(sheet, _PLAIN["seats"])) is not None:
        columns["seats"] = _seats(sheet, seats, findings)
    return completed(columns, NODE_SCHEMA)


def _seats(sheet: SheetFile, column: str, findings: Findings) -> pa.Array:
    coded = sheet.columns[column].dictionary_encode()
    judged = counts(coded.dictionary)
    for notice, faulty in judged.faults.items():
        for position in np.flatnonzero(faulty[coded.indices.to_numpy()])[:1]:
            findings.error(notice, sheet.place(int(position), column), column=column, header=column)
    return judged.values.take(coded.indices)


def _feature_columns(sheet: SheetFile, id_column: str) -> Iterator[tuple[Relation, str]]:
    for relation, names in _FEATURES.items():
        yield from ((relation, name) for name in names if name in sheet.columns and name != id_column)


def _features(
    sheet: SheetFile, column: str, relation: Relation, ids: pa.Array, provider: pa.Array, findings: Findings
) -> Part:
    """Return edges from courses to what a column names."""
    kind = RELATIONS[relation].tail
    if f"{column}_id" in sheet.columns:
        return _identified(sheet, column, relation, ids, provider)
    values = cell_values(sheet.columns[column], commas=relation not in _WHOLE)
    if values.by_commas:
        findings.note(notices.SPLIT_AT_COMMAS, sheet.place(int(values.rows[0].as_py()), column))
    found = named(kind, values.values)
    return Part(
        nodes=found.nodes,
        edges=completed(
            {
                "relation": relation.value,
                "head_kind": COURSE,
                "head_provider": provider.take(values.rows),
                "head": ids.take(values.rows),
                "tail_kind": kind.value,
                "tail_provider": found.providers,
                "tail": found.ids,
            },
            EDGE_SCHEMA,
        ),
    )


def _identified(sheet: SheetFile, column: str, relation: Relation, ids: pa.Array, provider: pa.Array) -> Part:
    """Return edges to what one column identifies and another names."""
    kind = RELATIONS[relation].tail
    filled = pc.not_equal(sheet.columns[f"{column}_id"], "")
    tails, labels = (sheet.columns[name].filter(filled) for name in (f"{column}_id", column))
    nodes = completed({"kind": kind.value, "id": tails, "label": labels}, NODE_SCHEMA)
    own = pa.nulls(len(tails), pa.string())
    place = nodes.column_names.index("provider")
    return Part(
        nodes=nodes.set_column(place, nodes.schema.field(place), own),
        edges=completed(
            {
                "relation": relation.value,
                "head_kind": COURSE,
                "head_provider": provider.filter(filled),
                "head": ids.filter(filled),
                "tail_kind": kind.value,
                "tail_provider": own,
                "tail": tails,
            },
            EDGE_SCHEMA,
        ),
    )


def _needs(sheet: SheetFile, column: str, ids: pa.Array, provider: pa.Array, findings: Findings) -> Part:
    """Return what courses require: courses of the list by id or title, and concepts for anything else."""
    values = cell_values(sheet.columns[column], commas=True)
    title = _first(sheet, _TITLES)
    titles = plain_label(sheet.columns[title]) if title is not None else pa.nulls(len(ids), pa.string())
    by_id = pc.index_in(values.values, value_set=ids)
    by_title = pc.index_in(plain_label(values.values), value_set=titles)
    place = pc.coalesce(by_id, by_title)
    is_course = pc.is_valid(place)
    concepts = named(NodeKind.CONCEPT, values.values)
    others = pc.sum(pc.invert(is_course)).as_py() or 0
    if others:
        first = pc.index(is_course, False).as_py()
        facts = {"count": f"{others:,}", "example": values.values[first].as_py()}
        row = sheet.place(int(values.rows[first].as_py()), column)
        findings.note(notices.NEEDS_NO_COURSE, row, **facts)
    return Part(
        nodes=concepts.nodes.filter(
            pc.is_in(concepts.nodes["id"], value_set=concepts.ids.filter(pc.invert(is_course)))
        ),
        edges=completed(
            {
                "relation": Relation.REQUIRES.value,
                "head_kind": COURSE,
                "head_provider": provider.take(values.rows),
                "head": ids.take(values.rows),
                "tail_kind": pc.if_else(is_course, COURSE, CONCEPT),
                "tail_provider": pc.if_else(is_course, provider.take(place), concepts.providers),
                "tail": pc.if_else(is_course, ids.take(place), concepts.ids),
            },
            EDGE_SCHEMA,
        ),
    )
