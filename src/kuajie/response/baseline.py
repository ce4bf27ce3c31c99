"""The organic baseline as a linear design: level, trend, season, festivals, price and controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kuajie.domain.calendar import festivals, holiday_shares
from kuajie.domain.panel import Floats

WEEKS_OF_YEAR = 365.25 / 7
LOG_PRICE = "log_price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How organic enrolments are described, the same for history and horizon.

    ``origin`` is the week from which the trend counts years; ``harmonics`` the sine and cosine pairs of the
    yearly season; ``country`` whose festivals enter (``None``: none); ``reference_price`` per course (0 where
    price plays no part); ``controls`` the names of weekly facts, standardised by ``control_mean`` and
    ``control_spread``.
    """

    origin: date
    harmonics: int
    country: str | None
    reference_price: tuple[float, ...]
    controls: tuple[str, ...] = ()
    control_mean: tuple[float, ...] = ()
    control_spread: tuple[float, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The names of the design's columns, in order."""
        season = [f"{wave}_{k + 1}" for k in range(self.harmonics) for wave in ("sin", "cos")]
        named = festivals(self.country) if self.country else ()
        return ("level", "trend", *season, *named, LOG_PRICE, *(f"control:{name}" for name in self.controls))

    def design(self, weeks: Sequence[date], *, price: Floats, controls: Floats) -> Floats:
        """Return the design, shape ``(course, week, term)``.

        ``price (course, week)`` in money; ``controls (control, week)`` in their own units. The log-price
        column is log(price / reference), so its coefficient is minus the elasticity.
        """
        common = np.stack([*self._time_columns(weeks), *self._festival_columns(weeks)], axis=1)
        standard = (controls.T - np.array(self.control_mean)) / np.array(self.control_spread or [1.0])
        rows = [
            np.column_stack([common, _log_ratio(price[course], reference), standard])
            for course, reference in enumerate(self.reference_price)
        ]
        return np.stack(rows)

    def _time_columns(self, weeks: Sequence[date]) -> list[Floats]:
        years = np.array([(week - self.origin).days / 365.25 for week in weeks])
        phase = np.array([2 * np.pi * week.timetuple().tm_yday / 365.25 for week in weeks])
        waves = [wave((k + 1) * phase) for k in range(self.harmonics) for wave in (np.sin, np.cos)]
        return [np.ones(len(weeks)), years, *waves]

    def _festival_columns(self, weeks: Sequence[date]) -> list[Floats]:
        return list(holiday_shares(weeks, self.country).values()) if self.country else []

    def prior(
        self, log_mean: Floats, *, elasticity: Mapping[str, float] | None = None
    ) -> tuple[Floats, Floats]:
        """Return locations and spreads of the coefficients, shapes ``(course, term)``.

        ``log_mean (course,)`` is the mean log outcome, around which the level is vague. The defaults are
        weakly informative: a year's trend within about ±60 %, a season within ±40 %, a full festival week
        between a quarter and four times, an elasticity of 1.5 ± 2.
        """
        prior = {"level": (0.0, 1.0), "trend": (0.0, 0.3), LOG_PRICE: (-1.5, 1.0)}
        if elasticity is not None:
            prior[LOG_PRICE] = (-elasticity["location"], elasticity["spread"])
        named = set(festivals(self.country)) if self.country else set()
        pairs = [prior.get(term, (0.0, 0.7 if term in named else 0.2)) for term in self.terms]
        location = np.tile([pair[0] for pair in pairs], (len(log_mean), 1))
        location[:, 0] = log_mean
        return location, np.tile([pair[1] for pair in pairs], (len(log_mean), 1))


def _log_ratio(price: Floats, reference: float) -> Floats:
    return np.zeros(price.size) if reference <= 0 else np.log(price / reference)
