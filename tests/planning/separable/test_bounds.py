"""Bounds bound: no feasible plan anybody thinks of lies above them, and exact searches agree with grids."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planning.separable.conftest import random_instance

from kuajie.planning.separable.kernels import best_spend, response
from kuajie.planning.separable.problem import SeparableProblem, objective, violations
from kuajie.planning.separable.reach import tightened
from kuajie.planning.separable.solve import solve
from kuajie.planning.separable.solved import Limits
from kuajie.planning.separable.stock_grid import lever_parts, stock_grid
from kuajie.response.codes import EXPONENTIAL, HILL, LOG, POWER, SQUARE_ROOT

ROUNDING = 1e-7
"""Relative to the value: sums in another order, and limits' slack of a millionth."""


def random_plan(problem: SeparableProblem, random: np.random.Generator) -> Any:
    """Return a plan within bounds: some levers out, few spends large."""
    spend = problem.lower + random.random(problem.lower.shape) ** 3 * (problem.upper - problem.lower)
    spend[(random.random(len(problem.levers)) < 0.4) & ~problem.obliged] = 0.0
    return spend


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(("weeks", "channels"), [(1, 5), (3, 3)])
def test_no_plan_lies_above_the_bound(
    seed: int,
    weeks: int,
    channels: int,
    as_problem: Callable[[dict[str, Any]], SeparableProblem],
    evaluate: Callable[..., Any],
) -> None:
    record = random_instance(seed, weeks=weeks, channels=channels)
    problem = as_problem(record)
    solved = solve(problem, limits=Limits(seconds=1.0), clock=time.monotonic)
    spend = {name: row.tolist() for name, row in zip(problem.levers, solved.spend, strict=True)}
    if weeks == 1:
        spend = {name: row[0] for name, row in spend.items()}
    reached, broken, _ = evaluate(record, spend, None)
    assert broken == []
    assert reached == pytest.approx(solved.value, rel=ROUNDING, abs=1e-6)
    assert solved.bound is not None
    assert solved.bound >= solved.value
    random, limits = np.random.default_rng(seed), tightened(problem)
    for _ in range(300):
        plan = random_plan(limits, random)
        if not violations(problem, plan):
            assert objective(problem, plan, None) <= solved.bound * (1 + ROUNDING) + ROUNDING


@given(
    kind=st.sampled_from([SQUARE_ROOT, POWER, LOG, EXPONENTIAL, HILL]),
    size=st.floats(1.0, 500.0),
    scale=st.floats(100.0, 5000.0),
    slope=st.floats(0.3, 4.0),
    cost=st.floats(1e-4, 0.5),
    low=st.floats(0.0, 500.0),
    width=st.floats(1.0, 9000.0),
)
@settings(max_examples=200, deadline=None)
def test_one_lever_s_best_spend_beats_a_grid(
    kind: int, size: float, scale: float, slope: float, cost: float, low: float, width: float
) -> None:
    spends = np.linspace(low, low + width, 2001)
    values = [response(kind, size, scale, slope, s) - cost * s for s in spends]
    best = best_spend(kind, size, scale, slope, 1.0, cost, low, low + width)
    assert low <= best <= low + width
    reached = response(kind, size, scale, slope, best) - cost * best
    assert reached >= max(values) - 1e-9 * (1.0 + abs(max(values)))


@pytest.mark.parametrize("seed", range(4))
def test_a_lever_s_dynamic_programme_bounds_every_path_and_is_close(
    seed: int, as_problem: Callable[[dict[str, Any]], SeparableProblem]
) -> None:
    record = random_instance(seed, weeks=3, channels=2)
    for channel in record["channels"]:
        channel.pop("min_if_used", None)
    problem = tightened(as_problem(record))
    random = np.random.default_rng(seed)
    worth = random.uniform(5.0, 60.0, problem.lower.shape)
    cost = random.uniform(0.5, 2.0, problem.lower.shape)
    parts = lever_parts(problem, stock_grid(problem, 400), worth=worth, cost=cost)
    steps = np.linspace(0.0, 1.0, 25)
    for k in range(len(problem.levers)):
        shape = (problem.kind[k], problem.size[k], problem.scale[k], problem.slope[k])
        best = -np.inf if problem.obliged[k] else 0.0
        for shares in product(steps, repeat=3):
            stock, value = 0.0, -float(problem.set_up_cost[k])
            for t, share in enumerate(shares):
                spend = problem.lower[k, t] + share * (problem.upper[k, t] - problem.lower[k, t])
                stock = spend + problem.carry_over[k] * stock
                value += worth[k, t] * problem.season[k, t] * response(*shape, stock) - cost[k, t] * spend
            best = max(best, value)
        assert parts.bound[k] >= best - 1e-9 * abs(best)
        # A grid of 25 spends loses a little; the bound may not lie far above what it finds.
        assert parts.bound[k] <= best + 0.02 * abs(best) + 40.0


def test_static_allocation_is_never_worse_than_a_thousand_unit_grid(
    as_problem: Callable[[dict[str, Any]], SeparableProblem],
) -> None:
    random, budget = np.random.default_rng(4), 20000.0
    channels = [
        {
            "id": f"c{k}",
            "party": "P",
            "max": budget,
            "response": {
                "type": "hill",
                "a": float(random.uniform(50, 500)),
                "K": float(random.uniform(1000, 10000)),
                "h": float(random.uniform(1.2, 4.0)),
            },
        }
        for k in range(8)
    ]
    record = {"T": 1, "spend_weight": 0, "unit_margin": 1, "budgets": {"total": budget}, "channels": channels}
    problem = as_problem(record)
    solved = solve(problem, clock=time.monotonic)
    grid = np.linspace(0.0, budget, 1001)
    best = np.zeros(1001)
    for k in range(8):
        shape = (problem.kind[k], problem.size[k], problem.scale[k], problem.slope[k])
        gain = np.array([response(*shape, spend) for spend in grid])
        best = np.array([np.max(best[: b + 1][::-1] + gain[: b + 1]) for b in range(1001)])
    assert solved.value >= best[-1] * (1.0 - 1e-12)
    assert solved.gap is not None
    assert solved.gap <= 1e-6
