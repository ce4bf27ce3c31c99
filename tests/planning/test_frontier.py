"""Frontiers: monotone, concave where responses are, bounded, and supported points only."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kuajie.planning.frontier import cheapest, cost_frontier
from kuajie.planning.objective import evaluate
from kuajie.planning.parties import Parties, party_profits
from kuajie.planning.party_frontier import party_frontier
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]
SEARCH = 1e-5
"""Relative accuracy of one search: ten times the planner's tolerance."""


def rich(problem_of: Maker, **changes: Any) -> PlanningProblem:
    """Return a problem whose best plan leaves budgets unspent."""
    return problem_of(**({"budget": 1.0, "total": 1.0, "levers": 4} | changes))


@pytest.mark.parametrize("set_up", [0.0, 300.0])
@pytest.mark.parametrize("coupling", [codes.PRODUCT, codes.SUM])
def test_more_budget_never_earns_less_and_every_bound_holds(
    problem_of: Maker, set_up: float, coupling: int
) -> None:
    problem = rich(problem_of, menu=3, set_up=set_up, coupling=coupling)
    points = cost_frontier(problem, points=6)
    assert [point.budget for point in points] == sorted(point.budget for point in points)
    for left, right in itertools.pairwise(points):
        assert right.profit >= left.profit
        assert left.bound is not None
        assert right.bound is not None
        assert left.bound <= right.bound
    for point in points:
        assert point.bound is not None
        assert point.cost <= point.budget * (1.0 + 1e-9)
        assert point.profit <= point.bound <= point.profit + 0.05 * abs(point.profit)
        assert point.profit == pytest.approx(
            evaluate(problem, point.plan.spend, point.plan.prices).expected_profit
        )
    assert points[0].cost == pytest.approx(0.0, abs=1e-6)
    assert points[-1].profit == pytest.approx(maximise(replace(problem, total_budget=None)).value, rel=SEARCH)


@pytest.mark.parametrize("seed", range(3))
def test_the_frontier_bends_down_where_responses_do(problem_of: Maker, seed: int) -> None:
    # One price, a sum of concave responses, nothing to set up: the best profit is concave in the budget.
    problem = rich(problem_of, coupling=codes.SUM, seed=seed)
    points = cost_frontier(problem, points=7, certified=False)
    slopes = [(b.profit - a.profit) / (b.budget - a.budget) for a, b in itertools.pairwise(points)]
    scale = max(abs(slope) for slope in slopes)
    assert all(a >= b - SEARCH * 10 * scale for a, b in itertools.pairwise(slopes))
    assert slopes[0] > slopes[-1]


def test_one_lever_by_hand(problem_of: Maker) -> None:
    # Square-root sales 40 √s at a margin of 1 a seat: profit 40 √s - s, most useful s = 400, which earns 400.
    problem = problem_of(
        draws=1, courses=1, levers=1, weeks=1, coupling=codes.SUM, training=0.0,
        organic=np.zeros((1, 1, 1)), unit=np.ones(1), outcome=np.array([codes.LOG_NORMAL]),
        scatter=np.zeros((1, 1)), strength=np.array([[40.0]]), reach=np.ones((1, 1, 1)),
        carry_kind=np.array([codes.NONE]), saturation_kind=np.array([codes.SQUARE_ROOT]),
        scale=np.ones((1, 1)), past_input=np.zeros((1, 13)), unit_cost=np.ones(1),
        upper=np.array([[900.0]]), price_kind=np.array([codes.ABSENT]), menus=(np.array([1.0]),),
        refund=np.zeros(1), cost=np.zeros(1), budget_groups=(), total_budget=None,
    )  # fmt: skip
    points = cost_frontier(problem, points=5)
    assert [point.budget for point in points] == pytest.approx([0, 100, 200, 300, 400], rel=1e-3, abs=1e-3)
    by_hand = [40 * np.sqrt(point.budget) - point.budget for point in points]
    np.testing.assert_allclose([point.profit for point in points], by_hand, rtol=1e-5, atol=1e-4)
    found = cheapest(problem, points, 350.0)
    assert found is not None
    # 40 √s - s = 350 at √s = 20 - √50
    assert found[0].cost == pytest.approx((20 - np.sqrt(50)) ** 2, rel=1e-3)
    assert found[1] <= (20 - np.sqrt(50)) ** 2
    assert cheapest(problem, points, 401.0) is None


