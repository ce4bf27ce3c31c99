"""What is to be fitted: levers with their formulas and courses with their price factor, programme or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.lever import LeverKind
from kuajie.domain.programme import Programme
from kuajie.response.registry import CARRY_OVERS, SATURATIONS
from kuajie.usecases.fittable_prices import require_fittable_prices


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverSpec:
    """A lever as the response sees it; ``courses`` empty means all.

    ``typical_input`` a week is what a lever that was never used is thought of at.
    """

    id: str
    title: str
    training: bool = False
    carry_over: str = "geometric"
    saturation: str = "exponential"
    courses: tuple[str, ...] = ()
    unit: str = "money"
    typical_input: float = 1.0

    def __post_init__(self) -> None:
        """Refuse formulas that the registry does not hold."""
        if self.carry_over not in CARRY_OVERS or self.saturation not in SATURATIONS:
            raise ValueError(f"unknown formulas {self.carry_over!r}, {self.saturation!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSpec:
    """A course as the response sees it.

    ``priced`` courses bring revenue; ``elastic`` ones also have an estimated effect of their price.
    """

    id: str
    title: str
    priced: bool
    elastic: bool = True

    def __post_init__(self) -> None:
        """Count no price effect for a free course: there is nothing to estimate it from."""
        object.__setattr__(self, "elastic", self.priced and self.elastic)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseSpec:
    """Everything about a fit that is a choice and not a number: levers, courses, season, festivals."""

    levers: tuple[LeverSpec, ...]
    courses: tuple[CourseSpec, ...]
    country: str | None
    currency: str
    harmonics: int = 2

    @classmethod
    def of_programme(cls, programme: Programme) -> Self:
        """Return the specification a programme states.

        Raises ``BadInput`` for price factors that cannot be fitted yet and menus that no fit could judge.
        """
        require_fittable_prices(programme)
        return cls(
            levers=tuple(
                LeverSpec(
                    id=lever.id,
                    title=lever.title,
                    training=lever.kind is LeverKind.TRAINING,
                    carry_over=lever.carry_over,
                    saturation=lever.saturation,
                    courses=lever.courses,
                    unit=str(lever.unit),
                    typical_input=max(float(lever.weekly_max) / float(lever.unit_cost) / 2, 1e-6),
                )
                for lever in programme.levers
            ),
            courses=tuple(
                CourseSpec(
                    id=course.id,
                    title=course.title,
                    priced=course.price.minor > 0,
                    elastic=course.price_factor != "absent",
                )
                for course in programme.courses
            ),
            country=programme.country or None,
            currency=programme.currency,
        )

    @property
    def lever_ids(self) -> tuple[str, ...]:
        """The ids of the levers, in order."""
        return tuple(lever.id for lever in self.levers)

    @property
    def course_ids(self) -> tuple[str, ...]:
        """The ids of the courses, in order."""
        return tuple(course.id for course in self.courses)

    @property
    def acts(self) -> NDArray[np.bool_]:
        """Which lever acts on which course, shape ``(course, lever)``."""
        return np.array(
            [
                [not lever.courses or course.id in lever.courses for lever in self.levers]
                for course in self.courses
            ],
            dtype=np.bool_,
        ).reshape(len(self.courses), len(self.levers))

    @property
    def training(self) -> NDArray[np.bool_]:
        """Which levers are training levers, shape ``(lever,)``."""
        return np.array([lever.training for lever in self.levers], dtype=np.bool_)

    @property
    def carry_kinds(self) -> NDArray[np.int64]:
        """The registry's codes of the carry-overs, shape ``(lever,)``."""
        return np.array([CARRY_OVERS[lever.carry_over].code for lever in self.levers], dtype=np.int64)

    @property
    def saturation_kinds(self) -> NDArray[np.int64]:
        """The registry's codes of the saturations, shape ``(lever,)``."""
        return np.array([SATURATIONS[lever.saturation].code for lever in self.levers], dtype=np.int64)
