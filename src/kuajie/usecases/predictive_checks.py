"""Do the weeks seen look like weeks the model makes? Posterior predictive checks (Gelman, Meng, Stern 1996).

Each check compares one statistic of the weeks seen with the same statistic of weeks drawn from the posterior,
draw by draw: a statistic that needs a mean takes the mean of the very draw on both sides. If the model is
right the two are alike but for chance, and p-values err to the side of no alarm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from kuajie.domain.panel import Floats
from kuajie.response import codes
from kuajie.usecases.fit_answer import LOWER, UPPER, PredictiveCheck, Statistic
from kuajie.usecases.fit_summary import Replay
from kuajie.usecases.response_spec import CourseSpec

NINETY = 1.6448536269514722
"""Ends of a central 90 % interval, in standard deviations."""

REPLICAS = 10
"""Weeks drawn around each draw's mean: 400 draws then give p-values down to one in 4,000."""

LAST_WEEKS = 13
"""The level of the last quarter: where a forecast begins."""

LEAST_WEEKS = 20
"""With fewer weeks no statistic says anything."""

IMPROBABLE = 0.01
"""A p-value below this, divided by the number of courses, fails.

A course's own six checks need no further allowance: most of their p-values lie near one half when the model
is right, because the weeks seen have shaped what is expected of them. Of 390 worlds drawn from the priors,
with 1 to 3 courses, 2 failed a check; with 0.02 it would have been 7.
"""

SLIGHT = {Statistic.AUTOCORRELATION: 0.2, Statistic.LAST_LEVEL: 0.05}
"""How far a statistic may lie from what it should be before it matters, however sure it is.

What is left unexplained may correlate by 0.2 from week to week: intervals are then a fifth too narrow. The
last weeks may differ by 5 % from their expectation.
"""

NEUTRAL = {Statistic.AUTOCORRELATION: 0.0, Statistic.LAST_LEVEL: 1.0}

TINY = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeenWeeks:
    """A course's weeks as they are compared: ``logged`` says whether jumps and spread are those of logs.

    ``observed (week,)``, NaN where not observed; ``mean (draw, week)`` what each draw expects; ``scatter
    (week,)`` how far weeks drawn lie from their mean, as root of the mean square.
    """

    observed: Floats
    mean: Floats
    scatter: Floats
    logged: bool

    def residual(self, values: Floats) -> Floats:
        """Return how far ``values (draw, week)`` lie from each draw's mean, in units of the scatter."""
        return np.asarray((values - self.mean) / self.scatter)

    def scaled(self, values: Floats) -> Floats:
        """Return values on the scale on which weeks are compared with each other."""
        return np.log(np.maximum(values, TINY)) if self.logged else values


def check_weeks(history: Replay, *, seed: int) -> tuple[PredictiveCheck, ...]:
    """Return every check of a posterior replayed over history; weeks the fit left out are left out here."""
    rng, model = np.random.default_rng(seed), history.model
    return check_predictions(
        np.where(model.observed, history.panel.enrolments, np.nan),
        history.mean,
        (history.weeks.outcomes(seats=history.panel.seats, rng=rng) for _ in range(REPLICAS)),
        courses=history.spec.courses,
        logged=(model.outcome_kinds == codes.LOG_NORMAL).tolist(),
    )


def check_predictions(
    observed: Floats,
    mean: Floats,
    replicas: Iterable[Floats],
    *,
    courses: Sequence[CourseSpec],
    logged: Sequence[bool],
) -> tuple[PredictiveCheck, ...]:
    """Return every check of every course.

    ``observed (course, week)``, NaN where not observed; ``mean (draw, course, week)``; each of ``replicas``
    predictive draws of the same shape, one around every mean: the more, the finer the p-values. A check that
    says nothing of a course (zero weeks of one that has none and expects none) is left out.
    """
    drawn = list(replicas)
    found = []
    for place, course in enumerate(courses):
        values = [each[:, place] for each in drawn]
        if np.isfinite(observed[place]).sum() >= LEAST_WEEKS:
            weeks = _seen(observed[place], mean[:, place], values, logged=bool(logged[place]))
            found += _check_course(course, weeks, values, courses=len(courses))
    return tuple(found)


