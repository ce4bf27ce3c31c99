"""What a graph says of courses, as arrays: features, prices, seats, needs and what meets them."""

from __future__ import annotations

import numpy as np

from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.course_tables import graph_facts, graph_features
from kuajie.knowledge.graph.relations import NodeKind


def node(provider: str, name: str, **more: object) -> dict[str, object]:
    return {"kind": "course", "provider": provider, "id": name, "label": f"Course {name}", **more}


def edge(
    relation: str, course: tuple[str, str], kind: str, tail: str, provider: str = ""
) -> dict[str, object]:
    head = {"head_kind": "course", "head_provider": course[0], "head": course[1]}
    return {"relation": relation, "tail_kind": kind, "tail_provider": provider, "tail": tail, **head}


def test_a_graph_of_two_partners_becomes_features_and_facts() -> None:
    one, two, three = ("P", "1"), ("E", "2"), ("E", "3")
    catalogue = Catalogue.of(
        nodes=[node(*one, price=9900, seats=0), node(*two, price=100), node(*three)],
        edges=[
            edge("about", one, "concept", "sql"),
            edge("requires", two, "concept", "sql"),
            edge("requires", three, "course", "1", "P"),
            edge("in_language", one, "language", "zh"),
            edge("at_level", two, "level", "beginner"),
        ],
    )
    linked = [((NodeKind.COURSE, "E", "2"), (NodeKind.COURSE, "E", "3"))]
    graph = build_graph([catalogue], linked).graph
    features, facts = graph_features(graph), graph_facts(graph)
    assert features.titles == ("Course 1", "Course 2", "Course 3")
    assert [features.providers[place] for place in features.provider] == ["P", "E", "E"]
    assert features.values["about"] == ("sql",)
    assert features.relations["about"].toarray().tolist() == [[1], [0], [0]]
    assert facts.price[:2].tolist() == [9900, 100]
    assert np.isnan(facts.price[2])
    assert facts.seats.tolist() == [0, np.inf, np.inf]
    assert facts.language.tolist() == [0, -1, -1]
    assert facts.level.tolist() == [-1, 0, -1]
    assert facts.same.toarray().tolist() == [[0, 0, 0], [0, 0, 1], [0, 1, 0]]
    meets = (facts.needs @ facts.gives.T).toarray()
    assert meets.tolist() == [[0, 0, 0], [1, 0, 0], [1, 0, 0]]  # course 1 gives what both others need
    assert facts.needs.sum(axis=1).ravel().tolist()[0] == [0, 1, 1]
