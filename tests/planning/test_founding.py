"""The founding formula: corners, break-even, optimum and frontier against hand work, search and KKT."""

from __future__ import annotations

import json
from itertools import pairwise
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import minimize

from kuajie.planning.founding import (
    Founding,
    break_even_partner,
    break_even_product,
    break_even_together,
    corners,
    optimum,
    without_effort,
)
from kuajie.planning.founding_frontier import cheapest, frontier, has_frontier

REFERENCE = Path(__file__).parent.parent / "reference" / "founding_formula.json"
CASES = {case["id"]: case for case in json.loads(REFERENCE.read_text(encoding="utf-8"))}

BRIEF = Founding(organic=10_000, price=1_000, platform_cost=10_000, institution_cost=10_000)

ROUNDING = 1e-9
"""Relative to the largest amount of money in play: a few hundred operations in double precision."""
GRID_GAIN = 1e-6
"""Relative; how much a grid search could beat an exact answer by rounding alone."""


def reference(name: str, **box: float) -> Founding:
    inputs = CASES[name]["inputs"]
    return Founding(
        organic=inputs["N"],
        price=inputs["price"],
        platform_cost=inputs.get("F_P", 0.0),
        institution_cost=inputs.get("F_E", 0.0),
        **box,
    )


def expected(name: str) -> dict[str, Any]:
    return dict(CASES[name]["expected"])


@st.composite
def formulas(draw: st.DrawFn, *, lowest: float = -0.9, free: bool = True) -> Founding:
    money = st.floats(0, 1e4)
    cost = st.floats(1, 1e6)
    if free:
        cost = st.one_of(st.just(0.0), cost)
    x = sorted(draw(st.tuples(st.floats(lowest, 4), st.floats(lowest, 4))))
    y = sorted(draw(st.tuples(st.floats(lowest, 4), st.floats(lowest, 4))))
    return Founding(
        organic=draw(st.floats(1, 1e3)),
        price=draw(st.floats(0, 1e3)),
        platform_cost=draw(money),
        institution_cost=draw(money),
        x_min=x[0],
        x_max=x[1],
        y_min=y[0],
        y_max=y[1],
        x_cost=draw(cost),
        y_cost=draw(cost),
    )


def scale(formula: Founding) -> float:
    """Return the largest amount of money in play."""
    largest = max(abs(c.profit) + c.effort for c in corners(formula))
    return largest + formula.set_up + formula.revenue * 25 + 1


def test_the_brief_s_numbers() -> None:
    best = corners(BRIEF)[0]
    # 10,000 · 1,000 · 2 · 2 - 10,000 · 20,000 = 40 million - 200 million
    assert (best.x, best.y, best.profit) == (1.0, 1.0, -160_000_000.0)
    assert break_even_product(BRIEF) == 20.0
    assert break_even_together(BRIEF) == pytest.approx(20**0.5 - 1)
    assert break_even_partner(BRIEF, 1.0) == 9.0


def test_reference_without_effort_is_a_corner() -> None:
    answer = optimum(reference("BASE1", x_max=0.6, y_max=0.4))
    want = expected("BASE1")
    assert (answer.x, answer.y) == (want["x"], want["y"])
    assert answer.profit == pytest.approx(want["joint"], rel=1e-12)


def test_reference_with_effort_lies_inside() -> None:
    answer = optimum(reference("BRIEF1_coop", x_cost=4000, y_cost=5000))
    want = expected("BRIEF1_coop")
    assert answer.x == pytest.approx(want["x"], rel=1e-12)
    assert answer.y == pytest.approx(want["y"], rel=1e-12)
    assert answer.profit == pytest.approx(want["joint"], rel=1e-12)


def test_lifts_below_minus_one_make_another_corner_the_best() -> None:
    odd = Founding(
        organic=1, price=1, platform_cost=0, institution_cost=0, x_min=-4, x_max=0, y_min=-4, y_max=0
    )
    assert (corners(odd)[0].x, corners(odd)[0].y, corners(odd)[0].profit) == (-4, -4, 9)
    assert len(corners(odd)) == 4
    assert not has_frontier(odd)
    with pytest.raises(ValueError, match="at least -1"):
        frontier(odd, points=3)


