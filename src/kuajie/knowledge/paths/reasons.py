"""Why each course stands in a path: for the target itself, or for a later course."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.knowledge.paths.request import StepReason, Why
from kuajie.knowledge.paths.steps import things
from kuajie.knowledge.paths.wanted import Lessons, Thing, Wanted


def step_reasons(
    graph: CourseGraph, lessons: Lessons, asked: Wanted, order: Sequence[int], place: int, target: int
) -> tuple[StepReason, ...]:
    """Return why the course at a place of the order is taken: what it is the first to give, and for what."""
    course, before = order[place], set(order[:place])
    found = list(_for_goals(graph, lessons, asked, course, before, target))
    for later in order[place + 1 :]:
        for thing in asked.needs[later]:
            givers = lessons.givers(thing)
            if course in givers and not before.intersection(givers):
                found.append(_for_course(graph, later, thing, lessons))
    return tuple(found)


def _for_goals(
    graph: CourseGraph, lessons: Lessons, asked: Wanted, course: int, before: set[int], target: int
) -> Iterator[StepReason]:
    kind, _, _ = graph.key(target)
    for goal in asked.goals:
        givers = lessons.givers(goal)
        if course not in givers or before.intersection(givers):
            continue
        if kind is NodeKind.OCCUPATION:
            why = Why.FOR_OCCUPATION if goal[0] < lessons.courses else Why.OCCUPATION_NEEDS
        else:
            why = Why.TARGET if goal[0] < lessons.courses else Why.GIVES_TARGET
        yield StepReason(why=why, thing=goal[0])


def _for_course(graph: CourseGraph, later: int, thing: Thing, lessons: Lessons) -> StepReason:
    if thing[0] < lessons.courses:
        return StepReason(why=Why.COURSE_REQUIRES, later=later, thing=thing[0])
    node = thing[0]
    topics = graph.heads(node, Relation.REQUIRES)
    topic = next((int(each) for each in topics if each in things(lessons.teaches, later)), -1)
    why = Why.CONCEPT_REQUIRES if topic >= 0 else Why.COURSE_NEEDS
    return StepReason(why=why, later=later, thing=node, topic=topic)
