"""The cheapest courses that reach all goals in an order that works, proved by HiGHS where it is in time."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_matrix, hstack, identity, vstack

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Flags
from kuajie.knowledge.paths.greedy import greedy
from kuajie.knowledge.paths.steps import Choice, arrives, reached

MOST_COURSES = 3000
"""Courses to choose from up to which the best choice is sought; with more, a good one is taken."""
SECONDS = 10.0
MOST_ROUNDS = 500
ABSOLUTE = 1e-6
"""How much cost HiGHS may leave unproved."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cheapest:
    """The courses taken, (courses,), what they cost, and a proved lower bound on what any others would."""

    chosen: Flags
    cost: float
    bound: float

    @property
    def gap(self) -> float:
        """How much cheaper any other choice could be, relative to the cost."""
        return max(0.0, self.cost - self.bound) / self.cost if self.cost > 0 else 0.0


def cheapest(choice: Choice, *, seconds: float = SECONDS) -> Cheapest | None:
    """Return the cheapest courses that give all goals, ``None`` where none within the budget do.

    A mixed-integer programme asks that everything chosen finds its needs among what is chosen. Where the
    answer has no order that works, because courses wait for each other, a cut is added: of all courses that
    are ready after those that can be taken and bring anything new, one at least is needed (a disjunctive
    landmark; Bonet and Helmert, 2010). The first answer with an order is the best. When time is over, or
    with very many courses, a good choice is returned with the bound proved until then.
    """
    if not arrives(choice, np.ones(choice.courses, dtype=np.bool_)):
        return None
    fallback = greedy(choice)
    if choice.courses > MOST_COURSES:
        return None if fallback is None else _of(choice, fallback, 0.0)
    return _proved(choice, fallback, time.monotonic() + seconds)


def cheapest_price(choice: Choice, *, seconds: float = SECONDS) -> float | None:
    """Return the least price at which the goals can be reached at all, whatever the budget."""
    priced = replace(choice, cost=choice.price + 1e-3, budget=np.inf)
    found = cheapest(priced, seconds=seconds)
    return None if found is None else float(choice.price[found.chosen].sum())


def _proved(choice: Choice, fallback: Flags | None, until: float) -> Cheapest | None:
    rows, bound = _rows(choice), 0.0
    cuts: list[Floats] = []
    for _ in range(MOST_ROUNDS):
        left = until - time.monotonic()
        if left <= 0:
            break
        found = _solved(choice, rows, cuts, left)
        if found.status == 2:
            return None
        if found.mip_dual_bound is not None and np.isfinite(found.mip_dual_bound):
            bound = max(bound, float(found.mip_dual_bound))
        if found.x is None:
            break
        chosen = found.x[: choice.courses] > 0.5
        if arrives(choice, chosen):
            return _of(choice, chosen, bound)
        cuts.append(_landmark(choice, chosen))
    return None if fallback is None else _of(choice, fallback, bound)


def _of(choice: Choice, chosen: Flags, bound: float) -> Cheapest:
    cost = float(choice.cost[chosen].sum())
    return Cheapest(chosen=chosen, cost=cost, bound=min(bound + ABSOLUTE, cost) if bound > 0 else 0.0)


def _rows(choice: Choice) -> csr_matrix:
    """Return rows that are not to be below zero, over courses taken and things had.

    A thing is had only where a course gives it; a course is taken only where all it needs is had.
    """
    count = choice.gives.shape[1]
    given = hstack([choice.gives.T, -identity(count)])
    needs = choice.needs.tocoo()
    place = np.arange(needs.nnz)
    taken = csr_matrix((-np.ones(needs.nnz), (place, needs.row)), shape=(needs.nnz, choice.courses))
    had = csr_matrix((np.ones(needs.nnz), (place, needs.col)), shape=(needs.nnz, count))
    return vstack([given, hstack([taken, had])]).tocsr()


def _solved(choice: Choice, rows: csr_matrix, cuts: list[Floats], seconds: float) -> OptimizeResult:
    count = choice.gives.shape[1]
    nothing = np.zeros(count)
    constraints = [LinearConstraint(rows, 0.0, np.inf)]
    if cuts:
        constraints.append(LinearConstraint(np.hstack([cuts, np.zeros((len(cuts), count))]), 1.0, np.inf))
    if np.isfinite(choice.budget):
        spent = np.concatenate([choice.price, nothing])[None, :]
        constraints.append(LinearConstraint(spent, -np.inf, choice.budget))
    least = nothing.copy()
    least[choice.goals] = 1.0
    return milp(
        np.concatenate([choice.cost, nothing]),
        integrality=np.concatenate([np.ones(choice.courses), nothing]),
        bounds=Bounds(np.concatenate([np.zeros(choice.courses), least]), 1.0),
        constraints=constraints,
        options={"time_limit": max(seconds, 0.1), "mip_rel_gap": 0.0},
    )


def _landmark(choice: Choice, chosen: Flags) -> Floats:
    """Return ones for the courses of which one at least must be added to a choice that does not arrive."""
    have = reached(choice, chosen).astype(np.float64)
    ready = (choice.needs @ have) >= np.diff(choice.needs.indptr)
    fresh = (choice.gives @ (1.0 - have)) > 0
    row: Floats = (ready & fresh).astype(np.float64)
    return row
