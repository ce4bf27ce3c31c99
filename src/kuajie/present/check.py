"""What a programme folder holds, as blocks for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.messages.glossary import GLOSSARY
from kuajie.present.blocks import Block, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.fit_tables import KIND, MARKETING, TRAINING
from kuajie.present.plan_tables import COURSE, ENROLMENTS, LEVER, NO_LIMIT, PARTY, PRICE, SEATS, columns
from kuajie.present.reader import Reader
from kuajie.usecases.check import CheckAnswer

HISTORY = Text(
    en="“{title}”: {weeks} weeks of history, {first} to {last}; to be planned: {count} weeks from {start}.",
    zh="“{title}”：历史 {weeks} 周，{first} 至 {last}；待计划：自{start}起 {count} 周。",
)
SIMULATED = Text(
    en="The folder is simulated; its truth is in truth.json.", zh="这是模拟数据，真相在 truth.json 中。"
)
ROLE = Text(en="Role", zh="角色")
ROWS = Text(en="Rows by file", zh="各文件行数")
FILE_ROWS = Text(en="{file} {rows}", zh="{file} {rows}")
COURSES = Text(en="Courses", zh="课程")
LEVERS = Text(en="Levers", zh="杠杆")
NEEDS = Text(en="Needs", zh="需要")
SALE_WEEKS = Text(en="Weeks on sale", zh="在售周数")
SPENT = Text(en="Spent so far", zh="历史投入")
USED_WEEKS = Text(en="Weeks used", zh="使用周数")
READY = Text(en="Everything can be read, and the history can carry a fit.", zh="全部可以读取，历史足以拟合。")
NOT_READY = Text(
    en="Everything can be read, but the history cannot be fitted yet.",
    zh="全部可以读取，但历史还不足以拟合。",
)


def check_blocks(answer: CheckAnswer, locale: Locale) -> Iterator[Block]:
    """Return parties, courses, levers and doubts for an 80-column terminal."""
    reader = Reader(locale, answer.currency)
    yield Paragraph(
        reader.say(
            HISTORY,
            title=answer.title,
            weeks=answer.weeks,
            first=reader.day(answer.first_week),
            last=reader.last_day(answer.last_week),
            count=answer.horizon_weeks,
            start=reader.day(answer.horizon_start),
        )
    )
    if answer.simulated:
        yield Paragraph(reader.say(SIMULATED))
    yield _parties(answer, reader)
    yield Heading(reader.say(COURSES))
    yield _courses(answer, reader)
    yield Heading(reader.say(LEVERS))
    yield _levers(answer, reader)
    yield from finding_blocks((*answer.obstacles, *answer.warnings), locale)
    yield Paragraph(reader.say(NOT_READY if answer.obstacles else READY))


def _parties(answer: CheckAnswer, reader: Reader) -> Table:
    rows = tuple(
        (
            party.name,
            reader.say(GLOSSARY[str(party.role)]),
            reader.listing(
                [
                    reader.say(FILE_ROWS, file=file, rows=reader.count(count))
                    for file, count in party.rows.items()
                ]
            ),
        )
        for party in answer.parties
    )
    return Table(columns=columns(reader, (PARTY, False), (ROLE, False), (ROWS, False)), rows=rows)


def _courses(answer: CheckAnswer, reader: Reader) -> Table:
    names = {party.id: party.name for party in answer.parties}
    rows = tuple(
        (
            course.title,
            reader.listing([names[party] for party in course.requires]),
            reader.price(float(course.price)),
            reader.say(NO_LIMIT) if course.seats is None else reader.count(course.seats),
            reader.count(course.enrolments),
            str(course.weeks_on_sale),
        )
        for course in answer.courses
    )
    named = (
        (COURSE, False),
        (NEEDS, False),
        (PRICE, True),
        (SEATS, True),
        (ENROLMENTS, True),
        (SALE_WEEKS, True),
    )
    return Table(columns=columns(reader, *named), rows=rows)


def _levers(answer: CheckAnswer, reader: Reader) -> Table:
    names = {party.id: party.name for party in answer.parties}
    rows = tuple(
        (
            lever.title,
            names[lever.party],
            reader.say(TRAINING if lever.kind == "training" else MARKETING),
            reader.money(float(lever.spend)),
            str(lever.weeks_used),
        )
        for lever in answer.levers
    )
    named = ((LEVER, False), (PARTY, False), (KIND, False), (SPENT, True), (USED_WEEKS, True))
    return Table(columns=columns(reader, *named), rows=rows)
