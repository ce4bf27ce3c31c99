"""``kuajie link``: proposals in a file, decisions kept over runs, refusals by name."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]


@pytest.fixture
def catalogues(tmp_path: Path) -> tuple[str, str]:
    """Return two catalogues with one course in common, told in two languages."""
    ours = "course_id,title,teacher\n01,Introduction to Machine Learning,Li Wei\n02,Roman Law,Anna Novak\n"
    theirs = "course_id,title,teacher\nX1,机器学习导论,Wei Li\nX2,摄影构图,王芳\n"
    for name, text in (("ours.csv", ours), ("theirs.csv", theirs)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return f"ours={tmp_path / 'ours.csv'}", f"theirs={tmp_path / 'theirs.csv'}"


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_proposal_is_decided_and_the_decision_kept(
    kuajie: Kuajie, catalogues: tuple[str, str], tmp_path: Path
) -> None:
    output = tmp_path / "links.csv"
    said = kuajie("link", *catalogues, "-o", str(output))
    assert said.code == 0
    assert "Nothing is taken as the same until somebody says so" in said.out
    first = next(row for row in rows(output) if row["kind"] == "course")
    assert (first["left_id"], first["right_id"], first["decision"]) == ("01", "X1", "")
    text = output.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if ",01," in line and ",X1," in line)
    output.write_text(text.replace(line, f"{line}same"), encoding="utf-8")
    record = kuajie("link", *catalogues, "-o", str(output), "--json").record
    assert record["fresh"] == 0
    decided = [link for link in record["links"] if link["decision"] == "same"]
    assert [(link["left"]["id"], link["right"]["id"]) for link in decided] == [("01", "X1")]
    assert {row["decision"] for row in rows(output)} <= {"same", ""}
    in_chinese = kuajie("link", *catalogues, "-o", str(output), "--lang", "zh")
    assert "已判定相同 1 条" in in_chinese.out
    assert [row["判定"] for row in rows(output) if row["左方编号"] == "01" and row["右方编号"] == "X1"] == [
        "相同"
    ]


def test_a_glossary_of_ones_own_finds_what_ours_does_not_know(kuajie: Kuajie, tmp_path: Path) -> None:
    for name, title in (("a.csv", "Zymurgy Explained"), ("b.csv", "酿造学 Explained")):
        (tmp_path / name).write_text(f"course_id,title,provider\n1,{title},{name}\n", encoding="utf-8")
    (tmp_path / "terms.csv").write_text("术语,英文\n酿造学,zymurgy\n,nothing\n", encoding="utf-8")
    asked = ("link", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--confidence", "0", "--json")
    without = kuajie(*asked, "-o", str(tmp_path / "1.csv")).record
    record = kuajie(*asked, "-o", str(tmp_path / "2.csv"), "--glossary", str(tmp_path / "terms.csv")).record
    (before,), (after,) = without["links"], record["links"]
    assert after["confidence"] > 2 * before["confidence"]
    assert "links.bad_term" in {finding["code"] for finding in record["warnings"]}


def test_one_partner_alone_and_bad_files_are_refused(
    kuajie: Kuajie, catalogues: tuple[str, str], tmp_path: Path
) -> None:
    output = tmp_path / "links.csv"

    def refused(*arguments: str) -> set[str]:
        said = kuajie("link", *arguments, "--json")
        assert said.code == 2
        return {finding["code"] for finding in json.loads(said.out)["errors"]}

    assert refused(catalogues[0], "-o", str(output)) == {"links.one_provider"}
    assert refused(*catalogues, "-o", str(tmp_path / "no" / "links.csv")) == {"links.not_written"}
    assert refused(*catalogues, "-o", str(output), "--glossary", catalogues[0][5:]) == {"links.no_terms"}
    assert not output.exists()
    output.write_text("a,b\n1,2\n", encoding="utf-8")
    assert refused(*catalogues, "-o", str(output), "--links", str(tmp_path / "x.csv")) == {
        "links.two_reviews"
    }
    assert refused(*catalogues, "-o", str(output)) == {"links.missing_column"}
    assert output.read_text(encoding="utf-8") == "a,b\n1,2\n"
