"""Plans from fits of every form: the planner's demand is the fit's, money adds up, doubts are carried."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.beliefs import FitChoices
from kuajie.domain.panel import own_sales_label
from kuajie.messages import Finding, Severity
from kuajie.messages.notices import fitting
from kuajie.planning.objective import evaluate
from kuajie.response import codes
from kuajie.response.draws import prior_scores, replay_series
from kuajie.response.packing import lever_facts
from kuajie.response.prior import SLOTS
from kuajie.usecases.build_model import build_model
from kuajie.usecases.holdout import without_last_weeks
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.planning_problem import HISTORY_WEEKS, build_problem, scope_of
from kuajie.usecases.predict import Weeks
from kuajie.usecases.response_spec import CourseSpec
from kuajie.usecases.sampled import posterior_of
from kuajie.usecases.split import SplitQuestion, split_profit

SAME_FORMULA = 1e-9
"""Relative: sums in another order, and the choke price of either form."""

SHORT_MEMORY = 2e-3
"""Relative: the planner remembers a year of spend, the fit two; what lies before counts for this little."""

DRAWS = 120

FORMS = {
    "product": {},
    "pooled product": {"pooled": True},
    "pooled counts": {"pooled": True, "outcome": "negative_binomial"},
    "sum": {"coupling": "sum"},
    "pooled sum": {"coupling": "sum", "pooled": True},
}


def imagined(fit, form, *, factors=(), own=(), weeks=None, spread=1.0):
    """Return an answer of another form to the same history, its draws from the prior: wild and cheap.

    ``factors`` are price factors of the first courses; ``own`` names parties whose own sales are added, twice
    the first course's; ``weeks`` is how many weeks of history are kept; a small ``spread`` keeps draws near
    the middle of the prior.
    """
    panel = fit.panel if weeks is None else without_last_weeks(fit.panel, len(fit.panel.weeks) - weeks)
    panel = replace(
        panel,
        courses=(*panel.courses, *map(own_sales_label, own)),
        seats=np.concatenate([panel.seats, *[np.full((1, len(panel.weeks)), np.inf) for _ in own]]),
        enrolments=np.concatenate([panel.enrolments, *[2 * panel.enrolments[:1] + 1 for _ in own]]),
        price=np.concatenate([panel.price, *[panel.price[:1] for _ in own]]),
        **{
            name: np.concatenate([getattr(panel, name), *[getattr(panel, name)[:1] for _ in own]])
            for name in ("refund_rate", "completion_rate", "realised_rate")
        },
    )
    courses = [
        replace(course, price_factor=factors[place]) if place < len(factors) else course
        for place, course in enumerate(fit.spec.courses)
    ]
    courses += [
        CourseSpec(id=own_sales_label(party), title=party, priced=True, own_sales=True) for party in own
    ]
    spec = replace(fit.spec, courses=tuple(courses), choices=FitChoices(**FORMS[form]))
    built = build_model(spec, panel)
    scores = spread * prior_scores(built.model, DRAWS, rng=np.random.default_rng(3))
    return replace(
        fit,
        spec=spec,
        panel=panel,
        baseline=built.baseline,
        model=built.model,
        posterior=posterior_of(built.model, scores, seed=4),
    )


def expected_weeks(answer, programme, spend, price):
    """Return the horizon's weeks as the fit sees them, from the whole history and the inputs planned."""
    horizon, model, posterior = programme.horizon, answer.model, answer.posterior
    gap = (horizon.start - answer.panel.weeks[-1]).days // 7 - 1
    costs = np.array([[float(lever.unit_cost)] for lever in programme.levers])
    inputs = np.concatenate([answer.panel.inputs, np.zeros((len(costs), gap)), spend / costs], axis=1)
    values = np.stack([posterior.get(slot, model.levers) for slot in SLOTS], axis=2)
    lifts = np.empty((posterior.draws, *inputs.shape))
    strength = posterior.get("strength", model.levers)
    replay_series(lever_facts(model), values, strength, inputs, np.zeros(inputs.shape), lifts)
    weekly = np.repeat(price[:, None], horizon.count, axis=1)
    controls = np.repeat(np.array(answer.baseline.control_mean).reshape(-1, 1), horizon.count, axis=1)
    design = answer.baseline.design(horizon.weeks, price=weekly, controls=controls)
    return Weeks.of(model, posterior, design=design, price=weekly, lever_lift=lifts[:, :, -horizon.count :])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("factors", [(), ("logit", "linear_power")])
