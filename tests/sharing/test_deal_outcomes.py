"""A plan's outcomes under agreed shares alone are what the planner itself counts for every party."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from tests.planning.conftest import small_problem

from kuajie.domain.clauses import RevenueShare
from kuajie.domain.deal import Deal
from kuajie.planning.menu_extras import MenuExtras
from kuajie.planning.objective import evaluate
from kuajie.planning.parties import Parties, party_profits
from kuajie.sharing.deals.deal_outcomes import outcomes_of
from kuajie.sharing.deals.deal_payoffs import deal_payoffs
from kuajie.sharing.deals.effective_shares import effective_shares

SUMMED = 1e-9


@pytest.mark.parametrize("incentive", [False, True])
def test_agreed_shares_pay_what_the_planner_counts(incentive: bool) -> None:
    problem = small_problem(draws=5, courses=2, levers=3, weeks=4, menu=2, set_up=50.0)
    parties = Parties(
        names=("P", "E"),
        revenue_share=np.array([[0.6, 0.25], [0.4, 0.75]]),
        cost=np.stack([0.25 * problem.cost, 0.75 * problem.cost]),
        owner=np.array([0, 1, 0]),
    )
    coupons = tuple(
        MenuExtras(np.ones(2), np.array([9.0, 0.0]), np.array([1 - course, -1])) for course in range(2)
    )
    problem = replace(problem, parties=parties, extras=coupons if incentive else None)
    spend = np.linspace(0.0, 900.0, 12).reshape(3, 4)
    prices = np.array([menu[0] for menu in problem.menus])
    judged = evaluate(problem, spend, prices)
    shared = (
        RevenueShare(shares={"P": Fraction(3, 5), "E": Fraction(2, 5)}, courses=("c1",)),
        RevenueShare(shares={"P": Fraction(1, 4), "E": Fraction(3, 4)}, courses=("c2",)),
    )
    owners = {"a": "P", "b": "E", "c": "P"}
    deal = Deal(parties=("P", "E"), sellers={"c1": "P", "c2": "E"}, owners=owners, clauses=shared)
    outcomes = outcomes_of(problem, spend, prices, judged.enrolments)
    found = deal_payoffs(deal, outcomes)
    assert found.profit == pytest.approx(party_profits(problem, spend, prices, judged), rel=SUMMED)
    assert found.profit.sum(axis=0) == pytest.approx(judged.joint_profit, rel=SUMMED)
    assert bool(outcomes.let_off.any()) == incentive
    # What planning knows of an agreed deal is what effective shares say of it.
    local = effective_shares(deal, outcomes)
    assert local.revenue == pytest.approx(parties.revenue_share, abs=1e-6)
