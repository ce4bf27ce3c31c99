"""Both couplings, reach of each course, every outcome: cases by hand, slopes, and other solvers' optima."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from math import exp
from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import LinearConstraint, minimize

from kuajie.planning.certificate import certify
from kuajie.planning.menu_prices import menu_values
from kuajie.planning.objective import Climb, evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.solver import maximise
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]

SUM = {"coupling": codes.SUM, "outcome": codes.NORMAL}
COUNTS = {"coupling": codes.PRODUCT, "outcome": codes.NEGATIVE_BINOMIAL}
PRODUCT = {"coupling": codes.PRODUCT, "outcome": codes.LOG_NORMAL}

CENTRAL_DIFFERENCE = 1e-5
"""Relative error of a central difference with a step of a thousandth, on smooth curves."""

QUADRATURE = 1e-6
"""Relative error of a trapezoid over 12 standard deviations in 200,000 steps."""

OTHER_SOLVER = 1e-5
"""Relative: SLSQP with differences for slopes stops about this close."""

CONVEX_GAP = 1e-4
"""Where the relaxation is the problem itself, only the ascents' tolerances are left."""


def by_hand(problem_of: Maker, **changes: Any) -> PlanningProblem:
    """Return two courses, a marketing lever that both feel unequally and a training lever that one feels."""
    fields: dict[str, Any] = {
        "draws": 1,
        "courses": 2,
        "levers": 2,
        "weeks": 1,
        "carry": codes.NONE,
        "organic": np.array([[[100.0], [60.0]]]),
        "reach": np.array([[[1.0, 0.5], [2.0, 0.0]]]),
        "strength": np.array([[0.5, 0.4]]),
        "scale": np.array([[1000.0, 20.0]]),
        "menus": (np.array([80.0]), np.array([50.0])),
        "price_kind": np.array([codes.ABSENT, codes.ABSENT]),
        "cost": np.array([6.0, 1.0]),
        "refund": np.zeros(2),
    }
    return problem_of(**(fields | changes))


SEATS = np.array([[150.0], [90.0]])
SPEND = np.array([[1000.0], [500.0]])
MARKETING, TRAINING = 1.0 - exp(-1.0), 1.0 - exp(-0.5)
"""Saturations at that spend: 1000 on a scale of 1000, 500 / 50 = 10 hours on a scale of 20."""


def test_each_course_feels_its_own_reach_of_a_lever(problem_of: Maker) -> None:
    problem = by_hand(problem_of)
    result = evaluate(problem, SPEND, np.array([80.0, 50.0]))
    first = 100.0 * (1.0 + 0.5 * MARKETING) * (1.0 + 0.5 * 0.4 * TRAINING)
    second = 60.0 * (1.0 + 2.0 * 0.5 * MARKETING)
    np.testing.assert_allclose(result.sales[0, :, 0], [first, second])
    assert result.objective == pytest.approx(first * 74.0 + second * 49.0 - 1500.0)


def test_a_sum_adds_lifts_in_units_of_each_course(problem_of: Maker) -> None:
    """The second course's organic demand is below zero on its linear scale; its levers lift it above."""
    problem = by_hand(
        problem_of,
        **SUM,
        organic=np.array([[[100.0], [-10.0]]]),
        unit=np.array([120.0, 40.0]),
        price_kind=np.array([codes.CONSTANT_ELASTICITY, codes.ABSENT]),
        price_0=np.array([[2.0, 0.0]]),
        price_1=np.array([[100.0, 1.0]]),
    )
    result = evaluate(problem, SPEND, np.array([80.0, 50.0]))
    first = (100.0 / 80.0) ** 2 * (100.0 + 120.0 * (0.5 * MARKETING + 0.5 * 0.4 * TRAINING))
    second = -10.0 + 40.0 * 2.0 * 0.5 * MARKETING
    np.testing.assert_allclose(result.demand[0, :, 0], [first, second])
    np.testing.assert_allclose(result.sales[0, :, 0], [first, second])
    assert result.objective == pytest.approx(first * 74.0 + second * 49.0 - 1500.0)


