"""Opening a side's book by what it is: a file, a party of a programme folder, or postings of a settlement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.records import RECORD_FILES
from kuajie.exchange.cells.number import counts
from kuajie.exchange.column_map import ColumnMap, read_column_maps
from kuajie.exchange.findings import Findings
from kuajie.exchange.folder import COLUMN_MAP, FoundFiles, find_files
from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.own_books.columns import NEEDED
from kuajie.exchange.own_books.table import Reading, arranged, table_entries
from kuajie.exchange.programme_file.fields import FILE
from kuajie.exchange.record_cells import read_cells
from kuajie.exchange.record_table import RecordTable
from kuajie.exchange.repeated_rows import collapse_repeats
from kuajie.exchange.sheet import Sheet
from kuajie.exchange.sheet_file import read_sheet
from kuajie.exchange.toml_file import read_toml
from kuajie.messages import Finding, Place
from kuajie.messages.notices import reconcile as notices
from kuajie.messages.notices.files import NOT_A_FOLDER
from kuajie.settlement.reconciliation.book import MOMENT, Entries

POSTINGS = frozenset({"moment", "kind", "event", "clause", "account", "party", "amount"})
_EVENT = r"^(?P<party>[^/]+)/(?P<order>.*)/(?P<line>\d+)$"
_BACK = r"^(?P<party>[^/]+)/(?P<order>.*)/(?P<line>\d+)/(?P<at>-?\d+)/(?P<amount>\d+)$"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpenedBook:
    """The entries of a side's book, what to know about its files, and the zone it is read in, if known."""

    entries: Entries
    warnings: tuple[Finding, ...]
    zone: str | None


def open_book(source: str, reading: Reading) -> OpenedBook:
    """Return the book a source names: a file, FOLDER:PARTY, or POSTINGS[:PARTY].

    Raises ``BadInput`` with every finding.
    """
    findings = Findings()
    path, party = _split(source)
    if path.is_dir():
        table, zone = _folder_entries(path, party, reading, findings=findings)
    else:
        table, zone = _file_entries(path, party, reading, findings=findings), reading.zone
    findings.stop_if_refused()
    assert table is not None  # noqa: S101 - told to the type checker; refused otherwise
    entries = Entries(name=reading.name or source, table=table)
    return OpenedBook(entries=entries, warnings=findings.warnings, zone=zone)


def _split(source: str) -> tuple[Path, str]:
    whole, (head, _, tail) = Path(source), source.rpartition(":")
    if whole.exists() or not head or not Path(head).exists():
        return whole, ""
    return Path(head), tail


def _file_entries(path: Path, party: str, reading: Reading, *, findings: Findings) -> pa.Table | None:
    name = reading.name or str(path)
    sheet = read_sheet(path, file=name, columns=NEEDED, findings=findings)
    if sheet is None or findings.refused(name):
        return None
    if {header.strip() for header in sheet.headers} >= POSTINGS:
        return _posted(sheet, party, reading, findings=findings)
    if party:
        findings.error(notices.NO_PARTIES_HERE, Place(file=name), party=party)
        return None
    return table_entries(sheet, reading, findings=findings)


def _posted(sheet: Sheet, party: str, reading: Reading, *, findings: Findings) -> pa.Table | None:
    """Return what a party received by the postings of a settlement: sales and refunds, in minor units."""
    cells = {
        header.strip(): column for header, column in zip(sheet.headers, sheet.columns, strict=True) if header
    }
    received = pc.and_(
        pc.equal(cells["account"], "received"), pc.is_in(cells["kind"], pa.array(["sale", "refund"]))
    )
    known = sorted(pc.unique(cells["party"].filter(received)).to_pylist())
    if party and party not in known:
        findings.error(
            notices.NOT_POSTINGS_OF, Place(file=sheet.file), party=party, hint=did_you_mean(party, known)
        )
    if reading.currency is None:
        findings.error(notices.CURRENCY_UNSAID, Place(file=sheet.file))
    if findings.refused(sheet.file):
        return None
    if party:
        received = pc.and_(received, pc.equal(cells["party"], party))
    rows = sheet.rows[np.asarray(received.to_numpy(), dtype=np.bool_)]
    taken = {name: column.filter(received).combine_chunks() for name, column in cells.items()}
    return _posted_entries(sheet.file, rows, taken, reading, findings=findings)


def _posted_entries(
    file: str, rows: Any, cells: Mapping[str, pa.Array], reading: Reading, *, findings: Findings
) -> pa.Table | None:
    refund = pc.equal(cells["kind"], "refund")
    parts = pc.if_else(refund, _parts(cells["event"], _BACK), _parts(cells["event"], _EVENT))
    judged = counts(pc.replace_substring(cells["amount"], "-", ""))
    wrong = pc.or_(pc.is_null(parts), pc.is_null(judged.values)).to_numpy(zero_copy_only=False)
    for place in findings.listable(file, np.flatnonzero(wrong)):
        where = Place(file=file, row=int(rows[place]), column="event", value=cells["event"][place].as_py())
        findings.error(notices.NOT_AN_EVENT, where)
    if findings.refused(file):
        return None
    size = len(rows)
    again = pa.array(np.zeros(size, np.int64))
    columns: dict[str, object] = {
        "order": pc.struct_field(parts, "order"),
        "line": pc.struct_field(parts, "line").cast(pa.int64()),
        "course": pa.array([""]).take(again),
        "amount": judged.values,
        "refund": refund,
        "at": pc.replace_substring(cells["moment"], " ", "T").cast(MOMENT),
        "currency": pa.array([reading.currency]).take(again),
        "cancelled": np.zeros(size, dtype=np.bool_),
        "file": pa.array([file]).take(again),
        "row": pa.array(rows, pa.int64()),
        **{f"key{place}": pa.array([""]).take(again) for place in range(len(reading.keys))},
    }
    return arranged(columns, len(reading.keys))


