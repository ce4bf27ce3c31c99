"""The truth score agrees with a demand computed by hand, and refuses a truth of another programme."""

from __future__ import annotations

import json
from dataclasses import replace
from math import erf, exp, sqrt
from typing import Any

import numpy as np
import pytest

from kuajie.domain.calendar import Horizon
from kuajie.domain.money import Money
from kuajie.domain.plan import Certificate, Plan
from kuajie.messages import Text
from kuajie.simulation import simulate
from kuajie.usecases.fit_answer import Interval, LeverSummary
from kuajie.usecases.truth_score import score_plan

# The truth is written with six digits after the point; sums over 24 cells keep five of them relatively.
SIX_DIGITS = 1e-5


class Answer:
    """What ``score_plan`` reads of a plan or a fit."""

    def __init__(self, **parts: Any) -> None:
        self.__dict__.update(parts)


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    contents = simulate("online-course", weeks=60, scale=0.3, locale="en")
    told: dict[str, Any] = json.loads(str(contents["truth.json"]))
    return told


def interval(lower: float, upper: float) -> Interval:
    return Interval(mean=(lower + upper) / 2, lower=lower, median=(lower + upper) / 2, upper=upper)


def plan_of(truth: dict[str, Any], weekly: int, *, profit: Interval) -> Any:
    weeks = Horizon(start=np.datetime64(truth["weeks"]["horizon"][0]).item(), count=12).weeks
    plan = Plan(
        weeks=weeks,
        spend={lever["id"]: (Money.of(weekly, "CNY"),) * 12 for lever in truth["levers"]},
        prices={course["id"]: Money.of(int(course["reference_price"]), "CNY") for course in truth["courses"]},
        certificate=Certificate(value=0.0, bound=None, method="none", problem=Text(en="none", zh="无")),
    )
    return Answer(plan=plan, profit=profit)


def fit_of(truth: dict[str, Any], fitted: Interval, *, priced: bool = True) -> Any:
    levers = [
        LeverSummary(
            id=lever["id"],
            title=lever["id"],
            training=False,
            spend=1.0,
            enrolments=fitted,
            return_on_spend=fitted,
            marginal_return=fitted,
            prior_return=None,
            half_life=fitted,
            learned=0.5,
        )
        for lever in truth["levers"]
    ]
    return Answer(levers=tuple(levers), spec=Answer(courses=(Answer(priced=priced),)))


def least_of_seats_and_demand(mean: float, sigma: float, seats: float | None) -> float:
    """Return E[min(seats, N)] of log-normal N with mean ``mean`` (the Black formula)."""
    if seats is None:
        return mean
    d = (np.log(mean / seats) + sigma**2 / 2) / sigma

    def below(z: float) -> float:
        return 0.5 * (1 + erf(z / sqrt(2)))

    return mean * (1 - below(d)) + seats * below(d - sigma)


def true_profit(truth: dict[str, Any], weekly: float) -> float:
    """Return the expected joint profit of a constant spend at today's prices, from the written formulas."""
    total = 0.0
    for course in truth["courses"]:
        sides = {"marketing": np.zeros(12), "training": np.zeros(12)}
        for lever in truth["levers"]:
            retention, past = lever["retention"], truth["history"]["spend"][lever["id"]]
            stock = lever["spend_before"]
            for spent in past:
                stock = retention * stock + (1 - retention) * spent
            for week in range(12):
                stock = retention * stock + (1 - retention) * weekly
                ratio, slope = stock / lever["scale"], lever["slope"]
                if lever["saturation"] == "hill":
                    felt = ratio**slope / (1 + ratio**slope)
                else:
                    felt = 1 - exp(-ratio)
                factor = lever["factors"].get(course["id"], 0.0)
                sides[lever["kind"]][week] += lever["strength"] * factor * felt
        base = np.array(truth["horizon"]["baseline"][course["id"]])
        means = base * (1 + sides["marketing"]) * (1 + sides["training"])
        sold = sum(least_of_seats_and_demand(mean, course["sigma"], course["seats"]) for mean in means)
        net = course["reference_price"] * course["realised_rate"] * (1 - course["refund_rate"])
        total += sold * (net - sum(course["unit_costs"].values()))
    set_up = sum(lever["set_up_cost"] for lever in truth["levers"]) if weekly else 0.0
    return total - 12 * weekly * len(truth["levers"]) - set_up


@pytest.mark.parametrize("weekly", [0, 400, 2500])
def test_a_constant_plan_scores_what_the_formulas_say(truth: dict[str, Any], weekly: int) -> None:
    score = score_plan(plan_of(truth, weekly, profit=interval(0, 1)), fit_of(truth, interval(0, 1)), truth)
    assert score is not None
    assert score.plan.profit == pytest.approx(true_profit(truth, weekly), rel=SIX_DIGITS)
    assert score.nothing.profit == pytest.approx(true_profit(truth, 0), rel=SIX_DIGITS)


def test_inside_says_whether_intervals_hold_the_truth(truth: dict[str, Any]) -> None:
    profit = true_profit(truth, 400)
    returns = sorted(lever["return"] for lever in truth["levers"])
    around = interval(profit - 1, profit + 1)
    score = score_plan(
        plan_of(truth, 400, profit=around), fit_of(truth, interval(returns[0], returns[1])), truth
    )
    assert score is not None
    assert score.inside
    assert [known.inside for known in score.returns].count(True) == 2
    beside = score_plan(
        plan_of(truth, 400, profit=interval(profit + 1, profit + 2)), fit_of(truth, around), truth
    )
    assert beside is not None
    assert not beside.inside


def test_a_history_shorter_than_a_year_has_no_last_year(truth: dict[str, Any]) -> None:
    contents = simulate("online-course", weeks=30, scale=0.3, locale="en")
    short = json.loads(str(contents["truth.json"]))
    score = score_plan(plan_of(short, 0, profit=interval(0, 1)), fit_of(short, interval(0, 1)), short)
    assert score is not None
    assert score.last_year is None
    longer = score_plan(plan_of(truth, 0, profit=interval(0, 1)), fit_of(truth, interval(0, 1)), truth)
    assert longer is not None
    assert longer.last_year is not None


def test_the_truth_of_another_programme_scores_nothing(truth: dict[str, Any]) -> None:
    told = plan_of(truth, 0, profit=interval(0, 1))
    plan = told.plan
    fewer = dict(list(plan.spend.items())[1:])
    for changed in (
        replace(plan, spend=fewer),
        replace(plan, prices={}),
        replace(plan, weeks=plan.weeks[:-1], spend={lever: row[:-1] for lever, row in plan.spend.items()}),
    ):
        answer = Answer(plan=changed, profit=told.profit)
        assert score_plan(answer, fit_of(truth, interval(0, 1)), truth) is None


def test_levers_of_free_programmes_return_enrolments(truth: dict[str, Any]) -> None:
    """Where no course has a price, a lever's true return is what it brought over what was spent on it."""
    lever = truth["levers"][0]["id"]
    brought = sum(sum(row) for row in truth["history"]["contributions"][lever].values())
    true = brought / sum(truth["history"]["spend"][lever])
    fit = fit_of(truth, interval(0.9 * true, 1.1 * true), priced=False)
    score = score_plan(plan_of(truth, 400, profit=interval(0.0, 1.0)), fit, truth)
    assert score is not None
    assert score.returns[0].true == pytest.approx(true)
    assert score.returns[0].inside
