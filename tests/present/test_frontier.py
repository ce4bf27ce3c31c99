"""Frontiers as sentences, tables and charts, on answers made by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from answers import answers

from kuajie.messages import LOCALES, Locale
from kuajie.present import charts
from kuajie.present.blocks import Paragraph, Table
from kuajie.present.frontier import cost_frontier_blocks, party_frontier_blocks
from kuajie.present.notebook_html import answer_html
from kuajie.present.reader import Reader
from kuajie.usecases.frontier_answer import (
    CostFrontierAnswer,
    CostFrontierPoint,
    LeastCost,
    PartyFrontierAnswer,
    PartyFrontierPoint,
    gap_of,
)

HAN = re.compile(r"[\u3400-\u9fff]")


def cost_answer(locale: Locale, **changes: Any) -> CostFrontierAnswer:
    programme = answers(locale).plan.programme
    profits = (50_000.0, 120_000.0, 150_000.0)
    bounds = (50_000.0, 121_200.0, None)
    points = tuple(
        CostFrontierPoint(
            budget=30_000.0 * place,
            cost=30_000.0 * place,
            profit=profit,
            held_out=0.99 * profit,
            bound=bound,
            gap=gap_of(profit, bound),
            one_more=None if place == 0 else (profit - profits[place - 1]) / 30_000.0,
        )
        for place, (profit, bound) in enumerate(zip(profits, bounds, strict=True))
    )
    asked = LeastCost(profit=100_000.0, cost=21_000.0, no_less=15_000.0, most=150_000.0)
    made = CostFrontierAnswer(
        key="k",
        programme=programme,
        draws=100,
        points=points,
        plan_cost=45_000.0,
        plan_profit=130_000.0,
        total_budget=48_000.0,
        least_cost=asked,
        warnings=(),
        seconds=1.0,
    )
    return replace(made, **changes)


def party_answer(locale: Locale) -> PartyFrontierAnswer:
    programme = answers(locale).plan.programme
    first, second = programme.party_ids[:2]
    pairs = ((20_000.0, 70_000.0), (55_000.0, 60_000.0), (80_000.0, -5_000.0))
    others = dict.fromkeys(programme.party_ids[2:], 1_000.0)
    points = tuple(
        PartyFrontierPoint(
            weight=weight,
            profits={first: one, second: other, **others},
            cost=40_000.0,
            bound=None,
            value=weight * one + (1 - weight) * other,
            gap=0.012,
        )
        for weight, (one, other) in zip((0.0001, 0.5, 0.9999), pairs, strict=True)
    )
    return PartyFrontierAnswer(
        key="k",
        programme=programme,
        draws=100,
        first=first,
        second=second,
        points=points,
        plan={first: 50_000.0, second: 58_000.0, **others},
        joint=points[1].profits,
        floors={first: 10_000.0, second: 0.0},
        warnings=(),
        seconds=1.0,
    )


def told(blocks: Any) -> tuple[str, list[Table]]:
    every = list(blocks)
    said = "\n".join(block.text for block in every if isinstance(block, Paragraph))
    return said, [block for block in every if isinstance(block, Table)]


def test_a_gap_is_relative_and_never_negative() -> None:
    assert gap_of(100.0, 101.0) == pytest.approx(0.01)
    assert gap_of(100.0, 99.9999) == 0.0
    assert gap_of(100.0, None) is None


def test_the_cost_frontier_says_where_the_plan_lies_and_what_a_profit_costs() -> None:
    said, (table,) = told(cost_frontier_blocks(cost_answer("en"), "en"))
    assert "Today's plan costs CN¥45,000 and earns CN¥130,000" in said
    assert "total budget of CN¥48,000 is lifted" in said
    assert "profit of CN¥100,000 needs CN¥21,000" in said
    assert "with CN¥15,000 or less no plan" in said
    assert [row[4] for row in table.rows] == ["–", "2.33", "1.00"]
    assert [row[5] for row in table.rows] == ["0.00%", "1.00%", "–"]


def test_a_profit_out_of_reach_and_one_without_proof_are_told_apart() -> None:
    beyond = LeastCost(profit=900_000.0, cost=None, no_less=None, most=150_000.0)
    said, _ = told(cost_frontier_blocks(cost_answer("en", least_cost=beyond), "en"))
    assert "No plan found earns CN¥900,000; the most is CN¥150,000." in said
    bare = LeastCost(profit=100_000.0, cost=21_000.0, no_less=None, most=150_000.0)
    said, _ = told(cost_frontier_blocks(cost_answer("en", least_cost=bare), "en"))
    assert "or less no plan" not in said


def test_the_party_frontier_marks_ends_joint_plan_and_floors() -> None:
    answer = party_answer("en")
    said, (table,) = told(party_frontier_blocks(answer, "en"))
    first, second = (answer.programme.party(party).name for party in (answer.first, answer.second))
    assert [row[0] for row in table.rows] == [
        f"best for {second}",
        "highest joint profit",
        f"below {second}'s floor",
    ]
    assert f"leaves {first} CN¥50,000 and {second} CN¥58,000" in said
    assert "Only supported points" in said


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ["cost", "parties"])
def test_sentences_and_chart_keep_to_one_language(locale: Locale, kind: str) -> None:
    reader = Reader(locale, "CNY")
    if kind == "cost":
        cost = cost_answer(locale)
        said, _ = told(cost_frontier_blocks(cost, locale))
        chart, page = charts.cost_frontier_chart(cost, reader), answer_html(cost, locale)
    else:
        shared = party_answer(locale)
        said, _ = told(party_frontier_blocks(shared, locale))
        chart, page = charts.party_frontier_chart(shared, reader), answer_html(shared, locale)
    assert chart.to_dict(validate=True)["$schema"].startswith("https://vega.github.io/schema/vega-lite")
    drawn = re.findall(r"<text[^>]*>([^<]+)</text>", charts.chart_svg(chart))
    assert drawn
    assert "<svg" in page
    for text in (said, *drawn):
        if locale == "en":
            assert not HAN.search(text)
        else:
            assert not re.search(r"[A-Za-z]{4,}", text)
