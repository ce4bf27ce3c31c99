"""Measures of risk, plans that maximise them, and bounds on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.planning.nearest_spend import project
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.profit_floor import profit_only
from kuajie.planning.risk.judge import Judge, measure_plan
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure
from kuajie.planning.risk.random_sales import random_sales
from kuajie.planning.risk.risk_bound import bound_risk, tail_copies, weigh_draws
from kuajie.planning.risk.risk_climb import RiskClimb
from kuajie.planning.risk.risk_search import maximise_risk
from kuajie.planning.risk.scenes import draw_values, fallen_organic
from kuajie.planning.risk.tail import (
    expected_shortfall,
    largest_sum,
    smoothed_minimum,
    smoothed_weights,
    tail_weights,
    value_at_risk,
)
from kuajie.planning.risk.worst_case import worst_case
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import limits_when_used
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]

CENTRAL_DIFFERENCE = 1e-5
"""Relative error of a central difference with a step of a hundredth of a unit of input."""

ROUNDING = 1e-9

MEASURES = [
    RiskMeasure.mean(),
    RiskMeasure.mean_cvar(level=0.25),
    RiskMeasure.mean_cvar(level=0.3, weight=0.4),
    RiskMeasure.chance(9000.0),
    RiskMeasure.worst_case(deviation=0.3, weeks=1),
    RiskMeasure.worst_case(deviation=0.4, weeks=1, levers=1),
]
RESPONSES = [
    (codes.PRODUCT, codes.LOG_NORMAL),
    (codes.PRODUCT, codes.NEGATIVE_BINOMIAL),
    (codes.SUM, codes.NORMAL),
]
samples = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12).map(np.array)


def named(measure: RiskMeasure) -> str:
    return f"{measure.kind}-{measure.levers}-{measure.weight}"


def random_plan(problem: PlanningProblem, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    limits = limits_when_used(problem, np.ones(problem.levers, dtype=np.bool_))
    spend = problem.upper * rng.random(problem.upper.shape) ** rng.choice([0.5, 1.0, 4.0])
    return project(spend, limits), np.array([rng.choice(menu) for menu in problem.menus])


def test_the_worst_fifth_by_hand() -> None:
    """Of 5, 1, 3 the worst half is 1 wholly and half of 3: (1 + 1.5) / 1.5."""
    values = np.array([5.0, 1.0, 3.0])
    assert expected_shortfall(values, 0.5) == pytest.approx(5.0 / 3.0)
    assert value_at_risk(values, 0.5) == 3.0
    assert expected_shortfall(values, 0.5, np.array([0.2, 0.5, 0.3])) == pytest.approx(1.0)


@given(values=samples, level=st.floats(0.02, 1.0))
def test_shortfall_is_the_maximum_of_rockafellar_and_uryasev(values: np.ndarray, level: float) -> None:
    """The maximum over η of η - E(η - X)⁺ / level is reached at an outcome; level 1 is the mean."""
    reached = [eta - np.maximum(eta - values, 0.0).mean() / level for eta in values]
    assert expected_shortfall(values, level) == pytest.approx(max(reached), rel=1e-9, abs=1e-9)
    assert expected_shortfall(values, 1.0) == pytest.approx(values.mean(), rel=1e-9, abs=1e-9)
    assert expected_shortfall(values, level) <= values.mean() + 1e-9


@given(values=samples, level=st.floats(0.1, 1.0), width=st.floats(1e-3, 1e4))
def test_smoothed_weights_are_those_of_some_tail(values: np.ndarray, level: float, width: float) -> None:
    cap = 1.0 / (level * values.size)
    value, weights = smoothed_minimum(values, cap=cap, width=width)
    assert weights.sum() == pytest.approx(1.0)
    assert np.all((weights >= 0.0) & (weights <= cap * (1.0 + 1e-9)))
    exact = expected_shortfall(values, level)
    assert exact - 1e-6 <= value <= exact + 0.5 * width + 1e-6
    assert weights @ values >= exact - 1e-6


def test_smoothing_tightens_to_the_tail() -> None:
    values = np.random.default_rng(3).normal(size=40)
    weights = smoothed_weights(values, cap=1.0 / (0.25 * 40), width=1e-9)
    assert weights == pytest.approx(tail_weights(values, 0.25), abs=1e-6)


@pytest.mark.parametrize("width", [0.3, 3.0])
def test_slopes_of_the_smoothed_minimum_and_largest_sum(width: float) -> None:
    values = np.random.default_rng(4).normal(size=7)
    for function in (
        lambda v: smoothed_minimum(v, cap=0.3, width=width),
        lambda v: largest_sum(v, 3, width=width),
    ):
        numeric = [
            (function(values + step)[0] - function(values - step)[0]) / 2e-6 for step in 1e-6 * np.eye(7)
        ]
        assert function(values)[1] == pytest.approx(numeric, abs=1e-6)


@given(values=samples, most=st.integers(0, 4))
def test_largest_sum_is_that_of_the_best_set(values: np.ndarray, most: int) -> None:
    sets = [chosen for size in range(most + 1) for chosen in combinations(range(values.size), size)]
    best = max(values[list(chosen)].sum() for chosen in sets)
    assert largest_sum(values, most)[0] == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize("response", RESPONSES)
@pytest.mark.parametrize("measure", MEASURES, ids=named)
def test_gradient_by_differences(problem_of: Maker, response: tuple[int, int], measure: RiskMeasure) -> None:
    coupling, outcome = response
    problem = problem_of(draws=8, coupling=coupling, outcome=outcome, seats=1.6, uneven=0.3)
    spend, prices = random_plan(problem, np.random.default_rng(2))
    if measure.kind is MeasureKind.CHANCE:
        measure = RiskMeasure.chance(float(np.median(draw_values(problem, spend, prices))))
    sets = ((), (0,), (1,), (2,)) if measure.levers else ((),)
    used = np.ones(problem.levers, dtype=np.bool_)
    climb = RiskClimb.at(problem, measure, prices, used, width=400.0, scale=900.0, sets=sets)
    _, gradient = climb(spend)
    numeric = np.empty(gradient.shape)
    for cell in np.ndindex(*gradient.shape):
        step = np.zeros(spend.shape)
        step[cell] = 1e-2 * problem.unit_cost[cell[0]]
        numeric[cell] = (climb(spend + step)[0] - climb(spend - step)[0]) / (2.0 * step[cell])
    assert np.abs(gradient).max() > 0.01
    assert gradient == pytest.approx(numeric, rel=CENTRAL_DIFFERENCE, abs=1e-5 * np.abs(numeric).max())


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6), response=st.sampled_from(RESPONSES), seats=st.sampled_from([1.3, np.inf]))
@pytest.mark.parametrize("measure", MEASURES, ids=named)
def test_no_worse_than_the_plan_of_the_best_mean_and_within_limits(
    problem_of: Maker, measure: RiskMeasure, seed: int, response: tuple[int, int], seats: float
) -> None:
    problem = problem_of(
        seed=seed, draws=8, menu=3, coupling=response[0], outcome=response[1], seats=seats, set_up=200.0
    )
    found = maximise_risk(problem, measure)
    spend, prices = found.solution.spend, found.solution.prices
    assert found.value >= found.mean_plan_value
    assert found.value == measure_plan(problem, measure, spend, prices)
    assert found.solution.value <= found.mean_plan.value * (1.0 + 1e-5)
    limits = limits_when_used(problem, found.solution.used)
    assert project(spend, limits) == pytest.approx(spend, abs=1e-6)
    assert all(price in menu for price, menu in zip(prices, problem.menus, strict=True))


def test_the_whole_tail_is_the_mean(problem_of: Maker) -> None:
    problem = problem_of(draws=10, menu=3)
    found = maximise_risk(problem, RiskMeasure.mean_cvar(level=1.0))
    assert found.value == pytest.approx(found.solution.value, rel=ROUNDING)
    assert found.value == pytest.approx(found.mean_plan.value, rel=1e-5)
    assert found.value == pytest.approx(maximise_risk(problem, RiskMeasure.mean()).value, rel=1e-5)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), response=st.sampled_from(RESPONSES), seats=st.sampled_from([1.2, np.inf]))
def test_worst_case_is_the_worst_of_all_scenarios(
    problem_of: Maker, seed: int, response: tuple[int, int], seats: float
) -> None:
    """Independent answer: every set of two weeks and one lever at most, as a problem of its own."""
    problem = problem_of(
        seed=seed, draws=4, weeks=4, coupling=response[0], outcome=response[1], seats=seats, menu=2
    )
    measure = RiskMeasure.worst_case(deviation=0.35, weeks=2, levers=1)
    spend, prices = random_plan(problem, np.random.default_rng(seed))
    values = []
    for weeks in [chosen for size in range(3) for chosen in combinations(range(4), size)]:
        for levers in ((), (0,), (1,), (2,)):
            falls = 0.35 * np.isin(np.arange(4), weeks)
            strength = problem.strength * np.where(np.isin(np.arange(3), levers), 0.65, 1.0)
            fallen = replace(problem, organic=fallen_organic(problem.organic, falls), strength=strength)
            values.append(evaluate(fallen, spend, prices).objective)
    found = worst_case(problem, measure, spend, prices)
    assert found.value == pytest.approx(min(values), rel=ROUNDING)


def test_a_partial_fall_is_no_worse(problem_of: Maker) -> None:
    """Two weeks' worth of falls, spread over four weeks in any way, leave no less."""
    problem = problem_of(draws=4, weeks=4, seats=1.2)
    spend, prices = random_plan(problem, np.random.default_rng(1))
    worst = worst_case(problem, RiskMeasure.worst_case(deviation=0.5, weeks=2), spend, prices)
    rng = np.random.default_rng(2)
    for _ in range(50):
        falls = np.minimum(2.0 * rng.dirichlet(np.ones(4)), 1.0)
        fallen = replace(problem, organic=fallen_organic(problem.organic, 0.5 * falls))
        assert evaluate(fallen, spend, prices).objective >= worst.value - 1e-9


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    response=st.sampled_from(RESPONSES),
    seats=st.sampled_from([1.2, np.inf]),
    upside_down=st.booleans(),
)
@pytest.mark.parametrize("measure", [m for m in MEASURES if m.kind is not MeasureKind.CHANCE], ids=named)
def test_no_plan_exceeds_the_bound(
    problem_of: Maker,
    measure: RiskMeasure,
    seed: int,
    response: tuple[int, int],
    seats: float,
    upside_down: bool,
) -> None:
    problem = problem_of(seed=seed, draws=7, menu=2, coupling=response[0], outcome=response[1], seats=seats)
    if upside_down:
        problem = replace(problem, cost=np.array([200.0, 20.0]))
    found = maximise_risk(problem, measure)
    bound = bound_risk(found, problem)
    assert bound.method != "none"
    assert found.value <= bound.value
    rng = np.random.default_rng(seed)
    assert max(measure_plan(problem, measure, *random_plan(problem, rng)) for _ in range(40)) <= bound.value


