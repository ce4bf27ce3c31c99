"""Trying deals: every figure against what it stands for, computed another way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from kuajie.domain.clauses import (
    Cap,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
)
from kuajie.domain.deal import deal_of
from kuajie.domain.money import Money
from kuajie.domain.terms import Aim, Objective, Terms
from kuajie.sharing.deals.clause_parameters import parameters_of, with_value
from kuajie.sharing.deals.deal_payoffs import deal_payoffs
from kuajie.usecases.agreed_plan import AgreedPlan
from kuajie.usecases.deal import DealQuestion, simulate_deals
from kuajie.usecases.deal_risk import risks_borne
from kuajie.usecases.deal_scenarios import TIMES, PlannedWorld
from kuajie.usecases.participation import clauses_left_out
from kuajie.usecases.party_accounts import party_accounts
from kuajie.usecases.party_money import revenue_share
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.plan_search import judging_draws
from kuajie.usecases.planning_problem import build_problem, scope_of

CENTS = 0.02
"""Zones end where a gain is zero up to the accuracy of the search, a cent."""


def yuan(amount):
    return Money.of(amount, "CNY")


PROMISE = MinimumGuarantee(payer="zhihai", payee="yuanhang", amount=yuan(130_000))
FEE = FixedFee(payer="zhihai", payee="mingde", amount=yuan(20_000))


@pytest.fixture(scope="module")
def deals(reading):
    now = reading.programme.terms
    return (("now", now), ("promised", replace(now, clauses=(PROMISE, FEE))))


@pytest.fixture(scope="module")
def question(reading, fit, plan, deals):
    return DealQuestion(
        programme=reading.programme,
        fit=fit,
        plan=AgreedPlan.of(plan.plan),
        deals=deals,
        draws=20,
        test_draws=100,
    )


@pytest.fixture(scope="module")
def answer(question):
    return simulate_deals(question)


@pytest.fixture(scope="module")
def outcomes(question):
    programme = question.programme
    judges = judging_draws(question.fit, used=20, wanted=100)
    scope = scope_of(programme, frozenset(programme.party_ids))
    problem = build_problem(programme, question.fit, judges, scope)
    spend = question.plan.spend_of([lever.id for lever in scope.levers])
    prices = question.plan.price_of([course.id for course in scope.courses])[:, 0]
    return PlannedWorld(problem=problem, spend=spend, prices=prices).outcomes()


def test_parties_add_up_to_joint_profit_under_every_deal(answer):
    for deal in answer.deals:
        assert sum(party.profit.mean for party in deal.parties) == pytest.approx(answer.joint.mean)
        assert sum(party.risk.share for party in deal.parties) == pytest.approx(1.0)
        unknown = sum(party.risk.unknown for party in deal.parties)
        assert unknown == pytest.approx(answer.unknown)
        for party in deal.parties:
            assert party.risk.share == pytest.approx(party.risk.unknown + party.risk.scatter)
            assert list(party.quantiles) == sorted(party.quantiles)
            assert party.worst <= party.profit.median


def test_mean_profits_are_those_of_the_plan(answer, plan):
    """Random weeks scatter around what the plan itself expects of every party."""
    expected = {risk.party: risk.profit.mean for risk in plan.party_risks}
    for party in answer.deals[0].parties:
        assert party.profit.mean == pytest.approx(expected[party.name], rel=0.03)


def test_what_a_guarantee_is_worth(answer, outcomes, question):
    now, promised = answer.deals
    (worth,) = promised.guarantees
    received = deal_payoffs(deal_of(question.programme), outcomes).from_revenue
    payee = question.programme.party_ids.index("yuanhang")
    short = np.maximum(130_000 - received[payee], 0.0)
    assert worth.expected == pytest.approx(short.mean())
    assert worth.used == pytest.approx((short > 0.005).mean())
    assert worth.in_worst >= worth.expected - CENTS  # it pays when it is needed most
    gain = promised.parties[payee].profit.mean - now.parties[payee].profit.mean
    assert gain == pytest.approx(worth.expected)
    (effect,) = [each for each in promised.effects if each.clause == PROMISE]
    assert effect.number == worth.number
    assert effect.flows["yuanhang"] == pytest.approx(worth.expected)
    assert effect.without["yuanhang"] == pytest.approx(now.parties[payee].profit.mean)


def test_a_fixed_fee_moves_money_and_no_risk(answer):
    now, promised = answer.deals
    before, after = ({party.party: party for party in deal.parties} for deal in (now, promised))
    assert after["mingde"].profit.mean - before["mingde"].profit.mean == pytest.approx(20_000)
    assert after["mingde"].risk.share == pytest.approx(before["mingde"].risk.share)


def test_the_zone_of_a_fee_is_what_the_parties_can_spare(answer):
    """The fee's ends by hand: the payee's gain can be taken from it, the payer's can be given."""
    promised = answer.deals[1]
    gains = {party.party: party.gain for party in promised.parties}
    number = next(each for each in promised.numbers if promised.clauses[(each.clause or 1) - 1] == FEE)
    assert number.low == pytest.approx(20_000 - gains["mingde"], abs=CENTS)
    assert number.high == pytest.approx(20_000 + gains["zhihai"], abs=CENTS)
    assert (number.stops_below, number.stops_above) == ("mingde", "zhihai")
    assert number.limits["yuanhang"] is not None


