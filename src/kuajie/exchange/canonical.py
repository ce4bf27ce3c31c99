"""One order and one form for the same events, whatever files they came in; and their fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kuajie.domain.records import RecordFile
from kuajie.exchange.record_table import RecordTable


def canonical_table(record_file: RecordFile, tables: Sequence[RecordTable]) -> pa.Table:
    """Return the converted tables of all parties as one, sorted by party and key, in the file's schema."""
    parts = [_sorted(table) for table in sorted(tables, key=lambda table: table.party)]
    return pa.concat_tables(parts).combine_chunks() if parts else record_file.schema.empty_table()


def fingerprint(tables: Mapping[str, pa.Table], programme: Mapping[str, object]) -> str:
    """Return the sha256 of canonical tables and of the values of ``programme.toml``."""
    digest = hashlib.sha256()
    digest.update(json.dumps(programme, sort_keys=True, default=str, ensure_ascii=False).encode())
    for name in sorted(tables):
        table = tables[name]
        digest.update(f"\0{name} {len(table)}".encode())
        for field, column in zip(table.schema, table.columns, strict=True):
            digest.update(f"\0{field.name} {field.type}".encode())
            for part in _bytes_of(column):
                digest.update(part)
    return digest.hexdigest()


def _sorted(table: RecordTable) -> pa.Table:
    schema = table.record_file.schema
    order = _order(table)
    columns = [
        pa.repeat(table.party, len(table))
        if name not in table.columns
        else _in_order(table.columns[name], order)
        for name in schema.names
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _in_order(column: pa.Array, order: NDArray[np.intp] | None) -> pa.Array:
    ordered = column if order is None else column.take(pa.array(order))
    return ordered.dictionary_decode() if pa.types.is_dictionary(ordered.type) else ordered


def _order(table: RecordTable) -> NDArray[np.intp] | None:
    """Return the order of the rows by key, or ``None`` where they already stand in it."""
    ranks = [_ranks(table.columns[name]) for name in table.record_file.key]
    order = np.lexsort(ranks[::-1])
    return None if (order == np.arange(len(order))).all() else order


def _ranks(column: pa.Array) -> NDArray[np.int64]:
    """Return numbers that sort as the values of a column do; texts sort by their UTF-8 bytes."""
    if not pa.types.is_dictionary(column.type):
        values = column.cast(pa.int32()) if pa.types.is_date(column.type) else column
        return np.asarray(pc.fill_null(values.cast(pa.int64()), -1).to_numpy())
    cells = column.dictionary
    codes = column.indices.to_numpy().astype(np.int64)
    if pc.all(pc.less(cells[:-1], cells[1:])).as_py() is not False:
        return np.asarray(codes)
    ranks = np.empty(len(cells), dtype=np.int64)
    ranks[pc.sort_indices(cells).to_numpy()] = np.arange(len(cells))
    return np.asarray(ranks[codes])


def _bytes_of(column: pa.ChunkedArray) -> list[memoryview | bytes]:
    """Return the content of a column as bytes that depend on nothing but its values."""
    array = column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    nulls = np.packbits(array.is_null().to_numpy(zero_copy_only=False)).tobytes() if array.null_count else b""
    if pa.types.is_string(array.type):
        array = array.fill_null("")
        lengths = pc.binary_length(array).to_numpy()
        _, offsets, data = array.buffers()
        first, last = np.frombuffer(offsets, np.int32)[[array.offset, array.offset + len(array)]]
        return [nulls, lengths.tobytes(), memoryview(data)[first:last] if data is not None else b""]
    values = array.fill_null(0) if not pa.types.is_temporal(array.type) else _as_integers(array).fill_null(0)
    return [nulls, np.ascontiguousarray(values.to_numpy()).tobytes()]


def _as_integers(array: pa.Array) -> pa.Array:
    return array.cast(pa.int32()) if pa.types.is_date32(array.type) else array.cast(pa.int64())