def _parts(events: pa.StringArray, pattern: str) -> pa.StructArray:
    found = pc.extract_regex(events, pattern)
    fields = [pc.struct_field(found, name) for name in ("party", "order", "line")]
    return pa.StructArray.from_arrays(fields, names=["party", "order", "line"], mask=pc.is_null(found))


def _folder_entries(
    folder: Path, party: str, reading: Reading, *, findings: Findings
) -> tuple[pa.Table | None, str | None]:
    """Return a party's orders of joint courses and their refunds, as its files have them."""
    if not (folder / FILE).is_file():
        findings.error(NOT_A_FOLDER, Place(file=str(folder)))
        return None, None
    values: Mapping[str, Any] = read_toml(folder / FILE, file=FILE, findings=findings) or {}
    identity = values.get("programme", {})
    zone = reading.zone or identity.get("time_zone") or "UTC"
    sellers = [each.get("id") for each in values.get("party", []) if (folder / str(each.get("id"))).is_dir()]
    if party not in sellers:
        notice = notices.NO_SUCH_PARTY if party else notices.PARTY_UNSAID
        findings.error(
            notice, Place(file=str(folder)), party=party, hint=did_you_mean(party, map(str, sellers))
        )
        return None, None
    files = find_files(folder, party, findings=findings)
    if "orders" not in files.records:
        findings.error(
            notices.NO_SUCH_PARTY,
            Place(file=str(folder)),
            party=party,
            hint=did_you_mean("", map(str, sellers)),
        )
        return None, None
    maps = _maps(files, findings)
    tables = [
        _record_table(files, name, party, zone, maps.get(name), findings)
        for name in ("orders", "refunds")
        if name in files.records
    ]
    courses = {str(each.get("id")) for each in values.get("course", [])}
    joined = [_record_entries(table, reading) for table in tables if table is not None]
    if findings.any_error or not joined:
        return None, None
    return _joint(joined, courses, files.records["orders"].name, findings), zone


def _maps(files: FoundFiles, findings: Findings) -> Mapping[str, ColumnMap]:
    if files.column_map is None:
        return {}
    values = read_toml(files.column_map.path, file=files.column_map.name, findings=findings)
    return read_column_maps(values or {}, file=files.column_map.name, findings=findings)


def _record_table(
    files: FoundFiles, name: str, party: str, zone: str, given: ColumnMap | None, findings: Findings
) -> RecordTable | None:
    record_file, found = RECORD_FILES[name], files.records[name]
    columns = [column.name for column in record_file.columns]
    sheet = read_sheet(found.path, file=found.name, columns=columns, findings=findings)
    if sheet is None:
        return None
    column_map = given or ColumnMap(file=f"{files.prefix}{COLUMN_MAP}")
    table = read_cells(sheet, record_file, party=party, zone=zone, column_map=column_map, findings=findings)
    return None if table is None else collapse_repeats(table, findings=findings)


def _record_entries(table: RecordTable, reading: Reading) -> pa.Table:
    size, is_refund = len(table), table.record_file.name == "refunds"
    again = pa.array(np.zeros(size, np.int64))
    blank = pa.array([""]).take(again)
    keys = {
        f"key{place}": table.columns[name].dictionary_decode() if not is_refund and name in _TEXTS else blank
        for place, name in enumerate(reading.keys)
    }
    columns: dict[str, object] = {
        "order": table.columns["order_id"].dictionary_decode(),
        "line": table.columns["line"],
        "course": blank if is_refund else table.columns["course_id"].dictionary_decode(),
        "amount": table.columns["amount" if is_refund else "paid"],
        "refund": np.full(size, is_refund),
        "at": table.columns["refunded_at" if is_refund else "ordered_at"],
        "currency": table.columns["currency"].dictionary_decode(),
        "cancelled": np.zeros(size, dtype=np.bool_),
        "file": pa.array([table.file]).take(again),
        "row": pa.array(table.rows, pa.int64()),
        **keys,
    }
    return arranged(columns, len(reading.keys))


_TEXTS = ("order_id", "channel", "coupon", "buyer")


def _joint(tables: list[pa.Table], courses: set[str], file: str, findings: Findings) -> pa.Table:
    """Return the entries of joint courses, refunds by the order and line they belong to."""
    orders = tables[0]
    joint = pc.is_in(orders["course"], value_set=pa.array(sorted(courses), pa.string()))
    left = len(orders) - (pc.sum(joint).as_py() or 0)
    if left:
        findings.note(notices.OTHER_COURSES, Place(file=file), count=f"{left:,}")
    kept = [orders.filter(joint)]
    outside = _line_ids(orders.filter(pc.invert(joint)))
    kept += [
        table.filter(pc.invert(pc.is_in(_line_ids(table), value_set=outside.combine_chunks())))
        for table in tables[1:]
    ]
    return pa.concat_tables(kept)


def _line_ids(table: pa.Table) -> pa.ChunkedArray:
    return pc.binary_join_element_wise(table["order"], pc.cast(table["line"], pa.string()), "\x1f")