def test_seats_cut_normal_demand_whose_spread_moves_with_the_price(problem_of: Maker) -> None:
    problem = by_hand(
        problem_of,
        **SUM,
        unit=np.array([120.0, 40.0]),
        scatter=np.array([[0.2, 0.5]]),
        price_kind=np.array([codes.LOGIT, codes.ABSENT]),
        price_0=np.array([[0.02, 0.0]]),
        price_1=np.array([[130.0, 1.0]]),
    )
    problem = replace(problem, seats=SEATS)
    result = evaluate(problem, SPEND, np.array([80.0, 50.0]))
    factor = 1.0 / (1.0 + exp(0.02 * (80.0 - 130.0)))
    spreads = (0.2 * factor * 120.0, 0.5 * 40.0)
    assert result.demand[0, 0, 0] == pytest.approx(
        factor * (100.0 + 120.0 * (0.5 * MARKETING + 0.2 * TRAINING))
    )
    for course, (spread, seats) in enumerate(zip(spreads, (150.0, 90.0), strict=True)):
        mean = result.demand[0, course, 0]
        values = mean + spread * np.linspace(-12.0, 12.0, 200_001)
        density = stats.norm.pdf(values, mean, spread)
        expected = np.trapezoid(np.minimum(values, seats) * density, values)
        assert result.sales[0, course, 0] == pytest.approx(expected, rel=QUADRATURE)


def test_seats_cut_counts_one_by_one(problem_of: Maker) -> None:
    problem = replace(by_hand(problem_of, **COUNTS, scatter=np.array([[4.0, 1e8]])), seats=SEATS)
    result = evaluate(problem, SPEND, np.array([80.0, 50.0]))
    counts = np.arange(20_000)
    for course, (size, seats) in enumerate(((4.0, 150.0), (1e8, 90.0))):
        mean = result.demand[0, course, 0]
        chances = stats.nbinom.pmf(counts, size, size / (size + mean))
        expected = float(np.minimum(counts, seats) @ chances)
        assert result.sales[0, course, 0] == pytest.approx(expected, rel=QUADRATURE)


def test_menu_prices_are_valued_as_the_objective_values_them(problem_of: Maker) -> None:
    for response in (PRODUCT, SUM, COUNTS):
        problem = problem_of(menu=3, seats=1.3, uneven=0.7, **response)
        spend = np.random.default_rng(3).uniform(0.0, 900.0, (3, 3))
        values = menu_values(problem, spend)
        for prices in product(*problem.menus):
            places = [int(np.argmin(abs(menu - p))) for menu, p in zip(problem.menus, prices, strict=True)]
            promised = sum(value[place] for value, place in zip(values, places, strict=True)) - spend.sum()
            assert evaluate(problem, spend, np.array(prices)).objective == pytest.approx(promised)


@pytest.mark.parametrize("response", [PRODUCT, SUM, COUNTS])
@pytest.mark.parametrize("saturation", [codes.EXPONENTIAL, codes.HILL])
@pytest.mark.parametrize("seats", [1.3, np.inf])
def test_gradient_is_the_slope_of_the_value(
    problem_of: Maker, response: dict[str, Any], saturation: int, seats: float
) -> None:
    problem = problem_of(saturation=saturation, slope=1.6, seats=seats, uneven=0.8, **response)
    climb = Climb.at(problem, np.array([menu[-1] for menu in problem.menus]))
    spend = np.random.default_rng(2).uniform(200.0, 900.0, (3, 3))
    gradient = climb(spend)[1]
    for cell in np.ndindex(spend.shape):
        step = np.zeros(spend.shape)
        step[cell] = 1e-3 * spend[cell]
        slope = (climb(spend + step)[0] - climb(spend - step)[0]) / (2.0 * step[cell])
        assert gradient[cell] == pytest.approx(slope, rel=CENTRAL_DIFFERENCE, abs=CENTRAL_DIFFERENCE)


