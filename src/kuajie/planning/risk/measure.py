"""What to make large when outcomes differ from draw to draw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.risk.tail import expected_shortfall

Floats = NDArray[np.float64]


class MeasureKind(StrEnum):
    """The measures there are."""

    MEAN = "mean"
    MEAN_CVAR = "mean-cvar"
    CHANCE = "chance"
    WORST_CASE = "worst-case"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMeasure:
    """One number for an objective that is uncertain, in the objective's unit but for a chance.

    - ``MEAN``: the average over draws.
    - ``MEAN_CVAR``: ``weight`` times the average over the worst ``level`` share of draws (conditional value
      at risk, Rockafellar and Uryasev 2000), plus 1 - ``weight`` times the average over all.
    - ``CHANCE``: the share of draws that reach ``target``.
    - ``WORST_CASE``: the average over draws in the worst case of a budgeted set (Bertsimas and Sim 2004): in
      at most ``weeks`` weeks the organic demand of every course is lower by the share ``deviation``, and at
      the same time the strengths of at most ``levers`` levers are lower by it, in every draw. Which weeks and
      levers is left to the adversary, who knows the plan.

    Use the makers; they refuse what makes no sense.
    """

    kind: MeasureKind = MeasureKind.MEAN
    level: float = 1.0
    weight: float = 0.0
    target: float = 0.0
    deviation: float = 0.0
    weeks: int = 0
    levers: int = 0

    def __post_init__(self) -> None:
        """Refuse shares outside 0 to 1, a level of zero, a target that is no number and negative budgets."""
        shares = self.weight, self.deviation
        if not 0.0 < self.level <= 1.0 or not all(0.0 <= share <= 1.0 for share in shares):
            raise ValueError(f"level must be in (0, 1], weight and deviation in [0, 1], but got {self}")
        if not np.isfinite(self.target) or min(self.weeks, self.levers) < 0:
            raise ValueError(f"target must be finite, weeks and levers not negative, but got {self}")

    @classmethod
    def mean(cls) -> RiskMeasure:
        """Return the average over draws."""
        return cls()

    @classmethod
    def mean_cvar(cls, *, level: float, weight: float = 1.0) -> RiskMeasure:
        """Return ``weight`` times the average over the worst ``level`` share, the rest on the mean."""
        return cls(kind=MeasureKind.MEAN_CVAR, level=level, weight=weight)

    @classmethod
    def chance(cls, target: float) -> RiskMeasure:
        """Return the probability of reaching ``target``."""
        return cls(kind=MeasureKind.CHANCE, target=target)

    @classmethod
    def worst_case(cls, *, deviation: float, weeks: int = 0, levers: int = 0) -> RiskMeasure:
        """Return the mean when ``weeks`` weeks and ``levers`` levers, the worst ones, fall by a share."""
        return cls(kind=MeasureKind.WORST_CASE, deviation=deviation, weeks=weeks, levers=levers)

    @property
    def of_draws(self) -> bool:
        """Whether the measure is one of the sample of the objective over draws."""
        return self.kind is not MeasureKind.WORST_CASE

    def of(self, values: Floats) -> float:
        """Return the measure of a sample (D,), each draw as likely as any other.

        Raises ``ValueError`` for a worst case, which is not a matter of the draws alone.
        """
        if not self.of_draws:
            raise ValueError("a worst case is not a measure of a sample")
        if self.kind is MeasureKind.CHANCE:
            return float(np.mean(values >= self.target))
        mean = float(values.mean())
        if self.kind is MeasureKind.MEAN:
            return mean
        return self.weight * expected_shortfall(values, self.level) + (1.0 - self.weight) * mean
