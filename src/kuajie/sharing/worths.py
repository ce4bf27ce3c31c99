"""Coalition worths as arrays, over one or many posterior draws: what the split rules compute on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from kuajie.domain.panel import Floats, frozen_floats
from kuajie.sharing.coalitions import Coalition, CoalitionGame, coalition_of, coalitions, mask_of


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """Worth of every coalition in every draw.

    ``values`` has shape ``(coalition, draw)`` with 2^n rows; bit ``i`` of a row's number stands for
    ``parties[i]``, and row 0, the empty coalition, is zero.
    """

    parties: tuple[str, ...]
    values: Floats

    def __post_init__(self) -> None:
        """Refuse a wrong number of rows, no draws, an empty coalition with worth, and NaN."""
        values = frozen_floats(self.values)
        if values.ndim != 2 or values.shape[0] != 1 << len(self.parties) or not values.shape[1]:
            raise ValueError(f"values must have shape ({1 << len(self.parties)}, draw), got {values.shape}")
        if values[0].any() or not np.isfinite(values).all():
            raise ValueError("worths must be finite, and nothing for the empty coalition")
        object.__setattr__(self, "values", values)

    @classmethod
    def of_game(cls, game: CoalitionGame) -> Self:
        """Return a single game as worths with one draw."""
        return cls(game.parties, game.by_mask[:, None])

    @classmethod
    def of_draws(cls, parties: Sequence[str], worth_draws: Mapping[Coalition, Floats]) -> Self:
        """Return worths from one array per non-empty coalition, each of shape ``(draw,)``."""
        expected = set(coalitions(parties))
        given = {coalition for coalition in worth_draws if coalition}
        if given != expected:
            wrong = [sorted(coalition) for coalition in expected ^ given]
            raise ValueError(f"every coalition needs its draws; missing or unknown: {wrong}")
        draws = {np.asarray(row).shape for row in worth_draws.values()}
        if len(draws) != 1 or len(next(iter(draws))) != 1:
            raise ValueError(f"every coalition needs one row of draws, but got shapes {sorted(draws)}")
        values = np.zeros((1 << len(parties), *next(iter(draws))))
        for coalition, row in worth_draws.items():
            values[mask_of(coalition, parties)] = row
        return cls(tuple(parties), values)

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.values.shape[1])

    @property
    def total(self) -> Floats:
        """Joint profit of all parties, shape ``(draw,)``."""
        total: Floats = self.values[-1]
        return total

    @property
    def alone(self) -> Floats:
        """What each party earns alone, shape ``(party, draw)``."""
        alone: Floats = self.values[[1 << place for place in range(len(self.parties))]]
        return alone

    @property
    def mean(self) -> CoalitionGame:
        """The game of average worths."""
        average = self.values.mean(axis=1)
        worth = {
            coalition_of(mask, self.parties): float(average[mask])
            for mask in range(1, 1 << len(self.parties))
        }
        return CoalitionGame(self.parties, worth)


def membership(count: int) -> Floats:
    """Return who belongs to which coalition as zeros and ones, shape ``(2^count, count)``.

    >>> membership(2)
    array([[0., 0.],
           [1., 0.],
           [0., 1.],
           [1., 1.]])
    """
    return (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(np.float64)
