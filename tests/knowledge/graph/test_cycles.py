"""Circles in prerequisites: every one is found, a shortest is named, and the least weight opens them."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from kuajie.knowledge.graph.build import build_graph
from kuajie.knowledge.graph.catalogue import Catalogue
from kuajie.knowledge.graph.cycle_breaks import open_cycles
from kuajie.knowledge.graph.cycles import cycles_of, prerequisite_cycles

Pairs = list[tuple[int, int]]


def matrix(pairs: Pairs, size: int, weight: list[float] | None = None) -> csr_matrix:
    head, tail = (
        np.array(axis, dtype=np.int64) for axis in (zip(*pairs, strict=True) if pairs else ([], []))
    )
    values = np.ones(len(pairs)) if weight is None else np.array(weight)
    return csr_matrix((values, (head, tail)), shape=(size, size))


def has_circle(pairs: Pairs, size: int) -> bool:
    """Say so by taking away nodes that require nothing until none is left."""
    left = set(range(size))
    while ready := {node for node in left if not any(h == node and t in left for h, t in pairs)}:
        left -= ready
    return bool(left)


def shortest_by_trial(pairs: Pairs, knot: tuple[int, ...]) -> int:
    edges = set(pairs)
    for length in range(2, len(knot) + 1):
        for way in permutations(knot, length):
            if way[0] == min(way) and edges >= set(zip(way, (*way[1:], way[0]), strict=True)):
                return length
    raise AssertionError("a knot without a circle")


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Pairs, list[float], int]:
    size = draw(st.integers(2, 6))
    every = [(one, other) for one in range(size) for other in range(size) if one != other]
    pairs = draw(st.lists(st.sampled_from(every), unique=True, max_size=9))
    weights = draw(st.lists(st.sampled_from([1.0, 2.0, 3.5]), min_size=len(pairs), max_size=len(pairs)))
    return sorted(pairs), weights, size


@given(graphs())
def test_circles_are_real_shortest_and_one_for_every_knot(graph: tuple[Pairs, list[float], int]) -> None:
    pairs, _, size = graph
    cycles = cycles_of(matrix(pairs, size))
    assert bool(cycles) == has_circle(pairs, size)
    for cycle in cycles:
        ways = zip(cycle.places, (*cycle.places[1:], cycle.places[0]), strict=True)
        assert set(ways) <= set(pairs)
        assert set(cycle.places) <= set(cycle.knot)
        assert len(cycle.places) == shortest_by_trial(pairs, cycle.knot)
        assert cycle.places[0] == min(cycle.places)
    assert [cycle.knot[0] for cycle in cycles] == sorted(cycle.knot[0] for cycle in cycles)


@settings(deadline=None)
@given(graphs())
def test_what_is_set_aside_weighs_least_of_all_that_opens_the_circles(
    graph: tuple[Pairs, list[float], int],
) -> None:
    pairs, weights, size = graph
    opened = open_cycles(matrix(pairs, size, weights))
    kept = [pair for pair in pairs if pair not in opened.set_aside]
    assert not has_circle(kept, size)
    assert sorted(zip(*(axis.tolist() for axis in opened.requires.nonzero()), strict=True)) == kept
    assert opened.least
    weight = dict(zip(pairs, weights, strict=True))
    least = min(
        sum(weight[pair] for pair in gone)
        for count in range(len(pairs) + 1)
        for gone in combinations(pairs, count)
        if not has_circle([pair for pair in pairs if pair not in gone], size)
    )
    assert abs(sum(weight[pair] for pair in opened.set_aside) - least) < 1e-9


def test_a_circle_is_named_by_hand() -> None:
    pairs = [(4, 1), (1, 2), (2, 4), (2, 3), (3, 1), (0, 4)]
    (cycle,) = cycles_of(matrix(pairs, 5))
    assert cycle.places == (1, 2, 3)
    assert cycle.knot == (1, 2, 3, 4)
    assert open_cycles(matrix(pairs, 5, [1, 1, 1, 1, 1, 9])).set_aside == ((1, 2),)


def test_of_large_knots_an_order_decides_and_says_that_it_proves_nothing() -> None:
    rng = np.random.default_rng(5)
    dense = csr_matrix(np.triu(np.ones((90, 90)), 1) * 2 + (rng.random((90, 90)) < 0.3) * np.tri(90, k=-1))
    opened = open_cycles(dense)
    assert not opened.least
    assert cycles_of(opened.requires) == ()
    assert opened.requires.nnz + len(opened.set_aside) == dense.nnz


def test_courses_and_concepts_that_wait_for_each_other_are_named() -> None:
    def requires(kind: str, head: str, tail: str) -> dict[str, str]:
        return {"relation": "requires", "head_kind": kind, "head": head, "tail_kind": kind, "tail": tail}

    edges = [requires("concept", *pair) for pair in (("sql", "python"), ("python", "sql"), ("ml", "sql"))]
    graph = build_graph([Catalogue.of(edges=edges)]).graph
    (cycle,) = prerequisite_cycles(graph)
    assert sorted(graph.labels(cycle.places)) == ["python", "sql"]
    assert prerequisite_cycles(build_graph([Catalogue.of()]).graph) == ()
