"""Finding rows of a folder's files again: what was read is sorted and no longer knows its row."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from kuajie.domain.records import RECORD_FILES
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.draft import read_draft
from kuajie.exchange.programme_file.fields import FILE
from kuajie.exchange.record_files import read_tables
from kuajie.exchange.toml_file import read_toml
from kuajie.usecases.progress import silent

Key = tuple[object, ...]
"""A party and the values of the columns that identify a row."""


def row_numbers(folder: Path, name: str, wanted: Collection[Key]) -> Mapping[Key, tuple[str, int]]:
    """Return file and row (from 1, with the header) of rows of one kind of record file."""
    if not wanted:
        return {}
    findings = Findings()
    draft = read_draft(read_toml(folder / FILE, file=FILE, findings=findings) or {}, findings=findings)
    tables = read_tables(folder, draft, findings=findings, progress=silent, only=(name,))
    found: dict[Key, tuple[str, int]] = {}
    for (party, _), table in tables.items():
        columns = [table.columns[column].to_pylist() for column in RECORD_FILES[name].key]
        for row, *key in zip(table.rows.tolist(), *columns, strict=True):
            if (place := (party, *key)) in wanted:
                found[place] = (table.file, row)
    return found
