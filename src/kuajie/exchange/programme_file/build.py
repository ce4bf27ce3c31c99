"""The programme itself, from a draft without faults and the sellers' catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kuajie.domain.programme import Programme
from kuajie.exchange.programme_file.course_section import build_course
from kuajie.exchange.programme_file.decided_section import build_promises, build_resources
from kuajie.exchange.programme_file.draft import Draft
from kuajie.exchange.programme_file.fit_section import build_fit
from kuajie.exchange.programme_file.incentive_section import build_incentives
from kuajie.exchange.programme_file.launch_section import build_launch
from kuajie.exchange.programme_file.lever_section import build_lever
from kuajie.exchange.programme_file.party_section import build_party


def build_programme(draft: Draft, catalogue: Mapping[str, Mapping[str, Any]]) -> Programme:
    """Return the programme; ``catalogue`` holds the seller's row of each joint course, by course id."""
    currency = draft.identity["currency"]
    return Programme(
        **draft.identity,
        parties=tuple(build_party(party) for party in draft.parties),
        courses=tuple(
            replace(
                build_course(course, catalogue[course["id"]], currency),
                incentives=build_incentives(draft.incentives, course["id"]),
            )
            for course in draft.courses
        ),
        levers=tuple(build_lever(lever) for lever in draft.levers),
        horizon=draft.horizon_value(),
        budgets=draft.agreement.budgets_value(),
        objective=draft.agreement.objective_value(),
        terms=draft.agreement.terms_value(),
        duties=draft.agreement.duty_values(),
        fit=build_fit(draft.fit),
        promises=build_promises(draft.promises),
        resources=build_resources(draft.resources),
        launches=tuple(build_launch(each) for each in draft.launches),
    )
