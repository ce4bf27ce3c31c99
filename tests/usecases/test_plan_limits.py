"""What is promised, scarce or limited by the week holds in the plan of a programme, to the cent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.decided import Promise, Resource
from kuajie.domain.lever import Unit
from kuajie.domain.money import Money
from kuajie.messages import InfeasiblePlan
from kuajie.usecases.plan import PlanQuestion, plan_programme


def yuan(amount: float) -> Money:
    return Money.nearest(amount, "CNY")


def planned(programme, fit):
    return plan_programme(PlanQuestion(programme=programme, fit=fit, draws=20, test_draws=50))


def weekly_spend(programme, answer, party=None):
    rows = [
        [float(amount) for amount in answer.plan.spend[lever.id]]
        for lever in programme.levers
        if party in (None, lever.party)
    ]
    return np.array(rows).sum(axis=0)


def test_weekly_budgets_and_changes_and_promises_are_kept_and_cost_something(reading, fit, plan):
    programme = reading.programme
    free = weekly_spend(programme, plan)
    lever = max(programme.levers, key=lambda lever: plan.plan.total(lever.id).minor)
    weekly = yuan(0.8 * free.max())
    change = yuan(0.05 * float(lever.weekly_max))
    week = programme.horizon.weeks[1]
    limited = replace(
        programme,
        budgets=replace(programme.budgets, weekly_total=weekly),
        levers=tuple(
            replace(each, largest_change=change) if each.id == lever.id else each for each in programme.levers
        ),
        promises=(Promise(lever=lever.id, week=week, spend=yuan(1234)),),
    )
    answer = planned(limited, fit)
    row = [float(amount) for amount in answer.plan.spend[lever.id]]
    assert weekly_spend(programme, answer).max() <= float(weekly) + 0.01
    assert row[1] == pytest.approx(1234)
    assert np.abs(np.diff(row)).max() <= float(change) + 0.02
    assert answer.plan.certificate.value <= plan.plan.certificate.bound
    assert answer.plan.certificate.gap < 0.05


def test_hours_of_teachers_limit_what_they_teach(reading, fit, plan):
    programme = reading.programme
    taught = [lever for lever in programme.levers if lever.unit is not Unit.MONEY]
    assert taught
    lever = max(taught, key=lambda lever: plan.plan.total(lever.id).minor)
    hours = np.array([float(each) for each in plan.plan.spend[lever.id]]) / float(lever.unit_cost)
    assert hours.max() > 0
    scarce = Resource(title="teachers", uses={lever.id: 2.0}, weekly=0.5 * hours.max(), total=hours.sum() / 2)
    answer = planned(replace(programme, resources=(scarce,)), fit)
    used = 2.0 * np.array([float(each) for each in answer.plan.spend[lever.id]]) / float(lever.unit_cost)
    assert used.max() <= scarce.weekly * (1 + 1e-6)
    assert used.sum() <= scarce.total * (1 + 1e-6)


def test_promises_beyond_a_weekly_budget_are_named_together(reading, fit):
    programme = reading.programme
    first, second = programme.levers[:2]
    week = programme.horizon.weeks[0]
    contradicting = replace(
        programme,
        budgets=replace(programme.budgets, weekly_total=yuan(100)),
        promises=(
            Promise(lever=first.id, week=week, spend=yuan(80)),
            Promise(lever=second.id, week=week, spend=yuan(80)),
        ),
    )
    with pytest.raises(InfeasiblePlan) as raised:
        planned(contradicting, fit)
    said = raised.value.say("en")
    assert f"all parties' budget of the week {week}" in said
    assert first.title in said
    assert second.title in said
