"""What the parties share, and what is lacking."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.blocks import Heading, Table
from kuajie.present.needs_tables import audience_table, channel_table, gap_table, learner_table, topic_table
from kuajie.present.page import PageTable, Part, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.usecases.needs_answer import NeedsAnswer

TITLE = Text(en="What the parties share, and what is lacking", zh="各方共有什么，还缺什么")
LEAD = Text(
    en="Shared audiences: {audiences}; shared topics: {topics}; channels listed: {channels}; gaps still "
    "open: {gaps}.",
    zh="共有人群 {audiences} 个，共有主题 {topics} 个，列出的渠道 {channels} 个；尚未补上的缺口 {gaps} 处。",
)
LEARNERS = Text(en="Learners in common", zh="共同学员")
AUDIENCES = Text(en="Shared audiences", zh="共有人群")
TOPICS = Text(en="Shared topics", zh="共有主题")
CHANNELS = Text(en="Channels", zh="渠道")
GAPS = Text(en="Gaps", zh="缺口")


def needs_section(content: ReportContent, reader: Reader) -> Section | None:
    """Return shared audiences, topics and channels, and the gaps; ``None`` where they were not asked for."""
    needs = content.needs
    if needs is None:
        return None
    lead = reader.say(
        LEAD,
        audiences=len(needs.shared_audiences),
        topics=len(needs.shared_topics),
        channels=len(needs.channels),
        gaps=len(needs.gaps),
    )
    parts = tuple(_parts(needs, reader))
    return Section(id="needs", title=reader.say(TITLE), lead=lead, parts=parts)


def _parts(needs: NeedsAnswer, reader: Reader) -> Iterator[Part]:
    tables: tuple[tuple[Text, Table], ...] = (
        (GAPS, gap_table(needs, reader)),
        (AUDIENCES, audience_table(needs, reader)),
        (LEARNERS, learner_table(needs, reader)),
        (TOPICS, topic_table(needs, reader)),
        (CHANNELS, channel_table(needs, reader)),
    )
    for title, table in tables:
        if table.rows:
            yield Heading(reader.say(title))
            yield PageTable(table=table)
