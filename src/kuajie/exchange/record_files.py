"""Reading every record file of a programme folder into tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from kuajie.domain.lever import LeverKind
from kuajie.domain.records import RECORD_FILES
from kuajie.domain.terms import Base
from kuajie.exchange.column_map import ColumnMap, read_column_maps
from kuajie.exchange.findings import Findings
from kuajie.exchange.folder import COLUMN_MAP, FoundFiles, find_files
from kuajie.exchange.nearest import listing
from kuajie.exchange.programme_file.draft import Draft
from kuajie.exchange.record_cells import read_cells
from kuajie.exchange.record_table import RecordTable
from kuajie.exchange.repeated_rows import collapse_repeats
from kuajie.exchange.sheet_file import read_sheet
from kuajie.exchange.toml_file import read_toml
from kuajie.messages import Place, Text
from kuajie.messages.notices.files import MISSING_FILE
from kuajie.usecases.ports import Progress

Tables = Mapping[tuple[str, str], RecordTable]
"""Record tables by party (empty for files of the whole programme) and name of the record file."""

_READING_SHARE = 0.8

_SELLS = Text(en="this party sells a joint course", zh="该合作方销售合作课程")
_HAS_ORDERS = Text(en="this party has orders", zh="该合作方有订单")
_HAS_LESSONS = Text(en="this party has lessons consumed", zh="该合作方有课消记录")
_COUNTS_LESSONS = Text(
    en='this party sells a joint course whose revenue counts as lessons are consumed (base = "consumed"); '
    "the header alone will do until there are any",
    zh='该合作方销售按课消计收入的合作课程（base = "consumed"）；尚无课消时只写表头即可',
)
_HAS_MARKETING = Text(en="this party has a marketing lever", zh="该合作方有营销杠杆")
_HAS_TRAINING = Text(en="this party has a training lever", zh="该合作方有培训杠杆")


def read_tables(
    folder: Path,
    draft: Draft,
    *,
    findings: Findings,
    progress: Progress,
    only: Collection[str] = tuple(RECORD_FILES),
) -> Tables:
    """Return the table of every record file (of those in ``only``) that is there and sound.

    Everything else is a finding.
    """
    found = {party: find_files(folder, party, findings=findings) for party in ("", *draft.party_ids)}
    for party in draft.party_ids:
        _refuse_missing(draft, party, found[party], only, findings=findings)
    jobs = [(party, name) for party, files in found.items() for name in files.records if name in only]
    maps = {party: _column_maps(files, findings=findings) for party, files in found.items()}
    tables = {}
    for done, (party, name) in enumerate(jobs):
        file = found[party].records[name].name
        progress(Text(en=f"Reading {file}", zh=f"正在读取 {file}"), _READING_SHARE * done / len(jobs))
        column_map = maps[party].get(name, ColumnMap(file=f"{found[party].prefix}{COLUMN_MAP}"))
        table = _read_table(found[party], party, name, draft, column_map, findings=findings)
        if table is not None:
            tables[party, name] = table
    return tables


def _read_table(
    files: FoundFiles,
    party: str,
    name: str,
    draft: Draft,
    column_map: ColumnMap,
    *,
    findings: Findings,
) -> RecordTable | None:
    record_file, found = RECORD_FILES[name], files.records[name]
    columns = [column.name for column in record_file.columns]
    sheet = read_sheet(found.path, file=found.name, columns=columns, findings=findings)
    if sheet is None:
        return None
    zone = draft.identity["time_zone"]
    table = read_cells(sheet, record_file, party=party, zone=zone, column_map=column_map, findings=findings)
    return None if table is None else collapse_repeats(table, findings=findings)


def _column_maps(files: FoundFiles, *, findings: Findings) -> dict[str, ColumnMap]:
    if files.column_map is None:
        return {}
    values = read_toml(files.column_map.path, file=files.column_map.name, findings=findings)
    return read_column_maps(values or {}, file=files.column_map.name, findings=findings)


def _refuse_missing(
    draft: Draft, party: str, files: FoundFiles, only: Collection[str], *, findings: Findings
) -> None:
    for name, reason in _required(draft, party, files).items():
        if name in only and name not in files.records:
            columns = listing(column.name for column in RECORD_FILES[name].columns if column.required)
            findings.error(MISSING_FILE, Place(file=files.name_of(name)), reason=reason, columns=columns)


def _required(draft: Draft, party: str, files: FoundFiles) -> dict[str, Text]:
    kinds = {lever["kind"] for lever in draft.levers if lever["party"] == party}
    required: dict[str, Text] = {}
    if "orders" in files.records:
        required["courses"] = _HAS_ORDERS
    if any(course["seller"] == party for course in draft.courses):
        required |= {"courses": _SELLS, "orders": _SELLS}
    if "lessons" in files.records:
        required["orders"] = _HAS_LESSONS
    if any(course["seller"] == party for course in draft.courses if _is_consumed(draft, course["id"])):
        required["lessons"] = _COUNTS_LESSONS
    if LeverKind.MARKETING in kinds:
        required["spend"] = _HAS_MARKETING
    if LeverKind.TRAINING in kinds:
        required["training"] = _HAS_TRAINING
    return required


def _is_consumed(draft: Draft, course: str) -> bool:
    terms = draft.agreement.terms
    return terms["base"] is Base.CONSUMED and course in (terms["consumed_courses"] or (course,))