def test_a_box_that_is_a_point_has_one_corner() -> None:
    point = Founding(
        organic=1, price=2, platform_cost=0, institution_cost=0, x_min=1, x_max=1, y_min=0.5, y_max=0.5
    )
    assert [corner.profit for corner in corners(point)] == [6.0]


@pytest.mark.parametrize(
    ("price", "cost", "wanted"), [(0.0, 5.0, inf), (0.0, 0.0, 0.0), (4.0, 0.0, 0.0), (4.0, 6.0, 3.0)]
)
def test_break_even_of_free_and_costless_programmes(price: float, cost: float, wanted: float) -> None:
    formula = Founding(organic=7, price=price, platform_cost=cost, institution_cost=cost)
    assert break_even_product(formula) == wanted


@given(formulas(lowest=-3.0))
def test_no_lifts_on_a_grid_beat_the_optimum(formula: Founding) -> None:
    best = optimum(formula)
    x = np.linspace(formula.x_min, formula.x_max, 41)[:, None]
    y = np.linspace(formula.y_min, formula.y_max, 41)[None, :]
    profit = (
        formula.revenue * (1 + x) * (1 + y)
        - (formula.x_cost * x**2 + formula.y_cost * y**2) / 2
        - formula.set_up
    )
    assert profit.max() <= best.profit + GRID_GAIN * scale(formula)
    assert formula.x_min <= best.x <= formula.x_max
    assert formula.y_min <= best.y <= formula.y_max
    assert best.profit == formula.profit(best.x, best.y)


@given(formulas(lowest=-3.0))
def test_the_printed_formula_is_best_at_a_corner(formula: Founding) -> None:
    printed = without_effort(formula)
    assert optimum(printed).profit == corners(printed)[0].profit


@given(formulas(lowest=-3.0), st.floats(0, 1), st.floats(0, 1))
def test_the_gradient_is_the_slope_of_profit(formula: Founding, along: float, up: float) -> None:
    x = formula.x_min + along * (formula.x_max - formula.x_min)
    y = formula.y_min + up * (formula.y_max - formula.y_min)
    h = 1e-3  # central differences are exact for a quadratic, whatever the step
    slope = [
        (formula.profit(x + h, y) - formula.profit(x - h, y)) / (2 * h),
        (formula.profit(x, y + h) - formula.profit(x, y - h)) / (2 * h),
    ]
    tolerance = 1e-15 * 64 * (scale(formula) + formula.x_cost + formula.y_cost) * 30 / h
    np.testing.assert_allclose(formula.gradient(x, y), slope, atol=tolerance)


@given(formulas(), st.floats(-0.9, 4))
def test_profit_is_nil_on_the_break_even_curve(formula: Founding, x: float) -> None:
    printed = without_effort(formula)
    y = break_even_partner(printed, x)
    if y < inf:
        assert printed.profit(x, y) == pytest.approx(
            0, abs=ROUNDING * (printed.set_up + printed.revenue * 25 + 1)
        )


@given(formulas())
@example(
    # The whole frontier spans a few units in the last place of its profits.
    Founding(
        organic=1.0,
        price=6.103515625e-05,
        platform_cost=0.0,
        institution_cost=2049.0,
        x_max=0.0,
        y_cost=547.0,
    )
)
def test_the_frontier_climbs_from_least_effort_to_greatest_profit(formula: Founding) -> None:
    points = frontier(formula, points=9)
    best = optimum(formula)
    assert points[-1].profit == pytest.approx(best.profit, abs=ROUNDING * scale(formula))
    least = min(
        formula.effort(x, y) for x in _nearest_zero(formula, "x") for y in _nearest_zero(formula, "y")
    )
    # the least effort of the whole box, unless more profit comes without more effort
    assert points[0].cost == pytest.approx(least + formula.set_up, abs=ROUNDING * scale(formula))
    for lower, higher in pairwise(points):
        assert lower.profit < higher.profit
        assert lower.cost <= higher.cost + ROUNDING * scale(formula)
        assert lower.marginal <= higher.marginal * (1 + ROUNDING) + ROUNDING