@pytest.mark.parametrize("measure", MEASURES[1:3] + MEASURES[4:], ids=named)
def test_the_bound_is_near_where_the_mean_is_concave(problem_of: Maker, measure: RiskMeasure) -> None:
    problem = problem_of(draws=40, coupling=codes.SUM, outcome=codes.NORMAL)
    found = maximise_risk(problem, measure)
    assert bound_risk(found, problem).gap(found.value) < 2e-3


def test_a_chance_has_no_bound(problem_of: Maker) -> None:
    problem = problem_of(draws=6)
    found = maximise_risk(problem, RiskMeasure.chance(10_000.0))
    assert bound_risk(found, problem).method == "none"


@given(
    values=st.lists(st.floats(-100, 100), min_size=4, max_size=12).map(np.array),
    level=st.floats(0.1, 0.9),
    weight=st.floats(0.05, 1.0),
    seed=st.integers(0, 10**6),
)
def test_copies_of_draws_average_no_less_than_any_plans_measure(
    values: np.ndarray, level: float, weight: float, seed: int
) -> None:
    """The proof behind the bound: whatever another plan's values are, its copies' mean is no less."""
    places = tail_copies(values, level=level, weight=weight)
    other = np.random.default_rng(seed).normal(size=values.size)
    measure = RiskMeasure.mean_cvar(level=level, weight=weight)
    assert other[places].mean() >= measure.of(other) - 1e-9


