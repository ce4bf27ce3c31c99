"""Coalitions of parties and what each can earn alone: the game that every split rule looks at."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

import numpy as np

from kuajie.domain.checks import require_unique
from kuajie.domain.panel import Floats

Coalition = frozenset[str]

# Worths come from planners whose answers agree to about ten digits; a smaller breach is rounding.
BREACH_TOLERANCE = 1e-9


def coalitions(parties: Sequence[str]) -> Iterator[Coalition]:
    """Yield every non-empty coalition, small ones first and in the order of the parties.

    >>> [sorted(coalition) for coalition in coalitions(["p", "e"])]
    [['p'], ['e'], ['e', 'p']]
    """
    for size in range(1, len(parties) + 1):
        for members in combinations(parties, size):
            yield frozenset(members)


def mask_of(coalition: Coalition, parties: Sequence[str]) -> int:
    """Return a coalition as an integer whose bit ``i`` stands for ``parties[i]``."""
    return sum(1 << place for place, party in enumerate(parties) if party in coalition)


def coalition_of(mask: int, parties: Sequence[str]) -> Coalition:
    """Return the coalition that an integer of membership bits stands for."""
    return frozenset(party for place, party in enumerate(parties) if mask >> place & 1)


@dataclass(frozen=True, slots=True)
class CoalitionGame:
    """What every coalition of ``parties`` can earn alone, outsiders doing nothing.

    ``worth`` holds all 2^n - 1 non-empty coalitions (in one unit, usually major units of a currency); the
    empty coalition is worth nothing. A cost game is stated with minus the costs. Worths that are all ``int``
    or ``Fraction`` allow exact answers.

    >>> game = CoalitionGame(("p", "e"), {frozenset("p"): 2, frozenset("e"): 1, frozenset("pe"): 7})
    >>> game.superadditive
    True
    """

    parties: tuple[str, ...]
    worth: Mapping[Coalition, float | Fraction]

    def __post_init__(self) -> None:
        """Refuse a game without parties, missing or unknown coalitions, and worths that are not finite."""
        if not self.parties:
            raise ValueError("a game needs at least one party")
        require_unique("a party", self.parties)
        worth = {coalition: value for coalition, value in self.worth.items() if coalition or value != 0}
        expected = set(coalitions(self.parties))
        if set(worth) != expected:
            missing = [sorted(coalition) for coalition in expected - set(worth)]
            unknown = [sorted(coalition) for coalition in set(worth) - expected]
            raise ValueError(
                f"every coalition needs a worth: missing {missing}, unknown or not zero {unknown}"
            )
        if not all(math.isfinite(value) for value in worth.values()):
            raise ValueError(f"worths must be finite numbers, but got {worth}")
        object.__setattr__(self, "worth", MappingProxyType(worth))

    @classmethod
    def from_function(
        cls, parties: Sequence[str], worth: Callable[[Coalition], float | Fraction]
    ) -> CoalitionGame:
        """Return the game whose coalitions are worth what a function says."""
        return cls(tuple(parties), {coalition: worth(coalition) for coalition in coalitions(parties)})

    @property
    def everybody(self) -> Coalition:
        """The coalition of all parties."""
        return frozenset(self.parties)

    @property
    def total(self) -> float | Fraction:
        """The joint profit of all parties: what a split divides."""
        return self.worth[self.everybody]

    @property
    def exact(self) -> bool:
        """Whether every worth is a whole number or a fraction."""
        return all(isinstance(value, int | Fraction) for value in self.worth.values())

    @property
    def by_mask(self) -> Floats:
        """The worths as floats, shape ``(2^n,)``; bit ``i`` of the place stands for ``parties[i]``."""
        values = np.zeros(1 << len(self.parties))
        for coalition, value in self.worth.items():
            values[mask_of(coalition, self.parties)] = float(value)
        return values

    @property
    def scale(self) -> float:
        """The largest worth in size (1 when all are zero): what "small" is measured against."""
        return float(np.abs(self.by_mask).max()) or 1.0

    @property
    def superadditive(self) -> bool:
        """Whether no two disjoint coalitions lose by joining."""
        return costliest_merger(self) is None

    @property
    def monotone(self) -> bool:
        """Whether no coalition loses by taking in a party."""
        values, slack = self.by_mask, BREACH_TOLERANCE * self.scale
        masks = np.arange(values.size)
        return all(
            bool((values[masks | 1 << place] >= values - slack).all()) for place in range(len(self.parties))
        )

    @property
    def convex(self) -> bool:
        """Whether a party brings more, the larger the coalition it joins (Shapley, 1971).

        It suffices to compare adding two parties one after the other with adding each alone.
        """
        values, slack = self.by_mask, BREACH_TOLERANCE * self.scale
        masks = np.arange(values.size)
        for first, second in combinations(range(len(self.parties)), 2):
            one, other = masks | 1 << first, masks | 1 << second
            # Where a party belongs already, this is nothing.
            gain = values[one | other] + values - values[one] - values[other]
            if (gain < -slack).any():
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """Two disjoint coalitions and what they lose by joining."""

    first: Coalition
    second: Coalition
    loss: float


def costliest_merger(game: CoalitionGame) -> Merger | None:
    """Return the two disjoint coalitions that lose most by joining, or ``None`` when none do."""
    values, worst = game.by_mask, BREACH_TOLERANCE * game.scale
    found = None
    for mask in range(1, values.size):
        parts = _parts(mask)
        loss = values[parts] + values[mask ^ parts] - values[mask]
        place = int(loss.argmax()) if parts.size else 0
        if parts.size and loss[place] > worst:
            worst, found = float(loss[place]), (int(parts[place]), int(mask ^ parts[place]))
    if found is None:
        return None
    first, second = (coalition_of(mask, game.parties) for mask in found)
    return Merger(first=first, second=second, loss=worst)


def _parts(mask: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return one part of every way to cut a coalition in two: those that hold its first member."""
    lead = mask & -mask
    parts = np.array([0], dtype=np.int64)
    for place in range(lead.bit_length(), mask.bit_length()):
        if mask >> place & 1:
            parts = np.concatenate([parts, parts | 1 << place])
    return (parts | lead)[:-1]
