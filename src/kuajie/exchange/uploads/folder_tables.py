"""The tables of one party in a programme folder, for looking at: rows, days, what is not there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow.compute as pc

from kuajie.domain.records import RECORD_FILES, Kind
from kuajie.exchange.column_map import ColumnMap, read_column_maps
from kuajie.exchange.findings import Findings
from kuajie.exchange.folder import COLUMN_MAP
from kuajie.exchange.programme_file.draft import Draft, read_draft
from kuajie.exchange.programme_file.fields import FILE
from kuajie.exchange.record_files import read_tables
from kuajie.exchange.record_table import RecordTable
from kuajie.exchange.toml_file import read_toml
from kuajie.usecases.ports import Progress, silent


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFacts:
    """What can be said of a file at a glance: its rows and the days they cover."""

    record: str
    rows: int
    first: date | None = None
    last: date | None = None


def draft_of(folder: Path, findings: Findings) -> Draft:
    """Return what a folder's programme.toml says by itself; everything wrong with it is a finding."""
    return read_draft(read_toml(folder / FILE, file=FILE, findings=findings) or {}, findings=findings)


def tables_of(
    folder: Path, party: str, records: Collection[str], *, progress: Progress = silent
) -> Mapping[str, RecordTable]:
    """Return a party's tables (empty: the whole programme's) by record file; faulty ones are left out."""
    draft = draft_of(folder, Findings())
    only = replace(draft, parties=tuple(each for each in draft.parties if each["id"] == party))
    wanted = [name for name in records if RECORD_FILES[name].of_party == bool(party)]
    tables = read_tables(folder, only, findings=Findings(), progress=progress, only=wanted)
    return {name: table for (_, name), table in tables.items()}


def facts_of(table: RecordTable, zone: str) -> TableFacts:
    """Return the rows of a table and the days they cover, by its first column of days or moments."""
    dated = [column.name for column in table.record_file.columns if column.kind in {Kind.DAY, Kind.MOMENT}]
    if not dated or not len(table):
        return TableFacts(record=table.record_file.name, rows=len(table))
    ends = pc.min_max(table.days(dated[0], zone)).as_py()
    return TableFacts(record=table.record_file.name, rows=len(table), first=ends["min"], last=ends["max"])


def column_maps_in(path: Path, *, findings: Findings) -> dict[str, ColumnMap]:
    """Return a party's column maps; none without the file."""
    if not path.is_file():
        return {}
    values = read_toml(path, file=COLUMN_MAP, findings=findings)
    return read_column_maps(values or {}, file=COLUMN_MAP, findings=findings)


def records_of_party() -> tuple[str, ...]:
    """Return the record files that parties have."""
    return tuple(name for name, record in RECORD_FILES.items() if record.of_party)
