"""R-hat and effective draws against the reference implementation of their authors' definitions."""

from __future__ import annotations

import numpy as np
import pytest

from kuajie.response.convergence import BULK, TAIL, effective_draws, r_hat

AGREEMENT = 0.02
"""Ranks of tied draws and the last odd lag are treated a little differently; the verdicts are the same."""


@pytest.fixture(scope="module")
def chains():
    """Two chains: white noise, sticky, antithetic, disagreeing, heavy-tailed."""
    rng = np.random.default_rng(1)
    draws = rng.normal(size=(2, 1000, 5))
    for step in range(1, 1000):
        draws[:, step, 1] += 0.8 * draws[:, step - 1, 1]
        draws[:, step, 2] -= 0.4 * draws[:, step - 1, 2]
    draws[1, :, 3] += 0.5
    draws[:, :, 4] = rng.standard_t(2, size=(2, 1000))
    return draws


@pytest.mark.parametrize("parameter", range(5))
def test_agrees_with_arviz(chains, parameter):
    from arviz_stats.base import array_stats

    one = chains[:, :, parameter]
    axes = {"chain_axis": 0, "draw_axis": 1}
    assert r_hat(chains)[parameter] == pytest.approx(array_stats.rhat(one, **axes), rel=1e-3)
    bulk = array_stats.ess(one, method="bulk", **axes)
    tail = array_stats.ess(one, method="tail", prob=(0.05, 0.95), **axes)
    assert effective_draws(chains, where=BULK)[parameter] == pytest.approx(bulk, rel=AGREEMENT)
    assert effective_draws(chains, where=TAIL)[parameter] == pytest.approx(tail, rel=5 * AGREEMENT)


def test_tells_agreement_from_disagreement(chains):
    agreement = r_hat(chains)
    assert agreement[0] < 1.01
    assert agreement[3] > 1.02


def test_chains_stuck_at_one_value_count_as_agreeing():
    assert r_hat(np.ones((2, 100, 1)))[0] == 1.0
