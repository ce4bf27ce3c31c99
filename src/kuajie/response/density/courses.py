"""The likelihood of one course's weeks, by kind of outcome, and its gradient in everything above it."""

from __future__ import annotations

import math

import numpy as np

from kuajie.response.codes import ABSENT, LOG_NORMAL, NEGATIVE_BINOMIAL, NORMAL, SUM
from kuajie.response.density.cells import LARGEST_EXPONENT, Floats, add_slope, parameter
from kuajie.response.density.integrated_baseline import baseline_density, project
from kuajie.response.density.levers import TRAINING, Backward, Forward, dot
from kuajie.response.kernels.compile import compiled
from kuajie.response.kernels.counts import full_week_log_density, negative_binomial_log_density
from kuajie.response.kernels.price import price_gradient
from kuajie.response.packing import View

OUTCOME_KIND, PRICE_KIND, UNIT, BASELINE = 0, 1, 2, 3
MARKETING_SIDE, TRAINING_SIDE, HALO = 0, 1, 2


@compiled
def sum_of_lifts(view: View, course: int, forward: Forward, lifts: Floats) -> None:
    """Write x, y and the sum of effects of either sign, shape ``(3, week)``."""
    lifts[:] = 0.0
    for k in range(view.acts.shape[1]):
        side, reach, halo = (
            int(view.lever_facts[k, TRAINING]),
            forward.reach[course, k],
            forward.halo[course, k],
        )
        if reach > 0.0:
            for t in range(lifts.shape[1]):
                lifts[side, t] += reach * forward.lifts[k, t]
        if halo != 0.0:
            for t in range(lifts.shape[1]):
                lifts[HALO, t] += halo * forward.lifts[k, t]


@compiled
def price_factor(view: View, course: int, z: Floats, factor: Floats) -> None:
    """Write log g and its slopes in the three z-scores, shape ``(4, week)``; 0 in weeks not observed."""
    factor[:] = 0.0
    kind = int(view.course_facts[course, PRICE_KIND])
    if kind == ABSENT:
        return
    values, slopes = np.empty(3), np.empty(3)
    for s in range(3):
        values[s], slopes[s] = parameter(view.price_cells[course, s], z)
    for t in range(factor.shape[1]):
        if view.observed[course, t] > 0.0:
            found = price_gradient(kind, view.price[course, t], values[0], values[1], values[2])
            factor[0, t] = math.log(found[0])
            for s in range(3):
                factor[s + 1, t] = found[s + 2] * slopes[s] / found[0]


@compiled
def pass_to_price(view: View, course: int, factor: Floats, grad_factor: Floats, grad: Floats) -> None:
    """Add the gradient in the price parameters, from the gradient in log g."""
    for s in range(3):
        place = int(view.price_cells[course, s, 0])
        if place >= 0:
            grad[place] += dot(grad_factor, factor[s + 1])


@compiled
def pass_to_levers(
    view: View,
    course: int,
    forward: Forward,
    grad_sides: Floats,
    back: Backward,
) -> None:
    """Add a course's gradient in the weekly lifts, reach and halo; ``grad_sides (3, week)`` as the lifts."""
    for k in range(view.acts.shape[1]):
        side, reach, halo = (
            int(view.lever_facts[k, TRAINING]),
            forward.reach[course, k],
            forward.halo[course, k],
        )
        if reach > 0.0:
            for t in range(grad_sides.shape[1]):
                back.lifts[k, t] += reach * grad_sides[side, t]
            if view.reach_cells[course, k, 0] >= 0.0:
                back.reach[course, k] += dot(grad_sides[side], forward.lifts[k])
        if view.halo_cells[course, k, 0] >= 0.0:
            for t in range(grad_sides.shape[1]):
                back.lifts[k, t] += halo * grad_sides[HALO, t]
            back.halo[course, k] += dot(grad_sides[HALO], forward.lifts[k])


@compiled
def unmet_demand(view: View, course: int, z: Floats, unmet: Floats) -> None:
    """Write exp(w), the demand above the seats of every full week, on the scale of the outcome."""
    unmet[:] = 0.0
    first = z.size - view.censored.shape[0]
    for i in range(view.censored.shape[0]):
        if int(view.censored[i, 0]) == course:
            unmet[int(view.censored[i, 1])] = math.exp(min(z[first + i], LARGEST_EXPONENT))


@compiled
def pass_to_unmet(view: View, course: int, by_unmet: Floats, grad: Floats, z: Floats) -> float:
    """Add the gradient in unmet demand; return the change-of-variables term.

    Demand above the seats has a flat prior (its likelihood is that of the outcome), so w contributes itself.
    """
    logp = 0.0
    first = z.size - view.censored.shape[0]
    for i in range(view.censored.shape[0]):
        if int(view.censored[i, 0]) == course:
            grad[first + i] += by_unmet[int(view.censored[i, 1])] + 1.0
            logp += z[first + i]
    return logp


