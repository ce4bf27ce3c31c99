"""``kuajie recommend --provider``: learners known only elsewhere, and what their lists rest on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Kuajie = Callable[..., Any]
TOPICS, EACH = 6, 5


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[str]]:
    """Return a function that writes a world of two providers and returns the options that name its files."""

    def write(*, at_b: int = 300, linked: int = 0, about: bool = True) -> list[str]:
        rng, rows = np.random.default_rng(3), []
        for who in range(300 + at_b):
            topic = int(rng.integers(0, TOPICS))
            sides = [side for side, known in (("A", who < 300), ("B", who >= 300 or who < linked)) if known]
            for side in sides:
                rows += [f"{who},{side}{topic}{place}" for place in rng.permutation(EACH)[:3]]
        courses = {
            f"{side}{topic}{place}": (side, topic)
            for side in "AB"
            for topic in range(TOPICS)
            for place in range(EACH)
        }
        tables = {
            "train": ["user,item", *rows],
            "items": ["item,provider", *(f"{course},{side}" for course, (side, _) in courses.items())],
            "kg": [
                "head,relation,tail",
                *(f"{s}{topic}{place},concept,{topic}" for s, topic, place in courses),
            ],
            "learners": ["user", *(str(who) for who in range(linked, 300)), "nobody"],
        }
        chosen = {name: lines for name, lines in tables.items() if about or name != "kg"}
        for name, lines in chosen.items():
            (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return [part for name in chosen for part in (f"--{name}", str(tmp_path / f"{name}.csv"))]

    return write


def topics(train: str, learner: str) -> set[str]:
    rows = (line.split(",") for line in Path(train).read_text(encoding="utf-8").splitlines())
    return {course[1] for who, course in rows if who == learner}


def test_learners_of_one_provider_get_courses_of_the_other_on_their_topic(kuajie: Kuajie, files: Any) -> None:
    options = files()
    record = kuajie("recommend", *options, "--provider", "B", "-k", str(EACH), "--json").record
    assert record["across_providers"]["rests_on"] == "features"
    assert record["across_providers"]["learners"] == 300
    assert record["model"] is None
    right = 0
    for learner, courses in record["recommended"].items():
        assert len(courses) == EACH
        assert all(course.startswith("B") for course in courses)
        right += {course[1] for course in courses} == topics(options[1], learner)
    assert right > 280
    assert record["without_history"] == 1


@pytest.mark.parametrize(
    ("world", "rests_on"),
    [
        ({"linked": 150}, "linked"),
        ({"at_b": 0}, "new_partner"),
        ({"about": False}, "popularity"),
        ({"at_b": 0, "about": False}, "nothing"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_lists_rest_on_is_said(
    kuajie: Kuajie, files: Any, world: dict[str, Any], rests_on: str, lang: str
) -> None:
    asked = ("recommend", *files(**world), "--provider", "B", "-k", "3")
    across = kuajie(*asked, "--json").record["across_providers"]
    assert across["rests_on"] == rests_on
    assert across["linked"] == world.get("linked", 0)
    measured = across["ndcg_at_10"]
    assert (measured is None) == (rests_on != "linked")
    said = kuajie(*asked, "--lang", lang)
    assert said.code == 0
    words = {"en": "known only at other providers", "zh": "仅在其他合作方有学习记录"}
    assert words[lang] in said.out
    if measured is not None:
        assert 0 < measured["lower"] <= measured["mean"] <= measured["upper"] <= 1
        assert f"{measured['mean']:.3f}" in said.out


def test_learners_of_both_kinds_are_served_side_by_side(kuajie: Kuajie, files: Any, tmp_path: Path) -> None:
    options = files(linked=50)
    mixed = tmp_path / "mixed.csv"
    mixed.write_text("user\n0\n299\n1\n599\n", encoding="utf-8")
    record = kuajie("recommend", *options[:-1], str(mixed), "--provider", "B", "-k", "2", "--json").record
    assert record["across_providers"]["learners"] == 1
    assert record["model"] is not None
    for learner, courses in record["recommended"].items():
        assert {course[1] for course in courses} == topics(options[1], learner)
    assert kuajie("recommend", *options, "-k", "2", "--json").record["across_providers"] is None
