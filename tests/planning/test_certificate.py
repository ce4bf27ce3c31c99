"""The bound is no lower than any plan, meets the optimum where it must, and moves with budgets as it must."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.planning.certificate import Bound, Effort, certificate_of, certify, problem_in_words
from kuajie.planning.menu_prices import menu_values
from kuajie.planning.nearest_spend import project
from kuajie.planning.objective import evaluate
from kuajie.planning.problem import BudgetGroup, PlanningProblem
from kuajie.planning.relaxation import open_states, relax
from kuajie.planning.reserves import chosen_reserves
from kuajie.planning.solution import Start
from kuajie.planning.solver import maximise
from kuajie.planning.spend_limits import limits_when_used, optional_levers
from kuajie.planning.useful_prices import useful_offers
from kuajie.response import codes

Maker = Callable[..., PlanningProblem]

CONVEX_GAP = 1e-4
"""Where the relaxation is the problem itself, only the ascents' tolerances are left."""

RESPONSES = [
    (codes.PRODUCT, codes.LOG_NORMAL),
    (codes.PRODUCT, codes.NEGATIVE_BINOMIAL),
    (codes.SUM, codes.NORMAL),
]
"""Every coupling with every outcome that goes with it."""

KINDS = [
    (codes.IDENTITY, 1.0),
    (codes.SQUARE_ROOT, 1.0),
    (codes.POWER, 0.8),
    (codes.POWER, 1.5),
    (codes.LOG, 1.0),
    (codes.EXPONENTIAL, 1.0),
    (codes.LOGISTIC, 1.0),
    (codes.TANH, 1.0),
    (codes.HILL, 0.7),
    (codes.HILL, 1.0),
    (codes.HILL, 3.0),
]