@compiled
def log_normal_weeks(
    view: View, course: int, z: Floats, lifts: Floats, factor: Floats, grad_mean: Floats, grad: Floats
) -> float:
    """Return the log likelihood of log-normal weeks; write the gradient in log μ."""
    weeks = view.inputs.shape[1]
    error, unmet = np.empty(weeks), np.empty(weeks)
    sigma, by_sigma = parameter(view.sigma_cells[course], z)
    drift, by_drift = parameter(view.drift_cells[course], z)
    unmet_demand(view, course, z, unmet)
    log_normal_error(view, course, sigma, lifts, factor[0], unmet, error)
    logp, by_noise, by_bend = baseline_density(view, course, error, sigma * sigma, drift * drift, grad_mean)
    for t in range(weeks):
        by_noise += 0.5 * view.observed[course, t] * grad_mean[t]
        unmet[t] *= grad_mean[t]
        grad_mean[t] = -grad_mean[t]
    add_slope(view.sigma_cells[course], 2.0 * sigma * by_noise, by_sigma, grad)
    add_slope(view.drift_cells[course], 2.0 * drift * by_bend, by_drift, grad)
    return logp + pass_to_unmet(view, course, unmet, grad, z)


@compiled
def log_normal_error(
    view: View, course: int, sigma: float, lifts: Floats, log_factor: Floats, unmet: Floats, error: Floats
) -> None:
    """Write what the baseline has to explain: log N + σ²/2 less everything that is not baseline."""
    for t in range(error.size):
        error[t] = view.observed[course, t] * (
            view.outcome[course, t]
            - view.offset[course, t]
            + 0.5 * sigma * sigma
            - math.log1p(lifts[MARKETING_SIDE, t])
            - math.log1p(lifts[TRAINING_SIDE, t])
            - lifts[HALO, t]
            - log_factor[t]
            + unmet[t]
        )


@compiled
def normal_error(
    view: View, course: int, lifts: Floats, log_factor: Floats, unmet: Floats, error: Floats
) -> None:
    """Write what the baseline has to explain: the outcome at the reference price less lifts."""
    for t in range(error.size):
        error[t] = view.observed[course, t] * (
            (view.outcome[course, t] + unmet[t]) * math.exp(-log_factor[t])
            - view.offset[course, t]
            - lifts[MARKETING_SIDE, t]
            - lifts[TRAINING_SIDE, t]
            - lifts[HALO, t]
        )


@compiled
def normal_weeks(
    view: View,
    course: int,
    z: Floats,
    lifts: Floats,
    factor: Floats,
    grad_mean: Floats,
    grad_factor: Floats,
    grad: Floats,
) -> float:
    """Return the log likelihood of normal weeks; write the gradients in the linear mean and in log g."""
    weeks = view.inputs.shape[1]
    error, unmet = np.empty(weeks), np.empty(weeks)
    sigma, by_sigma = parameter(view.sigma_cells[course], z)
    drift, by_drift = parameter(view.drift_cells[course], z)
    unmet_demand(view, course, z, unmet)
    normal_error(view, course, lifts, factor[0], unmet, error)
    logp, by_noise, by_bend = baseline_density(view, course, error, sigma * sigma, drift * drift, grad_mean)
    for t in range(weeks):
        scale = math.exp(-factor[0, t])
        level = (view.outcome[course, t] + unmet[t]) * scale
        logp -= view.observed[course, t] * factor[0, t]
        grad_factor[t] = view.observed[course, t] * (-grad_mean[t] * level - 1.0)
        unmet[t] *= grad_mean[t] * scale
        grad_mean[t] = -grad_mean[t]
    add_slope(view.sigma_cells[course], 2.0 * sigma * by_noise, by_sigma, grad)
    add_slope(view.drift_cells[course], 2.0 * drift * by_bend, by_drift, grad)
    return logp + pass_to_unmet(view, course, unmet, grad, z)


@compiled
def sampled_baseline(view: View, course: int, z: Floats, drift: float, log_mean: Floats) -> None:
    """Write the baseline of a counted course from its sampled scores."""
    first, fixed = int(view.course_facts[course, BASELINE]), view.fixed_size.shape[1]
    spread = np.sqrt(view.drift_size[course])
    for t in range(log_mean.size):
        total = view.offset[course, t]
        for p in range(fixed):
            total += view.fixed[course, t, p] * z[first + p]
        for j in range(spread.size):
            total += drift * view.drift[course, t, j] * spread[j] * z[first + fixed + j]
        log_mean[t] = total


