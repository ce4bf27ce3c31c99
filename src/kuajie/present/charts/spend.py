"""Spend by week, stacked by the party that pays."""

from __future__ import annotations

import altair as alt

from kuajie.domain.party import Party
from kuajie.messages import Text
from kuajie.present.charts.style import PARTY_COLOURS, WIDTH, Drawn, naming, styled, values
from kuajie.present.reader import Reader
from kuajie.present.scale import money_scale
from kuajie.usecases.plan_answer import PlanAnswer

AXIS = Text(en="Spend per week ({unit})", zh="每周投入（{unit}）")


def spend_chart(plan: PlanAnswer, reader: Reader) -> Drawn:
    """Return weekly spend as columns, one shade per party."""
    every = [(party.name, _weekly(plan, party)) for party in plan.programme.parties]
    paying = [(name, row) for name, row in every if any(row)] or every
    scale = money_scale(max(map(sum, zip(*(row for _, row in paying), strict=True))), reader)
    weeks = [reader.short_day(week) for week in plan.plan.weeks]
    rows = [
        {"week": week, "party": place, "spend": amount / scale.size}
        for place, (_, row) in enumerate(paying)
        for week, amount in enumerate(row)
    ]
    legend = alt.Legend(labelExpr=naming([name for name, _ in paying]))
    colours = alt.Scale(domain=list(range(len(paying))), range=list(PARTY_COLOURS[: len(paying)]))
    days = alt.Axis(labelAngle=0, title=None, labelOverlap="parity", labelExpr=naming(weeks))
    chart = (
        alt.Chart(values(rows), width=WIDTH - 60, height=200)
        .mark_bar(stroke="white", strokeWidth=0.7)
        .encode(
            x=alt.X("week:O", axis=days),
            y=alt.Y("spend:Q", axis=alt.Axis(title=reader.say(AXIS, unit=scale.name), tickCount=5)),
            color=alt.Color("party:O", scale=colours, legend=legend),
            order=alt.Order("party:O"),
        )
    )
    return styled(chart)


def _weekly(plan: PlanAnswer, party: Party) -> list[float]:
    """Return what a party spends on its levers in each week."""
    own = [plan.plan.spend[lever.id] for lever in plan.levers if lever.party == party.id]
    return [sum(float(row[week]) for row in own) for week in range(len(plan.plan.weeks))]