def plain_sum_profit(problem: PlanningProblem, spend: np.ndarray, prices: np.ndarray) -> float:
    """Return the objective of a sum of geometric, exponential levers and normal demand, by NumPy alone."""
    inputs = spend / problem.unit_cost[:, None]
    total = 0.0
    for d in range(problem.draws):
        stock = problem.start_input.copy()
        lifts = []
        for week in [*problem.past_input.T, *inputs.T]:
            stock = problem.carry_0[d] * stock + (1.0 - problem.carry_0[d]) * week
            lifts.append(problem.strength[d] * (1.0 - np.exp(-stock / problem.scale[d])))
        felt = problem.reach[d] @ np.array(lifts[-problem.weeks :]).T
        factor = ((prices / problem.price_1[d]) ** -problem.price_0[d])[:, None]
        mean = factor * (problem.organic[d] + problem.unit[:, None] * felt)
        spread = factor * problem.unit[:, None] * problem.scatter[d][:, None]
        room = np.where(np.isfinite(problem.seats), (problem.seats - mean) / spread, 40.0)
        # E[min(s, N)] = mean - sd E[(Z - z)+], z the seats in sds above the mean.
        sold = mean - spread * (stats.norm.pdf(room) - room * stats.norm.sf(room))
        total += float(sold.sum(axis=1) @ problem.seat_values(prices))
    return total / problem.draws - float(spend.sum())


def best_by_slsqp(problem: PlanningProblem, prices: np.ndarray, rng: np.random.Generator) -> float:
    """Return the best of several local maxima of SciPy's sequential quadratic programme."""
    cells, weeks = problem.upper.size, problem.weeks
    rows = [np.repeat(group.levers.astype(float), weeks) for group in problem.budget_groups]
    limits = [group.limit for group in problem.budget_groups]
    budgets = LinearConstraint(np.array([*rows, np.ones(cells)]), -np.inf, [*limits, problem.total_budget])
    scale = float(problem.upper.max())
    best = -np.inf
    for _ in range(3):
        found = minimize(
            lambda share: -plain_sum_profit(problem, share.reshape(-1, weeks) * scale, prices) / scale,
            rng.random(cells) * problem.upper.ravel() / scale * 0.2,
            method="SLSQP",
            bounds=[(0.0, top / scale) for top in problem.upper.ravel()],
            constraints=LinearConstraint(budgets.A * scale, -np.inf, budgets.ub),
            options={"maxiter": 300, "ftol": 1e-12},
        )
        best = max(best, -float(found.fun) * scale)
    return best


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("seats", [1.3, np.inf])
def test_concave_sums_are_solved_as_well_as_by_another_solver(
    problem_of: Maker, seed: int, seats: float
) -> None:
    """Every pair of prices on two menus, budgets that bind, reach of its own in every course and draw."""
    problem = problem_of(
        seed=seed, menu=2, seats=seats, uneven=0.6, budget=0.2, lift=2.0, training=1.5, **SUM
    )
    plan = maximise(problem)
    assert plan.value == pytest.approx(plain_sum_profit(problem, plan.spend, plan.prices))
    rng = np.random.default_rng(seed)
    best = max(best_by_slsqp(problem, np.array(prices), rng) for prices in product(*problem.menus))
    assert plan.value >= best * (1.0 - OTHER_SOLVER)
    bound = certify(problem, plan)
    assert bound.value >= best
    assert bound.gap(plan.value) <= CONVEX_GAP


def test_what_no_response_can_be_is_refused(problem_of: Maker) -> None:
    with pytest.raises(ValueError, match="organic demand under the product coupling is negative"):
        problem_of(organic=-np.ones((3, 2, 3)))
    with pytest.raises(ValueError, match="whole seats"):
        replace(problem_of(**COUNTS), seats=np.full((2, 3), 10.5))
    with pytest.raises(ValueError, match="positive concentration"):
        problem_of(**COUNTS, scatter=np.zeros((3, 2)))
    with pytest.raises(ValueError, match="unknown coupling 7"):
        problem_of(coupling=7)
    with pytest.raises(ValueError, match="reach holds a negative number"):
        problem_of(reach=-np.ones((3, 2, 3)))
