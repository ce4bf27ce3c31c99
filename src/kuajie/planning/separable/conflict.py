"""Which limits cannot hold together: an irreducible set, by leaving out one limit after the other.

A set is irreducible when any of its limits may be dropped to make the rest possible (Chinneck and
Dravnieks 1991, the deletion filter).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from kuajie.planning.separable.problem import SLACK, SeparableProblem

Floats = NDArray[np.float64]
Kind = Literal["min", "max", "min_if_used", "budget", "weekly_total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendLimit:
    """One limit: of which kind, of which lever or budget, and its value."""

    kind: Kind
    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LimitRows:
    """A limit with its rows, matrix · spend <= right, over the spends of levers used in any case."""

    limit: SpendLimit
    matrix: Floats
    right: Floats


def smallest_conflict(problem: SeparableProblem) -> tuple[SpendLimit, ...]:
    """Return an irreducible set of limits in conflict, empty when some spend keeps to all.

    Only levers with a least spend matter: the others can stay at nothing.
    """
    rows = limit_rows(problem)
    if not rows or _possible(rows):
        return ()
    kept = rows
    for candidate in rows:
        without = [row for row in kept if row is not candidate]
        if not _possible(without):
            kept = without
    return tuple(row.limit for row in kept)


def limit_rows(problem: SeparableProblem) -> list[LimitRows]:
    """Return every limit that spends of levers used in any case must keep; broadest limits last."""
    obliged = np.flatnonzero(problem.obliged)
    weeks = problem.weeks
    found = []
    for place, k in enumerate(obliged):
        of_lever = np.zeros((weeks, obliged.size * weeks))
        of_lever[:, place * weeks : (place + 1) * weeks] = np.eye(weeks)
        name, whole = problem.levers[k], of_lever.sum(axis=0, keepdims=True)
        rows: list[tuple[Kind, Floats, Floats]] = [
            ("max", of_lever, problem.upper[k]),
            ("min_if_used", -whole, -problem.min_if_used[k : k + 1]),
            ("min", -of_lever, -problem.lower[k]),
        ]
        for kind, matrix, right in rows:
            value = float(np.abs(right).max())
            if np.isfinite(value) and not (kind == "min_if_used" and value == 0.0):
                limit = SpendLimit(kind=kind, name=name, value=value)
                found.append(LimitRows(limit=limit, matrix=matrix, right=right))
    return [*found, *_shared_rows(problem, obliged)] if found else []


def _shared_rows(problem: SeparableProblem, obliged: NDArray[np.intp]) -> list[LimitRows]:
    """Return the rows of budgets and of the weekly limit."""
    weeks = problem.weeks
    found = []
    for budget in problem.budgets:
        matrix = np.repeat(budget.members[obliged], weeks)[None, :].astype(np.float64)
        limit = SpendLimit(kind="budget", name=budget.name, value=budget.limit)
        found.append(LimitRows(limit=limit, matrix=matrix, right=np.array([budget.limit])))
    if np.isfinite(problem.weekly_limit):
        limit = SpendLimit(kind="weekly_total", name="weekly_total", value=problem.weekly_limit)
        matrix = np.tile(np.eye(weeks), (1, obliged.size))
        found.append(LimitRows(limit=limit, matrix=matrix, right=np.full(weeks, problem.weekly_limit)))
    return found


def _possible(rows: list[LimitRows]) -> bool:
    """Return whether some spend, zero or more, keeps to all rows."""
    if not rows:
        return True
    matrix = np.vstack([row.matrix for row in rows])
    right = np.concatenate([row.right for row in rows])
    loose = right + 0.1 * SLACK * np.maximum(1.0, np.abs(right))
    found = linprog(np.zeros(matrix.shape[1]), A_ub=csr_array(matrix), b_ub=loose, method="highs")
    return bool(found.status != 2)
