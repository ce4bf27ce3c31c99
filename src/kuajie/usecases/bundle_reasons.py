"""Why two courses belong together, or are too alike, as kinds of reasons with their facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kuajie.knowledge.bundles.content import Contents, distinct_names, shared_nodes
from kuajie.knowledge.bundles.find import Bundles
from kuajie.knowledge.bundles.pairs import entries
from kuajie.knowledge.graph.course_graph import CourseGraph
from kuajie.knowledge.histories import Histories
from kuajie.usecases.bundles_answer import BundleReason, Reason

NAMED = 4
"""Concepts named in one reason."""
NEAR = 0.3
"""Closeness of subjects from which it is worth telling."""


def comes_first(found: Bundles, histories: Histories, place: int) -> bool:
    """Say whether the pair's ``one`` is to be taken first: by what builds on what, else as learners do."""
    forth, back = found.links.forth[place], found.links.back[place]
    if forth != back:
        return bool(forth > back)
    ahead, behind = orders_of(histories, int(found.pairs.one[place]), int(found.pairs.other[place]))
    return ahead >= behind


def orders_of(histories: Histories, one: int, other: int) -> tuple[int, int]:
    """Return how many learners took ``one`` first, and how many ``other``."""
    places = []
    for course in (one, other):
        rows = np.flatnonzero(histories.course == course)
        places.append((histories.learner[rows], rows))
    _, first, second = np.intersect1d(places[0][0], places[1][0], assume_unique=True, return_indices=True)
    ahead = int((places[0][1][first] < places[1][1][second]).sum())
    return ahead, int(first.size) - ahead


def bundle_reasons(
    graph: CourseGraph, contents: Contents, found: Bundles, histories: Histories, place: int
) -> tuple[Reason, ...]:
    """Return what speaks for a bundle, the strongest kind first; facts are names and numbers."""
    one, other = int(found.pairs.one[place]), int(found.pairs.other[place])
    ends = (one, other) if comes_first(found, histories, place) else (other, one)
    return (
        *_leads(graph, contents, *ends),
        *_contents(graph, contents, found, place, ends),
        *_habits(graph, found, histories, place, ends),
    )


def _leads(graph: CourseGraph, contents: Contents, first: int, second: int) -> Iterator[Reason]:
    names = {"first": graph.label(first), "second": graph.label(second)}
    pair = np.array([second]), np.array([first])
    concepts = shared_nodes(contents.needs, second, contents.teaches, first)
    level = contents.level
    if entries(contents.requires, *pair)[0]:
        yield Reason(kind=BundleReason.REQUIRES, facts=names)
    elif concepts:
        facts = {**names, "concepts": named(graph, contents, concepts)}
        yield Reason(kind=BundleReason.NEEDS_CONCEPTS, facts=facts)
    elif entries((contents.requires @ contents.requires).tocsr(), *pair)[0]:
        yield Reason(kind=BundleReason.TWO_STEPS, facts=names)
    elif 0 <= level[first] < level[second] and (both := _both(contents, first, second)):
        yield Reason(kind=BundleReason.NEXT_LEVEL, facts={**names, "concepts": named(graph, contents, both)})


def _contents(
    graph: CourseGraph, contents: Contents, found: Bundles, place: int, ends: tuple[int, int]
) -> Iterator[Reason]:
    first, second = ends
    both = _both(contents, first, second)
    own = [sorted(set(_teaches(contents, course)) - set(both)) for course in ends]
    if not all(own) or not (both or found.links.near[place] >= NEAR):
        if both and max(found.links.forth[place], found.links.back[place]) == 0:
            yield Reason(kind=BundleReason.SHARES, facts={"shared": named(graph, contents, both)})
        return
    adds = {"first_adds": named(graph, contents, own[0]), "second_adds": named(graph, contents, own[1])}
    if both:
        yield Reason(kind=BundleReason.ADDS, facts={"shared": named(graph, contents, both), **adds})
    else:
        yield Reason(kind=BundleReason.NEAR, facts=adds)


def _habits(
    graph: CourseGraph, found: Bundles, histories: Histories, place: int, ends: tuple[int, int]
) -> Iterator[Reason]:
    seen = found.together
    if seen is None or not seen.both[place]:
        return
    facts = {
        "both": int(seen.both[place]),
        "lift": float(seen.lift[place]),
        "lower": float(seen.lower[place]),
        "upper": float(seen.upper[place]),
        "expected": float(seen.expected[place]),
    }
    if seen.upper[place] < 1:
        yield Reason(kind=BundleReason.EITHER_OR, facts=facts)
        return
    if seen.lower[place] <= 1:
        yield Reason(kind=BundleReason.BY_CHANCE, facts={"both": facts["both"]})
        return
    yield Reason(kind=BundleReason.TOGETHER, facts=facts)
    ahead, behind = orders_of(histories, *ends)
    if ahead > behind:
        share = ahead / (ahead + behind)
        yield Reason(kind=BundleReason.ORDER, facts={"first": graph.label(ends[0]), "share": share})


def substitute_reasons(graph: CourseGraph, contents: Contents, one: int, other: int) -> tuple[Reason, ...]:
    """Return why two courses are substitutes."""
    both = _both(contents, one, other)
    return (Reason(kind=BundleReason.SAME_THING, facts={"concepts": named(graph, contents, both)}),)


def named(graph: CourseGraph, contents: Contents, nodes: Sequence[int]) -> tuple[str, ...]:
    """Return the names of nodes, those that tell most first, a few at the most."""
    order = sorted(nodes, key=lambda node: (-contents.rarity[node], node))
    return distinct_names(graph.labels(order))[:NAMED]


def _both(contents: Contents, one: int, other: int) -> list[int]:
    return shared_nodes(contents.teaches, one, contents.teaches, other)


def _teaches(contents: Contents, course: int) -> list[int]:
    matrix = contents.teaches
    found: list[int] = matrix.indices[matrix.indptr[course] : matrix.indptr[course + 1]].tolist()
    return found
