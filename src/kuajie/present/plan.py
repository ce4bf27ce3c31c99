"""A plan as blocks for a terminal: what it earns, what to do, what is proved."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.aim import (
    AIMS,
    BRINGS,
    aim_of,
    aims_at_profit,
    say_aim,
    say_aim_range,
    say_risk,
)
from kuajie.present.blocks import Block, Heading, Paragraph, Table
from kuajie.present.certificate import certificate_sentence
from kuajie.present.findings import finding_blocks
from kuajie.present.plan_launches import launch_blocks
from kuajie.present.plan_method import method_sentences
from kuajie.present.plan_tables import (
    CHANGE,
    LAST_YEAR,
    LEVER,
    LIGHT_ZERO,
    PLANNED,
    alternative_table,
    budget_table,
    change,
    columns,
    edge_note,
    price_table,
    say_brings,
    sum_rows,
    week_tables,
)
from kuajie.present.plan_worth import MORE, MORE_NOTE, WHY, reason_table, value_table
from kuajie.present.reader import Reader
from kuajie.present.risk import EACH_PARTY, EACH_PARTY_NOTE, measure_sentences, party_risk_table
from kuajie.present.trust import others, plan_alerts
from kuajie.usecases.plan_answer import PlanAnswer

EARNS = Text(
    en="Expected joint profit {profit} (90 % interval {range}), {enrolments} enrolments; {risk}.",
    zh="预计联合收益 {profit}（90% 区间 {range}），报名 {enrolments}；{risk}。",
)
REACHES = Text(
    en="Expected {aim}: {value} (90 % interval {within}), with joint profit of {profit} ({range}); {risk}.",
    zh="预计{aim} {value}（90% 区间 {within}），联合收益 {profit}（{range}）；{risk}。",
)
ALTERNATIVES = Text(en="Compared with other plans", zh="与其他做法比较")
LEVERS = Text(en="Spend by lever", zh="按杠杆的投入")
PRICES = Text(en="Prices", zh="价格")
BUDGETS = Text(en="Budgets", zh="预算")
WEEKS_ACROSS = 6
"""As many weeks as fit beside a lever's name in 80 columns."""


def plan_blocks(answer: PlanAnswer, locale: Locale) -> Iterator[Block]:
    """Return the plan for an 80-column terminal."""
    reader = Reader(locale, answer.programme.currency)
    yield from plan_alerts(answer.warnings, reader)
    yield Paragraph(expectation(answer, reader))
    for sentence in measure_sentences(answer, reader):
        yield Paragraph(sentence)
    yield Paragraph(certificate_sentence(answer, reader))
    for sentence in method_sentences(answer, reader):
        yield Paragraph(sentence)
    yield Heading(reader.say(ALTERNATIVES))
    yield alternative_table(answer, reader)
    yield Heading(reader.say(LEVERS))
    yield short_lever_table(answer, reader)
    yield from week_tables(answer, reader, across=WEEKS_ACROSS)
    if answer.reasons:
        yield Heading(reader.say(WHY))
        yield reason_table(answer, reader)
    yield Heading(reader.say(PRICES))
    yield price_table(answer, reader)
    if note := edge_note(answer, reader):
        yield Paragraph(note)
    if answer.budgets:
        yield Heading(reader.say(BUDGETS))
        yield budget_table(answer, reader)
    if answer.values is not None:
        yield Heading(reader.say(MORE))
        yield value_table(answer, answer.values, reader)
        yield Paragraph(reader.say(MORE_NOTE))
    if answer.party_risks:
        yield Heading(reader.say(EACH_PARTY))
        yield party_risk_table(answer, reader)
        yield Paragraph(reader.say(EACH_PARTY_NOTE))
    yield from launch_blocks(answer, reader)
    yield from finding_blocks(others(answer.warnings), locale)


def expectation(answer: PlanAnswer, reader: Reader) -> str:
    """Return in one sentence what the plan is expected to reach."""
    facts = {
        "profit": reader.money(answer.profit.mean),
        "range": reader.money_range(answer.profit),
        "risk": say_risk(answer, reader),
    }
    if aims_at_profit(answer):
        return reader.say(EARNS, **facts, enrolments=reader.count(answer.enrolments.mean))
    return reader.say(
        REACHES,
        **facts,
        aim=AIMS[aim_of(answer)],
        value=say_aim(answer, answer.aim.mean, reader),
        within=say_aim_range(answer, answer.aim, reader),
    )


def short_lever_table(answer: PlanAnswer, reader: Reader) -> Table:
    """Return every lever's spend, last year's and what it brings, narrow enough for a terminal."""
    rows = [
        (
            lever.title,
            reader.money(lever.spend) if lever.spend else LIGHT_ZERO,
            reader.money(lever.last_year) if lever.last_year else LIGHT_ZERO,
            change(lever.spend, lever.last_year, reader),
            say_brings(answer, lever, reader) if lever.spend else LIGHT_ZERO,
        )
        for lever in answer.levers
    ]
    sums = tuple((*row, "") for row in sum_rows(answer, reader))
    named = (
        (LEVER, False),
        (PLANNED, True),
        (LAST_YEAR, True),
        (CHANGE, True),
        (BRINGS[aim_of(answer)], True),
    )
    return Table(columns=columns(reader, *named), rows=(*rows, *sums))