def _seen(observed: Floats, mean: Floats, values: Sequence[Floats], *, logged: bool) -> SeenWeeks:
    square = np.mean([((each - mean) ** 2).mean(axis=0) for each in values], axis=0)
    return SeenWeeks(
        observed=observed,
        mean=np.where(np.isfinite(observed), mean, np.nan),
        scatter=np.maximum(np.sqrt(square), TINY),
        logged=logged,
    )


def _check_course(
    course: CourseSpec, weeks: SeenWeeks, values: Sequence[Floats], *, courses: int
) -> list[PredictiveCheck]:
    use, seen = np.isfinite(weeks.observed), np.broadcast_to(weeks.observed, weeks.mean.shape)
    found = []
    for statistic, measure in MEASURES.items():
        here = measure(weeks, seen)
        there = np.stack([measure(weeks, np.where(use, each, np.nan)) for each in values])
        if statistic is Statistic.ZERO_WEEKS and not here.any() and not there.any():
            continue
        lower, upper = np.quantile(there, [LOWER, UPPER])
        p, value = two_sided(there - here), float(here.mean())
        away = abs(value - NEUTRAL.get(statistic, value))
        found.append(
            PredictiveCheck(
                course=course.id,
                title=course.title,
                statistic=statistic,
                observed=value,
                lower=float(lower),
                upper=float(upper),
                p=p,
                failed=p * courses < IMPROBABLE and away >= SLIGHT.get(statistic, 0.0),
                logged=weeks.logged,
            )
        )
    return found


def two_sided(excess: Floats) -> float:
    """Return the two-sided p-value of ``excess``, draws of what is expected less what is seen.

    Ties count half on either side. Where not one draw lies beyond, the chance is at most one in the number of
    draws, and the normal tail says how much smaller.
    """
    above = float((excess > 0).mean() + 0.5 * (excess == 0).mean())
    p = 2 * min(above, 1 - above)
    if p > 0:
        return min(p, 1.0)
    distance = abs(float(excess.mean())) / max(float(excess.std()), TINY)
    return min(1.0 / excess.size, 2 * float(ndtr(-distance)))


def _coverage(weeks: SeenWeeks, values: Floats) -> Floats:
    residual = weeks.residual(values)
    return np.asarray((np.abs(residual) <= NINETY).sum(axis=1) / np.isfinite(residual).sum(axis=1))


def _autocorrelation(weeks: SeenWeeks, values: Floats) -> Floats:
    residual = weeks.residual(values)
    centred = residual - np.nanmean(residual, axis=1, keepdims=True)
    products = centred[:, 1:] * centred[:, :-1]
    return np.asarray(np.nanmean(products, axis=1) / np.maximum(np.nanmean(centred**2, axis=1), TINY))


def _largest_jump(weeks: SeenWeeks, values: Floats) -> Floats:
    return np.asarray(np.nanmax(np.abs(np.diff(weeks.scaled(values), axis=1)), axis=1))


def _spread(weeks: SeenWeeks, values: Floats) -> Floats:
    return np.asarray(np.nanstd(weeks.scaled(values), axis=1))


def _zero_weeks(weeks: SeenWeeks, values: Floats) -> Floats:
    return np.asarray((values <= 0).sum(axis=1) / np.isfinite(weeks.observed).sum())


def _last_level(weeks: SeenWeeks, values: Floats) -> Floats:
    last = np.flatnonzero(np.isfinite(weeks.observed))[-LAST_WEEKS:]
    expected = weeks.mean[:, last].sum(axis=1)
    return np.asarray(values[:, last].sum(axis=1) / np.maximum(expected, TINY))


MEASURES: dict[Statistic, Callable[[SeenWeeks, Floats], Floats]] = {
    Statistic.COVERAGE: _coverage,
    Statistic.AUTOCORRELATION: _autocorrelation,
    Statistic.LARGEST_JUMP: _largest_jump,
    Statistic.SPREAD: _spread,
    Statistic.ZERO_WEEKS: _zero_weeks,
    Statistic.LAST_LEVEL: _last_level,
}
