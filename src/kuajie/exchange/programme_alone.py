"""A programme without anything that happened: programme.toml and the catalogues of what is sold together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kuajie.domain.programme import Programme
from kuajie.exchange.conversion import Converter
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.build import build_programme
from kuajie.exchange.programme_file.draft import Draft, read_draft
from kuajie.exchange.programme_file.fields import FILE
from kuajie.exchange.rates import rates_of
from kuajie.exchange.reading import read_folder
from kuajie.exchange.record_files import read_tables
from kuajie.exchange.toml_file import read_toml
from kuajie.usecases.ports import Progress, silent

_NEEDED = ("courses", "rates")


def read_programme_alone(folder: Path, *, progress: Progress = silent) -> Programme:
    """Return the programme of a folder without reading its records.

    What is wrong with it is told as by reading the whole folder: raises ``BadInput`` with every finding.
    """
    findings = Findings()
    programme = _programme(folder, findings) if (folder / FILE).is_file() else None
    return programme if programme is not None else read_folder(folder, progress=progress).programme


def _programme(folder: Path, findings: Findings) -> Programme | None:
    """Return the programme, or nothing where anything is to be found fault with."""
    values = read_toml(folder / FILE, file=FILE, findings=findings)
    if findings.any_error:
        return None
    draft = read_draft(values or {}, findings=findings)
    rows = None if draft.start is None else _catalogue(folder, draft, draft.start, findings)
    return None if rows is None or findings.any_error else build_programme(draft, rows)


def _catalogue(
    folder: Path, draft: Draft, start: date, findings: Findings
) -> dict[str, dict[str, object]] | None:
    """Return the row of each joint course in its seller's catalogue; nothing where one is missing."""
    if findings.any_error:
        return None
    tables = read_tables(folder, draft, findings=findings, progress=silent, only=_NEEDED)
    converter = Converter(
        currency=draft.identity["currency"],
        zone=draft.identity["time_zone"],
        horizon_start=start,
        rates=rates_of(tables.get(("", "rates")), findings=findings),
        findings=findings,
    )
    listed = {
        seller: converter.convert(table) for (seller, name), table in tables.items() if name == "courses"
    }
    rows: dict[str, dict[str, object]] = {}
    for course in draft.courses:
        table = listed.get(course["seller"])
        known = [] if table is None else table.columns["course_id"].to_pylist()
        if table is None or course["id"] not in known:
            return None
        place = known.index(course["id"])
        rows[course["id"]] = {name: column[place].as_py() for name, column in table.columns.items()}
    return rows
