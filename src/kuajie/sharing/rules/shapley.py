"""Shapley value: the average of what a party adds over all orders of joining (Shapley, 1953)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import comb

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.sharing.coalitions import CoalitionGame, mask_of
from kuajie.sharing.worths import Worths, membership


def joining_chance(size: int, count: int) -> Fraction:
    """Return the chance that a party, in a random order of ``count``, joins one given coalition of ``size``.

    It comes after exactly ``size`` others with chance 1 / count, and these are the given ones with chance
    1 / C(count - 1, size).

    >>> joining_chance(1, 3)
    Fraction(1, 6)
    """
    return Fraction(1, count * comb(count - 1, size))


def shapley(worths: Worths) -> Floats:
    """Return the Shapley value in every draw, shape ``(party, draw)``."""
    count = len(worths.parties)
    inside = membership(count).T
    sizes = inside.sum(axis=0).astype(int)
    joined = np.array([0.0, *(float(joining_chance(size, count)) for size in range(count))])
    left = np.array([*(float(joining_chance(size, count)) for size in range(count)), 0.0])
    # A worth counts for its members, who complete the coalition, and against the others, who would join it.
    weights = np.where(inside == 1, joined[sizes], -left[sizes])
    shares: Floats = weights @ worths.values
    return shares


def exact_shapley(game: CoalitionGame) -> Mapping[str, Fraction]:
    """Return the Shapley value without rounding.

    Raises ``ValueError`` when a worth is neither a whole number nor a fraction.

    >>> glove = CoalitionGame.from_function("abc", lambda s: int("a" in s and len(s) > 1))
    >>> exact_shapley(glove)["a"]
    Fraction(2, 3)
    """
    if not game.exact:
        raise ValueError(f"exact shares need whole numbers or fractions, but got {dict(game.worth)}")
    count = len(game.parties)
    worth = {mask_of(coalition, game.parties): value for coalition, value in game.worth.items()}
    worth[0] = 0
    chances = [joining_chance(size, count) for size in range(count)]
    shares = {}
    for place, party in enumerate(game.parties):
        gained = [Fraction(0)] * count
        for mask in range(1 << count):
            if not mask >> place & 1:
                gained[mask.bit_count()] += Fraction(worth[mask | 1 << place]) - Fraction(worth[mask])
        shares[party] = sum((c * g for c, g in zip(chances, gained, strict=True)), start=Fraction(0))
    return shares
