"""From sampled z-scores to labelled draws of everything a plan needs, the integrated baseline included."""

from __future__ import annotations

import math

import numpy as np

from kuajie.response.density import (
    LARGEST_EXPONENT,
    course_error,
    forward_levers,
    sum_of_lifts,
)
from kuajie.response.kernels.compile import compiled
from kuajie.response.model import SLOTS, Floats, Prior, ResponseModel
from kuajie.response.packing import baseline_basis, pack, unpack


@compiled
def replay(
    block: Floats, draws: Floats, strength: Floats, sigma: Floats, error: Floats, lifts: Floats
) -> None:
    """Write what the density computes on the way, for every draw.

    ``draws (draw, parameter)`` are z-scores. Writes ``strength (draw, lever)``, ``sigma (draw, course)``,
    ``error (draw, course, week)`` and ``lifts (draw, course, 2, week)``.
    """
    view = unpack(block)
    courses = view.observed.shape[0]
    for d in range(draws.shape[0]):
        z = draws[d]
        forward = forward_levers(view, z)
        strength[d] = forward.strengths[:, 0]
        first = z.size - view.censored.shape[0] - courses
        for c in range(courses):
            free = view.sigma_prior[0] + view.sigma_prior[1] * z[first + c]
            sigma[d, c] = math.exp(min(free, LARGEST_EXPONENT))
            sum_of_lifts(view, c, forward, lifts[d, c])
            course_error(view, c, z, sigma[d, c], lifts[d, c], error[d, c])


def decode(model: ResponseModel, draws: Floats, *, rng: np.random.Generator) -> dict[str, Floats]:
    """Return the draws of every variable from z-scores of shape ``(draw, parameter)``.

    ``strength``, ``usual_lift``, ``carry_0``, ``carry_1``, ``scale``, ``slope``: ``(draw, lever)``;
    ``sigma (draw, course)``; ``coefficient (draw, course, term)``, drawn from its exact conditional normal
    given all else; ``lift (draw, course, side, week)`` the weekly x and y of history.
    """
    count, (courses, levers) = draws.shape[0], model.acts.shape
    strength, sigma = np.empty((count, levers)), np.empty((count, courses))
    error, lifts = np.empty((count, courses, model.weeks)), np.empty((count, courses, 2, model.weeks))
    replay(pack(model), np.ascontiguousarray(draws), strength, sigma, error, lifts)
    variables = _lever_parameters(model, draws)
    variables |= {"strength": strength, "sigma": sigma, "lift": lifts}
    variables["coefficient"] = _coefficients(model, error=error, sigma=sigma, rng=rng)
    return variables


def _lever_parameters(model: ResponseModel, draws: Floats) -> dict[str, Floats]:
    values = {slot: np.empty((draws.shape[0], len(model.levers))) for slot in SLOTS}
    place = 0
    for lever, prior in enumerate(model.lever_priors):
        for slot, entry in zip(SLOTS, prior.slots, strict=True):
            if isinstance(entry, Prior):
                values[slot][:, lever] = entry.value(draws[:, place])
                place += 1
            else:
                values[slot][:, lever] = entry
    return values


def _coefficients(model: ResponseModel, *, error: Floats, sigma: Floats, rng: np.random.Generator) -> Floats:
    """Draw the baseline given the rest: with w the coefficients along V, w_j is normal and independent.

    mean D_j (Uᵀ error)_j / (σ² + D_j²), variance σ² / (σ² + D_j²).
    """
    basis, variance, rotation = baseline_basis(model)
    along = np.einsum("cpt,dct->dcp", basis, error)
    total = sigma[:, :, None] ** 2 + variance
    noise = sigma[:, :, None] / np.sqrt(total) * rng.standard_normal(along.shape)
    scores = np.sqrt(variance) * along / total + noise
    turned = np.einsum("cqp,dcp->dcq", rotation, scores)
    return np.asarray(model.coefficient_location + model.coefficient_spread * turned)


@compiled
def replay_levers(block: Floats, draws: Floats, lifts: Floats) -> None:
    """Write every lever's weekly lift β s(A), shape ``(draw, lever, week)``."""
    view = unpack(block)
    for d in range(draws.shape[0]):
        forward = forward_levers(view, draws[d])
        for k in range(lifts.shape[1]):
            for t in range(lifts.shape[2]):
                lifts[d, k, t] = forward.strengths[k, 0] * forward.work[k, 1, t]


def lever_lifts(model: ResponseModel, draws: Floats) -> Floats:
    """Return every lever's weekly lift over history, shape ``(draw, lever, week)``."""
    lifts = np.empty((draws.shape[0], len(model.levers), model.weeks))
    replay_levers(pack(model), np.ascontiguousarray(draws), lifts)
    return lifts
