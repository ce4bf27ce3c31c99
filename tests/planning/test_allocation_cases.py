"""Reference instances with proved optima that fit the problem: static ones of either coupling.

A sum coupling N = base + Σ R_i is also the product coupling with levers on one side only: base (1 + Σ R_i /
base). Sums are tried in both forms; where a one-sided product has no base, one enrolment is added and its
margin taken off again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuajie.planning.certificate import certify
from kuajie.planning.problem import BudgetGroup, PlanningProblem
from kuajie.planning.solution import Settings
from kuajie.planning.solver import maximise
from kuajie.response import codes

REFERENCE = Path(__file__).parent.parent / "reference"

OPTIMUM = 1e-6
"""Relative to the stored optimum: the required accuracy."""

PROVED = 1e-4
"""The required gap of our own bound."""


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REFERENCE / f"{name}.json").read_text())
    return found


def curve(response: dict[str, Any]) -> tuple[int, float, float, float]:
    """Return formula, scale, slope and strength of one reference response."""
    kind = {"sqrt": codes.SQUARE_ROOT, "log": codes.LOG, "exp": codes.EXPONENTIAL, "hill": codes.HILL}
    return kind[response["type"]], response.get("K", 1.0), response.get("h", 1.0), response["a"]


def as_problem(instance: dict[str, Any], form: str) -> tuple[PlanningProblem, float]:
    """Return the instance as a problem of a form, and what to take off its objective."""
    channels = instance["channels"]
    count = len(channels)
    curves = [curve(channel["response"]) for channel in channels]
    base = instance["N0"] if form == "product" else instance["base"]
    organic = max(base, 1.0) if form == "one-sided product" else base
    parties = np.array([channel["party"] for channel in channels])
    strength = np.array([row[3] for row in curves]) / (organic if form == "one-sided product" else 1.0)
    weight = float(instance["spend_weight"])
    margin = instance["unit_margin"]
    budgets = instance["budgets"]
    return PlanningProblem(
        coupling=codes.SUM if form == "sum" else codes.PRODUCT,
        organic=np.full((1, 1, 1), float(organic)),
        unit=np.ones(1),
        outcome=np.array([codes.LOG_NORMAL]),
        scatter=np.zeros((1, 1)),
        reach=np.ones((1, 1, count)),
        training=(parties == "E") & (form != "one-sided product"),
        strength=strength[None],
        carry_kind=np.full(count, codes.NONE),
        carry_0=np.zeros((1, count)),
        carry_1=np.zeros((1, count)),
        saturation_kind=np.array([row[0] for row in curves]),
        scale=np.array([[row[1] for row in curves]]),
        slope=np.array([[row[2] for row in curves]]),
        past_input=np.zeros((count, 13)),
        start_input=np.zeros(count),
        unit_cost=np.ones(count),
        lower=np.array([[channel["min"]] for channel in channels]),
        upper=np.array([[channel["max"]] for channel in channels]),
        set_up_cost=np.zeros(count),
        min_if_used=np.zeros(count),
        price_kind=np.array([codes.ABSENT]),
        price_0=np.zeros((1, 1)),
        price_1=np.ones((1, 1)),
        price_2=np.ones((1, 1)),
        menus=(np.array([margin]),),
        realised=np.ones(1),
        refund=np.zeros(1),
        cost=np.zeros(1),
        bonus=np.array([margin * (1.0 - weight)]),
        seats=np.full((1, 1), np.inf),
        money_weight=weight,
        budget_groups=tuple(
            BudgetGroup(name, parties == name, limit) for name, limit in budgets.items() if name != "total"
        ),
        total_budget=budgets.get("total"),
    ), margin * (organic - base)


SUM_FORMS = ("sum", "one-sided product")

CONCAVE = [
    *((name, form) for name in ("B01_sqrt_closed_form", "B03_exp_bounds_budgets") for form in SUM_FORMS),
    ("B06_product_coupling", "product"),
]


@pytest.mark.parametrize(("name", "form"), CONCAVE)
def test_optimum_is_reached_and_proved(name: str, form: str) -> None:
    instance = read(name)
    problem, offset = as_problem(instance, form)
    solution = maximise(problem, settings=Settings(tolerance=1e-8))
    best = instance["best_known"]["objective"]
    assert solution.value - offset == pytest.approx(best, rel=OPTIMUM)
    bound = certify(problem, solution)
    assert bound.value - offset >= best
    assert bound.gap(solution.value) <= PROVED


@pytest.mark.parametrize("form", SUM_FORMS)
def test_square_root_optimum_splits_the_budget_by_squared_effects(form: str) -> None:
    """By hand (Cauchy-Schwarz): spend_i = B a_i^2 / Σ a^2."""
    problem, _ = as_problem(read("B01_sqrt_closed_form"), form)
    squares = problem.strength[0] ** 2
    expected = 1000.0 * squares / squares.sum()
    spend = maximise(problem, settings=Settings(tolerance=1e-10)).spend[:, 0]
    np.testing.assert_allclose(spend, expected, rtol=1e-3)


@pytest.mark.parametrize("form", SUM_FORMS)
def test_s_shaped_instance_is_bounded_though_not_closed(form: str) -> None:
    """B04: Hill curves under one budget; the envelope's bound holds, a dynamic programme would close it."""
    instance = read("B04_hill_sshape_budget")
    problem, offset = as_problem(instance, form)
    solution = maximise(problem)
    best = instance["best_known"]["objective"]
    assert solution.value - offset <= best * (1.0 + OPTIMUM)
    assert solution.value - offset >= 0.9 * best
    assert certify(problem, solution).value - offset >= best
