"""How the parties bargain: what each falls back on, its weight, its caution and its patience."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.sharing.worths import Worths


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargaining:
    """The positions from which the parties bargain. Whatever is left out is neutral.

    ``disagreement`` is what each party earns without cooperation (left out: its worth alone).
    ``weights`` are relative bargaining weights (left out: equal). ``risk_exponents`` say how a party values
    a gain, as gain to that power: 1 is neutral, less is cautious (left out: neutral). ``discounts`` are what
    a gain is worth to a party one round of offers later, between 0 and 1 (left out: rounds take no time).
    """

    disagreement: Mapping[str, float] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    risk_exponents: Mapping[str, float] = field(default_factory=dict)
    discounts: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse weights that are not positive, and exponents and discounts out of range."""
        _require(self.weights, "a bargaining weight must be positive", lambda it: 0 < it < np.inf)
        _require(self.risk_exponents, "0 < risk exponent <= 1 must hold", lambda it: 0 < it <= 1)
        _require(self.discounts, "0 < discount < 1 must hold", lambda it: 0 < it < 1)
        _require(self.disagreement, "a disagreement point must be finite", np.isfinite)
        for name in ("disagreement", "weights", "risk_exponents", "discounts"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def fallback(self, worths: Worths) -> Floats:
        """Return what each party earns without cooperation, shape ``(party, draw)``."""
        if not self.disagreement:
            return worths.alone
        return np.repeat(
            _row("disagreement", self.disagreement, worths.parties)[:, None], worths.draws, axis=1
        )

    def surplus(self, worths: Worths) -> Floats:
        """Return what cooperation adds to the disagreement point, shape ``(draw,)``; may be negative."""
        surplus: Floats = worths.total - self.fallback(worths).sum(axis=0)
        return surplus

    def weight_row(self, parties: tuple[str, ...]) -> Floats:
        """Return the bargaining weights, adding up to one, shape ``(party,)``."""
        row = _row("weights", self.weights, parties) if self.weights else np.ones(len(parties))
        weights: Floats = row / row.sum()
        return weights

    def exponent_row(self, parties: tuple[str, ...]) -> Floats:
        """Return the risk exponents, shape ``(party,)``."""
        if not self.risk_exponents:
            return np.ones(len(parties))
        return _row("risk_exponents", self.risk_exponents, parties)

    def discount_row(self, parties: tuple[str, ...]) -> Floats:
        """Return the discounts of a round, shape ``(party,)``."""
        return _row("discounts", self.discounts, parties)


def _require(values: Mapping[str, float], rule: str, holds: Callable[[float], object]) -> None:
    wrong = {party: value for party, value in values.items() if not holds(value)}
    if wrong:
        raise ValueError(f"{rule}, but got {wrong}")


def _row(what: str, values: Mapping[str, float], parties: tuple[str, ...]) -> Floats:
    if set(values) != set(parties):
        raise ValueError(f"{what} must name exactly {sorted(parties)}, but names {sorted(values)}")
    return np.array([float(values[party]) for party in parties])


NEUTRAL = Bargaining()
