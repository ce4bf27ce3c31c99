"""Gaps in words: what learners need and nobody teaches, and what only one party does."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.reader import Reader
from kuajie.usecases.bundles_answer import BundlesAnswer, GapRow

NOBODY = Text(
    en="Needed, and taught by nobody: worth developing together", zh="有需求而无人教授：值得共同开发"
)
ONE_PARTY = Text(en="Needed, and taught by one party only", zh="有需求而只有一方教授")
MEANING = Text(
    en="Learners took a course that builds on it and none that teaches it.",
    zh="学员数：学过以它为基础的课程、但没学过教授它的课程的人数。",
)
NAME, LEARNERS = Text(en="Concept or skill", zh="概念或技能"), Text(en="Learners", zh="学员数")
TAUGHT_BY, FOR = Text(en="Taught by", zh="教授方"), Text(en="Needed for", zh="用于")
AND_MORE = Text(en="{names} and {count} more", zh="{names}等 {count} 门")
SHOWN, NAMED = 10, 3


def gap_blocks(answer: BundlesAnswer, reader: Reader) -> Iterator[Block]:
    """Return what is missing, with how many learners it concerns."""
    nobody = [gap for gap in answer.gaps if not gap.parties][:SHOWN]
    one = [gap for gap in answer.gaps if gap.parties][:SHOWN]
    if nobody:
        yield Heading(reader.say(NOBODY))
        yield _table(nobody, reader)
    if one:
        yield Heading(reader.say(ONE_PARTY))
        yield _table(one, reader, taught=True)
    if nobody or one:
        yield Paragraph(reader.say(MEANING))


def _table(gaps: list[GapRow], reader: Reader, *, taught: bool = False) -> Table:
    party = [Column(reader.say(TAUGHT_BY))] if taught else []
    columns = [Column(reader.say(NAME)), Column(reader.say(LEARNERS), number=True), *party]
    rows = tuple(
        (
            gap.name,
            reader.count(gap.learners),
            *([reader.listing(list(gap.parties))] if taught else []),
            _users(gap, reader),
        )
        for gap in gaps
    )
    return Table(columns=(*columns, Column(reader.say(FOR))), rows=rows)


def _users(gap: GapRow, reader: Reader) -> str:
    """Return the occupations and the first courses that need it."""
    names = [*gap.occupations, *(course.title for course in gap.courses)]
    more = len(gap.occupations) + gap.course_count - len(names[:NAMED])
    if more <= 0:
        return reader.listing(names)
    shown = reader.say(Text(en=", ", zh="、")).join(names[:NAMED])
    count = more if reader.locale == "en" else more + NAMED
    return reader.say(AND_MORE, names=shown, count=reader.count(count))
