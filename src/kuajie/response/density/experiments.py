"""Past experiments as further likelihood: the lift measured is normal around the lift the model implies."""

from __future__ import annotations

import math

import numpy as np

from kuajie.response.codes import SUM
from kuajie.response.density.cells import Floats
from kuajie.response.density.courses import UNIT, pass_to_price, price_factor, sum_of_lifts
from kuajie.response.density.integrated_baseline import LOG_TWO_PI
from kuajie.response.density.levers import TRAINING, VALUE, Forward, respond, respond_back
from kuajie.response.kernels.compile import compiled
from kuajie.response.packing import COUPLING, View

LEVER, COURSE, FIRST, LAST, MEASURED_IN, LIFT, ERROR = 0, 1, 2, 3, 4, 5, 6


@compiled
def implied_weeks(
    added: bool,
    view: View,
    trial: int,
    z: Floats,
    forward: Forward,
    lifts: Floats,
    factor: Floats,
    work: Floats,
    gain: Floats,
    weight: Floats,
) -> float:
    """Return the enrolments that an experiment is implied to have brought.

    Writes ``work`` of the lever without the experiment, and by week of the window the lift gained and the
    enrolments per unit of it. Under the product coupling a week's enrolments are those observed: the baseline
    is integrated out, and what was sold is the best witness of what there was to multiply.
    """
    row = view.trials[trial]
    lever, course = int(row[LEVER]), int(row[COURSE])
    facts, values = view.lever_facts[lever], forward.values[lever]
    respond(facts, values, view.without[trial], view.frequency[lever], work)
    sum_of_lifts(view, course, forward, lifts)
    price_factor(view, course, z, factor)
    side, total = int(facts[TRAINING]), 0.0
    gain[:], weight[:] = 0.0, 0.0
    for t in range(int(row[FIRST]), int(row[LAST]) + 1):
        gain[t] = forward.lifts[lever, t] - forward.strengths[lever] * work[VALUE, t]
        if added:
            weight[t] = view.course_facts[course, UNIT] * math.exp(factor[0, t])
        else:
            weight[t] = view.weights[course, t] / (1.0 + lifts[side, t])
        total += forward.reach[course, lever] * gain[t] * weight[t]
    return total


@compiled
def measured(row: Floats, sold: float, implied: float) -> tuple[float, float]:
    """Return the implied lift in the unit of the measurement, and its slope in enrolments."""
    if row[MEASURED_IN] == 0.0:
        return implied, 1.0
    without = sold - implied
    if without <= 0.0:
        return math.inf, math.inf
    return implied / without, sold / (without * without)


@compiled
def trial_density(
    added: bool,
    view: View,
    trial: int,
    z: Floats,
    forward: Forward,
    grad: Floats,
    grad_lift: Floats,
    grad_reach: Floats,
    grad_values: Floats,
    by_strength: Floats,
) -> float:
    """Return an experiment's log likelihood; add its gradient in all that it depends on."""
    weeks = view.inputs.shape[1]
    row = view.trials[trial]
    lever, course = int(row[LEVER]), int(row[COURSE])
    lifts, factor, work = np.empty((3, weeks)), np.empty((4, weeks)), np.empty((5, weeks))
    gain, weight, grad_value, grad_factor = np.empty(weeks), np.empty(weeks), np.zeros(weeks), np.zeros(weeks)
    implied = implied_weeks(added, view, trial, z, forward, lifts, factor, work, gain, weight)
    sold = 0.0
    for t in range(int(row[FIRST]), int(row[LAST]) + 1):
        sold += view.weights[course, t]
    expected, slope = measured(row, sold, implied)
    miss = (row[LIFT] - expected) / row[ERROR]
    by_implied = miss / row[ERROR] * slope
    reach, side = forward.reach[course, lever], int(view.lever_facts[lever, TRAINING])
    for t in range(int(row[FIRST]), int(row[LAST]) + 1):
        by_gain = by_implied * reach * weight[t]
        grad_lift[lever, t] += by_gain
        grad_value[t] = -by_gain * forward.strengths[lever]
        by_strength[lever] -= by_gain * work[VALUE, t]
        grad_reach[course, lever] += by_implied * gain[t] * weight[t]
        if added:
            grad_factor[t] = by_gain * gain[t]
        else:
            by_side = -by_gain * gain[t] / (1.0 + lifts[side, t])
            for k in range(view.acts.shape[1]):
                if int(view.lever_facts[k, TRAINING]) == side:
                    grad_lift[k, t] += by_side * forward.reach[course, k]
                    grad_reach[course, k] += by_side * forward.lifts[k, t]
    respond_back(
        view.lever_facts[lever],
        forward.values[lever],
        view.without[trial],
        work,
        grad_value,
        grad_values[lever],
    )
    pass_to_price(view, course, factor, grad_factor, grad)
    return -0.5 * (miss * miss + LOG_TWO_PI) - math.log(row[ERROR])


@compiled
def experiments_density(
    block: Floats,
    view: View,
    z: Floats,
    forward: Forward,
    grad: Floats,
    grad_lift: Floats,
    grad_reach: Floats,
    grad_values: Floats,
    by_strength: Floats,
) -> float:
    """Return the log likelihood of all experiments."""
    logp = 0.0
    for trial in range(view.trials.shape[0]):
        logp += trial_density(
            block[COUPLING] == SUM,
            view,
            trial,
            z,
            forward,
            grad,
            grad_lift,
            grad_reach,
            grad_values,
            by_strength,
        )
    return logp
