"""Answers to the study ``plan`` as planning would leave them, without planning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from kuajie.wiring.outlines import outline
from kuajie_site.programmes.models import Programme, Seat
from kuajie_site.studies.models import Answer

MakePlan = Callable[[str], Answer]


def plan_record(programme: Programme, amount: str) -> dict[str, Any]:
    """Return the record of a plan that spends the same on every lever in every week."""
    latest = programme.latest
    assert latest is not None
    known = outline(latest.folder)
    weeks = [str(known.start + timedelta(weeks=week)) for week in range(known.weeks)]
    money = {"amount": amount, "currency": "CNY"}
    profit = {"mean": 1234567.0, "lower": 1000000.0, "median": 1200000.0, "upper": 1500000.0}
    parties = list(programme.parties.all())
    return {
        "currency": "CNY",
        "weeks": weeks,
        "profit": profit,
        "party_risks": [{"party": party.name, "profit": profit} for party in parties],
        "chance_of_loss": 0.01,
        "enrolments": profit,
        "spend": 1000.0,
        "set_up": 0.0,
        "gap": 0.02,
        "levers": [{"id": lever.id, "title": lever.id, "party": lever.party} for lever in known.levers],
        "spend_by_week": {lever.id: [money] * len(weeks) for lever in known.levers},
        "prices": dict.fromkeys(known.courses, money),
        "courses": [
            {"id": course, "title": course, "enrolments": profit, "full_weeks": 0} for course in known.courses
        ],
        "budgets": [],
        "trustworthy": True,
    }


@pytest.fixture
def plan_of(programme: Programme) -> MakePlan:
    """Return what makes the answer of a plan that spends an amount on every lever in every week."""
    seat = Seat.objects.get(programme=programme, user__name="owner")

    def make(amount: str) -> Answer:
        return Answer.objects.create(
            programme=programme,
            version=programme.latest,
            study="plan",
            key=f"plan of {amount}",
            parts={"zh": [], "en": []},
            record=plan_record(programme, amount),
            asked_by=seat.user,
            party=seat.party,
        )

    return make
