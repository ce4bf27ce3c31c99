"""What may really be sold: enrolments drawn around their mean and cut at the seats."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.problem import PlanningProblem
from kuajie.response import codes

Floats = NDArray[np.float64]

MOST_RATE = 1e15
"""A Poisson rate above this overflows the generator's integers."""


def random_sales(
    problem: PlanningProblem, demand: Floats, prices: Floats, *, times: int, rng: np.random.Generator
) -> Floats:
    """Return weekly sales, ``times`` of every draw, shape (times · D, C, T).

    ``demand`` (D, C, T) is mean demand at ``prices`` (C,); it scatters as ``PlanningProblem`` says, so that
    the mean over many draws of sales is that of expected sales.
    """
    sold = np.empty((times * problem.draws, *demand.shape[1:]))
    for course in range(problem.courses):
        mean = np.tile(demand[:, course], (times, 1))
        scatter = np.tile(problem.scatter[:, course], times)[:, None]
        factor = np.tile(problem.factors_of(course, prices[course : course + 1])[0], times)[:, None]
        asked = scattered(
            int(problem.outcome[course]), mean, scatter, float(problem.unit[course]) * factor, rng
        )
        sold[:, course] = np.minimum(asked, problem.seats[course])
    return sold


def scattered(outcome: int, mean: Floats, scatter: Floats, unit: Floats, rng: np.random.Generator) -> Floats:
    """Return random demand of the given means; ``scatter`` and ``unit`` as in ``PlanningProblem``."""
    if outcome == codes.NEGATIVE_BINOMIAL:
        rate = rng.gamma(np.broadcast_to(scatter, mean.shape)) * (mean / scatter)
        return rng.poisson(np.minimum(rate, MOST_RATE)).astype(np.float64)
    noise = rng.standard_normal(mean.shape)
    if outcome == codes.NORMAL:
        return np.asarray(mean + scatter * unit * noise)
    return np.asarray(mean * np.exp(scatter * noise - 0.5 * scatter**2))
