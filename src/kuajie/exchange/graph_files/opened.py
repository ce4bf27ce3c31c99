"""A file opened once, as what it is: a sheet, JSON, lines of JSON, or a page."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kuajie.exchange.csv_sheet import read_csv_sheet
from kuajie.exchange.encoding import utf8_bytes
from kuajie.exchange.findings import Findings
from kuajie.exchange.graph_files.relation_names import plain_name
from kuajie.exchange.sheet import HEADER_ROW, Sheet
from kuajie.exchange.sheet_file import WORKBOOKS, read_file, sheet_of_bytes
from kuajie.knowledge.histories import Codes, Flags
from kuajie.messages import Place
from kuajie.messages.notices import graph as notices

_WIDE = "^[\x21-\x7e]*[\uff01-\uff5e][\x21-\x7e\uff01-\uff5e]*$"
_ESCAPED = re.compile(rb"\\u(?:0000|d[89a-f])", re.IGNORECASE)
_DAMAGED = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SheetFile:
    """Trimmed cells by header (as ``plain_name`` writes it, the first of several alike), and row numbers.

    ``untrimmed`` are the columns as they stand in a file that was just opened.
    """

    file: str
    headers: tuple[str, ...]
    columns: Mapping[str, pa.Array]
    rows: Codes
    untrimmed: tuple[pa.Array, ...] = ()

    @classmethod
    def of(cls, sheet: Sheet) -> SheetFile:
        """Return a sheet with trimmed cells."""
        columns: dict[str, pa.Array] = {}
        for header, column in zip(sheet.headers, sheet.columns, strict=True):
            if plain_name(header) not in columns:
                columns[plain_name(header)] = pc.utf8_trim_whitespace(column).combine_chunks()
        untrimmed = tuple(column.combine_chunks() for column in sheet.columns)
        return cls(
            file=sheet.file, headers=sheet.headers, columns=columns, rows=sheet.rows, untrimmed=untrimmed
        )

    def has(self, *names: str) -> bool:
        """Say whether there is a column under every name."""
        return all(name in self.columns for name in names)

    def place(self, position: int, column: str | None = None) -> Place:
        """Return where a row stands in the file."""
        return Place(file=self.file, row=int(self.rows[position]), column=column)

    def only(self, kept: Flags) -> SheetFile:
        """Return some of the rows."""
        mask = pa.array(kept)
        columns = {name: column.filter(mask) for name, column in self.columns.items()}
        return SheetFile(file=self.file, headers=self.headers, columns=columns, rows=self.rows[kept])

    def narrow(self, names: Sequence[str], findings: Findings) -> SheetFile:
        """Return a sheet whose ids under ``names`` are written in half-width characters; others are counted.

        Only cells of nothing but Latin letters, digits and signs are touched.
        """
        columns = dict(self.columns)
        for name in names:
            wide = pc.match_substring_regex(self.columns[name], _WIDE)
            if not pc.any(wide).as_py():
                continue
            columns[name] = pc.if_else(
                wide, pc.utf8_normalize(self.columns[name], "NFKC"), self.columns[name]
            )
            first = int(np.argmax(wide.to_numpy(zero_copy_only=False)))
            facts = {"count": f"{pc.sum(wide).as_py():,}", "example": self.columns[name][first].as_py()}
            findings.note(notices.WIDE_IDS, self.place(first, name), **facts)
        return SheetFile(file=self.file, headers=self.headers, columns=columns, rows=self.rows)

    def complete(self, names: Sequence[str], findings: Findings) -> SheetFile:
        """Return the rows filled in under ``names``; others are counted, with the first."""
        kept = np.ones(self.rows.size, dtype=np.bool_)
        for name in names:
            kept &= pc.not_equal(self.columns[name], "").to_numpy(zero_copy_only=False)
        if kept.all():
            return self
        first = self.place(int(np.argmin(kept)))
        findings.warn(notices.EMPTY_CELLS, first, count=f"{(~kept).sum():,}", columns=", ".join(names))
        return self.only(kept)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JsonFile:
    """What a JSON file holds."""

    file: str
    value: object


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JsonLinesFile:
    """What a file of one JSON value per line holds, with the number of each line."""

    file: str
    values: tuple[object, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageFile:
    """The text of an HTML page."""

    file: str
    text: str


Opened = SheetFile | JsonFile | JsonLinesFile | PageFile


def open_file(path: Path, *, file: str, findings: Findings) -> Opened | None:
    """Return what a file holds, by its first character; ``None`` and a finding where it cannot be read."""
    raw = read_file(path, file=file, findings=findings)
    if raw is None:
        return None
    if raw.startswith(WORKBOOKS):
        return _sheet(sheet_of_bytes(raw, file=file, findings=findings), file, findings)
    text = utf8_bytes(raw, file=file, findings=findings)
    return None if text is None else _of_text(text, file=file, findings=findings)


def _of_text(text: bytes, *, file: str, findings: Findings) -> Opened | None:
    first = text.lstrip()[:1]
    if first in (b"{", b"["):
        return _json(text, file=file, findings=findings)
    if first == b"<":
        return PageFile(file=file, text=text.decode())
    return _sheet(read_csv_sheet(text, file=file, findings=findings), file, findings)


def _sheet(sheet: Sheet | None, file: str, findings: Findings) -> SheetFile | None:
    if sheet is None:
        if not findings.refused(file):
            findings.error(notices.NOTHING_IN_FILE, Place(file=file))
        return None
    seen = Counter(plain_name(header) for header in sheet.headers)
    for name in (name for name, count in seen.items() if count > 1 and name):
        findings.warn(notices.REPEATED_HEADER, Place(file=file, row=HEADER_ROW, column=name))
    return SheetFile.of(sheet)


def _json(text: bytes, *, file: str, findings: Findings) -> JsonFile | JsonLinesFile | None:
    try:
        value = json.loads(text)
        return JsonFile(file=file, value=_whole_letters(value, text, file=file, findings=findings))
    except RecursionError:
        findings.error(notices.NESTED_TOO_DEEPLY, Place(file=file))
        return None
    except json.JSONDecodeError as error:
        if b"\n" in text.strip() and _is_json(text.lstrip().split(b"\n", 1)[0]):
            return _json_lines(text, file=file, findings=findings)
        place = Place(file=file, row=error.lineno)
        findings.error(notices.BROKEN_JSON, place, column=error.colno, reason=error.msg)
        return None


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _json_lines(text: bytes, *, file: str, findings: Findings) -> JsonLinesFile:
    """Return the values of all lines; lines that are not JSON are errors."""
    values, rows = [], []
    for row, line in _filled_lines(text):
        try:
            values.append(json.loads(line))
            rows.append(row)
        except (ValueError, RecursionError) as error:
            column = error.colno if isinstance(error, json.JSONDecodeError) else 1
            reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
            findings.error(notices.BROKEN_JSON, Place(file=file, row=row), column=column, reason=reason)
    whole = _whole_letters(values, text, file=file, findings=findings)
    return JsonLinesFile(file=file, values=tuple(whole if isinstance(whole, list) else ()), rows=tuple(rows))


def _whole_letters(value: object, text: bytes, *, file: str, findings: Findings) -> object:
    """Return a value whose texts can be written again: halves of letters and NULs are replaced and told."""
    if not _ESCAPED.search(text):
        return value
    count = 0

    def mended(each: object) -> object:
        nonlocal count
        if isinstance(each, str):
            whole, found = _DAMAGED.subn("\ufffd", each)
            count += found
            return whole
        if isinstance(each, list):
            return [mended(one) for one in each]
        if isinstance(each, dict):
            return {mended(key): mended(one) for key, one in each.items()}
        return each

    whole = mended(value)
    if count:
        findings.warn(notices.DAMAGED_LETTERS, Place(file=file), count=f"{count:,}")
    return whole


def _filled_lines(text: bytes) -> Iterator[tuple[int, bytes]]:
    for row, line in enumerate(text.split(b"\n"), start=1):
        if line.strip():
            yield row, line
