"""``kuajie graph``: what it says of catalogues, in both languages and as JSON, and what it writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]

OURS = """course_id,title,concepts,prerequisites
J1,Data Analysis,SQL;Excel;statistics,
J2,Job Class,SQL;interviewing,J1
J3,Nothing known,,
"""
THEIRS = """{"@context": "https://schema.org", "@graph": [
{"@type": "Course", "courseCode": "J1", "name": "SQL Camp", "about": ["sql", "databases"]},
{"@type": "Course", "courseCode": "M2", "name": "Statistics", "about": "Statistics"}]}
"""


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.fixture
def sources(tmp_path: Path) -> tuple[str, str]:
    """Return two catalogues that share two concepts, each with its name."""
    ours, theirs = written(tmp_path, "a.csv", OURS), written(tmp_path, "b.jsonld", THEIRS)
    return f"知海={ours}", f"Mingde={theirs}"


def test_what_catalogues_hold_and_share(kuajie: Kuajie, sources: tuple[str, str]) -> None:
    said = kuajie("graph", *sources)
    assert said.code == 0
    assert "5 courses and 5 concepts, joined by 9 edges" in said.out
    assert "Mingde and 知海" in said.out
    record = kuajie("graph", *sources, "--json").record
    assert record["nodes"] == {"course": 5, "concept": 5}
    assert record["edges"] == {"about": 8, "requires": 1}
    assert record["shared"] == [
        {"providers": ["Mingde", "知海"], "counts": {"concept": 2}, "labels": ["SQL", "statistics"]}
    ]
    assert {each["provider"]: each["without_features"] for each in record["providers"]} == {
        "Mingde": 0,
        "知海": 1,
    }
    assert [warning["code"] for warning in record["warnings"]] == ["graph.without_features"]
    assert "门课程" in kuajie("graph", *sources, "--lang", "zh").out


def test_one_course_and_what_is_near_it(kuajie: Kuajie, sources: tuple[str, str]) -> None:
    record = kuajie("graph", *sources, "--course", "知海:J1", "--json").record["course"]
    assert record["label"] == "Data Analysis"
    assert record["pointed_to_by"] == {"requires": ["Job Class"]}
    near = {(each["provider"], each["course_id"]): each["shared"] for each in record["near"]}
    assert near == {("Mingde", "M2"): ["statistics"], ("Mingde", "J1"): ["SQL"]}
    assert [each["course_id"] for each in record["near"]] == ["M2", "J1"]  # the rarer concept joins closer
    said = kuajie("graph", *sources, "--course", "J2", "--lang", "zh")
    assert "Job Class（知海:J2）" in said.out
    assert "SQL Camp（Mingde:J1）" in said.out
    assert kuajie("graph", *sources, "--course", "J3").out.count("No course of another provider") == 1


@pytest.mark.parametrize(
    ("course", "words"),
    [("J1", "Several providers have a course “J1”: 知海, Mingde."), ("Job Clas", "知海:J2 “Job Class”")],
)
def test_a_course_that_is_not_there_or_twice(
    kuajie: Kuajie, sources: tuple[str, str], course: str, words: str
) -> None:
    said = kuajie("graph", *sources, "--course", course)
    assert said.code == 2
    assert words in said.err


def test_circles_in_prerequisites_are_named(kuajie: Kuajie, tmp_path: Path) -> None:
    items = written(tmp_path, "items.csv", "item,title\n1,One\n2,Two\n3,Three\n")
    kg = written(
        tmp_path, "kg.csv", "head,relation,tail\n1,requires,2\n2,requires,3\n3,requires,1\n1,requires,9\n"
    )
    asked = ("graph", f"P={items}", f"P={kg}")
    said = kuajie(*asked)
    assert "One requires Two requires Three requires One, and so on round." in said.out
    assert "lists their course: 1, “9” the first" in said.out
    assert kuajie(*asked, "--json").record["unknown_ids"] == ["P:9"]
    assert kuajie(*asked, "--json").record["cycles"] == [{"labels": ["One", "Two", "Three"], "knot": 3}]
    assert "One 需先修 Two" in kuajie(*asked, "--lang", "zh").out


@pytest.mark.parametrize("name", ["tables", "graph.jsonld"])
def test_what_is_written_says_the_same_again(
    kuajie: Kuajie, sources: tuple[str, str], tmp_path: Path, name: str
) -> None:
    said = kuajie("graph", *sources, "--export", str(tmp_path / name), "--json").record
    assert said["written"]
    again = kuajie("graph", str(tmp_path / name), "--json").record
    for part in ("nodes", "edges", "providers", "shared"):
        assert again[part] == said[part]


def test_turtle_is_written_by_its_name_or_its_format(
    kuajie: Kuajie, sources: tuple[str, str], tmp_path: Path
) -> None:
    assert kuajie("graph", *sources, "--export", str(tmp_path / "g.ttl")).code == 0
    assert kuajie("graph", *sources, "--export", str(tmp_path / "g"), "--format", "turtle").code == 0
    assert (tmp_path / "g").read_bytes() == (tmp_path / "g.ttl").read_bytes()
    assert (tmp_path / "g").read_text(encoding="utf-8").startswith("@prefix schema:")


def test_nothing_is_written_where_it_cannot_be_or_of_what_is_refused(
    kuajie: Kuajie, sources: tuple[str, str], tmp_path: Path
) -> None:
    said = kuajie("graph", *sources, "--export", str(tmp_path / "no" / "g.ttl"), "--json")
    assert said.code == 2
    assert json.loads(said.out)["errors"][0]["code"] == "graph.not_written"
    assert kuajie("graph", *sources, "--export", str(tmp_path / "a.csv"), "--format", "csv").code == 2
    broken = written(tmp_path, "broken.jsonld", '{"@type": "Course", ')
    said = kuajie("graph", *sources, str(broken), "--export", str(tmp_path / "out"))
    assert said.code == 2
    assert "row 1" in said.err
    assert not (tmp_path / "out").exists()


def test_what_people_confirmed_is_one(kuajie: Kuajie, sources: tuple[str, str], tmp_path: Path) -> None:
    links = written(
        tmp_path,
        "links.csv",
        "kind,left_provider,left_id,right_provider,right_id,decision\n"
        "concept,,databases,,excel,same\ncourse,Mingde,M2,知海,J2,same\n",
    )
    record = kuajie("graph", *sources, "--links", str(links), "--json").record
    assert record["merged"] == 1
    assert record["nodes"]["concept"] == 4
    assert record["edges"]["same_as"] == 2
    assert "somebody confirmed" in kuajie("graph", *sources, "--links", str(links)).out
