"""What is written comes back, and nothing is ever overwritten or half-written."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.domain.records import RECORD_FILES, Kind
from kuajie.exchange.reading import read_folder
from kuajie.exchange.writing import write_folder
from kuajie.messages import BadInput

# What survives a table of cells: text without control characters (but line feeds) or white space around it.
CELLS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), include_characters="\n ,\"'，；“"
    ),
    max_size=12,
).map(str.strip)


def source_form(events):
    """Return the tables of events as ``write_folder`` takes them: by party, money in major units."""
    contents = {}
    for name, table in events.tables.items():
        record = RECORD_FILES[name]
        parties = sorted(set(table["party"].to_pylist())) if record.of_party else [None]
        for party in parties:
            rows = [row for row in table.to_pylist() if row.get("party") == party]
            columns = {}
            for column in record.columns:
                values = (
                    ["CNY"] * len(rows)
                    if column.kind is Kind.CURRENCY
                    else [row[column.name] for row in rows]
                )
                if column.kind is Kind.MONEY:
                    values = [
                        None if value is None else f"{value // 100}.{value % 100:02}" for value in values
                    ]
                kind = next((field.type for field in table.schema if field.name == column.name), pa.string())
                columns[column.name] = pa.array(values, pa.string() if column.kind is Kind.MONEY else kind)
            contents[f"{party}/{name}.csv" if party else f"{name}.csv"] = pa.table(columns)
    return contents


def test_what_is_read_can_be_written_and_read_again(read, contents, tmp_path):
    first = read(contents)
    folder = tmp_path / "new" / "folder"
    write_folder(folder, {"programme.toml": contents["programme.toml"], **source_form(first.events)})
    second = read_folder(folder)
    assert second.events.fingerprint == first.events.fingerprint
    assert second.programme == first.programme
    assert [path.name for path in folder.parent.iterdir()] == ["folder"]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(CELLS, min_size=1, max_size=6), buyers=CELLS)
def test_any_text_comes_back(texts, buyers):
    orders = pa.table(
        {
            "order_id": [f"N{place}" for place in range(len(texts))],
            "line": ["1"] * len(texts),
            "learner": ["L"] * len(texts),
            "buyer": [buyers] * len(texts),
            "quantity": ["1"] * len(texts),
            "course_id": ["J1"] * len(texts),
            "ordered_at": ["2026-05-04 09:00"] * len(texts),
            "list_price": ["1.00"] * len(texts),
            "paid": ["1.00"] * len(texts),
            "currency": ["CNY"] * len(texts),
            "channel": texts,
            "coupon": [""] * len(texts),
        }
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "f"
        write_folder(folder, {**SMALLEST, "a/orders.csv": orders})
        read = read_folder(folder).events.tables["orders"]
    assert read["channel"].to_pylist() == texts
    assert set(read["buyer"].to_pylist()) == {buyers}


SMALLEST = {
    "programme.toml": """
[programme]
id = "p"
title = "p"
currency = "CNY"
time_zone = "UTC"
country = "CN"
[horizon]
start = 2026-11-30
weeks = 1
[[party]]
id = "a"
name = "a"
role = "platform"
[[course]]
id = "J1"
title = "J1"
seller = "a"
requires = ["a"]
""",
    "a/courses.csv": (
        "course_id,title,price,currency,seats,unit_cost,level,language,concepts\nJ1,x,1,CNY,,,,,\n"
    ),
}


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput) as caught:
        write_folder(tmp_path, {"programme.toml": ""})
    assert [each.notice.code for each in caught.value.findings] == ["files.folder_not_empty"]
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled(tmp_path):
    target = tmp_path / "empty"
    target.mkdir()
    write_folder(target, {"a/b.txt": "中\n文\r\n"})
    assert (target / "a/b.txt").read_bytes() == "中\n文\r\n".encode()


def test_nothing_is_left_behind_when_writing_fails(tmp_path):
    impossible = pa.table({"a": pa.array([[1]])})  # a list does not fit into a cell
    with pytest.raises(pa.ArrowInvalid):
        write_folder(tmp_path / "new", {"a.txt": "a", "b.csv": impossible})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "", "a\\b"])
def test_a_path_outside_the_folder_is_a_programmers_mistake(tmp_path, path):
    with pytest.raises(ValueError, match="inside the folder"):
        write_folder(tmp_path / "new", {path: "x"})