def test_at_the_ends_of_every_zone_somebody_is_indifferent(answer, outcomes, question):
    promised, programme = answer.deals[1], question.programme
    disagreements = np.array([party.disagreement for party in promised.parties])
    terms = promised.terms
    ends = 0
    for number, parameter in zip(promised.numbers, parameters_of(terms), strict=True):
        for end, who in ((number.low, number.stops_below), (number.high, number.stops_above)):
            if end is not None and who is not None:
                deal = deal_of(programme, with_value(terms, parameter, end))
                gain = deal_payoffs(deal, outcomes).profit.mean(axis=1) - disagreements
                # A share is found to a hundred-thousandth of some hundred thousand yuan.
                assert gain[programme.party_ids.index(who)] == pytest.approx(0.0, abs=30.0)
                assert gain.min() >= -30.0
                ends += 1
    assert ends >= 3


def test_scenarios_hurt_and_leave_the_guarantee_standing(answer):
    now, promised = answer.deals
    for deal in answer.deals:
        planned, *others = deal.stresses
        assert planned.kind == "as_planned"
        assert planned.joint == pytest.approx(answer.joint.mean)
        assert {stress.kind for stress in others} >= {"lower_demand", "lower_price", "late_start"}
        for stress in others:
            assert stress.joint < planned.joint
            assert sum(stress.profits.values()) == pytest.approx(stress.joint)
    for bare, kept in zip(now.stresses, promised.stresses, strict=True):
        assert kept.profits["yuanhang"] >= bare.profits["yuanhang"]


def test_a_stated_floor_stands_in_for_what_a_party_earns_alone(question, answer):
    floors = Objective(profit_floors={"mingde": yuan(50_000)})
    floored = replace(question, programme=replace(question.programme, objective=floors))
    found = {party.party: party.disagreement for party in simulate_deals(floored).deals[0].parties}
    alone = {party.party: party.disagreement for party in answer.deals[0].parties}
    assert found["mingde"] == 50_000
    assert found["zhihai"] == alone["zhihai"]
    charity = replace(question.programme, objective=Objective(aim=Aim.ENROLMENTS))
    nothing = simulate_deals(replace(question, programme=charity)).deals[0].parties
    assert [party.disagreement for party in nothing] == [0.0, 0.0, 0.0]


def test_a_party_that_gets_nothing_walks_away_whatever_another_gets(question):
    greedy = Terms(revenue_shares={"zhihai": Fraction(1), "mingde": Fraction(0), "yuanhang": Fraction(0)})
    found = simulate_deals(replace(question, deals=(("greedy", greedy),))).deals[0]
    assert "mingde" in [party.party for party in found.walking_away]
    of_mingde = next(number for number in found.numbers if number.party == "mingde")
    assert of_mingde.low is None
    assert of_mingde.limits["yuanhang"] is None


def test_variance_is_told_apart_by_where_it_comes_from():
    """Known parts: a draw's mean has variance 4, weeks around it 9, shared two to one."""
    rng = np.random.default_rng(3)
    joint = np.repeat(2.0 * rng.standard_normal((1, 20_000)), TIMES, axis=0)
    joint = joint + 3.0 * rng.standard_normal(joint.shape)
    first, second = risks_borne(np.stack([joint.ravel() * 2 / 3, joint.ravel() / 3]), times=TIMES)
    assert first.share == pytest.approx(2 / 3)
    assert first.unknown + second.unknown == pytest.approx(4 / 13, rel=0.03)
    assert second.scatter == pytest.approx(9 / 13 / 3, rel=0.03)
    assert risks_borne(np.ones((2, 2 * TIMES)), times=TIMES) == (None, None)


