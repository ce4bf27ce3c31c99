"""The organic baseline as a linear design: level, trend, season, festivals, price and controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kuajie.domain.calendar import festivals, holiday_shares
from kuajie.domain.panel import Floats

WEEKS_OF_YEAR = 365.25 / 7
LOG_PRICE = "log_price"

KNOT_WEEKS = 8
"""The drift of the level is a random walk that steps every so many weeks, straight in between."""

FUTURE_WEEKS = 60
"""How far beyond history the drift goes on, unseen: forecasts grow uncertain as they should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How organic enrolments are described, the same for history and horizon.

    ``origin`` is the first week of history and ``history_weeks`` their number; the trend counts years from
    the middle. ``harmonics`` is how many sine and cosine pairs the yearly season has; ``country`` whose
    festivals enter (``None``: none); ``reference_price`` per course (0 where price plays no part here);
    ``bending`` whether the level drifts, as a random walk whose size the fit learns;
    ``controls`` the names of weekly facts, standardised by ``control_mean`` and ``control_spread``.
    """

    origin: date
    history_weeks: int
    harmonics: int
    country: str | None
    reference_price: tuple[float, ...]
    bending: bool = True
    controls: tuple[str, ...] = ()
    control_mean: tuple[float, ...] = ()
    control_spread: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an empty history and controls without a mean and a positive spread each."""
        if self.history_weeks < 1 or self.harmonics < 0:
            raise ValueError(
                f"history_weeks >= 1 and harmonics >= 0 must hold, "
                f"but got {self.history_weeks}, {self.harmonics}"
            )
        if not len(self.controls) == len(self.control_mean) == len(self.control_spread):
            raise ValueError(
                f"every control needs a mean and a spread, "
                f"but got {self.controls}, {self.control_mean}, {self.control_spread}"
            )
        if not all(spread > 0 for spread in self.control_spread):
            raise ValueError(f"control spreads must be positive, but got {self.control_spread}")

    @property
    def terms(self) -> tuple[str, ...]:
        """The names of the design's columns, in order."""
        season = [f"{wave}_{k + 1}" for k in range(self.harmonics) for wave in ("sin", "cos")]
        named = festivals(self.country) if self.country else ()
        drift = (f"drift_{knot}" for knot in range(1, self.knots + 1))
        controls = (f"control:{name}" for name in self.controls)
        return ("level", "trend", *season, *drift, *named, LOG_PRICE, *controls)

    @property
    def knots(self) -> int:
        """How many steps the drift takes, those beyond history included."""
        return (self.history_weeks + FUTURE_WEEKS) // KNOT_WEEKS if self.bending else 0

    @property
    def drifting(self) -> NDArray[np.bool_]:
        """Which terms are steps of the drift, ``(term,)``."""
        return np.array([term.startswith("drift_") for term in self.terms], dtype=np.bool_)

    def design(self, weeks: Sequence[date], *, price: Floats, controls: Floats) -> Floats:
        """Return the design, shape ``(course, week, term)``.

        ``price (course, week)`` in money; ``controls (control, week)`` in their own units. The log-price
        column is log(price / reference), so its coefficient is minus the elasticity.

        Raises ``ValueError`` for arrays of other shapes, and for a price of zero where price plays a part.
        """
        self._check_shapes(weeks, price=price, controls=controls)
        common = np.stack([*self._time_columns(weeks), *self._festival_columns(weeks)], axis=1)
        standard = (controls.T - np.array(self.control_mean)) / np.array(self.control_spread)
        rows = [
            np.column_stack([common, _log_ratio(price[course], reference), standard])
            for course, reference in enumerate(self.reference_price)
        ]
        return np.stack(rows)

    def _check_shapes(self, weeks: Sequence[date], *, price: Floats, controls: Floats) -> None:
        for name, array, rows in (
            ("price", price, len(self.reference_price)),
            ("controls", controls, len(self.controls)),
        ):
            if array.shape != (rows, len(weeks)):
                raise ValueError(f"{name} must have shape {(rows, len(weeks))}, but got {array.shape}")

    def _time_columns(self, weeks: Sequence[date]) -> list[Floats]:
        passed = np.array([(week - self.origin).days / 7 for week in weeks])
        phase = np.array([2 * np.pi * week.timetuple().tm_yday / 365.25 for week in weeks])
        waves = [wave((k + 1) * phase) for k in range(self.harmonics) for wave in (np.sin, np.cos)]
        steps = [np.clip(passed / KNOT_WEEKS - knot, 0.0, 1.0) for knot in range(self.knots)]
        return [np.ones(len(weeks)), (passed - self.history_weeks / 2) / WEEKS_OF_YEAR, *waves, *steps]

    def _festival_columns(self, weeks: Sequence[date]) -> list[Floats]:
        return list(holiday_shares(weeks, self.country).values()) if self.country else []

    def prior(self, level: Floats) -> tuple[Floats, Floats]:
        """Return locations and spreads of the coefficients, shapes ``(course, term)``.

        ``level (course,)`` is the mean outcome on the scale of the baseline, around which its level is vague.
        The defaults are weakly informative: a year's trend within about ±60 %, a season within ±40 %, a full
        festival week between a quarter and four times, an elasticity of 1.5 ± 2. Steps of the drift have unit
        spread, which the fit multiplies by the drift it learns.
        """
        prior = {"level": (0.0, 1.0), "trend": (0.0, 0.3), LOG_PRICE: (-1.5, 1.0)}
        prior |= dict.fromkeys((term for term in self.terms if term.startswith("drift_")), (0.0, 1.0))
        named = set(festivals(self.country)) if self.country else set()
        pairs = [prior.get(term, (0.0, 0.7 if term in named else 0.2)) for term in self.terms]
        location = np.tile([pair[0] for pair in pairs], (len(level), 1))
        location[:, 0] = level
        return location, np.tile([pair[1] for pair in pairs], (len(level), 1))


def _log_ratio(price: Floats, reference: float) -> Floats:
    if reference <= 0:
        return np.zeros(price.size)
    if not (price > 0).all():
        raise ValueError(f"prices must be positive where price plays a part, but got {price.min()}")
    return np.log(price / reference)
