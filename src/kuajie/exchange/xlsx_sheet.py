"""Reading workbooks: the cells as the text a person would have written into a CSV."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import PurePosixPath
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet import HEADER_ROW, Sheet, sheet_of_lists
from kuajie.messages import Place, Text
from kuajie.messages.notices.files import SEVERAL_SHEETS, UNREADABLE

_SPREADSHEET_DIGITS = 15  # what spreadsheets keep and show; the digits after it are binary noise
_DAMAGED = Text(en="the workbook is damaged", zh="工作簿已损坏")
_Numbered = list[tuple[int, list[str]]]


def read_xlsx_sheet(data: bytes, *, file: str, findings: Findings) -> Sheet | None:
    """Return the cells of a workbook: of the sheet named like the file, or of the only filled one."""
    try:
        filled = _filled_sheets(data)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, ParseError):
        findings.error(UNREADABLE, Place(file=file), reason=_DAMAGED)
        return None
    name = PurePosixPath(file).stem
    if len(filled) > 1 and name not in filled:
        findings.error(SEVERAL_SHEETS, Place(file=file), sheets=", ".join(filled), name=name)
        return None
    rows = filled.get(name) or next(iter(filled.values()), None)
    return _sheet(file, rows) if rows else None


def _filled_sheets(data: bytes) -> dict[str, _Numbered]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles it does not know, which we do not use
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheets = {
                sheet.title: _filled_rows(sheet.iter_rows(values_only=True)) for sheet in book.worksheets
            }
        finally:
            book.close()
    return {title: rows for title, rows in sheets.items() if rows}


def _filled_rows(rows: Iterable[Sequence[object]]) -> _Numbered:
    texts = ((place, [cell_text(cell) for cell in row]) for place, row in enumerate(rows, start=HEADER_ROW))
    return [(place, cells) for place, cells in texts if any(cell.strip() for cell in cells)]


def cell_text(cell: object) -> str:
    """Return what a typed spreadsheet cell says.

    >>> cell_text(0.1 + 0.2), cell_text(3.0), cell_text(datetime(2026, 1, 5, 9, 30))
    ('0.3', '3', '2026-01-05 09:30:00')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return format(cell, f".{_SPREADSHEET_DIGITS}g")
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _sheet(file: str, rows: _Numbered) -> Sheet:
    headers = _trimmed(rows[0][1])
    width = max(len(headers), *(len(_trimmed(cells)) for _, cells in rows))
    padded = [(place, [*cells[:width], *[""] * (width - len(cells))]) for place, cells in rows]
    return sheet_of_lists(file, padded[0][1], padded[1:])


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]
