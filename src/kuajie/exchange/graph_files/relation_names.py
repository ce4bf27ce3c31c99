"""What files call relations and kinds of nodes, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kuajie.exchange.cells.judged import narrow
from kuajie.knowledge.graph.relations import NodeKind, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationName:
    """The relation that a name stands for.

    ``turned`` names are read from tail to head: "A precedes B" is "B requires A".
    """

    relation: Relation
    turned: bool = False


_NAMES: Mapping[Relation, tuple[str, ...]] = {
    Relation.ABOUT: ("concept", "concepts", "topic", "teaches", "keyword", "概念", "知识点", "涉及概念"),
    Relation.DEVELOPS: ("skill", "skills", "技能", "培养技能"),
    Relation.REQUIRES: (
        *("prerequisite", "prerequisites", "depends_on", "has_prerequisite", "先修", "先修要求"),
        *("先修课程", "先修课", "前置课程", "前置要求", "需要先修"),
    ),
    Relation.FOR_OCCUPATION: ("occupation", "target_audience", "audience", "职业", "面向职业", "岗位"),
    Relation.NEEDS_SKILL: ("essential_skill", "optional_skill", "需要技能", "所需技能"),
    Relation.IN_SUBJECT: (
        *("category", "field", "subject", "major", "discipline"),
        *("类别", "分类", "学科", "领域", "专业", "属于类别"),
    ),
    Relation.TAUGHT_BY: ("teacher", "teachers", "instructor", "lecturer", "教师", "讲师", "授课教师"),
    Relation.OFFERED_BY: ("school", "institution", "university", "organization", "院校", "学校", "开设院校"),
    Relation.IN_LANGUAGE: ("language", "inlanguage", "语言", "授课语言"),
    Relation.AT_LEVEL: ("level", "difficulty", "educationallevel", "难度", "级别", "难度级别"),
    Relation.BROADER: ("part_of", "is_part_of", "is_child_of", "subclass_of", "上位", "上位概念"),
    Relation.SIMILAR: ("about_similarity", "similarity", "similar_to", "相似", "相近", "内容相近"),
    Relation.SAME_AS: ("same", "sameas", "exact_match", "等同", "等同于"),
    Relation.RELATED: ("related_to", "is_related_to", "相关"),
}
_TURNED: Mapping[Relation, tuple[str, ...]] = {
    Relation.REQUIRES: (
        "prerequisite_of",
        "is_prerequisite_of",
        "precedes",
        "required_by",
        "先修于",
        "前置于",
    ),
    Relation.BROADER: ("narrower", "has_part", "下位", "下位概念"),
}
_KINDS: Mapping[NodeKind, tuple[str, ...]] = {
    NodeKind.COURSE: ("课程",),
    NodeKind.CONCEPT: ("概念", "知识点"),
    NodeKind.SKILL: ("技能",),
    NodeKind.OCCUPATION: ("职业", "岗位"),
    NodeKind.SUBJECT: ("category", "field", "类别", "学科", "领域"),
    NodeKind.TEACHER: ("instructor", "教师", "讲师"),
    NodeKind.SCHOOL: ("institution", "university", "院校", "学校"),
    NodeKind.LANGUAGE: ("语言",),
    NodeKind.LEVEL: ("级别", "难度"),
    NodeKind.OTHER: ("其他",),
}


def plain_name(name: str) -> str:
    """Return a name as it is compared.

    >>> plain_name(" Prerequisite-Of ")
    'prerequisite_of'
    """
    return "_".join(narrow(name.strip()).casefold().replace("-", " ").split())


def _relation_names() -> dict[str, RelationName]:
    known: dict[str, RelationName] = {}
    for relation in Relation:
        names = (relation.value, *_NAMES.get(relation, ()))
        known |= {plain_name(name): RelationName(relation=relation) for name in names}
        turned = _TURNED.get(relation, ())
        known |= {plain_name(name): RelationName(relation=relation, turned=True) for name in turned}
    return known


RELATION_NAMES: Mapping[str, RelationName] = MappingProxyType(_relation_names())
"""The relation of every known name, as ``plain_name`` writes it."""

KIND_NAMES: Mapping[str, NodeKind] = MappingProxyType(
    {plain_name(name): kind for kind in NodeKind for name in (kind.value, *_KINDS[kind])}
)
"""The kind of node of every known name."""

HEAD_KINDS: Mapping[Relation, NodeKind] = MappingProxyType(
    {Relation.BROADER: NodeKind.CONCEPT, Relation.NEEDS_SKILL: NodeKind.OCCUPATION}
)
"""What heads usually are where they are not courses."""
