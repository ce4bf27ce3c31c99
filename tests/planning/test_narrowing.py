"""Narrowed ranges hold every best plan, and priced budgets bound every plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.conftest import small_problem

from kuajie.planning.certificate import Effort, bound_of, narrowed_bound
from kuajie.planning.narrowing import narrowed, priced
from kuajie.planning.nearest_spend import project
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import limits_when_used
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]
SHAPES = (
    (codes.EXPONENTIAL, 1.0),
    (codes.LOG, 1.0),
    (codes.HILL, 1.0),
    (codes.HILL, 2.5),
    (codes.POWER, 0.6),
)


def without_budgets(problem: PlanningProblem) -> PlanningProblem:
    return replace(problem, budget_groups=(), total_budget=None)


def test_by_hand_a_single_cell_is_known_to_the_last_coin() -> None:
    """One lever and week: m b β exp(-s / K) / K = 1 at the best, whatever the bounds were."""
    problem = without_budgets(
        small_problem(draws=1, courses=1, levers=1, weeks=1, training=0.0, carry=codes.NONE, lift=3.0)
    )
    problem = replace(problem, upper=10.0 * problem.upper)
    price = problem.menus[0]
    worth = problem.seat_values(price)[0] * problem.factors[0][0, 0] * problem.organic[0, 0, 0]
    scale = problem.scale[0, 0]
    rise = worth * problem.reach[0, 0, 0] * problem.strength[0, 0] / scale
    best = scale * np.log(rise)
    found = narrowed(problem)
    assert 0.0 < best < problem.upper[0, 0]
    assert found.lower[0, 0] == pytest.approx(best, rel=1e-5)
    assert found.upper[0, 0] == pytest.approx(best, rel=1e-5)


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 500),
    shape=st.sampled_from(SHAPES),
    coupling=st.sampled_from([codes.PRODUCT, codes.SUM]),
    seats=st.sampled_from([np.inf, 1.3]),
    menu=st.sampled_from([1, 3]),
    set_up=st.sampled_from([0.0, 200.0]),
)
def test_no_plan_outside_the_ranges_is_better(
    seed: int, shape: tuple[int, float], coupling: int, seats: float, menu: int, set_up: float
) -> None:
    problem = without_budgets(
        small_problem(
            seed=seed,
            saturation=shape[0],
            slope=shape[1],
            coupling=coupling,
            seats=seats,
            menu=menu,
            set_up=set_up,
            lift=1.5,
        )
    )
    found = narrowed(problem)
    assert np.all(found.lower >= problem.lower)
    assert np.all(found.upper <= problem.upper)
    everywhere, inside = maximise(problem), maximise(found)
    assert inside.value >= everywhere.value - 1e-5 * abs(everywhere.value)
    rng = np.random.default_rng(seed)
    for _ in range(20):
        spend = rng.uniform(0.0, 1.0, problem.lower.shape) * problem.upper
        prices = np.array([rng.choice(each) for each in problem.menus])
        assert evaluate(problem, spend, prices).objective <= inside.value + 1e-5 * abs(inside.value)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("set_up", [0.0, 200.0])
def test_priced_budgets_bound_every_plan(shape: tuple[int, float], set_up: float) -> None:
    problem = small_problem(
        saturation=shape[0], slope=shape[1], menu=3, set_up=set_up, lift=1.5, training=1.2, budget=0.3
    )
    solution = maximise(problem)
    bound = narrowed_bound(problem, solution, solution.value, Effort())
    assert bound.value >= solution.value * (1 - 1e-9)
    rng = np.random.default_rng(1)
    limits = limits_when_used(problem, np.ones(problem.levers, dtype=np.bool_))
    for _ in range(60):
        spend = project(rng.uniform(0.0, 1.0, problem.lower.shape) * problem.upper, limits)
        prices = np.array([rng.choice(menu) for menu in problem.menus])
        assert evaluate(problem, spend, prices).objective <= bound.value


def test_strong_products_are_bounded_closer() -> None:
    problem = small_problem(weeks=6, levers=4, lift=2.0, training=2.0, budget=0.4, menu=3)
    solution = maximise(problem)
    plain = bound_of(problem, solution, solution.value, Effort()).gap(solution.value)
    close = narrowed_bound(problem, solution, solution.value, Effort()).gap(solution.value)
    assert close < 0.8 * plain


def test_what_other_limits_hold_is_not_narrowed() -> None:
    problem = small_problem()
    steady = replace(problem, largest_change=np.full(problem.levers, 10.0))
    assert priced(steady, (0.0, 0.0), 0.0) is None
    assert priced(replace(problem, profit_floor=0.0), (0.0, 0.0), 0.0) is None


def test_cells_that_cannot_move_come_back_as_they_were() -> None:
    # Dividing by a unit's cost and multiplying again moves one amount in some: bounds must not cross by it.
    unit = np.array([49.0, 11.0, 7.3])
    problem = small_problem(unit_cost=unit, weeks=40, budget_groups=(), total_budget=None)
    spend = np.random.default_rng(1).uniform(0.1, 0.3, problem.upper.shape) * problem.upper
    there_and_back = spend / unit[:, None] * unit[:, None]
    assert np.any(there_and_back > spend)
    found = narrowed(replace(problem, lower=spend, upper=spend))
    np.testing.assert_array_equal(found.lower, spend)
    np.testing.assert_array_equal(found.upper, spend)
