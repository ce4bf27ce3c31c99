"""Reading a programme folder: all good, or nothing taken and every finding told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from kuajie.domain.programme import Programme
from kuajie.domain.records import RECORD_FILES, Events
from kuajie.exchange.agreement_of_files import check_agreement
from kuajie.exchange.canonical import canonical_table, fingerprint
from kuajie.exchange.checks.levers import of_programme
from kuajie.exchange.conversion import Converter
from kuajie.exchange.findings import Findings
from kuajie.exchange.guards_section import guard_choices
from kuajie.exchange.programme_file.build import build_programme
from kuajie.exchange.programme_file.draft import Draft, read_draft
from kuajie.exchange.programme_file.fields import FILE
from kuajie.exchange.rates import rates_of
from kuajie.exchange.record_files import Tables, read_tables
from kuajie.exchange.refund_conversion import converted_refunds
from kuajie.exchange.toml_file import read_toml
from kuajie.messages import BadInput, Finding, Place, Text
from kuajie.messages.notices.files import NOT_A_FOLDER
from kuajie.messages.notices.programme_file import TOML_SYNTAX
from kuajie.settlement.guards.choices import GuardChoices
from kuajie.usecases.ports import Progress, silent

_TRUTH = "truth.json"
_CHECKING = Text(en="Checking that the files agree", zh="正在核对各文件是否一致")
_SORTING = Text(en="Putting the events in order", zh="正在整理记录")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """What a folder holds: the programme, everything that happened, and what to know about the files.

    ``truth`` is what a simulated folder says made its data, otherwise ``None``; ``guards`` what
    programme.toml says of its guards.
    """

    programme: Programme
    events: Events
    warnings: tuple[Finding, ...]
    truth: Mapping[str, object] | None
    guards: GuardChoices = field(default_factory=GuardChoices)


def read_folder(folder: Path, *, progress: Progress = silent) -> Reading:
    """Return everything in a programme folder.

    Raises ``BadInput`` with all findings (at most 50 listed per file) when anything cannot be taken.
    """
    findings = Findings()
    if not (folder / FILE).is_file():
        raise BadInput.of(NOT_A_FOLDER, place=Place(file=str(folder)))
    values = read_toml(folder / FILE, file=FILE, findings=findings)
    findings.stop_if_refused()
    draft = read_draft(values or {}, findings=findings)
    if None in (draft.identity["currency"], draft.identity["time_zone"], draft.start):
        findings.stop_if_refused()
    tables = read_tables(folder, draft, findings=findings, progress=progress)
    progress(_CHECKING, 0.8)
    tables = _of_programme(tables, draft, findings=findings)
    converted = _settled(tables, draft, findings=findings)
    truth = _truth(folder, findings)
    guards = _guards(values or {}, draft, converted, findings)
    findings.stop_if_refused()
    progress(_SORTING, 0.9)
    events = _events(converted, values or {})
    programme = build_programme(draft, _catalogue(draft, converted))
    progress(_SORTING, 1.0)
    return Reading(programme=programme, events=events, warnings=findings.warnings, truth=truth, guards=guards)


def _of_programme(tables: Tables, draft: Draft, *, findings: Findings) -> Tables:
    """Return the tables without the spend of other programmes."""
    name = draft.identity["id"]
    if name is None:
        return tables
    return {
        key: of_programme(table, name, findings=findings) if key[1] == "spend" else table
        for key, table in tables.items()
    }


def _settled(tables: Tables, draft: Draft, *, findings: Findings) -> Tables:
    """Return the tables in the programme's currency, checked against each other."""
    assert draft.start is not None  # noqa: S101 - told to the type checker; reading stops before otherwise
    converter = Converter(
        currency=draft.identity["currency"],
        zone=draft.identity["time_zone"],
        horizon_start=draft.start,
        rates=rates_of(tables.get(("", "rates")), findings=findings),
        findings=findings,
    )
    converted = {
        (party, name): converted_refunds(converter, table, tables.get((party, "orders")))
        if name == "refunds"
        else converter.convert(table)
        for (party, name), table in tables.items()
    }
    if not findings.refused(FILE):
        check_agreement(draft, tables, converted, findings=findings)
    return converted


def _guards(
    values: Mapping[str, object], draft: Draft, converted: Tables, findings: Findings
) -> GuardChoices:
    """Return what is said of the guards, of joint courses and all that catalogues list."""
    listed = (
        course
        for (_, name), table in converted.items()
        if name == "courses"
        for course in table.columns["course_id"].to_pylist()
    )
    own = (course["id"] for course in (*draft.courses, *draft.launches) if course["id"] is not None)
    courses = dict.fromkeys((*own, *listed))
    return guard_choices(values, courses=tuple(courses), parties=draft.party_ids, findings=findings)


def _events(converted: Tables, values: Mapping[str, object]) -> Events:
    tables = {
        name: canonical_table(record_file, [table for (_, kind), table in converted.items() if kind == name])
        for name, record_file in RECORD_FILES.items()
        if name != "rates"
    }
    return Events(tables, fingerprint(tables, values))


def _catalogue(draft: Draft, converted: Tables) -> dict[str, dict[str, object]]:
    """Return the row of each joint course in its seller's catalogue."""
    rows = {}
    for course in draft.courses:
        table = converted[course["seller"], "courses"]
        position = table.columns["course_id"].to_pylist().index(course["id"])
        rows[course["id"]] = {name: column[position].as_py() for name, column in table.columns.items()}
    return rows


def _truth(folder: Path, findings: Findings) -> Mapping[str, object] | None:
    path = folder / _TRUTH
    if not path.is_file():
        return None
    try:
        return MappingProxyType(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        findings.error(TOML_SYNTAX, Place(file=_TRUTH), reason=str(error))
        return None
