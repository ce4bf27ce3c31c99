"""What programme.toml says, checked by itself, before the catalogues give prices and seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kuajie.domain.calendar import Horizon
from kuajie.exchange.findings import Findings
from kuajie.exchange.nearest import did_you_mean
from kuajie.exchange.programme_file import (
    agreement,
    course_section,
    decided_section,
    fit_section,
    incentive_section,
    launch_section,
    lever_section,
    party_section,
)
from kuajie.exchange.programme_file.clause_kinds import Names
from kuajie.exchange.programme_file.country import country
from kuajie.exchange.programme_file.fields import FILE, Fault, Field, Section, section_of, sections_of
from kuajie.exchange.programme_file.readers import (
    currency,
    identifier,
    monday,
    text,
    time_zone,
    weeks,
)
from kuajie.messages import Place
from kuajie.messages.notices.programme_file import REPEATED_ID, UNKNOWN_KEY

_KEYS = (
    *("programme", "horizon", "objective", "budgets", "terms", "fit", "guards"),
    *("party", "course", "lever", "duty", "promise", "resource", "incentive"),
)
_IDENTITY = {
    "id": Field(identifier(), required=True),
    "title": Field(text(), required=True),
    "currency": Field(currency(), required=True),
    "time_zone": Field(time_zone(), required=True),
    "country": Field(country(), required=True),
}
_HORIZON = {"start": Field(monday(), required=True), "weeks": Field(weeks(), required=True)}
# What amounts are read in while the programme's own currency is wrong; nothing is built from them then.
_ANY_CURRENCY = "CNY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The checked values of programme.toml; a value is ``None`` only where a finding says why."""

    identity: Mapping[str, Any]
    horizon: Mapping[str, Any]
    parties: tuple[Mapping[str, Any], ...]
    courses: tuple[Mapping[str, Any], ...]
    levers: tuple[Mapping[str, Any], ...]
    agreement: agreement.Agreement
    fit: Mapping[str, Any]
    promises: tuple[Mapping[str, Any], ...]
    resources: tuple[Mapping[str, Any], ...]
    incentives: tuple[Mapping[str, Any], ...]
    launches: tuple[Mapping[str, Any], ...] = ()

    @property
    def party_ids(self) -> tuple[str, ...]:
        """The parties that have a usable id, each once."""
        return tuple(dict.fromkeys(party["id"] for party in self.parties if party["id"] is not None))

    @property
    def start(self) -> date | None:
        """The first day of the horizon."""
        start: date | None = self.horizon["start"]
        return start

    def horizon_value(self) -> Horizon:
        """Return the horizon of a draft without faults."""
        return Horizon(self.horizon["start"], self.horizon["weeks"])


def read_draft(values: Mapping[str, Any], *, findings: Findings) -> Draft:
    """Return what programme.toml says; everything wrong with it is a finding."""
    _refuse_unknown(values, findings)
    identity = section_of(values, "programme", required=True, findings=findings).read(_IDENTITY)
    horizon = section_of(values, "horizon", required=True, findings=findings).read(_HORIZON)
    parties, courses, levers = (
        sections_of(values, name, required=name != "lever", findings=findings)
        for name in ("party", "course", "lever")
    )
    for sections in (parties, courses, levers):
        _refuse_repeated(sections)
    planned = [section for section in courses if launch_section.is_launch(section)]
    courses = [section for section in courses if section not in planned]
    code = identity["currency"] or _ANY_CURRENCY
    party_ids, course_ids = _ids(parties), _ids(courses)
    lever_values = tuple(lever_section.read_lever(each, code, party_ids, course_ids) for each in levers)
    launches = tuple(launch_section.read_launch(each, code, party_ids) for each in planned)
    launch_section.tell_launches(launches, planned, findings)
    return Draft(
        identity=identity,
        launches=launches,
        horizon=horizon,
        parties=tuple(party_section.read_party(each, code) for each in parties),
        courses=tuple(course_section.read_course(each, code, party_ids) for each in courses),
        levers=lever_values,
        agreement=agreement.read_agreement(
            values,
            Names(currency=code, parties=party_ids, courses=course_ids, owners=_owners(lever_values)),
            findings=findings,
        ),
        fit=fit_section.read_fit(values, findings=findings),
        promises=decided_section.read_promises(values, code, lever_values, horizon, findings=findings),
        incentives=incentive_section.read_incentives(values, party_ids, course_ids, findings=findings),
        resources=decided_section.read_resources(values, _ids(levers), findings=findings),
    )


def _refuse_unknown(values: Mapping[str, Any], findings: Findings) -> None:
    for key in values:
        if key not in _KEYS:
            findings.error(UNKNOWN_KEY, Place(file=FILE, column=key), hint=did_you_mean(key, _KEYS))


def _refuse_repeated(sections: Iterable[Section]) -> None:
    seen: set[object] = set()
    for section in sections:
        name = section.values.get("id")
        if isinstance(name, str) and name in seen:
            section.fault("id", Fault(REPEATED_ID))
        seen.add(name if isinstance(name, str) else None)


def _owners(levers: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return who pays each lever, of those that say so."""
    return {lever["id"]: lever["party"] for lever in levers if lever["id"] and lever["party"]}


def _ids(sections: Iterable[Section]) -> tuple[str, ...]:
    names = (section.values.get("id") for section in sections)
    return tuple(dict.fromkeys(name for name in names if isinstance(name, str)))
