"""The compiled log density of a response model and its gradient, baseline integrated out.

Parameters are prior z-scores, so that every one is standard normal before the data speak. Given the levers
and σ, the outcome less the prior baseline is normal with covariance σ² I + U D² Uᵀ (see ``packing``), whose
density costs O(weeks x terms) per course. Censored weeks carry one further parameter each, the log of the
log demand above the seats.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kuajie.response.kernels import carry_adjoint, carry_forward, saturation_gradient
from kuajie.response.kernels.compile import compiled
from kuajie.response.packing import View, unpack

Floats = NDArray[np.float64]

LOG_TWO_PI = math.log(2.0 * math.pi)
USUAL_LIFT, CARRY_0, CARRY_1, SCALE, SLOPE = 0, 1, 2, 3, 4
SLOT_COUNT = 5
LARGEST_EXPONENT = 700.0


class Forward(NamedTuple):
    """What the levers do at one point of parameter space, kept for the backward pass.

    ``values`` and ``slopes (lever, slot)``; ``strengths (lever, 3)``: β and the derivatives of log s(usual)
    in scale and slope; ``work (lever, 5, week)``: stock, s, ds/dstock, ds/dscale, ds/dslope.
    """

    values: Floats
    slopes: Floats
    strengths: Floats
    work: Floats


@compiled
def slot_value(cells: Floats, z: Floats) -> tuple[float, float]:
    """Return a lever parameter and its derivative in its z-score (0 where it is fixed)."""
    if cells[0] < 0:
        return cells[1], 0.0
    free = min(cells[1] + cells[2] * z[int(cells[0])], LARGEST_EXPONENT)
    if cells[3] == 0.0:
        value = math.exp(free)
        return value, value * cells[2]
    value = cells[4] / (1.0 + math.exp(-free))
    return value, value * (1.0 - value / cells[4]) * cells[2]


@compiled
def lever_forward(
    kinds: tuple[int, int], series: Floats, levels: tuple[float, float], values: Floats, work: Floats
) -> tuple[float, float, float]:
    """Fill ``work`` rows with stock, s, ds/dstock, ds/dscale, ds/dslope; return β and its log-derivatives.

    ``levels`` are the starting and the usual input. The derivatives are those of log s(usual) in scale and
    slope, which β = usual_lift / s(usual) takes with a minus sign.
    """
    carry_forward(kinds[0], series, levels[0], values[CARRY_0], values[CARRY_1], work[0])
    for t in range(series.size):
        work[1, t], work[2, t], work[3, t], work[4, t] = saturation_gradient(
            kinds[1], work[0, t], values[SCALE], values[SLOPE]
        )
    at_usual, _, by_scale, by_slope = saturation_gradient(kinds[1], levels[1], values[SCALE], values[SLOPE])
    return values[USUAL_LIFT] / at_usual, by_scale / at_usual, by_slope / at_usual


@compiled
def lever_backward(
    kinds: tuple[int, int],
    series: Floats,
    start: float,
    values: Floats,
    strength: tuple[float, float, float],
    work: Floats,
    grad_lift: Floats,
    scratch: Floats,
    grad_values: Floats,
) -> None:
    """Write the gradient in the lever's five values from the gradient in its weekly lift β s(A)."""
    beta, usual_by_scale, usual_by_slope = strength
    by_beta, by_scale, by_slope = 0.0, 0.0, 0.0
    for t in range(series.size):
        by_beta += grad_lift[t] * work[1, t]
        by_scale += grad_lift[t] * work[3, t]
        by_slope += grad_lift[t] * work[4, t]
        scratch[0, t] = grad_lift[t] * beta * work[2, t]
    by_carry_0, by_carry_1 = carry_adjoint(
        kinds[0], series, start, work[0], values[CARRY_0], values[CARRY_1], scratch[0], scratch[1]
    )
    grad_values[USUAL_LIFT] = by_beta * beta / values[USUAL_LIFT]
    grad_values[CARRY_0] = by_carry_0
    grad_values[CARRY_1] = by_carry_1
    grad_values[SCALE] = beta * (by_scale - by_beta * usual_by_scale)
    grad_values[SLOPE] = beta * (by_slope - by_beta * usual_by_slope)


