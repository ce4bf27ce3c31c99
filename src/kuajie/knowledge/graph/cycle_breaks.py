"""Which prerequisites to set aside so that none waits for itself: the least weight that opens all circles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import shortest_path

from kuajie.domain.panel import Floats
from kuajie.knowledge.graph.cycles import knots
from kuajie.knowledge.histories import Codes, Flags

MOST_EDGES = 3000
"""Edges of a knot up to which the least weight is sought; above, a quick order of its nodes decides."""
MOST_ROUNDS = 60
SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OpenedCycles:
    """``requires`` (nodes, nodes) without circles, and the edges set aside as (head, tail), by code.

    ``least``: no other choice of edges has less weight.
    """

    requires: csr_matrix
    set_aside: tuple[tuple[int, int], ...]
    least: bool


def open_cycles(requires: csr_matrix) -> OpenedCycles:
    """Return who requires whom (nodes, nodes) without circles; of equal weights lower codes stay."""
    aside: list[tuple[int, int]] = []
    least = True
    for knot in knots(requires):
        inside = requires[knot][:, knot].tocoo()
        gone, proved = _least_edges(inside.row, inside.col, inside.data.astype(np.float64), knot.size)
        least &= proved
        aside += zip(knot[inside.row[gone]].tolist(), knot[inside.col[gone]].tolist(), strict=True)
    if not aside:
        return OpenedCycles(requires=requires, set_aside=(), least=True)
    head, tail = np.array(aside).T
    gone = csr_matrix((np.ones(head.size), (head, tail)), shape=requires.shape)
    rest = (requires - requires.multiply(gone)).tocsr()
    rest.eliminate_zeros()
    return OpenedCycles(requires=rest, set_aside=tuple(sorted(aside)), least=least)


def _least_edges(head: Codes, tail: Codes, weight: Floats, size: int) -> tuple[Flags, bool]:
    """Return which edges of a knot to set aside, and whether no others weigh less.

    Circles are met as they are found: the cheapest edges that hit all known ones, until none is left
    (a minimum feedback arc set by implicit hitting sets).
    """
    if head.size > MOST_EDGES:
        return _against_order(head, tail, weight, size), False
    codes = {pair: place for place, pair in enumerate(zip(head.tolist(), tail.tolist(), strict=True))}
    rows: list[Floats] = []
    gone = np.zeros(head.size, dtype=np.bool_)
    for _ in range(MOST_ROUNDS):
        found = _circles(head[~gone], tail[~gone], size)
        if not found:
            return gone, True
        for circle in found:
            row = np.zeros(head.size)
            pairs = zip(circle, (*circle[1:], circle[0]), strict=True)
            row[[codes[pair] for pair in pairs]] = 1.0
            rows.append(row)
        gone = _cheapest_hits(weight, np.array(rows))
    return _against_order(head, tail, weight, size), False


def _circles(head: Codes, tail: Codes, size: int) -> list[tuple[int, ...]]:
    """Return a shortest circle through every edge that lies on one, each once."""
    matrix = csr_matrix((np.ones(head.size), (head, tail)), shape=(size, size))
    found: set[tuple[int, ...]] = set()
    for knot in knots(matrix):
        inside = matrix[knot][:, knot]
        steps, before = shortest_path(inside, unweighted=True, return_predecessors=True)
        for one, other in zip(*(axis.tolist() for axis in inside.nonzero()), strict=True):
            if np.isfinite(steps[other, one]):
                way = [one]
                while way[-1] != other:
                    way.append(int(before[other, way[-1]]))
                circle = knot[np.array(way[::-1])]
                found.add(tuple(np.roll(circle, -int(np.argmin(circle))).tolist()))
    return sorted(found)


def _cheapest_hits(weight: Floats, rows: Floats) -> Flags:
    """Return edges of least weight that hit every circle; of equals, later edges rather than earlier."""
    nudge = np.linspace(1e-4, 0.0, weight.size) * max(float(weight.min()), 1e-6) / max(weight.size, 1)
    solved = milp(
        weight + nudge,
        integrality=np.ones(weight.size),
        bounds=Bounds(0.0, 1.0),
        constraints=LinearConstraint(csr_matrix(rows), 1.0, np.inf),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if solved.x is None:
        return np.asarray(rows.any(axis=0), dtype=np.bool_)
    chosen: Flags = solved.x > 0.5
    return chosen


def _against_order(head: Codes, tail: Codes, weight: Floats, size: int) -> Flags:
    """Return the edges that run against an order of nodes by how much more they require than are required."""
    surplus = np.bincount(head, weights=weight, minlength=size) - np.bincount(
        tail, weights=weight, minlength=size
    )
    rank = np.empty(size, dtype=np.int64)
    rank[np.argsort(-surplus, kind="stable")] = np.arange(size)
    against: Flags = rank[head] >= rank[tail]
    return against
