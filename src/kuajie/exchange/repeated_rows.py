"""Rows that stand in a file twice: once is enough when they agree, and refused when they do not."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.exchange.findings import Findings
from kuajie.exchange.record_table import RecordTable
from kuajie.messages import Place
from kuajie.messages.notices.records import KEY_CONFLICT, ROWS_REPEATED

_LARGEST = 1 << 62


def collapse_repeats(table: RecordTable, *, findings: Findings) -> RecordTable:
    """Return the table without exact repetitions; rows with the same key but other content are findings."""
    keys = row_keys(table, table.record_file.key)
    first = first_with_same_key(keys)
    later = np.flatnonzero(first != np.arange(len(keys)))
    if not len(later):
        return table
    differing = _differing(table, later, first[later])
    for place in findings.listable(table.file, np.flatnonzero(differing)):
        row, other = int(later[place]), int(first[later[place]])
        findings.error(
            KEY_CONFLICT,
            Place(file=table.file, row=int(table.rows[row]), column=", ".join(table.record_file.key)),
            key=", ".join(table.record_file.key),
            other=int(table.rows[other]),
        )
    repeated = later[~differing]
    if len(repeated):
        findings.note(ROWS_REPEATED, Place(file=table.file), count=len(repeated))
    keep = np.ones(len(keys), dtype=bool)
    keep[repeated] = False
    return table.keep(keep)


def row_keys(table: RecordTable, names: tuple[str, ...]) -> NDArray[np.int64]:
    """Return one number per row that is equal exactly where all the columns ``names`` are."""
    keys = np.zeros(len(table), dtype=np.int64)
    size = 1
    for name in names:
        codes, count = _column_codes(table.columns[name])
        if size * count >= _LARGEST:
            keys = np.unique(keys, return_inverse=True)[1]
            size = len(keys)
        keys = keys * count + codes
        size *= count
    return keys


def _column_codes(column: pa.Array) -> tuple[NDArray[np.int64], int]:
    if pa.types.is_dictionary(column.type):
        return column.indices.to_numpy().astype(np.int64), max(1, len(column.dictionary))
    coded = column.dictionary_encode()
    return coded.indices.fill_null(len(coded.dictionary)).to_numpy().astype(np.int64), len(
        coded.dictionary
    ) + 1


def first_with_same_key(keys: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return for each row the position of the first row with the same key.

    >>> first_with_same_key(np.array([7, 3, 7]))
    array([0, 1, 0])
    """
    if len(keys) and (np.diff(keys) > 0).all():
        return np.arange(len(keys))
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.intp)


def _differing(table: RecordTable, rows: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.bool_]:
    differing = np.zeros(len(rows), dtype=bool)
    for column in table.columns.values():
        values = column.indices if pa.types.is_dictionary(column.type) else column
        here, there = values.take(pa.array(rows)), values.take(pa.array(others))
        same = pc.fill_null(pc.equal(here, there), False)  # noqa: FBT003 - Arrow has no keyword
        both_null = pc.and_(pc.is_null(here), pc.is_null(there))
        differing |= ~np.asarray(pc.or_(same, both_null).to_numpy(zero_copy_only=False))
    return differing
