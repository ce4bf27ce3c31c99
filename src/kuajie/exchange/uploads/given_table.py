"""A table that somebody hands in: which record file it is, and which of its headers nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from kuajie.domain.records import RECORD_FILES, RecordFile
from kuajie.exchange.column_map import ColumnMap
from kuajie.exchange.findings import Findings
from kuajie.exchange.header_names import headers_of, tidy_header
from kuajie.exchange.sheet import Sheet
from kuajie.exchange.sheet_file import read_sheet

SHOWN_CELLS = 3
_ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenColumn:
    """A column as it was given: its header, its first cells, and the column of ours it is or may be.

    ``known``: the header says it, or the column map; otherwise ``column`` is a suggestion or empty.
    """

    header: str
    cells: tuple[str, ...]
    column: str = ""
    known: bool = False
    ignored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTable:
    """A table as it was given, read as one of our record files."""

    record: str
    columns: tuple[GivenColumn, ...]
    missing: tuple[str, ...]

    @property
    def mapped(self) -> bool:
        """Whether every header is understood and nothing required is missing."""
        return not self.missing and all(column.known or column.ignored for column in self.columns)


def record_named(name: str) -> str:
    """Return the record file that a file is named after, or nothing.

    >>> record_named("明德/Orders.xlsx"), record_named("export-2026.csv")
    ('orders', '')
    """
    stem = PurePosixPath(name.replace("\\", "/")).stem.casefold()
    return stem if stem in RECORD_FILES else ""


def look_at_table(
    path: Path, *, file: str, record: str, maps: Mapping[str, ColumnMap], findings: Findings
) -> GivenTable | None:
    """Return what a file holds, as ``record`` or (where empty) as what its headers are most like."""
    sheet = read_sheet(path, file=file, columns=(), findings=findings)
    if sheet is None:
        return None
    name = record or likely_record(sheet.headers)
    return _as_record(sheet, RECORD_FILES[name], maps.get(name, ColumnMap(file="")))


def likely_record(headers: Iterable[str]) -> str:
    """Return the record file that most headers fit, the share of its required columns deciding.

    >>> likely_record(["订单号", "行号", "退款时间", "退款金额", "币种"])
    'refunds'
    """
    tidy = {tidy_header(header) for header in headers}
    return max(RECORD_FILES, key=lambda name: _fit(tidy, RECORD_FILES[name]))


def _fit(tidy: set[str], record: RecordFile) -> tuple[float, float]:
    known = headers_of(record)
    found = {known[header] for header in tidy if header in known}
    required = {column.name for column in record.columns if column.required}
    return len(found & required) / len(required), len(found) / max(1, len(tidy))


def _as_record(sheet: Sheet, record: RecordFile, told: ColumnMap) -> GivenTable:
    known = headers_of(record)
    placed = {header: _known(header, known, told) for header in sheet.headers}
    taken = {name for name in (*placed.values(), *told.constant) if name}
    columns = tuple(
        _column(sheet, place, record, placed[header], taken, told)
        for place, header in enumerate(sheet.headers)
        if header.strip() or any(_cells(sheet, place))
    )
    missing = (column.name for column in record.columns if column.required and column.name not in taken)
    return GivenTable(record=record.name, columns=columns, missing=tuple(missing))


def _known(header: str, known: Mapping[str, str], told: ColumnMap) -> str:
    mapped = told.targets.get(header.strip()) or told.targets.get(tidy_header(header))
    return mapped.column if mapped else known.get(tidy_header(header), "")


def _column(
    sheet: Sheet, place: int, record: RecordFile, known: str, taken: set[str], told: ColumnMap
) -> GivenColumn:
    header = sheet.headers[place]
    ignored = header.strip() in told.ignore or tidy_header(header) in told.ignore
    guess = known or suggested(header, record, taken)
    return GivenColumn(
        header=header, cells=_cells(sheet, place), column=guess, known=bool(known), ignored=ignored
    )


def _cells(sheet: Sheet, place: int) -> tuple[str, ...]:
    return tuple(str(cell) for cell in sheet.columns[place].slice(0, SHOWN_CELLS).to_pylist())


def suggested(header: str, record: RecordFile, taken: Iterable[str]) -> str:
    """Return the column, not taken yet, whose English or Chinese names are most like a header; or nothing.

    >>> suggested("支付金额(分)", RECORD_FILES["orders"], ["order_id"])
    'paid'
    """
    free = {name: column for name, column in headers_of(record).items() if column not in set(taken)}
    scored = [(_likeness(tidy_header(header), name), column) for name, column in free.items()]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else ""


def _likeness(header: str, name: str) -> float:
    if len(name) > 1 and name in header:
        return 1.0
    return SequenceMatcher(None, header, name).ratio()


def section_of_columns(
    record: RecordFile,
    chosen: Mapping[str, str],
    *,
    minor: Sequence[str] = (),
    constant: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Return the section of ``columns.toml`` for headers and what each stands for (empty: ignored).

    Headers that are known anyway are left out; ``minor`` are headers whose amounts are in fen; ``constant``
    the cells of columns that the file does not have, empty where they may be.
    """
    known = headers_of(record)
    section: dict[str, object] = {}
    for header, column in chosen.items():
        if column and header in minor:
            section[header] = {"column": column, "minor_units": True}
        elif column and known.get(tidy_header(header)) != column:
            section[header] = column
    ignored = sorted(header for header, column in chosen.items() if not column)
    given = dict(constant or {})
    return section | ({"ignore": ignored} if ignored else {}) | ({"constant": given} if given else {})
