"""The review file: decisions come back, in both languages, and what cannot be right is named by row."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.domain.spreadsheets import as_it_was, calculated
from kuajie.exchange.csv_sheet import read_csv_sheet
from kuajie.exchange.findings import Findings
from kuajie.exchange.links_file import links_csv, read_links
from kuajie.knowledge.graph.course_graph import Key
from kuajie.knowledge.graph.relations import NodeKind
from kuajie.knowledge.resolution.links import Decision, Link, Links
from kuajie.messages import BadInput, Locale, Text
from kuajie.usecases.link_catalogues import with_earlier

A1, A2, B1, B2 = ((NodeKind.COURSE, provider, name) for provider in "AB" for name in ("01", "02"))
HEADER = "kind,left_provider,left_id,right_provider,right_id,decision"


def link(left: Key, right: Key, decision: Decision = Decision.PROPOSED, confidence: float = 0.5) -> Link:
    return Link(
        left=left,
        right=right,
        left_label=f"课 {left[2]}",
        right_label=f"course, {right[2]}",
        confidence=confidence,
        reasons=(Text(en="the names say the same", zh="名称相同"),),
        decision=decision,
    )


def written(folder: Path, *rows: str) -> Path:
    (folder / "links.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return folder / "links.csv"


def codes(refused: BadInput) -> dict[str, int | None]:
    return {finding.notice.code: finding.place.row for finding in refused.findings}


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_links_come_back_as_they_were_written(tmp_path: Path, locale: Locale) -> None:
    links = Links.of([link(A1, B1, Decision.SAME, 0.9), link(A1, B2, Decision.DIFFERENT, 0.4), link(A2, B2)])
    file = tmp_path / "links.csv"
    file.write_text(links_csv(links, locale), encoding="utf-8", newline="")
    read = read_links(file)
    assert [(each.left, each.right, each.decision) for each in read.links.links] == [
        (each.left, each.right, each.decision) for each in links.links
    ]
    assert read.links.links[0].reasons[0].say(locale) == links.links[0].reasons[0].say(locale)
    assert read.same() == ((A1, B1),)
    assert read.warnings == ()


IDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=6)


@given(IDS, IDS, st.floats(0, 1))
def test_any_ids_come_back(left: str, right: str, confidence: float) -> None:
    links = Links.of(
        [link((NodeKind.COURSE, "A", left), (NodeKind.COURSE, "B", right), confidence=confidence)]
    )
    data = links_csv(links, "en").removeprefix("\ufeff").encode()
    sheet = read_csv_sheet(data, file="links.csv", findings=Findings())
    assert sheet is not None
    cells = {header: column[0].as_py() for header, column in zip(sheet.headers, sheet.columns, strict=True)}
    assert (as_it_was(cells["left_id"]), as_it_was(cells["right_id"])) == (left, right)
    assert not any(calculated(cell) and not cell.startswith("'") for cell in cells.values())
    assert float(cells["confidence"]) == pytest.approx(confidence, abs=5e-4)


def test_a_workbook_is_read_and_sides_may_be_swapped(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["类型", "左方", "左方编号", "右方", "右方编号", "判定"],
        ["课程", "B", "01", "A", "01", "相同"],
    ):
        sheet.append(row)
    book.save(tmp_path / "links.xlsx")
    assert read_links(tmp_path / "links.xlsx").same() == ((A1, B1),)


def test_contradicting_decisions_are_refused_with_their_rows(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "course,A,01,B,01,same",
        "course,B,01,C,01,same",
        "course,A,02,B,02,",
        "course,A,01,C,01,different",
    )
    with pytest.raises(BadInput) as refused:
        read_links(file)
    (finding,) = refused.value.findings
    assert (finding.notice.code, finding.place.row) == ("links.contradiction", 5)
    assert "rows 2, 3 together" in finding.say("en")
    assert "第 2, 3 行合起来" in finding.say("zh")


def test_one_pair_decided_both_ways_is_refused_and_a_repeat_is_not(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        read_links(written(tmp_path, "course,A,01,B,01,same", "course,B,01,A,01,different"))
    assert codes(refused.value) == {"links.decided_twice": 3}
    read = read_links(written(tmp_path, "course,A,01,B,01,", "course,B,01,A,01,same", "course,A,01,B,01,"))
    assert read.same() == ((A1, B1),)
    assert [finding.notice.code for finding in read.warnings] == ["links.repeated"]


def test_everything_wrong_is_named_at_once(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "course,A,01,B,01,maybe",
        "planet,A,01,B,01,same",
        "course,A,01,A,01,same",
        "course,A,,B,01,same",
    )
    with pytest.raises(BadInput) as refused:
        read_links(file)
    expected = {"unknown_decision": 2, "unknown_kind": 3, "itself": 4, "empty_id": 5}
    assert codes(refused.value) == {f"links.{code}": row for code, row in expected.items()}
    file.write_text("kind,left_id\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_links(file)
    assert set(codes(refused.value)) == {"links.missing_column"}
    file.write_text(f"confidence,{HEADER}\nhigh,course,A,01,B,01,\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_links(file)
    assert codes(refused.value) == {"links.bad_confidence": 2}


def test_a_decision_about_an_unknown_entry_is_kept_but_does_not_count(tmp_path: Path) -> None:
    file = written(tmp_path, "course,A,1,B,01,same", "course,A,02,B,02,same")
    read = read_links(file, known={A1, A2, B1, B2}.__contains__)
    assert read.same() == ((A2, B2),)
    assert len(read.links.links) == 2
    (warning,) = read.warnings
    assert (warning.notice.code, warning.place.row, warning.place.column) == (
        "links.unknown_entry",
        2,
        "left_id",
    )


def test_two_courses_of_one_provider_becoming_one_is_told(tmp_path: Path) -> None:
    read = read_links(written(tmp_path, "course,A,01,B,01,same", "course,A,02,B,01,same"))
    (warning,) = read.warnings
    assert warning.notice.code == "links.joined_within"
    assert "01 and 02, both of A" in warning.say("en")


def test_running_again_keeps_decisions_and_adds_what_is_new() -> None:
    earlier = Links.of([link(A1, B1, Decision.SAME), link(A2, B2, Decision.DIFFERENT), link(A1, B2)])
    proposed = Links.of([link(A1, B1, confidence=0.8), link(A2, B1, confidence=0.3)])
    merged, fresh, dropped = with_earlier(proposed, earlier)
    assert {(each.left, each.right): (each.decision, each.confidence) for each in merged.links} == {
        (A1, B1): (Decision.SAME, 0.8),
        (A2, B1): (Decision.PROPOSED, 0.3),
        (A2, B2): (Decision.DIFFERENT, 0.5),
    }
    assert (fresh, dropped) == (1, 1)
