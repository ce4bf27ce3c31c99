"""Linear programmes over spends, by HiGHS: where rows cut across the nested limits, no greedy order does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

if TYPE_CHECKING:  # Limits ask here whether any spend keeps them.
    from kuajie.planning.spend_limits import SpendLimits

Floats = NDArray[np.float64]


class Vertex(NamedTuple):
    """The best spends (L, T) and what one more unit of each row's limit would bring, (R,)."""

    spend: Floats
    multipliers: Floats


def linear_program(gain: Floats, limits: SpendLimits) -> Vertex:
    """Return the spends that maximise Σ gain · spend within all limits, least sums and rows included.

    Raises ``ValueError`` when no spend keeps the limits.
    """
    found = _solve(-gain.ravel(), limits)
    if found is None:
        raise ValueError("no spend keeps the limits")
    rows = 0 if limits.side is None else limits.side.rows.bound.size
    marginals = np.asarray(found.ineqlin.marginals)
    return Vertex(
        spend=np.asarray(found.x).reshape(gain.shape),
        multipliers=np.maximum(-marginals[marginals.size - rows :], 0.0),
    )


def any_spend(limits: SpendLimits) -> Floats | None:
    """Return some spends within all limits, or nothing when there are none."""
    found = _solve(np.zeros(limits.lower.size), limits)
    return None if found is None else np.asarray(found.x).reshape(limits.lower.shape)


def closest_spend(point: Floats, limits: SpendLimits) -> Floats:
    """Return spends within all limits whose absolute changes from ``point`` (L, T) add up to least.

    Raises ``ValueError`` when no spend keeps the limits.
    """
    size = point.size
    above = sparse.hstack([sparse.eye_array(size), -sparse.eye_array(size)])
    below = sparse.hstack([-sparse.eye_array(size), -sparse.eye_array(size)])
    matrix, bound = limit_rows(limits)
    blank = sparse.csr_array((matrix.shape[0], size))
    found = linprog(
        np.concatenate([np.zeros(size), np.ones(size)]),
        A_ub=sparse.vstack([sparse.hstack([matrix, blank]), above, below], format="csr"),
        b_ub=np.concatenate([bound, point.ravel(), -point.ravel()]),
        bounds=np.vstack([_box(limits), np.tile([0.0, np.inf], (size, 1))]),
        method="highs",
    )
    if found.x is None:
        raise ValueError("no spend keeps the limits")
    return np.asarray(np.clip(found.x[:size].reshape(point.shape), limits.lower, limits.upper))


def limit_rows(limits: SpendLimits) -> tuple[sparse.csr_array, Floats]:
    """Return budgets, least sums and rows as one sparse matrix over the raveled spend, with its bounds.

    The rows that cut across come last.
    """
    levers, weeks = limits.lower.shape
    blocks: list[Any] = []
    bounds: list[float] = []
    for group, limit in enumerate(limits.group_limits):
        if np.isfinite(limit):
            blocks.append(np.repeat((limits.group_of == group).astype(np.float64), weeks))
            bounds.append(float(limit))
    if np.isfinite(limits.total):
        blocks.append(np.ones(levers * weeks))
        bounds.append(limits.total)
    for lever in np.flatnonzero(limits.least > 0.0):
        blocks.append(-np.repeat((np.arange(levers) == lever).astype(np.float64), weeks))
        bounds.append(-float(limits.least[lever]))
    parts = [sparse.csr_array(np.array(blocks))] if blocks else []
    if limits.side is not None:
        parts.append(limits.side.matrix)
        bounds.extend(limits.side.rows.bound.tolist())
    if not parts:
        return sparse.csr_array((0, levers * weeks)), np.empty(0)
    return sparse.csr_array(sparse.vstack(parts)), np.array(bounds)


def _box(limits: SpendLimits) -> Floats:
    return np.stack([limits.lower.ravel(), limits.upper.ravel()], axis=1)


def _solve(cost: Floats, limits: SpendLimits) -> Any:
    matrix, bound = limit_rows(limits)
    found = linprog(cost, A_ub=matrix, b_ub=bound, bounds=_box(limits), method="highs")
    return found if found.x is not None and found.status == 0 else None
