"""A tried deal as blocks: how every party may come out, who bears which risk, what each clause pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kuajie.domain.terms import Aim
from kuajie.messages import Locale, Text
from kuajie.present.base import base_lines
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.clauses import clause_lines
from kuajie.present.deal_tables import (
    deal_scale,
    disagreement_table,
    effect_tables,
    enrolment_line,
    guarantee_lines,
    number_table,
    party_table,
    risk_table,
    states_floors,
    stress_tables,
    without_tables,
)
from kuajie.present.findings import finding_blocks
from kuajie.present.plan_tables import PARTY
from kuajie.present.reader import Reader
from kuajie.present.trust import deal_alerts, others
from kuajie.usecases.deal_answer import DealAnswer, DealOutcome, PartyOutcome

OPENING = Text(
    en="Joint profit of the plan made last: {mean} expected, {range} with 90 % chance, whatever the terms. "
    "Terms divide it; below they are tried in {outcomes} random courses of events.",
    zh="最近一次方案的联合收益：预期 {mean}，90% 可能在 {range}，与条款无关；条款只决定如何分。"
    "以下在 {outcomes} 次随机情景中试算。",
)
TERMS_NOW = Text(en="The terms of this folder", zh="本项目现有条款")
TERMS_OF = Text(en="Terms “{name}”", zh="条款“{name}”")
ALL_GAIN = Text(en="Every party expects more than without cooperation.", zh="每一方的预期都高于不合作。")
WALKS = Text(
    en="Under these terms {names} would expect less than without cooperation, and would walk away.",
    zh="在这些条款下，{names}的预期低于不合作，会退出。",
)
ALL_ACCEPT = Text(en="Every party expects more than it accepts at least.", zh="每一方的预期都高于其下限。")
BELOW_LEAST = Text(
    en="Under these terms {names} would expect less than the least accepted, and would walk away.",
    zh="在这些条款下，{names}的预期低于其下限，会退出。",
)
EACH_PARTY = Text(en="How each party may come out", zh="各方可能的结果")
WITHOUT = Text(en="What each party gains", zh="各方多得多少")
ELSEWHERE = Text(
    en="What parties earn outside the programme comes on top in either case.",
    zh="两种情况均另有项目外收益，此处未计。",
)
RISK = Text(en="Who bears the risk", zh="谁承担风险")
RISK_NOTE = Text(
    en="Shares of the variance of joint profit. {unknown} of it is there because the response is not known "
    "and would shrink with what is learned; the rest is random weeks.",
    zh="占联合收益方差的比例。其中 {unknown} 源于响应未知，可随学习缩小；其余源于各周的随机波动。",
)
CLAUSES = Text(en="Which clause moves whom ({unit})", zh="每条条款把钱转给谁（{unit}）")
CLAUSES_NOTE = Text(
    en="Expected money each clause moves, from sellers' receipts on; what one clause moves adds up to zero.",
    zh="从销售方收款开始，各条款预期转移的金额；每条合计为零。",
)
LEFT_OUT = Text(en="Expected profit without the clause ({unit})", zh="去掉该条款后的预期收益（{unit}）")
GUARANTEES = Text(en="What the guarantees are worth", zh="保底值多少")
STRESSES = Text(en="When things go otherwise ({unit})", zh="如果情况有变（{unit}）")
NUMBERS = Text(en="How far each number can move", zh="每个数字能谈到哪里")
NUMBERS_NOTE = Text(
    en="Everybody gains between the two ends, the other numbers as they are; beyond an end the party named "
    "walks away. Tiers are taken as they stand.",
    zh="其他数字不变时，在两端之间各方均有所得；越过一端，所列一方会退出。阶梯分成按现有约定计。",
)
BACKWARDS = Text(en="Below zero the payment goes the other way.", zh="负数表示款项反向支付。")
NO_ZONE = Text(en="No single number brings everybody to gain.", zh="单改任何一个数字都无法让各方都有所得。")
COMPARED = Text(en="{measure}, side by side", zh="{measure}对比")
EXPECTED = Text(en="Expected profit", zh="预期收益")
WORST = Text(en="Mean of the worst fifth", zh="最差五分之一的均值")
BELOW = Text(en="Chance of less than without cooperation", zh="低于不合作的概率")
BELOW_FLOOR = Text(en="Chance of less than accepted", zh="低于下限的概率")
FOLDER = Text(en="This folder", zh="本项目")
MOST_SIDE_BY_SIDE = 4


def deal_blocks(answer: DealAnswer, locale: Locale) -> Iterator[Block]:
    """Return tried deals for an 80-column terminal: one in full, several side by side."""
    reader = Reader(locale, answer.programme.currency)
    yield from deal_alerts(answer.warnings, reader)
    yield Paragraph(
        reader.say(
            OPENING,
            mean=reader.money(answer.joint.mean),
            range=reader.money_range(answer.joint),
            outcomes=reader.count(answer.outcomes),
        )
    )
    if len(answer.deals) == 1:
        yield from _in_full(answer, answer.deals[0], reader)
    else:
        yield from _compared(answer, reader)
        for deal in answer.deals:
            yield from _in_short(answer, deal, reader)
    yield from finding_blocks(others(answer.warnings), locale)


def _in_full(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Iterator[Block]:
    yield from _terms(answer, deal, reader)
    yield Heading(reader.say(EACH_PARTY))
    yield party_table(answer, deal, reader)
    yield Heading(reader.say(WITHOUT))
    yield disagreement_table(answer, deal, reader)
    yield Paragraph(reader.say(ELSEWHERE))
    if answer.unknown is not None:
        yield Heading(reader.say(RISK))
        yield risk_table(deal, reader)
        yield Paragraph(reader.say(RISK_NOTE, unknown=reader.share(answer.unknown)))
    yield from _clauses(answer, deal, reader)
    yield from _stresses(answer, deal, reader)
    yield from _numbers(answer, deal, reader)


def _in_short(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Iterator[Block]:
    yield from _terms(answer, deal, reader)
    yield from _clauses(answer, deal, reader)
    yield from _numbers(answer, deal, reader)


def _terms(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Iterator[Block]:
    yield Heading(deal_title(deal, reader))
    consumed = [each for each in answer.programme.course_ids if deal.terms.counts_consumed(each)]
    for line in (
        *clause_lines(deal.clauses, answer.programme, reader),
        *base_lines(consumed, deal.terms.unused_after_days, answer.programme, reader),
    ):
        yield Paragraph(line)
    leaving = reader.listing([party.name for party in deal.walking_away])
    stays, walks = (ALL_ACCEPT, BELOW_LEAST) if states_floors(answer) else (ALL_GAIN, WALKS)
    yield Paragraph(reader.say(walks, names=leaving) if leaving else reader.say(stays))


def deal_title(deal: DealOutcome, reader: Reader) -> str:
    """Return what a deal is called: its file's name, or that it is the folder's."""
    return reader.say(TERMS_OF, name=deal.name) if deal.name else reader.say(TERMS_NOW)


def _clauses(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Iterator[Block]:
    if not deal.effects:
        return
    scale = deal_scale(answer, deal, reader)
    yield Heading(reader.say(CLAUSES, unit=scale.name))
    yield from effect_tables(answer, deal, scale, reader)
    yield Paragraph(reader.say(CLAUSES_NOTE))
    if not all(effect.agreed for effect in deal.effects):
        yield Heading(reader.say(LEFT_OUT, unit=scale.name))
        yield from without_tables(answer, deal, scale, reader)
    if deal.guarantees:
        yield Heading(reader.say(GUARANTEES))
        for line in guarantee_lines(answer, deal, reader):
            yield Paragraph(line)


def _stresses(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Iterator[Block]:
    scale = deal_scale(answer, deal, reader)
    yield Heading(reader.say(STRESSES, unit=scale.name))
    yield from stress_tables(answer, deal, scale, reader)
    if answer.programme.objective.aim is not Aim.PROFIT:
        yield Paragraph(enrolment_line(deal, reader))


def _numbers(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Iterator[Block]:
    if not deal.numbers:
        return
    yield Heading(reader.say(NUMBERS))
    yield number_table(answer, deal, reader)
    yield Paragraph(reader.say(NUMBERS_NOTE))
    if any(number.low is not None and number.low < 0.0 for number in deal.numbers):
        yield Paragraph(reader.say(BACKWARDS))
    if all(number.low is None for number in deal.numbers):
        yield Paragraph(reader.say(NO_ZONE))


def _compared(answer: DealAnswer, reader: Reader) -> Iterator[Block]:
    measures: tuple[tuple[Text, Callable[[PartyOutcome], str]], ...] = (
        (EXPECTED, lambda party: reader.money(party.profit.mean)),
        (WORST, lambda party: reader.money(party.worst)),
        (BELOW_FLOOR if states_floors(answer) else BELOW, lambda party: reader.chance(party.chance_below)),
    )
    for measure, say in measures:
        yield Heading(reader.say(COMPARED, measure=reader.say(measure)))
        for first in range(0, len(answer.deals), MOST_SIDE_BY_SIDE):
            yield _side_by_side(answer.deals[first : first + MOST_SIDE_BY_SIDE], say, reader)


def _side_by_side(deals: Sequence[DealOutcome], say: Callable[[PartyOutcome], str], reader: Reader) -> Table:
    """Return one measure of every party (rows) under some deals (columns)."""
    heads = (Column(deal.name or reader.say(FOLDER), number=True) for deal in deals)
    rows = tuple(
        (party.name, *(say(deal.parties[place]) for deal in deals))
        for place, party in enumerate(deals[0].parties)
    )
    return Table(columns=(Column(reader.say(PARTY)), *heads), rows=rows)
