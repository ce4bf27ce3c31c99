"""The two frontiers of a plan: joint profit over joint cost, one party's profit over another's."""

from __future__ import annotations

from typing import Any

import altair as alt

from kuajie.messages import Text
from kuajie.present.charts.style import BLUE, GREY, INK, ORANGE, PALE, WIDTH, Drawn, styled, values
from kuajie.present.reader import Reader
from kuajie.present.scale import money_scale
from kuajie.usecases.frontier_answer import CostFrontierAnswer, PartyFrontierAnswer

COST = Text(en="Joint cost ({unit})", zh="合计投入（{unit}）")
PROFIT = Text(en="Joint profit ({unit})", zh="联合收益（{unit}）")
PARTY = Text(en="{party} earns ({unit})", zh="{party}的收益（{unit}）")
TODAY = Text(en="today's plan", zh="现方案")
JOINT = Text(en="highest joint profit", zh="联合收益最高")
FLOORS = Text(en="least each takes part for", zh="各方参与的底线")
HEIGHT = 260
PLACE = ("first", "second")


def cost_frontier_chart(answer: CostFrontierAnswer, reader: Reader) -> Drawn:
    """Return joint profit over cost, the proved bound as a band above it, today's plan marked."""
    points = answer.points
    across = money_scale(max(point.cost for point in points), reader)
    up = money_scale(max(abs(point.profit) for point in points), reader)
    rows: list[dict[str, object]] = [
        {
            "cost": point.cost / across.size,
            "profit": point.profit / up.size,
            "bound": (point.profit if point.bound is None else point.bound) / up.size,
        }
        for point in points
    ]
    base = alt.Chart(values(rows))
    x = alt.X("cost:Q", axis=alt.Axis(title=reader.say(COST, unit=across.name), grid=False, tickCount=8))
    y = _unzeroed("profit:Q", reader.say(PROFIT, unit=up.name))
    plan = {"cost": answer.plan_cost / across.size, "profit": answer.plan_profit / up.size}
    return styled(
        alt.layer(
            base.mark_area(color=PALE).encode(x=x, y=y, y2="bound:Q"),
            base.mark_line(color=BLUE, strokeWidth=1.8).encode(x=x, y=y),
            base.mark_point(color=BLUE, filled=True, size=34, opacity=1).encode(x=x, y=y),
            *_marked(plan, ("cost", "profit"), reader.say(TODAY), ORANGE, below=True),
            width=WIDTH - 90,
            height=HEIGHT,
        )
    )


def party_frontier_chart(answer: PartyFrontierAnswer, reader: Reader) -> Drawn:
    """Return the second party's profit over the first's: supported points joined, plan and floors marked."""
    names = [answer.programme.party(party).name for party in (answer.first, answer.second)]
    largest = [max(abs(point.profits[party]) for point in answer.points) for party in _pair(answer)]
    scales = [money_scale(one, reader) for one in largest]
    rows = [_placed(point.profits, answer, scales) for point in answer.points]
    base = alt.Chart(values(rows))
    titles = [
        reader.say(PARTY, party=name, unit=scale.name) for name, scale in zip(names, scales, strict=True)
    ]
    x = alt.X("first:Q", axis=alt.Axis(title=titles[0], grid=False, tickCount=8), scale=alt.Scale(zero=False))
    y = _unzeroed("second:Q", titles[1])
    return styled(
        alt.layer(
            base.mark_line(color=BLUE, strokeWidth=1.2, strokeDash=[4, 3]).encode(x=x, y=y),
            base.mark_point(color=BLUE, filled=True, size=40, opacity=1).encode(x=x, y=y),
            *_floors(answer, scales, reader),
            *_marked(_placed(answer.joint, answer, scales), PLACE, reader.say(JOINT), INK),
            *_marked(_placed(answer.plan, answer, scales), PLACE, reader.say(TODAY), ORANGE, below=True),
            width=WIDTH - 90,
            height=HEIGHT,
        )
    )


def _floors(answer: PartyFrontierAnswer, scales: list[Any], reader: Reader) -> list[Drawn]:
    """Return the floors where they lie near the frontier; far below it they would squeeze it to a dot."""
    for party in _pair(answer):
        profits = [point.profits[party] for point in answer.points]
        if answer.floors[party] < min(profits) - (max(profits) - min(profits)):
            return []
    return _marked(_placed(answer.floors, answer, scales), PLACE, reader.say(FLOORS), GREY)


def _pair(answer: PartyFrontierAnswer) -> tuple[str, str]:
    return answer.first, answer.second


def _placed(profits: dict[str, float], answer: PartyFrontierAnswer, scales: list[Any]) -> dict[str, object]:
    return {
        "first": profits[answer.first] / scales[0].size,
        "second": profits[answer.second] / scales[1].size,
    }


def _unzeroed(field: str, title: str) -> alt.Y:
    return alt.Y(field, axis=alt.Axis(title=title, tickCount=6), scale=alt.Scale(zero=False))


def _marked(
    place: dict[str, Any], fields: tuple[str, str], label: str, colour: str, *, below: bool = False
) -> list[Drawn]:
    """Return a marked place with its name beside it: outside the hull above right, inside it below left."""
    chart = alt.Chart(values([{**place, "label": label}]))
    x, y = (f"{field}:Q" for field in fields)
    return [
        chart.mark_point(color=colour, filled=True, shape="diamond", size=110, opacity=1).encode(x=x, y=y),
        chart.mark_text(
            color=colour,
            align="right" if below else "left",
            dx=-9 if below else 9,
            dy=14 if below else -9,
            fontSize=12,
        ).encode(x=x, y=y, text="label:N"),
    ]
