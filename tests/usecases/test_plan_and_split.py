"""The plan and the split on a small simulated programme: money is conserved, limits kept, claims hold."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.money import Money
from kuajie.domain.terms import Aim, Objective
from kuajie.messages import BadInput, InfeasiblePlan
from kuajie.planning.objective import evaluate
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.plan_search import judging_draws
from kuajie.usecases.planning_problem import build_problem, scope_of, total_budget
from kuajie.usecases.response_spec import ResponseSpec
from kuajie.usecases.split import SplitQuestion, split_profit

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
                # Worths are judged on other draws than those that found the plans.
                assert worth[one | other] >= 0.999 * (first + second)


def test_a_coalition_sells_only_what_needs_nobody_else(split):
    sells = {frozenset(row.members): set(row.courses) for row in split.worths}
    assert sells[frozenset({"zhihai"})] == {"S1"}
    assert sells[frozenset({"yuanhang"})] == set()
    assert sells[frozenset({"zhihai", "mingde"})] == {"J1", "S1", "M1"}


def changed_course(programme, course_id, **changes):
    courses = tuple(
        replace(course, **changes) if course.id == course_id else course for course in programme.courses
    )
    return replace(programme, courses=courses)


def quick_plan(programme, fit):
    asked = PlanQuestion(programme=programme, fit=fit, draws=20, test_draws=50, certified=False)
    return plan_programme(asked)


def split_of(programme, fit):
    plan = plan_programme(
        PlanQuestion(programme=programme, fit=fit, draws=20, test_draws=50, certified=False)
    )
    return split_profit(SplitQuestion(programme=programme, fit=fit, plan=plan, draws=20, test_draws=50))


def worth_of(split, *members):
    return next(row for row in split.worths if set(row.members) == set(members))


def test_a_coalition_may_leave_a_losing_course_alone(reading, fit):
    """S1 at 159 with a unit cost of 400 loses with every learner: zhihai alone keeps its outside profit."""
    programme = changed_course(reading.programme, "S1", unit_costs={"zhihai": Money.of(400, "CNY")})
    alone = worth_of(split_of(programme, fit), "zhihai")
    assert alone.worth.mean == pytest.approx(float(programme.party("zhihai").outside_profit))


def test_a_coalition_that_cannot_reach_its_floor_does_nothing(reading, fit):
    aims = Objective(aim=Aim.ENROLMENTS, profit_floors={"zhihai": Money.of(600_000, "CNY")})
    alone = worth_of(split_of(replace(reading.programme, objective=aims), fit), "zhihai")
    assert alone.worth.mean == 0.0


def test_a_party_without_levers_can_still_sell_its_course(reading, fit):
    levers = tuple(lever for lever in reading.programme.levers if lever.party != "mingde")
    spec = replace(fit.spec, levers=tuple(row for row in fit.spec.levers if row.id in {x.id for x in levers}))
    places = [place for place, lever in enumerate(fit.spec.lever_ids) if lever in spec.lever_ids]
    scope = scope_of(replace(reading.programme, levers=levers), frozenset({"mingde"}))
    assert [course.id for course in scope.courses] == ["M1"]
    assert not scope.levers
    assert len(places) < len(fit.spec.levers)


def test_parts_of_the_total_budget_add_up_to_it(reading):
    programme = reading.programme
    parts = [total_budget(programme, frozenset({party})) for party in programme.party_ids]
    assert math.fsum(parts) == pytest.approx(float(programme.budgets.total))
    assert total_budget(programme, frozenset(programme.party_ids)) == float(programme.budgets.total)


def test_amounts_that_do_not_fit_whole_units_are_told_to_the_cent(reading, fit):
    """Weekly minima of 100.01 that fill a budget exactly leave no room for rounding up."""
    ours = [lever for lever in reading.programme.levers if lever.party == "yuanhang"]
    least = Money.of("100.01", "CNY")
    levers = tuple(
        replace(lever, weekly_min=least) if lever in ours else lever for lever in reading.programme.levers
    )
    budgets = dict(reading.programme.budgets.by_party) | {"yuanhang": least * (12 * len(ours))}
    programme = replace(
        reading.programme, levers=levers, budgets=replace(reading.programme.budgets, by_party=budgets)
    )
    told = plan_programme(
        PlanQuestion(programme=programme, fit=fit, draws=20, test_draws=50, certified=False)
    )
    for lever in ours:
        assert told.plan.spend[lever.id] == (least,) * 12


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"price_factor": "absent"}, "fit.menu_without_factor"),
        ({"price_choices": (Money.of(0, "CNY"), Money.of(199, "CNY"))}, "fit.free_and_paid"),
    ],
)
def test_prices_that_no_fit_can_judge_are_refused(reading, changes, code):
    with pytest.raises(BadInput) as refused:
        ResponseSpec.of_programme(changed_course(reading.programme, "S1", **changes))
    assert [finding.notice.code for finding in refused.value.findings] == [code]
