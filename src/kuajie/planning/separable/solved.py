"""What the separable solver hands back, and how long it may look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Progress = Callable[[float], None]
"""Told the share of the work done, 0 to 1; may raise to cancel."""
Clock = Callable[[], float]
"""Seconds since some fixed moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to stop: at a relative gap of ``tolerance``, or after ``seconds`` with the best plan so far."""

    seconds: float = 60.0
    tolerance: float = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """A feasible plan, spend (L, T) with its price, and a proved bound; infinite where nothing is proved."""

    spend: Floats
    price: float | None
    value: float
    bound: float
    finished: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The moment to stop."""

    end: float
    clock: Clock

    def passed(self) -> bool:
        """Whether it is time to stop."""
        return self.clock() >= self.end

    @property
    def left(self) -> float:
        """Seconds left, zero when passed."""
        return max(0.0, self.end - self.clock())


def silent(share: float) -> None:
    """Take progress and say nothing."""
    del share
