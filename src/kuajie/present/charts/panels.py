"""Which levers get a panel of their own where there are more than a page holds."""

from __future__ import annotations

from math import isnan

from kuajie.usecases.fit_answer import FitAnswer

MOST_PANELS = 12


def leading_levers(fit: FitAnswer, *, most: int = MOST_PANELS) -> list[int]:
    """Return the places of the levers that are shown: all, or of many those that brought most, in order."""
    everyone = range(len(fit.levers))
    by_weight = sorted(everyone, key=lambda lever: -abs(fit.levers[lever].enrolments.median))
    return sorted(by_weight[:most])


def leading_courses(fit: FitAnswer) -> list[int]:
    """Return the places of the courses that get a panel: all, or of many the largest, in order.

    A course of which the reader is told nothing has no panel, unless that holds for every one.
    """
    told = [place for place, course in enumerate(fit.courses) if not isnan(course.enrolments)]
    everyone = told or range(len(fit.courses))
    by_size = sorted(everyone, key=lambda course: -fit.courses[course].enrolments)
    return sorted(by_size[:MOST_PANELS])
