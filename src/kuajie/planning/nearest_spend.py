"""The nearest and the linearly best spends within limits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.best_direction import write_best_vertex
from kuajie.planning.kernels.cross_projection import Effort, Nested, write_cross_projection
from kuajie.planning.kernels.projection import write_projection
from kuajie.planning.side_limits import SideLimits
from kuajie.planning.spend_limits import SpendLimits
from kuajie.planning.spend_program import closest_spend, linear_program

Floats = NDArray[np.float64]


OVERRUN = 1e-9
"""Relative overrun of a row up to which it counts as kept."""

ROUNDS = 3000
"""Turns between the nested limits and the rows; what is then left is mended by the closest spend."""


def project(point: Floats, limits: SpendLimits) -> Floats:
    """Return the spends nearest to ``point`` (L, T) that keep every limit."""
    if limits.side is not None:
        return cross_projection(point, limits, limits.side)
    out = np.empty(point.shape)
    write_projection(
        point,
        limits.lower,
        limits.upper,
        limits.least,
        limits.group_of,
        limits.group_limits,
        limits.total,
        out,
    )
    return out


def cross_projection(point: Floats, limits: SpendLimits, side: SideLimits) -> Floats:
    """Return the nearest spends where rows cut across the nested limits.

    Where turns end before all rows are kept, spends that keep them stand in, closest in the sum of changes.
    """
    out = np.empty(point.shape)
    nested = Nested(
        lower=limits.lower,
        upper=limits.upper,
        least=limits.least,
        group_of=limits.group_of,
        group_limits=limits.group_limits,
        total=limits.total,
    )
    worst = write_cross_projection(
        point, nested, side.unit_rows, Effort(side.step, OVERRUN, ROUNDS), side.multipliers, out
    )
    return out if worst <= OVERRUN else closest_spend(out, limits)


def best_vertex(gain: Floats, limits: SpendLimits) -> Floats:
    """Return the spends that maximise Σ gain · spend within the limits, least sums per lever left out.

    With rows across the nested limits, least sums are kept as well.
    """
    if limits.side is not None:
        return linear_program(gain, limits).spend
    return nested_vertex(gain, limits)


def most_promised(gain: Floats, limits: SpendLimits) -> tuple[float, Floats | None]:
    """Return a bound on Σ gain · spend over all spends within limits, and what rows are worth, (R,).

    The bound holds whatever the multipliers are: rows are relaxed by them, the nested limits kept exactly.
    """
    if limits.side is None:
        return float(np.vdot(gain, nested_vertex(gain, limits))), None
    multipliers = linear_program(gain, limits).multipliers
    return relaxed_promise(gain, limits, limits.side, multipliers), multipliers


def relaxed_promise(gain: Floats, limits: SpendLimits, side: SideLimits, multipliers: Floats) -> float:
    """Return the bound on Σ gain · spend that non-negative multipliers of the rows prove (Lagrange)."""
    left = gain - side.pull(multipliers)
    return float(np.vdot(left, nested_vertex(left, limits)) + multipliers @ side.rows.bound)


def nested_vertex(gain: Floats, limits: SpendLimits) -> Floats:
    """Return the best spends within boxes and budgets, rows and least sums left out."""
    out = np.empty(gain.shape)
    write_best_vertex(
        gain, limits.lower, limits.upper, limits.group_of, limits.group_limits, limits.total, out
    )
    return out
