"""Which weeks a fit has no explanation for, with levers, prices, festivals and controls counted in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from kuajie.domain.panel import Floats
from kuajie.messages import Finding, Severity
from kuajie.messages.notices.fitting import OUTLIER_WEEK
from kuajie.response import codes
from kuajie.usecases.fit_summary import Replay

ONCE_IN = 10_000
"""A week so far out that chance makes one in more than this many is an outlier."""

FALSE_ALARMS = 0.05
"""Over many courses the limit is stricter: a sound fit names a week once in twenty times at most."""

PREDICTED = 0.01
"""The week must also be improbable to the model itself, whose scatter the outlier has widened already."""

MAD_TO_SPREAD = 1.4826
MAD_EFFICIENCY = 0.37
"""A spread from n median distances is as uncertain as a standard deviation of 0.37 n values (Huber 1981)."""

LEAST_WEEKS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlierWeek:
    """A week of a course, by the course's title and the week's first day; what was seen, what expected."""

    title: str
    week: date
    seen: float
    expected: float


def outlier_weeks(history: Replay, *, seed: int) -> tuple[OutlierWeek, ...]:
    """Return the weeks that the model does not explain, in order of course and week.

    A week's distance from what each draw expects is measured by the median distance of all weeks (Hampel
    1974), which a few outliers do not widen, and judged by Student's t with as many degrees of freedom as
    that measure is worth. Weeks that were full or not observed are never outliers.
    """
    model, observed = history.model, history.panel.enrolments
    use = model.observed & ~history.panel.full
    limit = min(1 / ONCE_IN, FALSE_ALARMS / max(int(use.sum()), 1))
    draws = history.weeks.outcomes(seats=history.panel.seats, rng=np.random.default_rng(seed))
    found = []
    for course in np.flatnonzero(use.sum(axis=1) >= LEAST_WEEKS):
        kind, mean = int(model.outcome_kinds[course]), history.mean[:, course]
        chance = robust_chance(observed[course], mean, kind=kind, use=use[course])
        chance = np.where(_predicted(draws[:, course], observed[course]) < PREDICTED, chance, 1.0)
        found += [
            OutlierWeek(
                title=history.spec.courses[course].title,
                week=history.panel.weeks[week],
                seen=float(observed[course, week]),
                expected=float(np.median(mean[:, week])),
            )
            for week in np.flatnonzero(chance < limit)
        ]
    return tuple(found)


def robust_chance(observed: Floats, mean: Floats, *, kind: int, use: NDArray[np.bool_]) -> Floats:
    """Return how likely chance alone takes each week as far from its mean as it lies, ``(week,)``.

    ``observed (week,)``, ``mean (draw, week)``; weeks that are not of ``use`` get 1.
    """
    distance = _distance(observed[use], mean[:, use], kind)
    distance -= np.median(distance, axis=1, keepdims=True)
    spread = MAD_TO_SPREAD * np.median(np.abs(distance), axis=1, keepdims=True)
    if kind == codes.NEGATIVE_BINOMIAL:
        spread = np.maximum(spread, 1.0)  # counts scatter by chance at least
    found = np.ones(observed.size)
    freedom = MAD_EFFICIENCY * use.sum()
    found[use] = (2 * stdtr(freedom, -np.abs(distance) / np.maximum(spread, 1e-12))).mean(axis=0)
    return found


def _distance(observed: Floats, mean: Floats, kind: int) -> Floats:
    """Return distances from the mean on a scale on which weeks scatter alike, ``(draw, week)``."""
    if kind == codes.LOG_NORMAL:
        return np.asarray(np.log(observed) - np.log(mean))
    if kind == codes.NORMAL:
        return np.asarray(observed - mean)
    # Anscombe (1948): square roots of counts scatter by one half.
    return np.asarray(2 * (np.sqrt(observed + 0.375) - np.sqrt(np.maximum(mean, 0.0) + 0.375)))


def _predicted(draws: Floats, observed: Floats) -> Floats:
    """Return the two-sided tail probability of every week under the predictive draws."""
    above = (draws > observed).mean(axis=0) + 0.5 * (draws == observed).mean(axis=0)
    return np.asarray(2 * np.minimum(above, 1 - above))


def outlier_warnings(outliers: Sequence[OutlierWeek]) -> list[Finding]:
    """Return a warning for every outlier week."""
    return [
        Finding(
            notice=OUTLIER_WEEK,
            severity=Severity.WARNING,
            facts={
                "course": each.title,
                "week": each.week,
                "value": each.seen,
                "expected": each.expected,
            },
        )
        for each in outliers
    ]