@compiled
def baseline_density(
    error: Floats, observed: Floats, basis: Floats, variance: Floats, sigma: float, grad_error: Floats
) -> tuple[float, float]:
    """Return the log density of ``error`` under σ² I + U D² Uᵀ and its derivative in σ², error held fixed.

    Writes the gradient in ``error``. ``error`` is zero wherever ``observed`` is.
    """
    noise = sigma * sigma
    count, square = 0.0, 0.0
    for t in range(error.size):
        count += observed[t]
        square += error[t] * error[t]
        grad_error[t] = -error[t] / noise
    logp = -0.5 * (square / noise + count * (LOG_TWO_PI + math.log(noise)))
    by_noise = 0.5 * (square / (noise * noise) - count / noise)
    for j in range(variance.size):
        if variance[j] <= 0.0:
            continue
        along = 0.0
        for t in range(error.size):
            along += basis[j, t] * error[t]
        total = noise + variance[j]
        shrink = 1.0 / noise - 1.0 / total
        logp += 0.5 * (along * along * shrink - math.log(total / noise))
        by_noise -= 0.5 * (
            along * along * (1.0 / (noise * noise) - 1.0 / (total * total)) + 1.0 / total - 1.0 / noise
        )
        for t in range(error.size):
            grad_error[t] += basis[j, t] * along * shrink
    return logp, by_noise


@compiled
def sum_of_lifts(view: View, course: int, forward: Forward, lifts: Floats) -> None:
    """Write x (row 0, marketing) and y (row 1, training) of a course, shape ``(2, week)``."""
    lifts[:] = 0.0
    for k in range(view.start.size):
        if view.acts[course, k] > 0.0:
            side = int(view.training[k])
            for t in range(lifts.shape[1]):
                lifts[side, t] += forward.strengths[k, 0] * forward.work[k, 1, t]


@compiled
def pass_to_levers(view: View, course: int, grad_error: Floats, lifts: Floats, grad_lift: Floats) -> None:
    """Add a course's gradient in every lever's weekly lift: d error / d x = -1 / (1 + x)."""
    for k in range(view.start.size):
        if view.acts[course, k] > 0.0:
            side = int(view.training[k])
            for t in range(grad_error.size):
                grad_lift[k, t] -= view.observed[course, t] * grad_error[t] / (1.0 + lifts[side, t])


@compiled
def forward_levers(view: View, z: Floats) -> Forward:
    """Return values, slopes, strengths and weekly responses of all levers at ``z``."""
    levers, weeks = view.inputs.shape
    forward = Forward(
        np.empty((levers, SLOT_COUNT)),
        np.empty((levers, SLOT_COUNT)),
        np.empty((levers, 3)),
        np.empty((levers, 5, weeks)),
    )
    for k in range(levers):
        for s in range(SLOT_COUNT):
            forward.values[k, s], forward.slopes[k, s] = slot_value(view.slots[k, s], z)
        strength = lever_forward(
            (int(view.carry_kinds[k]), int(view.saturation_kinds[k])),
            view.inputs[k],
            (view.start[k], view.usual[k]),
            forward.values[k],
            forward.work[k],
        )
        forward.strengths[k, 0], forward.strengths[k, 1], forward.strengths[k, 2] = strength
    return forward


