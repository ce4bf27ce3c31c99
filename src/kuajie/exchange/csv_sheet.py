"""Reading delimited text: fast for tidy files, row by row with exact places for untidy ones."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from kuajie.exchange.findings import Findings
from kuajie.exchange.sheet import HEADER_ROW, Sheet, filled_rows, sheet_of_lists
from kuajie.messages import Place
from kuajie.messages.notices.files import OPEN_QUOTE, WRONG_CELL_COUNT

_DELIMITERS = (",", "\t", ";")
_LONGEST_CELL = 1 << 24
_LONGEST_HEADER = 1 << 20


def read_csv_sheet(data: bytes, *, file: str, findings: Findings) -> Sheet | None:
    """Return the cells of a CSV file in UTF-8; ``None`` without a header or a way to read it.

    The delimiter is whichever of comma, tab and semicolon the header holds most of.
    """
    end = _end_of_text(data)
    if not end:
        return None
    delimiter = _delimiter(data)
    if _is_tidy(data, end):
        try:
            return _read_tidy(data, file=file, delimiter=delimiter)
        except pa.ArrowInvalid:  # rows of different lengths: the slow way names them
            pass
    return _read_untidy(data, file=file, delimiter=delimiter, findings=findings)


def _end_of_text(data: bytes) -> int:
    """Return where the text ends before trailing white space, without copying what may be large."""
    end = len(data)
    while end and data[end - 1 : end].isspace():
        end -= 1
    return end


def _delimiter(data: bytes) -> str:
    header = data[:_LONGEST_HEADER].strip().splitlines()[0]
    return max(_DELIMITERS, key=lambda mark: header.count(mark.encode()))


def _is_tidy(data: bytes, end: int) -> bool:
    """Say whether rows can be numbered by counting: no blank lines, one kind of line end, quotes in pairs."""
    gaps = data[:1].isspace() or data.find(b"\n\n", 0, end) >= 0 or data.find(b"\n\r\n", 0, end) >= 0
    lone_returns = data.find(b"\r", 0, end) >= 0 and data.count(b"\r") != data.count(b"\r\n")
    return not gaps and not lone_returns and data.count(b'"') % 2 == 0


def _read_tidy(data: bytes, *, file: str, delimiter: str) -> Sheet:
    width = len(_header(data, delimiter))
    table = arrow_csv.read_csv(
        io.BytesIO(data),
        read_options=arrow_csv.ReadOptions(autogenerate_column_names=True),
        parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in data),
        convert_options=arrow_csv.ConvertOptions(
            column_types={f"f{place}": pa.string() for place in range(width)}, strings_can_be_null=False
        ),
    )
    headers = tuple(column[0].as_py() for column in table.columns)
    rows = np.arange(HEADER_ROW + 1, HEADER_ROW + len(table), dtype=np.int64)
    columns = tuple(column.slice(1) for column in table.columns)
    return filled_rows(Sheet(file=file, headers=headers, columns=columns, rows=rows))


def _header(data: bytes, delimiter: str) -> Sequence[str]:
    start = io.StringIO(data[:_LONGEST_HEADER].decode("utf-8", errors="ignore"), newline="")
    return next(csv.reader(start, delimiter=delimiter))


def _read_untidy(data: bytes, *, file: str, delimiter: str, findings: Findings) -> Sheet | None:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter, strict=True)
    filled = _filled(reader)
    place = HEADER_ROW
    try:
        _, headers = next(filled, (place, None))
        if headers is None:  # nothing but characters that count as blank in texts, though not in bytes
            return None
        rows = []
        for place, cells in filled:
            fitted = _fitted(cells, len(headers))
            if fitted is None:
                where = Place(file=file, row=place)
                findings.error(WRONG_CELL_COUNT, where, found=len(cells), expected=len(headers))
            else:
                rows.append((place, fitted))
    except csv.Error:
        findings.error(OPEN_QUOTE, Place(file=file, row=place + 1))
        return None
    return sheet_of_lists(file, headers, rows)


def _filled(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for place, cells in enumerate(reader, start=HEADER_ROW):
        if any(cell.strip() for cell in cells):
            yield place, cells


def _fitted(cells: list[str], width: int) -> list[str] | None:
    if len(cells) > width and not any(cells[width:]):
        return cells[:width]
    return cells if len(cells) == width else None