def shared(problem: PlanningProblem, shares: tuple[float, ...]) -> PlanningProblem:
    """Return the problem with as many parties as shares, levers owned in turn."""
    count = len(shares)
    parties = Parties(
        names=tuple("PEF"[:count]),
        revenue_share=np.repeat(np.array(shares)[:, None], problem.courses, axis=1),
        cost=np.repeat(problem.cost[None] / count, count, axis=0),
        owner=np.arange(problem.levers) % count,
    )
    return replace(problem, parties=parties)


@pytest.mark.parametrize("menu", [1, 3])
def test_party_points_are_efficient_supported_and_pass_through_the_joint_plan(
    problem_of: Maker, menu: int
) -> None:
    problem = shared(rich(problem_of, menu=menu), (0.55, 0.45))
    frontier = party_frontier(problem, 0, 1, points=8)
    pairs = np.array([point.profits for point in frontier.points])
    assert np.all(np.diff(pairs[:, 0]) > 0)
    assert np.all(np.diff(pairs[:, 1]) < 0)
    slopes = np.diff(pairs[:, 1]) / np.diff(pairs[:, 0])
    assert np.all(np.diff(slopes) <= SEARCH * 100 * np.abs(slopes).max())
    joint = maximise(problem)
    assert frontier.joint.sum() == pytest.approx(joint.value, rel=SEARCH)
    assert pairs.sum(axis=1).max() <= frontier.joint.sum() * (1 + SEARCH)
    for point in frontier.points:
        value = point.weight * point.profits[0] + (1 - point.weight) * point.profits[1]
        assert point.bound is not None
        assert value <= point.bound <= value + 0.05 * abs(value)
        # No random plan lies beyond the line through the point
        assert np.all(random_pairs(problem) @ [point.weight, 1 - point.weight] <= point.bound)


def random_pairs(problem: PlanningProblem) -> np.ndarray:
    """Return two parties' profits under random plans within limits, (200, 2)."""
    rng = np.random.default_rng(3)
    pairs = []
    for _ in range(200):
        spend = problem.upper * rng.uniform(size=problem.upper.shape) * (rng.uniform(size=(4, 1)) < 0.6)
        prices = np.array([rng.choice(menu) for menu in problem.menus])
        result = evaluate(problem, spend, prices)
        pairs.append(party_profits(problem, spend, prices, result).mean(axis=1))
    return np.array(pairs)


def test_the_end_points_are_each_partys_best(problem_of: Maker) -> None:
    problem = shared(rich(problem_of), (0.7, 0.3))
    frontier = party_frontier(problem, 0, 1, points=4, certified=False)
    for party, point in ((1, frontier.points[0]), (0, frontier.points[-1])):
        best = maximise(replace(problem, money_weight=0.0, party_weight=np.eye(2)[party])).value
        assert point.profits[party] == pytest.approx(best, rel=1e-3)


def test_other_parties_keep_what_the_joint_plan_leaves_them(problem_of: Maker) -> None:
    problem = shared(rich(problem_of, levers=3), (0.4, 0.4, 0.2))
    frontier = party_frontier(problem, 0, 1, points=5)
    for point in frontier.points:
        assert point.profits[2] >= frontier.joint[2] - 1e-6 * abs(frontier.joint[2])
        value = point.weight * point.profits[0] + (1 - point.weight) * point.profits[1]
        assert point.bound is not None
        assert value <= point.bound <= value + 0.05 * abs(value)
    assert any(np.allclose(point.profits, frontier.joint) for point in frontier.points)


def test_frontiers_of_nothing_are_refused(problem_of: Maker) -> None:
    problem = shared(problem_of(), (0.5, 0.5))
    with pytest.raises(ValueError, match="two points"):
        cost_frontier(problem, points=1)
    with pytest.raises(ValueError, match="two parties"):
        party_frontier(problem, 1, 1)
