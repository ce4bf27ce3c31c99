"""Whatever a file holds, it is read, left aside or refused with findings; nothing else is ever raised."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kuajie.exchange.graph_files.own_csv import graph_csv
from kuajie.exchange.graph_files.own_json_ld import graph_json_ld
from kuajie.exchange.graph_files.reading import Source, read_sources
from kuajie.exchange.graph_files.turtle import graph_turtle
from kuajie.knowledge.graph.build import build_graph
from kuajie.messages import LOCALES, BadInput

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**20),
    st.floats(),
    st.text(max_size=4),
    st.sampled_from(
        [
            "Course",
            "urn:1",
            "C_1",
            "K_a_b",
            "1",
            "CNY",
            "isChildOf",
            "urn:kuajie:course:P:1",
            "数据",
            "\ud800",
        ]
    ),
)
KEYS = st.sampled_from(
    [
        *(
            "@id",
            "@type",
            "@graph",
            "@value",
            "@language",
            "@list",
            "name",
            "about",
            "keywords",
            "url",
            "offers",
        ),
        *("price", "priceCurrency", "coursePrerequisites", "courseCode", "identifier", "hasCourseInstance"),
        *("instructor", "inLanguage", "educationalAlignment", "alignmentType", "audience", "alternateName"),
        *(
            "CFItems",
            "CFAssociations",
            "CFDocument",
            "CFPackage",
            "CFAssociationSet",
            "uri",
            "associationType",
        ),
        *(
            "originNodeURI",
            "destinationNodeURI",
            "conceptKeywords",
            "fullStatement",
            "kuajie:edge",
            "kuajie:tail",
        ),
        *(
            "kuajie:seats",
            "kuajie:weight",
            "id",
            "c1",
            "c2",
            "ground_truth",
            "course_id",
            "field",
            "provider",
        ),
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)
OBJECTS = st.dictionaries(KEYS, VALUES, max_size=8)
COURSES = OBJECTS.map(lambda value: {**value, "@type": "Course"})
OWN = st.lists(OBJECTS | COURSES, max_size=4).map(
    lambda objects: {"@context": {"kuajie": "urn:kuajie:"}, "@graph": objects}
)
HEADERS = st.sampled_from(
    [
        *(
            "head",
            "relation",
            "tail",
            "weight",
            "head_kind",
            "tail_kind",
            "tail_provider",
            "item",
            "id",
            "title",
        ),
        *(
            "concepts",
            "prerequisites",
            "price",
            "currency",
            "seats",
            "level",
            "language",
            "school",
            "school_id",
        ),
        *(
            "conceptUri",
            "preferredLabel",
            "altLabels",
            "occupationUri",
            "relationType",
            "skillUri",
            "broaderUri",
        ),
        *(
            "conceptType",
            "broaderType",
            "knowledge1",
            "knowledge2",
            "knowledge",
            "major",
            "provider",
            "C_1",
            "S_1",
        ),
    ]
)
CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=4),
    st.sampled_from(
        ["", "1", "J1", "about", "requires", "concept", "SQL；Python", "C_1", "K_a", "12.5", "CNY", "课程"]
    ),
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    headers = draw(st.lists(HEADERS, min_size=1, max_size=6))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=5))
    return "\n".join(",".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in [headers, *rows])


def require_told(name: str, data: bytes) -> None:
    """Require that a file is read into a graph that can be written, or refused in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            read = read_sources([Source(path=path)])
        except BadInput as error:
            refused = error
        else:
            refused = None
    if refused is not None:
        assert all(refused.say(locale) for locale in LOCALES)
        return
    graph = build_graph(read.catalogues).graph
    assert all(finding.say(locale) for finding in read.warnings for locale in LOCALES)
    assert graph_csv(graph)
    assert graph_turtle(graph)
    json.loads(graph_json_ld(graph))


@given(st.one_of(VALUES, COURSES, OWN, st.lists(COURSES, max_size=3)))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_json(value: object) -> None:
    require_told("file.json", json.dumps(value).encode())


@given(st.lists(OBJECTS, min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_lines_of_json(values: list[object]) -> None:
    require_told("file.jsonl", "\n".join(json.dumps(value) for value in values).encode())


@given(tables())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_table(text: str) -> None:
    require_told("file.csv", text.encode())


@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=30).map(
            lambda text: f"<script type=application/ld+json>{text}".encode(errors="replace")
        ),
    )
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@example(b"\x1c")
def test_any_bytes(data: bytes) -> None:
    require_told("file.html", data)
