"""What a fit expected of the weeks that have passed, beside what came."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kuajie.domain.panel import Floats
from kuajie.domain.posterior import Posterior
from kuajie.messages import Finding, Severity
from kuajie.messages.notices import replan as notices
from kuajie.planning.objective import weekly_lifts
from kuajie.planning.problem import PlanningProblem
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.planning_problem import Scope
from kuajie.usecases.predict import Weeks
from kuajie.usecases.replan_answer import CourseSoFar
from kuajie.usecases.under_way import UnderWay


def expected_so_far(
    fit: FitAnswer,
    draws: Posterior,
    problem: PlanningProblem,
    under_way: UnderWay,
    scope: Scope,
    *,
    spend: Floats,
    price: Floats,
    seed: int = 0,
) -> Floats:
    """Return draws of enrolments in the weeks that have passed, chance included, ``(draw, course, week)``.

    ``problem`` is that of the whole horizon over ``draws``; ``spend (lever, week)`` and ``price (course,
    week)``, in the scope's order, are those to reckon with in these weeks. Controls count at their mean.
    """
    weeks, count = under_way.actuals.weeks, under_way.weeks
    levers = [fit.spec.lever_ids.index(lever.id) for lever in scope.levers]
    courses = [fit.spec.course_ids.index(course.id) for course in scope.courses]
    reference = np.array(fit.baseline.reference_price)
    prices = np.repeat(np.where(reference > 0, reference, 1.0)[:, None], count, axis=1)
    prices[courses] = price
    controls = np.repeat(np.array(fit.baseline.control_mean).reshape(-1, 1), count, axis=1)
    lifts = np.zeros((draws.draws, len(fit.spec.lever_ids), count))
    whole = np.zeros(problem.lower.shape)
    whole[:, :count] = spend
    lifts[:, levers] = weekly_lifts(problem, whole)[:, :, :count]
    seats = np.full(prices.shape, np.inf)
    seats[courses] = problem.seats[:, :count]
    design = fit.baseline.design(weeks, price=prices, controls=controls)
    expected = Weeks.of(fit.model, draws, design=design, price=prices, lever_lift=lifts)
    return expected.outcomes(seats=seats, rng=np.random.default_rng(seed))[:, courses]


def off_course(courses: Iterable[CourseSoFar]) -> tuple[Finding, ...]:
    """Return a warning for every course whose enrolments the fit did not expect of what was done."""
    return tuple(
        Finding(
            notice=notices.OFF_COURSE,
            severity=Severity.WARNING,
            facts={
                "course": course.title,
                "enrolled": round(course.enrolled),
                "lower": round(course.given_spend.lower),
                "upper": round(course.given_spend.upper),
            },
        )
        for course in courses
        if not course.given_spend.lower <= course.enrolled <= course.given_spend.upper
    )
