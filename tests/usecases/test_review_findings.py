"""Defects that a review of the mathematics found, each held down by the case that showed it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.money import Money
from kuajie.inference.nutpie_sampler import NutpieSampler
from kuajie.usecases.build_model import build_model
from kuajie.usecases.fit import fit_response
from kuajie.usecases.holdout import without_last_weeks
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.predict import Weeks

QUICK = {"draws": 20, "test_draws": 50, "certified": False}


def test_levers_bring_nothing_where_every_seat_is_taken_anyway(fit_question):
    """With a tenth of the seats a course needs, what levers bring must all but vanish for it."""
    panel = fit_question.panel
    seats = np.full(panel.seats.shape, np.inf)
    seats[0] = np.nanmin(panel.enrolments[0]) / 3
    few = replace(panel, seats=seats, enrolments=np.minimum(panel.enrolments, seats))
    free = replace(panel, seats=np.full(panel.seats.shape, np.inf))
    tight, loose = (
        fit_response(replace(fit_question, panel=history), sampler=NutpieSampler()) for history in (few, free)
    )
    assert tight.courses[0].lever_share.mean < 0.5 * loose.courses[0].lever_share.mean
    assert (tight.weekly.organic[0] <= seats[0] + 1e-9).all()


def test_limited_demand_by_hand(fit):
    """No seats limit: all is sold at slope 1. Demand far above the seats: the seats are sold at slope 0."""
    draws, courses, weeks = 3, len(fit.model.courses), len(fit.panel.weeks)
    history = Weeks.of(
        fit.model,
        fit.posterior.take([0, 1, 2]),
        design=fit.model.design,
        price=fit.panel.price,
        lever_lift=np.zeros((draws, len(fit.model.levers), weeks)),
    )
    demand, seats = np.full((draws, courses, weeks), 100.0), np.full((courses, weeks), np.inf)
    seats[1] = 10.0
    sold, slope = history.sold(demand, seats)
    np.testing.assert_allclose(sold[:, 0], 100.0)
    np.testing.assert_allclose(slope[:, 0], 1.0)
    np.testing.assert_allclose(sold[:, 1], 10.0, rtol=1e-3)
    np.testing.assert_allclose(slope[:, 1], 0.0, atol=1e-3)


def test_a_lever_never_used_is_thought_of_at_half_its_weekly_limit(reading, fit_question):
    inputs, spend = fit_question.panel.inputs.copy(), fit_question.panel.spend.copy()
    inputs[0], spend[0] = 0.0, 0.0
    model = build_model(fit_question.spec, replace(fit_question.panel, inputs=inputs, spend=spend)).model
    lever = reading.programme.levers[0]
    assert model.usual[0] == pytest.approx(float(lever.weekly_max) / float(lever.unit_cost) / 2)


def test_without_a_record_of_last_year_nothing_is_said_of_repeating_it(reading, fit_question):
    short = without_last_weeks(fit_question.panel, 0)
    keep = slice(len(short.weeks) - 40, None)
    arrays = ("enrolments", "price", "seats", "inputs", "spend", "control_values")
    recent = replace(
        short, weeks=short.weeks[keep], **{name: getattr(short, name)[:, keep] for name in arrays}
    )
    fit = fit_response(replace(fit_question, panel=recent), sampler=NutpieSampler())
    plan = plan_programme(PlanQuestion(programme=reading.programme, fit=fit, **QUICK))
    assert [other.name.en for other in plan.alternatives] == ["This plan", "No spend, today's prices"]


def test_a_lever_without_budget_is_held_by_the_budget_and_not_by_its_worth(reading, fit):
    nothing = replace(reading.programme.budgets, total=Money.zero("CNY"))
    plan = plan_programme(
        PlanQuestion(programme=replace(reading.programme, budgets=nothing), fit=fit, **QUICK)
    )
    total = next(line for line in plan.budgets if line.name == "total")
    assert total.one_more > 1
    assert "the total budget is used up" in {lever.binds.en for lever in plan.levers}


def test_a_hold_out_in_which_nobody_enrolled_has_no_score(fit_question):
    enrolments = fit_question.panel.enrolments.copy()
    enrolments[:, -8:] = np.nan
    question = replace(
        fit_question, panel=replace(fit_question.panel, enrolments=enrolments), holdout_weeks=8
    )
    assert fit_response(question, sampler=NutpieSampler()).holdout is None