def _nearest_zero(formula: Founding, lift: str) -> list[float]:
    low, high = getattr(formula, f"{lift}_min"), getattr(formula, f"{lift}_max")
    return [float(np.clip(0.0, low, high))]


@given(formulas(free=False), st.floats(0.02, 0.98))
def test_the_cheapest_lifts_satisfy_kkt(formula: Founding, share: float) -> None:
    start, best = frontier(formula, points=2)[0], optimum(formula)
    if best.profit - start.profit < 1e-6 * scale(formula):
        return  # one point: nothing to trade
    level = start.profit + share * (best.profit - start.profit)
    point = cheapest(formula, profit=level)
    assert point is not None
    assert point.profit == pytest.approx(level, abs=ROUNDING * scale(formula))
    # minimise cost subject to profit >= level: cost' = marginal · profit', but for lifts held at a bound
    cost = np.array([formula.x_cost * point.x, formula.y_cost * point.y])
    reduced = cost - point.marginal * formula.gradient(point.x, point.y)
    tolerance = 1e-6 * (1 + point.marginal) * (np.abs(cost).max() + formula.revenue * 5)
    bounds = [(formula.x_min, formula.x_max, point.x), (formula.y_min, formula.y_max, point.y)]
    for slope, (low, high, value) in zip(reduced, bounds, strict=True):
        if value > low + 1e-9:
            assert slope <= tolerance  # or a smaller lift would be cheaper
        if value < high - 1e-9:
            assert slope >= -tolerance


@pytest.mark.parametrize(
    "costs", [(4e6, 5e6), (3e6, 2e7), (3e7, 2e7)], ids=["convex-down", "mixed", "concave"]
)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_frontier_agrees_with_a_general_solver(costs: tuple[float, float], share: float) -> None:
    formula = Founding(
        organic=10_000,
        price=1_000,
        platform_cost=300,
        institution_cost=400,
        x_max=2,
        y_max=1.5,
        x_cost=costs[0],
        y_cost=costs[1],
    )
    low, high = frontier(formula, points=2)
    level = low.profit + share * (high.profit - low.profit)
    found = []
    for start in [(0.1, 0.1), (1.9, 0.1), (0.1, 1.4), (1.9, 1.4), (1.0, 0.7)]:
        answer = minimize(
            lambda lifts: formula.effort(*lifts) / 1e6,
            start,
            jac=lambda lifts: np.array([formula.x_cost * lifts[0], formula.y_cost * lifts[1]]) / 1e6,
            bounds=[(0, 2), (0, 1.5)],
            constraints={"type": "ineq", "fun": lambda lifts: (formula.profit(*lifts) - level) / 1e6},
            method="SLSQP",
            options={"ftol": 1e-12, "maxiter": 500},
        )
        if answer.success and formula.profit(*answer.x) >= level - 1:
            found.append(formula.effort(*answer.x) + formula.set_up)
    mine = cheapest(formula, profit=level)
    assert mine is not None
    assert mine.cost == pytest.approx(min(found), rel=1e-6)


def test_without_effort_costs_the_frontier_is_one_point() -> None:
    (point,) = frontier(BRIEF, points=9)
    assert (point.x, point.y, point.profit, point.cost) == (1.0, 1.0, -160_000_000.0, 200_000_000.0)


def test_a_profit_out_of_reach_has_no_cheapest_lifts() -> None:
    assert cheapest(BRIEF, profit=0.0) is None


@pytest.mark.parametrize(
    "wrong",
    [{"organic": -1.0}, {"price": float("nan")}, {"x_cost": -1.0}, {"x_min": 2.0}, {"y_max": float("inf")}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_nonsense_is_refused(wrong: dict[str, float]) -> None:
    numbers: dict[str, float] = {"organic": 1, "price": 1, "platform_cost": 1, "institution_cost": 1}
    with pytest.raises(ValueError, match="but got"):
        Founding(**(numbers | wrong))
