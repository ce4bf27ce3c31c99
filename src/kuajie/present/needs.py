"""Needs and resources as blocks for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.needs_tables import (
    audience_table,
    channel_table,
    gap_table,
    learner_table,
    owed_table,
    topic_table,
)
from kuajie.present.reader import Reader
from kuajie.usecases.needs_answer import NeedsAnswer

GAPS = Text(en="Gaps", zh="缺口")
AUDIENCES = Text(en="Shared audiences", zh="共有人群")
LEARNERS = Text(en="Learners in common", zh="共同学员")
TOPICS = Text(en="Shared topics", zh="共有主题")
CHANNELS = Text(en="Channels", zh="渠道")
DUTIES = Text(en="Duties", zh="各方职责")
NO_GAP = Text(en="No gap was found.", zh="没有发现缺口。")


def needs_blocks(answer: NeedsAnswer, locale: Locale) -> Iterator[Block]:
    """Return what the parties share and lack for an 80-column terminal."""
    reader = Reader(locale, "")
    tables: tuple[tuple[Text, Table], ...] = (
        (GAPS, gap_table(answer, reader)),
        (AUDIENCES, audience_table(answer, reader)),
        (LEARNERS, learner_table(answer, reader)),
        (TOPICS, topic_table(answer, reader)),
        (CHANNELS, channel_table(answer, reader)),
        (DUTIES, owed_table(answer, reader)),
    )
    if not answer.gaps:
        yield Paragraph(reader.say(NO_GAP))
    for title, table in tables:
        if table.rows:
            yield Heading(reader.say(title))
            yield table
    yield from finding_blocks(answer.notes, locale)
