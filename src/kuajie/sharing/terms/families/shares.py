"""Shares as fractions that add up to one, and the shares under which expected profits meet a target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

Floats = NDArray[np.float64]

FINEST = 10**12
"""While shares are solved for they are told this finely."""

TURNS = 60
NEAR = 1e-7
"""Shares that move less than this are settled; they are rounded a thousand times coarser."""

PROBE = 1e-5
"""How far towards one party's whole share slopes are taken: few draws lie at a kink within."""

SUM_WEIGHT = 1e4
"""Weight of the row that makes shares add up to one beside rows of size one."""


def rounded(shares: Floats, finest: int) -> tuple[Fraction, ...]:
    """Return shares in units of one ``finest``-th that add up to one, by largest remainders.

    >>> [str(share) for share in rounded(np.array([1.0, 1.0, 1.0]) / 3.0, 100)]
    ['17/50', '33/100', '33/100']
    """
    clear = np.maximum(shares, 0.0)
    units = clear / clear.sum() * finest
    down = np.floor(units + 1e-9).astype(np.int64)
    order = np.argsort(down - units, kind="stable")
    down[order[: finest - int(down.sum())]] += 1
    return tuple(Fraction(int(unit), finest) for unit in down)


def named(parties: Sequence[str], shares: Sequence[Fraction]) -> dict[str, Fraction]:
    """Return shares under the parties' names."""
    return dict(zip(parties, shares, strict=True))


def nearest_shares(wanted: Floats) -> Floats:
    """Return the shares nearest to numbers that add up to one (projection on the simplex, Held 1974).

    >>> nearest_shares(np.array([1.25, -0.25])).tolist()
    [1.0, 0.0]
    """
    down = np.sort(wanted)[::-1]
    level = (np.cumsum(down) - 1.0) / np.arange(1, wanted.size + 1)
    last = int(np.flatnonzero(down > level)[-1])
    return np.asarray(np.maximum(wanted - level[last], 0.0))


def solve_shares(expected: Callable[[Floats], Floats], target: Floats, start: Floats) -> Floats:
    """Return the shares (P,) at which ``expected(shares)`` (P,) is nearest to the target, in least squares.

    By Gauss-Newton steps within the simplex: slopes towards each party's whole share, non-negative weights on
    them by Lawson and Hanson (1974), halved while they do not help. Exact in one step where profits are
    linear in shares, in a few where clauses make them piecewise linear.
    """
    shares = nearest_shares(start)
    miss = target - expected(shares)
    for _ in range(TURNS):
        towards = _step(expected, shares, miss)
        moved, shorter = _kept(expected, shares, towards, target, miss)
        step = float(np.abs(moved - shares).max())
        if shorter is None:
            return shares
        shares, miss = moved, shorter
        if step < NEAR:
            return shares
    return shares


def _step(expected: Callable[[Floats], Floats], shares: Floats, miss: Floats) -> Floats:
    """Return the shares that profits' slopes here make best."""
    here, corners = expected(shares), np.eye(shares.size)
    slopes = [(expected(shares + PROBE * (corner - shares)) - here) / PROBE for corner in corners]
    matrix = np.stack(slopes, axis=1)
    size = max(float(np.abs(matrix).max()), 1e-12)
    rows = np.concatenate([matrix / size, np.full((1, shares.size), SUM_WEIGHT)])
    # Where clauses bend, slopes to the sides differ, and do not quite cancel where shares are.
    weights, _ = nnls(rows, np.append((miss + matrix @ shares) / size, SUM_WEIGHT))
    return np.asarray(weights / max(float(weights.sum()), 1e-12))


def _kept(
    expected: Callable[[Floats], Floats], shares: Floats, towards: Floats, target: Floats, miss: Floats
) -> tuple[Floats, Floats | None]:
    """Return the furthest of ever shorter steps that comes nearer to the target, if any does."""
    for halvings in range(12):
        moved = shares + 0.5**halvings * (towards - shares)
        left = target - expected(moved)
        if float(left @ left) < float(miss @ miss) * (1.0 - 1e-12):
            return moved, left
    return shares, None
