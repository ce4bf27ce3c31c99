"""The [[terms.clause]] tables of programme.toml, and of a file that holds another deal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostKind,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
)
from kuajie.domain.deal import Conflict, Contradiction, contradictions
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.fields import Fault, Field, Section, sections_of
from kuajie.exchange.programme_file.readers import fraction, money, shares, tiers, word, words
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
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What clauses may name: parties, courses, levers with who pays each; amounts are in ``currency``."""

    currency: str
    parties: tuple[str, ...]
    courses: tuple[str, ...]
    owners: Mapping[str, str]


class _Kind(NamedTuple):
    """A kind of clause: its keys, what its values must keep together, and the clause they make."""

    fields: Callable[[Names], dict[str, Field]]
    check: Callable[[Section, Mapping[str, Any]], None]
    build: Callable[..., Clause]


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
    for found in contradictions(clauses, parties=names.parties, owners=names.owners):
        _contradicts([section for section, _ in kept], sections, found)
    return clauses


def _clause(section: Section, names: Names) -> Clause | None:
    """Return the clause of a table, or ``None`` and findings."""
    try:
        kind = _kind(section.values)
    except Fault as fault:
        section.fault("kind", fault)
        return None
    own = Findings()
    row = _KINDS[kind]
    values = replace(section, findings=own).read({"kind": Field(word(tuple(_KINDS))), **row.fields(names)})
    if not own.any_error:
        row.check(replace(section, findings=own), values)
    section.findings.take(own)
    del values["kind"]
    return None if own.any_error else row.build(**values)


def _kind(values: Mapping[str, Any]) -> str:
    kinds = ", ".join(_KINDS)
    if "kind" not in values:
        expected = Text(en=f"one of {kinds}", zh=f"以下之一：{kinds}")
        raise Fault(MISSING_KEY, expected=expected)
    return str(word(tuple(_KINDS)).read(values["kind"]))


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


def _nothing(section: Section, values: Mapping[str, Any]) -> None:
    del section, values


def _two_parties(section: Section, values: Mapping[str, Any]) -> None:
    if values["payer"] == values["payee"]:
        section.fault("payee", Fault(notices.PAYS_ITSELF, party=values["payee"]))


def _not_to_itself(section: Section, values: Mapping[str, Any]) -> None:
    if values["party"] in values["to"]:
        section.fault("to", Fault(notices.REST_TO_CAPPED, about=values["party"]))


def _recoups(section: Section, values: Mapping[str, Any]) -> None:
    by_costs = bool(values["costs"])
    stated = values["amount"] is not None
    if by_costs == stated or (stated and (values["limit"] is not None or values["levers"])):
        section.fault("amount" if stated else "costs", Fault(notices.RECOUP_OF_WHAT))
    elif by_costs:
        _spend_named(section, values)


def _reimburses(section: Section, values: Mapping[str, Any]) -> None:
    _two_parties(section, values)
    if values["rate"] > 1:
        section.fault("rate", Fault(notices.RATE_ABOVE_ONE))
    if not values["costs"]:
        section.fault("costs", Fault(notices.NO_COSTS))
    else:
        _spend_named(section, values)


def _spend_named(section: Section, values: Mapping[str, Any]) -> None:
    if values["levers"] and CostKind.SPEND not in values["costs"]:
        section.fault("levers", Fault(notices.LEVERS_WITHOUT_SPEND))


def _courses(names: Names) -> dict[str, Field]:
    return {"courses": Field(words(names.courses), default=())}


def _payment(names: Names) -> dict[str, Field]:
    party = word(names.parties)
    return {
        "payer": Field(party, required=True),
        "payee": Field(party, required=True),
        "amount": Field(money(names.currency), required=True),
    }


def _cost_fields(names: Names, *, usual: tuple[str, ...]) -> dict[str, Field]:
    return {
        "costs": Field(words([str(kind) for kind in CostKind]), default=usual),
        "levers": Field(words(tuple(names.owners)), default=()),
    }


def _recoup_fields(names: Names) -> dict[str, Field]:
    amount = Field(money(names.currency))
    return {
        "party": Field(word(names.parties), required=True),
        **_cost_fields(names, usual=()),
        "limit": amount,
        "amount": amount,
        **_courses(names),
    }


def _cost_share_fields(names: Names) -> dict[str, Field]:
    payment = {name: field for name, field in _payment(names).items() if name != "amount"}
    spend = (str(CostKind.SPEND),)
    rate = {"rate": Field(fraction(), required=True)}
    return {**payment, **rate, **_cost_fields(names, usual=spend), **_courses(names)}


def _tiers_fields(names: Names) -> dict[str, Field]:
    modes = word([str(mode) for mode in TierMode])
    return {
        "mode": Field(modes, default=str(TierMode.MARGINAL)),
        "tiers": Field(tiers(names.parties, names.currency), required=True),
        **_courses(names),
    }


def _cap_fields(names: Names) -> dict[str, Field]:
    return {
        "party": Field(word(names.parties), required=True),
        "amount": Field(money(names.currency), required=True),
        "to": Field(words(names.parties), default=()),
        **_courses(names),
    }


def _of_costs(make: Callable[..., Clause]) -> Callable[..., Clause]:
    """Return a maker that takes the kinds of costs as words."""

    def build(**values: Any) -> Clause:
        return make(**{**values, "costs": tuple(CostKind(each) for each in values["costs"])})

    return build


def _build_tiers(**values: Any) -> Clause:
    rows = tuple(Tier(threshold=threshold, shares=parts) for threshold, parts in values["tiers"])
    return Tiers(tiers=rows, mode=TierMode(values["mode"]), courses=values["courses"])


def _payment_on_courses(names: Names) -> dict[str, Field]:
    return {**_payment(names), **_courses(names)}


def _share_fields(names: Names) -> dict[str, Field]:
    return {"shares": Field(shares(names.parties), required=True), **_courses(names)}


_KINDS: Mapping[str, _Kind] = {
    "share": _Kind(_share_fields, _nothing, RevenueShare),
    "tiers": _Kind(_tiers_fields, _nothing, _build_tiers),
    "recoup": _Kind(_recoup_fields, _recoups, _of_costs(Recoup)),
    "cap": _Kind(_cap_fields, _not_to_itself, Cap),
    "guarantee": _Kind(_payment_on_courses, _two_parties, MinimumGuarantee),
    "fixed_fee": _Kind(_payment, _two_parties, FixedFee),
    "fee_per_enrolment": _Kind(_payment_on_courses, _two_parties, FeePerEnrolment),
    "cost_share": _Kind(_cost_share_fields, _reimburses, _of_costs(CostShare)),
}
