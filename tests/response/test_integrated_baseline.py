"""The baseline integrated out in few dimensions, against the dense normal density and its derivatives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal
from small_models import small_model

from kuajie.response.baseline_basis import baseline_basis
from kuajie.response.density.integrated_baseline import baseline_density
from kuajie.response.packing import pack, unpack

DENSE_AGREEMENT = 1e-8
"""Conditioning: variances of the baseline are up to 1e5 times that of the noise."""

shapes = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 1000),
        "weeks": st.sampled_from([12, 30]),
        "drift": st.booleans(),
        "hidden_weeks": st.integers(0, 4),
    }
)


def wide(model, terms):
    """Return the model with ``terms`` more columns that do not drift."""
    rng = np.random.default_rng(8)
    courses, weeks, _ = model.design.shape
    return replace(
        model,
        terms=(*model.terms, *(f"more_{place}" for place in range(terms))),
        design=np.concatenate([model.design, rng.normal(size=(courses, weeks, terms))], axis=2),
        coefficient_location=np.pad(model.coefficient_location, ((0, 0), (0, terms))),
        coefficient_spread=np.pad(
            model.coefficient_spread, ((0, 0), (0, terms)), mode="constant", constant_values=0.5
        ),
        drifting=np.pad(model.drifting, (0, terms)),
    )


def parts_of_covariance(model, course):
    """Return the covariance of the fixed terms and of the drift at drift 1, over all weeks."""
    rows = model.design[course] * model.coefficient_spread[course] * model.observed[course][:, None]
    fixed, bent = rows[:, ~model.drifting], rows[:, model.drifting]
    return fixed @ fixed.T, bent @ bent.T


@given(
    shape=shapes,
    more=st.sampled_from([0, 25]),
    log_noise=st.floats(-5.0, 2.0),
    bend=st.one_of(st.just(0.0), st.floats(1e-6, 25.0)),
)
@settings(max_examples=60, deadline=None)
def test_density_and_derivatives_are_those_of_the_dense_covariance(shape, more, log_noise, bend):
    """d/dθ = (e' C^-1 C_θ C^-1 e - tr C^-1 C_θ) / 2 for a covariance C; more terms than weeks are allowed."""
    model = wide(small_model(**shape), more)
    noise = np.exp(log_noise)
    view = unpack(pack(model))
    for course in range(len(model.courses)):
        seen = model.observed[course]
        error = np.random.default_rng(shape["seed"]).normal(size=model.weeks) * seen
        gradient = np.empty(model.weeks)
        found, by_noise, by_bend = baseline_density(view, course, error, noise, bend, gradient)
        fixed, bent = (part[np.ix_(seen, seen)] for part in parts_of_covariance(model, course))
        covariance = noise * np.eye(seen.sum()) + fixed + bend * bent
        expected = multivariate_normal.logpdf(error[seen], np.zeros(seen.sum()), covariance)
        assert found == pytest.approx(expected, rel=DENSE_AGREEMENT)
        pulled = np.linalg.solve(covariance, error[seen])
        np.testing.assert_allclose(gradient[seen], -pulled, rtol=DENSE_AGREEMENT, atol=1e-8 / noise)
        assert not gradient[~seen].any()
        inverse = np.linalg.inv(covariance)
        slope = (pulled @ pulled - np.trace(inverse)) / 2
        assert by_noise == pytest.approx(slope, rel=1e-6, abs=1e-6 / noise)
        slope = (pulled @ bent @ pulled - np.trace(inverse @ bent)) / 2
        assert by_bend == pytest.approx(slope, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("more", [0, 25])
@pytest.mark.parametrize("drift", [True, False])
def test_the_basis_is_the_design_turned(drift, more):
    """Z S = U D V' and W = Q L R' with orthogonal turns, however many terms; hidden weeks say nothing."""
    model = wide(small_model(weeks=20, drift=drift, hidden_weeks=3), more)
    basis = baseline_basis(model)
    scaled = model.design * model.coefficient_spread[:, None, :] * model.observed[:, :, None]
    for course in range(len(model.courses)):
        rebuilt = basis.fixed[course] @ basis.fixed_turn[course].T
        np.testing.assert_allclose(rebuilt, scaled[course][:, ~model.drifting], atol=1e-12)
        bent = basis.drift[course] * np.sqrt(basis.drift_size[course]) @ basis.drift_turn[course].T
        np.testing.assert_allclose(bent, scaled[course][:, model.drifting], atol=1e-12)
        for turn in (basis.fixed_turn[course], basis.drift_turn[course]):
            np.testing.assert_allclose(turn.T @ turn, np.eye(len(turn)), atol=1e-12)
        np.testing.assert_allclose(
            (basis.fixed[course] ** 2).sum(axis=0), basis.fixed_size[course], atol=1e-10
        )
        np.testing.assert_allclose(basis.cross[course], basis.drift[course].T @ basis.fixed[course])
