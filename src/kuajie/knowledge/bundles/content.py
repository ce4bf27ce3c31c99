"""How the contents of two courses stand to each other: alike, beside each other, or one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.utils.extmath import randomized_svd

from kuajie.domain.panel import Floats
from kuajie.knowledge.bundles.pairs import Pairs, entries, in_common
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.graph.teaching import (
    needed,
    ones,
    required_courses,
    same_courses,
    taught,
)
from kuajie.knowledge.histories import Codes, Flags

DIRECTIONS = 64
"""Directions in which subjects differ: enough for some thousands of courses."""
BATCH = 65536
ALIKE = 0.6
"""Weighted share of common concepts from which two courses of one level are substitutes."""
DIRECT, BY_CONCEPT, BY_LEVEL, INDIRECT = 1.0, 0.2, 0.5, 0.4
"""How strongly one course leads to another by each kind of link; by concepts at the least, with all of them
as strongly as directly."""
LEAP = 0.5
"""What a link counts that skips a level, since much else is needed in between, or that leads downwards."""

LEVELS: Sequence[frozenset[str]] = (
    frozenset(
        {"beginner", "introductory", "basic", "elementary", "novice", "入门", "初级", "基础", "零基础"}
    ),
    frozenset({"intermediate", "medium", "进阶", "中级", "提高"}),
    frozenset({"advanced", "expert", "professional", "高级", "精通", "专业"}),
)
"""Names of levels, the easiest first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contents:
    """What courses teach and need, by code.

    ``teaches`` and ``needs`` (courses, nodes), ``requires`` and ``same`` (courses, courses) are ones;
    ``rarity`` (nodes,) is how much a node tells of a course; ``field`` (courses, directions) are unit vectors
    of subjects; ``level`` (courses,) counts from 0, -1 where unknown.
    """

    teaches: csr_matrix
    needs: csr_matrix
    requires: csr_matrix
    same: csr_matrix
    rarity: Floats
    field: Floats
    level: Codes

    @classmethod
    def of(cls, graph: CourseGraph, requires: csr_matrix) -> Contents:
        """Return the contents of a graph's courses; ``requires`` (nodes, nodes) holds no circles."""
        teaches = taught(graph)
        return cls(
            teaches=teaches,
            needs=needed(graph, requires),
            requires=required_courses(graph, requires),
            same=same_courses(graph),
            rarity=_rarity(teaches),
            field=_fields(graph, teaches),
            level=course_levels(graph),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Links:
    """How the courses of pairs stand to each other, all (pairs,).

    ``forth`` is how strongly the other builds on the one, ``back`` the one on the other, 0 to 1. ``overlap``
    is the weighted share of common concepts, ``near`` how close their subjects are; ``alike``: substitutes.
    """

    forth: Floats
    back: Floats
    overlap: Floats
    near: Floats
    alike: Flags


def links(contents: Contents, pairs: Pairs) -> Links:
    """Return how the courses of pairs stand to each other."""
    shared = _overlap(contents, pairs)
    rise = contents.level[pairs.other] - contents.level[pairs.one]
    rise[(contents.level[pairs.one] < 0) | (contents.level[pairs.other] < 0)] = 0
    two_steps = ones(contents.requires @ contents.requires)
    met = [
        in_common(contents.needs, after, contents.teaches, before)
        for after, before in ((pairs.other, pairs.one), (pairs.one, pairs.other))
    ]
    wanted = np.asarray(contents.needs.sum(axis=1) + contents.requires.sum(axis=1)).ravel()
    wanted = np.maximum(wanted, 1.0)
    strengths = []
    ways = ((pairs.other, pairs.one, 1), (pairs.one, pairs.other, -1))
    for (after, before, sign), count in zip(ways, met, strict=True):
        concept = count / wanted[after]
        by_level = np.where((rise * sign > 0) & (shared > 0), BY_LEVEL * np.sqrt(shared), 0.0)
        parts = [
            DIRECT * entries(contents.requires, after, before),
            np.where(concept > 0, BY_CONCEPT + (1 - BY_CONCEPT) * concept, 0.0),
            INDIRECT * entries(two_steps, after, before),
            by_level,
        ]
        uneven = (rise * sign > 1) | (rise * sign < 0)
        strengths.append(np.max([parts[0], np.max(parts[1:], axis=0) * np.where(uneven, LEAP, 1.0)], axis=0))
    forth, back = strengths
    same = entries(contents.same, pairs.one, pairs.other) > 0
    alike = same | ((shared >= ALIKE) & (rise == 0) & (met[0] == 0) & (met[1] == 0))
    return Links(forth=forth, back=back, overlap=shared, near=_near(contents.field, pairs), alike=alike)


def _overlap(contents: Contents, pairs: Pairs) -> Floats:
    """Return the common weight of concepts over that of all concepts of both (weighted Jaccard), (pairs,)."""
    weighed = contents.teaches @ diags(contents.rarity)
    common = in_common(weighed, pairs.one, contents.teaches, pairs.other)
    own = np.asarray(weighed.sum(axis=1)).ravel()
    union = own[pairs.one] + own[pairs.other] - common
    overlap: Floats = np.where(union > 0, common / np.maximum(union, 1e-12), 0.0)
    return overlap


def _near(field: Floats, pairs: Pairs) -> Floats:
    """Return the cosine of subjects, not below zero, (pairs,)."""
    parts = [np.zeros(0)]
    for first in range(0, pairs.size, BATCH):
        one, other = pairs.one[first : first + BATCH], pairs.other[first : first + BATCH]
        parts.append(np.einsum("pd,pd->p", field[one], field[other]))
    near: Floats = np.clip(np.concatenate(parts), 0.0, 1.0)
    return near


def _rarity(teaches: csr_matrix) -> Floats:
    """Return log(1 + courses / courses that teach it) of each node; nothing for what nobody teaches."""
    heads = np.bincount(teaches.indices, minlength=teaches.shape[1])
    rarity: Floats = np.where(heads > 0, np.log1p(teaches.shape[0] / np.maximum(heads, 1)), 0.0)
    return rarity


def _fields(graph: CourseGraph, teaches: csr_matrix) -> Floats:
    """Return subjects of courses as unit vectors: latent directions of what they teach and where it belongs.

    Deerwester et al. (1990), on concepts, subjects, skills and occupations weighed by rarity.
    """
    courses = graph.count(NodeKind.COURSE)
    features = teaches
    for relation in (Relation.IN_SUBJECT, Relation.FOR_OCCUPATION):
        if relation in graph.forward:
            features = features + ones(graph.forward[relation][:courses])
    weighed = features @ diags(_rarity(features))
    used = weighed[:, np.flatnonzero(np.asarray(weighed.sum(axis=0)).ravel())]
    kept = min(DIRECTIONS, max(min(used.shape) // 2, 1), min(used.shape) - 1)
    if kept < 1:
        return np.zeros((courses, 1))
    left, sizes, _ = randomized_svd(used, n_components=kept, n_iter=4, random_state=0)
    vectors = left * sizes
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    fields: Floats = vectors / np.where(length > 1e-9, length, 1.0)
    return fields


def course_levels(graph: CourseGraph) -> Codes:
    """Return the level of every course, the easiest as 0, -1 where it is unknown, (courses,)."""
    named = graph.between(Relation.AT_LEVEL, NodeKind.COURSE, NodeKind.LEVEL)
    span = graph.span(NodeKind.LEVEL)
    ids = graph.nodes["id"].slice(span.start, span.stop - span.start).to_pylist()
    called = [
        {name.strip().casefold() for name in pair}
        for pair in zip(ids, graph.labels(range(span.start, span.stop)), strict=True)
    ]
    known = [next((place for place, names in enumerate(LEVELS) if each & names), -1) for each in called]
    levels = np.full(named.shape[0], -1, dtype=np.int64)
    rows, columns = named.nonzero()
    levels[rows] = np.array([*known, -1], dtype=np.int64)[columns]
    return levels


def distinct_names(labels: Sequence[str]) -> tuple[str, ...]:
    """Return labels each once: a skill and a concept may bear the same."""
    return tuple(dict.fromkeys(labels))


def shared_nodes(first: csr_matrix, one: int, second: csr_matrix, other: int) -> list[int]:
    """Return the columns that row ``one`` of a matrix and row ``other`` of another have in common."""
    return sorted(set(_row(first, one)) & set(_row(second, other)))


def _row(matrix: csr_matrix, place: int) -> list[int]:
    found: list[int] = matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]].tolist()
    return found
