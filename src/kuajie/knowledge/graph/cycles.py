"""Circles in prerequisites, where everything waits for something else: found, and named node by node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, connected_components, shortest_path

from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.graph.relations import Relation
from kuajie.knowledge.histories import Codes

STARTS = 1000
"""Nodes of a knot from which the shortest circle is sought; in a larger knot a shorter one may exist."""
BATCH = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """Each of ``places`` requires the next, and the last the first; the lowest code stands first.

    ``knot`` are all nodes that require each other, directly or through others, by code.
    """

    places: tuple[int, ...]
    knot: tuple[int, ...]


def prerequisite_cycles(graph: CourseGraph) -> tuple[Cycle, ...]:
    """Return a shortest circle of every knot of nodes that require each other, by its lowest code."""
    requires = graph.forward.get(Relation.REQUIRES)
    return () if requires is None else cycles_of(requires)


def cycles_of(requires: csr_matrix) -> tuple[Cycle, ...]:
    """Return a shortest circle of every knot in a matrix of who requires whom, (nodes, nodes)."""
    return tuple(
        Cycle(places=_lowest_first(knot[_shortest(requires[knot][:, knot])]), knot=tuple(knot.tolist()))
        for knot in knots(requires)
    )


def knots(requires: csr_matrix) -> Iterator[Codes]:
    """Yield the nodes of every strongly connected component of two or more, ordered by their lowest code."""
    _, label = connected_components(requires, directed=True, connection="strong")
    size = np.bincount(label)
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.cumsum(size)[:-1])
    yield from sorted((group for group in groups if group.size > 1), key=lambda group: int(group[0]))


def _shortest(inside: csr_matrix) -> Codes:
    """Return a shortest circle in a matrix of which every node reaches every other; loops are none."""
    ones = (inside != 0).astype(np.float64)
    ones.setdiag(0.0)
    ones.eliminate_zeros()
    one, other = ones.minimum(ones.T).nonzero()
    if one.size:
        return np.array([one[0], other[0]], dtype=np.int64)
    best, through = np.inf, (0, 0)
    for first in range(0, min(inside.shape[0], STARTS), BATCH):
        starts = np.arange(first, min(first + BATCH, inside.shape[0], STARTS))
        back = ones[:, starts].tocoo()
        steps = shortest_path(ones, unweighted=True, indices=starts)[back.col, back.row]
        place = int(np.argmin(steps))
        if steps[place] < best:
            best, through = float(steps[place]), (int(starts[back.col[place]]), int(back.row[place]))
        if best <= 2:
            break
    return _walk(ones, *through)


def _walk(matrix: csr_matrix, start: int, end: int) -> Codes:
    """Return the nodes of a shortest way from one node to another, both included."""
    _, before = breadth_first_order(matrix, start)
    way = [end]
    while way[-1] != start:
        way.append(int(before[way[-1]]))
    return np.array(way[::-1], dtype=np.int64)


def _lowest_first(places: Codes) -> tuple[int, ...]:
    return tuple(np.roll(places, -int(np.argmin(places))).tolist())
