"""Published and exact cases of risk: portfolios, scenario programmes, newsvendors, robust budgets."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import combinations
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.stats import norm, uniform

from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.ellipsoid import robust_root_budget
from kuajie.planning.risk.measure import RiskMeasure
from kuajie.planning.risk.newsvendor import SeatTrade, seat_profit, seats_to_hold
from kuajie.planning.risk.normal_mix import least_variance_mix, normal_shortfall, normal_value_at_risk
from kuajie.planning.risk.risk_bound import bound_risk
from kuajie.planning.risk.risk_search import RiskSolution, maximise_risk
from kuajie.planning.risk.scenario_program import best_shortfall_spend, robust_linear_spend
from kuajie.planning.risk.tail import expected_shortfall
from kuajie.planning.solution import Settings
from kuajie.response import codes

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parent.parent / "reference" / "risk.json").read_text("utf-8"))
}
Maker = Callable[..., PlanningProblem]

FINE = Settings(tolerance=1e-12, steps=2000)
"""For comparisons to eight digits; the planner's own settings stop at six."""

SADDLE = 1e-4
"""How near climbs along smoothed kinks come to the optimum of a linear programme, relatively."""


def of_family(prefix: str) -> list[Any]:
    return [pytest.param(case, id=name) for name, case in CASES.items() if name.startswith(prefix)]


def close(case: dict[str, Any], expected: Any) -> Any:
    return pytest.approx(expected, rel=case["tolerance"]["rel"])


def test_portfolio_of_least_risk() -> None:
    case = CASES["R1"]
    given, expected = case["inputs"], case["expected"]
    mean, covariance = np.array(given["mean"]), np.array(given["cov"])
    shares = least_variance_mix(mean, covariance, least_mean=given["min_return"])
    assert shares == close(case, expected["x"])
    sd = sqrt(shares @ covariance @ shares)
    assert sd**2 == close(case, expected["variance"])
    for level in given["betas"]:
        assert normal_value_at_risk(mean @ shares, sd, level) == close(case, expected[f"VaR_{level}"])
        assert normal_shortfall(mean @ shares, sd, level) == close(case, expected[f"CVaR_{level}"])


def test_a_mean_no_mix_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no mix"):
        least_variance_mix(np.array([0.1, 0.2]), np.eye(2), least_mean=0.3)


@pytest.mark.parametrize("case", of_family("R2"))
def test_scenario_programme(case: dict[str, Any]) -> None:
    given, expected = case["inputs"], case["expected"]
    returns = np.array(given["net_return_per_unit"])
    found = best_shortfall_spend(
        returns,
        level=given["alpha"],
        budget=given["budget"],
        most=np.array(given["cap"]),
        chances=np.array(given["prob"]),
    )
    assert found.value == close(case, expected["cvar"])
    assert expected_shortfall(returns @ found.spend, given["alpha"]) == close(case, expected["cvar"])


def one_week(problem_of: Maker, *, strength: np.ndarray, price: float, kind: int, **changes: Any) -> Any:
    """Return a problem of one course and week under a sum, without organic demand: price · Σ β s(u) - Σ u."""
    draws, levers = strength.shape
    fields = {
        "organic": np.zeros((draws, 1, 1)),
        "unit": np.ones(1),
        "strength": strength,
        "scale": np.ones((draws, levers)),
        "unit_cost": np.ones(levers),
        "training": 0.0,
        "past_input": np.zeros((levers, 1)),
        "menus": (np.array([price]),),
        "price_kind": np.array([codes.ABSENT]),
        "refund": np.zeros(1),
        "cost": np.zeros(1),
        "upper": np.full((levers, 1), 1000.0),
        "budget_groups": (),
        "total_budget": None,
    }
    return problem_of(
        draws=draws,
        courses=1,
        levers=levers,
        weeks=1,
        carry=codes.NONE,
        saturation=kind,
        coupling=codes.SUM,
        outcome=codes.NORMAL,
        **(fields | changes),
    )


@pytest.mark.parametrize("case", of_family("R2"))
def test_the_planner_meets_the_scenario_programme_and_proves_it(
    case: dict[str, Any], problem_of: Maker
) -> None:
    """Net return r of a unit is strength 1 + r at a price of one."""
    given = case["inputs"]
    problem = one_week(
        problem_of,
        strength=1.0 + np.array(given["net_return_per_unit"]),
        price=1.0,
        kind=codes.IDENTITY,
        upper=np.array(given["cap"])[:, None],
        total_budget=given["budget"],
    )
    found = maximise_risk(problem, RiskMeasure.mean_cvar(level=given["alpha"]))
    assert found.value == pytest.approx(case["expected"]["cvar"], rel=SADDLE)
    assert bound_risk(found, problem).value >= case["expected"]["cvar"]


@pytest.mark.parametrize("case", of_family("R3_"))
def test_newsvendor_seats(case: dict[str, Any]) -> None:
    given, expected = case["inputs"], case["expected"]
    trade = SeatTrade(price=given["p"], cost=given["c"], salvage=given["s"], penalty=given["g"])
    assert trade.critical_ratio == close(case, expected["critical_ratio"])
    seats = seats_to_hold(demand_of(given), trade)
    assert seats == close(case, expected["q"])
    assert seat_profit(demand_of(given), trade, seats) == close(case, expected["expected_profit"])


