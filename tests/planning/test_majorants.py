"""Majorants lie above what they replace and are concave: the two facts that make the bound a proof."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuajie.planning.kernels.curvature import largest_excess, pull
from kuajie.planning.kernels.expected_value import majorant_of_stock
from kuajie.planning.kernels.saturation_majorant import (
    needs_reserve,
    saturation_majorant,
    steep_at_zero,
    steep_reserve,
    unbounded,
)
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.relaxation import Relaxation, open_states, relax
from kuajie.planning.reserves import chosen_reserves
from kuajie.response import codes
from kuajie.response.kernels import saturation_gradient, saturation_value

Maker = Callable[..., PlanningProblem]

ROUNDING = 1e-9
"""Relative: sums of some dozens of products of exponentials."""

DIFFERENCE = 1e-4
"""Relative error of r = s'^2 / |s''| when s'' is a difference of slopes a thousandth apart."""

FORMULAS = [(kind, slope) for kind in range(8) for slope in (0.6, 1.0, 2.5)]


@pytest.mark.parametrize(("kind", "slope"), FORMULAS)
def test_pull_is_slope_squared_over_curvature(kind: int, slope: float) -> None:
    for ratio in (0.05, 0.4, 1.0, 2.2):
        s, by_stock, _, _ = saturation_gradient(kind, ratio, 1.0, slope)
        step = 1e-3 * ratio
        above, below = (saturation_gradient(kind, ratio + side, 1.0, slope)[1] for side in (step, -step))
        curvature = (above - below) / (2.0 * step)
        expected = by_stock**2 / -curvature if curvature < -1e-9 else math.inf
        assert pull(kind, slope, s) == pytest.approx(expected, rel=DIFFERENCE)


@pytest.mark.parametrize(("kind", "slope"), [(k, s) for k, s in FORMULAS if not needs_reserve(k, s)])
def test_largest_excess_is_no_less_than_on_a_grid(kind: int, slope: float) -> None:
    low, high = (saturation_value(kind, stock, 1.0, slope) for stock in (0.02, 3.0))
    for weight in (0.0, 0.3, 1.0, 2.5):
        grid = [pull(kind, slope, s) - weight * s for s in np.linspace(low, high, 400)]
        found = largest_excess(kind, slope, low, high, weight)
        assert found >= max(grid) - ROUNDING
        assert found == pytest.approx(max(grid), rel=1e-3, abs=1e-3)


@settings(max_examples=300, deadline=None)
@given(
    kind=st.integers(0, 7),
    slope=st.floats(0.3, 4.0),
    low=st.sampled_from([0.0, 1e-12, 0.1, 0.7]),
    width=st.floats(1e-3, 20.0),
    reserve=st.sampled_from([0.3, 1.0, 3.0, math.inf]),
)
def test_saturation_majorant_lies_above_and_keeps_its_reserve(
    kind: int, slope: float, low: float, width: float, reserve: float
) -> None:
    high = low + width
    kept = steep_reserve(kind, 1.0, slope) if steep_at_zero(kind, slope) else reserve
    if unbounded(kind, slope):
        kept = max(reserve, saturation_value(kind, high, 1.0, slope))
    join, height, steepness = saturation_majorant(kind, 1.0, slope, low, high, kept)

    def majorant(stock: float) -> float:
        if stock < join:
            return float(majorant_of_stock(stock, low, kept, height, steepness)[0])
        return float(saturation_value(kind, stock, 1.0, slope))

    stocks = np.concatenate([low + width * np.linspace(0.0, 1.0, 200) ** 3, [low + 1e-10 * width]])
    stocks.sort()
    values = np.array([majorant(stock) for stock in stocks])
    truth = np.array([saturation_value(kind, stock, 1.0, slope) for stock in stocks])
    assert np.all(values >= truth - ROUNDING * (1.0 + truth))
    if needs_reserve(kind, slope):
        # exp(majorant / reserve), or the majorant itself, is concave: chords lie below.
        shape = values if math.isinf(kept) else np.exp((values - values.max()) / kept)
        assert_concave(stocks, shape)
    else:
        assert_concave(stocks, values)


def assert_concave(stocks: np.ndarray, values: np.ndarray) -> None:
    left, middle, right = stocks[:-2], stocks[1:-1], stocks[2:]
    share = (middle - left) / (right - left)
    chord = (1.0 - share) * values[:-2] + share * values[2:]
    assert np.all(values[1:-1] >= chord - ROUNDING * (1.0 + np.abs(values).max()))


def relaxed_value(relaxation: Relaxation, outlay: np.ndarray) -> np.ndarray:
    return relaxation.values_at(outlay, relaxation.offers, relaxation.offers.value.size)[0]


