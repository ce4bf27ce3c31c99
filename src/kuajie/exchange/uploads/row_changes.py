"""What a new file of records changes against the one before, row by row, by key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kuajie.domain.records import RecordFile
from kuajie.exchange.record_table import RecordTable
from kuajie.exchange.repeated_rows import row_keys

EXAMPLES = 5
Keys = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChanges:
    """How many rows a file had and has, and which came, changed and went, with the keys of some."""

    record: str
    before: int
    after: int
    added: int
    changed: int
    gone: int
    added_keys: tuple[str, ...] = ()
    changed_keys: tuple[str, ...] = ()
    gone_keys: tuple[str, ...] = ()

    @property
    def none(self) -> bool:
        """Whether all rows are as they were."""
        return not (self.added or self.changed or self.gone)


def compare_rows(record: RecordFile, before: RecordTable | None, after: RecordTable | None) -> RowChanges:
    """Return what changes from one table of a record file to another; ``None``: the file is not there."""
    both = _stacked(record, before, after)
    first = len(before) if before is not None else 0
    key, whole = row_keys(both, record.key), row_keys(both, tuple(both.columns))
    old, new = np.arange(len(both)) < first, np.arange(len(both)) >= first
    added = new & ~np.isin(key, key[old])
    gone = old & ~np.isin(key, key[new])
    changed = new & ~added & ~np.isin(whole, whole[old])
    return RowChanges(
        record=record.name,
        before=first,
        after=len(both) - first,
        added=int(added.sum()),
        changed=int(changed.sum()),
        gone=int(gone.sum()),
        added_keys=_examples(both, added),
        changed_keys=_examples(both, changed),
        gone_keys=_examples(both, gone),
    )


def _stacked(record: RecordFile, before: RecordTable | None, after: RecordTable | None) -> RecordTable:
    there = [table for table in (before, after) if table is not None]
    columns = {
        column.name: _joined([table.columns[column.name] for table in there]) for column in record.columns
    }
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *(table.rows for table in there)])
    return RecordTable(record_file=record, party="", file=record.name, rows=rows, columns=columns)


def _joined(parts: list[pa.Array]) -> pa.Array:
    if not parts:
        return pa.array([], pa.string()).dictionary_encode()
    whole = pa.chunked_array(parts)
    if pa.types.is_dictionary(whole.type):
        whole = whole.unify_dictionaries()
    joined = whole.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def _examples(table: RecordTable, mask: Mask) -> tuple[str, ...]:
    told = []
    for position in np.flatnonzero(mask)[:EXAMPLES]:
        cells = (table.place(int(position), name).value for name in table.record_file.key)
        told.append(" · ".join(cell or "" for cell in cells))
    return tuple(told)
