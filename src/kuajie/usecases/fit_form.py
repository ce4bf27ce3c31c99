"""In which form a response was fitted: what people chose, and what the data decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.outcome_kinds import BY_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class FitForm:
    """The form of a fit.

    ``coupling`` and ``trend`` are words of ``domain.beliefs``; ``scatter`` names the distribution of every
    course's weeks, by course.
    """

    coupling: str
    trend: str
    pooled: bool
    scatter: dict[str, str]

    @classmethod
    def of(cls, fit: FitAnswer) -> Self:
        """Return the form of a fit."""
        names = {code: name for name, code in BY_NAME.items()}
        kinds = zip(fit.spec.course_ids, fit.model.outcome_kinds.tolist(), strict=True)
        choices = fit.spec.choices
        return cls(
            coupling=choices.coupling,
            trend=choices.trend,
            pooled=choices.pooled,
            scatter={course: names[code] for course, code in kinds},
        )
