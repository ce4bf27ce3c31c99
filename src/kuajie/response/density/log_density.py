"""The log density of a response model over prior z-scores, with its gradient.

Every parameter is standard normal before the data speak, but for the latent demand of full weeks. What is
linear and Gaussian given the rest (the baseline of log-normal and normal outcomes) is integrated out; a
negative binomial rules that out, and its baseline is sampled.
"""

from __future__ import annotations

import numpy as np

from kuajie.response.density.cells import Floats
from kuajie.response.density.courses import course_density
from kuajie.response.density.experiments import trial_density
from kuajie.response.density.integrated_baseline import LOG_TWO_PI
from kuajie.response.density.levers import Backward, backward_levers, backward_reach, forward_levers
from kuajie.response.kernels.compile import compiled
from kuajie.response.packing import COUPLING, STANDARD, unpack


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
def log_density(block: Floats, z: Floats, grad: Floats) -> float:
    """Return the log density at ``z``, shape ``(parameter,)``, and write its gradient."""
    view, coupling = unpack(block), int(block[COUPLING])
    logp = prior_density(block, z, grad)
    forward = forward_levers(view, z)
    back = Backward(
        np.zeros(view.inputs.shape),
        np.zeros(view.acts.shape),
        np.zeros(view.acts.shape),
        np.zeros(forward.values.shape),
        np.zeros(view.inputs.shape[0]),
    )
    for course in range(view.acts.shape[0]):
        logp += course_density(coupling, view, course, z, forward, back, grad)
    for trial in range(view.trials.shape[0]):
        logp += trial_density(coupling, view, trial, z, forward, back, grad)
    backward_reach(view, z, forward, back, grad)
    backward_levers(view, forward, back, grad)
    return logp
