"""Carry-over as a linear map: the stock that past inputs leave, and the weights of new ones.

Stock is linear in input, A_t = carried_t + Σ_s weight_{t-s} input_s, so both parts are computed once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.response.kernels import carry_forward, impulse_response
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


def carried_stock(
    *, kind: Codes, first: Floats, second: Floats, past: Floats, start: Floats, weeks: int
) -> Floats:
    """Return the stock of each draw, lever and week without any new input, shape (D, L, T)."""
    out = np.empty((*first.shape, weeks))
    write_carried(kind, first, second, past, start, out)
    return out


def impulse_weights(*, kind: Codes, first: Floats, second: Floats, weeks: int) -> Floats:
    """Return the stock left by one unit of input after 0, 1, ... weeks, shape (D, L, T)."""
    out = np.empty((*first.shape, weeks))
    write_impulse(kind, first, second, out)
    return out


@compiled
def write_carried(
    kind: Codes, first: Floats, second: Floats, past: Floats, start: Floats, out: Floats
) -> None:
    """Run each lever's past through its carry-over, followed by weeks without input."""
    draws, levers, weeks = out.shape
    history = past.shape[1]
    inputs = np.zeros(history + weeks)
    stock = np.empty(history + weeks)
    for d in range(draws):
        for k in range(levers):
            inputs[:history] = past[k]
            carry_forward(kind[k], inputs, start[k], first[d, k], second[d, k], stock)
            out[d, k] = stock[history:]


@compiled
def write_impulse(kind: Codes, first: Floats, second: Floats, out: Floats) -> None:
    """Write the impulse response of each draw and lever."""
    draws, levers, _ = out.shape
    for d in range(draws):
        for k in range(levers):
            impulse_response(kind[k], first[d, k], second[d, k], out[d, k])
