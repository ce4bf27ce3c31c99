"""How contents stand to each other, and what is missing, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from kuajie.knowledge.bundles.content import Contents, Links, links
from kuajie.knowledge.bundles.find import Market, find_bundles
from kuajie.knowledge.bundles.gaps import find_gaps
from kuajie.knowledge.bundles.pairs import Pairs
from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.graph.teaching import requirements
from kuajie.knowledge.histories import Histories


def edge(relation: str, head: str, tail: str) -> dict[str, str]:
    """Return an edge between nodes written KIND:ID, courses as course:PROVIDER/ID."""
    row = {"relation": relation}
    for end, name in (("head", head), ("tail", tail)):
        kind, _, rest = name.partition(":")
        provider, _, node = rest.rpartition("/")
        row |= {f"{end}_kind": kind, f"{end}_provider": provider, end: node}
    return row


def graph_of(*edges: dict[str, str]) -> CourseGraph:
    names = {
        (row[f"{end}_provider"], row[end])
        for row in edges
        for end in ("head", "tail")
        if row[f"{end}_kind"] == "course"
    }
    nodes = [{"kind": "course", "provider": provider, "id": name} for provider, name in sorted(names)]
    return build_graph([Catalogue.of(nodes=nodes, edges=list(edges))]).graph


def place(graph: CourseGraph, provider: str, name: str) -> int:
    found = graph.place(NodeKind.COURSE, name, provider)
    assert found is not None
    return found


def between(graph: CourseGraph, one: tuple[str, str], other: tuple[str, str]) -> Links:
    pair = Pairs(one=np.array([place(graph, *one)]), other=np.array([place(graph, *other)]))
    return links(Contents.of(graph, requirements(graph)), pair)


BASIC = (
    edge("about", "course:A/tables", "concept:sql"),
    edge("about", "course:A/tables", "concept:excel"),
    edge("about", "course:B/stores", "concept:warehouse"),
    edge("about", "course:B/same", "concept:sql"),
    edge("about", "course:B/same", "concept:excel"),
    edge("about", "course:B/hard", "concept:sql"),
    edge("about", "course:B/hard", "concept:excel"),
    edge("about", "course:B/after", "concept:art"),
    edge("requires", "concept:warehouse", "concept:sql"),
    edge("requires", "course:B/after", "course:A/tables"),
    edge("at_level", "course:A/tables", "level:入门"),
    edge("at_level", "course:B/same", "level:beginner"),
    edge("at_level", "course:B/hard", "level:高级"),
)


def test_one_course_leads_to_another_by_prerequisite_concept_or_level() -> None:
    graph = graph_of(*BASIC)
    tables = ("A", "tables")
    assert between(graph, tables, ("B", "after")).forth[0] == 1.0
    assert between(graph, tables, ("B", "after")).back[0] == 0.0
    by_concept = between(graph, tables, ("B", "stores"))
    assert by_concept.forth[0] == pytest.approx(1.0)
    assert by_concept.overlap[0] == 0.0
    harder = between(graph, tables, ("B", "hard"))
    assert 0.0 < harder.forth[0] < 0.5
    assert harder.back[0] == 0.0
    assert not harder.alike[0]
    same = between(graph, tables, ("B", "same"))
    assert same.alike[0]
    assert same.overlap[0] == pytest.approx(1.0)


def histories(rows: list[tuple[int, int]], graph: CourseGraph) -> Histories:
    learner, course = (np.array(axis, dtype=np.int64) for axis in zip(*rows, strict=True))
    return Histories.ordered(learner, course, learners=10, courses=graph.count(NodeKind.COURSE))


def owners(graph: CourseGraph) -> np.ndarray:
    names = graph.providers()
    found = np.zeros((graph.count(NodeKind.COURSE), len(names)), dtype=np.bool_)
    for course, name in enumerate(graph.course_providers()):
        found[course, names.index(name)] = True
    return found


def test_gaps_are_what_learners_build_on_and_nobody_or_one_party_teaches() -> None:
    graph = graph_of(
        edge("about", "course:A/ml", "concept:ml"),
        edge("about", "course:B/dl", "concept:dl"),
        edge("about", "course:B/stats", "concept:stats"),
        edge("requires", "concept:dl", "concept:ml"),
        edge("requires", "concept:ml", "concept:algebra"),
        edge("requires", "concept:ml", "concept:stats"),
        edge("needs_skill", "occupation:analyst", "skill:talking"),
        edge("requires", "concept:dl", "concept:tensors"),  # both teach them: no gap
        edge("about", "course:A/tensors", "concept:tensors"),
        edge("about", "course:B/tensors", "concept:tensors"),
    )
    ml, dl, stats = (place(graph, *each) for each in (("A", "ml"), ("B", "dl"), ("B", "stats")))
    taken = histories([(0, ml), (1, dl), (2, ml), (2, stats), (3, stats)], graph)
    gaps = {graph.label(gap.node): gap for gap in find_gaps(graph, requirements(graph), taken, owners(graph))}
    assert list(gaps) == ["algebra", "talking", "stats", "ml"]
    assert gaps["algebra"].parties == ()
    assert gaps["algebra"].learners == 3
    assert gaps["algebra"].by_party == (2, 1)
    assert graph.labels(gaps["talking"].occupations) == ["analyst"]
    assert gaps["stats"].parties == (1,)
    assert gaps["stats"].learners == 2
    assert gaps["ml"].learners == 1


def test_the_best_pair_is_the_one_that_leads_on_and_no_course_fills_the_list() -> None:
    graph = graph_of(*BASIC)
    contents = Contents.of(graph, requirements(graph))
    provider = np.array([graph.providers().index(name) for name in graph.course_providers()])
    nobody = Histories.ordered(np.zeros(0, int), np.zeros(0, int), learners=0, courses=provider.size)
    market = Market(
        histories=nobody, owners=owners(graph), provider=provider, shared=np.ones((2, 2), dtype=np.bool_)
    )
    found = find_bundles(contents, market, most=10)
    names = [
        {graph.label(int(one)), graph.label(int(other))}
        for one, other in zip(found.pairs.one, found.pairs.other, strict=True)
    ]
    assert {"tables", "after"} in names[:2]
    assert len(names) <= 3
    assert {"tables", "same"} not in names
    assert found.together is None
    assert found.forth is None
    assert (np.diff(found.scored.score) <= 0).all()
    assert found.scored.score.max() <= 100.0
