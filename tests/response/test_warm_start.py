"""Warm starts change the coordinates of sampling, never the posterior."""

from __future__ import annotations

import numpy as np
import pytest

from kuajie.response.warm_start import MOST_PARAMETERS, warm_start


def correlated(rng, count=4000):
    mixing = np.array([[1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [0.0, 0.3, 0.9]])
    return rng.standard_normal((count, 3)) @ mixing.T + np.array([1.0, -2.0, 0.5])


def test_known_posterior_becomes_round():
    draws = correlated(np.random.default_rng(0))
    start = warm_start(("a", "b", "c"), known=("a", "b", "c"), draws=draws)
    back = np.linalg.solve(start.factor, (draws - start.centre).T)
    # Shrinking correlations by a tenth leaves covariances of a tenth at most, and so nearly a ball.
    np.testing.assert_allclose(np.cov(back), np.eye(3), atol=0.25)
    np.testing.assert_allclose(start.to_scores(back.T), draws)


def test_parameters_are_matched_by_name_and_new_ones_start_at_their_prior():
    draws = correlated(np.random.default_rng(1))
    start = warm_start(("c", "new", "a"), known=("a", "b", "c"), draws=draws)
    assert start.centre == pytest.approx([draws[:, 2].mean(), 0.0, draws[:, 0].mean()])
    covariance = start.factor @ start.factor.T
    assert np.diag(covariance) == pytest.approx([draws[:, 2].var(), 1.0, draws[:, 0].var()])
    assert covariance[1, [0, 2]] == pytest.approx([0.0, 0.0])


def test_many_parameters_keep_centres_and_spreads_only():
    names = tuple(f"p{place}" for place in range(MOST_PARAMETERS + 1))
    draws = np.random.default_rng(2).normal(3.0, 2.0, (500, len(names)))
    start = warm_start(names, known=names, draws=draws)
    np.testing.assert_array_equal(start.factor, np.diag(np.diag(start.factor)))
    np.testing.assert_allclose(np.diag(start.factor), draws.std(axis=0))


def test_nothing_known_is_the_prior():
    start = warm_start(("a",), known=("b",), draws=np.zeros((10, 1)))
    assert start.centre == pytest.approx([0.0])
    assert start.factor == pytest.approx(np.eye(1))
