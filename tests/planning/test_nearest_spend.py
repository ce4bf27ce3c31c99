"""Projection and linear maximisation within limits, against what characterises them and against HiGHS."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kuajie.planning.nearest_spend import best_vertex, project
from kuajie.planning.spend_limits import SpendLimits

BUDGET_ROUNDING = 1e-9
"""Relative error of a sum of a few dozen spends after bisection to neighbouring floats."""

VARIATIONAL = 1e-7
"""How far the obtuse angle at a projection may fail, relative to both lengths: bisection leaves 1e-12."""


def random_limits(rng: np.random.Generator, *, least: bool) -> SpendLimits:
    """Return random limits that admit some spend."""
    levers, weeks = int(rng.integers(1, 7)), int(rng.integers(1, 6))
    lower = rng.uniform(0.0, 2.0, (levers, weeks)) * (rng.random((levers, weeks)) < 0.4)
    upper = lower + rng.uniform(0.0, 6.0, (levers, weeks))
    floors = lower.sum(axis=1)
    needed = floors + (upper.sum(axis=1) - floors) * rng.uniform(0.0, 0.6, levers) * (
        least * (rng.random(levers) < 0.5)
    )
    group_of = rng.integers(-1, 2, levers)
    room = rng.uniform(0.0, 1.0, 3)
    group_limits = np.array(
        [
            needed[group_of == g].sum() + room[g] * (upper[group_of == g].sum() - needed[group_of == g].sum())
            for g in range(2)
        ]
    )
    total = needed.sum() + room[2] * (upper.sum() - needed.sum()) if rng.random() < 0.8 else np.inf
    return SpendLimits(
        lower=lower,
        upper=upper,
        least=needed,
        group_of=group_of,
        group_limits=group_limits,
        total=float(total),
    )


def assert_within(spend: np.ndarray, limits: SpendLimits) -> None:
    slack = BUDGET_ROUNDING * (1.0 + np.abs(spend).sum())
    assert np.all(spend >= limits.lower)
    assert np.all(spend <= limits.upper)
    assert np.all(spend.sum(axis=1) >= limits.least - slack)
    for group, limit in enumerate(limits.group_limits):
        assert spend[limits.group_of == group].sum() <= limit + slack
    assert spend.sum() <= limits.total + slack


def linear_programme(gain: np.ndarray, limits: SpendLimits) -> np.ndarray:
    """Return the best spends for linear gains, by HiGHS, least sums included."""
    levers, weeks = gain.shape
    rows, bounds = [], []
    for k in range(levers):
        rows.append(-np.repeat(np.arange(levers) == k, weeks).astype(float))
        bounds.append(-limits.least[k])
    for group, limit in enumerate(limits.group_limits):
        rows.append(np.repeat(limits.group_of == group, weeks).astype(float))
        bounds.append(limit)
    if np.isfinite(limits.total):
        rows.append(np.ones(levers * weeks))
        bounds.append(limits.total)
    box = np.stack([limits.lower.ravel(), limits.upper.ravel()], axis=1)
    slack = 1e-9 * (1.0 + np.abs(np.array(bounds)))
    result = linprog(-gain.ravel(), A_ub=np.array(rows), b_ub=np.array(bounds) + slack, bounds=box)
    assert result.status == 0, result.message
    return np.asarray(result.x).reshape(gain.shape)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9), least=st.booleans())
def test_projection_makes_an_obtuse_angle_with_every_feasible_direction(seed: int, least: bool) -> None:
    rng = np.random.default_rng(seed)
    limits = random_limits(rng, least=least)
    point = rng.normal(2.0, 5.0, limits.lower.shape)
    nearest = project(point, limits)
    assert_within(nearest, limits)
    # The vertex furthest along point - nearest decides: no feasible spend lies beyond the supporting plane.
    outward = point - nearest
    furthest = linear_programme(outward, limits)
    reach = 1.0 + np.abs(outward).sum() * (1.0 + np.abs(furthest - nearest).max())
    assert np.vdot(outward, furthest - nearest) <= VARIATIONAL * reach


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_greedy_vertex_is_as_good_as_the_linear_programme(seed: int) -> None:
    rng = np.random.default_rng(seed)
    limits = random_limits(rng, least=False)
    gain = rng.normal(0.3, 1.0, limits.lower.shape)
    vertex = best_vertex(gain, limits)
    assert_within(vertex, limits)
    best = float(np.vdot(gain, linear_programme(gain, limits)))
    assert np.vdot(gain, vertex) == pytest.approx(best, rel=1e-6, abs=1e-6)


def test_one_budget_by_hand() -> None:
    limits = SpendLimits(
        lower=np.zeros((2, 2)),
        upper=np.full((2, 2), 3.0),
        least=np.zeros(2),
        group_of=np.array([0, -1]),
        group_limits=np.array([2.0]),
        total=5.0,
    )
    # Unbound, 3 + 1 + 3 + 2 = 9. Lever 0 may keep 2: each week loses 1. Lever 1 keeps 3 of 5: 1 a week.
    nearest = project(np.array([[3.0, 1.0], [3.0, 2.0]]), limits)
    np.testing.assert_allclose(nearest, [[2.0, 0.0], [2.0, 1.0]], atol=1e-12)
