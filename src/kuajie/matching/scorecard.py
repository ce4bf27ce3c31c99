"""What candidates are scored on: criteria of factors, and the scores as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kuajie.matching.normalisation import LESS, MORE, Floats, Ints
from kuajie.matching.promethee import USUAL, Preference
from kuajie.messages import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An organisation that may become a partner."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing candidates are compared on; ``better`` is 1 where more is better and -1 where less is.

    ``factor`` is the id of the factor it belongs to, empty where criteria stand side by side; ``preference``
    how PROMETHEE reads differences.
    """

    id: str
    name: Text
    factor: str = ""
    better: int = MORE
    unit: Text | None = None
    preference: Preference = USUAL

    def __post_init__(self) -> None:
        """Refuse a direction that is neither."""
        if self.better not in {MORE, LESS}:
            raise ValueError(f"better must be {MORE} or {LESS}, but got {self.better}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scorecard:
    """Scores ``(candidate, criterion)``, NaN where nothing is known."""

    candidates: tuple[Candidate, ...]
    criteria: tuple[Criterion, ...]
    scores: Floats = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse scores of another shape, and infinite ones."""
        if self.scores.shape != (len(self.candidates), len(self.criteria)):
            raise ValueError(f"scores of shape {self.scores.shape} do not match candidates and criteria")
        if np.isinf(self.scores).any():
            raise ValueError(f"scores must be finite or missing, but got {self.scores.tolist()}")

    @property
    def types(self) -> Ints:
        """1 where more is better, -1 where less is, ``(criterion,)``."""
        return np.array([criterion.better for criterion in self.criteria], dtype=np.int64)

    @property
    def missing(self) -> tuple[tuple[int, int], ...]:
        """The cells, by candidate and criterion, of which nothing is known."""
        return tuple((int(row), int(column)) for row, column in np.argwhere(np.isnan(self.scores)))
