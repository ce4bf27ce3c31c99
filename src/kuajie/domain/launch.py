"""A joint course that is not sold yet."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.domain.beliefs import Range
from kuajie.domain.course import Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """A course to be launched, and how many would enrol in a week without levers, as far as one can say.

    It has no history, so nothing is fitted to it; ``weekly_range`` holds nine times out of ten.
    """

    course: Course
    weekly: float
    weekly_range: Range | None = None

    def __post_init__(self) -> None:
        """Refuse enrolments below zero."""
        if not self.weekly >= 0:
            raise ValueError(f"weekly enrolments must not be negative, but got {self.weekly}")

    @property
    def weekly_margin(self) -> float:
        """What a week's enrolments bring at the list price less all unit costs, in major units."""
        return self.weekly * (float(self.course.price) - float(self.course.unit_cost))
