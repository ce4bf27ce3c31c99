"""One graph of two catalogues: what is counted, merged, left out, and what stands two steps away."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.relations import NodeKind, Relation


def course(provider: str, name: str, label: str = "") -> dict[str, object]:
    return {"kind": "course", "provider": provider, "id": name, "label": label}


def edge(relation: str, head: tuple[str, str, str], tail: tuple[str, str, str], weight: float = 1.0) -> dict:
    ends = {f"head_{part}": value for part, value in zip(("kind", "provider"), head, strict=False)}
    ends |= {f"tail_{part}": value for part, value in zip(("kind", "provider"), tail, strict=False)}
    return {"relation": relation, **ends, "head": head[2], "tail": tail[2], "weight": weight}


def about(provider: str, name: str, concept: str, weight: float = 1.0) -> dict:
    return edge("about", ("course", provider, name), ("concept", "", concept), weight)


ZHIHAI = Catalogue.of(
    nodes=[course("P", "J1", "Data Analysis"), course("P", "J2", "Writing"), course("P", "J1", "again")],
    edges=[
        about("P", "J1", "sql"),
        about("P", "J1", "sql", 3.0),
        about("P", "J2", "style"),
        about("P", "X", "sql"),
    ],
)
MINGDE = Catalogue.of(
    nodes=[course("E", "J1", "SQL Camp"), {"kind": "concept", "provider": "", "id": "sql", "label": "SQL"}],
    edges=[
        about("E", "J1", "sql"),
        edge("requires", ("course", "E", "J1"), ("course", "P", "J1")),
        edge("requires", ("course", "E", "J1"), ("course", "E", "J1")),
    ],
)


def test_two_catalogues_become_one_graph_and_nothing_is_lost_unsaid() -> None:
    built = build_graph([ZHIHAI, MINGDE])
    graph = built.graph
    assert graph.count(NodeKind.COURSE) == 3
    assert graph.count(NodeKind.CONCEPT) == 2
    assert (built.duplicate_edges, built.duplicate_courses, built.loops, built.merged) == (1, 1, 1, 0)
    assert built.unknown["head"].to_pylist() == ["X"]
    assert graph.providers() == ("E", "P")
    sql = graph.place(NodeKind.CONCEPT, "sql")
    first = graph.place(NodeKind.COURSE, "J1", "P")
    camp = graph.place(NodeKind.COURSE, "J1", "E")
    assert sql is not None
    assert first is not None
    assert camp is not None
    assert graph.label(sql) == "SQL"
    assert graph.label(first) == "Data Analysis"
    assert graph.nodes["other_labels"][first].as_py() == "again"
    assert sorted(graph.heads(sql, Relation.ABOUT)) == sorted([first, camp])
    assert graph.tails(camp, Relation.REQUIRES).tolist() == [first]
    assert graph.forward[Relation.ABOUT][first, sql] == 3.0
    assert graph.place(NodeKind.COURSE, "J9", "P") is None


def test_two_hops_reach_what_shares_a_concept_and_rare_concepts_count_more() -> None:
    edges = [about("P", "a", "rare"), about("P", "b", "rare")]
    edges += [about("P", name, "common") for name in "acdef"]
    graph = build_graph([Catalogue.of(nodes=[course("P", name) for name in "abcdef"], edges=edges)]).graph
    reached, weight = graph.two_hop(0, [Relation.ABOUT])
    assert graph.labels(reached) == ["b", "c", "d", "e", "f"]
    assert weight[0] == pytest.approx(1 / np.log2(3))
    assert weight[1:] == pytest.approx(1 / np.log2(6))


@given(
    st.lists(st.tuples(st.integers(0, 199), st.integers(0, 5)), min_size=1, max_size=400),
    st.integers(1, 30),
    st.integers(0, 1),
)
def test_the_most_of_two_hops_are_the_first_of_all(drawn: list[tuple[int, int]], most: int, odd: int) -> None:
    catalogue = Catalogue.of(
        nodes=[course("P", str(name)) for name in range(200)],
        edges=[about("P", str(head), f"c{tail}") for head, tail in drawn],
    )
    graph = build_graph([catalogue]).graph
    heads = {tail: {head for head, other in drawn if other == tail} for _, tail in drawn}
    start = drawn[0][0]
    expected: dict[int, float] = {}
    for tail in {tail for head, tail in drawn if head == start}:
        for head in heads[tail] - {start}:
            expected[head] = expected.get(head, 0.0) + 1.0 / np.log2(1.0 + len(heads[tail]))
    ranked = sorted(expected, key=lambda head: (-round(expected[head], 9), head))
    reached, weight = graph.two_hop(start, [Relation.ABOUT])
    assert reached.tolist() == ranked
    assert weight == pytest.approx([expected[head] for head in ranked])
    assert graph.two_hop(start, [Relation.ABOUT], most=most)[0].tolist() == ranked[:most]
    among = np.arange(graph.size) % 2 == odd
    allowed = [head for head in ranked if head % 2 == odd]
    assert graph.two_hop(start, [Relation.ABOUT], most=most, among=among)[0].tolist() == allowed[:most]


def test_confirmed_links_make_concepts_one_and_courses_linked() -> None:
    zh = Catalogue.of(nodes=[course("E", "Z1")], edges=[about("E", "Z1", "数据库")])
    same = [
        ((NodeKind.CONCEPT, "", "sql"), (NodeKind.CONCEPT, "", "数据库")),
        ((NodeKind.COURSE, "P", "J1"), (NodeKind.COURSE, "E", "Z1")),
    ]
    built = build_graph([ZHIHAI, zh], same)
    graph = built.graph
    assert built.merged == 1
    assert graph.place(NodeKind.CONCEPT, "数据库") == graph.place(NodeKind.CONCEPT, "sql")
    sql = graph.place(NodeKind.CONCEPT, "sql")
    assert sql is not None
    assert graph.nodes["other_labels"][sql].as_py() == "数据库"
    ours, theirs = graph.place(NodeKind.COURSE, "J1", "P"), graph.place(NodeKind.COURSE, "Z1", "E")
    assert ours is not None
    assert theirs is not None
    assert graph.heads(sql, Relation.ABOUT).tolist() == sorted([ours, theirs])
    assert graph.tails(theirs, Relation.SAME_AS).tolist() == [ours]
    assert graph.tails(ours, Relation.SAME_AS).tolist() == [theirs]


def test_unknown_kinds_and_relations_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        build_graph([Catalogue.of(nodes=[{"kind": "planet", "id": "x"}])])
    with pytest.raises(ValueError, match="unknown relation"):
        build_graph([Catalogue.of(edges=[edge("orbits", ("course", "", "x"), ("course", "", "y"))])])


def test_an_empty_graph_is_a_graph() -> None:
    graph = build_graph([]).graph
    assert graph.size == graph.edge_count == 0


pairs = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 5)), max_size=40)


@given(pairs)
def test_edges_are_kept_exactly_once_and_read_the_same_both_ways(drawn: list[tuple[int, int]]) -> None:
    catalogue = Catalogue.of(
        nodes=[course("P", str(name)) for name in range(7)],
        edges=[about("P", str(head), f"c{tail}") for head, tail in drawn],
    )
    built = build_graph([catalogue])
    graph = built.graph
    found = set()
    for head in range(7):
        for tail in graph.tails(head, Relation.ABOUT):
            found.add((int(graph.key(head)[2]), int(graph.key(int(tail))[2][1:])))
            assert head in graph.heads(int(tail), Relation.ABOUT)
    assert found == set(drawn)
    assert built.duplicate_edges == len(drawn) - len(found)
