"""What the levers do at one point of parameter space, and the way back to their parameters."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from kuajie.response.density.cells import Floats, add_slope, parameter
from kuajie.response.kernels import carry_adjoint, carry_forward, saturation_gradient
from kuajie.response.kernels.compile import compiled, compiled_sum
from kuajie.response.kernels.saturation_series import saturation_series
from kuajie.response.packing import View

USUAL_LIFT, CARRY_0, CARRY_1, SCALE, SLOPE = 0, 1, 2, 3, 4
SLOT_COUNT = 5
CARRY_KIND, SATURATION_KIND, TRAINING, START, USUAL, USED, AS_REACH, IN_TOTAL = 0, 1, 2, 3, 4, 5, 6, 7
STOCK, VALUE, BY_STOCK, BY_SCALE, BY_SLOPE = 0, 1, 2, 3, 4


class Forward(NamedTuple):
    """What the levers do, kept for the way back.

    ``values`` and ``slopes (lever, slot)``; ``strengths (lever,)`` β; ``totals (lever,)`` the sum of the
    response over history; ``work (lever, 5, week)``: stock, response, its slopes in stock, scale and slope;
    ``lifts (lever, week)`` β times the response; ``reach`` and ``halo (course, lever)``; ``pools (lever, 2)``
    spread of log reach and its slope; ``growth`` by how much usual lifts grew for the sake of their total.
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
    growth: float


class Backward(NamedTuple):
    """The gradient in what the levers do, gathered on the way back.

    ``lifts (lever, week)`` in the weekly lifts; ``reach`` and ``halo (course, lever)``; ``values (lever,
    slot)`` and ``strengths (lever,)`` in what else depends on the shape of a response and on β (experiments).
    """

    lifts: Floats
    reach: Floats
    halo: Floats
    values: Floats
    strengths: Floats


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
    saturation_series(kind, scale, slope, work)


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
def grow_to_total(facts: Floats, power: float, shift: float, values: Floats) -> float:
    """Multiply usual lifts so that their total T has the prior stated for it; return the factor.

    T^power e^shift takes the place of T, shared as before (see ``total_lift``).
    """
    if power == 1.0 and shift == 0.0:
        return 1.0
    total = 0.0
    for k in range(values.shape[0]):
        total += facts[k, IN_TOTAL] * values[k, USUAL_LIFT]
    growth = math.exp(shift + (power - 1.0) * math.log(total))
    for k in range(values.shape[0]):
        if facts[k, IN_TOTAL] > 0.0:
            values[k, USUAL_LIFT] *= growth
    return growth


@compiled
def shrink_from_total(view: View, forward: Forward, by_value: Floats) -> None:
    """Turn the gradient in the grown usual lifts into that in the lifts before they grew."""
    together, total = 0.0, 0.0
    for k in range(by_value.shape[0]):
        if view.lever_facts[k, IN_TOTAL] > 0.0:
            together += by_value[k, USUAL_LIFT] * forward.values[k, USUAL_LIFT]
            total += view.lever_facts[k, IN_TOTAL] * forward.values[k, USUAL_LIFT] / forward.growth
    for k in range(by_value.shape[0]):
        weight = view.lever_facts[k, IN_TOTAL]
        if weight > 0.0:
            own = forward.growth * by_value[k, USUAL_LIFT]
            by_value[k, USUAL_LIFT] = own + (view.total_lift[0, 0] - 1.0) * together * weight / total


@compiled
def strength_of(facts: Floats, values: Floats, total: float) -> float:
    """Return β: the usual lift over the mean response of a week of use, or over that of the usual input."""
    if total > 0.0:
        return float(values[USUAL_LIFT] * facts[USED] / total)
    usual = saturation_gradient(int(facts[SATURATION_KIND]), facts[USUAL], values[SCALE], values[SLOPE])
    return float(values[USUAL_LIFT] / usual[0])


