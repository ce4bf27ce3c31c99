"""Input files of a bundle that are not as they were kept: which row and column, where that can be known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from kuajie.settlement.chain import Entry, sha256
from kuajie.settlement.knowledge import RECORDS, change_schema
from kuajie.settlement.row_marks import Moved, moved
from kuajie.settlement.table_form import table_of_csv
from kuajie.usecases.book_shelf import MARKS_FILE, change_file
from kuajie.usecases.bundle_lines import Difference

UNREAD = (ValueError, KeyError, TypeError, AttributeError)
"""What a file can raise that is none of its form any more."""


def altered_file(entry: Entry, name: str, members: Mapping[str, bytes], folder: str) -> Difference:
    """Return how a file of an entry, which is another than was kept, differs from it.

    Of inputs kept with marks: the first row and its columns. Of any other file nothing but its hash is
    known, and of a row only what it holds now.
    """
    file, data = f"{folder}{name}", members[f"{folder}{name}"]
    whole = Difference(kind="altered", file=file, expected=entry.files[name], found=sha256(data))
    marks = _marks(entry, members, folder).get(name)
    table = _table(name, data)
    if marks is None or table is None:
        return whole
    try:
        found = moved(table, marks)
    except UNREAD:
        return whole
    if found is None:
        return Difference(kind="rewritten", file=file)
    return _difference(file, table, found)


def _difference(file: str, table: pa.Table, found: Moved) -> Difference:
    cell = found.columns[0] if len(found.columns) == 1 else None
    row = ""
    if found.row < len(table):
        texts = {name: str(table[name][found.row].as_py()) for name in table.column_names}
        row = texts[cell] if cell else ",".join(texts.values())
    return Difference(
        kind="cell" if cell else f"row_{found.change}",
        file=file,
        row=found.row + 2,
        column=", ".join(found.columns),
        found=row,
        about=table["id"][found.row].as_py() if found.row < len(table) else "",
        rows=found.rows,
    )


def _marks(entry: Entry, members: Mapping[str, bytes], folder: str) -> Mapping[str, Any]:
    """Return the marks of an entry's inputs; none where they are not as they were kept either."""
    data = members.get(f"{folder}{MARKS_FILE}", b"")
    if entry.files.get(MARKS_FILE) != sha256(data):
        return {}
    marks = json.loads(data)
    return marks if isinstance(marks, dict) else {}


def _table(name: str, data: bytes) -> pa.Table | None:
    schemas = {change_file(each): change_schema(each) for each in RECORDS}
    try:
        return table_of_csv(data, schemas[name]) if name in schemas else None
    except UNREAD:
        return None
