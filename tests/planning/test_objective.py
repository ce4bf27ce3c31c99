"""The objective: a case by hand, an independent computation, and its gradient by differences."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

import numpy as np
import pytest

from kuajie.planning.objective import Climb, evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]

CENTRAL_DIFFERENCE = 1e-5
"""Relative error of a central difference with a step of a thousandth, on smooth curves."""


def list_prices(problem: PlanningProblem) -> np.ndarray:
    return np.array([menu[-1] for menu in problem.menus])


def test_one_week_one_course_by_hand(problem_of: Maker) -> None:
    problem = problem_of(
        draws=1,
        courses=1,
        levers=2,
        weeks=1,
        carry=codes.NONE,
        organic=np.full((1, 1, 1), 100.0),
        strength=np.array([[0.5, 0.4]]),
        scale=np.array([[1000.0, 20.0]]),
        menus=(np.array([80.0]),),
        price_kind=np.array([codes.ABSENT]),
        cost=np.array([6.0]),
        refund=np.array([0.05]),
        set_up_cost=np.array([7.0, 0.0]),
        min_if_used=np.zeros(2),
    )
    result = evaluate(problem, np.array([[1000.0], [500.0]]), np.array([80.0]))
    # Training: 500 / 50 = 10 hours of a scale of 20.
    sold = 100.0 * (1.0 + 0.5 * (1.0 - exp(-1.0))) * (1.0 + 0.4 * (1.0 - exp(-0.5)))
    assert result.sales[0, 0, 0] == pytest.approx(sold)
    assert result.objective == pytest.approx(sold * (80.0 * 0.95 - 6.0) - 1500.0 - 7.0)
    assert result.joint_profit[0] == pytest.approx(result.objective)


def test_carried_stock_and_geometric_weights_agree_with_the_recursion(problem_of: Maker) -> None:
    problem = problem_of(weeks=5)
    spend = np.random.default_rng(1).uniform(0.0, 900.0, (3, 5))
    inputs = spend / problem.unit_cost[:, None]
    demand = evaluate(problem, spend, list_prices(problem)).demand
    for d in range(problem.draws):
        lifts = np.zeros((3, 5))
        for k in range(3):
            stock, keep = problem.start_input[k], problem.carry_0[d, k]
            for week in [*problem.past_input[k], *inputs[k]]:
                stock = keep * stock + (1.0 - keep) * week
                lifts[k] = np.append(lifts[k][1:], stock)
            lifts[k] = problem.strength[d, k] * -np.expm1(-lifts[k] / problem.scale[d, k])
        product = (1.0 + lifts[~problem.training].sum(axis=0)) * (1.0 + lifts[problem.training].sum(axis=0))
        np.testing.assert_allclose(demand[d, 0], problem.organic[d, 0] * product, rtol=1e-12)


@pytest.mark.parametrize("saturation", range(8))
@pytest.mark.parametrize("carry", range(4))
def test_gradient_is_the_slope_of_the_value(problem_of: Maker, saturation: int, carry: int) -> None:
    problem = problem_of(
        saturation=saturation, carry=carry, slope=0.7 if saturation == codes.POWER else 1.6, seats=1.3
    )
    climb = Climb.at(problem, list_prices(problem))
    spend = np.random.default_rng(2).uniform(200.0, 900.0, (3, 3))
    gradient = climb(spend)[1]
    for cell in np.ndindex(spend.shape):
        step = np.zeros(spend.shape)
        step[cell] = 1e-3 * spend[cell]
        slope = (climb(spend + step)[0] - climb(spend - step)[0]) / (2.0 * step[cell])
        assert gradient[cell] == pytest.approx(slope, rel=CENTRAL_DIFFERENCE, abs=CENTRAL_DIFFERENCE)


def test_scarce_seats_sell_no_more_than_there_are(problem_of: Maker) -> None:
    problem = problem_of(seats=0.5)
    result = evaluate(problem, problem.upper, list_prices(problem))
    assert np.all(result.sales <= problem.seats[None] + 1e-9)
    assert np.all(result.sales <= result.demand)


def test_arrays_that_do_not_meet_are_refused(problem_of: Maker) -> None:
    with pytest.raises(ValueError, match=r"scatter has shape \(3, 5\), not \(3, 2\)"):
        problem_of(scatter=np.ones((3, 5)))
    with pytest.raises(ValueError, match="strength holds a negative number"):
        problem_of(strength=-np.ones((3, 3)))
