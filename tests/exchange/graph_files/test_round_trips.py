"""A graph that was written is read back as it was; Turtle says the same to a reader of RDF."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kuajie.exchange.graph_files.exported import edges_once
from kuajie.exchange.graph_files.node_uris import key_of, uri_of
from kuajie.exchange.graph_files.own_csv import graph_csv
from kuajie.exchange.graph_files.own_json_ld import graph_json_ld
from kuajie.exchange.graph_files.reading import Source, read_sources
from kuajie.exchange.graph_files.turtle import graph_turtle
from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.catalogue import EDGE_SCHEMA, NODE_SCHEMA, Catalogue
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import NodeKind, Relation
from kuajie.messages import BadInput

# Files are text: no NUL, which reading refuses, and no lone surrogates, which UTF-8 cannot hold.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=5)
weights = st.one_of(st.just(1.0), st.floats(0.0625, 1e6, width=32))


@st.composite
def graphs(draw: st.DrawFn) -> CourseGraph:
    kinds = st.sampled_from(sorted(NodeKind))
    keys = draw(
        st.lists(st.tuples(kinds, st.sampled_from(["", "P", "明德"]), names), unique=True, max_size=6)
    )
    nodes = [
        dict(zip(("kind", "provider", "id"), key, strict=True))
        | {
            "label": draw(texts),
            "other_labels": draw(texts),
            "text": draw(texts),
            "price": draw(st.none() | st.integers(0, 10**12)),
            "currency": draw(st.sampled_from(["", "CNY", "JPY", "KWD", "??"])),
            "seats": draw(st.none() | st.integers(0, 10**6)),
        }
        for key in keys
    ]
    edges: list[dict[str, Any]] = []
    if keys:
        ends = st.tuples(st.sampled_from(keys), st.sampled_from(keys))
        for (head, tail), relation in draw(
            st.lists(st.tuples(ends, st.sampled_from(sorted(Relation))), max_size=8)
        ):
            values = (relation, *head, *tail, draw(weights))
            edges.append(dict(zip(EDGE_SCHEMA.names, values, strict=True)))
    return build_graph([Catalogue.of(nodes=nodes, edges=edges)]).graph


def require_same(one: CourseGraph, other: CourseGraph) -> None:
    assert one.nodes.to_pylist() == other.nodes.to_pylist()
    assert one.forward.keys() == other.forward.keys()
    for relation, matrix in one.forward.items():
        again = other.forward[relation]
        assert matrix.indptr.tolist() == again.indptr.tolist()
        assert matrix.indices.tolist() == again.indices.tolist()
        assert matrix.data.tolist() == again.data.tolist()


def read_back(files: dict[str, str]) -> CourseGraph:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        read = read_sources([Source(path=Path(folder))])
    assert read.warnings == ()
    return build_graph(read.catalogues).graph


@given(graphs())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_csv_comes_back(graph: CourseGraph) -> None:
    require_same(graph, read_back(graph_csv(graph)))


@given(graphs())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_json_ld_comes_back(graph: CourseGraph) -> None:
    require_same(graph, read_back({"graph.jsonld": graph_json_ld(graph)}))


SCHEMA, KUAJIE = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("urn:kuajie:")


@given(graphs())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
def test_turtle_says_the_same(graph: CourseGraph) -> None:
    said = rdflib.Graph().parse(data=graph_turtle(graph), format="turtle")
    for place, row in enumerate(graph.nodes.to_pylist()):
        node = rdflib.URIRef(uri_of(graph.key(place)))
        assert str(said.value(node, SCHEMA.identifier)) == row["id"]
        assert str(said.value(node, SCHEMA.name) or "") == row["label"]
        assert str(said.value(node, SCHEMA.description) or "") == row["text"]
        assert {str(each) for each in said.objects(node, SCHEMA.alternateName)} == set(
            row["other_labels"].split("\n")
        ) - {""}
    about = graph.forward.get(Relation.ABOUT)
    expected = set() if about is None else set(zip(*(each.tolist() for each in about.nonzero()), strict=True))
    told = {(str(head), str(tail)) for head, tail in said.subject_objects(SCHEMA.about)}
    assert told == {(uri_of(graph.key(head)), uri_of(graph.key(tail))) for head, tail in expected}
    weighed = [weight for _, matrix in edges_once(graph) for weight in matrix.data if weight != 1.0]
    assert len(list(said.subjects(rdflib.RDF.type, KUAJIE.Edge))) == len(weighed)


def test_what_is_written_of_one_course() -> None:
    course = {"kind": "course", "provider": "P", "id": "J 1", "label": 'He said "数据"\\', "price": 39950}
    edge = ("about", "course", "P", "J 1", "concept", "", "sql", 0.5)
    catalogue = Catalogue.of(
        nodes=[course | {"currency": "CNY"}], edges=[dict(zip(EDGE_SCHEMA.names, edge, strict=True))]
    )
    graph = build_graph([catalogue]).graph
    written = {name: list(csv.reader(io.StringIO(text))) for name, text in graph_csv(graph).items()}
    assert written == {
        "nodes.csv": [
            NODE_SCHEMA.names,
            ["course", "P", "J 1", 'He said "数据"\\', "", "", "39950", "CNY", ""],
            ["concept", "", "sql", "sql", "", "", "", "", ""],
        ],
        "edges.csv": [EDGE_SCHEMA.names, ["about", "course", "P", "J 1", "concept", "", "sql", "0.5"]],
    }
    said = rdflib.Graph().parse(data=graph_turtle(graph), format="turtle")
    node = rdflib.URIRef("urn:kuajie:course:P:J%201")
    offer = said.value(node, SCHEMA.offers)
    assert str(said.value(offer, SCHEMA.price)) == "399.50"
    assert str(said.value(node, SCHEMA.name)) == 'He said "数据"\\'
    edge_node = said.value(predicate=rdflib.RDF.type, object=KUAJIE.Edge)
    assert float(said.value(edge_node, KUAJIE.weight)) == 0.5
    assert graph_turtle(graph) == graph_turtle(build_graph([catalogue]).graph)


def test_what_holds_both_ways_is_written_once() -> None:
    courses = [{"kind": "course", "provider": "P", "id": name} for name in "ab"]
    edge = ("similar", "course", "P", "b", "course", "P", "a", 1.0)
    graph = build_graph(
        [Catalogue.of(nodes=courses, edges=[dict(zip(EDGE_SCHEMA.names, edge, strict=True))])]
    ).graph
    assert len(graph_csv(graph)["edges.csv"].splitlines()) == 2
    assert graph_json_ld(graph).count("kuajie:similar") == graph_turtle(graph).count("kuajie:similar") == 1


@given(st.tuples(st.sampled_from(sorted(NodeKind)), texts, texts))
def test_a_uri_names_one_node(key: tuple[NodeKind, str, str]) -> None:
    assert key_of(uri_of(key)) == key


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        (('"course","P"', '"planet","P"'), "graph.unknown_kind"),
        (("39950", "cheap"), "files.not_a_number"),
    ],
)
def test_tables_that_somebody_spoilt_are_refused(spoilt: tuple[str, str], code: str) -> None:
    course = {"kind": "course", "provider": "P", "id": "J1", "price": 39950}
    files = graph_csv(build_graph([Catalogue.of(nodes=[course])]).graph)
    with pytest.raises(BadInput) as refused:
        read_back({name: text.replace(*spoilt) for name, text in files.items()})
    assert refused.value.findings[0].notice.code == code


def test_objects_of_no_node_are_told(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonld"
    course = {"kind": "course", "provider": "P", "id": "J1"}
    text = graph_json_ld(build_graph([Catalogue.of(nodes=[course, course | {"id": "J2"}])]).graph)
    path.write_text(text.replace("urn:kuajie:course:P:J2", "urn:elsewhere"), encoding="utf-8")
    read = read_sources([Source(path=path)])
    assert pa.concat_tables([each.nodes for each in read.catalogues])["id"].to_pylist() == ["J1"]
    assert [finding.facts["path"] for finding in read.warnings] == ["@graph[1]"]
