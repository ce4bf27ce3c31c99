"""A record file once its cells are understood, with the row numbers needed to speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.records import RecordFile
from kuajie.messages import Place


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecordTable:
    """The typed columns of one file of one party (empty party for files of the whole programme).

    Text columns are dictionary arrays; money is in minor units of the row's own ``currency`` until it is
    converted. ``rows`` are row numbers in the file, shape ``(row,)``.
    """

    record_file: RecordFile
    party: str
    file: str
    rows: NDArray[np.int64]
    columns: Mapping[str, pa.Array]

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, mask: NDArray[np.bool_]) -> RecordTable:
        """Return the table with only the rows where ``mask`` holds."""
        chosen = pa.array(mask)
        columns = {name: column.filter(chosen) for name, column in self.columns.items()}
        return replace(self, rows=self.rows[mask], columns=columns)

    def codes(self, name: str) -> NDArray[np.int32]:
        """Return which distinct text each row of a text column holds."""
        return np.asarray(self.columns[name].indices.to_numpy())

    def texts(self, name: str) -> list[str]:
        """Return the distinct texts of a text column, in the order of its codes; some may be unused."""
        return list(self.columns[name].dictionary.to_pylist())

    def numbers(self, name: str) -> NDArray[np.int64]:
        """Return a column without nulls as integers."""
        return np.asarray(self.columns[name].cast(pa.int64()).to_numpy())

    def rows_where(self, name: str, texts: set[str]) -> NDArray[np.bool_]:
        """Say for each row whether its text is one of ``texts``, shape ``(row,)``."""
        wanted = np.array([text in texts for text in self.texts(name)], dtype=bool)
        return wanted[self.codes(name)] if len(wanted) else np.zeros(len(self), dtype=bool)

    def place(self, position: int, column: str) -> Place:
        """Return where the cell of a row is, with what it says."""
        # Arrow's own text, since Python has no name for moments before the year 1.
        cell = self.columns[column].slice(position, 1).cast(pa.string())[0].as_py()
        if cell is not None and pa.types.is_timestamp(self.columns[column].type):
            cell = cell.removesuffix("Z").removesuffix(".000000") + " UTC"
        return Place(file=self.file, row=int(self.rows[position]), column=column, value=cell)

    def days(self, name: str, zone: str) -> pa.Date32Array:
        """Return the days of a day or moment column, moments as seen from ``zone``."""
        column = self.columns[name]
        if pa.types.is_timestamp(column.type):
            return pc.local_timestamp(column.cast(pa.timestamp("us", zone))).cast(pa.date32(), safe=False)
        return column
