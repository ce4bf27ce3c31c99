"""The least risky mix of uncertain returns that are jointly normal, and its quantiles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from scipy.special import ndtri

Floats = NDArray[np.float64]


def least_variance_mix(mean: Floats, covariance: Floats, *, least_mean: float) -> Floats:
    """Return shares (N,), not negative and of sum one, of the least variance with a mean of ``least_mean``.

    ``mean`` (N,) and ``covariance`` (N, N) are of returns. Under normality the mix also has the least value
    at risk and CVaR of loss at every level above one half among those of the same mean. With Σ = RᵀR the
    problem is that of the point Rx nearest to zero under inequalities, solved by non-negative least squares
    (Lawson and Hanson 1974, problem LDP).

    Raises ``ValueError`` when no mix has that mean.
    """
    root = np.linalg.cholesky(covariance).T
    count = mean.size
    rows = np.vstack([np.eye(count), np.ones(count), -np.ones(count), mean])
    least = np.concatenate([np.zeros(count), [1.0, -1.0, least_mean]])
    seen = np.linalg.solve(root.T, rows.T).T
    stacked, aim = np.vstack([seen.T, least]), np.append(np.zeros(count), 1.0)
    multipliers, _ = nnls(stacked, aim)
    rest = stacked @ multipliers - aim
    if abs(rest[-1]) <= NOTHING:
        raise ValueError(f"no mix of returns {mean.tolist()} has a mean of {least_mean}")
    return np.asarray(np.linalg.solve(root, -rest[:-1] / rest[-1]))


NOTHING = 1e-12
"""A residual this small tells that the inequalities contradict each other."""


def normal_value_at_risk(mean: float, sd: float, level: float) -> float:
    """Return the loss that a normal gain exceeds with chance 1 - ``level``: z · sd - mean."""
    return float(ndtri(level)) * sd - mean


def normal_shortfall(mean: float, sd: float, level: float) -> float:
    """Return the mean loss of a normal gain in its worst 1 - ``level``: φ(z) / (1 - level) · sd - mean."""
    quantile = float(ndtri(level))
    density = float(np.exp(-0.5 * quantile**2) / np.sqrt(2.0 * np.pi))
    return density / (1.0 - level) * sd - mean
