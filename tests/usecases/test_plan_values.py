"""Why levers get what they do and what more would bring, each figure worked out a second way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.money import Money
from kuajie.planning.objective import evaluate, weekly_lifts
from kuajie.present.plan_worth import reason_table, value_table
from kuajie.present.reader import Reader
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.plan_search import work_out
from kuajie.usecases.plan_values import SUM, plan_values

STEP = 1.0
"""A yuan: small against any spend, large against rounding of floats."""


@pytest.fixture(scope="module")
def question(reading, fit):
    return PlanQuestion(programme=reading.programme, fit=fit, draws=40, test_draws=100, certified=False)


@pytest.fixture(scope="module")
def worked(question):
    return work_out(question)


@pytest.fixture(scope="module")
def answer(question):
    return plan_programme(question)


def test_last_and_first_yuan_return_what_spending_a_yuan_more_adds(worked, answer):
    problem, spend, prices = worked.problem, worked.spend, worked.prices
    now = evaluate(problem, spend, prices)
    for place, reason in enumerate(answer.reasons):
        total = spend[place].sum()
        if not total:
            continue
        more = spend.copy()
        more[place] *= 1 + STEP / total  # a yuan more, over the weeks in proportion
        gained = evaluate(problem, more, prices).objective - now.objective + STEP
        assert reason.last_return == pytest.approx(gained, rel=2e-3)
        bare = spend.copy()
        bare[place] = 0.0
        first = bare.copy()
        first[place] = spend[place] * STEP / total
        gained = evaluate(problem, first, prices).objective - evaluate(problem, bare, prices).objective
        gained += STEP + problem.set_up_cost[place]  # the first yuan also opens the lever
        assert reason.first_return == pytest.approx(gained, rel=2e-3)
        assert reason.first_return > reason.last_return > 0


def test_the_share_of_the_most_is_that_of_effects(worked, answer):
    problem = worked.problem
    for place, reason in enumerate(answer.reasons):
        alone, most = np.zeros(worked.spend.shape), np.zeros(worked.spend.shape)
        alone[place], most[place] = worked.spend[place], problem.upper[place]
        effects = [
            weekly_lifts(problem, each)[:, place].mean(axis=0).sum() for each in (alone, most, 0 * most)
        ]
        assert reason.share_of_most == pytest.approx((effects[0] - effects[2]) / (effects[1] - effects[2]))
        assert 0 <= reason.share_of_most <= 1


def test_what_is_spent_up_to_its_worth_returns_its_cost(worked, answer):
    """Away from all limits the last yuan brings a yuan (first-order condition)."""
    free = [
        reason
        for reason, binding in zip(answer.reasons, worked.shadow.binding, strict=True)
        if binding == "nothing" and not reason.full_weeks
    ]
    for reason in free:
        assert reason.last_return == pytest.approx(1.0, abs=0.05)
    for reason, binding in zip(answer.reasons, worked.shadow.binding, strict=True):
        if binding in {"group budget", "total budget"}:
            assert reason.last_return > 1.0


def test_a_larger_budget_brings_what_planning_with_it_finds(question, answer):
    """The programme with 10,000 more in one party's budget, planned from its files on."""
    programme = question.programme
    for line in answer.values.budgets:
        budgets = programme.budgets
        if line.name == "total":
            budgets = replace(budgets, total=budgets.total + Money.of(SUM, "CNY"))
        else:
            by_party = dict(budgets.by_party) | {
                line.name: budgets.by_party[line.name] + Money.of(SUM, "CNY")
            }
            budgets = replace(budgets, by_party=by_party)
        more = plan_programme(replace(question, programme=replace(programme, budgets=budgets)))
        gained = more.found_with - answer.found_with
        # Both plans are rounded down to whole yuan, and small moves may miss what a whole search finds.
        assert line.planned_anew == pytest.approx(gained, rel=0.05, abs=5e-4 * answer.found_with)
        assert line.planned_anew <= line.by_slope + 1e-4 * answer.found_with


def test_one_more_week_brings_about_what_a_week_brings(question, worked, answer):
    values = plan_values(question, worked, thorough=True)
    assert answer.values.week is None
    weekly = answer.found_with / question.programme.horizon.count
    assert 0.3 * weekly < values.week < 3 * weekly
    assert [seat.id for seat in values.seats] == [
        course.id for course in question.programme.courses if course.seats is not None
    ]


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_every_lever_has_its_reason_and_every_limit_its_value(answer, locale):
    reader = Reader(locale, "CNY")
    reasons = reason_table(answer, reader)
    assert [row[0] for row in reasons.rows] == [lever.title for lever in answer.levers]
    assert all("{" not in cell and len(cell) > 20 for _, cell in reasons.rows)
    assert len(value_table(answer, answer.values, reader).rows) == len(answer.values.budgets) + len(
        answer.values.seats
    )
