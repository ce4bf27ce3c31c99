"""``kuajie recommend``: recommendations in a file, refusals by name, newcomers counted."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Kuajie = Callable[..., Any]


@pytest.fixture
def train(tmp_path: Path) -> Path:
    """Return histories of 300 learners who take three neighbours of eight courses in a row."""
    rng, rows = np.random.default_rng(4), []
    for learner in range(300):
        first = int(rng.integers(0, 6))
        rows += [f"学员{learner},C{course}" for course in range(first, first + 3)]
    return written(tmp_path, "train.csv", "user,item\n" + "\n".join(rows) + "\n")


def written(folder: Path, name: str, text: str, *, encoding: str = "utf-8") -> Path:
    (folder / name).write_text(text, encoding=encoding)
    return folder / name


def recommended(file: Path) -> dict[str, list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: int(row["rank"]))
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["user"], []).append(row["item"])
    return found


def test_the_next_course_comes_first(kuajie: Kuajie, train: Path, tmp_path: Path) -> None:
    learners = written(tmp_path, "who.csv", "user\n学员0\n学员1\n新人\n")
    output = tmp_path / "recs.csv"
    said = kuajie(
        "recommend", "--train", str(train), "--learners", str(learners), "-k", "3", "-o", str(output)
    )
    assert said.code == 0
    found = recommended(output)
    assert list(found) == ["学员0", "学员1", "新人"]
    taken = {"学员0": [], "学员1": []}
    for line in train.read_text(encoding="utf-8").splitlines()[1:]:
        learner, course = line.split(",")
        if learner in taken:
            taken[learner].append(course)
    for learner, own in taken.items():
        assert len(found[learner]) == 3
        assert not set(found[learner]) & set(own)
        following = f"C{int(own[-1][1:]) + 1}"
        assert found[learner][0] == following or following == "C8"
    assert "Learners without a history, who get what is popular: 1." in said.out


def test_json_and_file_say_the_same_in_both_languages(kuajie: Kuajie, train: Path, tmp_path: Path) -> None:
    output = tmp_path / "recs.csv"
    record = kuajie("recommend", "--train", str(train), "-k", "2", "-o", str(output), "--json").record
    assert record["recommended"] == recommended(output)
    gain = record["measures"]["ndcg_at_10"]
    assert 0 < gain["lower"] <= gain["mean"] <= gain["upper"] <= 1
    assert record["model"]["recency"] <= 1
    for lang, words in (("zh", "学员"), ("en", "learners")):
        assert words in kuajie("recommend", "--train", str(train), "--lang", lang).out


def test_chinese_encodings_and_unknown_courses_are_taken_or_counted(
    kuajie: Kuajie, train: Path, tmp_path: Path
) -> None:
    text = train.read_text(encoding="utf-8") + "学员9,别处的课\n,C1\n"
    other = written(tmp_path, "gb.csv", text, encoding="gb18030")
    items = written(tmp_path, "items.csv", "item\n" + "\n".join(f"C{place}" for place in range(9)) + "\n")
    said = kuajie("recommend", "--train", str(other), "--items", str(items), "--json")
    assert said.code == 0
    codes = {warning["code"] for warning in said.record["warnings"]}
    assert codes == {"recommend.empty_cells", "recommend.unknown_courses"}
    assert said.record["courses"] == 9


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("user,course\na,b\n", "item"),
        ("", "header"),
        ("user,item\n", "Nobody"),
        ('user,item\n"a,b\n1', "quotation"),
    ],
)
def test_what_cannot_be_taken_is_refused(kuajie: Kuajie, tmp_path: Path, text: str, word: str) -> None:
    train, output = written(tmp_path, "train.csv", text), tmp_path / "recs.csv"
    said = kuajie("recommend", "--train", str(train), "-o", str(output))
    assert said.code == 2
    assert word in said.err
    assert "Traceback" not in said.err
    assert not output.exists()


def test_a_missing_file_and_a_place_that_cannot_be_written(
    kuajie: Kuajie, train: Path, tmp_path: Path
) -> None:
    assert kuajie("recommend", "--train", str(tmp_path / "none.csv")).code == 2
    said = kuajie("recommend", "--train", str(train), "-o", str(tmp_path / "no" / "recs.csv"), "--json")
    assert said.code == 2
    assert json.loads(said.out)["errors"][0]["code"] == "recommend.not_written"


def test_only_courses_of_a_provider_that_exists(kuajie: Kuajie, train: Path, tmp_path: Path) -> None:
    rows = "\n".join(f"C{place},{'甲' if place % 2 else '乙'}" for place in range(8))
    items = written(tmp_path, "items.csv", f"item,provider\n{rows}\n")
    asked = ("recommend", "--train", str(train), "--items", str(items), "-k", "8", "--json")
    recommended_ids = kuajie(*asked, "--provider", "甲").record["recommended"]
    assert {course for courses in recommended_ids.values() for course in courses} == {"C1", "C3", "C5", "C7"}
    assert all(len(courses) < 4 for courses in recommended_ids.values())  # what they took is not among them
    said = kuajie(*asked, "--provider", "丙")
    assert said.code == 2
    assert "甲, 乙" in said.out or "乙, 甲" in said.out
    assert kuajie("recommend", "--train", str(train), "--provider", "甲").code == 2


def test_nothing_is_written_over_what_is_read(kuajie: Kuajie, train: Path) -> None:
    before = train.read_bytes()
    said = kuajie("recommend", "--train", str(train), "-o", str(train.parent / "." / train.name))
    assert said.code == 2
    assert "one of the files that are read" in said.err
    assert train.read_bytes() == before


def test_who_gets_nothing_and_what_nobody_took_are_said(kuajie: Kuajie, tmp_path: Path) -> None:
    train = written(tmp_path, "t.csv", "user,item\nu,a\nu,b\nv,a\n")
    said = kuajie("recommend", "--train", str(train))
    assert "Learners to whom nothing can be recommended: 1, “u” the first" in said.out
    items = written(tmp_path, "i.csv", "item\na\nb\nc\n")
    said = kuajie("recommend", "--train", str(train), "--items", str(items))
    assert "nothing can be recommended" not in said.out
    assert "nobody has taken it yet" in said.out
    assert "0 of" not in said.out
