"""A [[course]] of programme.toml that is not sold yet: what its key ``launch`` says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from kuajie.domain.course import Course
from kuajie.domain.launch import Launch
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.course_section import read_course
from kuajie.exchange.programme_file.fields import Fault, Field, Section, wrong_type
from kuajie.exchange.programme_file.readers import belief, list_of, money, number, text
from kuajie.messages import Text
from kuajie.messages.notices.programme_file import NOT_SOLD_YET

LAUNCH = "launch"
_TABLE = Text(en="a table", zh="一个表")


def is_launch(section: Section) -> bool:
    """Say whether a course is one that is not sold yet."""
    return LAUNCH in section.values


def read_launch(section: Section, currency: str, party_ids: Collection[str]) -> dict[str, Any]:
    """Return the values of a course that is not sold yet; what it would be stands under ``launch``."""
    plain = {name: value for name, value in section.values.items() if name != LAUNCH}
    values = read_course(replace(section, values=plain), currency, party_ids)
    inner = section.values[LAUNCH]
    if not isinstance(inner, dict):
        section.fault(LAUNCH, Fault(wrong_type(_TABLE).notice, expected=_TABLE))
        inner = {}
    launch = replace(section, name=f"{section.name}.{LAUNCH}", values=inner).read(
        {
            "price": Field(money(currency), required=True),
            "weekly": Field(number(), required=True),
            "weekly_range": Field(belief()),
            "seats": Field(number()),
            "level": Field(text(), default=""),
            "language": Field(text(), default="zh"),
            "concepts": Field(list_of(text()), default=()),
        }
    )
    return {**values, LAUNCH: launch}


def build_launch(values: Mapping[str, Any]) -> Launch:
    """Return a course to be launched, from values without faults."""
    launch = dict(values[LAUNCH])
    weekly, weekly_range, seats = (launch.pop(name) for name in ("weekly", "weekly_range", "seats"))
    plain = {name: value for name, value in values.items() if name != LAUNCH}
    course = Course(
        **plain,
        **{**launch, "concepts": tuple(launch["concepts"])},
        seats=None if seats is None else int(seats),
    )
    return Launch(course=course, weekly=weekly, weekly_range=weekly_range)


def tell_launches(
    launches: tuple[Mapping[str, Any], ...], sections: list[Section], findings: Findings
) -> None:
    """Note of every course that is not sold yet what that means."""
    for values, section in zip(launches, sections, strict=True):
        if not findings.refused(section.file):
            facts = {"title": values["title"], "weekly": f"{values[LAUNCH]['weekly']:g}"}
            findings.note(NOT_SOLD_YET, section.place("id"), **facts)
