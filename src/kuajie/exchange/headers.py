"""Which column of ours each column of a partner's file is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kuajie.domain.records import Column, RecordFile
from kuajie.exchange.column_map import ColumnMap, Target
from kuajie.exchange.findings import Findings
from kuajie.exchange.header_names import headers_of, tidy_header
from kuajie.exchange.nearest import did_you_mean, listing
from kuajie.exchange.sheet import HEADER_ROW, Sheet
from kuajie.messages import Place
from kuajie.messages.notices.files import MISSING_COLUMN, SAME_COLUMN_TWICE, UNKNOWN_COLUMN


def place_columns(
    sheet: Sheet, record_file: RecordFile, column_map: ColumnMap, *, findings: Findings
) -> dict[str, tuple[int, Target]]:
    """Return for each column of ours where it stands in the sheet, and how its cells are written.

    Unknown headers, two headers for one column, and missing columns are findings.
    """
    placed: dict[str, tuple[int, Target]] = {}
    unknown: list[str] = []
    for position, header in enumerate(sheet.headers):
        if _is_ignored(header, column_map) or _is_bare(sheet, position):
            continue
        target = _target(header, headers_of(record_file), column_map)
        if target is None:
            unknown.append(header)
        elif target.column in placed:
            place = Place(file=sheet.file, row=HEADER_ROW, column=target.column)
            first = sheet.headers[placed[target.column][0]]
            findings.error(SAME_COLUMN_TWICE, place, first=first, second=header, map=column_map.file)
        else:
            placed[target.column] = (position, target)
    missing = [
        column
        for column in record_file.columns
        if column.name not in placed and column.name not in column_map.constant
    ]
    for header in unknown:
        _refuse_unknown(sheet, header, missing, column_map, findings=findings)
    _refuse_missing(sheet, missing, column_map, findings=findings)
    return placed


def _is_ignored(header: str, column_map: ColumnMap) -> bool:
    return header.strip() in column_map.ignore or tidy_header(header) in column_map.ignore


def _is_bare(sheet: Sheet, position: int) -> bool:
    """Say whether a column has neither a header nor cells, as spreadsheets leave behind."""
    if sheet.headers[position].strip():
        return False
    return all(not text or text.isspace() for text in sheet.columns[position].unique().to_pylist())


def _target(header: str, known: Mapping[str, str], column_map: ColumnMap) -> Target | None:
    mapped = column_map.targets.get(header.strip()) or column_map.targets.get(tidy_header(header))
    if mapped is not None:
        return mapped
    name = known.get(tidy_header(header))
    return None if name is None else Target(column=name)


def _refuse_unknown(
    sheet: Sheet, header: str, missing: Sequence[Column], column_map: ColumnMap, *, findings: Findings
) -> None:
    """Refuse a header and suggest a column that the file still lacks, one that it must have before others."""
    findings.error(
        UNKNOWN_COLUMN,
        Place(file=sheet.file, row=HEADER_ROW, column=header),
        hint=did_you_mean(
            header,
            [column.name for column in missing if column.required],
            [column.name for column in missing if not column.required],
        ),
        map=column_map.file,
    )


def _refuse_missing(
    sheet: Sheet, missing: Sequence[Column], column_map: ColumnMap, *, findings: Findings
) -> None:
    for column in missing:
        if column.required:
            findings.error(
                MISSING_COLUMN,
                Place(file=sheet.file, row=HEADER_ROW, column=column.name),
                present=listing(sheet.headers),
                map=column_map.file,
            )
