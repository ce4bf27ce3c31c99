"""Bundles as blocks for a terminal: pairs, why they belong together, and who would come."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.bundle_gaps import gap_blocks
from kuajie.present.bundle_reasons import say_reasons
from kuajie.present.findings import finding_blocks
from kuajie.present.reader import Reader
from kuajie.usecases.bundles_answer import AudienceRow, BundleRow, BundlesAnswer

OPENING = Text(
    en="{courses} courses of {parties}; {learners} learners, {linked} of them with courses of two parties. "
    "{considered} pairs have something to do with each other.",
    zh="{parties}共 {courses} 门课程；{learners} 位学员，其中 {linked} 位学过两方的课程。"
    "有关联的课程对共 {considered} 个。",
)
BUNDLES = Text(en="Courses that complete each other", zh="互补的课程组合")
WHY = Text(en="Why", zh="理由")
WHO = Text(en="Who would come", zh="预计学员")
WHO_FOR = Text(
    en="Learners who took one course and not the other, and how many of them take it within {weeks} weeks "
    "without any offer, as such learners did before; 90 % intervals.",
    zh="学过其中一门而未学另一门的学员，以及按过去同类学员的表现，没有优惠时 {weeks} 周内会选学的人数；"
    "括号内为 90% 区间。",
)
WHO_EVER = Text(
    en="Learners who took one course and not the other, and how many of them take it in time, as such "
    "learners did; 90 % intervals. The records have no times, so it is not known how soon.",
    zh="学过其中一门而未学另一门的学员，以及按同类学员的表现最终会选学的人数；括号内为 90% 区间。"
    "记录中没有时间，无法得知多快。",
)
IN_A_ROW = Text(en="Three in a row, each leading to the next", zh="三门相接，逐门递进")
TOO_ALIKE = Text(en="Too alike to be sold together", zh="内容过于相近，不宜组合")
SUBSTITUTE = Text(en="{first} and {second}: {reason}", zh="{first}与{second}：{reason}")
NUMBER = Text(en="No.", zh="序号")
FIRST, SECOND = Text(en="First", zh="先学"), Text(en="Then", zh="再学")
POINTS, EXPECTED = Text(en="Score", zh="得分"), Text(en="Expected", zh="预计人数")
PARTIES = Text(en="Parties", zh="合作方")
PARTY, HAS, WANTS = Text(en="Party", zh="合作方"), Text(en="Took", zh="学过"), Text(en="Offer", zh="可选学")
LEARNERS, RATE = Text(en="Learners", zh="学员数"), Text(en="Rate", zh="比例")
TWO = Text(en="{first} → {second}", zh="{first} → {second}")
COURSE = Text(en="“{title}” ({provider})", zh="“{title}”（{provider}）")
OR_LIKE = Text(en="{title} *", zh="{title} *")
LIKE = Text(
    en="* Few took this course, so learners of its neighbours in the same catalogue count as well.",
    zh="* 该课程学员较少，同一目录中内容相近课程的学员也计入。",
)
NO_CONSENT = Text(en="no consent", zh="未获授权")
REASONS_SHOWN, AUDIENCES_SHOWN, ALIKE_SHOWN, CHAINS_SHOWN = 8, 5, 5, 3
NOTHING = "—"


def bundles_blocks(answer: BundlesAnswer, locale: Locale) -> Iterator[Block]:
    """Return bundles with reasons and audiences for an 80-column terminal."""
    reader = Reader(locale, "")
    yield Paragraph(
        reader.say(
            OPENING,
            courses=reader.count(answer.courses),
            parties=reader.listing(list(answer.parties)),
            learners=reader.count(answer.learners),
            linked=reader.count(answer.linked),
            considered=reader.count(answer.considered),
        )
    )
    if answer.bundles:
        yield Heading(reader.say(BUNDLES))
        yield _pairs(answer, reader)
        yield Heading(reader.say(WHY))
        for place, row in enumerate(answer.bundles[:REASONS_SHOWN], start=1):
            yield Paragraph(f"{place}. " + say_reasons(row.reasons, reader))
    yield from _chains(answer, reader)
    if any(row.audiences for row in answer.bundles):
        yield Heading(reader.say(WHO))
        weeks = answer.weeks
        told = reader.say(WHO_EVER) if weeks is None else reader.say(WHO_FOR, weeks=reader.number(weeks))
        yield Paragraph(told)
        yield _audiences(answer, reader)
        if any(row.neighbours for bundle in answer.bundles[:AUDIENCES_SHOWN] for row in bundle.audiences):
            yield Paragraph(reader.say(LIKE))
    yield from gap_blocks(answer, reader)
    yield from _alike(answer, reader)
    yield from finding_blocks(answer.warnings, locale)


def _pairs(answer: BundlesAnswer, reader: Reader) -> Table:
    columns = (
        Column(reader.say(NUMBER), number=True),
        Column(reader.say(FIRST)),
        Column(reader.say(SECOND)),
        Column(reader.say(PARTIES)),
        Column(reader.say(POINTS), number=True),
        Column(reader.say(EXPECTED), number=True),
    )
    rows = tuple(_pair(place, row, reader) for place, row in enumerate(answer.bundles, start=1))
    return Table(columns=columns, rows=rows)


def _pair(place: int, row: BundleRow, reader: Reader) -> tuple[str, ...]:
    parties = reader.say(TWO, first=row.first.provider, second=row.second.provider)
    expected = NOTHING if row.expected is None else reader.quantity(row.expected)
    return (str(place), row.first.title, row.second.title, parties, reader.count(row.score), expected)


def _chains(answer: BundlesAnswer, reader: Reader) -> Iterator[Block]:
    if answer.chains:
        yield Heading(reader.say(IN_A_ROW))
    for chain in answer.chains[:CHAINS_SHOWN]:
        names = [reader.say(COURSE, title=each.title, provider=each.provider) for each in chain.courses]
        yield Paragraph(" → ".join(names))


def _audiences(answer: BundlesAnswer, reader: Reader) -> Table:
    columns = (
        Column(reader.say(NUMBER), number=True),
        Column(reader.say(PARTY)),
        Column(reader.say(HAS)),
        Column(reader.say(WANTS)),
        Column(reader.say(LEARNERS), number=True),
        Column(reader.say(RATE), number=True),
        Column(reader.say(EXPECTED), number=True),
    )
    rows = tuple(
        (str(place), *_audience(row, reader))
        for place, bundle in enumerate(answer.bundles[:AUDIENCES_SHOWN], start=1)
        for row in bundle.audiences
    )
    return Table(columns=columns, rows=rows)


def _audience(row: AudienceRow, reader: Reader) -> tuple[str, ...]:
    has = reader.say(OR_LIKE, title=row.has.title) if row.neighbours else row.has.title
    if not row.permitted:
        return (row.party, has, row.wants.title, reader.say(NO_CONSENT), NOTHING, NOTHING)
    told = (row.party, has, row.wants.title, reader.count(row.learners))
    if row.rate is None or row.expected is None or row.expected_range is None:
        return (*told, NOTHING, NOTHING)
    lower, upper = row.expected_range
    ends = f"({reader.count(lower)}–{reader.count(upper)})"
    return (*told, reader.fine_share(row.rate), f"{reader.quantity(row.expected)} {ends}")


def _alike(answer: BundlesAnswer, reader: Reader) -> Iterator[Block]:
    if answer.substitutes:
        yield Heading(reader.say(TOO_ALIKE))
    for row in answer.substitutes[:ALIKE_SHOWN]:
        reason = say_reasons(row.reasons, reader)
        first, second = (
            reader.say(COURSE, title=each.title, provider=each.provider) for each in (row.first, row.second)
        )
        yield Paragraph(reader.say(SUBSTITUTE, first=first, second=second, reason=reason))
