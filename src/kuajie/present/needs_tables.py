"""The tables of needs and resources, the same for terminal and page."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.blocks import Table
from kuajie.present.plan_tables import DUE, LIGHT_ZERO, OWNER, PARTY, TASK, columns
from kuajie.present.reader import Reader
from kuajie.usecases.needs_answer import NeedsAnswer, Resource

AUDIENCE = Text(en="Audience", zh="人群")
LISTED_BY = Text(en="Listed by", zh="列出方")
NAMES = Text(en="Names", zh="名称")
SAME, SIMILAR = Text(en="same", zh="相同"), Text(en="similar, please confirm", zh="相近，请确认")
FIRST, SECOND = Text(en="Party", zh="一方"), Text(en="And", zh="另一方")
IN_COMMON = Text(en="Learners in common", zh="共同学员")
OF_FIRST = Text(en="Of the first", zh="占前者")
OF_SECOND = Text(en="Of the second", zh="占后者")
TOPIC = Text(en="Topics", zh="主题")
TAUGHT_BY = Text(en="Taught by", zh="讲授方")
CHANNEL = Text(en="Channel", zh="渠道")
SIZE = Text(en="Size", zh="规模")
GAP = Text(en="What is lacking", zh="缺口")
COULD_FILL = Text(en="Who could fill it", zh="谁能补上")
NOBODY = Text(en="nobody yet", zh="暂无")
DAYS_LEFT = Text(en="Days left", zh="剩余天数")
OVERDUE = Text(en="overdue by {days}", zh="已逾期 {days} 天")
SIZED = Text(en="{size} {unit}", zh="{size} {unit}")


def party_names(needs: NeedsAnswer) -> dict[str, str]:
    """Return the parties' names by id."""
    return {party.id: party.name for party in needs.parties}


def audience_table(needs: NeedsAnswer, reader: Reader) -> Table:
    """Return audiences that several parties list."""
    names = party_names(needs)
    rows = tuple(
        (
            reader.listing(list(dict.fromkeys(each.name for each in audience.listed))),
            reader.listing([names[each.party] for each in audience.listed]),
            reader.say(SAME if audience.same_name else SIMILAR),
        )
        for audience in needs.shared_audiences
    )
    return Table(columns=columns(reader, (AUDIENCE, False), (LISTED_BY, False), (NAMES, False)), rows=rows)


def learner_table(needs: NeedsAnswer, reader: Reader) -> Table:
    """Return how many learners each pair of parties has in common."""
    names = party_names(needs)
    rows = tuple(
        (
            names[pair.first],
            names[pair.second],
            reader.count(pair.learners),
            reader.share(pair.share_of_first),
            reader.share(pair.share_of_second),
        )
        for pair in needs.shared_learners
    )
    named = ((FIRST, False), (SECOND, False), (IN_COMMON, True), (OF_FIRST, True), (OF_SECOND, True))
    return Table(columns=columns(reader, *named), rows=rows)


def topic_table(needs: NeedsAnswer, reader: Reader) -> Table:
    """Return which parties teach which topics in common, one row per set of parties."""
    names = party_names(needs)
    shared: dict[tuple[str, ...], list[str]] = {}
    for topic in needs.shared_topics:
        shared.setdefault(topic.parties, []).append(topic.concept)
    rows = tuple(
        (reader.listing([names[party] for party in parties]), reader.listing(topics))
        for parties, topics in shared.items()
    )
    return Table(columns=columns(reader, (TAUGHT_BY, False), (TOPIC, False)), rows=rows)


def channel_table(needs: NeedsAnswer, reader: Reader) -> Table:
    """Return who has which channel."""
    names = party_names(needs)
    rows = tuple((names[row.party], row.name, _size(row, reader)) for row in needs.channels)
    return Table(columns=columns(reader, (PARTY, False), (CHANNEL, False), (SIZE, True)), rows=rows)


def _size(resource: Resource, reader: Reader) -> str:
    if resource.size is None:
        return LIGHT_ZERO
    return reader.say(SIZED, size=reader.number(resource.size), unit=resource.unit).strip()


def gap_table(needs: NeedsAnswer, reader: Reader) -> Table:
    """Return what is lacking, and which party could fill it."""
    names = party_names(needs)
    rows = tuple(
        (
            gap.finding.problem(reader.locale),
            reader.listing([names[party] for party in gap.could_fill]) or reader.say(NOBODY),
        )
        for gap in needs.gaps
    )
    return Table(columns=columns(reader, (GAP, False), (COULD_FILL, False)), rows=rows)


def owed_table(needs: NeedsAnswer, reader: Reader) -> Table:
    """Return who owes what by when, and how long that is."""
    names = party_names(needs)
    rows = tuple(
        (
            reader.day(duty.due),
            names[duty.owner],
            duty.task,
            reader.say(OVERDUE, days=-duty.days_left) if duty.overdue else reader.count(duty.days_left),
        )
        for duty in needs.duties
    )
    named = ((DUE, False), (OWNER, False), (TASK, False), (DAYS_LEFT, True))
    return Table(columns=columns(reader, *named), rows=rows)
