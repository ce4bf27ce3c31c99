"""Spend by week, stacked by the party that pays."""

from __future__ import annotations

import altair as alt

from kuajie.domain.party import Party
from kuajie.messages import Text
from kuajie.present.charts.style import PARTY_COLOURS, WIDTH, Drawn, styled, values
from kuajie.present.reader import Reader
from kuajie.present.scale import money_scale
from kuajie.usecases.plan_answer import PlanAnswer

AXIS = Text(en="Spend per week ({unit})", zh="每周投入（{unit}）")


def spend_chart(plan: PlanAnswer, reader: Reader) -> Drawn:
    """Return weekly spend as columns, one shade per party."""
    paid = {party.name: _weekly(plan, party) for party in plan.programme.parties}
    names = [name for name, row in paid.items() if any(row)] or list(paid)
    scale = money_scale(max(map(sum, zip(*paid.values(), strict=True))), reader)
    weeks = [reader.short_day(week) for week in plan.plan.weeks]
    rows = [
        {"week": week, "party": name, "order": order, "spend": amount / scale.size}
        for order, name in enumerate(names)
        for week, amount in zip(weeks, paid[name], strict=True)
    ]
    colours = alt.Scale(domain=names, range=list(PARTY_COLOURS[: len(names)]))
    chart = (
        alt.Chart(values(rows), width=WIDTH - 60, height=200)
        .mark_bar(stroke="white", strokeWidth=0.7)
        .encode(
            x=alt.X("week:O", sort=weeks, axis=alt.Axis(labelAngle=0, title=None, labelOverlap="parity")),
            y=alt.Y("spend:Q", axis=alt.Axis(title=reader.say(AXIS, unit=scale.name), tickCount=5)),
            color=alt.Color("party:N", sort=names, scale=colours),
            order=alt.Order("order:Q"),
        )
    )
    return styled(chart)


def _weekly(plan: PlanAnswer, party: Party) -> list[float]:
    """Return what a party spends on its levers in each week."""
    own = [plan.plan.spend[lever.id] for lever in plan.levers if lever.party == party.id]
    return [sum(float(row[week]) for row in own) for week in range(len(plan.plan.weeks))]
