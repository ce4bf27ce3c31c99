"""Compiled gradient of a plan's sales when draws and weeks count differently."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import (
    LeverArrays,
    Majorant,
    OfferArrays,
    add_input_gradient,
    add_offer,
    write_lifts,
)
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]


@compiled
def write_weighted_gradient(
    inputs: Floats,
    levers: LeverArrays,
    offers: OfferArrays,
    cap: Majorant,
    weights: Floats,
    gradient: Floats,
) -> None:
    """Write the gradient in inputs (L, T) of Σ weight_dt · value_dt, the values of all offers added up.

    ``weights`` (D, T) say how much each draw and week counts; draws without any are skipped.
    """
    lift = np.empty(inputs.shape)
    by_stock = np.empty(inputs.shape)
    by_lift = np.empty((1, inputs.shape[0], inputs.shape[1]))
    pull = np.empty(inputs.shape[1])
    gradient[:] = 0.0
    for d in range(weights.shape[0]):
        if not np.any(weights[d] != 0.0):
            continue
        write_lifts(d, inputs, levers, cap, lift, by_stock)
        by_lift[:] = 0.0
        for q in range(offers.value.size):
            add_offer(d, q, levers, offers, cap, lift, by_lift)
        for k in range(inputs.shape[0]):
            for t in range(inputs.shape[1]):
                pull[t] = weights[d, t] * by_lift[0, k, t] * by_stock[k, t]
            add_input_gradient(levers.impulse[d, k], pull, gradient[k])
