"""What is told of risk and of what to learn: the right figures, in both languages, in whole sentences."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from answers import around, content

from kuajie.messages import Locale
from kuajie.planning.risk.measure import RiskMeasure
from kuajie.present.blocks import Paragraph, Table
from kuajie.present.learn import learn_blocks
from kuajie.present.notebook_html import answer_html
from kuajie.present.plan import plan_blocks
from kuajie.present.report import report_html
from kuajie.usecases.learn_answer import ExperimentSize, LearnAnswer, LeverKnowledge
from kuajie.usecases.risk_answer import MeasureOutcome, PartyRisk

HAN = re.compile(r"[\u4e00-\u9fff]")
LOCALES: tuple[Locale, Locale] = ("en", "zh")
RISKS = (
    PartyRisk(party="Alpha", profit=around(60_000.0, 0.2), chance_of_loss=0.125, worst=-4_321.0),
    PartyRisk(party="", profit=around(90_000.0, 0.2), chance_of_loss=0.0, worst=50_000.0),
)
MEASURES = [
    (RiskMeasure.mean_cvar(level=0.15, weight=0.4), "15", "40"),
    (RiskMeasure.chance(80_000.0), "80,000", "8"),
    (RiskMeasure.worst_case(deviation=0.35, weeks=3, levers=1), "35", "3"),
]


def told_plan(locale: Locale, measure: RiskMeasure, *, held: float = 0.62):
    outcome = MeasureOutcome(
        measure=measure,
        found_with=0.71,
        held_out=held,
        mean_plan=0.6,
        mean_plan_held_out=0.59,
        given_up=1_234.0,
        weeks=(0, 2),
        levers=("Search",),
    )
    return replace(content(locale).plan, measured=outcome, party_risks=RISKS)


def words(blocks) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("measure", "first", "second"), MEASURES)
def test_a_plan_says_what_it_was_made_for(
    locale: Locale, measure: RiskMeasure, first: str, second: str
) -> None:
    said = words(plan_blocks(told_plan(locale, measure), locale))
    assert (first in said) or ("8.00" in said)
    assert second in said
    assert "Search" in said
    assert "{" not in said
    if measure.kind == "chance":
        assert "71.0%" in said
        assert "62.0%" in said


@pytest.mark.parametrize("locale", LOCALES)
def test_what_other_draws_do_not_confirm_is_said(locale: Locale) -> None:
    hint = "--draws 400"
    assert hint in words(plan_blocks(told_plan(locale, RiskMeasure.chance(1.0), held=0.58), locale))
    assert hint not in words(plan_blocks(told_plan(locale, RiskMeasure.chance(1.0)), locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_each_partys_risk_stands_in_plan_and_report(locale: Locale) -> None:
    plan = told_plan(locale, RiskMeasure.mean_cvar(level=0.2))
    rows = [row for block in plan_blocks(plan, locale) if isinstance(block, Table) for row in block.rows]
    (alpha,) = [row for row in rows if row[0] == "Alpha"]
    assert "12.5%" in alpha
    assert "4,321" in alpha[-1]
    html = report_html(replace(content(locale), plan=plan), locale)
    assert "Alpha" in html
    assert "4,321" in html


def learning(locale: Locale, *values: float) -> LearnAnswer:
    sizes = (
        ExperimentSize(spend=500.0, weeks=8, cost=100.0),
        ExperimentSize(spend=500.0, weeks=8, cost=9_000.0),
        ExperimentSize(spend=500.0, weeks=None, cost=9_000.0),
    )
    levers = [
        LeverKnowledge(
            id=f"lever-{place}",
            title=f"Lever {place}",
            party="p",
            planned=1_000.0,
            value=value,
            standard_error=12.0,
            size=size,
        )
        for place, (value, size) in enumerate(zip(values, sizes, strict=False))
    ]
    return LearnAnswer(
        programme=content(locale).programme,
        levers=tuple(levers),
        everything=9_876.0,
        everything_error=54.0,
        objective=100_000.0,
        draws=50,
        scenarios=20,
        fit_doubts=(),
        seconds=1.0,
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_what_to_learn_first_and_whether_it_pays(locale: Locale) -> None:
    answer = learning(locale, 4_000.0, 3_000.0, 2_000.0)
    blocks = list(learn_blocks(answer, locale))
    said = words(blocks)
    assert "Lever 0" in said
    assert "4,000" in said
    assert "9,876" in said
    assert "▲" in said
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert len({row[-1] for row in table.rows}) == 3
    assert answer.levers[0].pays
    assert not answer.levers[1].pays
    assert not answer.levers[2].pays
    assert bool(HAN.search(said)) == (locale == "zh")
    assert "Lever 0" in answer_html(answer, locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_worth_learning_is_said(locale: Locale) -> None:
    said = words(learn_blocks(learning(locale, 1.0), locale))
    assert "Lever 0" not in said
