"""Intervals side by side: returns on spend, alternatives, coalitions, parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from kuajie.messages import Text
from kuajie.present.aim import TITLES, aim_of, aims_at_profit
from kuajie.present.charts.panels import leading_levers
from kuajie.present.charts.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    WIDTH,
    Drawn,
    label_room,
    naming,
    styled,
    values,
)
from kuajie.present.reader import Reader
from kuajie.present.return_unit import REVENUE_AXIS, return_unit
from kuajie.present.scale import Scale, money_scale
from kuajie.present.split_tables import members, told_worths
from kuajie.usecases.fit_answer import FitAnswer, Interval
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.split_answer import SplitAnswer

PROFIT = Text(en="Joint profit ({unit})", zh="联合收益（{unit}）")
ENROLMENTS = Text(en="Enrolments", zh="报名数")
WORTH = Text(en="Profit together ({unit})", zh="合计收益（{unit}）")
SHARE = Text(en="Profit ({unit})", zh="收益（{unit}）")
OBJECTIVE = Text(en="Objective reached", zh="达到的目标值")
ROW_HEIGHT = 30
MOST_ROWS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: an interval with its middle, and what it is compared with."""

    name: str
    interval: Interval
    middle: float
    other: Interval | None = None
    mark: float | None = None


def returns_chart(fit: FitAnswer, reader: Reader, *, truth: dict[str, float] | None = None) -> Drawn:
    """Return each lever's return on spend with its 90 % interval; the prior in grey, or else the truth."""
    rows = [
        Row(
            name=lever.title,
            interval=lever.return_on_spend,
            middle=lever.return_on_spend.median,
            other=None if truth else lever.prior_return,
            mark=(truth or {}).get(lever.id),
        )
        for lever in (fit.levers[place] for place in leading_levers(fit, most=MOST_ROWS))
        if lever.return_on_spend is not None
    ]
    unit = return_unit(fit, reader)
    title = reader.say(REVENUE_AXIS if unit.even is not None else unit.name)
    return interval_rows(rows, title, size=1 / unit.size, line=unit.even)


def alternatives_chart(plan: PlanAnswer, reader: Reader) -> Drawn:
    """Return what the plan and its alternatives reach of the programme's aim, with 90 % intervals."""
    at_profit = aims_at_profit(plan)
    largest = max(abs(other.aim.upper) for other in plan.alternatives)
    scale = money_scale(largest, reader) if at_profit else Scale(1.0, "")
    rows = [
        Row(name=reader.say(other.name), interval=other.aim, middle=other.aim.mean)
        for other in plan.alternatives
    ]
    title = reader.say(PROFIT, unit=scale.name) if at_profit else reader.say(TITLES[aim_of(plan)])
    return interval_rows(rows, title, size=scale.size, line=0.0)


def coalitions_chart(split: SplitAnswer, reader: Reader) -> Drawn:
    """Return what sets of parties reach on their own, with 90 % intervals."""
    shown = told_worths(split)
    largest = max(abs(row.worth.upper) for row in shown)
    scale = money_scale(largest, reader) if split.aims_at_profit else Scale(1.0, "")
    rows = [
        Row(
            name=members(split, worth.members, reader),
            interval=worth.worth,
            middle=worth.worth.mean,
        )
        for worth in shown
    ]
    title = reader.say(WORTH, unit=scale.name) if split.aims_at_profit else reader.say(OBJECTIVE)
    return interval_rows(rows, title, size=scale.size, line=0.0)


def shares_chart(split: SplitAnswer, reader: Reader) -> Drawn:
    """Return each party's fair share with its 90 % interval, beside what it would earn alone (diamond)."""
    rule = next(rule for rule in split.rules if rule.rule == split.recommended)
    scale = money_scale(max(abs(share.upper) for share in rule.shares.values()), reader)
    rows = [
        Row(
            name=name,
            interval=rule.shares[party],
            middle=rule.shares[party].mean,
            mark=split.disagreement[party],
        )
        for party, name in split.parties.items()
    ]
    return interval_rows(rows, reader.say(SHARE, unit=scale.name), size=scale.size, line=0.0)


def interval_rows(rows: Sequence[Row], title: str, *, size: float, line: float | None) -> Drawn:
    """Return a chart of rows in units of ``size``, with a rule at ``line``."""
    names = [row.name for row in rows]
    base = alt.Chart(values(_data(rows, size)))
    room = label_room(names)
    axis = alt.Axis(title=None, ticks=False, domain=False, minExtent=room, labelExpr=naming(names))
    y = alt.Y("place:O", axis=axis)
    x = alt.X("lower:Q", axis=alt.Axis(title=title, tickCount=6), scale=alt.Scale(zero=True))
    layers = [
        alt.Chart(values([{"at": (line or 0.0) / size}]))
        .mark_rule(color=GREY, strokeWidth=1)
        .encode(x="at:Q"),
        base.mark_bar(color=GREY, height=2.5, yOffset=8).encode(
            x=alt.X("prior_lower:Q", title=title), x2="prior_upper:Q", y=y
        ),
        base.mark_bar(color=BLUE, height=7, opacity=0.45).encode(x=x, x2="upper:Q", y=y),
        base.mark_point(shape="circle", filled=True, size=85, color=BLUE, opacity=1).encode(
            x="middle:Q", y=y
        ),
        base.mark_point(
            shape="diamond", filled=True, size=95, color=ORANGE, stroke=INK, strokeWidth=0.8, opacity=1
        ).encode(x="mark:Q", y=y),
    ]
    return styled(alt.layer(*layers, width=WIDTH - 40 - room, height=ROW_HEIGHT * len(rows)))


def _data(rows: Sequence[Row], size: float) -> list[dict[str, object]]:
    return [
        {
            "place": place,
            "lower": row.interval.lower / size,
            "upper": row.interval.upper / size,
            "middle": row.middle / size,
            "prior_lower": row.other.lower / size if row.other else None,
            "prior_upper": row.other.upper / size if row.other else None,
            "mark": None if row.mark is None else row.mark / size,
        }
        for place, row in enumerate(rows)
    ]
