"""A past experiment: what a change of one lever's spend brought, with its uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

ENROLMENTS = "enrolments"
SHARE = "share"
LIFT_UNITS = (ENROLMENTS, SHARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Experiment:
    """A test of one lever on one course, read out inside its own window.

    The window runs from ``first_day`` to ``last_day``, both included. History is the treated world:
    ``spend_change`` (major units of the programme's currency, the total over the window) is what was really
    spent less what would have been spent otherwise, so it is positive where spend was raised and negative
    where it was cut. ``lift`` is what was really sold less what would have been, within the window, effects
    felt later left out: in enrolments, or, where ``unit`` is "share", relative to the enrolments without the
    change (0.08 is 8 % more). Its interval from ``lower`` to ``upper`` holds the truth with the chance
    ``level``.
    """

    lever: str
    course: str
    first_day: date
    last_day: date
    spend_change: float
    lift: float
    lower: float
    upper: float
    level: float
    unit: str

    def __post_init__(self) -> None:
        """Refuse crossed windows and intervals, levels that are no chance, and tests that changed nothing."""
        if self.first_day > self.last_day:
            raise ValueError(f"a window must not be crossed, but got {self.first_day}, {self.last_day}")
        if self.unit not in LIFT_UNITS:
            raise ValueError(f"unit must be one of {LIFT_UNITS}, but got {self.unit!r}")
        if not 0 < self.level < 1:
            raise ValueError(f"level must lie strictly between 0 and 1, but got {self.level}")
        if not -math.inf < self.lower <= self.lift <= self.upper < math.inf or self.lower == self.upper:
            raise ValueError(
                "lower <= lift <= upper with lower < upper must hold, "
                f"but got {self.lower}, {self.lift}, {self.upper}"
            )
        if not math.isfinite(self.spend_change) or self.spend_change == 0:
            raise ValueError(f"spend_change must be finite and not zero, but got {self.spend_change}")

    @property
    def standard_error(self) -> float:
        """The standard error of ``lift``: a normal one with an interval as wide as the one given."""
        return (self.upper - self.lower) / (2 * NormalDist().inv_cdf((1 + self.level) / 2))
