"""Priors, normal on an unconstrained scale, so that a sampler sees standard normal scores."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SLOTS = ("usual_lift", "carry_0", "carry_1", "scale", "slope")
"""What a lever may have as parameters, in the order of every ``slot`` axis.

``usual_lift`` is the lift a lever brought over history, spread over the weeks in which it was used; the
strength β follows from it, which leaves size and shape of the response nearly independent in the posterior
and makes a prior on the return a prior on one parameter.
"""

NO_PARAMETER = 0.0
"""What stands for a parameter that a formula does not have."""


class Transform(IntEnum):
    """How a parameter follows from its prior z-score, with u = location + spread z."""

    LOG = 0  # exp(u)
    LOGIT = 1  # span / (1 + exp(-u))
    IDENTITY = 2  # u


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """A prior, normal on the unconstrained scale: ``transform`` of Normal(``location``, ``spread``²).

    ``span`` is the upper end of a logit-transformed parameter.
    """

    location: float
    spread: float
    transform: Transform = Transform.LOG
    span: float = 1.0

    def __post_init__(self) -> None:
        """Refuse a spread or span that is not positive."""
        if not (0 < self.spread < np.inf and 0 < self.span < np.inf and np.isfinite(self.location)):
            raise ValueError(
                f"a prior needs a finite location and positive, finite spread and span, but got {self}"
            )

    def value(self, z: Floats) -> Floats:
        """Return the parameter at prior z-scores."""
        free = self.location + self.spread * z
        if self.transform is Transform.LOG:
            return np.asarray(np.exp(free))
        if self.transform is Transform.LOGIT:
            return np.asarray(self.span / (1.0 + np.exp(-free)))
        return np.asarray(free)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverPrior:
    """What a lever's parameters are: a prior where sampled, a number where the formula does not use them."""

    usual_lift: Prior
    carry_0: Prior | float
    carry_1: Prior | float
    scale: Prior | float
    slope: Prior | float

    @property
    def slots(self) -> tuple[Prior | float, ...]:
        """The parameters in the order of ``SLOTS``."""
        return (self.usual_lift, self.carry_0, self.carry_1, self.scale, self.slope)
