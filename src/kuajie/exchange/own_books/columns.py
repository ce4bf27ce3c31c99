"""Which column of a side's own book is which, and how its amounts are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from kuajie.domain.records import Column, Kind, RecordFile
from kuajie.exchange.cells.coded import code
from kuajie.exchange.cells.judged import narrow
from kuajie.exchange.column_map import ColumnMap, Target
from kuajie.exchange.findings import Findings
from kuajie.exchange.header_names import headers_of, tidy_header
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.own_books.personal import refuse_personal
from kuajie.exchange.sheet import HEADER_ROW, Sheet
from kuajie.messages import Place
from kuajie.messages.notices import reconcile as notices
from kuajie.messages.notices.files import COLUMN_NOT_THERE, MISSING_COLUMN

_COLUMNS = (
    Column("order_id", Kind.IDENTIFIER),
    Column("line", Kind.POSITIVE_COUNT),
    Column("course_id", Kind.TEXT, blank=True),
    Column("ordered_at", Kind.MOMENT, blank=True),
    Column("paid", Kind.MONEY),
    Column("refunded", Kind.MONEY, blank=True),
    Column("refunded_at", Kind.MOMENT, blank=True),
    Column("currency", Kind.CURRENCY),
    Column("state", Kind.TEXT, blank=True),
)
BOOK = RecordFile("book", _COLUMNS, ("order_id", "line"))
"""What a book may hold; order, amount and (stated or written) currency it must."""
NEEDED = ("order_id", "paid", "currency")
_ALIASES = {
    **dict.fromkeys(("amount", "金额", "订单金额", "收款金额", "结算金额", "到账金额"), "paid"),
    **dict.fromkeys(("退款金额", "已退金额", "退款", "refund", "refund_amount"), "refunded"),
    **dict.fromkeys(("状态", "订单状态", "交易状态", "status", "order_status"), "state"),
    **dict.fromkeys(("日期", "时间", "交易时间", "date", "paid_at", "time"), "ordered_at"),
    **dict.fromkeys(("order", "order_no", "order_number"), "order_id"),
    "退款时间": "refunded_at",
}
_UNIT = re.compile(r"(?P<name>.*?)\s*[(_\[]\s*(?P<unit>[^()\[\]]+?)\s*[)\]]?$")
MINOR = {"分", "fen", "cent", "cents", "minor"}
MAJOR = {"元", "yuan", "人民币", "cny", "rmb", "major"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlacedBook:
    """A sheet with the columns of ``record_file``, the map that names them, and its fallback keys."""

    sheet: Sheet
    record_file: RecordFile
    column_map: ColumnMap
    keys: tuple[pa.Array, ...]


def place_book(
    sheet: Sheet,
    given: ColumnMap,
    *,
    currency: str | None,
    minor_units: bool | None,
    keys: tuple[str, ...],
    findings: Findings,
) -> PlacedBook | None:
    """Return where a book's columns are; unknown ones are not read, which is a note. ``None`` with errors.

    ``minor_units`` states the unit of all amounts; otherwise headers state their own.
    """
    targets, unread = {}, []
    for header in dict.fromkeys(each.strip() for each in sheet.headers):
        if tidy_header(header) in given.ignore or header in given.ignore:
            continue
        target = given.targets.get(header) or _target(header, sheet.file, findings)
        if target is None:
            unread.append(header)
            continue
        is_money = BOOK.column(target.column).kind is Kind.MONEY
        targets[header] = _in_unit(target, minor_units=minor_units) if is_money else target
    constant = dict(given.constant)
    found = {target.column for target in targets.values()}
    if currency and "currency" not in found:
        constant["currency"] = currency
    _refuse_missing(sheet, found | set(constant), given.file, findings)
    _tell_unread(sheet, [each for each in unread if each and each not in keys], given.file, findings)
    fallback = tuple(_key(sheet, name, findings) for name in keys)
    if findings.refused(sheet.file):
        return None
    columns = tuple(each for each in _COLUMNS if each.name in found or each.name in constant)
    ignore = given.ignore | set(unread)
    column_map = ColumnMap(file=given.file, targets=targets, ignore=frozenset(ignore), constant=constant)
    record_file = RecordFile(BOOK.name, columns, BOOK.key)
    return PlacedBook(sheet=sheet, record_file=record_file, column_map=column_map, keys=fallback)


def _in_unit(target: Target, *, minor_units: bool | None) -> Target:
    return target if minor_units is None else replace(target, minor_units=minor_units)


def _target(header: str, file: str, findings: Findings) -> Target | None:
    known = _ALIASES | headers_of(BOOK)
    name = known.get(tidy_header(header))
    if name is not None:
        return Target(column=name)
    found = _UNIT.fullmatch(narrow(header).casefold())
    column = known.get(found["name"]) if found else None
    if found is None or column is None or BOOK.column(column).kind is not Kind.MONEY:
        return None
    if found["unit"] not in MINOR | MAJOR:
        place = Place(file=file, row=HEADER_ROW, column=header)
        findings.error(notices.UNIT_UNKNOWN, place, unit=found["unit"])
        return Target(column=column)
    return Target(column=column, minor_units=found["unit"] in MINOR)


def _refuse_missing(sheet: Sheet, found: set[str], map_file: str, findings: Findings) -> None:
    if not len(sheet.rows):
        findings.error(notices.NO_ROWS, Place(file=sheet.file))
    for name in NEEDED:
        if name in found:
            continue
        place = Place(file=sheet.file, row=HEADER_ROW, column=name)
        if name == "currency":
            findings.error(notices.CURRENCY_UNSAID, place)
        else:
            findings.error(MISSING_COLUMN, place, present=listing(sheet.headers), map=map_file)


def _tell_unread(sheet: Sheet, unread: list[str], map_file: str, findings: Findings) -> None:
    if unread:
        place = Place(file=sheet.file)
        findings.note(notices.COLUMNS_NOT_READ, place, columns=listing(unread), map=map_file)


def _key(sheet: Sheet, name: str, findings: Findings) -> pa.Array:
    headers = [narrow(header.strip()).casefold() for header in sheet.headers]
    wanted = narrow(name.strip()).casefold()
    if wanted not in headers:
        place = Place(file=sheet.file, row=HEADER_ROW, column=name)
        facts = {"hint": did_you_mean(name, sheet.headers), "present": listing(sheet.headers)}
        findings.error(COLUMN_NOT_THERE, place, **facts)
        return pa.array([], pa.string())
    coded = code(sheet.columns[headers.index(wanted)])
    refuse_personal(sheet, name, coded, findings)
    return pc.fill_null(coded.spread(coded.cells), "")
