"""[guards] of programme.toml: which guards are off and why, courses by kind, what is shared with whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.fields import Fault, Field, Reader, Section, section_of, sections_of
from kuajie.exchange.programme_file.readers import anything, days, list_of, table_of, text, word, words
from kuajie.messages.notices.guards import NO_COUNTRY_CODE, OFF_WITHOUT_REASON, SHARES_WITH_ITSELF
from kuajie.settlement.guards.choices import GuardChoices
from kuajie.settlement.guards.prepaid import Length
from kuajie.settlement.guards.rules import Guard
from kuajie.settlement.guards.shared import Share

NAME = "guards"
FIELDS = ("medical", "legal")
CODE = 2
"""Letters in the code of a country."""


def guard_choices(
    values: Mapping[str, Any], *, courses: Collection[str], parties: Collection[str], findings: Findings
) -> GuardChoices:
    """Return the choices of the values of programme.toml; what is wrong is a finding."""
    section = section_of(values, NAME, required=False, findings=findings)
    listed, counted = words(courses), table_of(courses, days())
    read = section.read(
        {
            "country": Field(_country(), default=""),
            "off": Field(table_of([*Guard], anything()), default={}),
            "k12": Field(listed, default=()),
            "lessons": Field(counted, default={}),
            "months": Field(counted, default={}),
            **{name: Field(listed, default=()) for name in FIELDS},
            "share": Field(anything()),
        }
    )
    tables = sections_of(section.values, "share", required=False, findings=findings)
    lessons, months = read["lessons"], read["months"]
    return GuardChoices(
        country=read["country"],
        off=_reasons(section, read["off"]),
        k12=read["k12"],
        lengths={
            course: Length(lessons=lessons.get(course), months=months.get(course))
            for course in dict.fromkeys((*lessons, *months))
        },
        fields={name: read[name] for name in FIELDS},
        shares=tuple(dict.fromkeys(share for table in tables for share in _shares(table, parties))),
    )


def _country() -> Reader:
    """Take a country's code of two letters, in any case."""
    plain = text()

    def read(value: Any) -> str:
        code = str(plain.read(value)).strip().upper()
        if not (len(code) == CODE and code.isascii() and code.isalpha()):
            raise Fault(NO_COUNTRY_CODE)
        return code

    return Reader(plain.expected, read)


def _reasons(section: Section, off: Mapping[str, Any]) -> dict[Guard, str]:
    reasons = {}
    for name, reason in off.items():
        if isinstance(reason, str) and reason.strip():
            reasons[Guard(name)] = reason.strip()
        else:
            section.fault("off", Fault(OFF_WITHOUT_REASON, key=f".{name}", guard=name))
    return reasons


def _shares(table: Section, parties: Collection[str]) -> list[Share]:
    named = Section(
        name=f"{NAME}.{table.name}", values=table.values, findings=table.findings, file=table.file
    )
    read = named.read(
        {
            "party": Field(word(parties), required=True),
            "recipients": Field(words(parties), required=True, default=()),
            "fields": Field(list_of(text()), required=True, default=()),
            "purpose": Field(text(), required=True),
        }
    )
    party, purpose = read["party"], read["purpose"]
    if party in read["recipients"]:
        named.fault("recipients", Fault(SHARES_WITH_ITSELF, party=party))
    if party is None or purpose is None:
        return []
    return [
        Share(party=party, recipient=recipient, field=field, purpose=purpose)
        for recipient in read["recipients"]
        if recipient != party
        for field in read["fields"]
    ]
