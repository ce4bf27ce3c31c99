"""The log density of a response model over prior z-scores, with its gradient.

Every parameter is standard normal before the data speak, but for the latent demand of full weeks. What is
linear and Gaussian given the rest (the baseline of log-normal and normal outcomes) is integrated out; a
negative binomial rules that out, and its baseline is sampled.
"""

from __future__ import annotations

import math

import numpy as np

from kuajie.response.density.cells import Floats
from kuajie.response.density.courses import course_density
from kuajie.response.density.experiments import experiments_density
from kuajie.response.density.integrated_baseline import LOG_TWO_PI
from kuajie.response.density.levers import (
    USED,
    USUAL_LIFT,
    Forward,
    backward_levers,
    backward_reach,
    forward_levers,
)
from kuajie.response.kernels.compile import compiled
from kuajie.response.packing import STANDARD, TOTAL_LIFT, View, unpack


@compiled
def prior_density(block: Floats, z: Floats, grad: Floats) -> float:
    """Return the standard normal log density of the z-scores and write its gradient, 0 for latent demand."""
    logp = 0.0
    standard = int(block[STANDARD])
    for i in range(z.size):
        grad[i] = 0.0
        if i < standard:
            logp -= 0.5 * (z[i] * z[i] + LOG_TWO_PI)
            grad[i] = -z[i]
    return logp


@compiled
def total_lift_density(block: Floats, view: View, forward: Forward, grad_values: Floats) -> float:
    """Return the log density of the log mean weekly lift of all levers together, where one is stated."""
    if block[TOTAL_LIFT] == 0.0:
        return 0.0
    total, weeks = 0.0, view.inputs.shape[1]
    for k in range(view.inputs.shape[0]):
        if forward.totals[k] > 0.0:
            total += forward.values[k, USUAL_LIFT] * view.lever_facts[k, USED] / weeks
    if total <= 0.0:
        return 0.0
    spread = block[TOTAL_LIFT + 2]
    score = (math.log(total) - block[TOTAL_LIFT + 1]) / spread
    for k in range(view.inputs.shape[0]):
        if forward.totals[k] > 0.0:
            grad_values[k, USUAL_LIFT] -= score / spread / total * view.lever_facts[k, USED] / weeks
    return -0.5 * score * score


@compiled
def log_density(block: Floats, z: Floats, grad: Floats) -> float:
    """Return the log density at ``z``, shape ``(parameter,)``, and write its gradient."""
    view = unpack(block)
    logp = prior_density(block, z, grad)
    forward = forward_levers(view, z)
    grad_lift = np.zeros(view.inputs.shape)
    grad_reach, grad_halo = np.zeros(view.acts.shape), np.zeros(view.acts.shape)
    grad_values, by_strength = np.zeros(forward.values.shape), np.zeros(view.inputs.shape[0])
    for course in range(view.acts.shape[0]):
        logp += course_density(block, view, course, z, forward, grad, grad_lift, grad_reach, grad_halo)
    if view.trials.shape[0] > 0:
        logp += experiments_density(
            block, view, z, forward, grad, grad_lift, grad_reach, grad_values, by_strength
        )
    logp += total_lift_density(block, view, forward, grad_values)
    backward_reach(view, z, forward, grad_reach, grad_halo, grad)
    backward_levers(view, forward, grad_lift, grad_values, by_strength, grad)
    return logp
