"""Courses that are not sold yet: read, told, written back, and refused where they contradict themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from kuajie.domain.beliefs import Range
from kuajie.exchange.programme_file.writing import programme_text
from kuajie.exchange.reading import read_folder
from kuajie.exchange.writing import write_folder
from kuajie.messages import BadInput

LAUNCH = """
[[course]]
id = "J1_C9"
title = "数据分析实战 + 写作课"
seller = "zhihai"
requires = ["zhihai", "mingde"]
price_choices = ["349.00", "399.00"]
unit_costs = { zhihai = "30.00", mingde = "42.00" }
launch = { price = "399.00", weekly = 4.5, weekly_range = [2.0, 7.5], seats = 20, concepts = ["Python"] }
"""


def with_launch(contents, text: str = LAUNCH):
    return {**contents, "programme.toml": contents["programme.toml"] + text}


def test_a_launch_is_told_and_is_no_part_of_what_was_sold(read, contents):
    reading = read(with_launch(contents))
    programme = reading.programme
    assert programme.course_ids == ("J1",)
    (launch,) = programme.launches
    assert launch.course.id == "J1_C9"
    assert launch.course.seats == 20
    assert launch.course.concepts == ("Python",)
    assert launch.weekly_range == Range(2.0, 7.5)
    assert launch.weekly_margin == pytest.approx(4.5 * (399 - 30 - 42))
    told = [finding for finding in reading.warnings if finding.notice.code == "files.not_sold_yet"]
    assert len(told) == 1
    assert told[0].notice.code == "files.not_sold_yet"
    assert "4.5" in told[0].say("zh")
    assert "4.5" in told[0].say("en")


def test_a_launch_comes_back_from_the_file_it_is_written_to(read, contents, tmp_path: Path):
    first = read(with_launch(contents)).programme
    write_folder(tmp_path / "again", {**contents, "programme.toml": programme_text(first)})
    assert read_folder(tmp_path / "again").programme == first


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('price = "399.00", ', "", "files.missing_key"),
        ("weekly = 4.5", "weekly = -1", "files.negative"),
        ("[2.0, 7.5]", "[7.5, 2.0]", "files.crossed_range"),
        (
            'launch = { price = "399.00", weekly = 4.5, weekly_range = [2.0, 7.5], seats = 20, ',
            "launch = 3 #",
            "files.wrong_type",
        ),
        ("seats = 20", "chairs = 20", "files.unknown_key"),
        ('id = "J1_C9"', 'id = "J1"', "files.repeated_id"),
    ],
)
def test_slips_are_named(read, contents, old: str, new: str, code: str):
    with pytest.raises(BadInput) as refused:
        read(with_launch(contents, LAUNCH.replace(old, new)))
    assert code in {finding.notice.code for finding in refused.value.findings}
