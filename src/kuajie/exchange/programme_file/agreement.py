"""Objective, budgets, terms and duties of programme.toml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kuajie.domain.terms import Aim, Base, Budgets, Duty, LateRefunds, Objective, Participation, Terms
from kuajie.exchange.findings import Findings
from kuajie.exchange.programme_file.clause_kinds import Names
from kuajie.exchange.programme_file.clause_section import read_clauses
from kuajie.exchange.programme_file.fields import FILE, Fault, Field, section_of, sections_of
from kuajie.exchange.programme_file.readers import (
    anything,
    day,
    days,
    money,
    number,
    shares,
    table_of,
    text,
    word,
    words,
)
from kuajie.messages.notices.deals import LATE_WITHOUT_WINDOW, LESSONS_BESIDE_CASH, SHARES_BESIDE_CLAUSE
from kuajie.messages.notices.programme_file import MIX_WITHOUT_WEIGHTS

_WEIGHED = (Aim.ENROLMENTS, Aim.COMPLETIONS, Aim.PROFIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The values of what was agreed or aimed at."""

    objective: Mapping[str, Any]
    budgets: Mapping[str, Any]
    terms: Mapping[str, Any]
    duties: tuple[Mapping[str, Any], ...]

    def objective_value(self) -> Objective:
        """Return the objective of an agreement without faults."""
        weights = {Aim(aim): weight for aim, weight in self.objective["weights"].items()}
        return Objective(
            aim=Aim(self.objective["aim"]),
            weights=weights,
            profit_floors=self.objective["profit_floors"],
            participation=Participation(self.objective["participation"]),
        )

    def budgets_value(self) -> Budgets:
        """Return the budgets of an agreement without faults."""
        return Budgets(
            by_party=self.budgets["party"],
            total=self.budgets["total"],
            weekly_by_party=self.budgets["weekly"],
            weekly_total=self.budgets["weekly_total"],
        )

    def terms_value(self) -> Terms:
        """Return the terms of an agreement without faults."""
        return Terms(**self.terms)

    def duty_values(self) -> tuple[Duty, ...]:
        """Return the duties of an agreement without faults."""
        return tuple(Duty(**duty) for duty in self.duties)


def read_agreement(values: Mapping[str, Any], names: Names, *, findings: Findings) -> Agreement:
    """Return what was agreed, from the parsed programme.toml."""
    currency, party_ids = names.currency, names.parties
    duties = sections_of(values, "duty", required=False, findings=findings)
    return Agreement(
        objective=_objective(values, currency, party_ids, findings=findings),
        budgets=section_of(values, "budgets", required=False, findings=findings).read(
            {
                "total": Field(money(currency)),
                "party": Field(table_of(party_ids, money(currency)), default={}),
                "weekly_total": Field(money(currency)),
                "weekly": Field(table_of(party_ids, money(currency)), default={}),
            }
        ),
        terms=read_terms(values, names, findings=findings),
        duties=tuple(
            duty.read(
                {
                    "owner": Field(word(party_ids), required=True),
                    "task": Field(text(), required=True),
                    "due": Field(day(), required=True),
                }
            )
            for duty in duties
        ),
    )


def _objective(
    values: Mapping[str, Any], currency: str, party_ids: Collection[str], *, findings: Findings
) -> dict[str, Any]:
    section = section_of(values, "objective", required=False, findings=findings)
    read = section.read(
        {
            "aim": Field(word([str(aim) for aim in Aim]), default=str(Aim.PROFIT)),
            "weights": Field(table_of([str(aim) for aim in _WEIGHED], number()), default={}),
            "profit_floors": Field(table_of(party_ids, money(currency, signed=True)), default={}),
            "participation": Field(
                word([str(choice) for choice in Participation]), default=str(Participation.TRANSFERABLE)
            ),
        }
    )
    if read["aim"] == Aim.MIX and not any(read["weights"].values()):
        section.fault("weights", Fault(MIX_WITHOUT_WEIGHTS))
    return read


def terms_fields(names: Names) -> dict[str, Field]:
    """Return the keys of the table ``[terms]``; its clauses are read apart."""
    return {
        "revenue_shares": Field(shares(names.parties, or_none=True), default={}),
        "refund_window_days": Field(days()),
        "late_refunds": Field(word([str(each) for each in LateRefunds])),
        "rounding_order": Field(words(names.parties), default=()),
        "base": Field(word([str(each) for each in Base]), default=str(Base.CASH)),
        "consumed_courses": Field(words(names.courses), default=()),
        "unused_after_days": Field(days()),
        "clause": Field(anything()),
    }


def read_terms(
    values: Mapping[str, Any], names: Names, *, findings: Findings, file: str = FILE
) -> dict[str, Any]:
    """Return the agreed shares and the clauses of the table ``[terms]`` of a file."""
    section = section_of(values, "terms", required=False, findings=findings, file=file)
    read = section.read(terms_fields(names))
    clauses = read_clauses(section, names)
    if read["revenue_shares"] and Terms(clauses=clauses).shares_everything:
        section.fault("revenue_shares", Fault(SHARES_BESIDE_CLAUSE))
    if read["late_refunds"] is not None and read["refund_window_days"] is None:
        section.fault("late_refunds", Fault(LATE_WITHOUT_WINDOW))
    if section.values.get("base", Base.CASH) == Base.CASH:
        for key in ("consumed_courses", "unused_after_days"):
            if read[key] not in ((), None):
                section.fault(key, Fault(LESSONS_BESIDE_CASH))
    del read["clause"]
    late, base = LateRefunds(read["late_refunds"] or "shared"), Base(read["base"])
    return {**read, "late_refunds": late, "base": base, "clauses": clauses}
