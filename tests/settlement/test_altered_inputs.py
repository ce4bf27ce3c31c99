"""Inputs altered in a bundle: the row and column are named, also where no posted line depends on them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.settlement.books_folder import BooksFolder
from tests.settlement.test_verify_bundle import members, packed, with_true_hashes

from kuajie.present.reader import Reader
from kuajie.present.verify import difference_sentence
from kuajie.settlement.row_marks import marks_of, moved
from kuajie.usecases.bundle_lines import Difference
from kuajie.wiring.settlement import verify_file

NAME = "books/000002/sales.csv"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("altered")
    small = BooksFolder(place / "small").write()
    small.close("2026-10")
    small.settle("2026-10", evidence=place / "evidence.zip")
    return place / "evidence.zip"


def rows_of(bundle: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(members(bundle)[NAME].decode())))


def found_in(bundle: Path, place: Path, rows: list[list[str]]) -> list[Difference]:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    answer = verify_file(packed(place / "a.zip", {**members(bundle), NAME: written.getvalue().encode()}))
    assert not answer.true
    return [each for each in answer.differences if each.file == NAME]


def test_a_cell_on_which_no_line_depends_is_named(bundle: Path, tmp_path: Path) -> None:
    rows = rows_of(bundle)
    column = rows[0].index("channel")
    rows[2][column] = "shop"
    [only] = found_in(bundle, tmp_path, rows)
    assert (only.kind, only.row, only.column, only.found) == ("cell", 3, "channel", "shop")
    assert only.about == rows[2][rows[0].index("id")]
    for locale, words in (("en", "row 3, column channel: shop"), ("zh", "第 3 行 channel 列：shop")):
        assert words in difference_sentence(only, Reader(locale, ""))  # type: ignore[arg-type]


def test_a_cent_is_named_where_it_was_altered_and_where_it_shows(bundle: Path, tmp_path: Path) -> None:
    rows = rows_of(bundle)
    column = rows[0].index("paid")
    rows[1][column] = str(int(rows[1][column]) + 1)
    [cell] = found_in(bundle, tmp_path, rows)
    assert (cell.kind, cell.row, cell.column, cell.found) == ("cell", 2, "paid", rows[1][column])
    answer = verify_file(tmp_path / "a.zip")
    first = answer.differences[0]
    assert (first.kind, first.source) == ("line", f"{NAME}:2")


def test_several_altered_rows_are_counted(bundle: Path, tmp_path: Path) -> None:
    rows = rows_of(bundle)
    for row, name in ((1, "channel"), (2, "quantity")):
        rows[row][rows[0].index(name)] = "7"
    [only] = found_in(bundle, tmp_path, rows)
    assert (only.kind, only.row, only.rows) == ("row_changed", 2, 2)
    assert set((only.column or "").split(", ")) == {"channel", "quantity"}
    assert "2 rows differ in all" in difference_sentence(only, Reader("en", ""))


def test_rows_added_and_taken_away_are_named(bundle: Path, tmp_path: Path) -> None:
    rows = rows_of(bundle)
    more = [*rows[:2], [*rows[1][:1], "P/X/1", *rows[1][2:]], *rows[2:]]
    [added] = found_in(bundle, tmp_path, more)
    assert (added.kind, added.row, added.about) == ("row_added", 3, "P/X/1")
    [removed] = found_in(bundle, tmp_path, [*rows[:1], *rows[2:]])
    assert (removed.kind, removed.row) == ("row_removed", 2)
    [last] = found_in(bundle, tmp_path, rows[:-1])
    assert (last.kind, last.row, last.found) == ("row_removed", len(rows), "")


def test_the_same_rows_in_other_bytes_are_told_so(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    files[NAME] = files[NAME].replace(b"\n", b"\r\n")
    answer = verify_file(packed(tmp_path / "a.zip", files))
    assert [(each.kind, each.file) for each in answer.differences if each.file == NAME] == [
        ("rewritten", NAME)
    ]


def test_altered_marks_say_nothing(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    marks = NAME.replace("sales.csv", "marks.json")
    for altered in (b"{}", b"[1", b'{"sales.csv":{"rows":"!","columns":[]}}'):
        changed = {**files, NAME: files[NAME].replace(b",2001,", b",2002,"), marks: altered}
        for relink in (False, True):
            kept = changed if not relink else with_true_hashes(changed, relink=True)
            answer = verify_file(packed(tmp_path / "a.zip", kept))
            assert answer.differences[0].kind == "line"
            assert {"altered"} >= {each.kind for each in answer.differences if each.file == NAME}


def test_of_terms_only_the_file_can_be_named_and_that_is_said(bundle: Path, tmp_path: Path) -> None:
    files = members(bundle)
    name = "books/000001/terms.json"
    files[name] = files[name].replace(b'"CNY"', b'"USD"')
    answer = verify_file(packed(tmp_path / "a.zip", files))
    [only] = [each for each in answer.differences if (each.file, each.kind) == (name, "altered")]
    assert "the place cannot be named" in difference_sentence(only, Reader("en", ""))


TABLE = pa.schema([("id", pa.string()), ("a", pa.int64()), ("b", pa.string())])
ROW = st.tuples(st.uuids().map(str), st.integers(-9, 9), st.text(max_size=3))


@given(rows=st.lists(ROW, min_size=1, max_size=20), data=st.data())
def test_one_altered_cell_is_found_in_any_table(
    rows: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    def table(rows: list[tuple[object, ...]]) -> pa.Table:
        return pa.Table.from_pylist([dict(zip(TABLE.names, row, strict=True)) for row in rows], schema=TABLE)

    marks = marks_of(table(list(rows)))
    assert moved(table(list(rows)), marks) is None
    place, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 2))
    cells: list[object] = list(rows[place])
    cells[column] = cells[1] + 1 if column == 1 else f"{cells[column]}x"  # type: ignore[operator]
    found = moved(table([*rows[:place], tuple(cells), *rows[place + 1 :]]), marks)
    assert found is not None
    assert (found.row, found.columns, found.change, found.rows) == (
        place,
        (TABLE.names[column],),
        "changed",
        1,
    )
