"""What stands in the course graph: kinds of nodes, and the relations between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kuajie.messages import Text


class NodeKind(StrEnum):
    """What a node stands for; the order is the order of codes in a graph, courses first."""

    COURSE = "course"
    CONCEPT = "concept"
    SKILL = "skill"
    OCCUPATION = "occupation"
    SUBJECT = "subject"
    TEACHER = "teacher"
    SCHOOL = "school"
    LANGUAGE = "language"
    LEVEL = "level"
    OTHER = "other"


class Relation(StrEnum):
    """What an edge says, read from head to tail: a course is *about* a concept, *requires* another."""

    ABOUT = "about"
    DEVELOPS = "develops"
    REQUIRES = "requires"
    FOR_OCCUPATION = "for_occupation"
    NEEDS_SKILL = "needs_skill"
    IN_SUBJECT = "in_subject"
    TAUGHT_BY = "taught_by"
    OFFERED_BY = "offered_by"
    IN_LANGUAGE = "in_language"
    AT_LEVEL = "at_level"
    BROADER = "broader"
    SIMILAR = "similar"
    SAME_AS = "same_as"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationFacts:
    """How a relation is read: what its ``tail`` usually is, whether it holds ``both_ways``, its ``name``."""

    tail: NodeKind
    name: Text
    both_ways: bool = False


RELATIONS: Mapping[Relation, RelationFacts] = MappingProxyType(
    {
        Relation.ABOUT: RelationFacts(tail=NodeKind.CONCEPT, name=Text(en="is about", zh="涉及概念")),
        Relation.DEVELOPS: RelationFacts(tail=NodeKind.SKILL, name=Text(en="develops", zh="培养技能")),
        Relation.REQUIRES: RelationFacts(tail=NodeKind.COURSE, name=Text(en="requires", zh="先修要求")),
        Relation.FOR_OCCUPATION: RelationFacts(
            tail=NodeKind.OCCUPATION, name=Text(en="is for", zh="面向职业")
        ),
        Relation.NEEDS_SKILL: RelationFacts(
            tail=NodeKind.SKILL, name=Text(en="needs the skill", zh="需要技能")
        ),
        Relation.IN_SUBJECT: RelationFacts(tail=NodeKind.SUBJECT, name=Text(en="belongs to", zh="属于类别")),
        Relation.TAUGHT_BY: RelationFacts(tail=NodeKind.TEACHER, name=Text(en="is taught by", zh="授课教师")),
        Relation.OFFERED_BY: RelationFacts(
            tail=NodeKind.SCHOOL, name=Text(en="is offered by", zh="开设院校")
        ),
        Relation.IN_LANGUAGE: RelationFacts(tail=NodeKind.LANGUAGE, name=Text(en="is in", zh="授课语言")),
        Relation.AT_LEVEL: RelationFacts(tail=NodeKind.LEVEL, name=Text(en="is at level", zh="难度级别")),
        Relation.BROADER: RelationFacts(tail=NodeKind.CONCEPT, name=Text(en="is part of", zh="上位概念")),
        Relation.SIMILAR: RelationFacts(
            tail=NodeKind.COURSE, name=Text(en="is similar to", zh="内容相近"), both_ways=True
        ),
        Relation.SAME_AS: RelationFacts(
            tail=NodeKind.COURSE, name=Text(en="is the same as", zh="等同于"), both_ways=True
        ),
        Relation.RELATED: RelationFacts(tail=NodeKind.OTHER, name=Text(en="is related to", zh="相关")),
    }
)
