"""What each lever would bring at every spend."""

from __future__ import annotations

import altair as alt

from kuajie.messages import Text
from kuajie.present.charts.panels import leading_levers
from kuajie.present.charts.style import BLUE, INK, ORANGE, PALE, WIDTH, Drawn, styled, values
from kuajie.present.reader import Reader
from kuajie.present.scale import money_scale
from kuajie.usecases.fit_answer import FitAnswer, ResponseCurve

SPEND = Text(en="Spend per week ({unit})", zh="每周投入（{unit}）")
INPUT = Text(en="Input per week", zh="每周投入量")
GAIN = Text(en="Enrolments gained", zh="新增报名")
GAIN_OF_TABLE = Text(en="“{outcome}” gained", zh="增加的“{outcome}”")
COLUMNS = 3


def response_curves_chart(fit: FitAnswer, reader: Reader) -> Drawn:
    """Return one small panel per lever: mean and 90 % band of what is gained, usual spend marked."""
    titles = {lever.id: lever.title for lever in fit.levers}
    shown = [fit.curves[lever] for lever in leading_levers(fit)]
    panels = [
        _panel(curve, titles[curve.lever], reader, first=place % COLUMNS == 0)
        for place, curve in enumerate(shown)
    ]
    return styled(alt.concat(*panels, columns=COLUMNS, spacing=22))


def _gain(reader: Reader) -> str:
    return reader.say(reader.called(GAIN, GAIN_OF_TABLE), outcome=reader.outcome)


def _panel(curve: ResponseCurve, title: str, reader: Reader, *, first: bool) -> Drawn:
    scale = money_scale(float(curve.spend.max()), reader)
    label = reader.say(SPEND, unit=scale.name) if reader.currency else reader.say(INPUT)
    rows = [
        {"spend": spend / scale.size, "mean": mean, "lower": lower, "upper": upper}
        for spend, mean, lower, upper in zip(
            curve.spend.tolist(), curve.mean.tolist(), curve.lower.tolist(), curve.upper.tolist(), strict=True
        )
    ]
    base = alt.Chart(values(rows))
    x = alt.X("spend:Q", axis=alt.Axis(title=label, tickCount=4, grid=False, labelOverlap=True))
    y = alt.Axis(title=_gain(reader) if first else None, tickCount=4)
    usual = alt.Chart(values([{"spend": curve.usual_spend / scale.size}]))
    return alt.layer(
        base.mark_area(color=PALE).encode(x=x, y=alt.Y("lower:Q", axis=y), y2="upper:Q"),
        base.mark_line(color=BLUE, strokeWidth=1.8).encode(x=x, y=alt.Y("mean:Q", axis=y)),
        usual.mark_rule(color=ORANGE, strokeDash=[4, 3], strokeWidth=1.5).encode(x="spend:Q"),
        title=alt.TitleParams(title, anchor="start", fontSize=13, color=INK, frame="group"),
        width=WIDTH / COLUMNS - 62,
        height=120,
    )
