"""A fit as blocks for a terminal: what levers brought, how courses behave, whether to believe it."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.fit_tables import RANGE, check_table, course_fit_table
from kuajie.present.plan_tables import LEVER, LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.present.return_unit import BROUGHT as OUTCOME_BROUGHT
from kuajie.present.return_unit import ReturnUnit, outcome_name, return_unit
from kuajie.usecases.fit_answer import FitAnswer, LeverSummary

HISTORY = Text(
    en="{courses} courses and {levers} levers over {weeks} weeks, {first} to {last}.",
    zh="{courses} 门课程、{levers} 个杠杆，{first} 至 {last} 共 {weeks} 周。",
)
ONE_COURSE = Text(
    en="1 course and {levers} levers over {weeks} weeks, {first} to {last}.",
    zh="1 门课程、{levers} 个杠杆，{first} 至 {last} 共 {weeks} 周。",
)
TABLE = Text(
    en="“{outcome}” and {levers} levers over {weeks} weeks, {first} to {last}.",
    zh="“{outcome}”与 {levers} 个杠杆，{first} 至 {last} 共 {weeks} 周。",
)
LEVERS = Text(en="What each lever brought", zh="各杠杆的效果")
BROUGHT = Text(en="Enrolments", zh="带来的报名")
COURSES = Text(en="Courses", zh="课程")
CHECKS = Text(en="Checks", zh="检验")
TRUSTED = Text(en="The sampling checks are passed.", zh="抽样检验全部通过。")
NOT_TRUSTED = Text(
    en="The sampling checks are not passed: do not rely on this fit.", zh="抽样检验未通过：请勿依赖本次拟合。"
)


def fit_blocks(answer: FitAnswer, locale: Locale) -> Iterator[Block]:
    """Return the fit for an 80-column terminal."""
    reader = Reader(locale, answer.spec.currency)
    outcome = outcome_name(answer)
    yield Paragraph(_history(answer, reader, outcome))
    yield Heading(reader.say(LEVERS))
    yield lever_table(answer, reader)
    yield Heading(outcome or reader.say(COURSES))
    yield course_fit_table(answer, reader)
    yield Heading(reader.say(CHECKS))
    yield check_table(answer, reader)
    yield Paragraph(reader.say(TRUSTED if answer.trustworthy else NOT_TRUSTED))
    yield from finding_blocks(answer.warnings, locale)


def _history(answer: FitAnswer, reader: Reader, outcome: str | None) -> str:
    """Return what was fitted, and over which weeks."""
    weeks, courses = answer.panel.weeks, len(answer.courses)
    facts = {
        "levers": len(answer.levers),
        "weeks": len(weeks),
        "first": reader.day(weeks[0]),
        "last": reader.last_day(weeks[-1]),
    }
    if outcome:
        return reader.say(TABLE, outcome=outcome, **facts)
    return reader.say(ONE_COURSE, **facts) if courses == 1 else reader.say(HISTORY, courses=courses, **facts)


def lever_table(answer: FitAnswer, reader: Reader) -> Table:
    """Return each lever's enrolments and return on spend, narrow enough for a terminal."""
    unit = return_unit(answer)
    outcome = outcome_name(answer)
    brought = reader.say(OUTCOME_BROUGHT, outcome=outcome) if outcome else reader.say(BROUGHT)
    named = ((unit.name, True), (RANGE, True), (unit.next_one, True))
    heads = (Column(reader.say(LEVER)), Column(brought, number=True), *columns(reader, *named))
    rows = tuple(_lever_row(lever, unit, reader) for lever in answer.levers)
    return Table(columns=heads, rows=rows)


def _lever_row(lever: LeverSummary, unit: ReturnUnit, reader: Reader) -> tuple[str, ...]:
    found = lever.return_on_spend
    return (
        lever.title,
        reader.count(lever.enrolments.median),
        unit.say(found.median, reader) if found else LIGHT_ZERO,
        unit.say_range(found, reader) if found else LIGHT_ZERO,
        unit.say(lever.marginal_return.median, reader),
    )
