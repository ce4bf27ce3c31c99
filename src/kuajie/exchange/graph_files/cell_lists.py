"""Cells that hold several values, taken apart."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

SEPARATORS = r"[;；、|\n]"
COMMAS = r"[,，]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CellValues:
    """Values that are not empty, and the position of the row that each stands in."""

    rows: pa.Array
    values: pa.Array
    by_commas: bool


def cell_values(cells: pa.Array, *, commas: bool = True) -> CellValues:
    """Return the values of cells, parted by ; ； 、 | or new lines.

    ``commas``: commas part values too in a column that has none of these; names may hold commas.
    """
    marked = pc.any(pc.match_substring_regex(cells, SEPARATORS)).as_py()
    by_commas = commas and not marked and bool(pc.any(pc.match_substring_regex(cells, COMMAS)).as_py())
    lists = pc.split_pattern_regex(cells, COMMAS if by_commas else SEPARATORS)
    values = pc.utf8_trim_whitespace(pc.list_flatten(lists))
    filled = pc.not_equal(values, "")
    rows = pc.list_parent_indices(lists).filter(filled)
    return CellValues(rows=rows.cast(pa.int64()), values=values.filter(filled), by_commas=by_commas)
