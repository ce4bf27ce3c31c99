"""What knowing more would be worth, as blocks for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.domain.terms import Aim
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.plan_tables import LEVER, LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.usecases.learn_answer import LearnAnswer, LeverKnowledge

FIRST = Text(
    en="Knowing exactly how {lever} works before planning would add {value} (± {error}) to the plan: of all "
    "levers it is the one to test first. No test of it is worth more than that.",
    zh="若在制定方案前确切知道{lever}的效果，方案可多得 {value}（± {error}）：在所有杠杆中最值得先做实验。"
    "对它的任何实验，价值都不会超过这一数额。",
)
NONE_PAYS = Text(
    en="No lever is worth a test: the plan would hardly change, whatever was found.",
    zh="没有值得实验的杠杆：无论实验结果如何，方案几乎不会改变。",
)
EVERYTHING = Text(
    en="Knowing everything would add {value} (± {error}) to an expected {objective}.",
    zh="若所有参数都确切可知，在预期的 {objective} 之上可再得 {value}（± {error}）。",
)
METHOD = Text(
    en="Values are averages over {scenarios} ways a lever may turn out; for each, the plan was made anew on "
    "{draws} posterior draws of everything else. A test has the lever on and off in turn, week by week, "
    "until what is uncertain about it is halved; its cost is what the plan loses meanwhile.",
    zh="价值为每个杠杆 {scenarios} 种可能结果的平均；每种结果下，其余参数取 {draws} 个后验样本，"
    "并重新制定方案。实验指逐周交替启用与停用该杠杆，直到其不确定程度减半；"
    "实验成本为期间方案损失的收益。",
)
KNOWING = Text(en="What knowing each lever is worth", zh="了解各杠杆的价值")
WORTH = Text(en="Worth", zh="价值")
ERROR = Text(en="±", zh="±")
TEST = Text(en="Test (weeks)", zh="实验（周）")
COST = Text(en="Cost", zh="成本")
VERDICT = Text(en="Verdict", zh="结论")
PAYS = Text(en="may pay", zh="可能划算")
TOO_DEAR = Text(en="too dear", zh="得不偿失")
TOO_LONG = Text(en="too long ▲", zh="太久 ▲")
WORTHLESS = Text(en="needless", zh="不必要")
TOO_LONG_NOTE = Text(
    en="▲ Weekly sales are too noisy to show such a lever by switching it on and off within half a year; "
    "test by region or by group of learners instead.",
    zh="▲ 周销量波动太大，半年内逐周启停也看不出效果；请改为按地区或按学员分组实验。",
)
OVER = Text(en="over 26", zh="超过 26")

NEGLIGIBLE = 1e-4
"""A gain below this share of the objective is no more than the planner's own tolerance."""


def learn_blocks(answer: LearnAnswer, locale: Locale) -> Iterator[Block]:
    """Return what knowing more would be worth for an 80-column terminal."""
    reader = Reader(locale, answer.programme.currency)
    yield from finding_blocks(answer.fit_doubts, locale)
    yield Paragraph(first_sentence(answer, reader))
    yield Paragraph(
        reader.say(
            EVERYTHING,
            value=say_value(answer, answer.everything, reader),
            error=say_value(answer, answer.everything_error, reader),
            objective=say_value(answer, answer.objective, reader),
        )
    )
    yield Heading(reader.say(KNOWING))
    yield knowledge_table(answer, reader)
    if any(verdict(answer, lever) is TOO_LONG for lever in answer.levers):
        yield Paragraph(reader.say(TOO_LONG_NOTE))
    yield Paragraph(reader.say(METHOD, scenarios=answer.scenarios, draws=answer.draws))


def first_sentence(answer: LearnAnswer, reader: Reader) -> str:
    """Return which lever to test first, or that none is worth it."""
    first = next(iter(answer.levers), None)
    if first is None or not matters(answer, first):
        return reader.say(NONE_PAYS)
    value, error = (say_value(answer, amount, reader) for amount in (first.value, first.standard_error))
    return reader.say(FIRST, lever=first.title, value=value, error=error)


def matters(answer: LearnAnswer, lever: LeverKnowledge) -> bool:
    """Say whether knowing a lever would change the plan by more than the planner's tolerance."""
    return lever.value > NEGLIGIBLE * abs(answer.objective)


def say_value(answer: LearnAnswer, value: float, reader: Reader) -> str:
    """Return an amount of the programme's aim."""
    aims_at_profit = answer.programme.objective.aim is Aim.PROFIT
    return reader.money(value) if aims_at_profit else reader.count(value)


def knowledge_table(answer: LearnAnswer, reader: Reader) -> Table:
    """Return every lever with what knowing it is worth, and a test of it."""
    rows = tuple(
        (
            lever.title,
            say_value(answer, lever.value, reader) if lever.value > 0 else LIGHT_ZERO,
            say_value(answer, lever.standard_error, reader) if lever.value > 0 else LIGHT_ZERO,
            reader.say(OVER) if lever.size.weeks is None else reader.count(lever.size.weeks),
            LIGHT_ZERO if lever.size.weeks is None else say_value(answer, lever.size.cost, reader),
            reader.say(verdict(answer, lever)),
        )
        for lever in answer.levers
    )
    named = (
        (LEVER, False),
        (WORTH, True),
        (ERROR, True),
        (TEST, True),
        (COST, True),
        (VERDICT, False),
    )
    return Table(columns=columns(reader, *named), rows=rows)


def verdict(answer: LearnAnswer, lever: LeverKnowledge) -> Text:
    """Return whether testing a lever is worth it."""
    if not matters(answer, lever):
        return WORTHLESS
    if lever.size.weeks is None:
        return TOO_LONG
    return PAYS if lever.pays else TOO_DEAR