@pytest.mark.parametrize("case", of_family("R3c"))
def test_careful_newsvendor_seats(case: dict[str, Any]) -> None:
    given, expected = case["inputs"], case["expected"]
    trade = SeatTrade(price=given["p"], cost=given["c"], salvage=given["s"])
    seats = seats_to_hold(demand_of(given), trade, level=given["eta"])
    assert seats == close(case, expected["q"])
    assert seat_profit(demand_of(given), trade, seats, level=given["eta"]) == close(case, expected["cvar"])


def demand_of(given: dict[str, Any]) -> Any:
    if given["dist"] == "uniform":
        return uniform(given["a"], given["b"] - given["a"])
    return norm(given["mu"], given["sigma"])


@pytest.mark.parametrize("level", [1.0, 0.3])
def test_seats_are_the_best_on_a_sample(level: float) -> None:
    """Independent answer: the shortfall of profit over a million demands, on a grid of seats."""
    demand, trade = norm(800, 160), SeatTrade(price=299, cost=120, salvage=40)
    sample = demand.ppf((np.arange(10**5) + 0.5) / 10**5)

    def shortfall(seats: float) -> float:
        sold = np.minimum(sample, seats)
        profit = trade.price * sold + trade.salvage * (seats - sold) - trade.cost * seats
        return expected_shortfall(profit, level)

    grid = np.arange(400.0, 1200.0, 1.0)
    best = grid[int(np.argmax([shortfall(seats) for seats in grid]))]
    seats = seats_to_hold(demand, trade, level=level)
    assert abs(seats - best) <= 1.0
    assert seat_profit(demand, trade, seats, level=level) == pytest.approx(shortfall(seats), rel=1e-6)


@pytest.mark.parametrize("case", of_family("R4"))
def test_robust_budget_in_an_ellipsoid(case: dict[str, Any]) -> None:
    given, expected = case["inputs"], case["expected"]
    found = robust_root_budget(
        np.array(given["a"], dtype=float),
        np.array(given["sigma"], dtype=float),
        radius=given["Omega"],
        budget=given["B"],
    )
    assert found.value == close(case, expected["objective"])
    assert found.spend == close(case, expected["spend"])
    assert found.worst_strength == close(case, expected["worst_case_a"])


def test_an_ellipsoid_that_holds_zero_leaves_nothing_to_gain() -> None:
    found = robust_root_budget(np.array([1.0, 2.0]), np.array([1.0, 1.0]), radius=3.0, budget=100.0)
    assert found.value == 0.0
    assert not found.spend.any()


def test_comonotone_mean_cvar(problem_of: Maker) -> None:
    """Draws stand as often as their chances ask: 2, 4, 6, 5 and 3 of 20."""
    case = CASES["R5_1"]
    given, expected = case["inputs"], case["expected"]
    omega = np.repeat(given["omega"], np.round(20 * np.array(given["prob"])).astype(int))
    problem = one_week(
        problem_of,
        strength=omega[:, None] * np.array(given["a"], dtype=float),
        price=float(given["m"]),
        kind=codes.SQUARE_ROOT,
    )
    measure = RiskMeasure.mean_cvar(level=given["alpha"], weight=given["weight_cvar"])
    found: RiskSolution = maximise_risk(problem, measure, settings=FINE)
    assert found.value == close(case, expected["objective"])
    assert found.solution.spend[:, 0] == pytest.approx(expected["spend"], rel=1e-5)
    bound = bound_risk(found, problem)
    assert expected["objective"] <= bound.value * (1 + 1e-12)
    assert bound.gap(found.value) < SADDLE


@pytest.mark.parametrize("at_once", [0.0, 1.0, 2.0, 4.0])
def test_robust_linear_spend_against_every_adversary(at_once: float) -> None:
    """Independent answer: one row for every set of returns that may fall together."""
    rng = np.random.default_rng(5)
    returns, deviations = rng.uniform(0.1, 1.0, 4), rng.uniform(0.0, 0.9, 4)
    most = rng.uniform(20.0, 60.0, 4)
    found = robust_linear_spend(returns, deviations, at_once=at_once, budget=100.0, most=most)
    sets = [list(chosen) for size in range(int(at_once) + 1) for chosen in combinations(range(4), size)]
    rows = [-(returns - deviations * np.isin(np.arange(4), chosen)) for chosen in sets]
    every = linprog(
        np.append(np.zeros(4), -1.0),
        A_ub=np.vstack([np.append(row, 1.0) for row in rows] + [np.append(np.ones(4), 0.0)]),
        b_ub=np.append(np.zeros(len(rows)), 100.0),
        bounds=[*((0.0, limit) for limit in most), (None, None)],
    )
    assert found.value == pytest.approx(-every.fun, rel=1e-9)
    assert found.spend.sum() <= 100.0 + 1e-9
