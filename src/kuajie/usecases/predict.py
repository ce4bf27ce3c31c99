"""Predictive draws of a fitted response over given weeks, and how good they turned out."""

from __future__ import annotations

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.response.expected_sales import expected_sales_lognormal


def expected_demand(design: Floats, coefficient: Floats, lifts: Floats) -> Floats:
    """Return μ, shape ``(draw, course, week)``.

    ``design (course, week, term)``, ``coefficient (draw, course, term)``, ``lifts (draw, course, 2, week)``.
    """
    log_base = np.einsum("ctp,dcp->dct", design, coefficient)
    return np.asarray(np.exp(log_base) * (1 + lifts[:, :, 0]) * (1 + lifts[:, :, 1]))


def limited(demand: Floats, sigma: Floats, seats: Floats) -> tuple[Floats, Floats]:
    """Return E[min(seats, N)] of log-normal N with mean ``demand (draw, course, week)``, and its slope in it.

    ``sigma (draw, course)``; ``seats (course, week)``, infinite where there is no limit. See
    ``response.expected_sales`` for the formula; courses without a limit need none.
    """
    sold, slope = demand.copy(), np.ones(demand.shape)
    for course in np.flatnonzero(np.isfinite(seats).any(axis=1)):
        spread = np.repeat(sigma[:, course, None], demand.shape[2], axis=1)
        found = expected_sales_lognormal(demand[:, course], sigma=spread, seats=seats[course])
        sold[:, course], slope[:, course] = found.value, found.by_mean
    return sold, slope


def predictive(mean: Floats, sigma: Floats, *, seats: Floats, rng: np.random.Generator) -> Floats:
    """Return draws of weekly enrolments: log-normal demand with mean ``mean``, cut at the seats.

    ``mean (draw, course, week)``, ``sigma (draw, course)``, ``seats (course, week)``.
    """
    spread = sigma[:, :, None]
    demand = mean * np.exp(spread * rng.standard_normal(mean.shape) - spread**2 / 2)
    return np.minimum(demand, seats)


def crps(draws: Floats, observed: Floats) -> Floats:
    """Return the continuous ranked probability score of ensembles (Gneiting and Raftery 2007).

    ``draws (draw, ...)``, ``observed (...)``: E|X - y| - E|X - X'| / 2, the second term from sorted draws.
    """
    count = draws.shape[0]
    ordered = np.sort(draws, axis=0)
    weights = (2 * np.arange(1, count + 1) - count - 1).reshape(-1, *([1] * (draws.ndim - 1)))
    spread = (weights * ordered).sum(axis=0) / count**2
    return np.asarray(np.abs(draws - observed).mean(axis=0) - spread)
