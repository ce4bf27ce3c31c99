"""Plans by another measure than the mean, each party's risk, and which experiment would pay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.messages import BadInput
from kuajie.planning.objective import evaluate
from kuajie.planning.parties import party_profits
from kuajie.planning.risk.judge import measure_plan
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure
from kuajie.planning.solution import Solution, silent
from kuajie.usecases.experiment_size import LONGEST, experiment_size
from kuajie.usecases.learn import LearnQuestion, value_of_learning
from kuajie.usecases.party_accounts import party_accounts
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.plan_measure import by_measure, measure_asked, measure_in_words
from kuajie.usecases.plan_risk import party_risks
from kuajie.usecases.planning_problem import build_problem, scope_of


@pytest.fixture(scope="module")
def careful(reading, fit):
    measure = RiskMeasure.mean_cvar(level=0.2)
    return plan_programme(
        PlanQuestion(programme=reading.programme, fit=fit, draws=40, test_draws=100, risk=measure)
    )


@pytest.fixture(scope="module")
def problem(reading, fit):
    scope = scope_of(reading.programme, frozenset(reading.programme.party_ids))
    return build_problem(reading.programme, fit, fit.posterior.thin(40), scope)


def decision(plan):
    spend = np.array([[float(amount) for amount in row] for row in plan.plan.spend.values()])
    return spend, np.array([float(price) for price in plan.plan.prices.values()])


def test_a_careful_plan_is_told_by_its_measure_exactly(problem, plan, careful):
    told, certificate = careful.measured, careful.plan.certificate
    assert told.measure.kind is MeasureKind.MEAN_CVAR
    reached = measure_plan(problem, told.measure, *decision(careful))
    assert told.found_with == pytest.approx(reached)
    assert certificate.value == pytest.approx(reached)
    assert reached <= certificate.bound
    assert certificate.gap < 0.1
    mean = measure_plan(problem, told.measure, *decision(plan))
    assert told.found_with >= mean - 1e-4 * abs(mean)
    assert told.given_up >= -1e-4 * abs(mean)
    assert plan.measured is None
    assert careful.key != plan.key


def test_no_plan_exceeds_the_certificate_of_the_measure(problem, careful):
    measure, bound = careful.measured.measure, careful.plan.certificate.bound
    spend, prices = decision(careful)
    rng = np.random.default_rng(3)
    for _ in range(30):
        other = np.minimum(spend * rng.uniform(0.0, 1.0, spend.shape), problem.upper)
        moved = np.array([rng.choice(menu) for menu in problem.menus])
        assert measure_plan(problem, measure, other, rng.choice([0, 1]) * (moved - prices) + prices) <= bound


def test_parties_means_are_those_of_their_accounts(reading, plan):
    """Outside profit is no part of a programme's risk; everything else adds up as in the split."""
    risks = {risk.party: risk for risk in plan.party_risks}
    zeros = dict.fromkeys(reading.programme.party_ids, 0.0)
    accounts = party_accounts(reading.programme, plan, fair=zeros, alone=zeros)
    for account in accounts:
        if account.name in risks:
            expected = account.own - account.outside
            assert risks[account.name].profit.mean == pytest.approx(expected, rel=1e-6, abs=1.0)
    assert risks[""].profit.mean == pytest.approx(plan.profit.mean)
    assert sum(risk.profit.mean for name, risk in risks.items() if name) == pytest.approx(plan.profit.mean)


def test_random_weeks_widen_the_range_and_order_the_figures(plan):
    whole = plan.party_risks[-1]
    assert whole.profit.upper - whole.profit.lower > plan.profit.upper - plan.profit.lower
    for risk in plan.party_risks:
        assert risk.worst <= risk.profit.lower <= risk.profit.median <= risk.profit.upper
        assert 0.0 <= risk.chance_of_loss <= 1.0
        assert (risk.profit.lower < 0.0) == (risk.chance_of_loss > 0.05)


def test_risks_of_parties_agree_with_their_profits_without_noise(problem, plan):
    """Without scatter around the mean and seats, outcomes are the expected profits themselves."""
    calm = replace(problem, scatter=np.full(problem.scatter.shape, 1e-12), seats=problem.seats * np.inf)
    spend, prices = decision(plan)
    judged = evaluate(calm, spend, prices)
    profits = party_profits(calm, spend, prices, judged)
    names = calm.parties.names
    for risk in party_risks(calm, spend, prices, judged)[:-1]:
        mine = profits[names.index(risk.party)]
        assert risk.profit.median == pytest.approx(np.median(np.repeat(mine, 5)))
        assert risk.chance_of_loss == pytest.approx((mine < 0).mean())