def test_planned_demand_and_sales_are_those_the_fit_expects(reading, fit, form, factors):
    """No more weeks of history than the planner keeps, then half a year without spend, then the plan."""
    programme = reading.programme
    answer = imagined(fit, form, factors=factors, own=("zhihai",), weeks=HISTORY_WEEKS)
    problem = build_problem(
        programme, answer, answer.posterior, scope_of(programme, frozenset(programme.party_ids))
    )
    rng = np.random.default_rng(1)
    spend = rng.uniform(0.0, 1.0, problem.upper.shape) * problem.upper
    prices = np.array([menu[0] for menu in problem.menus])
    told = evaluate(problem, spend, prices)
    weeks = expected_weeks(answer, programme, spend, np.append(prices, 100.0))
    mean, count = weeks.mean, len(prices)
    np.testing.assert_allclose(told.demand, mean[:, :count], rtol=SAME_FORMULA, atol=SAME_FORMULA)
    seats = np.concatenate([problem.seats, np.full((1, problem.weeks), np.inf)])
    assert np.isfinite(problem.seats).any()
    sold = weeks.sold(mean, seats)[0][:, :count]
    np.testing.assert_allclose(told.sales, sold, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("form", ["pooled product", "pooled counts", "pooled sum"])
def test_courses_feel_levers_unequally_where_courses_are_pooled(reading, fit, form):
    answer = imagined(fit, form)
    scope = scope_of(reading.programme, frozenset(reading.programme.party_ids))
    problem = build_problem(reading.programme, answer, answer.posterior, scope)
    np.testing.assert_array_equal((problem.reach > 0).all(axis=0), answer.model.acts)
    shared = np.flatnonzero(answer.model.acts.sum(axis=0) > 1)
    assert shared.size
    for lever in shared:
        feels = problem.reach[:, answer.model.acts[:, lever], lever]
        assert (feels.std(axis=1) > 0).all()


@pytest.mark.parametrize("form", ["pooled counts", "pooled sum"])
def test_plans_keep_their_promises_under_other_responses(reading, fit, form):
    programme = reading.programme
    answer = imagined(fit, form, spread=0.3)
    plan = plan_programme(PlanQuestion(programme=programme, fit=answer, draws=40, test_draws=80))
    assert plan.revenue - plan.unit_costs - plan.spend - plan.set_up == pytest.approx(plan.profit.mean)
    certificate = plan.plan.certificate
    assert certificate.method != "none"
    assert ("sum coupling" in certificate.problem.say("en")) == (form == "pooled sum")
    scope = scope_of(programme, frozenset(programme.party_ids))
    problem = build_problem(programme, answer, answer.posterior.thin(40), scope)
    rng = np.random.default_rng(0)
    for _ in range(30):
        shares = rng.dirichlet(np.ones(problem.levers)) * problem.total_budget * rng.uniform(0, 0.9)
        spend = np.minimum(np.repeat(shares[:, None] / problem.weeks, problem.weeks, axis=1), problem.upper)
        used = spend.sum(axis=1)
        over = max(used[group.levers].sum() / group.limit for group in problem.budget_groups)
        prices = np.array([rng.choice(menu) for menu in problem.menus])
        assert evaluate(problem, spend / max(1.0, over), prices).objective <= certificate.bound


def test_a_split_of_a_sum_hands_out_all_of_it(reading, fit):
    answer = imagined(fit, "pooled sum", spread=0.3)
    plan = plan_programme(
        PlanQuestion(programme=reading.programme, fit=answer, draws=20, test_draws=50, certified=False)
    )
    split = split_profit(
        SplitQuestion(programme=reading.programme, fit=answer, plan=plan, draws=20, test_draws=50)
    )
    for rule in split.rules:
        assert sum(share.mean for share in rule.shares.values()) == pytest.approx(split.total.mean)
    assert sum(account.transfer for account in split.accounts) == pytest.approx(0.0, abs=0.01)


@pytest.mark.parametrize("form", ["product", "sum"])
def test_what_a_plan_does_to_own_sales_is_told(reading, fit, form):
    """The share told is the fit's own: expected sales under the plan over those without new spend."""
    programme = reading.programme
    answer = imagined(fit, form, own=("zhihai",), spread=0.3)
    asked = PlanQuestion(programme=programme, fit=answer, draws=20, test_draws=1000, certified=False)
    plan = plan_programme(asked)
    told = [each for each in plan.warnings if each.notice.code == "planning.halo_left_out"]
    assert [each.facts["party"] for each in told] == ["zhihai"]
    spend = np.array([[float(money) for money in plan.plan.spend[lever.id]] for lever in programme.levers])
    price = np.array([float(course.price) for course in programme.courses] + [100.0])
    taken = set(np.linspace(0, DRAWS - 1, 20).round().astype(int).tolist())
    judges = [place for place in range(DRAWS) if place not in taken]
    judging = replace(answer, posterior=answer.posterior.take(judges))
    usual = answer.model.unit[-1]
    with_plan = expected_weeks(judging, programme, spend, price).mean[:, -1]
    without = expected_weeks(judging, programme, np.zeros(spend.shape), price).mean[:, -1]
    sums = answer.model.coupling == codes.SUM
    change = ((with_plan - without) / usual if sums else with_plan / without - 1).mean(axis=1)
    assert told[0].facts["change"] == pytest.approx(change.mean(), rel=SHORT_MEMORY)
    assert told[0].facts["lower"] == pytest.approx(np.quantile(change, 0.05), rel=SHORT_MEMORY)
    assert told[0].facts["upper"] == pytest.approx(np.quantile(change, 0.95), rel=SHORT_MEMORY)
    assert "zhihai" in told[0].say("en")
    assert "%" in told[0].say("zh")


def test_a_fit_without_own_sales_has_no_halo_to_tell(plan):
    assert not [each for each in plan.warnings if each.notice.code == "planning.halo_left_out"]


def test_doubts_of_the_fit_lead_the_plan_made_from_it(reading, fit):
    doubt = Finding(notice=fitting.DIVERGENCES, severity=Severity.WARNING, facts={"count": 90, "draws": 600})
    other = Finding(notice=fitting.POSTERIOR_IS_PRIOR, severity=Severity.WARNING, facts={"lever": "Live"})
    doubtful = replace(fit, trustworthy=False, warnings=(other, doubt))
    asked = PlanQuestion(programme=reading.programme, fit=doubtful, draws=10, test_draws=20, certified=False)
    plan = plan_programme(asked)
    assert [each.notice.code for each in plan.fit_doubts] == ["planning.fit_not_trusted", "fit.divergences"]
    assert plan.warnings[:3] == (*plan.fit_doubts, other)
    assert plan.warnings.count(doubt) == 1
    split = split_profit(
        SplitQuestion(programme=reading.programme, fit=doubtful, plan=plan, draws=10, test_draws=20)
    )
    assert split.warnings[:2] == plan.fit_doubts


def test_a_trustworthy_fit_casts_no_doubt(reading, fit):
    sound = replace(fit, trustworthy=True, warnings=())
    asked = PlanQuestion(programme=reading.programme, fit=sound, draws=10, test_draws=20, certified=False)
    plan = plan_programme(asked)
    assert plan.fit_doubts == ()
    assert "planning.fit_not_trusted" not in {each.notice.code for each in plan.warnings}
