"""Compiled projection where rows cut across the nested limits: accelerated ascent on what the rows are worth.

Given multipliers of the rows, the nearest point of the nested set is known exactly; the dual function of the
multipliers is smooth, and its ascent is accelerated (Nesterov 1983, Beck and Teboulle 2009) and started anew
when it overshoots (O'Donoghue and Candès 2015).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.kernels.projection import write_projection
from kuajie.response.kernels.compile import compiled

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


class Rows(NamedTuple):
    """Sparse rows: row r has ``cell[first[r] : first[r + 1]]`` of the raveled spend, Σ at most ``bound``."""

    first: Codes
    cell: Codes
    weight: Floats
    bound: Floats


class Nested(NamedTuple):
    """The limits of ``write_projection``: boxes, least sums per lever, budgets of groups and in total."""

    lower: Floats
    upper: Floats
    least: Floats
    group_of: Codes
    group_limits: Floats
    total: float


class Effort(NamedTuple):
    """When to stop; ``step`` is at most one over the largest squared singular value of the rows' matrix."""

    step: float
    tolerance: float
    rounds: int


@compiled
def pull_down(
    first: Codes, cell: Codes, weight: Floats, multiplier: Floats, point: Floats, out: Floats
) -> None:
    """Write ``point`` less the rows' pull, Σ multiplier · weight, all raveled."""
    for i in range(point.size):
        out[i] = point[i]
    for r in range(multiplier.size):
        if multiplier[r] != 0.0:
            for place in range(first[r], first[r + 1]):
                out[cell[place]] -= multiplier[r] * weight[place]


@compiled
def raise_multipliers(
    first: Codes,
    cell: Codes,
    weight: Floats,
    bound: Floats,
    spend: Floats,
    step: float,
    ahead: Floats,
    raised: Floats,
) -> float:
    """Write max(0, ahead + step · overrun) of each row; return the largest move, in relative overrun."""
    worst = 0.0
    for r in range(bound.size):
        over = -bound[r]
        for place in range(first[r], first[r + 1]):
            over += weight[place] * spend[cell[place]]
        raised[r] = max(0.0, ahead[r] + step * over)
        worst = max(worst, abs(raised[r] - ahead[r]) / step / max(1.0, abs(bound[r])))
    return worst


@compiled
def write_cross_projection(
    point: Floats,
    nested: Nested,
    rows: Rows,
    effort: Effort,
    multiplier: Floats,
    out: Floats,
) -> float:
    """Write the nearest point that keeps every limit; return how far from settled it is, in relative overrun.

    Rows have length one. ``multiplier`` (R,) is where the ascent starts and is left where it ends.
    """
    first, cell, weight, bound = rows
    ahead, raised = multiplier.copy(), np.empty(bound.size)
    pulled = np.empty(point.shape)
    momentum, worst = 1.0, math.inf
    for _ in range(effort.rounds):
        pull_down(first, cell, weight, ahead, point.reshape(-1), pulled.reshape(-1))
        write_projection(
            pulled,
            nested.lower,
            nested.upper,
            nested.least,
            nested.group_of,
            nested.group_limits,
            nested.total,
            out,
        )
        worst = raise_multipliers(first, cell, weight, bound, out.reshape(-1), effort.step, ahead, raised)
        if worst <= effort.tolerance:
            break
        overshot = 0.0
        for r in range(bound.size):
            overshot += (ahead[r] - raised[r]) * (raised[r] - multiplier[r])
        following = 1.0 if overshot > 0.0 else 0.5 * (1.0 + math.sqrt(1.0 + 4.0 * momentum * momentum))
        share = 0.0 if overshot > 0.0 else (momentum - 1.0) / following
        for r in range(bound.size):
            ahead[r] = max(0.0, raised[r] + share * (raised[r] - multiplier[r]))
            multiplier[r] = raised[r]
        momentum = following
    return worst
