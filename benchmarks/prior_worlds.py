"""Parameters drawn from the priors of a model, and outcomes drawn from the model at such parameters.

Nothing of the density is used but the decoding of z-scores: baseline, means and scatter come from the
formulas by which fits are told, so that a world and the density that is proved on it are written twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Labelled, Posterior
from kuajie.response import codes
from kuajie.response.draws import lever_lifts, prior_scores, replay_series
from kuajie.response.layout import parameter_names
from kuajie.response.model import SHARE_OF_ENROLMENTS, ResponseModel
from kuajie.response.packing import lever_facts
from kuajie.response.prior import SLOTS
from kuajie.usecases.predict import Weeks
from kuajie.usecases.sampled import posterior_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Truth:
    """True parameters as z-scores, ``(1, parameter)``, and as a posterior of one draw."""

    scores: Floats
    posterior: Posterior


def draw_truth(model: ResponseModel, rng: np.random.Generator) -> Truth:
    """Return parameters drawn from the priors of ``model``, the baseline's coefficients included.

    Decoding would draw the coefficients that are integrated out given the data, so these come from their
    prior (times the drift); those of counted courses are among the z-scores and stay.
    """
    scores = prior_scores(model, 1, rng=rng)
    posterior = posterior_of(model, scores, seed=0)
    drift = posterior.get("drift", model.courses)[:, :, None]
    spread = model.coefficient_spread * np.where(model.drifting, drift, 1.0)
    drawn = model.coefficient_location + spread * rng.standard_normal(spread.shape)
    decoded = posterior.get("coefficient", model.courses, model.terms)
    coefficient = np.where(model.counted[:, None], decoded, drawn)
    return Truth(scores=scores, posterior=with_coefficient(posterior, coefficient))


def with_coefficient(posterior: Posterior, coefficient: Floats) -> Posterior:
    """Return a posterior with other coefficients of the baseline, ``(draw, course, term)``."""
    dims = posterior.variables["coefficient"].dims
    return replace(posterior, variables={**posterior.variables, "coefficient": Labelled(dims, coefficient)})


def true_weeks(model: ResponseModel, truth: Truth) -> Weeks:
    """Return the weeks of history under true parameters."""
    lifts = lever_lifts(model, truth.scores)
    return Weeks.of(model, truth.posterior, design=model.design, price=model.price, lever_lift=lifts)


def draw_outcome(model: ResponseModel, truth: Truth, *, seats: Floats, rng: np.random.Generator) -> Floats:
    """Return demand drawn from the model, ``(course, week)``, cut at the seats."""
    weeks = true_weeks(model, truth)
    return np.asarray(weeks.outcomes(seats=seats, rng=rng)[0])


def with_outcome(model: ResponseModel, truth: Truth, *, seats: Floats, rng: np.random.Generator) -> World:
    """Return the model with an outcome drawn at the truth, its full weeks marked, all priors as they were.

    Weeks in which ``model`` has no outcome stay without. The z-scores gain the demand above the seats of the
    full weeks, which the density samples.
    """
    demand = draw_outcome(model, truth, seats=np.full(seats.shape, np.inf), rng=rng)
    full = model.observed & (demand >= seats)
    outcome = np.where(model.observed, np.where(full, seats, demand), np.nan)
    with_data = replace(model, outcome=outcome, full=full)
    unmet = [_unmet(model, truth, (c, t), demand[c, t], seats[c, t], rng) for c, t in with_data.censored]
    scores = np.concatenate([truth.scores[0], unmet])[None]
    assert scores.shape[1] == len(parameter_names(with_data))
    return World(model=with_data, truth=Truth(scores=scores, posterior=truth.posterior))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """A model with the data it made, and the parameters that made them."""

    model: ResponseModel
    truth: Truth


def _unmet(
    model: ResponseModel,
    truth: Truth,
    place: tuple[int, int],
    demand: float,
    seats: float,
    rng: np.random.Generator,
) -> float:
    """Return the latent score of a full week: log of demand above the seats, on the scale of its outcome.

    ``place`` is course and week. For counts it is the log of the rate over the seats; given its count, a rate
    is Gamma distributed with shape φ + n and mean μ (φ + n) / (φ + μ).
    """
    course, week = place
    kind = model.outcome_kinds[course]
    if kind == codes.NORMAL:
        return float(np.log((demand - seats) / model.unit[course]))
    if kind == codes.LOG_NORMAL:
        return float(np.log(np.log(demand / seats)))
    mean = true_weeks(model, truth).mean[0, course, week]
    shape = truth.posterior.get("concentration", model.courses)[0, course]
    rate = rng.gamma(shape + demand) * mean / (shape + mean)
    return float(np.log(rate / seats))


def implied_lift(world: World, experiment: int) -> float:
    """Return the lift that an experiment of the model would find without error, in its unit.

    Under the product coupling the enrolments are those observed, of which a lever's part is its share of
    1 + x.
    """
    model, weeks, table = world.model, true_weeks(world.model, world.truth), world.model.experiments
    lever, course = int(table.lever[experiment]), int(table.course[experiment])
    window = slice(int(table.first[experiment]), int(table.last[experiment]) + 1)
    lift = weeks.lever_lift[0, lever] - _lift_without(world, experiment)
    gained = (weeks.reach[0, course, lever] * lift)[window]
    sold = np.nan_to_num(model.outcome[course, window])
    if model.coupling == codes.SUM:
        enrolments = (model.unit[course] * np.exp(weeks.log_price[0, course, window]) * gained).sum()
    else:
        side = weeks.sides[0, course, int(model.training[lever]), window]
        enrolments = (sold * gained / (1 + side)).sum()
    if table.unit[experiment] != SHARE_OF_ENROLMENTS:
        return float(enrolments)
    return float(enrolments / (sold.sum() - enrolments))


def _lift_without(world: World, experiment: int) -> Floats:
    """Return the weekly lift of an experiment's lever had the experiment not been, ``(week,)``."""
    model, draws = world.model, world.truth.posterior
    lever = int(model.experiments.lever[experiment])
    inputs = model.inputs.copy()
    inputs[lever] = model.experiments.without[experiment]
    values = np.stack([draws.get(slot, model.levers) for slot in SLOTS], axis=2)
    lifts = np.empty((1, *inputs.shape))
    frequency = np.nan_to_num(model.frequency)
    replay_series(lever_facts(model), values, draws.get("strength", model.levers), inputs, frequency, lifts)
    return np.asarray(lifts[0, lever])


def with_measured_lifts(world: World, rng: np.random.Generator) -> World:
    """Return the world with every experiment's lift drawn around the one implied, with its own error."""
    table = world.model.experiments
    lift = np.array([implied_lift(world, row) for row in range(len(table))])
    lift = lift + table.error * rng.standard_normal(len(table))
    return replace(world, model=replace(world.model, experiments=replace(table, lift=lift)))
