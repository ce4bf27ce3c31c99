"""Learning paths in whole graphs: against all subsets of courses, and by hand what stands in the way."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.cycle_breaks import open_cycles
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.graph.teaching import requirements
from kuajie.knowledge.paths.find import find_path
from kuajie.knowledge.paths.request import FoundPath, Outcome, PathRequest, Why
from kuajie.knowledge.paths.wanted import Lessons

Edges = list[tuple[str, str, str]]
SLACK = 1e-2
"""Courses cost a thousandth more each, so that none is taken for nothing."""


def graph_of(courses: str, edges: Edges) -> CourseGraph:
    """Return a graph of courses (capital letters), concepts and skills (small ones) and jobs (after a !)."""

    def kind(name: str, relation: str) -> str:
        if name.startswith("!"):
            return "occupation"
        return (
            "course" if name.isupper() else "skill" if relation in {"needs_skill", "develops"} else "concept"
        )

    nodes = [{"kind": "course", "provider": "P", "id": name} for name in courses]
    rows = [
        {"relation": relation}
        | {
            f"{end}{part}": value
            for end, name in (("head", head), ("tail", tail))
            for part, value in (
                ("", name),
                ("_kind", kind(name, relation if end == "tail" else "")),
                ("_provider", "P" if name.isupper() and not name.startswith("!") else ""),
            )
        }
        for head, relation, tail in edges
    ]
    return build_graph([Catalogue.of(nodes=nodes, edges=rows)]).graph


def path(graph: CourseGraph, to: tuple[NodeKind, str], **asked: object) -> FoundPath:
    courses = graph.count(NodeKind.COURSE)
    target = graph.place(to[0], to[1], "P" if to[0] is NodeKind.COURSE else "")
    assert target is not None
    price = np.asarray(asked.pop("price", np.ones(courses)), dtype=np.float64)
    usual = {
        "taken": np.zeros(0, dtype=np.int64),
        "knows": np.zeros(0, dtype=np.int64),
        "open_to": np.ones(courses, dtype=np.bool_),
    }
    lessons = Lessons.of(graph, open_cycles(requirements(graph)).requires)
    request = PathRequest(target=target, cost=price, price=price, **(usual | asked))  # type: ignore[arg-type]
    return find_path(graph, lessons, request)


def steps(graph: CourseGraph, found: FoundPath) -> str:
    return "".join(graph.label(step.course) for step in found.steps)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Edges, list[float]]:
    courses, concepts = "ABCDE", "vwxyz"
    about = [
        (course, "about", concept)
        for course in courses
        for concept in draw(st.sets(st.sampled_from(concepts), max_size=2))
    ]
    later = [
        (one, "requires", other) for place, one in enumerate(concepts) for other in concepts[place + 1 :]
    ]
    after = [(one, "requires", other) for place, one in enumerate(courses) for other in courses[place + 1 :]]
    edges = about + draw(st.lists(st.sampled_from(later), unique=True, max_size=4))
    edges += draw(st.lists(st.sampled_from(after), unique=True, max_size=2))
    prices = draw(st.lists(st.sampled_from([1.0, 2.0, 5.0]), min_size=5, max_size=5))
    return edges, prices


def has_order(chosen: set[str], edges: Edges, *, goal: str, gaps: set[str]) -> bool:
    """Say whether courses can be taken one by one, each with what it needs before it, up to the goal."""
    about = {
        course: {tail for head, how, tail in edges if how == "about" and head == course} for course in chosen
    }
    needs = {
        course: {tail for head, how, tail in edges if how == "requires" and head in {course, *about[course]}}
        - about[course]
        - gaps
        for course in chosen
    }
    had: set[str] = set()
    left = set(chosen)
    while ready := {course for course in left if needs[course] <= had}:
        had |= ready | {topic for course in ready for topic in about[course]}
        left -= ready
    return goal in had


@settings(deadline=None, max_examples=150)
@given(problems())
def test_no_courses_that_work_are_cheaper(problem: tuple[Edges, list[float]]) -> None:
    edges, prices = problem
    graph = graph_of("ABCDE", edges)
    found = path(graph, (NodeKind.COURSE, "A"), price=prices)
    assert found.outcome is Outcome.FOUND
    if found.side_by_side:
        return
    taught = {tail for _, how, tail in edges if how == "about"}
    gaps = {"v", "w", "x", "y", "z"} - taught
    price = dict(zip("ABCDE", prices, strict=True))
    costs = [
        sum(price[course] for course in chosen)
        for flags in product((False, True), repeat=5)
        for chosen in [{course for course, flag in zip("ABCDE", flags, strict=True) if flag}]
        if has_order(chosen, edges, goal="A", gaps=gaps)
    ]
    assert found.price == pytest.approx(min(costs), abs=SLACK)
    order = steps(graph, found)
    for last in range(1, len(order) + 1):
        assert has_order(set(order[:last]), edges, goal=order[last - 1], gaps=gaps)
    assert all(step.reasons for step in found.steps)
    assert {graph.label(gap.node) for gap in found.gaps} <= gaps


def test_each_step_says_what_it_is_for() -> None:
    graph = graph_of(
        "ABCD",
        [
            ("A", "requires", "B"),
            ("A", "about", "deep"),
            ("deep", "requires", "maths"),
            ("C", "about", "maths"),
        ],
    )
    found = path(graph, (NodeKind.COURSE, "A"))
    assert sorted(steps(graph, found)[:2]) == ["B", "C"]
    reasons = {graph.label(step.course): step.reasons[0] for step in found.steps}
    assert reasons["A"].why is Why.TARGET
    assert reasons["B"].why is Why.COURSE_REQUIRES
    assert graph.labels([reasons["C"].later, reasons["C"].thing, reasons["C"].topic]) == [
        "A",
        "maths",
        "deep",
    ]


def test_who_knows_a_topic_needs_nothing_for_it() -> None:
    edges = [
        ("A", "about", "deep"),
        ("A", "about", "code"),
        ("code", "requires", "logic"),
        ("B", "about", "logic"),
    ]
    graph = graph_of("AB", edges)
    code = graph.place(NodeKind.CONCEPT, "code")
    assert steps(graph, path(graph, (NodeKind.COURSE, "A"))) == "BA"
    assert steps(graph, path(graph, (NodeKind.COURSE, "A"), knows=np.array([code]))) == "A"
    logic = path(graph, (NodeKind.CONCEPT, "logic"), taken=np.array([1]))
    assert logic.outcome is Outcome.ALREADY


def test_a_course_that_is_the_same_will_do() -> None:
    graph = graph_of("ABC", [("A", "requires", "B"), ("B", "same_as", "C")])
    assert steps(graph, path(graph, (NodeKind.COURSE, "A"), price=[1.0, 9.0, 2.0])) == "CA"
    assert steps(graph, path(graph, (NodeKind.COURSE, "A"), taken=np.array([2]))) == "A"


def test_a_circle_does_not_stand_in_the_way() -> None:
    edges = [("A", "requires", "B"), ("B", "requires", "C"), ("C", "requires", "B")]
    found = path(graph_of("ABC", edges), (NodeKind.COURSE, "A"))
    assert found.outcome is Outcome.FOUND
    assert found.steps[-1].course == 0


def test_courses_that_wait_for_each_other_by_different_topics_are_taken_side_by_side() -> None:
    edges = [("A", "about", "a"), ("A", "about", "b"), ("B", "about", "c"), ("B", "about", "d")]
    edges += [("a", "requires", "c"), ("d", "requires", "b")]
    found = path(graph_of("AB", edges), (NodeKind.COURSE, "A"))
    assert found.outcome is Outcome.FOUND
    assert len(found.side_by_side) == 1


def test_an_occupation_is_reached_by_its_skills_and_what_nobody_teaches_is_named() -> None:
    edges = [
        ("!job", "needs_skill", "s"),
        ("!job", "needs_skill", "t"),
        ("A", "develops", "s"),
        ("B", "about", "t"),
    ]
    graph = graph_of("AB", edges)
    found = path(graph, (NodeKind.OCCUPATION, "!job"))
    assert sorted(steps(graph, found)) == ["A", "B"]
    assert {reason.why for step in found.steps for reason in step.reasons} == {Why.OCCUPATION_NEEDS}
    without = path(graph, (NodeKind.OCCUPATION, "!job"), open_to=np.array([True, False]))
    assert steps(graph, without) == "A"
    (gap,) = without.gaps
    assert graph.labels(gap.elsewhere) == ["B"]


def test_an_occupation_without_skills_is_reached_by_any_course_for_it() -> None:
    graph = graph_of("AB", [("A", "for_occupation", "!job"), ("B", "for_occupation", "!job")])
    found = path(graph, (NodeKind.OCCUPATION, "!job"), price=[3.0, 2.0])
    assert steps(graph, found) == "B"
    assert found.steps[0].reasons[0].why is Why.FOR_OCCUPATION


def test_what_cannot_be_reached_or_paid_says_why() -> None:
    graph = graph_of("AB", [("A", "requires", "B")])
    closed = path(graph, (NodeKind.COURSE, "A"), open_to=np.array([True, False]))
    assert closed.outcome is Outcome.UNREACHABLE
    assert graph.labels(closed.blocked) == ["B"]
    poor = path(graph, (NodeKind.COURSE, "A"), price=[3.0, 2.0], budget=4.0)
    assert poor.outcome is Outcome.OVER_BUDGET
    assert poor.least_price == pytest.approx(5.0)
