"""A panel: what happened, week by week, with every row and column labelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.checks import require_unique

Floats = NDArray[np.float64]

OWN_SALES = "own-sales:"
"""Before a party's id it labels the row of that party's sales of its other courses."""


def own_sales_label(party: str) -> str:
    """Return the label of a party's own sales among the courses of a panel.

    >>> own_sales_label("p")
    'own-sales:p'
    """
    return OWN_SALES + party


def frozen_floats(values: object) -> Floats:
    """Return a read-only float64 copy of an array."""
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Weekly history of a programme.

    ``enrolments``, ``price`` and ``seats`` have shape ``(course, week)``; ``seats`` is infinite where there
    is no limit and ``enrolments`` is NaN where the course was not on sale. ``inputs`` (in each lever's own
    unit) and ``spend`` (major units of ``currency``) have shape ``(lever, week)``. ``controls`` has shape
    ``(control, week)``. ``refund_rate`` (share of money paid that goes back), ``completion_rate`` (share of
    enrolments completed) and ``realised_rate`` (money paid over list price, below 1 with coupons) have shape
    ``(course,)``.

    ``frequency``, where it is given, has shape ``(lever, week)``: how often a person reached by the lever was
    reached that week, on average. The ``inputs`` of such a lever are the people reached, while its ``spend``
    stays money; levers that are not measured so hold NaN in every week.
    """

    weeks: tuple[date, ...]
    courses: tuple[str, ...]
    levers: tuple[str, ...]
    controls: tuple[str, ...]
    currency: str
    enrolments: Floats
    price: Floats
    seats: Floats
    inputs: Floats
    spend: Floats
    control_values: Floats
    refund_rate: Floats
    completion_rate: Floats
    realised_rate: Floats
    frequency: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse shapes that do not match the labels, gaps in the weeks, and values that cannot be.

        Only seats may be infinite, only enrolments NaN (and the frequency of levers that have none); nothing
        but controls may be negative.
        """
        for what, labels in (("course", self.courses), ("lever", self.levers), ("control", self.controls)):
            require_unique(f"a {what}", labels)
        weeks, courses, levers = len(self.weeks), len(self.courses), len(self.levers)
        shapes: dict[str, tuple[int, ...]] = {
            **dict.fromkeys(("enrolments", "price", "seats"), (courses, weeks)),
            **dict.fromkeys(("inputs", "spend", "frequency"), (levers, weeks)),
            "control_values": (len(self.controls), weeks),
            **dict.fromkeys(("refund_rate", "completion_rate", "realised_rate"), (courses,)),
        }
        for name, shape in shapes.items():
            if getattr(self, name) is not None:
                array = frozen_floats(getattr(self, name))
                if array.shape != shape:
                    raise ValueError(f"{name} must have shape {shape}, but got {array.shape}")
                object.__setattr__(self, name, array)
        require_regular(self.weeks)
        self._check_values()

    def _check_values(self) -> None:
        for name in ("price", "inputs", "spend", "refund_rate", "completion_rate", "realised_rate"):
            array = getattr(self, name)
            _refuse(f"{name} must be finite and not negative", array, ~(np.isfinite(array) & (array >= 0)))
        _refuse("seats must not be negative", self.seats, ~(self.seats >= 0))
        enrolments = self.enrolments
        _refuse("enrolments must not be negative", enrolments, (enrolments < 0) | np.isinf(enrolments))
        _refuse("control_values must be finite", self.control_values, ~np.isfinite(self.control_values))
        if self.frequency is not None:
            measured = ~np.isnan(self.frequency).all(axis=1, keepdims=True)
            wrong = measured & ~(np.isfinite(self.frequency) & (self.frequency >= 0))
            rule = "frequency must be finite and not negative in every week of a lever that has one"
            _refuse(rule, self.frequency, wrong)

    def first_weeks(self, count: int) -> Panel:
        """Return the panel as it was ``count`` weeks after its beginning."""
        weekly = ("enrolments", "price", "seats", "inputs", "spend", "control_values", "frequency")
        arrays = {name: getattr(self, name) for name in weekly if getattr(self, name) is not None}
        shorter = {name: array[:, :count] for name, array in arrays.items()}
        return replace(self, weeks=self.weeks[:count], **shorter)

    @property
    def on_sale(self) -> NDArray[np.bool_]:
        """Where a course was on sale, shape ``(course, week)``."""
        return ~np.isnan(self.enrolments)

    @property
    def full(self) -> NDArray[np.bool_]:
        """Where every seat was taken, shape ``(course, week)``; where there was none, none was."""
        return self.on_sale & (self.enrolments >= self.seats) & (self.seats > 0)


def _refuse(rule: str, array: Floats, wrong: NDArray[np.bool_]) -> None:
    """Refuse the values marked as wrong, showing the first and its place."""
    if wrong.any():
        place = tuple(int(axis[0]) for axis in np.nonzero(wrong))
        raise ValueError(f"{rule}, but got {array[place]} at {place}")


def require_regular(weeks: Iterable[date]) -> None:
    """Refuse weeks that do not follow each other by seven days."""
    for before, after in pairwise(weeks):
        if (after - before).days != 7:
            raise ValueError(f"weeks must follow each other, but {after} follows {before}")
