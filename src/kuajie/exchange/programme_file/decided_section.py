"""The [[promise]] and [[resource]] tables of programme.toml: what is agreed already, and what is scarce."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from kuajie.domain.calendar import DAYS_OF_WEEK
from kuajie.domain.decided import Promise, Resource
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.fields import Fault, Field, Section, sections_of
from kuajie.exchange.programme_file.readers import monday, money, number, table_of, text, word
from kuajie.messages.notices.programme_file import (
    NO_LIMIT,
    PROMISE_ABOVE_MAXIMUM,
    PROMISE_OUTSIDE_HORIZON,
    PROMISED_TWICE,
)


def read_promises(
    values: Mapping[str, Any],
    currency: str,
    levers: Sequence[Mapping[str, Any]],
    horizon: Mapping[str, Any],
    *,
    findings: Findings,
) -> tuple[Mapping[str, Any], ...]:
    """Return the promised spends; each within the horizon and the lever's weekly maximum, and once."""
    most = {lever["id"]: lever["weekly_max"] for lever in levers if lever["id"] is not None}
    found, seen = [], set()
    for section in sections_of(values, "promise", required=False, findings=findings):
        read = section.read(
            {
                "lever": Field(word(tuple(most)), required=True),
                "week": Field(monday(), required=True),
                "spend": Field(money(currency), required=True),
            }
        )
        if None not in read.values():
            _check_promise(section, read, most[read["lever"]], horizon)
            place = (read["lever"], read["week"])
            if place in seen:
                section.fault("week", Fault(PROMISED_TWICE, lever=read["lever"], week=read["week"]))
            seen.add(place)
        found.append(read)
    return tuple(found)


def _check_promise(section: Section, read: Mapping[str, Any], most: Any, horizon: Mapping[str, Any]) -> None:
    start, weeks = horizon["start"], horizon["weeks"]
    if start is not None and weeks is not None:
        last = start + timedelta(days=DAYS_OF_WEEK * (weeks - 1))
        if not start <= read["week"] <= last:
            section.fault("week", Fault(PROMISE_OUTSIDE_HORIZON, start=start, last=last))
    if most is not None and read["spend"] > most:
        section.fault("spend", Fault(PROMISE_ABOVE_MAXIMUM, most=most))


def read_resources(
    values: Mapping[str, Any], lever_ids: Collection[str], *, findings: Findings
) -> tuple[Mapping[str, Any], ...]:
    """Return the scarce resources; each with a limit."""
    found = []
    for section in sections_of(values, "resource", required=False, findings=findings):
        read = section.read(
            {
                "title": Field(text(), required=True),
                "uses": Field(table_of(lever_ids, number()), required=True),
                "weekly": Field(number()),
                "total": Field(number()),
            }
        )
        if not {"weekly", "total"} & set(section.values):
            section.fault("weekly", Fault(NO_LIMIT))
        found.append(read)
    return tuple(found)


def build_promises(read: Sequence[Mapping[str, Any]]) -> tuple[Promise, ...]:
    """Return the promises of values without faults."""
    return tuple(Promise(**each) for each in read)


def build_resources(read: Sequence[Mapping[str, Any]]) -> tuple[Resource, ...]:
    """Return the resources of values without faults."""
    return tuple(Resource(**each) for each in read)
