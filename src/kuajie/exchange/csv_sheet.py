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


def read_csv_sheet(data: bytes, *, file: str, findings: Findings) -> Sheet | None:
    """Return the cells of a CSV file in UTF-8; ``None`` without a header or a way to read it.

    The delimiter is whichever of comma, tab and semicolon the header holds most of.
    """
    body = data.strip(b"\r\n")
    if not body.strip():
        return None
    delimiter = _delimiter(body)
    if _is_tidy(data, body):
        try:
            return _read_tidy(body, file=file, delimiter=delimiter)
        except pa.ArrowInvalid:  # rows of different lengths: the slow way names them
            pass
    return _read_untidy(data, file=file, delimiter=delimiter, findings=findings)


def _delimiter(body: bytes) -> str:
    header = body.splitlines()[0] if len(body) < 1 << 16 else body[: 1 << 16].splitlines()[0]
    return max(_DELIMITERS, key=lambda mark: header.count(mark.encode()))


def _is_tidy(data: bytes, body: bytes) -> bool:
    starts_at_once = data[:1] not in (b"\r", b"\n")
    gaps = b"\n\n" in body or b"\n\r\n" in body
    lone_returns = b"\r" in body and body.count(b"\r") != body.count(b"\r\n")
    return starts_at_once and not gaps and not lone_returns and body.count(b'"') % 2 == 0


def _read_tidy(body: bytes, *, file: str, delimiter: str) -> Sheet:
    width = len(_header(body, delimiter))
    table = arrow_csv.read_csv(
        io.BytesIO(body),
        read_options=arrow_csv.ReadOptions(autogenerate_column_names=True, block_size=1 << 22),
        parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in body),
        convert_options=arrow_csv.ConvertOptions(
            column_types={f"f{place}": pa.string() for place in range(width)}, strings_can_be_null=False
        ),
    )
    headers = tuple(column[0].as_py() for column in table.columns)
    rows = np.arange(HEADER_ROW + 1, HEADER_ROW + len(table), dtype=np.int64)
    columns = tuple(column.slice(1) for column in table.columns)
    return filled_rows(Sheet(file=file, headers=headers, columns=columns, rows=rows))


def _header(body: bytes, delimiter: str) -> Sequence[str]:
    start = io.StringIO(body[: 1 << 20].decode("utf-8", errors="ignore"), newline="")
    return next(csv.reader(start, delimiter=delimiter))


def _read_untidy(data: bytes, *, file: str, delimiter: str, findings: Findings) -> Sheet | None:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter, strict=True)
    filled = _filled(reader)
    place = HEADER_ROW
    try:
        _, headers = next(filled)
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
