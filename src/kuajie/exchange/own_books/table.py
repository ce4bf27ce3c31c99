"""A side's own export, CSV or workbook, as the entries of its book."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.cells.coded import code
from kuajie.exchange.cells.judged import narrow
from kuajie.exchange.column_map import ColumnMap, column_map_of
from kuajie.exchange.findings import Findings
from kuajie.exchange.own_books.columns import BOOK, PlacedBook, place_book
from kuajie.exchange.own_books.order_keys import check_order_keys
from kuajie.exchange.own_books.states import cancelled, split_states
from kuajie.exchange.record_cells import read_cells
from kuajie.exchange.record_table import RecordTable
from kuajie.exchange.sheet import Sheet
from kuajie.exchange.toml_file import read_toml
from kuajie.messages import Place
from kuajie.messages.notices import reconcile as notices
from kuajie.settlement.reconciliation.book import ENTRIES, MOMENT, Bools

_WITH_OFFSET = r":\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}(:?\d{2})?)$"
_NEGATIVE = r"^[^\d.,(]*[-\x{2212}\x{ff0d}]|^\(.*\)$|^\x{ff08}.*\x{ff09}$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one side's book is written, as far as it was stated; ``side`` is ``a`` or ``b``.

    ``name`` is what people call the book, where not by its place.
    ``secret_keys``: the first of ``keys`` must hold random order keys that nobody can guess.
    """

    side: str
    zone: str | None = None
    currency: str | None = None
    minor_units: bool | None = None
    columns: Path | None = None
    keys: tuple[str, ...] = ()
    secret_keys: bool = False
    name: str = ""

    @property
    def map_name(self) -> str:
        """What people call the file that maps columns."""
        return str(self.columns) if self.columns else f"columns.toml (--columns-{self.side})"


def table_entries(sheet: Sheet, reading: Reading, *, findings: Findings) -> pa.Table | None:
    """Return the entries of a sheet; ``None`` and findings where anything cannot be taken.

    Amounts below zero are refunds; a column of refunds gives entries of its own.
    """
    placed = place_book(
        sheet,
        _given_map(reading, findings),
        currency=reading.currency,
        minor_units=reading.minor_units,
        keys=reading.keys,
        findings=findings,
    )
    if placed is not None and reading.secret_keys:
        check_order_keys(sheet, reading.keys[0], code(pa.chunked_array([placed.keys[0]])), findings)
    if placed is None or findings.refused(sheet.file):
        return None
    placed, states = _with_states(placed)
    sheet, negative = _without_signs(placed)
    _refuse_zoneless(sheet, placed, reading, findings)
    table = read_cells(
        sheet,
        placed.record_file,
        party="",
        zone=reading.zone or "UTC",
        column_map=placed.column_map,
        findings=findings,
    )
    if table is None or findings.refused(sheet.file):
        return None
    off, back = np.zeros(len(table), dtype=np.bool_), negative | _refunded(table)
    for column in (states, _state_column(table)):
        off |= off if column is None else cancelled(column, sheet, back, findings)
    return _entries(table, placed.keys, negative, off)


def _given_map(reading: Reading, findings: Findings) -> ColumnMap:
    if reading.columns is None:
        return ColumnMap(file=reading.map_name)
    values = read_toml(reading.columns, file=reading.map_name, findings=findings) or {}
    section = values.get("book", values)
    return column_map_of(section, BOOK, file=reading.map_name, findings=findings)


def _position(placed: PlacedBook, column: str) -> int | None:
    for position, header in enumerate(placed.sheet.headers):
        target = placed.column_map.targets.get(header.strip())
        if target is not None and target.column == column:
            return position
    return None


def _with_states(placed: PlacedBook) -> tuple[PlacedBook, pa.ChunkedArray | None]:
    position = _position(placed, "ordered_at")
    if position is None or placed.column_map.targets[placed.sheet.headers[position].strip()].take:
        return placed, None
    sheet, states = split_states(placed.sheet, position)
    return replace(placed, sheet=sheet), states


