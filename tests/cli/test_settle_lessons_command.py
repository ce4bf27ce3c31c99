"""Lessons consumed on the command line: what counts, what stays prepaid, and how books carry both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.settlement.books_folder import THIRDS, BooksFolder
from tests.settlement.test_verify_bundle import members, packed

from kuajie.wiring.settlement import verify_file

Kuajie = Callable[..., Any]
TERMS = '[terms]\nbase = "consumed"\nconsumed_courses = ["J1"]\n'
LESSONS = """\
课消编号,订单号,行号,课消时间,课时数,总课时
K1,A3,1,2026-10-01 00:00:00,1,3
K2,A4,1,2026-10-10 19:00:00,0.5,4
K3,A4,1,2026-11-10 19:00:00,3,4
"""


@pytest.fixture
def school(tmp_path: Path) -> BooksFolder:
    """Return the small folder with lessons: of what J1 was paid in October, 3.33 and 2.50 are consumed."""
    folder = BooksFolder(tmp_path / "school", terms=TERMS + THIRDS, extra={"P/lessons.csv": LESSONS})
    return folder.write()


def test_a_month_by_hand(kuajie: Kuajie, school: BooksFolder) -> None:
    """October: a third of 9.99 and an eighth of 20.01 count, each in thirds; so do the 5.00 of J2, paid."""
    answer = kuajie("settle", str(school.folder), "--period", "2026-10", "--json").record
    said = {party: {**each, "earned": each["earned"]["1"]} for party, each in answer["statements"].items()}
    assert {
        name: [said[party][name] for party in "PEC"]
        for name in ("earned", "received", "prepaid", "holds", "due")
    } == {
        "earned": ["3.62", "3.61", "3.60"],
        "received": ["19.51", "5.00", "0.00"],
        "prepaid": ["13.68", "0.00", "0.00"],
        "holds": ["25.67", "0.00", "0.00"],
        "due": ["-2.21", "-1.39", "3.60"],
    }


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ["Revenue of 课程一 counts as lessons are consumed", "less the change of prepaid money"]),
        ("zh", ["课程一的收入按课消计入", "减去预收款增减", "期末预收款"]),
    ],
)
def test_the_terms_and_what_is_prepaid_are_told(
    kuajie: Kuajie, school: BooksFolder, lang: str, sentences: list[str]
) -> None:
    said = kuajie("settle", str(school.folder), "--period", "2026-10", "--lang", lang)
    told = said.out.replace("\n", " " if lang == "en" else "")
    for sentence in sentences:
        assert sentence in told


def test_books_statements_and_evidence_carry_lessons(
    kuajie: Kuajie, school: BooksFolder, tmp_path: Path
) -> None:
    place, bundle = tmp_path / "out", tmp_path / "books.kuajie"
    asked = ("--statements", str(place), "--evidence", str(bundle))
    said = kuajie("settle", str(school.folder), "--period", "2026-10", *asked)
    assert said.code == 0, said.err
    for form in ("csv", "html"):
        text = (place / f"2026-10-P.{form}").read_text(encoding="utf-8")
        assert "Change of prepaid money" in text
        assert "For information: prepaid, lessons to come" in text
        assert "25.67" in text
        assert "Change of prepaid" not in (place / f"2026-10-C.{form}").read_text(encoding="utf-8")
    assert "lessons.csv" in school.entries()[-2]["files"]  # type: ignore[operator]
    assert kuajie("verify", str(bundle)).code == 0
    files = members(bundle)
    name = next(each for each in files if each.endswith("lessons.csv") and b"P/K2" in files[each])
    files[name] = files[name].replace(b",500,4000", b",900,4000")
    first = verify_file(packed(tmp_path / "altered.zip", files)).differences[0]
    assert first.about == "P/K2"
    assert name in (first.file, first.source.rpartition(":")[0])
    again = kuajie("settle", str(school.folder), "--period", "2026-10", "--json").record
    assert again["statements"]["P"]["prepaid"] == "25.67"


def test_a_lesson_is_of_its_own_month_and_one_told_late_a_correction(school: BooksFolder) -> None:
    school.close("2026-10")
    kept = school.bytes()
    school.extra["P/lessons.csv"] = LESSONS + "K4,A4,1,2026-10-20 19:00:00,0.5,4\n"
    school.write()
    answer = school.keep("2026-11")
    assert {name: data for name, data in school.bytes().items() if name in kept} == kept
    found = {each.party: each for each in answer.statements}
    corrected = [(each.event, each.why, each.concerns) for each in found["C"].corrections]
    assert corrected == [("P/K4", "late", "2026-10")]
    # Of A4 2.50 counted (0.83 for C), with the late lesson 5.00 (1.66), in the end 20.01 (6.67).
    assert [each.amount for each in found["C"].corrections] == [166 - 83]
    own = {(each.account, each.clause): each.amount for each in found["C"].lines}
    assert list(own.values()) == [667 - 166]
    assert found["P"].prepaid == 100 + 50 + 666 + 700


def test_lessons_added_to_a_line_later_correct_what_counted(school: BooksFolder) -> None:
    school.close("2026-10")
    school.extra["P/lessons.csv"] = LESSONS.replace(",4\n", ",8\n")
    school.write()
    found = {each.party: each for each in school.keep("2026-11").statements}["C"]
    assert [(each.event, each.why, each.amount) for each in found.corrections] == [
        ("P/K2", "changed", 41 - 83)  # 1.25 of A4 in October instead of 2.50
    ]
    assert [each.amount for each in found.lines] == [291 - 41]  # 3.5 of 8 of 20.01: 8.75, of which 2.91


def test_what_is_not_used_in_time_counts_on_its_day(school: BooksFolder) -> None:
    school.terms = school.terms.replace("[terms]\n", "[terms]\nunused_after_days = 90\n")
    school.write()
    answer = school.keep("2026-11")
    lines = {each.party: each for each in answer.statements}["C"].lines
    # All of A1 (sold on 20 August) and what is kept of A2 (sold on 1 September); of A4 17.50 instead of 2.50.
    assert [each.amount for each in lines] == [33 + 16 + 583 - 83]


def test_a_lesson_after_the_whole_refund_is_refused_and_nothing_kept(
    kuajie: Kuajie, school: BooksFolder
) -> None:
    school.refunds = [("A2", "2026-10-02T09:00:00+08:00", "1.00")]
    school.extra["P/lessons.csv"] = LESSONS + "K5,A2,1,2026-10-03 09:00:00,1,4\n"
    school.write()
    said = kuajie("settle", str(school.folder), "--period", "2026-10", "--keep", "--lang", "zh")
    assert said.code == 2
    assert "P/lessons.csv，第 5 行，consumed_at 列" in said.err
    assert "已于 2026-10-02 全额退款，早于课消时间" in said.err.replace("\n", "")
    assert not (school.folder / "settlement").exists()
