"""One course of the graph looked at closely: what it points to, and which courses of others stand near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import BadInput, Text
from kuajie.messages.notices import graph as notices
from kuajie.usecases.similar_names import SIMILAR, name_similarity

REASONS = 6
NEAREST = Text(en="The nearest is {id} “{label}”.", zh="最接近的是 {id}“{label}”。")
EXAMPLE = Text(en="There is, for example, {id} “{label}”.", zh="例如有 {id}“{label}”。")
NO_COURSES = Text(en="There are no courses at all.", zh="没有任何课程。")


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCourse:
    """A course of another provider, how near it is (the more, the nearer), and what both share."""

    provider: str
    course_id: str
    label: str
    weight: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """A course, labels of what it points to and of what points to it, and courses of others near it."""

    provider: str
    course_id: str
    label: str
    tails: Mapping[Relation, tuple[str, ...]]
    heads: Mapping[Relation, tuple[str, ...]]
    near: tuple[NearCourse, ...]


def course_view(graph: CourseGraph, name: str, relations: Sequence[Relation], most: int) -> CourseView:
    """Return a course by id, or PROVIDER:ID; raises ``BadInput`` where there is none, or several."""
    place = _found(graph, name)
    _, provider, course_id = graph.key(place)
    return CourseView(
        provider=provider,
        course_id=course_id,
        label=graph.label(place),
        tails=_named(graph, {each: graph.tails(place, each) for each in graph.forward}),
        heads=_named(graph, {each: graph.heads(place, each) for each in graph.backward}),
        near=_near(graph, place, relations, most),
    )


def _found(graph: CourseGraph, name: str) -> int:
    courses = graph.nodes.slice(0, graph.count(NodeKind.COURSE))
    places = np.flatnonzero(pc.equal(courses["id"], name).to_numpy())
    if places.size == 1:
        return int(places[0])
    if places.size > 1:
        owners = ", ".join(courses["provider"].take(places).to_pylist())
        raise BadInput.of(notices.SEVERAL_COURSES, course=name, providers=owners)
    provider, _, course_id = name.partition(":")
    place = graph.place(NodeKind.COURSE, course_id, provider)
    if place is None:
        raise BadInput.of(notices.UNKNOWN_COURSE, course=name, hint=_hint(graph, name))
    return place


def _hint(graph: CourseGraph, name: str) -> Text:
    """Return which course may be meant: the one whose id or label is nearest."""
    courses = graph.nodes.slice(0, graph.count(NodeKind.COURSE)).select(["provider", "id", "label"])
    best, best_row = 0.0, None
    for row in courses.to_pylist():
        near = max(name_similarity(name, row["id"]), name_similarity(name, row["label"]))
        if best_row is None or near > best:
            best, best_row = near, row
    if best_row is None:
        return NO_COURSES
    said = NEAREST if best >= SIMILAR else EXAMPLE
    facts = {"id": f"{best_row['provider']}:{best_row['id']}", "label": best_row["label"] or best_row["id"]}
    said = Text(en=said.say("en", **facts), zh=said.say("zh", **facts))
    return Text(en=_literal(said.en), zh=_literal(said.zh))


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _named(graph: CourseGraph, places: Mapping[Relation, np.ndarray]) -> dict[Relation, tuple[str, ...]]:
    return {relation: tuple(graph.labels(found)) for relation, found in places.items() if found.size}


def _near(graph: CourseGraph, place: int, relations: Sequence[Relation], most: int) -> tuple[NearCourse, ...]:
    """Return the courses of other providers that share most with one."""
    others = pc.not_equal(graph.nodes["provider"], graph.nodes["provider"][place]).to_numpy()
    others &= np.arange(graph.size) < graph.count(NodeKind.COURSE)
    near = graph.two_hop(place, relations, most=most, among=others)
    pairs = zip(*(values.tolist() for values in near), strict=True)
    return tuple(_near_course(graph, place, each, weight, relations) for each, weight in pairs)


def _near_course(
    graph: CourseGraph, place: int, other: int, weight: float, relations: Sequence[Relation]
) -> NearCourse:
    _, provider, course_id = graph.key(other)
    shared = [np.intersect1d(graph.tails(place, each), graph.tails(other, each)) for each in relations]
    rarest = sorted(
        (len(graph.heads(int(tail), each)), int(tail))
        for each, tails in zip(relations, shared, strict=True)
        for tail in tails
    )
    return NearCourse(
        provider=provider,
        course_id=course_id,
        label=graph.label(other),
        weight=weight,
        shared=tuple(graph.labels(dict.fromkeys(tail for _, tail in rarest[:REASONS]))),
    )
