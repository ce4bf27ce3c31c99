"""Planning again mid-way on a small simulated programme: never worse than going on, within what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from kuajie.domain.actuals import Actuals
from kuajie.domain.calendar import Horizon
from kuajie.domain.money import Money
from kuajie.messages import BadInput
from kuajie.planning.objective import evaluate
from kuajie.simulation import TrueWorld
from kuajie.usecases.agreed_plan import AgreedPlan
from kuajie.usecases.plan_search import judging_draws
from kuajie.usecases.planning_problem import build_problem, past_input, scope_of
from kuajie.usecases.replan import ReplanQuestion, replan_programme
from kuajie.usecases.under_way import UnderWay, past_of, weeks_passed

PASSED = 3
WHOLE_YUAN = 1.0
"""Plans are rounded down to whole yuan, cell by cell."""


@pytest.fixture(scope="module")
def agreed(plan):
    return AgreedPlan.of(plan.plan)


def actuals_of(reading, agreed, *, spend=None, enrolments=None, weeks=PASSED):
    """Return the first weeks as the true world answers to a spend, by default to the agreed one."""
    programme = reading.programme
    planned = agreed.spend_of(programme.lever_ids)
    put_in = planned[:, :weeks] if spend is None else spend
    price = agreed.price_of(programme.course_ids)
    every = planned.copy()
    every[:, :weeks] = put_in
    sold = np.round(TrueWorld.from_truth(reading.truth).expected_sales(every, price)[:, :weeks])
    unit_cost = np.array([[float(lever.unit_cost)] for lever in programme.levers])
    return Actuals(
        weeks=programme.horizon.weeks[:weeks],
        enrolments=sold if enrolments is None else enrolments,
        price=price[:, :weeks],
        inputs=put_in / unit_cost,
        spend=put_in,
    )


def question_of(reading, fit, agreed, actuals, **changes):
    asked = {"draws": 40, "test_draws": 100, "certified": False, **changes}
    return ReplanQuestion(programme=reading.programme, fit=fit, actuals=actuals, agreed=agreed, **asked)


@pytest.fixture(scope="module")
def half_spent(reading, fit, agreed):
    """Return the answer after weeks in which the parties spent half of what was agreed, but one twice."""
    spend = 0.5 * agreed.spend_of(reading.programme.lever_ids)[:, :PASSED]
    spend[0] *= 4
    actuals = actuals_of(reading, agreed, spend=np.round(spend))
    return replan_programme(question_of(reading, fit, agreed, actuals, certified=True))


def test_after_going_by_plan_the_rest_is_as_good_as_planned(reading, fit, agreed):
    answer = replan_programme(question_of(reading, fit, agreed, actuals_of(reading, agreed)))
    assert answer.agreed_fits
    assert answer.rest.aim.mean == pytest.approx(answer.agreed.aim.mean, rel=2e-3)
    assert answer.gain.mean >= 0
    assert answer.spent == pytest.approx(answer.planned_spend)
    assert answer.programme.horizon.weeks == answer.weeks + answer.rest.plan.weeks


def test_a_plan_that_cannot_be_bettered_is_kept_to_the_cent(reading, fit, half_spent, agreed):
    actuals = actuals_of(
        reading, agreed, spend=np.array([[lever.spent / PASSED] * PASSED for lever in half_spent.levers])
    )
    first = replan_programme(question_of(reading, fit, agreed, actuals))
    again = replan_programme(question_of(reading, fit, agreed.followed_by(first.rest.plan), actuals))
    assert again.gain.mean <= 1e-3 * again.agreed.aim.mean
    if again.kept:
        assert again.rest.plan.spend == first.rest.plan.spend
        assert again.rest.plan.prices == first.rest.plan.prices
        assert again.gain.mean == again.gain.upper == 0


def test_gains_over_going_on_are_those_of_the_judging_draws(reading, fit, agreed, half_spent):
    """Worked out a second way, on the whole horizon: both plans share their first weeks, which cancel out."""
    programme = reading.programme
    scope = scope_of(programme, frozenset(programme.party_ids))
    whole = build_problem(programme, fit, judging_draws(fit, used=40, wanted=100), scope)
    planned = agreed.spend_of(programme.lever_ids)
    now = planned.copy()
    now[:, PASSED:] = [
        [float(money) for money in half_spent.rest.plan.spend[lever]] for lever in programme.lever_ids
    ]
    spent = np.round(0.5 * planned[:, :PASSED])
    spent[0] = np.round(4 * 0.5 * planned[0, :PASSED])
    for plan in (now, planned):
        plan[:, :PASSED] = spent
    prices = [float(half_spent.rest.plan.prices[course]) for course in programme.course_ids]
    values = []
    for plan, chosen in (
        (now, np.array(prices)),
        (planned, agreed.price_of(programme.course_ids)[:, PASSED]),
    ):
        told = evaluate(whole, plan, chosen)
        rest = told.sales[:, :, PASSED:].sum(axis=2) @ whole.margins(chosen)
        new_levers = (plan.sum(axis=1) > 0) & (spent.sum(axis=1) == 0)
        values.append(rest.mean() - plan[:, PASSED:].sum() - whole.set_up_cost[new_levers].sum())
    assert half_spent.agreed_fits
    assert half_spent.rest.profit.mean == pytest.approx(values[0], rel=1e-9)
    assert half_spent.agreed.profit.mean == pytest.approx(values[1], rel=1e-9)
    assert half_spent.gain.mean == pytest.approx(values[0] - values[1], rel=1e-6)
    assert half_spent.gain.mean >= 0


def test_money_spent_counts_against_every_budget(reading, half_spent):
    programme = reading.programme
    for line in half_spent.budgets:
        assert line.spent + line.now <= line.limit + WHOLE_YUAN
    spent = {lever.id: lever.spent for lever in half_spent.levers}
    paid = sum(
        spent[lever.id] + float(lever.set_up_cost) for lever in programme.levers if spent[lever.id] > 0
    )
    total = next(line for line in half_spent.budgets if line.name == "total")
    assert total.spent == pytest.approx(paid)
    assert total.limit == float(programme.budgets.total)


def test_set_up_costs_paid_are_paid_no_more(half_spent):
    started = {lever.id for lever in half_spent.levers if lever.spent > 0}
    new = [lever for lever in half_spent.rest.levers if lever.spend > 0 and lever.id not in started]
    assert half_spent.rest.set_up == sum(
        float(half_spent.programme.lever(lever.id).set_up_cost) for lever in new
    )


def test_the_certificate_bounds_the_rest_alone(half_spent):
    certificate = half_spent.rest.plan.certificate
    assert certificate.method != "none"
    assert certificate.bound >= certificate.value
    assert certificate.gap < 0.1


def test_a_budget_that_is_overspent_leaves_nothing_and_is_named(reading, fit, agreed):
    programme = reading.programme
    spend = agreed.spend_of(programme.lever_ids)[:, :PASSED].copy()
    mine = [place for place, lever in enumerate(programme.levers) if lever.party == "zhihai"]
    spend[mine] = float(programme.budgets.by_party["zhihai"]) / (len(mine) * PASSED) * 1.1
    answer = replan_programme(
        question_of(reading, fit, agreed, actuals_of(reading, agreed, spend=np.round(spend)))
    )
    assert not answer.agreed_fits
    assert not answer.kept
    codes = [finding.notice.code for finding in answer.warnings]
    assert codes.count("replan.overspent") == 1
    assert "replan.agreed_does_not_fit" in codes
    for lever in answer.levers:
        assert not (lever.party == "zhihai" and lever.now)


def test_enrolments_far_from_what_the_spend_explains_are_told(reading, fit, agreed):
    sober = replan_programme(question_of(reading, fit, agreed, actuals_of(reading, agreed)))
    assert sober.given_spend.lower < sober.enrolled < sober.given_spend.upper
    assert sober.planned == sober.given_spend  # it was spent by plan
    tripled = 3 * actuals_of(reading, agreed).enrolments
    odd = replan_programme(question_of(reading, fit, agreed, actuals_of(reading, agreed, enrolments=tripled)))
    told = [finding for finding in odd.warnings if finding.notice.code == "replan.off_course"]
    assert len(told) == len(reading.programme.courses)
    assert "--refit" in told[0].remedy("en")
    assert odd.rest.plan.spend == sober.rest.plan.spend  # enrolments of the past change no response


def test_profit_so_far_is_net_revenue_less_all_costs(reading, fit, agreed):
    programme = reading.programme
    scope = scope_of(programme, frozenset(programme.party_ids))
    problem = build_problem(programme, fit, fit.posterior.thin(5), scope)
    actuals = actuals_of(reading, agreed)
    past = past_of(problem, UnderWay(whole=programme, actuals=actuals), scope)
    expected = 0.0
    for place, course in enumerate(programme.courses):
        kept = fit.panel.realised_rate[place] * (1 - fit.panel.refund_rate[place])
        margin = actuals.price[place, 0] * kept - float(course.unit_cost)
        expected += margin * actuals.enrolments[place].sum()
    for place, lever in enumerate(programme.levers):
        spent = actuals.spend[place].sum()
        expected -= spent + (float(lever.set_up_cost) if spent else 0)
    assert past.profit == pytest.approx(expected)
    assert past.party_profit.sum() == pytest.approx(expected)


def test_weeks_count_as_passed_only_when_they_are_whole():
    start = Horizon(date(2026, 11, 30), 12)
    monday = start.start

    def passed(**known):
        return len(weeks_passed(start, **{"as_of": None, "last_record": None, **known}))

    assert passed(as_of=monday) == passed(last_record=monday) == 0
    assert passed(as_of=monday + timedelta(days=6)) == 0
    assert passed(as_of=monday + timedelta(days=7)) == 1
    assert passed(last_record=monday + timedelta(days=4)) == 0
    assert passed(last_record=monday + timedelta(days=5)) == 1  # nobody came on Sunday
    assert passed(last_record=monday + timedelta(weeks=30)) == 12


@pytest.mark.parametrize(("weeks", "code"), [(0, "replan.not_under_way"), (12, "replan.no_week_left")])
def test_there_must_be_weeks_before_and_after(reading, fit, agreed, weeks, code):
    actuals = actuals_of(reading, agreed, weeks=weeks)
    with pytest.raises(BadInput) as refused:
        replan_programme(question_of(reading, fit, agreed, actuals))
    assert [finding.notice.code for finding in refused.value.findings] == [code]


def test_an_agreed_plan_is_kept_exactly_and_only_for_its_programme(reading, plan, agreed):
    assert AgreedPlan.of_record(agreed.as_record()) == agreed
    programme = reading.programme
    assert agreed.is_for(programme)
    assert not agreed.is_for(replace(programme, horizon=Horizon(programme.horizon.start, 8)))
    assert not agreed.is_for(replace(programme, levers=programme.levers[1:]))
    rest = replace(
        plan.plan,
        weeks=plan.plan.weeks[2:],
        spend={lever: tuple(Money.of(7, "CNY") for _ in row[2:]) for lever, row in plan.plan.spend.items()},
    )
    changed = agreed.followed_by(rest)
    assert changed.is_for(programme)
    for lever, row in plan.plan.spend.items():
        assert changed.spend[lever] == row[:2] + rest.spend[lever]


def test_a_fit_that_saw_weeks_of_the_horizon_leaves_them_out_of_what_was_before(reading, fit):
    later = replace(reading.programme, horizon=Horizon(fit.panel.weeks[-4], 12))
    before = past_input(later, fit)
    np.testing.assert_array_equal(before[:, -1], fit.panel.inputs[:, -5])
