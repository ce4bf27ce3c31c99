"""Files that a party hands in: looked at, checked within the whole folder, compared with what was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuajie.messages import BadInput, Finding
from kuajie.messages.notices.files import MISSING_FILE
from kuajie.usecases.progress import Progress, silent

if TYPE_CHECKING:
    from kuajie.exchange.uploads.folder_tables import TableFacts
    from kuajie.exchange.uploads.given_table import GivenTable
    from kuajie.exchange.uploads.row_changes import RowChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """How a folder stands: what refuses it, which files it still lacks, what to know."""

    errors: tuple[Finding, ...] = ()
    missing: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything can be asked of it."""
        return not self.errors and not self.missing


def folder_state(folder: Path, *, progress: Progress = silent) -> FolderState:
    """Return how a programme folder stands; files that are still missing are told apart from faults."""
    from kuajie.exchange.reading import read_folder

    try:
        return FolderState(warnings=read_folder(folder, progress=progress).warnings)
    except BadInput as refused:
        missing = tuple(each for each in refused.findings if each.notice is MISSING_FILE)
        errors = tuple(each for each in refused.findings if each.notice is not MISSING_FILE)
        return FolderState(errors=errors, missing=missing)


def look_at(path: Path, *, file: str, record: str, column_map: Path) -> GivenTable | tuple[Finding, ...]:
    """Return what a file that was handed in holds, or why it cannot be read.

    ``record`` is which record file it is (empty: what its headers are most like); ``column_map`` the place
    of the party's columns.toml.
    """
    from kuajie.exchange.findings import Findings
    from kuajie.exchange.uploads.folder_tables import column_maps_in
    from kuajie.exchange.uploads.given_table import look_at_table

    findings = Findings()
    try:
        maps = column_maps_in(column_map, findings=findings)
        given = look_at_table(path, file=file, record=record, maps=maps, findings=findings)
        findings.stop_if_refused()
    except BadInput as refused:
        return refused.findings
    return given if given is not None else ()


def changed_rows(
    before: Path, after: Path, party: str, records: Sequence[str], *, progress: Progress = silent
) -> tuple[RowChanges, ...]:
    """Return what changes in a party's record files (empty party: the programme's) between two folders."""
    from kuajie.domain.records import RECORD_FILES
    from kuajie.exchange.uploads.folder_tables import tables_of
    from kuajie.exchange.uploads.row_changes import compare_rows

    old = tables_of(before, party, records, progress=progress)
    new = tables_of(after, party, records, progress=progress)
    return tuple(compare_rows(RECORD_FILES[name], old.get(name), new.get(name)) for name in records)


def table_facts(folder: Path, party: str, records: Sequence[str]) -> tuple[TableFacts, ...]:
    """Return rows and days of a party's record files that can be read."""
    from kuajie.exchange.findings import Findings
    from kuajie.exchange.uploads.folder_tables import draft_of, facts_of, tables_of

    zone = draft_of(folder, Findings()).identity["time_zone"]
    return tuple(facts_of(table, zone) for table in tables_of(folder, party, records).values())


def columns_text(column_map: Path, sections: Mapping[str, Mapping[str, object]]) -> str:
    """Return a party's columns.toml with some sections replaced; raises ``BadInput`` for a faulty one."""
    from kuajie.exchange.column_map import read_column_maps
    from kuajie.exchange.findings import Findings
    from kuajie.exchange.folder import COLUMN_MAP
    from kuajie.exchange.toml_file import read_toml
    from kuajie.exchange.toml_text import toml_text

    findings = Findings()
    there = column_map.is_file()
    values = (read_toml(column_map, file=COLUMN_MAP, findings=findings) if there else None) or {}
    values = {**values, **{name: dict(section) for name, section in sections.items()}}
    read_column_maps(values, file=COLUMN_MAP, findings=findings)
    findings.stop_if_refused()
    return toml_text({name: section for name, section in values.items() if section})


def programme_values(folder: Path) -> dict[str, Any]:
    """Return the values of a folder's programme.toml; raises ``BadInput`` when it cannot be parsed."""
    from kuajie.exchange.findings import Findings
    from kuajie.exchange.programme_file.fields import FILE
    from kuajie.exchange.toml_file import read_toml

    findings = Findings()
    values = read_toml(folder / FILE, file=FILE, findings=findings)
    findings.stop_if_refused()
    return values or {}


def programme_faults(values: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Return everything wrong with the values of a programme.toml by itself, files aside."""
    from kuajie.exchange.checks.limits import check_budgets
    from kuajie.exchange.findings import Findings
    from kuajie.exchange.programme_file.draft import read_draft
    from kuajie.exchange.programme_file.lever_section import build_lever

    findings = Findings()
    draft = read_draft(values, findings=findings)
    try:
        findings.stop_if_refused()
        check_budgets(
            [build_lever(lever) for lever in draft.levers],
            draft.agreement.budgets_value(),
            weeks=draft.horizon["weeks"],
            currency=draft.identity["currency"],
            findings=findings,
        )
        findings.stop_if_refused()
    except BadInput as refused:
        return refused.findings
    return ()


def programme_toml(values: Mapping[str, Any]) -> str:
    """Return values as a programme.toml; comments of the file they came from are not in it."""
    from kuajie.exchange.toml_text import toml_text

    return toml_text(values)


def graph_faults(folder: Path) -> tuple[Finding, ...]:
    """Return what is wrong with the graph files of a programme folder."""
    from kuajie.exchange.findings import Findings
    from kuajie.exchange.graph_files.programme import read_programme

    findings = Findings()
    try:
        read_programme(folder, findings)
        findings.stop_if_refused()
    except BadInput as refused:
        return refused.findings
    return ()


def others_consents_changed(before: Path, after: Path, party: str) -> bool:
    """Say whether consents about other parties' data differ between two folders."""
    from kuajie.domain.records import RECORD_FILES
    from kuajie.exchange.uploads.folder_tables import tables_of
    from kuajie.exchange.uploads.row_changes import compare_rows

    tables = [tables_of(folder, "", ["consents"]).get("consents") for folder in (before, after)]
    foreign = [table and table.keep(~table.rows_where("party", {party})) for table in tables]
    return not compare_rows(RECORD_FILES["consents"], foreign[0], foreign[1]).none