def test_worst_case_names_weeks_and_levers(reading, fit):
    measure = measure_asked("worst-case", deviation=0.3, weeks=3, levers=1)
    answer = plan_programme(
        PlanQuestion(
            programme=reading.programme, fit=fit, draws=20, test_draws=40, certified=False, risk=measure
        )
    )
    told = answer.measured
    assert len(told.weeks) == 3
    assert len(told.levers) == 1
    assert told.found_with < answer.found_with
    assert answer.plan.certificate.method == "none"


def test_what_is_asked_wrongly_is_said():
    with pytest.raises(BadInput) as missing:
        measure_asked("chance")
    assert missing.value.findings[0].notice.code == "risk.target_missing"
    with pytest.raises(BadInput) as nothing:
        measure_asked("worst-case", weeks=0, levers=0)
    assert nothing.value.findings[0].notice.code == "risk.nothing_falls"
    assert measure_asked("mean") == RiskMeasure.mean()
    assert measure_asked("cvar", level=0.1, weight=1.0) == RiskMeasure.mean_cvar(level=0.1)
    assert "20%" in measure_in_words(measure_asked("cvar")).en


def test_more_sets_of_levers_than_can_be_gone_through_are_refused(problem, monkeypatch):
    monkeypatch.setattr("kuajie.usecases.plan_measure.MOST_SETS", 8)
    start = Solution(
        spend=problem.lower,
        prices=np.array([menu[0] for menu in problem.menus]),
        used=np.zeros(problem.levers, dtype=np.bool_),
        value=0.0,
        profit=0.0,
    )
    measure = RiskMeasure.worst_case(deviation=0.2, levers=1)
    with pytest.raises(BadInput) as refused:
        by_measure(problem, measure, start, certified=False, progress=silent)
    assert refused.value.findings[0].notice.code == "risk.too_many_lever_sets"


@pytest.fixture(scope="module")
def learnt(reading, fit):
    return value_of_learning(LearnQuestion(programme=reading.programme, fit=fit, draws=20, scenarios=4))


def test_levers_are_ranked_by_what_knowing_them_is_worth(reading, learnt):
    values = [lever.value for lever in learnt.levers]
    assert values == sorted(values, reverse=True)
    assert min(values) >= 0.0
    assert {lever.id for lever in learnt.levers} == {lever.id for lever in reading.programme.levers}
    assert learnt.everything > 0.0
    assert learnt.everything >= max(values) - 3.0 * (
        learnt.everything_error + learnt.levers[0].standard_error
    )


def test_size_of_an_experiment_follows_noise_and_doubt(problem, plan):
    """Half the noise needs a quarter of the weeks: 12 σ² / τ², in pairs of weeks, four at least."""
    spend, prices = decision(plan)
    lever = int(np.argmax(spend.sum(axis=1)))
    without = spend.copy()
    without[lever] = 0.0
    more = evaluate(problem, spend, prices).sales - evaluate(problem, without, prices).sales
    spread = more.sum(axis=1).mean(axis=1).std()
    quiet = replace(problem, scatter=np.full(problem.scatter.shape, 1e-6))
    assert experiment_size(quiet, spend, prices, lever).weeks == 4
    means = evaluate(problem, spend, prices).sales.mean(axis=2)
    share = spread / np.sqrt((means**2).sum(axis=1)).mean()
    sized = replace(problem, scatter=np.full(problem.scatter.shape, share))
    assert experiment_size(sized, spend, prices, lever).weeks == 12
    loud = replace(problem, scatter=np.full(problem.scatter.shape, 2.0 * share))
    assert experiment_size(loud, spend, prices, lever).weeks is None
    assert LONGEST == 26


def test_testing_a_lever_that_is_not_planned_costs_what_it_loses(problem, plan):
    spend, prices = decision(plan)
    bare = spend.copy()
    bare[0] = 0.0
    size = experiment_size(problem, bare, prices, 0)
    assert size.spend > 0.0
    assert size.cost >= 0.0
