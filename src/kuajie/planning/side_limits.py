"""Limits that cut across levers and weeks: weekly budgets, scarce hours, how fast spend may move.

Budgets over the horizon are nested and handled by themselves (``nearest_spend``); these are any rows
Σ weight · spend ≤ limit, kept sparse.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kuajie.planning.kernels.cross_projection import Rows

if TYPE_CHECKING:  # A problem derives its rows here when it is built.
    from kuajie.planning.problem import PlanningProblem

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

CHANGE = -1
"""Stands for the number of a rule where a row is about the largest change of a lever."""


@dataclass(frozen=True, slots=False, kw_only=True, eq=False)
class SideLimits:
    """Rows over the raveled (L, T) spend.

    ``rule`` (R,) is the number of the linear limit, ``CHANGE`` for largest changes; ``lever`` (R,) is the
    lever of a row's first cell.
    """

    shape: tuple[int, int]
    rows: Rows
    rule: Codes

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """The rows as a sparse matrix (R, L · T)."""
        shape = (self.rows.bound.size, self.shape[0] * self.shape[1])
        return sparse.csr_array((self.rows.weight, self.rows.cell, self.rows.first), shape=shape)

    def per_outlay(self, mark_up: Floats) -> SideLimits:
        """Return the same rows over outlay, ``mark_up`` (L,) times spend."""
        weight = self.rows.weight / mark_up[self.rows.cell // self.shape[1]]
        return replace(self, rows=self.rows._replace(weight=weight))

    @cached_property
    def unit_rows(self) -> Rows:
        """The rows scaled to length one."""
        length = np.sqrt(np.asarray((self.matrix * self.matrix).sum(axis=1)))
        weight = self.rows.weight / np.repeat(length, np.diff(self.rows.first))
        return self.rows._replace(weight=weight, bound=self.rows.bound / length)

    @cached_property
    def step(self) -> float:
        """A safe step of multipliers: one over a bound on the squared singular values of the unit rows.

        The largest column sum times the largest row sum of absolute weights bounds them (Schur 1911).
        """
        rows = self.unit_rows
        size = np.abs(rows.weight)
        columns = np.bincount(rows.cell, weights=size, minlength=self.shape[0] * self.shape[1])
        return 1.0 / float(columns.max() * np.add.reduceat(size, rows.first[:-1]).max())

    @cached_property
    def multipliers(self) -> Floats:
        """What the unit rows were worth in the last projection, (R,): the next one starts there."""
        return np.zeros(self.rows.bound.size)

    @property
    def lever(self) -> Codes:
        """The lever of each row's first cell, (R,)."""
        return np.asarray(self.rows.cell[self.rows.first[:-1]] // self.shape[1])

    def levers_of(self, rule: int) -> Codes:
        """Return the levers that rows of a rule are about."""
        return np.unique(self.lever[self.rule == rule])

    def only(self, kept: NDArray[np.bool_]) -> SideLimits | None:
        """Return some rows, nothing where none is kept."""
        if not kept.any():
            return None
        matrix = self.matrix[np.flatnonzero(kept)]
        rows = Rows(
            first=matrix.indptr.astype(np.int64),
            cell=matrix.indices.astype(np.int64),
            weight=matrix.data,
            bound=self.rows.bound[kept],
        )
        return SideLimits(shape=self.shape, rows=rows, rule=self.rule[kept])

    def holding(self, spend: Floats, slack: float) -> NDArray[np.bool_]:
        """Return the cells that some row full to ``slack``, relatively, keeps from rising, (L, T)."""
        full = self.overrun(spend) >= -slack * np.maximum(1.0, np.abs(self.rows.bound))
        in_full = np.repeat(full, np.diff(self.rows.first)) & (self.rows.weight > 0.0)
        held = np.zeros(spend.size, dtype=np.bool_)
        held[self.rows.cell[in_full]] = True
        return held.reshape(self.shape)

    def pull(self, multipliers: Floats) -> Floats:
        """Return Σ multiplier · weight of every cell, (L, T)."""
        return np.asarray(self.matrix.T @ multipliers).reshape(self.shape)

    def overrun(self, spend: Floats) -> Floats:
        """Return by how much each row is overrun, (R,), negative where there is room."""
        return np.asarray(self.matrix @ spend.ravel() - self.rows.bound)


def side_limits(problem: PlanningProblem) -> SideLimits | None:
    """Return the rows of a problem's linear limits and largest changes, nothing where it has none."""
    shape = (problem.levers, problem.weeks)
    cells, weights, bounds, rules = [], [], [], []
    for number, rule in enumerate(problem.linear_limits):
        used = np.flatnonzero(rule.weights.ravel())
        if used.size and np.isfinite(rule.limit):
            cells.append(used)
            weights.append(rule.weights.ravel()[used])
            bounds.append(rule.limit)
            rules.append(number)
    for lever, change in enumerate(() if problem.largest_change is None else problem.largest_change):
        if not np.isfinite(change):
            continue
        for week in range(1, shape[1]):
            place = lever * shape[1] + week
            for sign in (1.0, -1.0):
                cells.append(np.array([place - 1, place]))
                weights.append(np.array([-sign, sign]))
                bounds.append(float(change))
                rules.append(CHANGE)
    if not cells:
        return None
    lengths = [each.size for each in cells]
    return SideLimits(
        shape=shape,
        rows=Rows(
            first=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            cell=np.concatenate([np.empty(0), *cells]).astype(np.int64),
            weight=np.concatenate([np.empty(0), *weights]),
            bound=np.array(bounds, dtype=np.float64),
        ),
        rule=np.array(rules, dtype=np.int64),
    )