@compiled
def lever_values(cells: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Return the parameters of all levers and their slopes in the z-scores, ``(lever, slot)``."""
    levers = cells.shape[0]
    values, slopes = np.empty((levers, SLOT_COUNT)), np.empty((levers, SLOT_COUNT))
    for k in range(levers):
        for s in range(SLOT_COUNT):
            values[k, s], slopes[k, s] = parameter(cells[k, s], z)
    return values, slopes


@compiled
def forward_levers(view: View, z: Floats) -> Forward:
    """Return what all levers do at ``z``."""
    levers, weeks = view.inputs.shape
    courses = view.acts.shape[0]
    values, slopes = lever_values(view.lever_cells, z)
    growth = grow_to_total(view.lever_facts, view.total_lift[0, 0], view.total_lift[0, 1], values)
    forward = Forward(
        values,
        slopes,
        np.empty(levers),
        np.empty(levers),
        np.empty((levers, 5, weeks)),
        np.empty((levers, weeks)),
        np.empty((courses, levers)),
        np.empty((courses, levers)),
        np.empty((levers, 2)),
        growth,
    )
    for k in range(levers):
        facts, work = view.lever_facts[k], forward.work[k]
        respond(facts, values[k], view.inputs[k], view.frequency[k], work)
        total = 0.0
        for t in range(weeks):
            total += work[VALUE, t]
        strength = strength_of(facts, values[k], total)
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
def backward_levers(view: View, forward: Forward, back: Backward, grad: Floats) -> None:
    """Add the gradient in every lever parameter."""
    by_response = np.empty(view.inputs.shape[1])
    for k in range(view.inputs.shape[0]):
        facts, values, by_value = view.lever_facts[k], forward.values[k], back.values[k]
        work, by_lift = forward.work[k], back.lifts[k]
        total, strength = forward.totals[k], forward.strengths[k]
        if total > 0.0:
            in_all = dot(by_lift, work[VALUE]) + back.strengths[k]
            by_value[USUAL_LIFT] += in_all * strength / values[USUAL_LIFT]
            # β falls as the response grows: that is what keeps the usual lift fixed.
            shared = in_all / total
            for t in range(by_response.size):
                by_response[t] = strength * (by_lift[t] - shared)
            respond_back(facts, values, view.inputs[k], work, by_response, by_value)
        else:
            backward_idle(facts, values, back.strengths[k] * strength, by_value)
    if view.total_lift[0, 0] != 1.0 or forward.growth != 1.0:
        shrink_from_total(view, forward, back.values)
    for k in range(view.inputs.shape[0]):
        for s in range(SLOT_COUNT):
            add_slope(view.lever_cells[k, s], back.values[k, s], forward.slopes[k, s], grad)


@compiled
def backward_idle(facts: Floats, values: Floats, by_log_strength: float, by_value: Floats) -> None:
    """Add the gradient in the parameters of a lever never used: β alone, which an experiment may speak of."""
    usual = saturation_gradient(int(facts[SATURATION_KIND]), facts[USUAL], values[SCALE], values[SLOPE])
    by_value[USUAL_LIFT] += by_log_strength / values[USUAL_LIFT]
    by_value[SCALE] -= by_log_strength * usual[2] / usual[0]
    by_value[SLOPE] -= by_log_strength * usual[3] / usual[0]


@compiled
def backward_reach(view: View, z: Floats, forward: Forward, back: Backward, grad: Floats) -> None:
    """Add the gradient in pooled reach, its spread, and effects of either sign."""
    for k in range(view.acts.shape[1]):
        by_pool = 0.0
        for c in range(view.acts.shape[0]):
            place = int(view.reach_cells[c, k, 0])
            if place >= 0:
                by_log = back.reach[c, k] * forward.reach[c, k]
                grad[place] += by_log * forward.pools[k, 0]
                by_pool += by_log * z[place]
            add_slope(view.halo_cells[c, k], back.halo[c, k], view.halo_cells[c, k, 2], grad)
        add_slope(view.pool_cells[k], by_pool, forward.pools[k, 1], grad)
