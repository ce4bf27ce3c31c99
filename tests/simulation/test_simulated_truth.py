"""truth.json agrees with itself: every number in it follows from its parameters."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from math import cos, exp, log, pi
from typing import Any

import numpy as np
import pytest

from kuajie.simulation import TEMPLATES, simulate

WRITTEN = 2e-6  # series are written with six digits
LOG_WRITTEN = 1e-6  # what six digits leave of the log of demand of ten and more
NEW_YEARS = (date(2024, 2, 10), date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6))  # astronomical
Truth = dict[str, Any]


def saturation(lever: dict[str, Any], stock: float) -> float:
    ratio = stock / lever["scale"]
    if lever["saturation"] == "hill":
        return ratio ** lever["slope"] / (1 + ratio ** lever["slope"])
    return 1 - exp(-ratio)


def stocks(truth: Truth, lever: dict[str, Any]) -> list[float]:
    held, found = lever["spend_before"], []
    for spent in truth["history"]["spend"][lever["id"]]:
        held = lever["retention"] * held + (1 - lever["retention"]) * spent
        found.append(held)
    return found


def demand_again(truth: Truth, course: dict[str, Any], *, without: str | None = None) -> list[float]:
    """Return expected demand of one course in plain Python, from what truth.json says alone."""
    lifts = {"marketing": np.zeros(len(truth["weeks"]["history"]))}
    lifts["training"] = lifts["marketing"].copy()
    for lever in truth["levers"]:
        if lever["id"] != without:
            factor = lever["strength"] * lever["factors"].get(course["id"], 0.0)
            lifts[lever["kind"]] += [factor * saturation(lever, stock) for stock in stocks(truth, lever)]
    priced = [
        (price / course["reference_price"]) ** -course["elasticity"] if course["reference_price"] else 1.0
        for price in truth["history"]["price"][course["id"]]
    ]
    baseline = truth["history"]["baseline"][course["id"]]
    return [
        b * (1 + x) * (1 + y) * g
        for b, x, y, g in zip(baseline, lifts["marketing"], lifts["training"], priced, strict=True)
    ]


@pytest.mark.parametrize("template", TEMPLATES)
def test_expected_demand_follows_from_the_parameters(template: str, truth: Callable[[str], Truth]) -> None:
    told = truth(template)
    for course in told["courses"]:
        again = demand_again(told, course)
        assert told["history"]["expected_demand"][course["id"]] == pytest.approx(again, rel=WRITTEN)


@pytest.mark.parametrize("template", TEMPLATES)
def test_contributions_are_demand_less_demand_without_the_lever(
    template: str, truth: Callable[[str], Truth]
) -> None:
    told = truth(template)
    for course in told["courses"]:
        now = np.array(demand_again(told, course))
        for lever in told["levers"]:
            brought = now - demand_again(told, course, without=lever["id"])
            written = told["history"]["contributions"][lever["id"]][course["id"]]
            assert written == pytest.approx(brought, abs=2e-3 * 1e-3 * now.max())


@pytest.mark.parametrize("template", TEMPLATES)
def test_returns_are_net_revenue_for_a_yuan(template: str, truth: Callable[[str], Truth]) -> None:
    told = truth(template)
    history = told["history"]
    for lever in told["levers"]:
        value = sum(
            np.dot(history["contributions"][lever["id"]][course["id"]], history["price"][course["id"]])
            * course["realised_rate"]
            * (1 - course["refund_rate"])
            for course in told["courses"]
        )
        assert lever["return"] == pytest.approx(value / sum(history["spend"][lever["id"]]), abs=1e-5)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_demo_leaves_something_to_decide(seed: int) -> None:
    told = json.loads(str(simulate("demo", seed=seed, scale=0.2)["truth.json"]))
    returns = [lever["return"] for lever in told["levers"]]
    assert 0.6 < min(returns) < 2.0
    assert 3.0 < max(returns) < 5.5


@pytest.mark.parametrize("template", TEMPLATES)
def test_full_weeks_are_capped_at_the_seats(template: str, truth: Callable[[str], Truth]) -> None:
    told = truth(template)
    limited = [course for course in told["courses"] if course["seats"] is not None]
    assert limited
    for course in told["courses"]:
        demand = np.array(told["history"]["demand"][course["id"]])
        seats = course["seats"] or np.inf
        assert told["history"]["enrolments"][course["id"]] == np.minimum(demand, seats).tolist()
    for course in limited:
        demand = np.array(told["history"]["demand"][course["id"]])
        assert 2 <= (demand >= course["seats"]).sum() <= 8
        assert (demand > course["seats"]).any()


def test_the_demo_says_what_the_model_lacks(demo_truth: Truth) -> None:
    codes = [lack["code"] for lack in demo_truth["model_lacks"]]
    assert codes == ["hill_saturation", "effect_differs_by_course", "hidden_confounder", "full_weeks"]
    assert all(lack["zh"] and lack["en"] for lack in demo_truth["model_lacks"])


def test_the_confounder_moves_spend_and_demand_and_stands_in_no_file(demo_truth: Truth) -> None:
    wave = np.array(demo_truth["confounder"]["history"])
    spend = np.log(demo_truth["history"]["spend"]["search_ads"])
    assert np.corrcoef(wave, spend)[0, 1] > 0.3
    controls = simulate("demo", scale=0.1)["controls.csv"]
    assert set(controls["name"].to_pylist()) == {demo_truth["control"]["name"]}
    assert demo_truth["confounder"]["name"] != demo_truth["control"]["name"]


def holiday_effects(told: Truth, course: dict[str, Any]) -> dict[str, float]:
    """Return what is left of log organic demand when everything but the holidays is taken away."""
    weeks = told["weeks"]["history"] + told["weeks"]["horizon"]
    baseline = told["history"]["baseline"][course["id"]] + told["horizon"]["baseline"][course["id"]]
    moved = np.zeros(len(weeks))
    for name in ("control", "confounder"):
        wave = told[name]
        if not wave["courses"] or course["id"] in wave["courses"]:
            moved += wave["effect"] * np.array(wave["history"] + wave["horizon"])
    left = {}
    for place, week in enumerate(weeks):
        day = date.fromisoformat(week).timetuple().tm_yday + 3
        angle = 2 * pi * (day - course["season"]["peak"]) / 365.25
        season = course["season"]["yearly"] * cos(angle) + course["season"]["half_yearly"] * cos(2 * angle)
        since = place - (len(told["weeks"]["history"]) - 1)
        trend = course["trend"] * since / (365.25 / 7)
        left[week] = log(baseline[place]) - course["level"] - season - trend - moved[place]
    return left


def test_spring_festival_falls_in_the_right_weeks(demo_truth: Truth) -> None:
    for course in demo_truth["courses"]:
        left = holiday_effects(demo_truth, course)
        for new_year in NEW_YEARS:
            monday = date.fromordinal(new_year.toordinal() - new_year.weekday())
            quiet = date.fromordinal(monday.toordinal() - 21)
            after = date.fromordinal(monday.toordinal() + 28)
            around = sum(
                left.get(date.fromordinal(monday.toordinal() + step).isoformat(), 0.0) for step in (-7, 0, 7)
            )
            assert left[monday.isoformat()] < -0.1
            assert around < -0.4  # the whole festival, over the two or three weeks it lies in
            assert left[quiet.isoformat()] == pytest.approx(0.0, abs=LOG_WRITTEN)
            assert left.get(after.isoformat(), 0.0) == pytest.approx(0.0, abs=LOG_WRITTEN)


def test_experiments_measure_the_truth_with_the_noise_they_state() -> None:
    scores = []
    for seed in range(12):
        told = json.loads(str(simulate("demo", seed=seed, scale=0.3)["truth.json"]))
        scores += [(test["lift"] - test["true_lift"]) / test["error"] for test in told["experiments"]]
        assert all(test["true_lift"] > 0 < test["spend_change"] for test in told["experiments"])
    assert len(scores) == 36
    assert abs(np.mean(scores)) < 4 / np.sqrt(36)
    assert 0.6 < np.std(scores) < 1.5  # four standard errors of a deviation of 36
