"""Frontiers around a plan of a small simulated programme."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from kuajie.messages import BadInput
from kuajie.usecases.frontier import (
    FrontierQuestion,
    compared_parties,
    trace_cost_frontier,
    trace_party_frontier,
)

SEARCH = 1e-3
"""Relative: the plan is rounded to whole yuan and searched on as many draws as the frontier."""


@pytest.fixture(scope="module")
def question(reading, fit, plan):
    return FrontierQuestion(
        programme=reading.programme, fit=fit, plan=plan, points=5, draws=40, test_draws=100, profit=1.0
    )


@pytest.fixture(scope="module")
def by_cost(question):
    middle = 0.9 * question.plan.found_with
    return trace_cost_frontier(replace(question, profit=middle))


@pytest.fixture(scope="module")
def by_party(question):
    return trace_party_frontier(question)


def test_profit_rises_with_the_budget_under_proved_bounds(by_cost):
    for left, right in itertools.pairwise(by_cost.points):
        assert left.budget < right.budget
        assert left.profit <= right.profit
    for point in by_cost.points:
        assert point.cost <= point.budget * (1 + 1e-9)
        assert point.bound >= point.profit
        assert 0 <= point.gap <= 0.05


def test_the_plan_lies_on_or_below_the_frontier(question, by_cost):
    assert by_cost.plan_cost == pytest.approx(question.plan.whole_spend)
    assert by_cost.plan_profit == pytest.approx(question.plan.found_with, rel=1e-9)
    above = [point for point in by_cost.points if point.budget >= by_cost.plan_cost]
    if above:
        assert by_cost.plan_profit <= above[0].profit * (1 + SEARCH)
    assert by_cost.plan_profit <= by_cost.points[-1].profit * (1 + SEARCH)


def test_nine_tenths_of_the_profit_cost_less_than_the_plan(by_cost):
    asked = by_cost.least_cost
    assert asked.cost < by_cost.plan_cost
    assert asked.no_less <= asked.cost
    reaching = next(point for point in by_cost.points if point.profit >= asked.profit)
    assert asked.cost <= reaching.cost


def test_a_profit_beyond_every_plan_costs_nothing_known(question):
    answer = trace_cost_frontier(replace(question, points=2, profit=1e12, certified=False))
    assert answer.least_cost.cost is None
    assert answer.least_cost.most == answer.points[-1].profit
    assert all(point.bound is None and point.gap is None for point in answer.points)


def test_parties_trade_profit_along_the_frontier_and_others_keep_theirs(by_party):
    first, second = by_party.first, by_party.second
    assert (first, second) == ("zhihai", "mingde")
    for left, right in itertools.pairwise(by_party.points):
        assert left.profits[first] < right.profits[first]
        assert left.profits[second] > right.profits[second]
    for point in by_party.points:
        assert point.profits["yuanhang"] >= by_party.joint["yuanhang"] * (1 - 1e-6)
        assert point.value <= point.bound
        assert point.gap <= 0.1
    together = max(sum(point.profits.values()) for point in by_party.points)
    assert together <= sum(by_party.joint.values()) * (1 + SEARCH)


def test_two_parties_of_the_programme_are_compared(reading):
    programme = reading.programme
    assert compared_parties(programme, None) == ("zhihai", "mingde")
    assert compared_parties(programme, ("yuanhang", "mingde")) == ("yuanhang", "mingde")
    for strange in (("zhihai", "nobody"), ("zhihai", "zhihai"), ("zhihai",)):
        with pytest.raises(BadInput) as caught:
            compared_parties(programme, strange)
        assert caught.value.findings[0].notice.code == "planning.frontier_of_others"
        assert "yuanhang" in caught.value.say("zh")
