"""Designed terms as blocks: the target, every kind of terms beside it, and which to sign and why."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.clauses import clause_lines
from kuajie.present.findings import finding_blocks
from kuajie.present.reader import Reader
from kuajie.present.terms_words import (
    say_benchmark,
    say_changes,
    say_exactness,
    say_judged,
    say_opening,
    say_reasons,
    say_unreached,
)
from kuajie.present.trust import deal_alerts, others
from kuajie.usecases.terms_answer import FamilyTerms, TermsAnswer

TARGET = Text(en="Who is to have what", zh="目标分配")
PARTY = Text(en="Party", zh="合作方")
AMOUNT = Text(en="Target", zh="目标")
SHARE = Text(en="Of joint profit", zh="占联合收益")
ALONE = Text(en="Without cooperation", zh="不合作")
KINDS = Text(en="Kinds of terms", zh="各类条款")
KIND = Text(en="Terms", zh="条款")
REACHES = Text(en="Reaches it", zh="达到目标")
YES, NO = Text(en="yes", zh="能"), Text(en="no", zh="不能")
TEMPTED = Text(en="Gains from leaving", zh="偏离所得合计")
ALONE_JOINT = Text(en="Joint profit, each alone", zh="各自决策时联合收益")
LOSS = Text(en="Largest chance of loss", zh="最大亏损概率")
LEAVING = Text(
    en="What each party gains by leaving the plan alone, {unit}", zh="各方单独偏离方案可多得（{unit}）"
)
MOST = Text(en="Who gains most by leaving the plan alone", zh="单独偏离方案时谁多得最多")
WHO = Text(en="Who", zh="谁")
GAINS = Text(en="Gains, {unit}", zh="多得（{unit}）")
SIDE_BY_SIDE = 4
"""So many parties stand side by side on 80 columns."""

SIGNED = Text(en="To sign: {title}", zh="建议签署：{title}")
OUTCOMES = Text(en="How each party comes out under these terms", zh="这些条款下各方的结果")
EXPECTED = Text(en="Expected", zh="预期")
RANGE = Text(en="90 % interval", zh="90% 区间")
CHANCE = Text(en="Loss", zh="亏损概率")
OFF = Text(en="Off target", zh="与目标之差")


def terms_blocks(answer: TermsAnswer, locale: Locale) -> Iterator[Block]:
    """Return designed terms for an 80-column terminal."""
    reader = Reader(locale, answer.programme.currency)
    yield from deal_alerts(answer.warnings, reader)
    yield Paragraph(say_opening(answer, reader))
    yield target_table(answer, reader)
    yield kinds_table(answer, reader)
    yield leaving_table(answer, reader)
    yield Paragraph(say_judged(answer, reader))
    for sentence in (*say_benchmark(answer, reader), *say_unreached(answer, reader)):
        yield Paragraph(sentence)
    yield from _signed(answer, answer.recommended, reader)
    yield from finding_blocks(others(answer.warnings), locale)


def _signed(answer: TermsAnswer, family: FamilyTerms, reader: Reader) -> Iterator[Block]:
    yield Heading(reader.say(SIGNED, title=reader.say(family.title)))
    yield Paragraph(reader.say(family.principle))
    for line in clause_lines(family.clauses, answer.programme, reader):
        yield Paragraph(line)
    yield Paragraph(say_reasons(answer, family, reader))
    yield outcome_table(family, reader)
    yield Paragraph(say_exactness(answer, family, reader))
    for sentence in say_changes(answer, family, reader):
        yield Paragraph(sentence)


def target_table(answer: TermsAnswer, reader: Reader) -> Table:
    """Return one row per party: its target, as a share, and what it has without the others."""
    rows = [
        (
            target.name,
            reader.money(target.amount),
            reader.share(target.share) if target.share is not None else "·",
            reader.money(target.alone),
        )
        for target in answer.targets
    ]
    numbers = (AMOUNT, SHARE, ALONE)
    columns = (Column(reader.say(PARTY)), *(Column(reader.say(each), number=True) for each in numbers))
    return Table(columns=columns, rows=tuple(rows), title=reader.say(TARGET))


def kinds_table(answer: TermsAnswer, reader: Reader) -> Table:
    """Return one row per kind of terms: whether it reaches the target, keeps the plan, and risks a loss."""
    rows = [
        (
            reader.say(family.title),
            reader.say(YES if family.reached else NO),
            reader.money(family.tempted),
            reader.money(family.joint_alone),
            reader.chance(max(party.chance_of_loss for party in family.parties)),
        )
        for family in answer.families
    ]
    columns = (
        Column(reader.say(KIND)),
        Column(reader.say(REACHES)),
        *(Column(reader.say(each), number=True) for each in (TEMPTED, ALONE_JOINT, LOSS)),
    )
    return Table(columns=columns, rows=tuple(rows), title=reader.say(KINDS))


def leaving_table(answer: TermsAnswer, reader: Reader) -> Table:
    """Return one row per kind of terms: what each gains by leaving the plan; of many, who most."""
    if len(answer.programme.parties) > SIDE_BY_SIDE:
        return most_table(answer, reader)
    rows = [
        (reader.say(family.title), *(reader.whole(party.gain) for party in family.parties))
        for family in answer.families
    ]
    names = [party.name for party in answer.programme.parties]
    columns = (Column(reader.say(KIND)), *(Column(name, number=True) for name in names))
    return Table(columns=columns, rows=tuple(rows), title=reader.say(LEAVING, unit=reader.unit))


def most_table(answer: TermsAnswer, reader: Reader) -> Table:
    """Return one row per kind of terms: who gains most by leaving the plan."""
    rows = []
    for family in answer.families:
        most = max(family.parties, key=lambda party: party.gain)
        rows.append((reader.say(family.title), most.name, reader.whole(most.gain)))
    columns = (
        Column(reader.say(KIND)),
        Column(reader.say(WHO)),
        Column(reader.say(GAINS, unit=reader.unit), number=True),
    )
    return Table(columns=columns, rows=tuple(rows), title=reader.say(MOST))


def outcome_table(family: FamilyTerms, reader: Reader) -> Table:
    """Return one row per party: how it may come out under one kind of terms."""
    rows = [
        (
            party.name,
            reader.money(party.profit.mean),
            reader.money_range(party.profit),
            reader.chance(party.chance_of_loss),
            reader.money(party.off),
        )
        for party in family.parties
    ]
    numbers = (EXPECTED, RANGE, CHANCE, OFF)
    columns = (Column(reader.say(PARTY)), *(Column(reader.say(each), number=True) for each in numbers))
    return Table(columns=columns, rows=tuple(rows), title=reader.say(OUTCOMES))
