"""What a plan's answer says of risk: the measure it was made for, and how each party may come out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, TypedDict

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.planning.risk.measure import RiskMeasure
from kuajie.planning.risk.tail import expected_shortfall
from kuajie.usecases.fit_answer import LOWER, UPPER, Interval
from kuajie.usecases.plan_method import PlanMethod

TAIL = 0.05
"""The worst share of outcomes of which the mean is told."""


class AskedOfPlan(TypedDict, total=False):
    """How to plan: ``draws`` find the plan, ``certified`` unless told otherwise, for ``risk`` or the mean.

    ``method`` is how it is looked for; ``thorough`` also says what one more week would bring.
    """

    draws: int
    certified: bool
    risk: RiskMeasure | None
    method: PlanMethod | None
    thorough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOutcome:
    """What was maximised instead of the mean, and what was reached of it.

    ``found_with`` is the measure's exact value on the draws that found the plan, ``held_out`` on the others;
    ``mean_plan`` and ``mean_plan_held_out`` are the same of the plan of the best mean. ``given_up`` is how
    much less the plan is expected to reach than that one on the draws of the search, in the objective's unit.
    ``weeks`` (counted from 0) and ``levers`` are what falls in the worst case on the held-out draws.
    """

    measure: RiskMeasure
    found_with: float
    held_out: float
    mean_plan: float
    mean_plan_held_out: float
    given_up: float
    weeks: tuple[int, ...] = ()
    levers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRisk:
    """How a profit may turn out, in money: unsure response and random weeks together.

    ``party`` is a name, empty for all parties together. ``profit`` holds mean, median and the central 90 %;
    ``chance_of_loss`` is the share of outcomes below zero, ``worst`` the mean of the worst twentieth.
    Outside profit is not counted.
    """

    party: str
    profit: Interval
    chance_of_loss: float
    worst: float

    @classmethod
    def of(cls, party: str, outcomes: Floats, *, mean: float) -> Self:
        """Return the summary of outcomes (N,) whose exact ``mean`` is known."""
        lower, median, upper = np.quantile(outcomes, [LOWER, 0.5, UPPER])
        interval = Interval(mean=mean, lower=float(lower), median=float(median), upper=float(upper))
        return cls(
            party=party,
            profit=interval,
            chance_of_loss=float((outcomes < 0.0).mean()),
            worst=expected_shortfall(outcomes, TAIL),
        )
