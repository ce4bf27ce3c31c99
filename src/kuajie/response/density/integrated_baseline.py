"""The linear baseline integrated out: density of what it has to explain, exact for every drift and scatter.

The error e is normal with covariance σ² I + τ² Q L² Q' + F F', F = U D the terms under a fixed prior, τ² the
drift (see ``baseline_basis``). With w = τ² L² / (σ² + τ² L²), H = Q' F and M = I + (D² - H' w H) / σ², all
quadratic forms and determinants live in few dimensions (Woodbury 1950), so a call costs O(weeks x terms).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from kuajie.response.density.cells import Floats
from kuajie.response.density.levers import dot
from kuajie.response.kernels.compile import compiled
from kuajie.response.packing import View

LOG_TWO_PI = math.log(2.0 * math.pi)


class Solved(NamedTuple):
    """The pieces of one solution.

    ``inverse (fixed, fixed)`` is the inverse of M's lower Cholesky factor, ``log_determinant`` of M;
    ``along`` Q' e; ``drawn`` w; ``solution`` the conditional mean of the fixed scores; ``rest`` Q' e less
    what the fixed scores explain; ``square`` e' Σ^-1 e.
    """

    inverse: Floats
    log_determinant: float
    along: Floats
    drawn: Floats
    solution: Floats
    rest: Floats
    square: float


@compiled
def project(basis: Floats, error: Floats) -> Floats:
    """Return basis' error, week by week so that the inner loop runs over neighbours in memory."""
    found = np.zeros(basis.shape[1])
    for t in range(error.size):
        for j in range(found.size):
            found[j] += basis[t, j] * error[t]
    return found


@compiled
def inverse_of_factor(matrix: Floats) -> float:
    """Replace a symmetric matrix by the inverse of its lower Cholesky factor; return its log determinant."""
    size = matrix.shape[0]
    log_determinant = 0.0
    for j in range(size):
        for k in range(j):
            factor = matrix[j, k]
            for i in range(j, size):
                matrix[i, j] -= matrix[i, k] * factor
        pivot = math.sqrt(matrix[j, j])
        log_determinant += 2.0 * math.log(pivot)
        for i in range(j, size):
            matrix[i, j] /= pivot
    for j in range(size):
        matrix[j, j] = 1.0 / matrix[j, j]
        for i in range(j + 1, size):
            total = 0.0
            for k in range(j, i):
                total += matrix[i, k] * matrix[k, j]
            matrix[i, j] = -total / matrix[i, i]
    for j in range(size):
        for i in range(j):
            matrix[i, j] = 0.0
    return log_determinant


@compiled
def solve_baseline(view: View, course: int, error: Floats, noise: float, bend: float) -> Solved:
    """Return the pieces for ``error (week,)`` at variances ``noise`` σ² and ``bend`` τ²."""
    size, spread, cross = view.fixed_size[course], view.drift_size[course], view.cross[course]
    fixed, drifts = size.size, spread.size
    along, score = project(view.drift[course], error), project(view.fixed[course], error)
    drawn, matrix = np.empty(drifts), np.zeros((fixed, fixed))
    square = dot(error, error)
    for j in range(drifts):
        drawn[j] = bend * spread[j] / (noise + bend * spread[j])
        square -= drawn[j] * along[j] * along[j]
        for p in range(fixed):
            pulled = drawn[j] * cross[j, p]
            score[p] -= pulled * along[j]
            for q in range(fixed):
                matrix[p, q] -= pulled * cross[j, q]
    for p in range(fixed):
        score[p] /= noise
        matrix[p, p] += size[p]
        for q in range(fixed):
            matrix[p, q] /= noise
        matrix[p, p] += 1.0
    log_determinant = inverse_of_factor(matrix)
    solution, rest = np.zeros(fixed), along.copy()
    for p in range(fixed):
        turned = dot(matrix[p], score)
        for q in range(p + 1):
            solution[q] += matrix[p, q] * turned
    for j in range(drifts):
        rest[j] -= dot(cross[j], solution)
    square = square / noise - dot(score, solution)
    return Solved(matrix, log_determinant, along, drawn, solution, rest, square)


@compiled
def baseline_density(
    view: View, course: int, error: Floats, noise: float, bend: float, grad_error: Floats
) -> tuple[float, float, float]:
    """Return the log density of ``error`` and its derivatives in ``noise`` and ``bend``, error held fixed.

    Writes the gradient in ``error``, which must be zero in weeks not observed.
    """
    found = solve_baseline(view, course, error, noise, bend)
    spread, cross = view.drift_size[course], view.cross[course]
    count, shrunk = 0.0, found.drawn * found.rest
    for t in range(error.size):
        count += view.observed[course, t]
        grad_error[t] = (
            dot(view.fixed[course, t], found.solution) + dot(view.drift[course, t], shrunk) - error[t]
        ) / noise
    logp = -0.5 * (found.square + found.log_determinant + count * (LOG_TWO_PI + math.log(noise)))
    by_noise = 0.5 * (dot(grad_error, grad_error) - count / noise)
    by_bend = 0.0
    for p in range(found.solution.size):
        for q in range(p + 1):
            by_noise += 0.5 * view.fixed_size[course, q] * found.inverse[p, q] ** 2 / (noise * noise)
    for j in range(spread.size):
        total = noise + bend * spread[j]
        logp -= 0.5 * math.log(total / noise)
        quadratic = 0.0
        for p in range(found.solution.size):
            turned = dot(found.inverse[p], cross[j])
            quadratic += turned * turned
        drawn = found.drawn[j]
        by_noise += 0.5 * (drawn / noise - (2.0 - drawn) * drawn * quadratic / (noise * noise))
        by_bend += 0.5 * spread[j] * ((found.rest[j] ** 2 + quadratic) / total - 1.0) / total
    return logp, by_noise, by_bend