def random_plan(problem: PlanningProblem, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return a feasible plan: any levers that fit, spends large and small, any prices of the menus."""
    while True:
        used = ~optional_levers(problem) | (rng.random(problem.levers) < 0.5)
        limits = limits_when_used(problem, used)
        if limits.feasible():
            break
    spend = limits.upper * rng.random(limits.upper.shape) ** rng.choice([0.3, 1.0, 6.0])
    prices = np.array([rng.choice(menu) for menu in problem.menus])
    return project(spend, limits), prices


def value_at(problem: PlanningProblem, spend: np.ndarray, prices: np.ndarray) -> float:
    """Return the objective, minus infinity below the profit floor."""
    result = evaluate(problem, spend, prices)
    kept = problem.profit_floor is None or result.expected_profit >= problem.profit_floor
    return result.objective if kept else -np.inf


def assert_never_exceeded(problem: PlanningProblem, bound: Bound, seed: int, plans: int = 60) -> None:
    rng = np.random.default_rng(seed)
    best = max(value_at(problem, *random_plan(problem, rng)) for _ in range(plans))
    assert best <= bound.value


@settings(max_examples=90, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    response=st.sampled_from(RESPONSES),
    uneven=st.sampled_from([0.0, 0.8]),
    formula=st.sampled_from(KINDS),
    carry=st.integers(0, 3),
    lift=st.sampled_from([0.5, 1.5, 5.0]),
    seats=st.sampled_from([0.8, 1.5, np.inf]),
    set_up=st.sampled_from([0.0, 300.0]),
    spread=st.sampled_from([0.0, 0.3]),
    upside_down=st.booleans(),
)
def test_no_plan_exceeds_the_bound(
    problem_of: Maker,
    seed: int,
    response: tuple[int, int],
    uneven: float,
    formula: tuple[int, float],
    carry: int,
    lift: float,
    seats: float,
    set_up: float,
    spread: float,
    upside_down: bool,
) -> None:
    """Every coupling, outcome and formula, certain and random demand, set-up costs, prices below cost."""
    counted = response[1] == codes.NEGATIVE_BINOMIAL
    problem = problem_of(
        seed=seed,
        coupling=response[0],
        outcome=response[1],
        uneven=uneven,
        saturation=formula[0],
        slope=formula[1],
        carry=carry,
        lift=lift,
        training=lift,
        seats=seats,
        set_up=set_up,
        menu=2,
        scatter=np.full((3, 2), 2.0 + 100.0 * spread if counted else spread),
    )
    if upside_down:
        problem = replace(problem, cost=np.array([200.0, 20.0]))
    solution = maximise(problem)
    bound = certify(problem, solution, effort=Effort(nodes=6, price_nodes=40))
    assert solution.value <= bound.value
    assert_never_exceeded(problem, bound, seed)


@pytest.mark.parametrize("response", RESPONSES)
def test_bound_holds_on_a_full_grid(problem_of: Maker, response: tuple[int, int]) -> None:
    """Two S-shaped levers, two weeks, two prices: every plan on a grid of 9 spends a cell."""
    problem = problem_of(
        coupling=response[0],
        outcome=response[1],
        courses=1,
        levers=2,
        weeks=2,
        saturation=codes.HILL,
        slope=3.0,
        menu=2,
        set_up=200.0,
        lift=2.0,
        training=2.0,
    )
    solution = maximise(problem)
    bound = certify(problem, solution)
    best = -np.inf
    for cells in product(np.linspace(0.0, 1.0, 9), repeat=4):
        spend = problem.upper * np.array(cells).reshape(2, 2)
        limits = limits_when_used(problem, spend.sum(axis=1) > 0.0)
        kept = limits.feasible() and np.allclose(project(spend, limits), spend, rtol=1e-9)
        if kept:
            best = max(best, *(evaluate(problem, spend, np.array([p])).objective for p in problem.menus[0]))
    assert best <= solution.value * (1.0 + 1e-9)
    assert solution.value <= bound.value


@pytest.mark.parametrize("response", RESPONSES)
@pytest.mark.parametrize("seed", range(8))
def test_prices_left_out_of_a_proof_are_never_the_best(
    problem_of: Maker, response: tuple[int, int], seed: int
) -> None:
    """Whatever is spent, a price that stays brings each course no less; and prices are indeed left out."""
    problem = problem_of(seed=seed, menu=9, seats=1.2, uneven=0.6, coupling=response[0], outcome=response[1])
    relaxation = relax(problem, open_states(problem), chosen_reserves(problem))
    kept = useful_offers(relaxation.offers, relaxation.majorant)
    assert sum(places.size for places in kept) < relaxation.offers.value.size
    rng = np.random.default_rng(seed)
    for _ in range(20):
        values = np.concatenate(menu_values(problem, random_plan(problem, rng)[0]))
        for course, places in enumerate(kept):
            best = values[relaxation.offers.course == course].max()
            assert values[places].max() >= best * (1.0 - 1e-12)


@pytest.mark.parametrize("kind", [codes.SQUARE_ROOT, codes.LOG, codes.EXPONENTIAL])
def test_bound_meets_the_optimum_where_only_one_side_acts(problem_of: Maker, kind: int) -> None:
    problem = problem_of(saturation=kind, training=0.0, seats=1.4, menu=3)
    solution = maximise(problem)
    assert certify(problem, solution).gap(solution.value) <= CONVEX_GAP


def test_bound_meets_the_optimum_for_moderate_lifts_on_both_sides(problem_of: Maker) -> None:
    problem = problem_of(lift=0.6, training=0.5, menu=3)
    solution = maximise(problem)
    assert certify(problem, solution).gap(solution.value) <= CONVEX_GAP


@pytest.mark.parametrize("kind", [codes.SQUARE_ROOT, codes.LOG, codes.EXPONENTIAL, codes.POWER])
@pytest.mark.parametrize("seats", [1.4, np.inf])
def test_bound_meets_the_optimum_of_every_concave_sum(problem_of: Maker, kind: int, seats: float) -> None:
    """However strong both sides are: a sum of concave curves is concave, and so are sales in it."""
    problem = problem_of(
        coupling=codes.SUM,
        outcome=codes.NORMAL,
        saturation=kind,
        slope=0.7,
        lift=5.0,
        training=5.0,
        seats=seats,
        uneven=0.8,
        menu=3,
    )
    solution = maximise(problem)
    assert certify(problem, solution).gap(solution.value) <= CONVEX_GAP


def test_bound_does_not_depend_on_the_plan_it_starts_from(problem_of: Maker) -> None:
    """A poor plan gives a bound as valid: it exceeds the best plan known."""
    problem = problem_of(saturation=codes.HILL, slope=2.0, menu=3)
    best = maximise(problem)
    nothing = evaluate(problem, np.zeros((3, 3)), best.prices)
    poor = replace(best, spend=np.zeros((3, 3)), value=nothing.objective, profit=nothing.expected_profit)
    assert certify(problem, poor).value >= best.value


def test_larger_budgets_never_lower_the_bound_of_a_concave_problem(problem_of: Maker) -> None:
    bounds = []
    for budget in (0.1, 0.2, 0.4, 0.8):
        problem = problem_of(budget=budget)
        bounds.append(certify(problem, maximise(problem)).value)
    slack = CONVEX_GAP * bounds[-1]
    assert all(after >= before - slack for before, after in pairwise(bounds))


def test_floor_on_profit_is_bounded_by_its_dual(problem_of: Maker) -> None:
    reach = problem_of(money_weight=0.0, bonus=np.ones(2), menu=3)
    free = maximise(reach)
    most = maximise(replace(reach, money_weight=1.0, bonus=np.zeros(2))).value
    problem = replace(reach, profit_floor=0.5 * (free.profit + most))
    solution = maximise(problem)
    bound = certify(problem, solution)
    assert solution.profit >= problem.profit_floor
    assert solution.value <= free.value
    assert solution.value <= bound.value
    assert_never_exceeded(problem, bound, 7, plans=300)


def test_certificate_names_its_problem_in_both_languages(problem_of: Maker) -> None:
    problem = problem_of()
    solution = maximise(problem)
    certificate = certificate_of(problem, solution, certify(problem, solution))
    assert certificate.gap is not None
    assert certificate.gap <= CONVEX_GAP
    assert "3 draws" in certificate.problem.say("en")
    assert "3 个抽样" in certificate.problem.say("zh")
    assert "product coupling" in certificate.problem.say("en")
    added_up = problem_of(coupling=codes.SUM, outcome=codes.NORMAL)
    assert "sum coupling" in problem_in_words(added_up).say("en")
    assert "加和耦合" in problem_in_words(added_up).say("zh")


def test_hint_can_be_started_from(problem_of: Maker) -> None:
    problem = problem_of(saturation=codes.HILL, slope=2.5)
    solution = maximise(problem)
    hint = certify(problem, solution).hint
    assert hint is not None
    again = maximise(problem, starts=[Start(spend=solution.spend, prices=solution.prices), hint])
    assert again.value >= solution.value


def test_two_groups_without_a_total_are_bounded_too(problem_of: Maker) -> None:
    levers = np.array([True, True, False])
    problem = problem_of(budget_groups=(BudgetGroup("all but one", levers, 900.0),), total_budget=None)
    solution = maximise(problem)
    assert certify(problem, solution).gap(solution.value) <= CONVEX_GAP
