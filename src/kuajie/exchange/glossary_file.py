"""A person's own glossary: terms and abbreviations with their English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import listing
from kuajie.exchange.sheet_file import read_sheet
from kuajie.knowledge.text.words import normal
from kuajie.messages import Finding, Place
from kuajie.messages.notices import links as notices

NAMES: Mapping[str, tuple[str, ...]] = {
    "term": ("term", "zh", "chinese", "术语", "中文"),
    "english": ("english", "en", "英文"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadGlossary:
    """Terms (normal) with their English, and what to know about the file."""

    terms: Mapping[str, str]
    warnings: tuple[Finding, ...]


def read_glossary(path: Path) -> ReadGlossary:
    """Return the terms of a file with columns term and english; incomplete rows are counted.

    Raises ``BadInput`` when it cannot be read or lacks a column.
    """
    findings, file = Findings(), str(path)
    sheet = read_sheet(path, file=file, columns=NAMES, findings=findings)
    headers = [] if sheet is None else [header.strip().casefold() for header in sheet.headers]
    columns = []
    for name, known in NAMES.items():
        place = next((headers.index(each) for each in known if each in headers), None)
        if sheet is not None and place is not None:
            columns.append(
                [normal(cell) for cell in pc.utf8_trim_whitespace(sheet.columns[place]).to_pylist()]
            )
        elif sheet is not None:
            facts = {"column": name, "found": listing(sheet.headers)}
            findings.error(notices.NO_TERMS, Place(file=file), **facts)
    findings.stop_if_refused()
    if sheet is None:
        raise ValueError(f"{path} has neither cells nor a finding")
    rows = list(zip(*columns, strict=True))
    empty = [row for row, cells in zip(sheet.rows.tolist(), rows, strict=True) if not all(cells)]
    if empty:
        findings.warn(notices.BAD_TERM, Place(file=file, row=empty[0]), count=f"{len(empty):,}")
    return ReadGlossary(
        terms={term: english for term, english in rows if term and english}, warnings=findings.warnings
    )
