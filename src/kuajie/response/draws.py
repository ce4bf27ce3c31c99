"""From sampled z-scores to labelled draws of everything a plan needs, the integrated baseline included."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from kuajie.response.baseline_basis import BaselineBasis, baseline_basis
from kuajie.response.codes import LOG_NORMAL, NEGATIVE_BINOMIAL
from kuajie.response.density.cells import parameter
from kuajie.response.density.courses import (
    BASELINE,
    OUTCOME_KIND,
    log_normal_error,
    normal_error,
    price_factor,
    sum_of_lifts,
    unmet_demand,
)
from kuajie.response.density.integrated_baseline import Solved, solve_baseline
from kuajie.response.density.levers import VALUE, forward_levers, respond
from kuajie.response.kernels.compile import compiled
from kuajie.response.layout import layout_of
from kuajie.response.model import Floats, ResponseModel
from kuajie.response.packing import View, pack, unpack
from kuajie.response.prior import SLOTS


class _Replayed(NamedTuple):
    """What the density computes on the way, for every draw.

    ``strength (draw, lever)``; ``reach``, ``halo (draw, course, lever)``; ``scatter (draw, course)`` σ or
    the concentration of counted courses; ``drift (draw, course)``; ``price (draw, course, 3)``; ``scores
    (draw, course, score)`` of the baseline, fixed ones first, given as standard normal draws and overwritten.
    """

    values: Floats
    strength: Floats
    reach: Floats
    halo: Floats
    scatter: Floats
    drift: Floats
    price: Floats
    scores: Floats


@compiled
def draw_scores(view: View, course: int, found: Solved, noise: float, bend: float, scores: Floats) -> None:
    """Turn standard normal ``scores`` into a draw of the baseline given all else: fixed ones, then the drift.

    The fixed scores are normal around ``solution`` with covariance M^-1; given those, the drift's are
    independent.
    """
    fixed = found.solution.size
    drawn = found.solution.copy()
    for p in range(fixed):
        for q in range(p + 1):
            drawn[q] += found.inverse[p, q] * scores[p]
    spread, cross = view.drift_size[course], view.cross[course]
    for j in range(spread.size):
        left = found.along[j]
        for p in range(fixed):
            left -= cross[j, p] * drawn[p]
        total = noise + bend * spread[j]
        mean = math.sqrt(bend * spread[j]) * left / total
        scores[fixed + j] = mean + math.sqrt(noise / total) * scores[fixed + j]
    scores[:fixed] = drawn


@compiled
def replay_course(view: View, course: int, z: Floats, lifts: Floats, draw: _Replayed, at: int) -> None:
    """Write a course's own parameters and its baseline scores at one draw."""
    draw.scatter[at, course] = parameter(view.sigma_cells[course], z)[0]
    draw.drift[at, course] = parameter(view.drift_cells[course], z)[0]
    for s in range(3):
        draw.price[at, course, s] = parameter(view.price_cells[course, s], z)[0]
    kind, weeks = int(view.course_facts[course, OUTCOME_KIND]), view.inputs.shape[1]
    if kind == NEGATIVE_BINOMIAL:
        first = int(view.course_facts[course, BASELINE])
        draw.scores[at, course] = z[first : first + draw.scores.shape[2]]
        return
    factor, unmet, error = np.empty((4, weeks)), np.empty(weeks), np.empty(weeks)
    price_factor(view, course, z, factor)
    unmet_demand(view, course, z, unmet)
    sigma = draw.scatter[at, course]
    if kind == LOG_NORMAL:
        log_normal_error(view, course, sigma, lifts, factor[0], unmet, error)
    else:
        normal_error(view, course, lifts, factor[0], unmet, error)
    noise, bend = sigma * sigma, draw.drift[at, course] ** 2
    found = solve_baseline(view, course, error, noise, bend)
    draw_scores(view, course, found, noise, bend, draw.scores[at, course])


@compiled
def replay(block: Floats, draws: Floats, out: _Replayed) -> None:
    """Fill ``out`` at every draw of z-scores, shape ``(draw, parameter)``."""
    view = unpack(block)
    lifts = np.empty((3, view.inputs.shape[1]))
    for d in range(draws.shape[0]):
        forward = forward_levers(view, draws[d])
        out.values[d], out.strength[d] = forward.values, forward.strengths
        out.reach[d], out.halo[d] = forward.reach, forward.halo
        for c in range(view.acts.shape[0]):
            sum_of_lifts(view, c, forward, lifts)
            replay_course(view, c, draws[d], lifts, out, d)


@compiled
def replay_levers(block: Floats, draws: Floats, lifts: Floats) -> None:
    """Write every lever's weekly lift β s(A), shape ``(draw, lever, week)``."""
    view = unpack(block)
    for d in range(draws.shape[0]):
        lifts[d] = forward_levers(view, draws[d]).lifts


