"""A sheet: the cells of one file as text, column by column, before anything is known about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

HEADER_ROW = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """The headers and cells of a file.

    ``columns`` holds one string column per header; ``rows`` the number of each row in the file (the header
    is row 1), shape ``(row,)``. Rows whose cells are all empty are left out.
    """

    file: str
    headers: tuple[str, ...]
    columns: tuple[pa.ChunkedArray, ...]
    rows: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Refuse columns that do not match the headers or the rows."""
        lengths = {len(column) for column in self.columns}
        if len(self.headers) != len(self.columns) or lengths - {len(self.rows)}:
            raise ValueError(f"{len(self.headers)} headers, {len(self.rows)} rows, columns of {lengths}")

    def keep(self, mask: NDArray[np.bool_]) -> Sheet:
        """Return the sheet with only the rows where ``mask`` holds."""
        columns = tuple(column.filter(pa.array(mask)) for column in self.columns)
        return Sheet(file=self.file, headers=self.headers, columns=columns, rows=self.rows[mask])


def filled_rows(sheet: Sheet) -> Sheet:
    """Return the sheet without rows that are empty in every column."""
    empty = np.ones(len(sheet.rows), dtype=bool)
    for column in sheet.columns:
        empty &= pc.equal(pc.utf8_trim_whitespace(column), "").to_numpy()
        if not empty.any():
            return sheet
    return sheet.keep(~empty)


def sheet_of_lists(file: str, headers: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Sheet:
    """Return the sheet of rows given as (row number, cells)."""
    columns = tuple(
        pa.chunked_array([pa.array([cells[place] for _, cells in rows], pa.string())])
        for place in range(len(headers))
    )
    numbers = np.array([number for number, _ in rows], dtype=np.int64)
    return Sheet(file=file, headers=tuple(headers), columns=columns, rows=numbers)
