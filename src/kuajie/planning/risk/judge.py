"""The exact measure of a plan: what plans are compared and reported by."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kuajie.planning.local_plan import LocalPlan
from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure
from kuajie.planning.risk.risk_prices import Rank, best_risk_prices
from kuajie.planning.risk.scenes import LeverSet, draw_values, scene_at
from kuajie.planning.risk.worst_case import worst_case

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def measure_plan(problem: PlanningProblem, measure: RiskMeasure, spend: Floats, prices: Floats) -> float:
    """Return the exact measure of the objective of ``spend`` (L, T) and ``prices`` (C,)."""
    if measure.of_draws:
        return measure.of(draw_values(problem, spend, prices))
    return worst_case(problem, measure, spend, prices).value


@dataclass(slots=True, kw_only=True, eq=False)
class Judge:
    """Ranks plans of one problem; remembers the sets of levers that were the worst of any plan so far."""

    problem: PlanningProblem
    measure: RiskMeasure
    sets: list[LeverSet] = field(default_factory=list)

    def rank(self, spend: Floats, prices: Floats, *, rival: Rank | None = None) -> Rank:
        """Return the exact measure and the mean, or any rank no better than ``rival``'s if that is true.

        A worst case over some sets of levers is no worse than that over all, and is known much sooner.
        """
        values = draw_values(self.problem, spend, prices)
        if self.measure.of_draws:
            return self.measure.of(values), float(values.mean())
        if rival is not None and self.sets:
            some = worst_case(self.problem, self.measure, spend, prices, tuple(self.sets)).value
            if some <= rival[0]:
                return -np.inf, float(values.mean())
        worst = worst_case(self.problem, self.measure, spend, prices)
        if worst.levers not in self.sets:
            self.sets.append(worst.levers)
        return worst.value, float(values.mean())

    def plan(self, plan: LocalPlan, *, rival: Rank | None = None) -> tuple[Rank, LocalPlan]:
        """Return a plan with its rank; see ``rank``."""
        return self.rank(plan.spend, plan.prices, rival=rival), plan

    def width(self, spend: Floats, prices: Floats) -> float:
        """Return how far outcomes lie apart at a plan: what smoothing starts from."""
        values = draw_values(self.problem, spend, prices)
        if self.measure.kind is MeasureKind.WORST_CASE:
            scene = scene_at(self.problem, self.measure, prices)
            losses = scene.weekly(spend).mean(axis=0) - scene.weekly_fallen(spend).mean(axis=0)
            return max(float(np.abs(losses).max()), 1e-9 * abs(float(values.mean())), 1e-9)
        return max(float(values.std()), 1e-9 * abs(float(values.mean())), 1e-9)

    def best_prices(self, spend: Floats, prices: Floats) -> Floats:
        """Return menu prices of which none can be improved alone, starting at ``prices`` (C,)."""
        if not self.measure.of_draws:
            self.rank(spend, prices)
        return best_risk_prices(self.problem, self.measure, spend, prices, self.sets)
