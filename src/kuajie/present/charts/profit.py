"""How profit is spread over what the posterior thinks possible."""

from __future__ import annotations

import altair as alt
import numpy as np

from kuajie.messages import Text
from kuajie.present.charts.style import BLUE, INK, ORANGE, WIDTH, Drawn, styled, values
from kuajie.present.reader import Reader
from kuajie.present.scale import money_scale
from kuajie.usecases.plan_answer import PlanAnswer

PROFIT = Text(en="Joint profit ({unit})", zh="联合收益（{unit}）")
CHANCE = Text(en="Chance (%)", zh="可能性（%）")
BINS = 24


def profit_chart(plan: PlanAnswer, reader: Reader) -> Drawn:
    """Return a histogram of joint profit over the posterior draws; losses in another colour, mean marked."""
    drawn = plan.profit_draws
    scale = money_scale(float(np.abs(drawn).max()), reader)
    counts, edges = np.histogram(drawn / scale.size, bins=BINS)
    rows = [
        {
            "from": float(left),
            "to": float(right),
            "chance": 100 * float(count) / drawn.size,
            "loss": bool(right <= 0),
        }
        for count, left, right in zip(counts, edges[:-1], edges[1:], strict=True)
    ]
    bars = (
        alt.Chart(values(rows))
        .mark_bar(stroke="white", strokeWidth=0.8)
        .encode(
            x=alt.X(
                "from:Q",
                axis=alt.Axis(title=reader.say(PROFIT, unit=scale.name), grid=False, tickCount=10),
                scale=alt.Scale(zero=False),
            ),
            x2="to:Q",
            y=alt.Y("chance:Q", axis=alt.Axis(title=reader.say(CHANCE), tickCount=4)),
            y2=alt.datum(0),
            color=alt.Color(
                "loss:N", legend=None, scale=alt.Scale(domain=[False, True], range=[BLUE, ORANGE])
            ),
        )
    )
    mean = alt.Chart(values([{"at": plan.profit.mean / scale.size}]))
    rule = mean.mark_rule(color=INK, strokeWidth=1.6, strokeDash=[5, 3]).encode(x="at:Q")
    return styled(alt.layer(bars, rule, width=WIDTH - 60, height=170))
