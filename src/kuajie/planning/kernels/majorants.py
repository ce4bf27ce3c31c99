"""Compiled majorants of every saturation on its reach, with what the proof of concavity needs."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import LeverArrays, majorant_of_stock
from kuajie.planning.kernels.plane_shares import Pulls
from kuajie.planning.kernels.saturation_majorant import (
    needs_reserve,
    saturation_majorant,
    steep_at_zero,
    steep_reserve,
    unbounded,
)
from kuajie.response.kernels import saturation_value
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]


@compiled
def write_reserves(levers: LeverArrays, chosen: Floats, reserve: Floats) -> None:
    """Write each draw's and lever's reserve (D, L): the ``chosen`` one (D,) where the formula needs it."""
    for d in range(reserve.shape[0]):
        for k in range(reserve.shape[1]):
            kind, slope = levers.kind[k], levers.slope[d, k]
            reserve[d, k] = 0.0
            if needs_reserve(kind, slope):
                reserve[d, k] = chosen[d]
            elif steep_at_zero(kind, slope):
                reserve[d, k] = steep_reserve(kind, levers.scale[d, k], slope)


@compiled
def write_majorants(
    levers: LeverArrays,
    low: Floats,
    high: Floats,
    pulls: Pulls,
    join: Floats,
    steepness: Floats,
    least: Floats,
    most: Floats,
) -> None:
    """Write the majorant of every draw, lever and week, and the least and largest lift it gives, (D, L, T).

    ``least`` is the true lift of the least stock, which the majorant's value there may exceed.
    """
    draws, count, weeks = low.shape
    for d in range(draws):
        for k in range(count):
            kind, scale, slope = levers.kind[k], levers.scale[d, k], levers.slope[d, k]
            strength = levers.strength[d, k]
            if unbounded(kind, slope):
                # A chord of exp(s / R) over a rise far above R would lie far above s.
                highest = saturation_value(kind, high[d, k].max(), scale, slope)
                pulls.reserve[d, k] = max(pulls.reserve[d, k], highest)
            reserve = pulls.reserve[d, k]
            for t in range(weeks):
                start, end = low[d, k, t], high[d, k, t]
                joint, height, steep = saturation_majorant(kind, scale, slope, start, end, reserve)
                top = saturation_value(kind, end, scale, slope)
                join[d, k, t], steepness[d, k, t] = joint, steep
                pulls.height[d, k, t] = height
                pulls.high_value[d, k, t] = top
                pulls.moves[d, k, t] = end > start
                pulls.capped[d, k, t] = joint > start
                pulls.curved[d, k, t] = joint < end or joint == start
                pulls.join_value[d, k, t] = math.nan
                if pulls.curved[d, k, t]:
                    pulls.join_value[d, k, t] = saturation_value(kind, joint, scale, slope)
                if end < joint:
                    top = majorant_of_stock(end, start, reserve, height, steep)[0]
                least[d, k, t] = strength * saturation_value(kind, start, scale, slope)
                most[d, k, t] = strength * top
