"""The plan and the split on a small simulated programme: money is conserved, limits kept, claims hold."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.money import Money
from kuajie.domain.terms import Aim, Objective
from kuajie.messages import InfeasiblePlan
from kuajie.planning.objective import evaluate
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.plan_search import judging_draws
from kuajie.usecases.planning_problem import build_problem, scope_of

CENT = 0.01


def test_profit_is_revenue_less_costs_and_spend(plan):
    assert plan.revenue - plan.unit_costs - plan.spend - plan.set_up == pytest.approx(plan.profit.mean)


def test_plan_keeps_every_limit_exactly(reading, plan):
    programme = reading.programme
    spent = dict.fromkeys(programme.party_ids, Money.zero("CNY"))
    for lever in programme.levers:
        row = plan.plan.spend[lever.id]
        assert all(lever.weekly_min <= amount <= lever.weekly_max for amount in row)
        total = plan.plan.total(lever.id)
        if total.minor:
            assert total >= lever.min_if_used
            spent[lever.party] = spent[lever.party] + total + lever.set_up_cost
    for party, limit in programme.budgets.by_party.items():
        assert spent[party] <= limit
    assert sum(spent.values(), start=Money.zero("CNY")) <= programme.budgets.total
    for course in programme.courses:
        assert plan.plan.prices[course.id] in course.menu


def test_certificate_bounds_the_plan_and_every_alternative_on_its_draws(reading, fit, plan):
    certificate = plan.plan.certificate
    assert certificate.method != "none"
    assert 0 <= certificate.gap < 0.1
    scope = scope_of(reading.programme, frozenset(reading.programme.party_ids))
    problem = build_problem(reading.programme, fit, fit.posterior.thin(40), scope)
    rng = np.random.default_rng(0)
    for _ in range(30):
        shares = rng.dirichlet(np.ones(problem.levers)) * problem.total_budget * rng.uniform(0, 0.9)
        spend = np.minimum(np.repeat(shares[:, None] / problem.weeks, problem.weeks, axis=1), problem.upper)
        used = spend.sum(axis=1)
        over = max(used[group.levers].sum() / group.limit for group in problem.budget_groups)
        prices = np.array([rng.choice(menu) for menu in problem.menus])
        assert evaluate(problem, spend / max(1.0, over), prices).objective <= certificate.bound


def test_plan_beats_last_year_and_nothing(plan):
    this, last_year, nothing = plan.alternatives
    assert this.profit.mean > last_year.profit.mean
    assert this.profit.mean > nothing.profit.mean


def test_judging_draws_are_not_those_that_found_the_plan(fit):
    used = set(np.linspace(0, fit.posterior.draws - 1, 40).round().astype(int).tolist())
    sigma = fit.posterior.variables["sigma"].values
    judges = judging_draws(fit, used=40, wanted=100).variables["sigma"].values
    places = [int(np.flatnonzero((sigma == row).all(axis=1))[0]) for row in judges]
    assert not used & set(places)
    assert len(set(places)) == 100


def test_a_programme_for_enrolments_reaches_more_than_one_for_profit(reading, fit, plan):
    aims = Objective(aim=Aim.ENROLMENTS, profit_floors={"zhihai": Money.of(0, "CNY")})
    programme = replace(reading.programme, objective=aims)
    reach = plan_programme(
        PlanQuestion(programme=programme, fit=fit, draws=20, test_draws=50, certified=False)
    )
    assert reach.enrolments.mean > plan.enrolments.mean
    assert reach.found_with > plan.enrolments.mean
    assert reach.profit.mean < plan.profit.mean


def test_a_party_with_nothing_to_sell_is_told_so(reading, fit):
    with pytest.raises(InfeasiblePlan, match="yuanhang"):
        plan_programme(PlanQuestion(programme=reading.programme, fit=fit, members=frozenset({"yuanhang"})))


def test_shares_of_every_rule_add_up_to_the_total_to_the_cent(split):
    for rule in split.rules:
        exact = sum(rule.exact.values(), start=Money.zero("CNY"))
        assert exact == Money.nearest(split.total.mean, "CNY")
        assert math.fsum(share.mean for share in rule.shares.values()) == pytest.approx(split.total.mean)


def test_transfers_add_up_to_nothing(split):
    assert math.fsum(account.transfer for account in split.accounts) == pytest.approx(0.0, abs=CENT)
    for account in split.accounts:
        assert account.own + account.transfer == pytest.approx(account.fair)


def test_nobody_gets_less_than_alone_under_nash_bargaining(split):
    nash = next(rule for rule in split.rules if rule.rule == "nash_bargaining")
    assert split.surplus.mean > 0
    for party, alone in split.disagreement.items():
        assert nash.shares[party].mean >= alone


def test_larger_coalitions_reach_at_least_what_their_parts_reach(split):
    worth = {frozenset(row.members): row.worth.mean for row in split.worths}
    for one, first in worth.items():
        for other, second in worth.items():
            if not one & other:
                # Each part was planned under the whole total budget, which both together must share.
                assert worth[one | other] >= 0.98 * (first + second)


def test_a_coalition_sells_only_what_needs_nobody_else(split):
    sells = {frozenset(row.members): set(row.courses) for row in split.worths}
    assert sells[frozenset({"zhihai"})] == {"S1"}
    assert sells[frozenset({"yuanhang"})] == set()
    assert sells[frozenset({"zhihai", "mingde"})] == {"J1", "S1", "M1"}
