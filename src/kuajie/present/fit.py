"""A fit as blocks for a terminal: whether to believe it, what levers brought, how courses behave."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present import calibration
from kuajie.present.blocks import Block, Heading, Paragraph, Table
from kuajie.present.check_tables import check_table, forecast_table
from kuajie.present.findings import finding_blocks
from kuajie.present.fit_tables import course_fit_table, lever_table, next_table
from kuajie.present.form import form_sentences
from kuajie.present.reader import Reader
from kuajie.present.trust import hidden_windows, others_of_fit, trust_block
from kuajie.usecases.fit_answer import FitAnswer

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
SERIES = Text(
    en="“{outcome}” in {series} series, and {levers} levers, over {weeks} weeks, {first} to {last}.",
    zh="“{outcome}”的 {series} 个序列与 {levers} 个杠杆，{first} 至 {last} 共 {weeks} 周。",
)
LEVERS = Text(en="What each lever brought", zh="各杠杆的效果")
NEXT = Text(en="What more would bring, and how long effects last", zh="再多投入的效果，以及效果持续多久")
COURSES = Text(en="Courses", zh="课程")
FORECASTS = Text(en="Forecasts of hidden weeks", zh="对隐去各周的预测")
CHECKS = Text(en="Checks", zh="检验")
JOINED = {"en": " ", "zh": ""}


def fit_blocks(answer: FitAnswer, locale: Locale, *, outcome: str = "") -> Iterator[Block]:
    """Return the fit for an 80-column terminal; ``outcome`` names that of a plain table."""
    reader = Reader(locale, answer.spec.currency, outcome)
    yield trust_block(answer, reader)
    yield Paragraph(JOINED[locale].join((_history(answer, reader), *form_sentences(answer, reader))))
    for title, table in _tables(answer, reader):
        if table.rows:
            yield Heading(title)
            yield table
    yield from finding_blocks(others_of_fit(answer.warnings), locale)


def _tables(answer: FitAnswer, reader: Reader) -> Iterator[tuple[str, Table]]:
    yield reader.say(LEVERS), lever_table(answer, reader)
    yield reader.say(NEXT), next_table(answer, reader)
    yield reader.say(calibration.TITLE), calibration.calibration_table(answer, reader)
    yield reader.outcome or reader.say(COURSES), course_fit_table(answer, reader)
    if hidden_windows(answer):
        yield reader.say(FORECASTS), forecast_table(answer, reader)
    yield reader.say(CHECKS), check_table(answer, reader)


def _history(answer: FitAnswer, reader: Reader) -> str:
    """Return what was fitted, and over which weeks."""
    weeks, courses = answer.panel.weeks, sum(not course.own_sales for course in answer.spec.courses)
    text = reader.called(ONE_COURSE, TABLE) if courses == 1 else reader.called(HISTORY, SERIES)
    return reader.say(
        text,
        outcome=reader.outcome,
        courses=courses,
        series=courses,
        levers=len(answer.levers),
        weeks=len(weeks),
        first=reader.day(weeks[0]),
        last=reader.last_day(weeks[-1]),
    )