@pytest.mark.parametrize("response", [RESPONSES[0], RESPONSES[2]])
def test_weighed_draws_average_to_the_weighted_mean(problem_of: Maker, response: tuple[int, int]) -> None:
    problem = problem_of(draws=6, coupling=response[0], outcome=response[1])
    weights = np.array([0.3, 0.0, 0.1, 0.25, 0.15, 0.2])
    spend, prices = random_plan(problem, np.random.default_rng(0))
    weighed = evaluate(weigh_draws(problem, weights), spend, prices).objective
    assert weighed == pytest.approx(weights @ draw_values(problem, spend, prices), rel=ROUNDING)


def test_best_prices_by_a_measure_are_the_best_of_all(problem_of: Maker) -> None:
    """Two courses of three prices: every combination, for every measure."""
    problem = problem_of(draws=12, menu=3, seats=1.2)
    spend, _ = random_plan(problem, np.random.default_rng(5))
    for measure in MEASURES[:3] + MEASURES[4:]:
        judge = Judge(problem=problem, measure=measure)
        chosen = judge.best_prices(spend, np.array([menu[0] for menu in problem.menus]))
        every = [
            judge.rank(spend, np.array([first, second]))
            for first in problem.menus[0]
            for second in problem.menus[1]
        ]
        assert judge.rank(spend, chosen)[0] == pytest.approx(max(every)[0], rel=1e-6)


