"""programme.toml of what was typed, and what the library says is wrong with it, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from kuajie.messages import Finding
from kuajie.wiring import uploads as wiring
from kuajie_site.setup.forms import clean_prices, prices
from kuajie_site.setup.steps import STEPS, Step, bound


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed in every step as values; nothing for a step that is not sound by itself."""
    return {step.name: _cleaned(step, values) for step in STEPS}


def _cleaned(step: Step, values: Mapping[str, Any]) -> Any:
    form = bound(step, values, as_sent(step, values))
    if not form.is_valid():
        return None
    if not step.many:
        return form.cleaned_data
    return [row for row in form.cleaned_data if row.get("key")]


def as_sent(step: Step, values: Mapping[str, Any]) -> QueryDict:
    """Return what a step's page would send for values kept as typed."""
    sent = QueryDict(mutable=True)
    kept: Any = values.get(step.name) or ([] if step.many else {})
    if step.many:
        sent["row-TOTAL_FORMS"], sent["row-INITIAL_FORMS"] = str(max(len(kept), step.least)), "0"
        for place, row in enumerate(kept):
            _send(sent, row, f"row-{place}-")
    else:
        _send(sent, kept, "")
    return sent


def _send(sent: QueryDict, row: Mapping[str, Any], prefix: str) -> None:
    for name, value in row.items():
        if value is not None:
            sent.setlist(f"{prefix}{name}", value if isinstance(value, list) else [str(value)])


def programme_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of programme.toml for everything typed that is sound by itself."""
    sound = cleaned(values)
    told: dict[str, Any] = {}
    if sound["basics"]:
        told |= _basics(sound["basics"])
    told |= _budgets(sound["budgets"] or {})
    told["party"] = [
        {"id": row["key"], "name": row["name"], "role": row["role"]} for row in sound["parties"] or ()
    ]
    told["course"] = [_course(row) for row in sound["courses"] or ()]
    told["lever"] = [_lever(row) for row in sound["levers"] or ()]
    return {name: value for name, value in told.items() if value}


def _basics(row: Mapping[str, Any]) -> dict[str, Any]:
    identity = {"id": row["key"]} | {
        name: row[name] for name in ("title", "currency", "time_zone", "country")
    }
    return {"programme": identity, "horizon": {"start": row["start"], "weeks": row["weeks"]}}


def _course(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {"id": row["key"], "title": row["title"], "seller": row["seller"], "requires": row["requires"]}
    if row["price_choices"]:
        told["price_choices"] = prices(clean_prices(row["price_choices"]))
    costs = {
        name.removeprefix("cost-"): f"{cost:.2f}"
        for name, cost in row.items()
        if name.startswith("cost-") and cost
    }
    return told | ({"unit_costs": costs} if costs else {})


def _lever(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {"id": row["key"]} | {name: row[name] for name in ("title", "party", "kind", "unit")}
    if row["unit_cost"] is not None:
        told["unit_cost"] = f"{row['unit_cost']:.2f}"
    return told | {"weekly_max": f"{row['weekly_max']:.2f}"}


def _budgets(row: Mapping[str, Any]) -> dict[str, Any]:
    by_party = {
        name.removeprefix("party-"): f"{amount:.2f}"
        for name, amount in row.items()
        if name.startswith("party-") and amount is not None
    }
    told: dict[str, Any] = {"total": f"{row['total']:.2f}"} if row.get("total") is not None else {}
    return {"budgets": told | ({"party": by_party} if by_party else {})} if told or by_party else {}


def faults_of(values: Mapping[str, Any], steps: Iterable[Step]) -> list[Finding]:
    """Return what the library says is wrong with the sections that some steps make."""
    sections = {section for step in steps for section in step.sections}
    return [fault for fault in wiring.programme_faults(programme_of(values)) if section_of(fault) in sections]


def section_of(fault: Finding) -> str:
    """Return which table of programme.toml a finding is about."""
    column = fault.place.column or ""
    return column.split("[")[0].split(".")[0]