def _without_signs(placed: PlacedBook) -> tuple[Sheet, Bools]:
    """Return the sheet with amounts bare of minus signs and brackets, and which rows had them."""
    sheet, position = placed.sheet, _position(placed, "paid")
    if position is None:
        return sheet, np.zeros(len(sheet.rows), dtype=np.bool_)
    coded = code(sheet.columns[position])
    below = pc.match_substring_regex(coded.cells, _NEGATIVE).to_numpy(zero_copy_only=False)
    if not below.any():
        return sheet, np.zeros(len(sheet.rows), dtype=np.bool_)
    cells = [
        narrow(cell).replace("-", "", 1).strip("()") if under else cell
        for cell, under in zip(coded.cells.to_pylist(), below, strict=True)
    ]
    columns = list(sheet.columns)
    columns[position] = pa.chunked_array([coded.spread(pa.array(cells, pa.string()))])
    return replace(sheet, columns=tuple(columns)), np.asarray(below[coded.codes], dtype=np.bool_)


def _refuse_zoneless(sheet: Sheet, placed: PlacedBook, reading: Reading, findings: Findings) -> None:
    for column in ("ordered_at", "refunded_at"):
        position = _position(placed, column)
        if reading.zone is not None or position is None:
            continue
        coded = code(sheet.columns[position])
        bare = pc.and_(
            pc.not_equal(coded.cells, ""), pc.invert(pc.match_substring_regex(coded.cells, _WITH_OFFSET))
        )
        rows = coded.rows_with(np.asarray(bare.to_numpy(zero_copy_only=False), dtype=np.bool_))
        if len(rows):
            first = int(rows[0])
            value, row = coded.text(first), int(sheet.rows[first])
            place = Place(file=sheet.file, row=row, column=sheet.headers[position].strip(), value=value)
            facts = {"count": f"{len(rows):,}", "option": f"--zone-{reading.side}"}
            findings.error(notices.ZONE_UNKNOWN, place, **facts)


def _refunded(table: RecordTable) -> Bools:
    if "refunded" not in table.columns:
        return np.zeros(len(table), dtype=np.bool_)
    above = pc.greater(pc.fill_null(table.columns["refunded"], 0), 0)
    return np.asarray(above.to_numpy(zero_copy_only=False), dtype=np.bool_)


def _state_column(table: RecordTable) -> pa.ChunkedArray | None:
    if "state" not in table.columns:
        return None
    return pa.chunked_array([table.columns["state"].dictionary_decode()])


def _entries(table: RecordTable, keys: tuple[pa.Array, ...], negative: Bools, off: Bools) -> pa.Table:
    size = len(table)
    amount = table.columns["paid"]
    refund = negative & (amount.to_numpy() > 0)
    shared = {
        "order": table.columns["order_id"].dictionary_decode(),
        "line": table.columns.get("line", pa.nulls(size, pa.int64())),
        "course": _text(table, "course_id"),
        "currency": table.columns["currency"].dictionary_decode(),
        "file": pa.array([table.file]).take(pa.array(np.zeros(size, np.int64))),
        "row": pa.array(table.rows, pa.int64()),
        **{f"key{place}": key for place, key in enumerate(keys)},
    }
    at = table.columns.get("ordered_at", pa.nulls(size, MOMENT))
    main = shared | {"amount": amount, "refund": refund, "at": at, "cancelled": off & ~refund}
    parts = [arranged(main, len(keys))]
    if "refunded" in table.columns:
        back = pc.fill_null(table.columns["refunded"], 0)
        moments = pc.coalesce(table.columns.get("refunded_at", pa.nulls(size, MOMENT)), at)
        extra = shared | {
            "amount": back,
            "refund": np.ones(size, dtype=np.bool_),
            "at": moments,
            "cancelled": np.zeros(size, dtype=np.bool_),
        }
        parts.append(arranged(extra, len(keys)).filter(pc.greater(back, 0)))
    return pa.concat_tables(parts)


def arranged(columns: dict[str, object], keys: int) -> pa.Table:
    """Return columns as a table of entries with so many fallback keys."""
    schema = pa.schema([*ENTRIES, *((f"key{place}", pa.string()) for place in range(keys))])
    return pa.table({name: columns[name] for name in schema.names}, schema=schema)


def _text(table: RecordTable, name: str) -> pa.Array:
    if name in table.columns:
        return table.columns[name].dictionary_decode()
    return pa.array([""]).take(pa.array(np.zeros(len(table), np.int64)))
