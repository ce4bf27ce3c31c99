"""Bargaining on a frontier: points known in closed form, and the axioms that single them out."""

from __future__ import annotations

from math import atan2, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.sharing.frontier_bargaining import (
    ImplicitFrontier,
    NoGain,
    curve_frontier,
    egalitarian_point,
    kalai_smorodinsky_point,
    line_frontier,
    nash_point,
)

CIRCLE = ImplicitFrontier(lambda u, v: u**2 + v**2 - 1)
WEIGHT = st.floats(0.05, 0.95)
CLOSE = 1e-10


@given(weight=WEIGHT)
def test_on_a_circle_gains_are_roots_of_the_weights(weight: float) -> None:
    found = nash_point(CIRCLE, (0.0, 0.0), weights=(weight, 1 - weight))
    assert found == pytest.approx((sqrt(weight), sqrt(1 - weight)), rel=CLOSE)


@given(weight=WEIGHT, d1=st.floats(-5.0, 2.0), d2=st.floats(-5.0, 2.0), price=st.floats(0.2, 5.0))
def test_on_a_straight_line_the_surplus_is_divided_by_weight(
    weight: float, d1: float, d2: float, price: float
) -> None:
    line = ImplicitFrontier(lambda u, v: price * u + v - 20.0)
    surplus = 20.0 - price * d1 - d2
    found = nash_point(line, (d1, d2), weights=(weight, 1 - weight))
    assert found == pytest.approx((d1 + weight * surplus / price, d2 + (1 - weight) * surplus), rel=1e-9)
    half = d1 + surplus / 2 / price, d2 + surplus / 2
    assert kalai_smorodinsky_point(line, (d1, d2)) == pytest.approx(half, rel=1e-9)


@settings(max_examples=40)
@given(
    scale=st.tuples(st.floats(0.01, 100.0), st.floats(0.01, 100.0)),
    shift=st.tuples(st.floats(-3.0, 3.0), st.floats(-3.0, 3.0)),
    d=st.tuples(st.floats(-0.6, 0.5), st.floats(-0.6, 0.5)),
    weight=WEIGHT,
)
def test_nash_and_kalai_smorodinsky_do_not_depend_on_units(
    scale: tuple[float, float], shift: tuple[float, float], d: tuple[float, float], weight: float
) -> None:
    def there(point: tuple[float, float]) -> tuple[float, float]:
        return point[0] * scale[0] + shift[0], point[1] * scale[1] + shift[1]

    other = ImplicitFrontier(
        lambda u, v: ((u - shift[0]) / scale[0]) ** 2 + ((v - shift[1]) / scale[1]) ** 2 - 1
    )
    span = abs(np.array(scale)) + abs(np.array(shift))
    for solution in (
        lambda frontier, at: nash_point(frontier, at, weights=(weight, 1 - weight)),
        kalai_smorodinsky_point,
    ):
        gap = np.array(solution(other, there(d))) - np.array(there(solution(CIRCLE, d)))
        assert (abs(gap) <= 1e-8 * span).all()


@given(d=st.tuples(st.floats(-0.9, 0.5), st.floats(-0.9, 0.5)), weight=WEIGHT)
def test_no_point_of_the_circle_has_a_larger_product(d: tuple[float, float], weight: float) -> None:
    if d[0] ** 2 + d[1] ** 2 >= 0.95:
        return
    u, v = nash_point(CIRCLE, d, weights=(weight, 1 - weight))
    angles = np.linspace(-np.pi, np.pi, 4001)
    gains = np.cos(angles) - d[0], np.sin(angles) - d[1]
    better = (gains[0] > 0) & (gains[1] > 0)
    products = gains[0][better] ** weight * gains[1][better] ** (1 - weight)
    assert products.max() <= (u - d[0]) ** weight * (v - d[1]) ** (1 - weight) * (1 + 1e-12)
    # The tangent's slope is the ratio of weighted gains: positions, not only the flat product, are right.
    assert weight * (v - d[1]) * v == pytest.approx((1 - weight) * (u - d[0]) * u, rel=1e-9)


def test_below_the_axes_the_best_case_is_inside() -> None:
    d = (-0.5, -0.5)
    u, v = kalai_smorodinsky_point(CIRCLE, d)
    assert atan2(v - d[1], u - d[0]) == pytest.approx(atan2(1.5, 1.5))
    skew = kalai_smorodinsky_point(CIRCLE, (-0.5, 0.0))
    assert skew[1] / (skew[0] + 0.5) == pytest.approx(1.0 / 1.5)


def test_a_line_through_points() -> None:
    line = line_frontier([[5, 0], [0, 4], [3, 2]])
    assert nash_point(line, (0.0, 0.0)) == pytest.approx((3.0, 2.0), rel=CLOSE)
    assert kalai_smorodinsky_point(line, (0.0, 0.0)) == pytest.approx((30 / 11, 24 / 11), rel=CLOSE)
    assert egalitarian_point(line, (0.0, 0.0)) == pytest.approx((2.4, 2.4), rel=CLOSE)
    flat = line_frontier([[0, 4], [2, 4], [6, 0]])
    assert nash_point(flat, (0.0, 0.0)) == pytest.approx((3.0, 3.0), rel=CLOSE)
    assert egalitarian_point(line_frontier([[1, 1], [2, 0.5]]), (0.0, 0.0)) == pytest.approx((1.0, 1.0))


def test_points_near_enough_say_what_the_curve_says() -> None:
    u = np.linspace(0, 1, 1001)
    found = nash_point(line_frontier(np.column_stack([u, 1 - u**2]).tolist()), (0.1, 0.2))
    exact = nash_point(curve_frontier(lambda value: 1 - value**2), (0.1, 0.2))
    assert found == pytest.approx(exact, abs=2e-3)


def test_a_function_that_takes_no_complex_numbers() -> None:
    from math import sqrt as real_root

    found = nash_point(curve_frontier(lambda u: real_root(1 - u * u)), (0.0, 0.0), weights=(0.3, 0.7))
    assert found == pytest.approx((sqrt(0.3), sqrt(0.7)), rel=1e-8)


@pytest.mark.parametrize(
    ("frontier", "d", "code"),
    [
        (CIRCLE, (0.6, 0.8), "games.nothing_to_gain"),
        (line_frontier([[0, 1], [1, 0]]), (2.0, 2.0), "games.nothing_to_gain"),
        (ImplicitFrontier(lambda u, v: u - 1 + 0 * v), (0.0, 0.0), "games.frontier_not_reached"),
    ],
)
def test_what_leaves_nothing_to_agree_on_is_said(frontier: object, d: tuple[float, float], code: str) -> None:
    with pytest.raises(NoGain) as refused:
        nash_point(frontier, d)  # type: ignore[arg-type]
    assert refused.value.notice.code == code


def test_points_that_do_not_trade_are_refused() -> None:
    with pytest.raises(ValueError, match="trade"):
        line_frontier([[0, 0], [1, 1]])