@compiled
def replay_series(
    facts: Floats, values: Floats, strength: Floats, inputs: Floats, frequency: Floats, lifts: Floats
) -> None:
    """Write every lever's weekly lift under inputs other than the model's, shape ``(draw, lever, week)``.

    ``facts`` as in ``View``, ``values (draw, lever, slot)``, ``strength (draw, lever)``, ``inputs`` and
    ``frequency (lever, week)``.
    """
    work = np.empty((5, inputs.shape[1]))
    for d in range(lifts.shape[0]):
        for k in range(lifts.shape[1]):
            respond(facts[k], values[d, k], inputs[k], frequency[k], work)
            lifts[d, k] = strength[d, k] * work[VALUE]


def lever_lifts(model: ResponseModel, draws: Floats) -> Floats:
    """Return every lever's weekly lift over history, shape ``(draw, lever, week)``, before its reach."""
    lifts = np.empty((draws.shape[0], len(model.levers), model.weeks))
    replay_levers(pack(model), np.ascontiguousarray(draws), lifts)
    return lifts


def decode(model: ResponseModel, draws: Floats, *, rng: np.random.Generator) -> dict[str, Floats]:
    """Return the draws of every variable from z-scores of shape ``(draw, parameter)``.

    ``strength``, ``usual_lift``, ``carry_0``, ``carry_1``, ``scale``, ``slope (draw, lever)``; ``reach`` and
    ``halo (draw, course, lever)``; ``sigma (draw, course)``, for counted courses the log-sd of a log-normal
    with the same variance at the mean outcome, and their ``concentration`` (0 for the others); ``drift (draw,
    course)``; ``price_0``, ``price_1``, ``price_2 (draw, course)``; ``coefficient (draw, course, term)``,
    drawn from its exact conditional normal where it was integrated out.
    """
    basis = baseline_basis(model)
    out = _empty(model, basis, len(draws), rng)
    replay(pack(model), np.ascontiguousarray(draws), out)
    variables = {slot: np.ascontiguousarray(out.values[:, :, place]) for place, slot in enumerate(SLOTS)}
    variables |= {"strength": out.strength, "reach": out.reach, "halo": out.halo, "drift": out.drift}
    variables |= {f"price_{place}": np.ascontiguousarray(out.price[:, :, place]) for place in range(3)}
    variables |= _scatter(model, out.scatter)
    variables["coefficient"] = _coefficients(model, basis, out)
    return variables


def _empty(model: ResponseModel, basis: BaselineBasis, draws: int, rng: np.random.Generator) -> _Replayed:
    courses, levers = model.acts.shape
    scores = basis.fixed.shape[2] + basis.drift.shape[2]
    return _Replayed(
        values=np.empty((draws, levers, len(SLOTS))),
        strength=np.empty((draws, levers)),
        reach=np.empty((draws, courses, levers)),
        halo=np.empty((draws, courses, levers)),
        scatter=np.empty((draws, courses)),
        drift=np.empty((draws, courses)),
        price=np.empty((draws, courses, 3)),
        scores=rng.standard_normal((draws, courses, scores)),
    )


def _scatter(model: ResponseModel, scatter: Floats) -> dict[str, Floats]:
    counted = model.counted
    mean = np.maximum(np.nanmean(np.where(model.observed, model.outcome, np.nan), axis=1), 1e-6)
    concentration = np.where(counted, scatter, 0.0)
    like = np.sqrt(np.log1p(1.0 / np.where(counted, scatter, 1.0) + 1.0 / mean))
    return {"sigma": np.where(counted, like, scatter), "concentration": concentration}


def _coefficients(model: ResponseModel, basis: BaselineBasis, out: _Replayed) -> Floats:
    """Turn baseline scores back into coefficients of the design's terms."""
    fixed = basis.fixed.shape[2]
    turned = np.empty((len(out.scores), *model.coefficient_location.shape))
    turned[:, :, ~model.drifting] = np.einsum("ctp,dcp->dct", basis.fixed_turn, out.scores[:, :, :fixed])
    bent = np.einsum("ctp,dcp->dct", basis.drift_turn, out.scores[:, :, fixed:])
    turned[:, :, model.drifting] = out.drift[:, :, None] * bent
    return np.asarray(model.coefficient_location + model.coefficient_spread * turned)


def prior_scores(model: ResponseModel, count: int, *, rng: np.random.Generator) -> Floats:
    """Return z-scores drawn from the prior, ``(draw, parameter)``; latent demand of full weeks is at 0."""
    layout = layout_of(model)
    scores = np.zeros((count, len(layout.names)))
    scores[:, : layout.standard] = rng.standard_normal((count, layout.standard))
    return scores


__all__ = ["decode", "lever_lifts", "prior_scores", "replay_series"]
