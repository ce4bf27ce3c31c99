"""Everything a path could need, from its target backwards: things, and courses that give or need them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.graph.teaching import needed, required_courses, same_courses, taught
from kuajie.knowledge.histories import Codes, Flags
from kuajie.knowledge.paths.steps import things

Thing = tuple[int, ...]
"""What is to be had: one concept or skill, or any one of some courses; codes of nodes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lessons:
    """What courses teach, need and require, ones by code; ``same`` courses stand for each other.

    ``prerequisites`` (nodes, nodes) say what requires what, without circles.
    """

    prerequisites: csr_matrix
    teaches: csr_matrix
    taught_by: csr_matrix
    needs: csr_matrix
    requires: csr_matrix
    same: csr_matrix

    @classmethod
    def of(cls, graph: CourseGraph, requires: csr_matrix) -> Lessons:
        """Return the lessons of a graph; ``requires`` (nodes, nodes) holds no circles."""
        teaches = taught(graph)
        return cls(
            prerequisites=requires,
            teaches=teaches,
            taught_by=teaches.T.tocsr(),
            needs=needed(graph, requires),
            requires=required_courses(graph, requires),
            same=same_courses(graph),
        )

    @property
    def courses(self) -> int:
        """How many courses there are."""
        return int(self.teaches.shape[0])

    def alike(self, course: int) -> Thing:
        """Return a course with those that are the same."""
        return tuple(sorted({course, *things(self.same, course).tolist()}))

    def givers(self, thing: Thing) -> list[int]:
        """Return the courses that give a thing."""
        if thing[0] < self.courses:
            return list(thing)
        found: list[int] = things(self.taught_by, thing[0]).tolist()
        return found

    def wants(self, course: int, had: frozenset[int]) -> list[Thing]:
        """Return all that a course needs first of somebody who ``had`` some of its topics already."""
        courses = [self.alike(each) for each in things(self.requires, course).tolist()]
        causes = [course, *(topic for topic in things(self.teaches, course).tolist() if topic not in had)]
        asked = set(self.prerequisites[causes].indices.tolist())
        nodes = [node for node in things(self.needs, course).tolist() if node in asked]
        return [*courses, *((node,) for node in nodes)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Had:
    """What the learner has: courses (with those that are the same) and concepts or skills."""

    courses: frozenset[int]
    nodes: frozenset[int]

    @classmethod
    def of(cls, lessons: Lessons, taken: Codes, knows: Codes) -> Had:
        """Return what somebody has who took some courses and knows some nodes besides."""
        courses = {same for course in taken.tolist() for same in lessons.alike(course)}
        nodes = {node for course in courses for node in things(lessons.teaches, course).tolist()}
        return cls(courses=frozenset(courses), nodes=frozenset({*nodes, *knows.tolist()}))

    def has(self, thing: Thing) -> bool:
        """Say whether a thing is had."""
        return any(each in self.courses or each in self.nodes for each in thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Goals, all ``things`` that may be needed on the way, and the ``courses`` that give any of them.

    ``needs`` says by course which things it needs that the learner does not have yet.
    """

    goals: tuple[Thing, ...]
    things: tuple[Thing, ...]
    courses: tuple[int, ...]
    needs: dict[int, tuple[Thing, ...]]


def goals_of(graph: CourseGraph, target: int) -> tuple[Thing, ...]:
    """Return what reaching a target means: the course, the concept, or all an occupation needs.

    An occupation of which no skills are known is reached by any course for it; without either nothing is.
    """
    kind, _, _ = graph.key(target)
    if kind is not NodeKind.OCCUPATION:
        return ((target,),)
    skills = graph.tails(target, Relation.NEEDS_SKILL).tolist()
    if skills:
        return tuple((int(skill),) for skill in skills)
    courses = graph.heads(target, Relation.FOR_OCCUPATION)
    fitting = tuple(int(course) for course in courses if course < graph.count(NodeKind.COURSE))
    return (fitting,) if fitting else ()


def wanted(lessons: Lessons, goals: tuple[Thing, ...], had: Had, open_to: Flags) -> Wanted:
    """Return all that may be needed on the way to goals, by courses the learner would take."""
    goals = tuple(goal for goal in goals if not had.has(goal))
    found: dict[Thing, None] = dict.fromkeys(goals)
    needs: dict[int, tuple[Thing, ...]] = {}
    waiting = list(goals)
    while waiting:
        for course in lessons.givers(waiting.pop()):
            if course in needs or not open_to[course] or course in had.courses:
                continue
            needs[course] = tuple(thing for thing in lessons.wants(course, had.nodes) if not had.has(thing))
            fresh = [thing for thing in needs[course] if thing not in found]
            found.update(dict.fromkeys(fresh))
            waiting.extend(fresh)
    return Wanted(goals=goals, things=tuple(sorted(found)), courses=tuple(sorted(needs)), needs=needs)


def incidence(rows: list[list[int]], columns: int) -> csr_matrix:
    """Return ones where rows name columns."""
    counts = np.cumsum([0, *(len(row) for row in rows)])
    flat = np.array([column for row in rows for column in row], dtype=np.int64)
    matrix = csr_matrix((np.ones(flat.size), flat, counts), shape=(len(rows), columns))
    matrix.sort_indices()
    return matrix
