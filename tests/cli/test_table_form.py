"""``kuajie fit --panel`` in every form: sums, beliefs, several series, reach and frequency, in its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Kuajie = Callable[..., Any]
SHORT = ("--draws", "150", "--warm-up", "200", "--country", "none")
WEEKS = 60
RNG = np.random.default_rng(8)
OF_PROGRAMMES = {"en": re.compile(r"course|enrol", re.IGNORECASE), "zh": re.compile("课程|报名")}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a table of two regions: sales are 100 plus twice the posters, plus what video reached."""
    lines = ["week,region,sales,posters,video,seen,views"]
    for region, level in (("North", 100.0), ("South", 160.0)):
        for week in range(WEEKS):
            posters, seen = RNG.gamma(2.0, 5.0), RNG.gamma(2.0, 200.0)
            sales = level + 2 * posters + 0.05 * seen + RNG.normal()
            day = date(2025, 1, 6) + timedelta(weeks=week)
            lines.append(
                f"{day},{region},{sales:.2f},{posters:.2f},{seen / 10:.2f},{seen:.1f},{1.5 + week % 3}"
            )
    file = tmp_path_factory.mktemp("regions") / "weekly.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def north(table: Path) -> Path:
    """Return the table of one region, its last week but ten an outlier."""
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines if ",South," not in line]
    rows[-10][2] = "1900"
    file = table.parent / "north.csv"
    file.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    return file


def asked(file: Path, *more: str) -> tuple[str, ...]:
    named = ("--outcome", "sales", "--date", "week", "--levers", "posters,video")
    return ("fit", "--panel", str(file), *named, *SHORT, *more)


FORM = ("--coupling", "sum", "--scatter", "normal", "--trend", "linear", "--not-pooled")
BELIEFS = ("--marketing-share", "5%:60%", "--return-on-spend", "posters=0.5:4", "--half-life", "video=0.2:2")


def test_a_table_is_fitted_as_a_sum_with_beliefs(kuajie: Kuajie, north: Path) -> None:
    fitted = kuajie(*asked(north, *FORM, *BELIEFS), "--json")
    assert fitted.code == 0, fitted.out
    assert fitted.record["form"] == {
        "coupling": "sum",
        "trend": "linear",
        "pooled": False,
        "scatter": {"sales": "normal"},
    }
    posters = fitted.record["levers"][0]
    # The belief is that one unit brings 0.5 to 4; the prior's 90 % is of that order.
    assert 0.2 < posters["prior_return"]["lower"] < posters["prior_return"]["upper"] < 8
    weeks = fitted.record["weeks"]
    assert [len(row) for row in fitted.record["contributions"]["mean"]] == [weeks, weeks]


def test_series_are_told_apart_and_pooled(kuajie: Kuajie, table: Path) -> None:
    fitted = kuajie(*asked(table, "--series", "region", "--pooled", "--coupling", "sum"), "--json")
    assert fitted.code == 0, fitted.out
    assert [course["title"] for course in fitted.record["courses"]] == ["North", "South"]
    assert fitted.record["form"]["pooled"] is True
    assert {lever["title"].split("@")[0] for lever in fitted.record["levers"]} == {"posters", "video"}
    said = kuajie(*asked(table, "--series", "region", "--pooled", "--coupling", "sum"), "--lang", "en")
    assert "“sales” in 2 series" in said.out
    assert "The series learn from one another" in said.out


def test_people_reached_may_be_a_levers_input(kuajie: Kuajie, north: Path) -> None:
    measured = ("--reach", "video=seen", "--frequency", "video=views")
    fitted = kuajie(*asked(north, *measured), "--json")
    assert fitted.code == 0, fitted.out
    people = sum(float(line.split(",")[5]) for line in north.read_text(encoding="utf-8").splitlines()[1:])
    assert fitted.record["levers"][1]["spend"] == pytest.approx(people)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_table_is_told_in_its_own_words(kuajie: Kuajie, north: Path, lang: str) -> None:
    told = kuajie(*asked(north, "--holdout", "6", "--origins", "2", "--lang", lang))
    assert told.code == 0, told.err
    assert not OF_PROGRAMMES[lang].search(told.out)
    assert "“sales”" in told.out
    record = kuajie(*asked(north, "--holdout", "6", "--origins", "2", "--lang", lang), "--json").record
    assert record["warnings"], "the outlier is named"
    for warning in record["warnings"]:
        assert not OF_PROGRAMMES[lang].search(warning["problem"] + warning["remedy"])


REFUSED = [
    (("--series", "area"), "files.column_not_there"),
    (("--reach", "video=seen"), "tables.reach_or_frequency_alone"),
    (("--reach", "video"), "cli.not_a_pair"),
    (("--reach", "radio=seen", "--frequency", "radio=views"), "cli.no_such_lever"),
    (("--half-life", "radio=1:4"), "cli.no_such_lever"),
    (("--carry-over", "none", "--half-life", "video=1:4"), "cli.half_life_without_carry_over"),
    (("--coupling", "sum", "--scatter", "negative_binomial"), "cli.scatter_of_other_coupling"),
    (("--holdout", "20", "--origins", "2"), "cli.too_many_origins"),
    (("--scatter", "negative_binomial"), "fit.not_counts"),
    (("--update",), "cli.update_of_table"),
    (("--save", "no-such-folder/my.fit"), "fit_file.cannot_save"),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED, ids=[" ".join(each) for each, _ in REFUSED])
def test_a_form_that_does_not_fit_the_table_is_refused(
    kuajie: Kuajie, north: Path, arguments: tuple[str, ...], code: str
) -> None:
    refused = kuajie(*asked(north, *arguments), "--json")
    assert refused.code == (3 if code.startswith("fit.") else 2), refused.out
    assert [error["code"] for error in refused.record["errors"]] == [code]
    for lang in ("en", "zh"):
        said = kuajie(*asked(north, *arguments, "--lang", lang))
        assert "→" in said.err
        assert "Traceback" not in said.err
        assert not OF_PROGRAMMES[lang].search(said.err)


def test_a_negative_return_is_no_belief(kuajie: Kuajie, north: Path) -> None:
    refused = kuajie(*asked(north, "--return-on-spend", "posters=-1:2"), "--json")
    assert [error["code"] for error in refused.record["errors"]] == ["cli.not_a_range"]
