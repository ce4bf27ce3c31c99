"""What the levers do at one point of parameter space, and the way back to their parameters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kuajie.response.density.cells import Floats, add_slope, parameter
from kuajie.response.kernels import carry_adjoint, carry_forward, saturation_gradient
from kuajie.response.kernels.compile import compiled, compiled_sum
from kuajie.response.packing import View

USUAL_LIFT, CARRY_0, CARRY_1, SCALE, SLOPE = 0, 1, 2, 3, 4
SLOT_COUNT = 5
CARRY_KIND, SATURATION_KIND, TRAINING, START, USUAL, USED, AS_REACH = 0, 1, 2, 3, 4, 5, 6
STOCK, VALUE, BY_STOCK, BY_SCALE, BY_SLOPE = 0, 1, 2, 3, 4


class Forward(NamedTuple):
    """What the levers do, kept for the way back.

    ``values`` and ``slopes (lever, slot)``; ``strengths (lever,)`` β; ``totals (lever,)`` the sum of the
    response over history; ``work (lever, 5, week)``: stock, response, its slopes in stock, scale and slope;
    ``lifts (lever, week)`` β times the response; ``reach`` and ``halo (course, lever)``; ``pools (lever, 2)``
    spread of log reach and its slope.
    """

    values: Floats
    slopes: Floats
    strengths: Floats
    totals: Floats
    work: Floats
    lifts: Floats
    reach: Floats
    halo: Floats
    pools: Floats


@compiled_sum
def dot(first: Floats, second: Floats) -> float:
    """Return the inner product; the order of summation is the compiler's."""
    total = 0.0
    for t in range(first.size):
        total += first[t] * second[t]
    return total


@compiled
def respond(facts: Floats, values: Floats, series: Floats, frequency: Floats, work: Floats) -> None:
    """Fill ``work`` with a lever's stock, response and the response's slopes.

    Spend is carried over, then saturates. A lever given as reach and frequency saturates in frequency, and
    reach times that is carried over (as in Google's Meridian, 2024); no reach is assumed before history.
    """
    carry, kind = int(facts[CARRY_KIND]), int(facts[SATURATION_KIND])
    scale, slope = values[SCALE], values[SLOPE]
    if facts[AS_REACH] > 0.0:
        for t in range(series.size):
            felt, by_felt, by_scale, by_slope = saturation_gradient(kind, frequency[t], scale, slope)
            work[STOCK, t], work[BY_STOCK, t] = series[t] * felt, by_felt
            work[BY_SCALE, t], work[BY_SLOPE, t] = series[t] * by_scale, series[t] * by_slope
        carry_forward(carry, work[STOCK], 0.0, values[CARRY_0], values[CARRY_1], work[VALUE])
        return
    carry_forward(carry, series, facts[START], values[CARRY_0], values[CARRY_1], work[STOCK])
    for t in range(series.size):
        work[VALUE, t], work[BY_STOCK, t], work[BY_SCALE, t], work[BY_SLOPE, t] = saturation_gradient(
            kind, work[STOCK, t], scale, slope
        )


@compiled
def respond_back(
    facts: Floats, values: Floats, series: Floats, work: Floats, grad_value: Floats, grad_values: Floats
) -> None:
    """Add the gradient in carry-over, scale and slope, from the gradient in the response of every week."""
    scratch = np.empty((2, series.size))
    carry, first, second = int(facts[CARRY_KIND]), values[CARRY_0], values[CARRY_1]
    if facts[AS_REACH] > 0.0:
        by_first, by_second = carry_adjoint(
            carry, work[STOCK], 0.0, work[VALUE], first, second, grad_value, scratch[0]
        )
        grad_value = scratch[0]
    else:
        for t in range(series.size):
            scratch[0, t] = grad_value[t] * work[BY_STOCK, t]
        by_first, by_second = carry_adjoint(
            carry, series, facts[START], work[STOCK], first, second, scratch[0], scratch[1]
        )
    grad_values[CARRY_0] += by_first
    grad_values[CARRY_1] += by_second
    grad_values[SCALE] += dot(grad_value, work[BY_SCALE])
    grad_values[SLOPE] += dot(grad_value, work[BY_SLOPE])