@compiled
def pass_to_baseline(
    view: View, course: int, z: Floats, drift: tuple[float, float], grad_mean: Floats, grad: Floats
) -> None:
    """Add the gradient in the sampled baseline scores and in the drift (value and slope)."""
    first, fixed = int(view.course_facts[course, BASELINE]), view.fixed_size.shape[1]
    along = project(view.fixed[course], grad_mean)
    for p in range(fixed):
        grad[first + p] += along[p]
    bent = project(view.drift[course], grad_mean)
    by_drift = 0.0
    for j in range(bent.size):
        slope = bent[j] * math.sqrt(view.drift_size[course, j])
        grad[first + fixed + j] += drift[0] * slope
        by_drift += slope * z[first + fixed + j]
    add_slope(view.drift_cells[course], by_drift, drift[1], grad)


@compiled
def full_weeks(
    view: View,
    course: int,
    z: Floats,
    log_concentration: float,
    log_mean: Floats,
    full: Floats,
    grad_mean: Floats,
    grad: Floats,
) -> tuple[float, float]:
    """Add the full weeks of a counted course; return their log density and slope in the concentration.

    w is the log of the latent rate of demand over the seats. Marks the weeks in ``full``.
    """
    logp, by_concentration = 0.0, 0.0
    first = z.size - view.censored.shape[0]
    for i in range(view.censored.shape[0]):
        if int(view.censored[i, 0]) == course:
            t = int(view.censored[i, 1])
            full[t] = 1.0
            seats = view.outcome[course, t]
            found = full_week_log_density(
                seats, math.log(seats) + z[first + i], log_mean[t], log_concentration
            )
            logp += found[0]
            grad[first + i] += found[1]
            grad_mean[t] = found[2]
            by_concentration += found[3]
    return logp, by_concentration


@compiled
def counted_weeks(
    view: View, course: int, z: Floats, lifts: Floats, factor: Floats, grad_mean: Floats, grad: Floats
) -> float:
    """Return the log likelihood of negative-binomial weeks; write the gradient in log μ."""
    weeks = view.inputs.shape[1]
    log_mean, full = np.empty(weeks), np.zeros(weeks)
    drift = parameter(view.drift_cells[course], z)
    sampled_baseline(view, course, z, drift[0], log_mean)
    for t in range(weeks):
        log_mean[t] += math.log1p(lifts[MARKETING_SIDE, t]) + math.log1p(lifts[TRAINING_SIDE, t])
        log_mean[t] += lifts[HALO, t] + factor[0, t]
        grad_mean[t] = 0.0
    cells = view.sigma_cells[course]
    log_concentration = cells[1] + cells[2] * z[int(cells[0])]
    logp, by_concentration = full_weeks(view, course, z, log_concentration, log_mean, full, grad_mean, grad)
    for t in range(weeks):
        if view.observed[course, t] > 0.0 and full[t] == 0.0:
            found = negative_binomial_log_density(view.outcome[course, t], log_mean[t], log_concentration)
            logp += found[0]
            grad_mean[t] = found[1]
            by_concentration += found[2]
    grad[int(cells[0])] += by_concentration * cells[2]
    pass_to_baseline(view, course, z, drift, grad_mean, grad)
    return logp


@compiled
def course_density(
    coupling: int, view: View, course: int, z: Floats, forward: Forward, back: Backward, grad: Floats
) -> float:
    """Return a course's log likelihood; add its gradient in its own parameters and in the levers' effects."""
    weeks = view.inputs.shape[1]
    lifts, factor, grad_sides = np.empty((3, weeks)), np.empty((4, weeks)), np.empty((3, weeks))
    grad_mean, grad_factor = np.empty(weeks), np.empty(weeks)
    sum_of_lifts(view, course, forward, lifts)
    price_factor(view, course, z, factor)
    kind = int(view.course_facts[course, OUTCOME_KIND])
    logp = math.nan
    if kind == LOG_NORMAL:
        logp = log_normal_weeks(view, course, z, lifts, factor, grad_mean, grad)
        grad_factor[:] = grad_mean
    elif kind == NORMAL:
        logp = normal_weeks(view, course, z, lifts, factor, grad_mean, grad_factor, grad)
    elif kind == NEGATIVE_BINOMIAL:
        logp = counted_weeks(view, course, z, lifts, factor, grad_mean, grad)
        grad_factor[:] = grad_mean
    for t in range(weeks):
        grad_sides[HALO, t] = grad_mean[t]
        for side in range(2):
            grad_sides[side, t] = grad_mean[t] / (1.0 if coupling == SUM else 1.0 + lifts[side, t])
    pass_to_price(view, course, factor, grad_factor, grad)
    pass_to_levers(view, course, forward, grad_sides, back)
    return logp