def test_a_target_between_two_bets(problem_of: Maker) -> None:
    """A sure lever that returns 1.5, a bold one that returns 4 in half the draws; 1,000 to spend.

    The mean prefers the bold one (2 on average). A profit of 400 is reached for sure by the sure one.
    """
    problem = problem_of(
        draws=10,
        courses=1,
        levers=2,
        weeks=1,
        carry=codes.NONE,
        saturation=codes.IDENTITY,
        coupling=codes.SUM,
        outcome=codes.NORMAL,
        training=0.0,
        organic=np.zeros((10, 1, 1)),
        unit=np.ones(1),
        strength=np.column_stack([np.full(10, 1.5), np.tile([4.0, 0.0], 5)]),
        scale=np.ones((10, 2)),
        unit_cost=np.ones(2),
        past_input=np.zeros((2, 1)),
        menus=(np.array([1.0]),),
        price_kind=np.array([codes.ABSENT]),
        refund=np.zeros(1),
        cost=np.zeros(1),
        upper=np.full((2, 1), 1000.0),
        budget_groups=(),
        total_budget=1000.0,
    )
    bold = maximise_risk(problem, RiskMeasure.mean())
    assert bold.value == pytest.approx(1000.0)
    sure = maximise_risk(problem, RiskMeasure.chance(400.0))
    assert (sure.mean_plan_value, sure.value) == (0.5, 1.0)
    careful = maximise_risk(problem, RiskMeasure.mean_cvar(level=0.5))
    assert careful.value == pytest.approx(500.0, rel=1e-6)


def test_a_floor_on_profit_is_kept(problem_of: Maker) -> None:
    """Enrolments in the worst third, with at least the profit that the plan of most enrolments misses."""
    base = problem_of(
        draws=9, menu=3, money_weight=0.0, bonus=np.ones(2), total_budget=None, budget_groups=()
    )
    free = maximise_risk(base, RiskMeasure.mean_cvar(level=0.33))
    floor = 0.5 * (free.solution.profit + maximise(profit_only(base)).profit)
    bound = replace(base, profit_floor=floor)
    found = maximise_risk(bound, RiskMeasure.mean_cvar(level=0.33))
    assert found.solution.profit >= floor * (1.0 - 1e-9)
    assert found.value < free.value


@pytest.mark.parametrize("response", RESPONSES)
def test_random_sales_average_to_expected_sales(problem_of: Maker, response: tuple[int, int]) -> None:
    problem = problem_of(draws=4, coupling=response[0], outcome=response[1], seats=1.1, menu=2)
    spend, prices = random_plan(problem, np.random.default_rng(6))
    result = evaluate(problem, spend, prices)
    sold = random_sales(problem, result.demand, prices, times=4000, rng=np.random.default_rng(7))
    error = 5.0 * sold.std(axis=0) / np.sqrt(sold.shape[0]) + 1e-9
    assert np.all(np.abs(sold.mean(axis=0) - result.sales.mean(axis=0)) <= error)
    assert np.all(sold <= problem.seats)


def test_too_many_sets_of_levers_are_refused(problem_of: Maker) -> None:
    problem = problem_of(levers=14, weeks=1, draws=1)
    measure = RiskMeasure.worst_case(deviation=0.1, levers=14)
    with pytest.raises(ValueError, match="sets of 14 of 14"):
        measure_plan(problem, measure, problem.lower, np.array([menu[0] for menu in problem.menus]))


@pytest.mark.parametrize(
    "made",
    [
        lambda: RiskMeasure.mean_cvar(level=0.0),
        lambda: RiskMeasure.mean_cvar(level=0.2, weight=1.1),
        lambda: RiskMeasure.chance(float("nan")),
        lambda: RiskMeasure.worst_case(deviation=-0.1, weeks=2),
        lambda: RiskMeasure.worst_case(deviation=0.1, weeks=-1),
    ],
)
def test_senseless_measures_are_refused(made: Callable[[], RiskMeasure]) -> None:
    with pytest.raises(ValueError, match="but got"):
        made()
