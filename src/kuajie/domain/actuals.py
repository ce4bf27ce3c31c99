"""Actuals: what happened in the first weeks of a programme's horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from kuajie.domain.panel import Floats, frozen_floats, require_regular


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Actuals:
    """The first weeks of a horizon as they happened, in the order of the programme's courses and levers.

    ``enrolments`` and ``price`` (money; mean list price, today's where nothing was sold) have shape
    ``(course, week)``; ``inputs`` (in each lever's own unit) and ``spend`` (money) ``(lever, week)``.
    """

    weeks: tuple[date, ...]
    enrolments: Floats
    price: Floats
    inputs: Floats
    spend: Floats

    def __post_init__(self) -> None:
        """Refuse gaps in the weeks, shapes that do not match, and what is negative or not finite."""
        require_regular(self.weeks)
        for name in ("enrolments", "price", "inputs", "spend"):
            array = frozen_floats(getattr(self, name))
            if array.ndim != 2 or array.shape[1] != len(self.weeks):
                raise ValueError(f"{name} must have one column for each of {len(self.weeks)} weeks")
            if not np.all(np.isfinite(array) & (array >= 0)):
                raise ValueError(f"{name} must be finite and not negative, but got {array}")
            object.__setattr__(self, name, array)

    @property
    def spent(self) -> Floats:
        """Money put into each lever so far, ``(lever,)``."""
        return np.asarray(self.spend.sum(axis=1))
