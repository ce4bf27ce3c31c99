"""What is to be fitted: levers with their formulas and courses with their price factor, programme or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.beliefs import FitChoices, LeverBelief
from kuajie.domain.lever import LeverKind
from kuajie.domain.panel import OWN_SALES
from kuajie.domain.programme import Programme
from kuajie.response import codes
from kuajie.response.registry import CARRY_OVERS, COUPLINGS, PRICE_FACTORS, SATURATIONS
from kuajie.usecases.fittable_prices import require_fittable_prices


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverSpec:
    """A lever as the response sees it; ``courses`` empty means all.

    ``typical_input`` a week is what a lever that was never used is thought of at. Levers of one ``family``
    (empty: alone) are the same lever in several places, with one shape and one usual strength.
    """

    id: str
    title: str
    training: bool = False
    carry_over: str = "geometric"
    saturation: str = "exponential"
    courses: tuple[str, ...] = ()
    unit: str = "money"
    typical_input: float = 1.0
    family: str = ""
    belief: LeverBelief = field(default_factory=LeverBelief)

    def __post_init__(self) -> None:
        """Refuse formulas that the registry does not hold."""
        if self.carry_over not in CARRY_OVERS or self.saturation not in SATURATIONS:
            raise ValueError(f"unknown formulas {self.carry_over!r}, {self.saturation!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSpec:
    """A course as the response sees it, or a party's ``own_sales`` of its other courses.

    ``priced`` courses bring revenue; ``elastic`` ones also have an estimated effect of their price, by the
    formula ``price_factor``. On own sales every lever may act for better or worse (halo, cannibalisation).
    """

    id: str
    title: str
    priced: bool
    elastic: bool = True
    price_factor: str = "constant_elasticity"
    own_sales: bool = False

    def __post_init__(self) -> None:
        """Count no price effect for a free course: there is nothing to estimate it from."""
        if self.price_factor not in PRICE_FACTORS:
            raise ValueError(f"unknown price factor {self.price_factor!r}")
        has_effect = self.price_factor != "absent" and not self.own_sales
        object.__setattr__(self, "elastic", self.priced and self.elastic and has_effect)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseSpec:
    """Everything about a fit that is a choice and not a number: levers, courses, season, festivals."""

    levers: tuple[LeverSpec, ...]
    courses: tuple[CourseSpec, ...]
    country: str | None
    currency: str
    harmonics: int = 2
    choices: FitChoices = field(default_factory=FitChoices)

    @classmethod
    def of_programme(cls, programme: Programme, *, courses: Sequence[str] = ()) -> Self:
        """Return the specification a programme states.

        ``courses`` are the labels of a panel's rows, among which own sales of parties may be.
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
                    belief=lever.belief,
                )
                for lever in programme.levers
            ),
            courses=tuple(
                CourseSpec(
                    id=course.id,
                    title=course.title,
                    priced=course.price.minor > 0,
                    price_factor=course.price_factor,
                )
                for course in programme.courses
            )
            + tuple(
                CourseSpec(id=label, title=_own_sales_title(programme, label), priced=True, own_sales=True)
                for label in courses
                if label.startswith(OWN_SALES)
            ),
            choices=programme.fit,
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
        """Which lever raises which course, shape ``(course, lever)``; none raises own sales by design."""
        return np.array(
            [
                [
                    not course.own_sales and (not lever.courses or course.id in lever.courses)
                    for lever in self.levers
                ]
                for course in self.courses
            ],
            dtype=np.bool_,
        ).reshape(len(self.courses), len(self.levers))

    @property
    def halo(self) -> NDArray[np.bool_]:
        """Which lever may act on which own sales for better or worse, shape ``(course, lever)``."""
        own = np.array([course.own_sales for course in self.courses], dtype=np.bool_)
        return np.repeat(own[:, None], len(self.levers), axis=1)

    @property
    def coupling(self) -> int:
        """The registry's code of the coupling."""
        return COUPLINGS[self.choices.coupling].code

    def samples_price(self, course: CourseSpec) -> bool:
        """Say whether a price effect is sampled; constant elasticity under the product is linear in logs."""
        linear = self.coupling == codes.PRODUCT and course.price_factor == "constant_elasticity"
        return course.elastic and not linear

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


def _own_sales_title(programme: Programme, label: str) -> str:
    """Return the name of the party whose own sales a label stands for: its own sales bear its name."""
    names = {party.id: party.name for party in programme.parties}
    return names[label.removeprefix(OWN_SALES)]
