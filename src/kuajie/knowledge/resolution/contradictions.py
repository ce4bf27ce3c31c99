"""Decisions that cannot all hold: what is the same as the same thing is the same."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from kuajie.knowledge.graph.course_graph import Key
from kuajie.knowledge.resolution.links import Decision, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A link decided ``different`` though the links ``same``, one after another, join its two ends."""

    different: Link
    same: tuple[Link, ...]


def contradictions(links: Iterable[Link]) -> tuple[Contradiction, ...]:
    """Return every link decided different whose ends others, decided same, join; by the shortest way."""
    decided = list(links)
    beside: dict[Key, list[tuple[Key, Link]]] = {}
    for link in decided:
        if link.decision is Decision.SAME:
            beside.setdefault(link.left, []).append((link.right, link))
            beside.setdefault(link.right, []).append((link.left, link))
    found = (
        (link, _way(beside, link.left, link.right)) for link in decided if link.decision is Decision.DIFFERENT
    )
    return tuple(Contradiction(different=link, same=way) for link, way in found if way is not None)


def _way(beside: dict[Key, list[tuple[Key, Link]]], start: Key, end: Key) -> tuple[Link, ...] | None:
    ways: dict[Key, tuple[Link, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == end:
            return ways[here]
        for there, link in beside.get(here, ()):
            if there not in ways:
                ways[there] = (*ways[here], link)
                waiting.append(there)
    return None


def joined_within(links: Iterable[Link]) -> tuple[tuple[Key, Key], ...]:
    """Return pairs of entries of one provider that links decided same make one, in order."""
    group: dict[Key, set[Key]] = {}
    for link in links:
        if link.decision is Decision.SAME:
            joined = group.get(link.left, {link.left}) | group.get(link.right, {link.right})
            group.update(dict.fromkeys(joined, joined))
    pairs = {
        (one, other)
        for joined in group.values()
        for one in joined
        for other in joined
        if one < other and one[1] == other[1] and one[1]
    }
    return tuple(sorted(pairs))
