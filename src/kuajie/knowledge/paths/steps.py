"""Courses that give things and need others first: what they reach together, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from kuajie.domain.panel import Floats
from kuajie.knowledge.histories import Codes, Flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """Courses to choose from, each once.

    ``gives`` and ``needs`` (courses, things) are ones; ``goals`` are the things wanted. ``cost`` (courses,)
    is above zero; ``price`` (courses,) counts against ``budget``.
    """

    gives: csr_matrix
    needs: csr_matrix
    goals: Codes
    cost: Floats
    price: Floats
    budget: float = np.inf

    @property
    def courses(self) -> int:
        """How many courses there are to choose from."""
        return int(self.gives.shape[0])


def reached(choice: Choice, chosen: Flags) -> Flags:
    """Return which things some courses give, taken in whichever order works, (things,).

    A course is taken once all it needs has been given; those that never are give nothing.
    """
    wanted = np.diff(choice.needs.indptr)
    have = np.zeros(choice.gives.shape[1], dtype=np.bool_)
    waiting = chosen.copy()
    while True:
        ready = waiting & ((choice.needs @ have.astype(np.float64)) >= wanted)
        if not ready.any():
            return have
        waiting &= ~ready
        have |= (choice.gives.T @ ready.astype(np.float64)) > 0


def arrives(choice: Choice, chosen: Flags) -> bool:
    """Say whether some courses, in whichever order works, give all that is wanted."""
    return bool(reached(choice, chosen)[choice.goals].all())


def in_order(choice: Choice, chosen: Flags, rank: Floats) -> list[int]:
    """Return chosen courses in an order in which each finds what it needs; of those ready, the lowest rank.

    ``rank`` (courses,) decides between courses; then the earlier one. Courses that never get ready are left
    out.
    """
    have = np.zeros(choice.gives.shape[1], dtype=np.bool_)
    waiting = sorted(np.flatnonzero(chosen).tolist(), key=lambda course: (rank[course], course))
    order: list[int] = []
    while True:
        ready = next((course for course in waiting if have[things(choice.needs, course)].all()), None)
        if ready is None:
            return order
        waiting.remove(ready)
        order.append(ready)
        have[things(choice.gives, ready)] = True


def things(matrix: csr_matrix, course: int) -> Codes:
    """Return what a course gives or needs."""
    return np.asarray(matrix.indices[matrix.indptr[course] : matrix.indptr[course + 1]], dtype=np.int64)
