"""Compiled bounds on what one more unit in a cell could bring, and the spends they rule out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.expected_value import LeverArrays
from kuajie.response.codes import HILL, POWER
from kuajie.response.kernels import saturation_gradient
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

HALVINGS = 24
"""Halvings of a cell's range: to a ten-millionth of it."""

FADED = 1e-9
"""Share of its first week's effect below which an impulse is over for a lower bound."""


@compiled
def steepest(kind: int, low: float, high: float, scale: float, slope: float) -> float:
    """Return the largest slope of a saturation between two stocks.

    All slopes fall but those of Hill and power above 1: Hill's peaks where r^h = (h - 1) / (h + 1), a power's
    rises throughout.
    """
    at = low
    if slope > 1.0 and kind == HILL:
        peak = scale * ((slope - 1.0) / (slope + 1.0)) ** (1.0 / slope)
        at = min(max(peak, low), high)
    elif slope > 1.0 and kind == POWER:
        at = high
    return saturation_gradient(kind, at, scale, slope)[1]


@compiled
def flattest(kind: int, low: float, high: float, scale: float, slope: float) -> float:
    """Return the least slope of a saturation between two stocks: no slope has a valley."""
    return min(
        saturation_gradient(kind, low, scale, slope)[1], saturation_gradient(kind, high, scale, slope)[1]
    )


@compiled
def most_brought(
    impulse: Floats,
    kind: int,
    scale: Floats,
    slope: Floats,
    low: Floats,
    high: Floats,
    pull: Floats,
    t: int,
    more: float,
) -> float:
    """Return the most one more unit of input in week ``t`` brings once the cell has ``more`` than its least.

    ``impulse (D, T)``, ``scale`` and ``slope (D,)``, stocks ``low`` and ``high (D, T)`` and ``pull (D, T)``,
    the most a unit of saturation is worth, are those of one lever.
    """
    total = 0.0
    for d in range(scale.size):
        for s in range(t, low.shape[1]):
            weight = impulse[d, s - t]
            if weight > 0.0:
                at = low[d, s] + weight * more
                total += weight * pull[d, s] * steepest(kind, at, max(high[d, s], at), scale[d], slope[d])
    return total / scale.size


@compiled
def least_brought(
    impulse: Floats,
    kind: int,
    scale: Floats,
    slope: Floats,
    low: Floats,
    high: Floats,
    pull: Floats,
    t: int,
    less: float,
) -> float:
    """Return the least one more unit in week ``t`` brings while the cell has ``less`` than its most or below.

    As ``most_brought``, ``pull`` being the least a unit of saturation is worth; where that is negative the
    steepest slope counts.
    """
    total = 0.0
    for d in range(scale.size):
        for s in range(t, low.shape[1]):
            weight = impulse[d, s - t]
            if weight <= FADED * impulse[d, 0] and pull[d, s] >= 0.0:
                continue
            at = max(high[d, s] - weight * less, low[d, s])
            if pull[d, s] >= 0.0:
                total += weight * pull[d, s] * flattest(kind, low[d, s], at, scale[d], slope[d])
            else:
                total += weight * pull[d, s] * steepest(kind, low[d, s], at, scale[d], slope[d])
    return total / scale.size


class Ranges(NamedTuple):
    """Stocks ``low``, ``high``; the ``most`` and ``least`` a unit of saturation may be worth, (D, L, T)."""

    low: Floats
    high: Floats
    most: Floats
    least: Floats


@compiled
def write_caps(
    levers: LeverArrays,
    ranges: Ranges,
    cost: Floats,
    may_fall: Flags,
    may_rise: Flags,
    lower: Floats,
    upper: Floats,
) -> None:
    """Narrow the inputs ``lower`` and ``upper`` (L, T) in place to where a best plan may lie.

    Above a cap one more unit never pays its ``cost`` (L,), below a floor it always does.
    """
    for k in range(lower.shape[0]):
        pieces = (
            levers.impulse[:, k],
            levers.kind[k],
            levers.scale[:, k],
            levers.slope[:, k],
            ranges.low[:, k],
            ranges.high[:, k],
        )
        for t in range(lower.shape[1]):
            width = upper[k, t] - lower[k, t]
            if width <= 0.0:
                continue
            cap, floor = upper[k, t], lower[k, t]
            if may_fall[k] and most_brought(*pieces, ranges.most[:, k], t, width) < cost[k]:
                near, far = 0.0, width
                for _ in range(HALVINGS):
                    middle = 0.5 * (near + far)
                    if most_brought(*pieces, ranges.most[:, k], t, middle) < cost[k]:
                        far = middle
                    else:
                        near = middle
                cap = lower[k, t] + far
            if may_rise[k] and least_brought(*pieces, ranges.least[:, k], t, width) > cost[k]:
                near, far = 0.0, width
                for _ in range(HALVINGS):
                    middle = 0.5 * (near + far)
                    if least_brought(*pieces, ranges.least[:, k], t, middle) > cost[k]:
                        far = middle
                    else:
                        near = middle
                floor = upper[k, t] - far
            lower[k, t], upper[k, t] = min(floor, cap), cap
