"""What every lever brought, week by week."""

from __future__ import annotations

import altair as alt

from kuajie.messages import Text
from kuajie.present.charts.panels import leading_levers
from kuajie.present.charts.style import BLUE, INK, PALE, WIDTH, Drawn, styled, values
from kuajie.present.charts.weekly import MONTHS
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer

BROUGHT = Text(en="Enrolments", zh="报名数")
COLUMNS = 2
HEIGHT = 84


def contributions_chart(fit: FitAnswer, reader: Reader) -> Drawn:
    """Return one panel per lever on one scale: mean and 90 % band of what it brought each week.

    Side by side and not stacked: under the product coupling the parts overlap and do not add up.
    """
    shown = leading_levers(fit)
    panels = [_panel(fit, lever, reader, left=place % COLUMNS == 0) for place, lever in enumerate(shown)]
    grid = alt.concat(*panels, columns=COLUMNS, spacing=20).resolve_scale(y="shared")
    return styled(grid)


def _panel(fit: FitAnswer, lever: int, reader: Reader, *, left: bool) -> Drawn:
    told = fit.contributions
    rows = [
        {"week": week.isoformat(), "mean": mean, "lower": lower, "upper": upper}
        for week, mean, lower, upper in zip(
            fit.panel.weeks,
            *(row[lever].round(2).tolist() for row in (told.mean, told.lower, told.upper)),
            strict=True,
        )
    ]
    base = alt.Chart(values(rows))
    days = alt.Axis(
        format=MONTHS[reader.locale],
        title=None,
        grid=False,
        labelOverlap="parity",
        labelSeparation=10,
        tickCount=5,
    )
    x = alt.X("week:T", scale=alt.Scale(type="utc"), axis=days)
    title = (reader.outcome or reader.say(BROUGHT)) if left else None
    y = alt.Axis(title=title, tickCount=3)
    return alt.layer(
        base.mark_area(color=PALE).encode(x=x, y=alt.Y("lower:Q", axis=y), y2="upper:Q"),
        base.mark_line(color=BLUE, strokeWidth=1.4).encode(x=x, y=alt.Y("mean:Q", axis=y)),
        title=alt.TitleParams(
            fit.levers[lever].title, anchor="start", fontSize=13, color=INK, frame="group", offset=4
        ),
        width=WIDTH / COLUMNS - 66,
        height=HEIGHT,
    )
