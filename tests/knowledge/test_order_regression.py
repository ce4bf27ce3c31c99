"""The regression on company and order: optimal, kept from itself, and the same updated as fitted anew."""

from __future__ import annotations

import numpy as np
import pytest
from told_histories import random_histories

from kuajie.knowledge.co_occurrence import count_pairs, past_courses, recount
from kuajie.knowledge.histories import Histories
from kuajie.knowledge.order_regression import OrderRegression, fit_regression, most_taken

ROUNDING = 1e-8


def slope(told: Histories, regression: OrderRegression, weights: np.ndarray) -> np.ndarray:
    """Return the gradient of the weighted sum of squares, worked out from the rows themselves."""
    taken, past = told.taken().toarray(), past_courses(told).toarray()
    after = np.eye(told.courses)[told.course]
    share, penalty = regression.order_share, regression.penalty
    company = taken.T @ (taken @ weights - taken)
    order = past.T @ (past @ weights - after)
    return (1 - share) * company + share * order + penalty * weights


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_it_is_optimal_off_the_diagonal(share: float) -> None:
    told = random_histories()
    regression = fit_regression(count_pairs(told), 7.0, share)
    exact = regression._jointly()
    assert np.all(np.abs(np.diag(exact)) < ROUNDING)
    off = ~np.eye(told.courses, dtype=bool)
    found = slope(told, regression, exact)
    assert np.abs(found[off]).max() < ROUNDING * np.abs(told.taken().T @ told.taken()).max()
    assert np.allclose(regression.weights(), exact, atol=1e-6)


def test_courses_on_their_own_are_near_the_joint_fit_where_the_penalty_is_large() -> None:
    told = random_histories(courses=20)
    counts = count_pairs(told)
    whole = fit_regression(counts, 1e5, 0.5).weights()
    some = fit_regression(counts, 1e5, 0.5, joint=most_taken(counts, 5)).weights()
    assert np.abs(some - whole).max() < 0.02 * np.abs(whole).max()
    assert np.all(np.diag(some) == 0)


@pytest.mark.parametrize("touched", [1, 3, 200])
def test_updated_it_is_as_fitted_anew(touched: int) -> None:
    old = random_histories(courses=60)
    rng = np.random.default_rng(5)
    more = [
        (int(who), int(what))
        for who, what in zip(rng.integers(0, 300, touched), rng.integers(0, 60, touched), strict=True)
    ]
    learner = np.concatenate([old.learner, [who for who, _ in more]])
    course = np.concatenate([old.course, [what for _, what in more]])
    new = Histories.ordered(learner, course, learners=300, courses=60)
    changed = np.zeros(300, dtype=bool)
    changed[[who for who, _ in more]] = True
    counts = recount(count_pairs(old), old, new, changed)
    for share in (0.0, 0.7):
        updated = fit_regression(count_pairs(old), 20.0, share).updated(counts)
        anew = fit_regression(count_pairs(new), 20.0, share)
        for part in ("inverse", "solution"):
            expected = getattr(anew, part)
            assert np.abs(getattr(updated, part) - expected).max() < ROUNDING * np.abs(expected).max()
        assert np.abs(updated._jointly() - anew._jointly()).max() < ROUNDING * np.abs(anew._jointly()).max()
