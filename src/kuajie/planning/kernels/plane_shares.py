"""Compiled shares of the planes that make each product of lifts concave; see ``product_majorant``.

The mixture (1 - share) x y + share (a x + b y + constant) has cross slope (1 - share) x' y' and own
curvatures ((1 - share) y + share a) x'' and ((1 - share) x + share b) y''. It is concave where

    [(1 - share) Σ β r / ((1 - share) x + share b)] [(1 - share) Σ γ r / ((1 - share) y + share a)] <= 1.

Each bracket is bounded over its whole box by the smallest weight w with Σ β sup(r - w s) <= w (1 + share b /
(1 - share)): the supremum separates over levers.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.curvature import largest_excess
from kuajie.planning.kernels.expected_value import LeverArrays
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LARGEST_WEIGHT = 1e6
"""Pulls beyond this are taken as infinite: the plane takes all."""

MARKETING, TRAINING = 0, 1
"""Sides of the product."""

WEIGHT_TOLERANCE = 1e-3
WEIGHT_TURNS = 30
SHARE_HALVINGS = 9
"""Weights and shares are found to about a thousandth, always on the safe side."""


class Pulls(NamedTuple):
    """What bounds each lever's pull: (D, L, T) arrays and ``reserve`` (D, L).

    ``moves`` says whether new spend can change the stock, ``capped`` whether the majorant starts with a
    chord, from ``height`` on; ``curved`` whether it then follows the formula, from ``join_value`` to
    ``high_value``.
    """

    moves: Flags
    capped: Flags
    curved: Flags
    height: Floats
    join_value: Floats
    high_value: Floats
    reserve: Floats


@compiled
def excess_sum(
    d: int, t: int, reach: Floats, side: int, weight: float, levers: LeverArrays, pulls: Pulls
) -> float:
    """Return Σ β sup(r - weight s) over the levers of one side, β as it reaches one course."""
    total = 0.0
    for k in range(reach.size):
        strength = reach[k] * levers.strength[d, k]
        if levers.training[k] != (side == TRAINING) or strength == 0.0:
            continue
        excess = -weight * pulls.height[d, k, t]
        if pulls.moves[d, k, t]:
            excess = -math.inf
            if pulls.capped[d, k, t]:
                excess = pulls.reserve[d, k] - weight * pulls.height[d, k, t]
            if pulls.curved[d, k, t]:
                low, high = pulls.join_value[d, k, t], pulls.high_value[d, k, t]
                on_curve = largest_excess(levers.kind[k], levers.slope[d, k], low, high, weight)
                excess = max(excess, on_curve)
        total += strength * excess
    return total


@compiled
def smallest_weight(
    d: int, t: int, reach: Floats, side: int, room: float, levers: LeverArrays, pulls: Pulls
) -> float:
    """Return a weight w with Σ β sup(r - w s) <= w (1 + room), within a thousandth of the smallest.

    The difference of both sides is convex in w, so that the root of a chord lies on the safe side.
    """
    low, high = 0.0, 1.0
    at_low = excess_sum(d, t, reach, side, 0.0, levers, pulls)
    if at_low <= 0.0:
        return 0.0
    at_high = excess_sum(d, t, reach, side, high, levers, pulls) - high * (1.0 + room)
    while at_high > 0.0:
        low, at_low, high = high, at_high, 4.0 * high
        if not high <= LARGEST_WEIGHT:
            return math.inf
        at_high = excess_sum(d, t, reach, side, high, levers, pulls) - high * (1.0 + room)
    for _ in range(WEIGHT_TURNS):
        if high - low <= WEIGHT_TOLERANCE * high:
            break
        chord = low + (high - low) * at_low / (at_low - at_high) if at_low < math.inf else high
        if chord < high:
            high, at_high = chord, excess_sum(d, t, reach, side, chord, levers, pulls) - chord * (1.0 + room)
        middle = max(high * (1.0 - WEIGHT_TOLERANCE), 0.5 * (low + high))
        at_middle = excess_sum(d, t, reach, side, middle, levers, pulls) - middle * (1.0 + room)
        if at_middle > 0.0:
            low, at_low = middle, at_middle
        else:
            high, at_high = middle, at_middle
    return high


@compiled
def is_concave(
    d: int, t: int, reach: Floats, share: float, a: float, b: float, levers: LeverArrays, pulls: Pulls
) -> bool:
    """Return whether the mixture with the plane a x + b y is proved concave."""
    if share >= 1.0:
        return True
    odds = share / (1.0 - share)
    by_x = smallest_weight(d, t, reach, MARKETING, odds * b, levers, pulls)
    if by_x == 0.0:
        return True
    weight = 1.0 / by_x
    return excess_sum(d, t, reach, TRAINING, weight, levers, pulls) <= weight * (1.0 + odds * a)


@compiled
def smallest_share(
    d: int, t: int, reach: Floats, a: float, b: float, levers: LeverArrays, pulls: Pulls
) -> float:
    """Return a share of the plane a x + b y that makes the mixture concave, to a thousandth."""
    low, high = 0.0, 1.0
    for _ in range(SHARE_HALVINGS):
        middle = 0.5 * (low + high)
        if is_concave(d, t, reach, middle, a, b, levers, pulls):
            high = middle
        else:
            low = middle
    return high


@compiled
def write_shares(
    reach: Floats,
    levers: LeverArrays,
    pulls: Pulls,
    x_low: Floats,
    x_high: Floats,
    y_low: Floats,
    y_high: Floats,
    first: Floats,
    second: Floats,
) -> None:
    """Write the shares of both planes, zero where the product is concave as it is, (D, C, T)."""
    draws, courses, weeks = x_low.shape
    for d in range(draws):
        for c in range(courses):
            for t in range(weeks):
                first[d, c, t] = second[d, c, t] = 0.0
                if not is_concave(d, t, reach[d, c], 0.0, 0.0, 0.0, levers, pulls):
                    first[d, c, t] = smallest_share(
                        d, t, reach[d, c], y_low[d, c, t], x_high[d, c, t], levers, pulls
                    )
                    second[d, c, t] = smallest_share(
                        d, t, reach[d, c], y_high[d, c, t], x_low[d, c, t], levers, pulls
                    )
