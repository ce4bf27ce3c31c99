"""Whether two names mean the same thing: by their characters, in Chinese and English alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

SIMILAR = 0.6
"""Least share of character pairs in common for two names to be called similar."""

T = TypeVar("T")


def name_key(name: str) -> str:
    """Return what is left of a name without case, width, spaces and punctuation.

    >>> name_key("Ｅxcel 入门")
    'excel入门'
    """
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())


def name_similarity(first: str, second: str) -> float:
    """Return the share of neighbouring character pairs two names have in common (Dice 1945), 0 to 1.

    >>> round(name_similarity("在校大学生", "大学生"), 2)
    0.67
    """
    one, other = name_key(first), name_key(second)
    if one == other:
        return 1.0 if one else 0.0
    pairs, others = set(pairwise(one)), set(pairwise(other))
    if not pairs or not others:
        return 0.0
    return 2 * len(pairs & others) / (len(pairs) + len(others))


def group_similar(items: Sequence[T], *, name: Callable[[T], str]) -> tuple[tuple[T, ...], ...]:
    """Return items in groups within which every two names are similar.

    Each item, in order, joins the group it is most like (the first of equals), or starts one.

    >>> group_similar(["大学生", "上班族", "在校大学生"], name=str)
    (('大学生', '在校大学生'), ('上班族',))
    """
    groups: list[list[T]] = []
    for item in items:
        likeness = [min(name_similarity(name(item), name(other)) for other in group) for group in groups]
        best = max(likeness, default=0.0)
        if best >= SIMILAR:
            groups[likeness.index(best)].append(item)
        else:
            groups.append([item])
    return tuple(tuple(group) for group in groups)
