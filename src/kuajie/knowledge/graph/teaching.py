"""What courses teach and what they need first, read off the course graph."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow.compute as pc
from scipy.sparse import csr_matrix, diags

from kuajie.knowledge.graph.catalogue import plain_label
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation


def taught(graph: CourseGraph) -> csr_matrix:
    """Return ones where a course is about a concept or develops a skill, (courses, nodes).

    A skill and a concept that bear the same name are the same to a learner: who is taught one has the other.
    """
    courses = graph.count(NodeKind.COURSE)
    found = csr_matrix((courses, graph.size))
    for relation in (Relation.ABOUT, Relation.DEVELOPS):
        if relation in graph.forward:
            found = found + graph.forward[relation][:courses]
    return ones(found + found @ _namesakes(graph))


def needed(graph: CourseGraph, requires: csr_matrix) -> csr_matrix:
    """Return ones where a course needs something, not a course, before it, (courses, nodes).

    That is what the course requires and what anything it teaches ``requires`` (nodes, nodes), but for what
    it teaches itself.
    """
    courses = graph.count(NodeKind.COURSE)
    teaches = taught(graph)
    things = diags((np.arange(graph.size) >= courses).astype(np.float64))
    wanted = ones((requires[:courses] + teaches @ requires) @ things)
    return ones(clipped(wanted - teaches - teaches @ _namesakes(graph)))


def required_courses(graph: CourseGraph, requires: csr_matrix) -> csr_matrix:
    """Return ones where a course requires another, (courses, courses)."""
    courses = graph.count(NodeKind.COURSE)
    return ones(requires[:courses, :courses])


def same_courses(graph: CourseGraph) -> csr_matrix:
    """Return ones where two courses are said to be the same, (courses, courses)."""
    return ones(graph.between(Relation.SAME_AS, NodeKind.COURSE, NodeKind.COURSE))


def requirements(graph: CourseGraph) -> csr_matrix:
    """Return who requires whom, (nodes, nodes), circles included."""
    found = graph.forward.get(Relation.REQUIRES)
    return csr_matrix((graph.size, graph.size)) if found is None else found.astype(np.float64)


def ones(matrix: csr_matrix) -> csr_matrix:
    """Return ones where a matrix is above zero."""
    return csr_matrix((matrix > 0).astype(np.float64))


def clipped(matrix: csr_matrix) -> csr_matrix:
    """Return a matrix without what is not above zero."""
    return matrix.maximum(csr_matrix(matrix.shape))


def _namesakes(graph: CourseGraph) -> csr_matrix:
    """Return ones between skills and concepts of the same name, (nodes, nodes), both ways."""
    concepts, skills = _places(graph, NodeKind.CONCEPT), _places(graph, NodeKind.SKILL)
    pairs = [(place, skills[name]) for name, place in concepts.items() if name in skills]
    one, other = (
        np.array(axis, dtype=np.int64) for axis in (zip(*pairs, strict=True) if pairs else ((), ()))
    )
    rows, columns = np.concatenate([one, other]), np.concatenate([other, one])
    return csr_matrix((np.ones(rows.size), (rows, columns)), shape=(graph.size, graph.size))


def _places(graph: CourseGraph, kind: NodeKind) -> Mapping[str, int]:
    span = graph.span(kind)
    nodes = graph.nodes.slice(span.start, span.stop - span.start)
    names = pc.if_else(pc.equal(nodes["label"], ""), nodes["id"], nodes["label"])
    plain = plain_label(names).to_pylist()
    return {name: span.start + place for place, name in reversed(list(enumerate(plain)))}