@compiled
def backward_levers(view: View, forward: Forward, grad_lift: Floats, grad: Floats) -> None:
    """Add the gradient in every sampled lever parameter."""
    scratch, grad_values = np.empty((2, grad_lift.shape[1])), np.empty(SLOT_COUNT)
    for k in range(view.start.size):
        strengths = forward.strengths[k]
        lever_backward(
            (int(view.carry_kinds[k]), int(view.saturation_kinds[k])),
            view.inputs[k],
            view.start[k],
            forward.values[k],
            (strengths[0], strengths[1], strengths[2]),
            forward.work[k],
            grad_lift[k],
            scratch,
            grad_values,
        )
        for s in range(SLOT_COUNT):
            if view.slots[k, s, 0] >= 0.0:
                grad[int(view.slots[k, s, 0])] += grad_values[s] * forward.slopes[k, s]


@compiled
def course_error(view: View, course: int, z: Floats, sigma: float, lifts: Floats, error: Floats) -> None:
    """Write what the baseline has to explain: log N + σ²/2 - prior baseline - log(1 + x) - log(1 + y)."""
    for t in range(error.size):
        error[t] = view.observed[course, t] * (
            view.outcome[course, t] + 0.5 * sigma * sigma - math.log1p(lifts[0, t]) - math.log1p(lifts[1, t])
        )
    first = z.size - view.censored.shape[0]
    for i in range(view.censored.shape[0]):
        if int(view.censored[i, 0]) == course:
            error[int(view.censored[i, 1])] += math.exp(min(z[first + i], LARGEST_EXPONENT))


@compiled
def unmet_demand(view: View, course: int, z: Floats, grad_error: Floats, grad: Floats) -> float:
    """Add the gradient in the unmet demand of full weeks; return the change-of-variables term.

    log N = log seats + exp(w) has a flat prior above the seats, so w contributes its own value.
    """
    logp = 0.0
    first = z.size - view.censored.shape[0]
    for i in range(view.censored.shape[0]):
        if int(view.censored[i, 0]) == course:
            grad[first + i] += (
                grad_error[int(view.censored[i, 1])] * math.exp(min(z[first + i], LARGEST_EXPONENT)) + 1.0
            )
            logp += z[first + i]
    return logp


@compiled
def course_density(
    view: View, course: int, z: Floats, forward: Forward, grad: Floats, grad_lift: Floats
) -> float:
    """Return a course's log likelihood; add its gradient in σ, unmet demand and the levers' lifts."""
    weeks = view.inputs.shape[1]
    lifts, error, grad_error = np.empty((2, weeks)), np.empty(weeks), np.empty(weeks)
    place = z.size - view.censored.shape[0] - view.observed.shape[0] + course
    sigma = math.exp(min(view.sigma_prior[0] + view.sigma_prior[1] * z[place], LARGEST_EXPONENT))
    sum_of_lifts(view, course, forward, lifts)
    course_error(view, course, z, sigma, lifts, error)
    logp, by_noise = baseline_density(
        error, view.observed[course], view.basis[course], view.variance[course], sigma, grad_error
    )
    for t in range(weeks):
        by_noise += 0.5 * view.observed[course, t] * grad_error[t]
    grad[place] += by_noise * 2.0 * sigma * sigma * view.sigma_prior[1]
    pass_to_levers(view, course, grad_error, lifts, grad_lift)
    return logp + unmet_demand(view, course, z, grad_error, grad)


@compiled
def log_density(block: Floats, z: Floats, grad: Floats) -> float:
    """Return the log density at ``z``, shape ``(parameter,)``, and write its gradient."""
    view = unpack(block)
    sampled = z.size - view.censored.shape[0]
    logp = 0.0
    for i in range(z.size):
        grad[i] = 0.0
    for i in range(sampled):
        logp -= 0.5 * (z[i] * z[i] + LOG_TWO_PI)
        grad[i] = -z[i]
    forward = forward_levers(view, z)
    grad_lift = np.zeros(view.inputs.shape)
    for course in range(view.observed.shape[0]):
        logp += course_density(view, course, z, forward, grad, grad_lift)
    backward_levers(view, forward, grad_lift, grad)
    return logp