KINDS = [
    (codes.IDENTITY, 1.0),
    (codes.SQUARE_ROOT, 1.0),
    (codes.POWER, 0.8),
    (codes.POWER, 1.4),
    (codes.LOG, 1.0),
    (codes.EXPONENTIAL, 1.0),
    (codes.LOGISTIC, 1.0),
    (codes.TANH, 1.0),
    (codes.HILL, 0.7),
    (codes.HILL, 1.0),
    (codes.HILL, 2.5),
]


RESPONSES = [
    (codes.PRODUCT, codes.LOG_NORMAL, 0.0),
    (codes.PRODUCT, codes.NEGATIVE_BINOMIAL, 0.7),
    (codes.SUM, codes.NORMAL, 0.7),
]
"""Couplings with an outcome that goes with them, and how uneven reach is."""


@pytest.mark.parametrize(("kind", "slope"), KINDS)
@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize(("coupling", "outcome", "uneven"), RESPONSES)
def test_relaxed_offers_lie_above_the_true_ones_and_are_concave(
    problem_of: Maker, kind: int, slope: float, strong: bool, coupling: int, outcome: int, uneven: float
) -> None:
    """Strong lifts make the product itself not concave, so that planes must take a share."""
    size = 4.0 if strong else 0.6
    problem = problem_of(
        saturation=kind,
        slope=slope,
        lift=size,
        training=size,
        seats=1.5,
        menu=2,
        coupling=coupling,
        outcome=outcome,
        uneven=uneven,
    )
    relaxation = relax(problem, open_states(problem), chosen_reserves(problem))
    levers, offers = relaxation.problem, relaxation.offers
    rng = np.random.default_rng(5)
    extra = relaxation.limits.upper * 0.5
    for _ in range(60):
        # Small and large spends alike: concavity fails first near zero.
        ends = [extra * rng.random(extra.shape) ** rng.choice([1, 6]) for _ in range(2)]
        share = rng.random()
        middle = share * ends[0] + (1.0 - share) * ends[1]
        low, high, inside = (relaxed_value(relaxation, point) for point in (*ends, middle))
        slack = ROUNDING * np.abs(inside).max()
        assert np.all(inside >= share * low + (1.0 - share) * high - slack)
        assert np.all(inside >= true_value(levers, offers, middle) - slack)


def true_value(problem: PlanningProblem, offers: object, spend: np.ndarray) -> np.ndarray:
    from kuajie.planning.kernels.expected_value import value_and_gradient
    from kuajie.planning.offers import lever_arrays, no_majorant

    values, gradient = np.empty(offers.value.size), np.empty((offers.value.size, *spend.shape))
    inputs = spend / problem.unit_cost[:, None]
    value_and_gradient(inputs, lever_arrays(problem), offers, no_majorant(), values, gradient)
    return values


def test_moderate_exponential_lifts_are_proved_concave_as_they_are(problem_of: Maker) -> None:
    """With Σβ Σγ <= 1 a product of exponential saturations is concave: nothing is given away."""
    problem = problem_of(lift=0.5, training=0.5)
    shares = relax(problem, open_states(problem), chosen_reserves(problem)).majorant.first_share
    assert np.all(shares == 0.0)


@pytest.mark.parametrize("kind", [codes.EXPONENTIAL, codes.HILL])
def test_a_far_reach_is_a_strong_lever(problem_of: Maker, kind: int) -> None:
    """Reach only ever multiplies strength, in the proof of concavity as elsewhere."""
    far = problem_of(saturation=kind, slope=2.5, lift=0.5, training=0.5, reach=np.full((3, 2, 3), 5.0))
    strong = replace(far, reach=np.ones((3, 2, 3)), strength=5.0 * far.strength)
    found, expected = (relax(one, open_states(one), chosen_reserves(one)).majorant for one in (far, strong))
    for name in ("reserve", "x_low", "x_high", "y_low", "y_high", "first_share", "second_share"):
        np.testing.assert_allclose(getattr(found, name), getattr(expected, name))
    assert found.first_share.max() > 0.0


def test_sums_need_no_planes_and_their_plain_envelopes(problem_of: Maker) -> None:
    """A sum of concave lifts is concave: nothing but the envelope of a bent saturation is given away."""
    problem = problem_of(lift=3.0, training=3.0, coupling=codes.SUM, outcome=codes.NORMAL)
    majorant = relax(problem, open_states(problem), chosen_reserves(problem)).majorant
    assert np.all(majorant.first_share == 0.0)
    assert np.all(majorant.second_share == 0.0)
    bent = problem_of(saturation=codes.HILL, slope=2.5, coupling=codes.SUM, outcome=codes.NORMAL)
    assert np.all(np.isinf(relax(bent, open_states(bent), chosen_reserves(bent)).majorant.reserve))


def test_strong_exponential_lifts_need_planes(problem_of: Maker) -> None:
    problem = problem_of(lift=3.0, training=3.0, past_input=np.zeros((3, 13)))
    shares = relax(problem, open_states(problem), chosen_reserves(problem)).majorant.first_share
    assert np.all(shares > 0.0)
    assert np.all(shares < 1.0)
