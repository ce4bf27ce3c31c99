"""A measure at fixed prices as a smooth function of spend, with its gradient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from kuajie.planning.problem import PlanningProblem
from kuajie.planning.risk.measure import MeasureKind, RiskMeasure
from kuajie.planning.risk.scenes import LeverSet, Scene, scene_at
from kuajie.planning.risk.tail import largest_sum, smoothed_minimum

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RiskClimb:
    """The measure when the levers of ``used`` pay their set-up costs, its kinks and steps smoothed.

    ``width`` is over which difference of the objective a draw, week or set of levers comes to count; towards
    zero the measure itself is left. A chance is told in units of ``scale``, as the others are, so that one
    tolerance serves all.
    """

    problem: PlanningProblem
    measure: RiskMeasure
    scenes: tuple[Scene, ...]
    set_up: float
    width: float
    scale: float

    @classmethod
    def at(
        cls,
        problem: PlanningProblem,
        measure: RiskMeasure,
        prices: Floats,
        used: Flags,
        *,
        width: float,
        scale: float,
        sets: tuple[LeverSet, ...] = ((),),
    ) -> RiskClimb:
        """Return the smoothed measure at ``prices``; a worst case is taken over the given sets of levers."""
        return cls(
            problem=problem,
            measure=measure,
            scenes=tuple(scene_at(problem, measure, prices, weaker) for weaker in sets),
            set_up=problem.set_up_counts(used),
            width=width,
            scale=scale,
        )

    def __call__(self, spend: Floats) -> tuple[float, Floats]:
        """Return value and gradient (L, T)."""
        return self._of_draws(spend) if self.measure.of_draws else self._worst(spend)

    def _of_draws(self, spend: Floats) -> tuple[float, Floats]:
        (scene,), problem = self.scenes, self.problem
        values = scene.weekly(spend).sum(axis=1) - problem.spend_counts(spend) - self.set_up
        value, weights = self.smoothed(values)
        slope = scene.slope(spend, np.repeat(weights[:, None], problem.weeks, axis=1))
        return value, slope - problem.spend_weight[:, None] * float(weights.sum())

    def smoothed(self, values: Floats) -> tuple[float, Floats]:
        """Return the smoothed measure of the objective's draws (D,), and its slope in each of them."""
        measure, count = self.measure, values.size
        if measure.kind is MeasureKind.CHANCE:
            reached = expit((values - measure.target) / self.width)
            weights = self.scale / (count * self.width) * reached * (1.0 - reached)
            return self.scale * float(reached.mean()), weights
        mean, even = float(values.mean()), np.full(count, 1.0 / count)
        if measure.kind is MeasureKind.MEAN or measure.weight == 0.0:
            return mean, even
        tail, picked = smoothed_minimum(values, cap=1.0 / (measure.level * count), width=self.width)
        share = measure.weight
        return share * tail + (1.0 - share) * mean, share * picked + (1.0 - share) * even

    def _worst(self, spend: Floats) -> tuple[float, Floats]:
        left = [self.worst_of_scene(scene, spend) for scene in self.scenes]
        values = np.array([value for value, _ in left])
        value, weights = smoothed_minimum(values, cap=1.0, width=self.width)
        slope = np.zeros(spend.shape)
        for scene, (_, weeks), weight in zip(self.scenes, left, weights, strict=True):
            if weight > 0.0:
                slope += weight * self._slope_of_scene(scene, spend, weeks)
        paid = self.problem.spend_counts(spend) + self.set_up
        return value - paid, slope - self.problem.spend_weight[:, None]

    def worst_of_scene(self, scene: Scene, spend: Floats) -> tuple[float, Floats]:
        """Return what sales count when the worst weeks fall, and by how much each does (T,), smoothed."""
        weekly = scene.weekly(spend).mean(axis=0)
        losses = weekly - scene.weekly_fallen(spend).mean(axis=0)
        lost, weeks = largest_sum(losses, self.measure.weeks, width=self.width)
        return float(weekly.sum()) - lost, weeks

    def _slope_of_scene(self, scene: Scene, spend: Floats, weeks: Floats) -> Floats:
        share = np.repeat(weeks[None] / self.problem.draws, self.problem.draws, axis=0)
        slope = scene.slope(spend, 1.0 / self.problem.draws - share)
        return slope + scene.slope(spend, share, fallen=True) if weeks.any() else slope