@pytest.mark.parametrize(
    ("clause", "value", "expected"),
    [
        (FEE, -5.0, FixedFee(payer="mingde", payee="zhihai", amount=yuan(5))),
        (PROMISE, 7.0, replace(PROMISE, amount=yuan(7))),
        (Cap(party="a", amount=yuan(3)), 7.0, Cap(party="a", amount=yuan(7))),
        (Recoup(party="a", amount=yuan(3)), 7.0, Recoup(party="a", amount=yuan(7))),
        (
            CostShare(payer="a", payee="b", rate=Fraction(1, 2)),
            0.25,
            CostShare(payer="a", payee="b", rate=Fraction(1, 4)),
        ),
        (
            FeePerEnrolment(payer="a", payee="b", amount=yuan(1)),
            2.5,
            FeePerEnrolment(payer="a", payee="b", amount=yuan("2.50")),
        ),
        (
            RevenueShare(shares={"a": Fraction(1, 2), "b": Fraction(1, 3), "c": Fraction(1, 6)}),
            0.25,
            RevenueShare(shares={"a": Fraction(1, 4), "b": Fraction(1, 2), "c": Fraction(1, 4)}),
        ),
        (
            RevenueShare(shares={"a": Fraction(1), "b": Fraction(0)}),
            0.5,
            RevenueShare(shares={"a": Fraction(1, 2), "b": Fraction(1, 2)}),
        ),
    ],
)
def test_one_number_of_a_deal_is_changed(clause, value, expected):
    terms = Terms(clauses=(clause,))
    assert with_value(terms, parameters_of(terms)[0], value) == Terms(clauses=(expected,))


def test_plans_and_accounts_count_every_clause_in_force(reading, fit, plan):
    """The fee moves its whole amount, a guarantee no more than it promises; parties still add up."""
    agreed = replace(reading.programme, terms=replace(reading.programme.terms, clauses=(FEE, PROMISE)))
    promised = plan_programme(
        PlanQuestion(programme=agreed, fit=fit, draws=40, test_draws=100, certified=False)
    )
    assert promised.plan.spend == plan.plan.spend
    zeros = dict.fromkeys(agreed.party_ids, 0.0)
    accounts = {each.party: each for each in party_accounts(agreed, promised, fair=zeros, alone=zeros)}
    assert accounts["mingde"].clauses == pytest.approx(20_000)
    assert 0.0 < accounts["yuanhang"].clauses <= 130_000
    assert sum(each.clauses for each in accounts.values()) == pytest.approx(0.0, abs=0.01)
    risks = {risk.party: risk.profit.mean for risk in promised.party_risks}
    for account in accounts.values():
        assert account.own == pytest.approx(risks[account.name] + account.outside)
    assert sum(mean for name, mean in risks.items() if name) == pytest.approx(promised.profit.mean)
    assert risks[""] == pytest.approx(promised.profit.mean)
    for account in party_accounts(reading.programme, plan, fair=zeros, alone=zeros):
        assert account.clauses == 0.0


def test_a_clause_that_shares_a_course_replaces_the_agreed_shares_of_it(reading):
    course = reading.programme.courses[0]
    clause = RevenueShare(shares={"zhihai": Fraction(1, 4), "mingde": Fraction(3, 4)}, courses=(course.id,))
    agreed = replace(reading.programme, terms=replace(reading.programme.terms, clauses=(clause,)))
    assert revenue_share(agreed, course.id, "mingde") == 0.75
    other = agreed.courses[1]
    for party in agreed.party_ids:
        kept = revenue_share(reading.programme, other.id, party)
        assert revenue_share(agreed, other.id, party) == kept


def test_what_counts_shares_alone_says_so(reading):
    agreed = replace(reading.programme, terms=replace(reading.programme.terms, clauses=(FEE, PROMISE)))
    (found,) = clauses_left_out(agreed)
    assert found.facts == {"count": 2}
    assert clauses_left_out(reading.programme) == ()
