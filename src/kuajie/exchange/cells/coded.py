"""A column as its distinct cells and, for every row, which of them it holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Distinct trimmed ``cells`` and per row the ``codes`` that point into them, shape ``(row,)``."""

    cells: pa.StringArray
    codes: NDArray[np.int32]

    def rows_with(self, places: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return the positions of the rows whose cell is marked, ``places`` having shape ``(cell,)``."""
        if not places.any():
            return np.empty(0, dtype=np.intp)
        return np.flatnonzero(places[self.codes])

    def text(self, position: int) -> str:
        """Return the cell of a row."""
        return str(self.cells[int(self.codes[position])].as_py())

    def spread(self, values: pa.Array) -> pa.Array:
        """Return one value per row from one value per distinct cell."""
        return values.take(pa.array(self.codes))

    @property
    def dictionary(self) -> pa.DictionaryArray:
        """The column as an Arrow dictionary array."""
        return pa.DictionaryArray.from_arrays(pa.array(self.codes), self.cells)


def code(column: pa.ChunkedArray) -> Coded:
    """Return a column of strings coded, with white space around the cells removed."""
    cells, codes = _distinct(column)
    trimmed = pc.utf8_trim_whitespace(cells)
    if trimmed.equals(cells):
        return Coded(cells, codes)
    cells, merged = _distinct(pa.chunked_array([trimmed]))
    return Coded(cells, merged[codes])


def constant(cell: str, count: int) -> Coded:
    """Return a column that says the same in every row."""
    return Coded(pa.array([cell], pa.string()), np.zeros(count, dtype=np.int32))


def _distinct(column: pa.ChunkedArray) -> tuple[pa.StringArray, NDArray[np.int32]]:
    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # no chunks at all, or more text than one array can hold
        whole = pa.concat_arrays(whole.chunks) if whole.num_chunks else pa.array([], pa.string())
    coded = whole.dictionary_encode()
    return coded.dictionary, coded.indices.to_numpy()
