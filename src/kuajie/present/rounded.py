"""Whole amounts that still add up."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor


def rounded(amounts: Sequence[float], *, total: int | None = None) -> list[int]:
    """Return the amounts as whole numbers adding up to ``total``, by default to their rounded sum.

    The last units go to the largest remainders, earlier ones first.

    >>> rounded([1.4, 1.4, 1.4])
    [2, 1, 1]
    """
    floors = [floor(amount) for amount in amounts]
    left = (round(sum(amounts)) if total is None else total) - sum(floors)
    order = sorted(range(len(amounts)), key=lambda place: floors[place] - amounts[place])
    each, extra = divmod(left, max(len(amounts), 1))
    lucky = set(order[:extra])
    return [whole + each + (place in lucky) for place, whole in enumerate(floors)]
