"""Projected stochastic gradient descent and Adam, both with decoupled weight decay.

The update is θ ← θ - η∇L - ηλθ, then the nearest point of the feasible set. Decay λ > 0 draws a decision
towards zero whatever its merit: on a loss k θ²/2 - m θ, SGD comes to rest at m/(k + λ) instead of m/k. For
decisions, therefore, λ is 0 unless asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Gradient = Callable[[Floats], Floats]
"""Gradient of the loss at a point, of the point's shape; it may be noisy (a mini-batch, a posterior draw)."""
Projection = Callable[[Floats], Floats]
"""The nearest feasible point to a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sgd:
    """Steps of ``rate`` times the gradient; ``decay`` is λ, in units of the loss per squared unit of θ."""

    rate: float
    decay: float = 0.0

    def __post_init__(self) -> None:
        """Refuse steps that lead nowhere."""
        _require_rule(self.rate, self.decay)

    def stepper(self) -> Callable[[Floats, Floats], Floats]:
        """Return the function from a point and its gradient to the step to be taken."""
        return lambda point, slope: -self.rate * (slope + self.decay * point)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adam:
    """Steps of about ``rate`` in every coordinate, whatever the gradient's size (Kingma and Ba 2015).

    ``first`` and ``second`` are the memories of the gradient's mean and square. Decay is decoupled
    (Loshchilov and Hutter 2019): it is not divided by the gradient's size, so the same λ means something
    else than in SGD, and it hardly moves an optimum at which the gradient vanishes.
    """

    rate: float
    decay: float = 0.0
    first: float = 0.9
    second: float = 0.999
    epsilon: float = 1e-8

    def __post_init__(self) -> None:
        """Refuse steps that lead nowhere and memories that never fade."""
        _require_rule(self.rate, self.decay)
        if not (0 <= self.first < 1 and 0 <= self.second < 1 and self.epsilon > 0):
            raise ValueError(
                f"memories must lie in [0, 1) and epsilon be positive, but got {self.first}, {self.second}, "
                f"{self.epsilon}"
            )

    def stepper(self) -> Callable[[Floats, Floats], Floats]:
        """Return a function that remembers the gradients it has been given."""
        mean: Floats | float = 0.0
        square: Floats | float = 0.0
        taken = 0

        def step(point: Floats, slope: Floats) -> Floats:
            nonlocal mean, square, taken
            taken += 1
            mean = self.first * mean + (1 - self.first) * slope
            square = self.second * square + (1 - self.second) * slope**2
            # Both memories start at zero; dividing by these takes that start out of them.
            fair_mean = mean / (1 - self.first**taken)
            fair_square = square / (1 - self.second**taken)
            return -self.rate * (fair_mean / (np.sqrt(fair_square) + self.epsilon) + self.decay * point)

        return step


Rule = Sgd | Adam


class UpdateRule(Protocol):
    """Anything that turns gradients into steps."""

    def stepper(self) -> Callable[[Floats, Floats], Floats]:
        """Return the function from a point and its gradient to the step to be taken."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Path:
    """The points visited, start included, shape ``(steps taken + 1, n)``; ``settled``: it came to rest."""

    points: Floats
    settled: bool

    @property
    def end(self) -> Floats:
        """The last point."""
        return np.asarray(self.points[-1], dtype=np.float64)


def descend(
    gradient: Gradient,
    start: Floats,
    *,
    rule: UpdateRule,
    project: Projection,
    steps: int,
    tolerance: float = 0.0,
) -> Path:
    """Follow ``rule`` downhill from the feasible point nearest to ``start``.

    Ends early when a step moves no coordinate by more than ``tolerance``. Raises ``ValueError`` where the
    gradient is not finite.

    >>> flat = lambda theta: 2.0 * theta - 3.0
    >>> descend(flat, np.zeros(1), rule=Sgd(rate=0.1, decay=0.5), project=lambda theta: theta, steps=500).end
    array([1.2])
    """
    if steps < 1:
        raise ValueError(f"steps must be positive, but got {steps}")
    step = rule.stepper()
    points = [project(np.asarray(start, dtype=np.float64))]
    for _ in range(steps):
        here = points[-1]
        slope = gradient(here)
        if not np.isfinite(slope).all():
            raise ValueError(f"the gradient must be finite, but got {slope} at {here}")
        points.append(project(here + step(here, slope)))
        if np.abs(points[-1] - here).max() <= tolerance:
            return Path(points=np.stack(points), settled=True)
    return Path(points=np.stack(points), settled=False)


def onto_box(low: Floats, high: Floats) -> Projection:
    """Return the projection onto the box between ``low`` and ``high``."""
    if not (low <= high).all():
        raise ValueError(f"a box needs low <= high, but got {low} and {high}")
    return lambda point: np.clip(point, low, high)


def _require_rule(rate: float, decay: float) -> None:
    if not (rate > 0 and decay >= 0):
        raise ValueError(f"the rate must be positive and decay not negative, but got {rate} and {decay}")
