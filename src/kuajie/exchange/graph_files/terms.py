"""Under which terms of schema.org and SKOS a graph is written; what has none is a term of Kuajie's own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kuajie.knowledge.graph.relations import NodeKind, Relation

TYPES: Mapping[NodeKind, str] = MappingProxyType(
    {
        NodeKind.COURSE: "Course",
        NodeKind.CONCEPT: "DefinedTerm",
        NodeKind.SKILL: "DefinedTerm",
        NodeKind.OCCUPATION: "Occupation",
        NodeKind.SUBJECT: "DefinedTerm",
        NodeKind.TEACHER: "Person",
        NodeKind.SCHOOL: "EducationalOrganization",
        NodeKind.LANGUAGE: "Language",
        NodeKind.LEVEL: "DefinedTerm",
        NodeKind.OTHER: "Thing",
    }
)
"""The type of every kind of node, of schema.org."""

PROPERTIES: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.ABOUT: "about",
        Relation.DEVELOPS: "teaches",
        Relation.REQUIRES: "coursePrerequisites",
        Relation.FOR_OCCUPATION: "kuajie:for_occupation",
        Relation.NEEDS_SKILL: "skills",
        Relation.IN_SUBJECT: "kuajie:in_subject",
        Relation.TAUGHT_BY: "instructor",
        Relation.OFFERED_BY: "provider",
        Relation.IN_LANGUAGE: "inLanguage",
        Relation.AT_LEVEL: "educationalLevel",
        Relation.BROADER: "skos:broader",
        Relation.SIMILAR: "kuajie:similar",
        Relation.SAME_AS: "sameAs",
        Relation.RELATED: "kuajie:related",
    }
)
"""The property of every relation, of schema.org where it has no prefix; instructors teach an instance."""
