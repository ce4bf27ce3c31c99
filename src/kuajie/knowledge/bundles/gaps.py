"""What learners need on their way and no party teaches, or only one: what to develop or offer together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.graph.teaching import taught
from kuajie.knowledge.histories import Codes, Flags, Histories

TEACHABLE = (NodeKind.CONCEPT, NodeKind.SKILL)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededNode:
    """A concept or skill that is needed, and who teaches it (places of parties, one at the most).

    ``learners`` took a course that builds on it, directly or through other concepts, and no course that
    teaches it; ``by_party`` says how many of each party. ``courses`` build on it and do not teach it;
    ``occupations`` need it.
    """

    node: int
    parties: tuple[int, ...]
    learners: int
    by_party: tuple[int, ...]
    courses: tuple[int, ...]
    occupations: tuple[int, ...]


def find_gaps(
    graph: CourseGraph, requires: csr_matrix, histories: Histories, owners: Flags
) -> tuple[NeededNode, ...]:
    """Return what is needed and taught by at most one party, what nobody teaches first, then by learners.

    ``requires`` (nodes, nodes) holds no circles; ``owners`` (courses, parties) says whose courses are.
    """
    teaches = taught(graph).tocsc()
    back = csc_matrix(requires)
    taken = csc_matrix(histories.taken())
    found = [
        _needed(graph, node, teaches, back, taken, owners)
        for node in _candidates(graph, requires)
        if owners[_rows(teaches, node)].any(axis=0).sum() <= 1
    ]
    wanted = [each for each in found if each.courses or each.occupations]
    return tuple(sorted(wanted, key=_rank))


def _rank(gap: NeededNode) -> tuple[int, int, int, int, int]:
    return len(gap.parties), -gap.learners, -len(gap.occupations), -len(gap.courses), gap.node


def _candidates(graph: CourseGraph, requires: csr_matrix) -> list[int]:
    """Return concepts and skills that anything requires or an occupation needs; of namesakes the concept."""
    needed = set(requires.indices.tolist())
    if Relation.NEEDS_SKILL in graph.forward:
        needed |= set(graph.forward[Relation.NEEDS_SKILL].indices.tolist())
    spans = [graph.span(kind) for kind in TEACHABLE]
    return sorted(node for node in needed if any(span.start <= node < span.stop for span in spans))


def _needed(
    graph: CourseGraph, node: int, teaches: csc_matrix, back: csc_matrix, taken: csc_matrix, owners: Flags
) -> NeededNode:
    above = _above(node, back)
    teaching = set(_rows(teaches, node).tolist())
    occupations = sorted({int(each) for topic in above for each in _occupations(graph, topic)})
    courses = {int(course) for topic in above - {node} for course in _rows(teaches, topic)}
    courses |= {each for each in above if each < owners.shape[0]}
    courses |= {
        int(course)
        for occupation in occupations
        for course in graph.heads(occupation, Relation.FOR_OCCUPATION)
        if course < owners.shape[0]
    }
    building = np.array(sorted(courses - teaching), dtype=np.int64)
    lacking = _lacking(taken, building, np.array(sorted(teaching), dtype=np.int64))
    by_party = [_lacking_of(lacking, taken, building[owners[building, party]]) for party in _parties(owners)]
    return NeededNode(
        node=node,
        parties=tuple(np.flatnonzero(owners[sorted(teaching)].any(axis=0)).tolist()),
        learners=int(lacking.size),
        by_party=tuple(by_party),
        courses=tuple(building.tolist()),
        occupations=tuple(occupations),
    )


def _parties(owners: Flags) -> range:
    return range(owners.shape[1])


def _above(node: int, back: csc_matrix) -> set[int]:
    """Return a node and everything that requires it, directly or through others."""
    found, waiting = {node}, [node]
    while waiting:
        fresh = set(_rows(back, waiting.pop()).tolist()) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def _occupations(graph: CourseGraph, node: int) -> Codes:
    return graph.heads(node, Relation.NEEDS_SKILL)


def _lacking(taken: csc_matrix, building: Codes, teaching: Codes) -> Codes:
    """Return who took a course that builds on something and none that teaches it."""
    return np.setdiff1d(_takers(taken, building), _takers(taken, teaching), assume_unique=True)


def _lacking_of(lacking: Codes, taken: csc_matrix, courses: Codes) -> int:
    return int(np.intersect1d(lacking, _takers(taken, courses), assume_unique=True).size)


def _takers(taken: csc_matrix, courses: Codes) -> Codes:
    rows = [_rows(taken, course) for course in courses.tolist()]
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *rows]))


def _rows(matrix: csc_matrix, column: int) -> Codes:
    return np.asarray(matrix.indices[matrix.indptr[column] : matrix.indptr[column + 1]], dtype=np.int64)
