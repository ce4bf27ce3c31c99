"""A plan takes an incentive where it pays, says so, and whoever bears it pays for it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from kuajie.domain.incentive import Incentive, IncentiveKind
from kuajie.planning.certificate import certify
from kuajie.planning.objective import evaluate
from kuajie.planning.parties import seat_shares
from kuajie.planning.solver import maximise
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.planning_problem import build_problem, scope_of


def with_group_price(programme, brings):
    course = next(each for each in programme.courses if len(each.menu) > 1)
    bearer = course.requires[-1]
    group = Incentive(
        kind=IncentiveKind.GROUP,
        depths=(Fraction(1, 20),),
        borne_by=bearer,
        taken_by=Fraction(1, 2),
        brings=brings,
    )
    courses = tuple(
        replace(each, incentives=(group,)) if each is course else each for each in programme.courses
    )
    return replace(programme, courses=courses), course.id, bearer


@pytest.fixture(scope="module")
def generous(reading):
    return with_group_price(reading.programme, Fraction(1, 2))


def test_what_brings_half_as_much_again_is_chosen_told_and_paid_for(generous, fit, plan):
    programme, course_id, bearer = generous
    answer = plan_programme(PlanQuestion(programme=programme, fit=fit, draws=20, test_draws=50))
    course = next(each for each in answer.courses if each.id == course_id)
    before = next(each for each in plan.courses if each.id == course_id)
    assert course.incentive is not None
    assert programme.party(bearer).name in course.incentive.say("zh")
    assert course.borne_by == bearer
    assert course.enrolments.mean > 1.2 * before.enrolments.mean
    # By hand: 5 % off for half of the buyers is 2.5 % of the list price, of what was paid 0.025 / 0.975.
    assert course.let_off == pytest.approx(course.revenue * 0.025 / 0.975, rel=1e-3)
    assert answer.plan.certificate.value <= answer.plan.certificate.bound


def test_parties_parts_add_up_whatever_is_let_off(generous, fit):
    programme, course_id, bearer = generous
    scope = scope_of(programme, frozenset(programme.party_ids))
    problem = build_problem(programme, fit, fit.posterior.thin(10), scope)
    place = [course.id for course in scope.courses].index(course_id)
    prices = np.array([menu[0] for menu in problem.menus])
    shares = seat_shares(problem, prices)
    np.testing.assert_allclose(shares.sum(axis=0), problem.margins(prices))
    kept = problem.realised[place] * (1 - problem.refund[place])
    off = problem.extras[place].discount[0]
    assert off > 0
    party, parties = programme.party_ids.index(bearer), problem.parties
    listed = parties.revenue_share[party, place] * (prices[place] + off)
    assert shares[party, place] == pytest.approx((listed - off) * kept - parties.cost[party, place])


def test_the_bound_covers_every_offer(generous, fit):
    programme = generous[0]
    scope = scope_of(programme, frozenset(programme.party_ids))
    problem = build_problem(programme, fit, fit.posterior.thin(10), scope)
    solution = maximise(problem)
    bound = certify(problem, solution)
    for place, menu in enumerate(problem.menus):
        for price in menu:
            prices = solution.prices.copy()
            prices[place] = price
            assert evaluate(problem, solution.spend, prices).objective <= bound.value
