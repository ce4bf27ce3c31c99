"""The compiled density: its gradient, its exact integration of the baseline, and its censoring."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm

from kuajie.response.density import log_density
from kuajie.response.draws import decode, replay
from kuajie.response.packing import pack

_spec = importlib.util.spec_from_file_location("small_models", Path(__file__).with_name("small_models.py"))
assert _spec is not None
assert _spec.loader is not None
small_models = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(small_models)
small_model, without_levers = small_models.small_model, small_models.without_levers

STEP = 2e-4
FINITE_DIFFERENCE = 1e-6
"""Five-point differences: truncation of order STEP^4 and rounding of about |density| 1e-16 / STEP."""

DENSE_AGREEMENT = 1e-9
"""The low-rank and the dense normal density differ by rounding only."""


def density(model, z):
    gradient = np.empty_like(z)
    return log_density(pack(model), z, gradient), gradient


@given(seed=st.integers(0, 10_000), scale=st.sampled_from([0.1, 0.7, 1.5]))
@settings(max_examples=25, deadline=None)
def test_gradient_is_that_of_finite_differences(seed, scale):
    model = small_model(seed % 7)
    z = np.random.default_rng(seed).normal(0, scale, len(model.parameters))
    _, gradient = density(model, z)
    for place in range(z.size):
        moved = np.eye(z.size)[place] * STEP
        near = density(model, z + moved)[0] - density(model, z - moved)[0]
        far = density(model, z + 2 * moved)[0] - density(model, z - 2 * moved)[0]
        slope = (8 * near - far) / (12 * STEP)
        rounding = 1e-15 * abs(density(model, z)[0]) / STEP
        allowed = FINITE_DIFFERENCE * (1 + abs(gradient[place])) + rounding
        assert slope == pytest.approx(gradient[place], abs=allowed)


def test_baseline_is_integrated_out_exactly():
    """Against the dense marginal normal, with levers as computed by the density itself."""
    model = small_model(full_weeks=0)
    z = np.random.default_rng(1).normal(0, 0.5, len(model.parameters))
    drawn = decode(model, z[None], rng=np.random.default_rng(0))
    expected = norm.logpdf(z).sum()
    for course in range(2):
        seen = ~np.isnan(model.log_outcome[course])
        sigma = drawn["sigma"][0, course]
        lift = np.log1p(drawn["lift"][0, course]).sum(axis=0)
        rows = model.design[course, seen]
        mean = rows @ model.coefficient_location[course] + lift[seen] - sigma**2 / 2
        spread = rows * model.coefficient_spread[course]
        covariance = sigma**2 * np.eye(seen.sum()) + spread @ spread.T
        expected += multivariate_normal.logpdf(model.log_outcome[course, seen], mean, covariance)
    assert density(model, z)[0] == pytest.approx(expected, rel=DENSE_AGREEMENT)


def test_full_week_integrates_to_the_chance_of_demand_above_the_seats():
    """One full week, no levers, known baseline: the integral over unmet demand is a normal tail."""
    model = without_levers(small_model(weeks=30, full_weeks=1))
    model = replace(
        model,
        log_outcome=np.where(np.arange(30) == 7, 3.0, np.nan) * np.array([[np.nan], [1.0]]),
        coefficient_spread=np.full((2, 3), 1e-9),
    )
    z = np.zeros(len(model.parameters))
    sigma = model.sigma_prior.value(np.zeros(1))[0]
    mean = model.design[1, 7] @ model.coefficient_location[1] - sigma**2 / 2
    grid = np.linspace(-12, 3, 4001)
    values = []
    for unmet in grid:
        z[-1] = unmet
        values.append(density(model, z)[0] - norm.logpdf(z[:-1]).sum())
    found = np.trapezoid(np.exp(values), grid)
    assert found == pytest.approx(norm.sf(3.0, mean, sigma), rel=1e-4)


def test_coefficients_are_drawn_from_their_exact_conditional():
    model = small_model(full_weeks=0)
    draws = np.zeros((4000, len(model.parameters)))
    drawn = decode(model, draws, rng=np.random.default_rng(5))
    strength, sigma = np.empty((1, 5)), np.empty((1, 2))
    error, lifts = np.empty((1, 2, model.weeks)), np.empty((1, 2, 2, model.weeks))
    replay(pack(model), draws[:1], strength, sigma, error, lifts)
    for course in range(2):
        seen = ~np.isnan(model.log_outcome[course])
        rows, noise = model.design[course, seen], sigma[0, course] ** 2
        precision = rows.T @ rows / noise + np.diag(1 / model.coefficient_spread[course] ** 2)
        covariance = np.linalg.inv(precision)
        mean = model.coefficient_location[course] + covariance @ rows.T @ error[0, course, seen] / noise
        found = drawn["coefficient"][:, course]
        # Four thousand draws know a mean to 1/63 of a standard deviation; five of those is a safe margin.
        deviation = np.sqrt(np.diag(covariance))
        np.testing.assert_allclose(found.mean(axis=0), mean, atol=5 / np.sqrt(4000) * deviation.max())
        np.testing.assert_allclose(np.cov(found.T), covariance, atol=0.1 * deviation.max() ** 2)


def test_usual_lift_is_the_lift_at_usual_input():
    """By hand: exponential saturation, usual lift L at input m: the strength is L / (1 - exp(-m / K))."""
    model = small_model()
    drawn = decode(model, np.zeros((1, len(model.parameters))), rng=np.random.default_rng(0))
    lift, scale = drawn["usual_lift"][0, 0], drawn["scale"][0, 0]
    assert drawn["strength"][0, 0] == pytest.approx(lift / (1 - np.exp(-model.usual[0] / scale)))


def test_more_terms_than_weeks_keep_their_prior_where_data_say_nothing():
    """Twelve weeks, twenty terms: density and conditional draws still equal the dense formulas."""
    model = without_levers(small_model(weeks=12, full_weeks=0))
    design = np.random.default_rng(8).normal(size=(2, 12, 20))
    model = replace(
        model,
        terms=tuple(f"t{term}" for term in range(20)),
        design=design,
        coefficient_location=np.zeros((2, 20)),
        coefficient_spread=np.full((2, 20), 0.7),
    )
    z = np.zeros(len(model.parameters))
    drawn = decode(model, np.zeros((6000, z.size)), rng=np.random.default_rng(2))
    sigma = drawn["sigma"][0, 0]
    seen = ~np.isnan(model.log_outcome[0])
    rows, outcome = design[0, seen], model.log_outcome[0, seen]
    expected = norm.logpdf(z).sum()
    for course in range(2):
        use = ~np.isnan(model.log_outcome[course])
        spread = 0.7 * design[course, use]
        covariance = sigma**2 * np.eye(use.sum()) + spread @ spread.T
        mean = np.full(use.sum(), -(sigma**2) / 2)
        expected += multivariate_normal.logpdf(model.log_outcome[course, use], mean, covariance)
    assert density(model, z)[0] == pytest.approx(expected, rel=DENSE_AGREEMENT)
    covariance = np.linalg.inv(rows.T @ rows / sigma**2 + np.eye(20) / 0.7**2)
    mean = covariance @ rows.T @ (outcome + sigma**2 / 2) / sigma**2
    found = drawn["coefficient"][:, 0]
    np.testing.assert_allclose(found.mean(axis=0), mean, atol=5 * 0.7 / np.sqrt(6000))
    np.testing.assert_allclose(np.cov(found.T), covariance, atol=0.1 * 0.7**2)
