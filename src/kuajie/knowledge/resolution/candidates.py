"""Pairs worth comparing: equal names, and for every name the nearest of the other catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from kuajie.knowledge.histories import Codes
from kuajie.knowledge.resolution.entities import Entities
from kuajie.knowledge.text.vectors import TextVectors
from kuajie.knowledge.text.words import has_han

NEAREST = 5
"""How many of the nearest names of another catalogue are looked at."""
ALIKE = 0.2
"""Names less alike than this, by words and by characters, are not looked at."""
COMMON, LEAST = 2000, 8
"""Words and runs in more names than that do not help to find pairs, but for the rarest few of every name."""
MOST_EQUAL = 50
"""Of names that this many entries of another catalogue share, only as many are looked at."""


def candidate_pairs(entities: Entities, kinds_of_vectors: tuple[TextVectors, ...]) -> tuple[Codes, Codes]:
    """Return pairs of names, by place, of entries of different providers that may be the same.

    Each pair once, the entry that comes first on the left. ``kinds_of_vectors`` are of all names.
    """
    found = [np.zeros((0, 2), dtype=np.int64)]
    pruned = [vectors.rarest(most_texts=COMMON, least=LEAST) for vectors in kinds_of_vectors]
    for one, other in combinations(sorted(frozenset().union(*entities.homes)), 2):
        left, right = entities.of_home(one), entities.of_home(other)
        found.append(_equal(entities, left, right))
        for vectors in pruned:
            found.extend(_near(vectors, left, right))
            found.extend(pairs[:, ::-1] for pairs in _near(vectors, right, left))
    return _allowed(entities, np.concatenate(found))


def _near(vectors: TextVectors, left: Codes, right: Codes) -> Iterator[Codes]:
    for row, column, _ in vectors.some(left).nearest(vectors.some(right), NEAREST, at_least=ALIKE):
        yield np.column_stack([left[row], right[column]])


def _equal(entities: Entities, left: Codes, right: Codes) -> Codes:
    """Return pairs of names with the same key."""
    places: dict[str, list[int]] = {}
    for place in right.tolist():
        places.setdefault(entities.names[place].key, []).append(place)
    pairs = [
        (place, other)
        for place in left.tolist()
        for other in places.get(entities.names[place].key, ())[:MOST_EQUAL]
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _allowed(entities: Entities, pairs: Codes) -> tuple[Codes, Codes]:
    """Return pairs of two entries that no provider tells apart, in order, each once."""
    owner = entities.owner
    turned = owner[pairs[:, 0]] > owner[pairs[:, 1]]
    pairs[turned] = pairs[turned][:, ::-1]
    pairs = np.unique(pairs, axis=0)
    kept = [one != other and may_be_one(entities, one, other) for one, other in owner[pairs].tolist()]
    pairs = pairs[np.array(kept, dtype=np.bool_)]
    return pairs[:, 0], pairs[:, 1]


def may_be_one(entities: Entities, one: int, other: int) -> bool:
    """Say whether two entries may be one: a provider that uses both tells them apart.

    Concepts and the like are shared by name, so one that teaches in two languages uses both names of one.
    """
    if not entities.homes[one] & entities.homes[other]:
        return True
    shared = not entities.keys[one][1] and not entities.keys[other][1]
    return shared and has_han(entities.labels[one]) != has_han(entities.labels[other])