@compiled
def strength_of(facts: Floats, values: Floats, total: float) -> float:
    """Return β: the usual lift over the mean response of a week of use, or over that of the usual input."""
    if total > 0.0:
        return values[USUAL_LIFT] * facts[USED] / total
    usual = saturation_gradient(int(facts[SATURATION_KIND]), facts[USUAL], values[SCALE], values[SLOPE])
    return values[USUAL_LIFT] / usual[0]


@compiled
def forward_levers(view: View, z: Floats) -> Forward:
    """Return what all levers do at ``z``."""
    levers, weeks = view.inputs.shape
    courses = view.acts.shape[0]
    forward = Forward(
        np.empty((levers, SLOT_COUNT)),
        np.empty((levers, SLOT_COUNT)),
        np.empty(levers),
        np.empty(levers),
        np.empty((levers, 5, weeks)),
        np.empty((levers, weeks)),
        np.empty((courses, levers)),
        np.empty((courses, levers)),
        np.empty((levers, 2)),
    )
    for k in range(levers):
        for s in range(SLOT_COUNT):
            forward.values[k, s], forward.slopes[k, s] = parameter(view.lever_cells[k, s], z)
        facts, work = view.lever_facts[k], forward.work[k]
        respond(facts, forward.values[k], view.inputs[k], view.frequency[k], work)
        total = 0.0
        for t in range(weeks):
            total += work[VALUE, t]
        strength = strength_of(facts, forward.values[k], total)
        forward.totals[k], forward.strengths[k] = total, strength
        for t in range(weeks):
            forward.lifts[k, t] = strength * work[VALUE, t]
        forward.pools[k, 0], forward.pools[k, 1] = parameter(view.pool_cells[k], z)
    forward_reach(view, z, forward)
    return forward


@compiled
def forward_reach(view: View, z: Floats, forward: Forward) -> None:
    """Write how much of each lever's lift reaches each course, and its effect of either sign."""
    for c in range(view.acts.shape[0]):
        for k in range(view.acts.shape[1]):
            cells = view.reach_cells[c, k]
            forward.reach[c, k] = view.acts[c, k]
            if cells[0] >= 0.0:
                forward.reach[c, k] = np.exp(min(forward.pools[k, 0] * z[int(cells[0])], 50.0))
            forward.halo[c, k] = parameter(view.halo_cells[c, k], z)[0]


@compiled
def backward_levers(
    view: View, forward: Forward, grad_lift: Floats, grad_values: Floats, by_strength: Floats, grad: Floats
) -> None:
    """Add the gradient in every lever parameter.

    ``grad_lift (lever, week)`` is the gradient in the weekly lifts; ``grad_values (lever, slot)`` and
    ``by_strength (lever,)`` hold what else depends on the shape and on β (experiments).
    """
    grad_response = np.empty(grad_lift.shape[1])
    for k in range(view.inputs.shape[0]):
        work, total, strength = forward.work[k], forward.totals[k], forward.strengths[k]
        if total > 0.0:
            in_all = dot(grad_lift[k], work[VALUE]) + by_strength[k]
            grad_values[k, USUAL_LIFT] += in_all * strength / forward.values[k, USUAL_LIFT]
            # β falls as the response grows: that is what keeps the usual lift fixed.
            shared = in_all / total
            for t in range(grad_response.size):
                grad_response[t] = strength * (grad_lift[k, t] - shared)
            respond_back(
                view.lever_facts[k], forward.values[k], view.inputs[k], work, grad_response, grad_values[k]
            )
        for s in range(SLOT_COUNT):
            add_slope(view.lever_cells[k, s], grad_values[k, s], forward.slopes[k, s], grad)


@compiled
def backward_reach(
    view: View, z: Floats, forward: Forward, grad_reach: Floats, grad_halo: Floats, grad: Floats
) -> None:
    """Add the gradient in pooled reach, its spread, and effects of either sign; all ``(course, lever)``."""
    for k in range(view.acts.shape[1]):
        by_pool = 0.0
        for c in range(view.acts.shape[0]):
            place = int(view.reach_cells[c, k, 0])
            if place >= 0:
                by_log = grad_reach[c, k] * forward.reach[c, k]
                grad[place] += by_log * forward.pools[k, 0]
                by_pool += by_log * z[place]
            add_slope(view.halo_cells[c, k], grad_halo[c, k], view.halo_cells[c, k, 2], grad)
        add_slope(view.pool_cells[k], by_pool, forward.pools[k, 1], grad)
