"""Structures of decisions as blocks for a terminal: who earns, pays and loses what, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.numbers import NOTHING
from kuajie.present.reader import Reader
from kuajie.present.structures_words import (
    STANDINGS,
    line_names,
    rate_sentences,
    say_assumed,
    say_sure,
    say_worth,
)
from kuajie.usecases.structures_answer import StructuresAnswer

WITHOUT_OUTSIDE = Text(
    en="What parties earn outside the programme is not counted here.",
    zh="此处不计各方的项目外收益。",
)
OVERVIEW = Text(en="Who decides when", zh="决策方式")
EARNS = Text(en="What each party earns, {unit}", zh="各方收益（{unit}）")
PAYS = Text(
    en="What each party pays for levers, its part of others' included, {unit}",
    zh="各方支付的投入（含为他方分担的部分，{unit}）",
)
STRUCTURE = Text(en="Structure", zh="方式")
JOINT = Text(en="Joint profit", zh="联合收益")
FRESH = Text(en="On fresh draws", zh="换用新样本")
LOST = Text(en="Short of together", zh="比合作少")
STANDING = Text(en="Found", zh="性质")
PARTY = Text(en="Party", zh="合作方")
TOGETHER = Text(en="All", zh="合计")
SIDE_BY_SIDE = 4
"""As many parties fit side by side on a line."""


def structures_blocks(answer: StructuresAnswer, locale: Locale) -> Iterator[Block]:
    """Return what every structure brings, for an 80-column terminal."""
    reader = Reader(locale, answer.programme.currency)
    yield Paragraph(say_assumed(answer, reader))
    if any(party.outside_profit.minor for party in answer.programme.parties):
        yield Paragraph(reader.say(WITHOUT_OUTSIDE))
    yield overview(answer, reader)
    yield by_party(answer, reader, EARNS, [line.profits for line in answer.lines])
    yield by_party(answer, reader, PAYS, [line.spend for line in answer.lines])
    for sentence in rate_sentences(answer, reader):
        yield Paragraph(sentence)
    yield Paragraph(say_worth(answer, reader))
    yield Paragraph(say_sure(answer, reader))
    yield from finding_blocks(answer.warnings, locale)


def overview(answer: StructuresAnswer, reader: Reader) -> Table:
    """Return one row per structure: joint profit, on fresh draws, what is lost, and what was found."""
    names = line_names(answer, reader)
    if numbered(answer):
        names = [f"{place} {name}" for place, name in enumerate(names, start=1)]
    rows = [
        (
            name,
            reader.money(line.joint),
            reader.money(line.held_out_joint),
            reader.money(line.lost) if line is not answer.cooperation else NOTHING,
            reader.say(STANDINGS[line.standing]),
        )
        for name, line in zip(names, answer.lines, strict=True)
    ]
    columns = (
        Column(reader.say(STRUCTURE)),
        *(Column(reader.say(text), number=True) for text in (JOINT, FRESH, LOST)),
        Column(reader.say(STANDING)),
    )
    return Table(columns=columns, rows=tuple(rows), title=reader.say(OVERVIEW))


def numbered(answer: StructuresAnswer) -> bool:
    """Return whether structures go by number, because many parties need rows of their own."""
    return len(answer.programme.parties) > SIDE_BY_SIDE


def by_party(
    answer: StructuresAnswer, reader: Reader, title: Text, amounts: Sequence[Mapping[str, float]]
) -> Table:
    """Return every party's amount in every structure: one row per structure, or per party where many."""
    parties = [party.name for party in answer.programme.parties]
    told = [[*each.values(), sum(each.values())] for each in amounts]
    names, heads = line_names(answer, reader), [*parties, reader.say(TOGETHER)]
    first = STRUCTURE
    if numbered(answer):
        names, heads = heads, [str(place) for place, _ in enumerate(names, start=1)]
        told, first = [list(column) for column in zip(*told, strict=True)], PARTY
    return Table(
        columns=(Column(reader.say(first)), *(Column(head, number=True) for head in heads)),
        rows=tuple(
            (name, *(reader.whole(amount) for amount in row)) for name, row in zip(names, told, strict=True)
        ),
        title=reader.say(title, unit=reader.unit),
    )
