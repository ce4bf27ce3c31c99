"""What a course graph says of courses, as the arrays that recommendation works on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pyarrow.compute as pc
from scipy.sparse import csr_matrix, hstack, identity

from kuajie.knowledge.choosing.limits import CourseFacts
from kuajie.knowledge.course_features import CourseFeatures
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.histories import Codes

SHARED: Mapping[Relation, NodeKind] = MappingProxyType(
    {
        Relation.ABOUT: NodeKind.CONCEPT,
        Relation.DEVELOPS: NodeKind.SKILL,
        Relation.TAUGHT_BY: NodeKind.TEACHER,
        Relation.FOR_OCCUPATION: NodeKind.OCCUPATION,
        Relation.IN_SUBJECT: NodeKind.SUBJECT,
        Relation.OFFERED_BY: NodeKind.SCHOOL,
        Relation.IN_LANGUAGE: NodeKind.LANGUAGE,
        Relation.AT_LEVEL: NodeKind.LEVEL,
    }
)
"""Relations by which courses can be alike, and what stands at their tails."""


def graph_features(graph: CourseGraph) -> CourseFeatures:
    """Return titles, providers and features of a graph's courses, in the order of its nodes."""
    providers = graph.providers()
    names = {provider: place for place, provider in enumerate(providers)}
    relations, values = {}, {}
    for relation, kind in SHARED.items():
        matrix = graph.between(relation, NodeKind.COURSE, kind).astype(np.float64)
        if matrix.nnz:
            relations[relation.value] = matrix.sign()
            values[relation.value] = tuple(graph.labels(range(graph.size)[graph.span(kind)]))
    return CourseFeatures(
        titles=tuple(graph.labels(range(graph.count(NodeKind.COURSE)))),
        provider=np.array([names[name] for name in graph.course_providers()], dtype=np.int64),
        providers=providers,
        relations=relations,
        values=values,
    )


def graph_facts(graph: CourseGraph) -> CourseFacts:
    """Return what decides to whom a graph's courses may be recommended.

    A course meets the need for itself, for courses that are the same, and for the concepts it is about. A
    course in several languages, or at several levels, counts as in the first.
    """
    courses = graph.count(NodeKind.COURSE)
    columns = {name: graph.nodes[name].slice(0, courses) for name in ("price", "seats")}
    same = graph.between(Relation.SAME_AS, NodeKind.COURSE, NodeKind.COURSE)
    itself = csr_matrix(identity(courses)) + same
    needs, gives = zip(
        (graph.between(Relation.REQUIRES, NodeKind.COURSE, NodeKind.COURSE), itself),
        *(
            (
                graph.between(Relation.REQUIRES, NodeKind.COURSE, kind),
                graph.between(relation, NodeKind.COURSE, kind),
            )
            for relation, kind in ((Relation.ABOUT, NodeKind.CONCEPT), (Relation.DEVELOPS, NodeKind.SKILL))
        ),
        strict=True,
    )
    return CourseFacts(
        provider=graph_features(graph).provider,
        language=_first(graph, Relation.IN_LANGUAGE, NodeKind.LANGUAGE),
        level=_first(graph, Relation.AT_LEVEL, NodeKind.LEVEL),
        price=pc.fill_null(pc.cast(columns["price"], "float64"), np.nan).to_numpy(),
        seats=pc.fill_null(pc.cast(columns["seats"], "float64"), np.inf).to_numpy(),
        needs=csr_matrix(hstack(needs)).sign(),
        gives=csr_matrix(hstack(gives)).sign(),
        same=same.sign(),
    )


def _first(graph: CourseGraph, relation: Relation, kind: NodeKind) -> Codes:
    """Return the first tail of every course among the nodes of a kind, -1 where it has none."""
    matrix = graph.between(relation, NodeKind.COURSE, kind)
    has = np.diff(matrix.indptr) > 0
    found = np.full(matrix.shape[0], -1, dtype=np.int64)
    found[has] = matrix.indices[matrix.indptr[:-1][has]]
    return found
