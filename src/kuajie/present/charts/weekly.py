"""Enrolments week by week: what was seen against what the model expects, and what the plan expects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt
import numpy as np

from kuajie.domain.panel import Floats
from kuajie.present.charts.panels import leading_courses
from kuajie.present.charts.style import BLUE, GREY, INK, ORANGE, PALE, WIDTH, Drawn, styled, values
from kuajie.present.fit_tables import course_name
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_answer import PlanAnswer

MONTHS = {"en": "%b %Y", "zh": "%Y年%-m月"}
DAYS = {"en": "%b %-d", "zh": "%-m月%-d日"}
HEIGHT = 105
MANY_WEEKS = 30
"""Up to here every Monday gets its tick; a longer history is dated by months."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """One panel of a weekly chart; all series have shape ``(week,)``."""

    title: str
    mean: Floats
    lower: Floats
    upper: Floats
    seats: Floats
    observed: Floats | None = None
    organic: Floats | None = None


def weekly_fit_chart(fit: FitAnswer, reader: Reader) -> Drawn:
    """Return one panel per course: dots seen, line and band expected, dashed what came without levers."""
    shown = ((place, fit.courses[place]) for place in leading_courses(fit))
    courses = [
        Course(
            title=course_name(fit, course, reader),
            mean=fit.weekly.mean[place],
            lower=fit.weekly.lower[place],
            upper=fit.weekly.upper[place],
            seats=fit.panel.seats[place],
            observed=fit.weekly.observed[place],
            organic=fit.weekly.organic[place],
        )
        for place, course in shown
    ]
    return _panels(fit.panel.weeks, courses, day_format=MONTHS[reader.locale])


def weekly_plan_chart(plan: PlanAnswer, reader: Reader) -> Drawn:
    """Return one panel per course: expected enrolments with their band, and the seats."""
    courses = [
        Course(
            title=course.title,
            mean=plan.weekly_enrolments[place],
            lower=plan.weekly_lower[place],
            upper=plan.weekly_upper[place],
            seats=np.full(len(plan.plan.weeks), _seats(plan, course.id)),
        )
        for place, course in enumerate(plan.courses)
    ]
    return _panels(plan.plan.weeks, courses, day_format=DAYS[reader.locale])


def _seats(plan: PlanAnswer, course: str) -> float:
    seats = plan.programme.course(course).seats
    return np.inf if seats is None else float(seats)


def _panels(weeks: Sequence[date], courses: Sequence[Course], *, day_format: str) -> Drawn:
    """Return the panels one below the other; only the last one dates its weeks."""
    last = len(courses) - 1
    panels = [
        _panel(weeks, course, day_format=day_format, dated=place == last)
        for place, course in enumerate(courses)
    ]
    return styled(alt.vconcat(*panels, spacing=14))


def _panel(weeks: Sequence[date], course: Course, *, day_format: str, dated: bool) -> Drawn:
    base = alt.Chart(values(_rows(weeks, course)))
    days = alt.Axis(
        format=day_format,
        title=None,
        labels=dated,
        ticks=dated,
        grid=False,
        labelOverlap="parity",
        values=_mondays(weeks) if len(weeks) <= MANY_WEEKS else alt.Undefined,
    )
    x = alt.X("week:T", scale=alt.Scale(type="utc"), axis=days)
    counts = alt.Axis(title=None, tickCount=4)
    layers = [
        base.mark_area(color=PALE).encode(x=x, y=alt.Y("lower:Q", axis=counts), y2="upper:Q"),
        base.mark_line(color=BLUE, strokeWidth=1.6).encode(x=x, y=alt.Y("mean:Q", axis=counts)),
    ]
    if course.organic is not None:
        layers.append(
            base.mark_line(color=GREY, strokeDash=[4, 3], strokeWidth=1.3).encode(x=x, y="organic:Q")
        )
    if _seats_matter(course):
        layers.append(
            base.mark_line(color=ORANGE, strokeWidth=1.4, interpolate="step").encode(x=x, y="seats:Q")
        )
    if course.observed is not None:
        layers.append(base.mark_circle(color=INK, size=14, opacity=0.9).encode(x=x, y="observed:Q"))
    title = alt.TitleParams(course.title, anchor="start", fontSize=13, color=INK, offset=4, frame="group")
    return alt.layer(*layers, title=title, width=WIDTH - 60, height=HEIGHT)


def _mondays(weeks: Sequence[date]) -> list[int]:
    """Return the weeks as milliseconds since 1970, which the axis takes as they are."""
    return [(week - date(1970, 1, 1)).days * 86_400_000 for week in weeks]


def _seats_matter(course: Course) -> bool:
    """Say whether demand comes near the seats; drawing seats far above it would flatten the chart."""
    known = np.isfinite(course.seats).any() and np.isfinite(course.upper).any()
    return bool(known and np.min(course.seats) < 1.5 * np.nanmax(course.upper))


def _rows(weeks: Sequence[date], course: Course) -> list[dict[str, object]]:
    nothing = np.full(len(weeks), np.nan)
    series = {
        "mean": course.mean,
        "lower": course.lower,
        "upper": course.upper,
        "seats": course.seats,
        "observed": nothing if course.observed is None else course.observed,
        "organic": nothing if course.organic is None else course.organic,
    }
    return [
        {
            "week": week.isoformat(),
            **{name: round(float(row[place]), 1) for name, row in series.items()},
        }
        for place, week in enumerate(weeks)
    ]
