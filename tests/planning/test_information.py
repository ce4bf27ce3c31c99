"""What knowing more would be worth: a case by hand, and what must hold of any."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.profit_floor import profit_only
from kuajie.planning.risk.information import (
    InformationValue,
    best_unaware,
    gain,
    knowing_lever,
    value_of_everything,
    value_of_levers,
)
from kuajie.planning.solution import Settings
from kuajie.planning.solver import maximise
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]


def bets(problem_of: Maker, returns: np.ndarray) -> PlanningProblem:
    """Return one week in which a unit of lever k brings ``returns`` (D, L), 1,000 of each at most."""
    draws, levers = returns.shape
    return problem_of(
        draws=draws,
        courses=1,
        levers=levers,
        weeks=1,
        carry=codes.NONE,
        saturation=codes.IDENTITY,
        coupling=codes.SUM,
        outcome=codes.NORMAL,
        training=0.0,
        organic=np.zeros((draws, 1, 1)),
        unit=np.ones(1),
        strength=returns,
        scale=np.ones((draws, levers)),
        unit_cost=np.ones(levers),
        past_input=np.zeros((levers, 1)),
        menus=(np.array([1.0]),),
        price_kind=np.array([codes.ABSENT]),
        refund=np.zeros(1),
        cost=np.zeros(1),
        upper=np.full((levers, 1), 1000.0),
        budget_groups=(),
        total_budget=None,
    )


def test_three_levers_by_hand(problem_of: Maker) -> None:
    """A lever that returns 1.6 or 0.8, one that returns 0.5 or 1.1, one that returns 1.2 for sure.

    Spending 1,000 on the first gains 200 on average; knowing it, one gains 600 half of the time: +100. The
    second is left alone; knowing it, one gains 100 half of the time: +50. The third teaches nothing.
    """
    first, second = np.array([1.6, 1.6, 0.8, 0.8]), np.array([0.5, 1.1, 0.5, 1.1])
    problem = bets(problem_of, np.column_stack([first, second, np.full(4, 1.2)]))
    plan = maximise(problem)
    assert plan.spend[:, 0] == pytest.approx([1000.0, 0.0, 1000.0])
    values = value_of_levers(problem, plan)
    assert [value.mean for value in values] == pytest.approx([100.0, 50.0, 0.0], abs=1e-6)
    assert values[0].gains == pytest.approx([0.0, 0.0, 200.0, 200.0])
    # Each lever is independent of the others here, so that everything is worth the sum.
    assert value_of_everything(problem, plan).mean == pytest.approx(150.0)


def test_standard_error_by_hand() -> None:
    assert InformationValue(gains=np.array([0.0, 2.0])).standard_error == pytest.approx(1.0)
    assert InformationValue(gains=np.array([3.0])).standard_error == np.inf


@pytest.mark.parametrize("coupling", [codes.PRODUCT, codes.SUM])
def test_never_negative_and_no_more_than_a_fresh_search_finds(problem_of: Maker, coupling: int) -> None:
    outcome = codes.NORMAL if coupling == codes.SUM else codes.LOG_NORMAL
    problem = problem_of(draws=6, menu=3, coupling=coupling, outcome=outcome, uneven=0.5)
    plan = maximise(problem)
    for lever, value in enumerate(value_of_levers(problem, plan)):
        assert np.all(value.gains >= 0.0)
        known = [knowing_lever(problem, lever, draw) for draw in range(problem.draws)]
        fresh = [maximise(one).value - evaluate(one, plan.spend, plan.prices).objective for one in known]
        assert value.mean <= np.mean(fresh) + 1e-4 * abs(plan.value)


@pytest.mark.parametrize("coupling", [codes.PRODUCT, codes.SUM])
def test_value_is_what_is_gained_over_the_best_unaware_plan(problem_of: Maker, coupling: int) -> None:
    """Independent answer: fresh searches for every scenario, and one for all of them together."""
    outcome = codes.NORMAL if coupling == codes.SUM else codes.LOG_NORMAL
    problem = problem_of(draws=5, coupling=coupling, outcome=outcome, uneven=0.5)
    plan = maximise(problem)
    (value, *_) = value_of_levers(problem, plan)
    known = [knowing_lever(problem, 0, draw) for draw in range(5)]
    whole = best_unaware(known, plan, Settings())
    together = np.mean([evaluate(one, whole.spend, whole.prices).objective for one in known])
    apart = np.mean([maximise(one).value for one in known])
    assert value.mean == pytest.approx(apart - together, abs=1e-4 * abs(plan.value))


def test_a_lever_without_doubt_teaches_nothing(problem_of: Maker) -> None:
    problem = problem_of(draws=5)
    sure = knowing_lever(problem, 1, 2)
    plan = maximise(sure, settings=Settings(tolerance=1e-9, steps=2000))
    values = value_of_levers(sure, plan)
    assert values[1].mean <= 1e-6 * plan.value
    assert values[0].mean > 1e-4 * plan.value


def test_a_floor_on_profit_is_priced(problem_of: Maker) -> None:
    """With a floor that binds, gains count profit at its multiplier, and stay not negative."""
    free = problem_of(draws=5, money_weight=0.0, bonus=np.ones(2), total_budget=None, budget_groups=())
    floor = 0.5 * (maximise(free).profit + maximise(profit_only(free)).profit)
    problem = problem_of(
        draws=5, money_weight=0.0, bonus=np.ones(2), total_budget=None, budget_groups=(), profit_floor=floor
    )
    plan = maximise(problem)
    assert plan.floor_multiplier > 0.0
    values = value_of_levers(problem, plan, scenarios=3)
    assert all(np.all(value.gains >= 0.0) for value in values)
    assert max(value.mean for value in values) < abs(plan.value)


def test_gains_are_over_the_plan_in_the_same_scenario(problem_of: Maker) -> None:
    problem = bets(problem_of, np.array([[1.5], [0.9]]))
    plan = maximise(problem)
    assert gain(knowing_lever(problem, 0, 0), plan, Settings()) == pytest.approx(0.0, abs=1e-9)
    assert gain(knowing_lever(problem, 0, 1), plan, Settings()) == pytest.approx(100.0)
