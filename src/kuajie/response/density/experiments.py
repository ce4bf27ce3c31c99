"""Past experiments as further likelihood: the lift measured is normal around the lift the model implies."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from kuajie.response.codes import SUM
from kuajie.response.density.cells import Floats
from kuajie.response.density.courses import UNIT, pass_to_price, price_factor, sum_of_lifts
from kuajie.response.density.integrated_baseline import LOG_TWO_PI
from kuajie.response.density.levers import TRAINING, VALUE, Backward, Forward, respond, respond_back
from kuajie.response.kernels.compile import compiled
from kuajie.response.packing import View

LEVER, COURSE, FIRST, LAST, MEASURED_IN, LIFT, ERROR = 0, 1, 2, 3, 4, 5, 6


class Implied(NamedTuple):
    """What an experiment is implied to have brought.

    ``lifts (3, week)`` and ``factor (4, week)`` of its course, ``work (5, week)`` of its lever without the
    experiment; by week, 0 outside the window: ``gain`` of lift, ``weight`` the enrolments per unit of it.
    """

    lifts: Floats
    factor: Floats
    work: Floats
    gain: Floats
    weight: Floats


@compiled
def implied_weeks(coupling: int, view: View, trial: int, z: Floats, forward: Forward) -> Implied:
    """Return what an experiment is implied to have brought by week.

    Under the product coupling a week's enrolments are those observed: the baseline is integrated out, and
    what was sold is the best witness of what there was to multiply. A week not observed counts nothing.
    """
    row, weeks = view.trials[trial], view.inputs.shape[1]
    lever, course = int(row[LEVER]), int(row[COURSE])
    facts, side = view.lever_facts[lever], int(view.lever_facts[lever, TRAINING])
    lifts, factor, work = np.empty((3, weeks)), np.empty((4, weeks)), np.empty((5, weeks))
    gain, weight = np.zeros(weeks), np.zeros(weeks)
    respond(facts, forward.values[lever], view.without[trial], view.frequency[lever], work)
    sum_of_lifts(view, course, forward, lifts)
    price_factor(view, course, z, factor)
    for t in range(int(row[FIRST]), int(row[LAST]) + 1):
        gain[t] = forward.lifts[lever, t] - forward.strengths[lever] * work[VALUE, t]
        if coupling == SUM:
            unit = view.course_facts[course, UNIT] * view.observed[course, t]
            weight[t] = unit * math.exp(factor[0, t])
        else:
            weight[t] = view.weights[course, t] / (1.0 + lifts[side, t])
    return Implied(lifts, factor, work, gain, weight)


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
    coupling: int, view: View, trial: int, z: Floats, forward: Forward, back: Backward, grad: Floats
) -> float:
    """Return an experiment's log likelihood; add its gradient in all that it depends on."""
    row = view.trials[trial]
    implied = implied_weeks(coupling, view, trial, z, forward)
    reach = forward.reach[int(row[COURSE]), int(row[LEVER])]
    sold, brought = 0.0, 0.0
    for t in range(int(row[FIRST]), int(row[LAST]) + 1):
        sold += view.weights[int(row[COURSE]), t]
        brought += reach * implied.gain[t] * implied.weight[t]
    expected, slope = measured(row, sold, brought)
    miss = (row[LIFT] - expected) / row[ERROR]
    by_brought = miss / row[ERROR] * slope
    pass_to_lever(view, trial, by_brought, implied, forward, back)
    if coupling == SUM:
        by_factor = by_brought * reach * implied.gain * implied.weight
        pass_to_price(view, int(row[COURSE]), implied.factor, by_factor, grad)
    else:
        pass_to_side(view, trial, by_brought, implied, forward, back)
    return float(-0.5 * (miss * miss + LOG_TWO_PI) - math.log(row[ERROR]))


@compiled
def pass_to_lever(
    view: View, trial: int, by_brought: float, implied: Implied, forward: Forward, back: Backward
) -> None:
    """Add the gradient in the lever tested: its lift with and without the experiment, and its reach."""
    row = view.trials[trial]
    lever, course = int(row[LEVER]), int(row[COURSE])
    strength, by_value = forward.strengths[lever], np.zeros(implied.gain.size)
    for t in range(int(row[FIRST]), int(row[LAST]) + 1):
        by_gain = by_brought * forward.reach[course, lever] * implied.weight[t]
        back.lifts[lever, t] += by_gain
        back.strengths[lever] -= by_gain * implied.work[VALUE, t]
        by_value[t] = -by_gain * strength
        back.reach[course, lever] += by_brought * implied.gain[t] * implied.weight[t]
    facts, values = view.lever_facts[lever], forward.values[lever]
    respond_back(facts, values, view.without[trial], implied.work, by_value, back.values[lever])


@compiled
def pass_to_side(
    view: View, trial: int, by_brought: float, implied: Implied, forward: Forward, back: Backward
) -> None:
    """Add the gradient in all levers of the same side, whose lift the enrolments observed contain."""
    row = view.trials[trial]
    lever, course = int(row[LEVER]), int(row[COURSE])
    side, reach = int(view.lever_facts[lever, TRAINING]), forward.reach[course, lever]
    for t in range(int(row[FIRST]), int(row[LAST]) + 1):
        brought = reach * implied.gain[t] * implied.weight[t]
        by_side = -by_brought * brought / (1.0 + implied.lifts[side, t])
        for k in range(view.acts.shape[1]):
            if int(view.lever_facts[k, TRAINING]) == side:
                back.lifts[k, t] += by_side * forward.reach[course, k]
                back.reach[course, k] += by_side * forward.lifts[k, t]
