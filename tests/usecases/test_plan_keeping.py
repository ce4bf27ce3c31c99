"""Who would leave the plan under today's terms: gains that are proved, and terms that take them away."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest

from kuajie.domain.clauses import CostKind, CostShare
from kuajie.domain.terms import Aim, Objective, Terms
from kuajie.usecases.plan_keeping import who_would_leave


@pytest.fixture(scope="module")
def keeping(reading, fit, plan):
    return who_would_leave(reading.programme, fit, plan, draws=40, test_draws=60)


def test_every_party_is_told_with_a_bound_that_holds(reading, keeping):
    assert [each.party for each in keeping.temptations] == list(reading.programme.party_ids)
    for each in keeping.temptations:
        assert each.gain >= 0.0
        assert each.most is not None
        assert each.most >= each.gain
        assert bool(each.changes) == (each.gain > 1.0)


def test_leaving_does_not_make_all_better_off_beyond_the_certificate(plan, keeping):
    gap = plan.plan.certificate.bound - plan.plan.certificate.value
    for each in keeping.temptations:
        assert each.gain + each.others <= gap + 1e-6 * abs(keeping.joint)


def test_bearing_costs_in_the_shares_of_revenue_takes_the_temptation_away(reading, fit, plan, keeping):
    programme = reading.programme
    shares = dict(zip(programme.party_ids, map(Fraction, ("1/2", "3/10", "1/5")), strict=True))
    clauses = tuple(
        CostShare(payer=payer, payee=payee, rate=shares[payer], costs=(CostKind.SPEND, CostKind.UNIT_COSTS))
        for payer, payee in permutations(programme.party_ids, 2)
    )
    whole = tuple(replace(course, requires=programme.party_ids) for course in programme.courses)
    together = replace(programme, courses=whole, terms=Terms(revenue_shares=shares, clauses=clauses))
    kept = who_would_leave(together, fit, plan, draws=40, test_draws=60)
    gap = plan.plan.certificate.bound - plan.plan.certificate.value
    for each in kept.temptations:
        assert each.gain <= float(shares[each.party]) * gap + 1e-6 * abs(kept.joint)
    assert max(each.gain for each in keeping.temptations) > 10 * max(each.gain for each in kept.temptations)


def test_a_programme_that_does_not_aim_at_profit_is_not_asked(reading, fit, plan):
    charity = replace(reading.programme, objective=Objective(aim=Aim.ENROLMENTS))
    assert who_would_leave(charity, fit, plan) is None
