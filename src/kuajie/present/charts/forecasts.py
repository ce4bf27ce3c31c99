"""Forecasts of weeks that the fit had not seen, against what came."""

from __future__ import annotations

import altair as alt

from kuajie.present.charts.panels import leading_courses
from kuajie.present.charts.style import BLUE, GREY, INK, PALE, WIDTH, Drawn, styled, values
from kuajie.present.charts.weekly import DAYS, MONTHS
from kuajie.present.check_tables import placed_windows
from kuajie.present.fit_tables import course_name
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer, HoldOut

BEFORE = 13
"""Weeks shown before the first hidden one."""

SHORT = 30
"""Up to so many weeks the axis tells days, else months."""

HEIGHT = 95


def forecasts_chart(fit: FitAnswer, reader: Reader) -> Drawn:
    """Return one panel per course: dots what came, line and band each forecast, a rule where it begins.

    Raises ``ValueError`` for a fit whose forecasts were not tested.
    """
    if not placed_windows(fit):
        raise ValueError("no weeks were hidden, so there are no forecasts to draw")
    shown = leading_courses(fit)
    panels = [_panel(fit, course, reader, dated=course == shown[-1]) for course in shown]
    return styled(alt.vconcat(*panels, spacing=14))


def _panel(fit: FitAnswer, course: int, reader: Reader, *, dated: bool) -> Drawn:
    windows = placed_windows(fit)
    first = max(0, min(start for start, _ in windows) - BEFORE)
    weeks = [week.isoformat() for week in fit.panel.weeks]
    observed = fit.panel.enrolments[course].tolist()
    shown = list(zip(weeks[first:], observed[first:], strict=True))
    seen = alt.Chart(values({"week": week, "observed": value} for week, value in shown))
    form = (DAYS if len(shown) <= SHORT else MONTHS)[reader.locale]
    days = alt.Axis(
        format=form,
        title=None,
        grid=False,
        labels=dated,
        ticks=dated,
        labelOverlap="parity",
        labelSeparation=10,
        tickCount=9,
    )
    x = alt.X("week:T", scale=alt.Scale(type="utc"), axis=days)
    layers = [seen.mark_circle(color=INK, size=18, opacity=0.9).encode(x=x, y="observed:Q")]
    for start, held in windows:
        layers = [*_forecast(held, course, weeks[start:], x), *layers]
    name = course_name(fit, fit.courses[course], reader)
    title = alt.TitleParams(name, anchor="start", fontSize=13, color=INK, offset=4, frame="group")
    return alt.layer(*layers, title=title, width=WIDTH - 60, height=HEIGHT)


def _forecast(held: HoldOut, course: int, weeks: list[str], x: Drawn) -> list[Drawn]:
    """Return the layers of one forecast; ``weeks`` are those from its first hidden week on."""
    rows = [
        {"week": week, "mean": mean, "lower": lower, "upper": upper}
        for week, mean, lower, upper in zip(
            weeks[: held.weeks],
            *(row[course].round(2).tolist() for row in (held.mean, held.lower, held.upper)),
            strict=True,
        )
    ]
    told = alt.Chart(values(rows))
    begin = alt.Chart(values([{"week": weeks[0]}]))
    counts = alt.Axis(title=None, tickCount=4)
    return [
        told.mark_area(color=PALE).encode(x=x, y=alt.Y("lower:Q", axis=counts), y2="upper:Q"),
        told.mark_line(color=BLUE, strokeWidth=1.8).encode(x=x, y=alt.Y("mean:Q", axis=counts)),
        begin.mark_rule(color=GREY, strokeDash=[3, 3]).encode(x=x),
    ]
