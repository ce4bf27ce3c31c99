"""The [[terms.clause]] tables of programme.toml, and of a file that holds another deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kuajie.domain.clauses import Clause
from kuajie.domain.contradictions import Conflict, Contradiction, contradictions
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.clause_kinds import KINDS, ClauseKind, Names
from kuajie.exchange.programme_file.fields import Fault, Field, Section, sections_of
from kuajie.exchange.programme_file.readers import day, word
from kuajie.messages import Text
from kuajie.messages.notices import deals as notices
from kuajie.messages.notices.programme_file import MISSING_KEY

_CONFLICTS = {
    Conflict.COURSE_SHARED_TWICE: (notices.COURSE_SHARED_TWICE, "courses"),
    Conflict.SAME_PROMISE: (notices.SAME_PROMISE, "payee"),
    Conflict.CAPPED_TWICE: (notices.CAPPED_TWICE, "party"),
    Conflict.GUARANTEE_ABOVE_CAP: (notices.GUARANTEE_ABOVE_CAP, "amount"),
    Conflict.REST_TO_CAPPED: (notices.REST_TO_CAPPED, "to"),
    Conflict.NOBODY_TAKES_REST: (notices.NOBODY_TAKES_REST, "party"),
    Conflict.COST_REIMBURSED_TWICE: (notices.COST_REIMBURSED_TWICE, "rate"),
    Conflict.LEVER_OF_ANOTHER: (notices.LEVER_OF_ANOTHER, "levers"),
    Conflict.TAKEN_OFF_TWICE: (notices.TAKEN_OFF_TWICE, "rate"),
    Conflict.HELD_TWICE: (notices.HELD_TWICE, "rate"),
    Conflict.HELD_OF_ALL: (notices.HELD_OF_ALL, "kind"),
    Conflict.COUPON_TWICE: (notices.COUPON_TWICE, "coupons"),
    Conflict.SAME_LEVEL: (notices.SAME_LEVEL, "level"),
}


def read_clauses(terms: Section, names: Names) -> tuple[Clause, ...]:
    """Return the clauses below ``[terms]``; those with a fault are left out, with findings that say why."""
    sections = [
        replace(section, name=f"{terms.name}.{section.name}" if terms.name else section.name)
        for section in sections_of(
            terms.values, "clause", required=False, findings=terms.findings, file=terms.file
        )
    ]
    read = [_clause(section, names) for section in sections]
    kept = [(section, clause) for section, clause in zip(sections, read, strict=True) if clause is not None]
    clauses = tuple(clause for _, clause in kept)
    for found in contradictions(clauses, parties=tuple(names.parties), owners=names.owners):
        _contradicts([section for section, _ in kept], sections, found)
    return clauses


def clause_fields(row: ClauseKind, names: Names) -> dict[str, Field]:
    """Return the keys of a kind of clause."""
    days = {"from": Field(day()), "until": Field(day())}
    return {"kind": Field(word(tuple(KINDS)), required=True), **row.fields(names), **days}


def _clause(section: Section, names: Names) -> Clause | None:
    """Return the clause of a table, or ``None`` and findings."""
    try:
        kind = _kind(section.values)
    except Fault as fault:
        section.fault("kind", fault)
        return None
    own = Findings()
    row = KINDS[kind]
    values = replace(section, findings=own).read(clause_fields(row, names))
    since, until = values.pop("from"), values.pop("until")
    if since is not None and until is not None and until <= since:
        replace(section, findings=own).fault("until", Fault(notices.ENDS_BEFORE, since=since))
    if not own.any_error:
        row.check(replace(section, findings=own), values)
    section.findings.take(own)
    del values["kind"]
    return None if own.any_error else row.build(**values, since=since, until=until)


def _kind(values: Mapping[str, Any]) -> str:
    kinds = ", ".join(KINDS)
    if "kind" not in values:
        expected = Text(en=f"one of {kinds}", zh=f"以下之一：{kinds}")
        raise Fault(MISSING_KEY, expected=expected)
    return str(word(tuple(KINDS)).read(values["kind"]))


def _contradicts(kept: list[Section], every: list[Section], found: Contradiction) -> None:
    notice, key = _CONFLICTS[found.conflict]
    section = kept[found.clause]
    about: object = found.about
    if found.conflict is Conflict.COURSE_SHARED_TWICE:
        about = _course(found.about) if found.about else notices.ALL_COURSES
    facts: dict[str, Any] = {"about": about}
    if found.with_clause is not None:
        facts["other"] = _number(every.index(kept[found.with_clause]) + 1)
    section.fault(key, Fault(notice, **facts))


def _course(name: str) -> Text:
    written = name.replace("{", "{{").replace("}", "}}")
    return Text(en=f"course {written}", zh=f"课程 {written} ")


def _number(place: int) -> Text:
    return Text(en=f"clause {place}", zh=f"第 {place} 条")
