"""First-order methods on the full problem: near the planner's plan, within limits, biased by decay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kuajie.planning.certificate import certify
from kuajie.planning.methods import Method
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solution import Settings
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import limits_when_used
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]
OURS = [Method.ADAM, Method.SGD]
NEAR = {Method.SGD: 2e-3, Method.ADAM: 1e-2}
"""Relative loss on concave problems: steps are fixed, and Adam's are scaled unlike the projection."""


@pytest.mark.parametrize("method", OURS)
@pytest.mark.parametrize("coupling", [codes.PRODUCT, codes.SUM])
def test_concave_problems_are_solved_about_as_well(problem_of: Maker, method: Method, coupling: int) -> None:
    problem = problem_of(menu=3, levers=4, weeks=4, coupling=coupling)
    best = maximise(problem)
    plan = maximise(problem, settings=Settings(method=method))
    assert best.value * (1 - NEAR[method]) <= plan.value <= best.value * (1 + 1e-6)
    limits = limits_when_used(problem, plan.used)
    assert np.all(plan.spend >= limits.lower)
    assert np.all(plan.spend <= limits.upper)
    assert plan.spend.sum() <= limits.total * (1 + 1e-9)
    bound = certify(problem, plan)
    assert plan.value <= bound.value
    assert bound.gap(plan.value) <= 0.02


@pytest.mark.parametrize("method", OURS)
def test_floors_are_kept_by_first_order_methods_too(problem_of: Maker, method: Method) -> None:
    problem = problem_of(money_weight=0.0, bonus=np.ones(2))
    free = maximise(problem)
    most = maximise(replace(problem, money_weight=1.0, bonus=np.zeros(2))).value
    floor = 0.5 * (free.profit + most)
    plan = maximise(replace(problem, profit_floor=floor), settings=Settings(method=method))
    assert plan.profit >= floor - 1e-6 * abs(floor)


def one_lever(problem_of: Maker, **changes: Any) -> PlanningProblem:
    """Return one lever and week whose profit is 40 √(s + 1): a hand can work out where decay leaves it."""
    fields: dict[str, Any] = {
        "draws": 1, "courses": 1, "levers": 1, "weeks": 1, "coupling": codes.SUM, "training": 0.0,
        "organic": np.zeros((1, 1, 1)), "unit": np.ones(1), "scatter": np.zeros((1, 1)),
        "strength": np.array([[40.0]]), "reach": np.ones((1, 1, 1)), "carry_kind": np.array([codes.NONE]),
        "saturation_kind": np.array([codes.SQUARE_ROOT]), "scale": np.ones((1, 1)),
        "past_input": np.zeros((1, 13)), "unit_cost": np.ones(1), "upper": np.array([[900.0]]),
        "price_kind": np.array([codes.ABSENT]), "menus": (np.array([1.0]),), "refund": np.zeros(1),
        "cost": np.zeros(1), "budget_groups": (), "total_budget": None,
    }  # fmt: skip
    return problem_of(**(fields | changes))


@pytest.mark.parametrize("decay", [0.0, 0.002, 0.01])
def test_decay_leaves_sgd_where_a_yuan_brings_as_much_more(problem_of: Maker, decay: float) -> None:
    # Profit 40 √s - s: SGD rests where 20 / √s - 1 = λ s, and without decay at 400.
    plan = maximise(
        one_lever(problem_of), settings=Settings(method=Method.SGD, decay=decay, steps=4000, tolerance=1e-12)
    )
    spend = float(plan.spend[0, 0])
    assert 20.0 / np.sqrt(spend) - 1.0 == pytest.approx(decay * spend, abs=1e-3)
    if decay == 0.0:
        assert spend == pytest.approx(400.0, rel=1e-3)
    else:
        assert spend < 350.0


def test_the_bound_tells_what_decay_costs(problem_of: Maker) -> None:
    problem = one_lever(problem_of)
    biased = maximise(problem, settings=Settings(method=Method.SGD, decay=0.01, steps=4000))
    bound = certify(problem, biased)
    assert bound.value >= 400.0
    assert bound.gap(biased.value) == pytest.approx((400.0 - biased.value) / biased.value, abs=0.01)


@pytest.mark.needs("torch")
@pytest.mark.parametrize(
    ("ours", "theirs"), [(Method.ADAM, Method.ADAM_TORCH), (Method.SGD, Method.SGD_TORCH)]
)
@pytest.mark.parametrize("decay", [0.0, 1e-6])
def test_pytorch_plans_the_same(problem_of: Maker, ours: Method, theirs: Method, decay: float) -> None:
    problem = problem_of(menu=3)
    mine = maximise(problem, settings=Settings(method=ours, decay=decay, steps=60))
    other = maximise(problem, settings=Settings(method=theirs, decay=decay, steps=60))
    np.testing.assert_allclose(other.spend, mine.spend, atol=1e-6 * problem.upper.max())
    np.testing.assert_array_equal(other.prices, mine.prices)
