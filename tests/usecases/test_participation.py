"""Parties' floors under the terms as they stand, on a small simulated programme."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.money import Money
from kuajie.domain.terms import Aim, Objective, Participation
from kuajie.messages import InfeasiblePlan
from kuajie.planning.participation import expected_party_profits
from kuajie.usecases.participation import disagreement
from kuajie.usecases.plan_search import PlanQuestion, work_out

CENT = 0.01


def worked(programme, fit, objective):
    asked = PlanQuestion(programme=replace(programme, objective=objective), fit=fit, draws=20, test_draws=50)
    return work_out(asked)


def profits_under_terms(programme, plan):
    reached = expected_party_profits(plan.problem, plan.spend, plan.prices)
    return dict(zip(programme.party_ids, reached.tolist(), strict=True))


@pytest.fixture(scope="module")
def free(reading, fit):
    return worked(reading.programme, fit, Objective(aim=Aim.PROFIT))


@pytest.mark.parametrize("aim", [Aim.PROFIT, Aim.ENROLMENTS])
def test_every_party_reaches_its_floor_under_the_terms(reading, fit, free, aim):
    programme = reading.programme
    start = profits_under_terms(programme, free)
    poorest = min(start, key=start.__getitem__)
    floors = {party: Money.nearest(0.5 * profit, "CNY") for party, profit in start.items()}
    floors[poorest] = Money.nearest(1.02 * start[poorest], "CNY")
    aims = Objective(aim=aim, profit_floors=floors, participation=Participation.UNDER_TERMS)
    plan = worked(programme, fit, aims)
    reached = profits_under_terms(programme, plan)
    for party, floor in floors.items():
        assert reached[party] >= float(floor) - CENT
    certificate = plan.certificate
    assert certificate.method != "none"
    assert certificate.bound >= certificate.value
    assert certificate.gap <= 0.05
    if aim is Aim.PROFIT:
        assert certificate.value <= free.certificate.bound


def test_alone_a_party_has_what_its_own_courses_earn_or_nothing(reading, fit):
    draws = fit.posterior.thin(20)
    programme = replace(reading.programme, objective=Objective())
    assert disagreement(programme, fit, draws, "yuanhang") == 0.0
    assert disagreement(programme, fit, draws, "zhihai") > 0.0
    stated = Objective(profit_floors={"zhihai": Money.of(7, "CNY")})
    assert disagreement(replace(programme, objective=stated), fit, draws, "zhihai") == 7.0


def test_a_floor_out_of_reach_under_the_terms_names_the_party(reading, fit, free):
    programme = reading.programme
    start = profits_under_terms(programme, free)
    high = Money.nearest(5.0 * max(start.values()), "CNY")
    aims = Objective(profit_floors={"yuanhang": high}, participation=Participation.UNDER_TERMS)
    with pytest.raises(InfeasiblePlan) as caught:
        worked(programme, fit, aims)
    assert [finding.notice.code for finding in caught.value.findings] == ["planning.party_floor_out_of_reach"]
    assert programme.party("yuanhang").name in str(caught.value)
    assert np.isfinite(float(str(caught.value.findings[0].facts["best"]).replace(",", "")))
