"""Marks of a table's rows and columns, by which an altered file says which of its rows was altered.

That a file was altered at all its hash says, which cannot be forged. Marks are short: they say where, of
honest files and of those that somebody altered without minding the marks.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.settlement.knowledge import row_texts
from kuajie.settlement.table_form import ROWS, table_csv

Marks = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The first row (its place from 0) that is not as it was kept, and how many rows differ.

    ``change``: it was ``changed``, ``added``, or a row before it ``removed``; ``columns`` are those in which
    anything was changed.
    """

    row: int
    change: str
    columns: tuple[str, ...] = ()
    rows: int = 1


def marks_of(table: pa.Table) -> dict[str, Any]:
    """Return the marks of a table as plain values: four bytes for each row, and a hash of each column."""
    rows = base64.b64encode(_row_marks(table).astype("<u4").tobytes()).decode()
    return {"rows": rows, "columns": {name: _column_mark(table, name) for name in table.column_names}}


def moved(table: pa.Table, marks: Mapping[str, Any]) -> Moved | None:
    """Return where a table is not the one that marks were made of, if anywhere.

    Raises ``ValueError``, ``KeyError`` or ``TypeError`` for what are no marks.
    """
    kept = np.frombuffer(base64.b64decode(marks["rows"], validate=True), dtype="<u4")
    now = _row_marks(table)
    most = min(len(kept), len(now))
    other = np.flatnonzero(kept[:most] != now[:most])
    if len(kept) == len(now):
        return _changed(table, marks, other) if len(other) else None
    first = int(other[0]) if len(other) else most
    more = len(now) - len(kept)
    if more > 0:
        same = np.array_equal(now[first + more :], kept[first:])
        return Moved(
            row=first, change="added" if same else "changed", rows=more if same else len(other) + more
        )
    same = np.array_equal(kept[first - more :], now[first:])
    return Moved(
        row=first, change="removed" if same else "changed", rows=-more if same else len(other) - more
    )


def _changed(table: pa.Table, marks: Mapping[str, Any], rows: NDArray[np.int64]) -> Moved:
    columns = tuple(
        name for name in table.column_names if _column_mark(table, name) != marks["columns"][name]
    )
    return Moved(row=int(rows[0]), change="changed", columns=columns, rows=len(rows))


def _row_marks(table: pa.Table) -> Marks:
    """Return the CRC-32 of every row's text."""
    found = np.empty(len(table), dtype=np.uint32)
    for start in range(0, len(table), ROWS):
        texts = row_texts(table.slice(start, ROWS)).to_pylist()
        found[start : start + len(texts)] = [zlib.crc32(text.encode()) for text in texts]
    return found


def _column_mark(table: pa.Table, name: str) -> str:
    return hashlib.sha256(table_csv(table.select([name]))).hexdigest()[:16]
