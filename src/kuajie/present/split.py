"""A split as blocks for a terminal: who gets what, by which rule, and who pays whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.plan_tables import LIGHT_ZERO, PARTY, RANGE, SPEND, columns
from kuajie.present.reader import Reader
from kuajie.present.split_tables import (
    COALITION,
    LISTED,
    OBJECTIVE,
    RULE,
    TOGETHER,
    TRANSFER,
    WORTH,
    alone_name,
    leaving,
    members,
    recommended,
    told_worths,
    transfer,
    walking,
    walks_name,
)
from kuajie.present.trust import others, split_alerts
from kuajie.usecases.split_answer import RuleShares, SplitAnswer

TOTAL = Text(
    en="Together {total} (90 % interval {range}), outside profit included; cooperation adds {surplus}, "
    "and pays with a chance of {chance}.",
    zh="合计 {total}（90% 区间 {range}，含项目外收益）；合作带来 {surplus}，合作划算的概率：{chance}。",
)
TOTAL_ABOVE = Text(
    en="Together {total} (90 % interval {range}), outside profit included; that is {surplus} above what the "
    "parties accept at least, and the chance to reach that is {chance}.",
    zh="合计 {total}（90% 区间 {range}，含项目外收益）；高于各方下限之和 {surplus}，"
    "达到下限之和的概率：{chance}。",
)
TOTAL_BELOW = Text(
    en="Together {total} (90 % interval {range}), outside profit included; that is {surplus} below what the "
    "parties accept at least, and the chance to reach that is {chance}.",
    zh="合计 {total}（90% 区间 {range}，含项目外收益）；低于各方下限之和 {surplus}，"
    "达到下限之和的概率：{chance}。",
)
SHARES = Text(en="Shares by {rule}", zh="按{rule}的份额")
RULES = Text(en="What several rules say", zh="不同规则的结果")
SMALLER = Text(en="Without some of the parties", zh="缺少部分合作方时")
SAMPLED = Text(
    en="{rule}: standard errors from the sampled orders are up to {most}; every party's is in --json.",
    zh="{rule}：抽样顺序带来的标准误最大为 {most}；各方的标准误见 --json。",
)
MORE_ROWS = Text(
    en="{hidden} more coalitions are in the report and in --json.",
    zh="其余 {hidden} 个联盟见报告与 --json。",
)
GAPS = Text(
    en="No coalition could do better than its plan by more than {most} (proved on the draws that found the "
    "plans); the intervals of shares include it.",
    zh="任何联盟最多只能比其方案再好 {most}（在寻优所用样本上证明），份额区间已计入。",
)


def split_blocks(answer: SplitAnswer, locale: Locale) -> Iterator[Block]:
    """Return the split for an 80-column terminal."""
    reader = Reader(locale, answer.currency)
    yield from split_alerts(answer.warnings, reader)
    yield Paragraph(say_total(answer, reader))
    yield Heading(reader.say(SHARES, rule=recommended(answer).title))
    yield short_party_table(answer, reader)
    yield Heading(reader.say(RULES))
    yield from rule_blocks(answer, reader)
    yield Heading(reader.say(SMALLER))
    yield short_worth_table(answer, reader)
    yield from worth_notes(answer, reader)
    yield from finding_blocks(others(answer.warnings), locale)


def say_total(answer: SplitAnswer, reader: Reader) -> str:
    """Return what there is to divide, and what of it is beyond what the parties could have or accept."""
    surplus, text = answer.surplus.mean, TOTAL
    if not answer.aims_at_profit:
        surplus, text = abs(surplus), TOTAL_ABOVE if surplus >= 0 else TOTAL_BELOW
    return reader.say(
        text,
        total=reader.money(answer.total.mean),
        range=reader.money_range(answer.total),
        surplus=reader.money(surplus),
        chance=reader.chance(answer.chance_of_paying),
    )


def short_party_table(answer: SplitAnswer, reader: Reader) -> Table:
    """Return each party alone, its fair share with interval, and what it pays or receives."""
    fair = recommended(answer)
    rows = tuple(
        (
            account.name,
            reader.money(account.alone),
            reader.money(account.fair),
            reader.money_range(fair.shares[account.party]),
            transfer(account.transfer, reader),
        )
        for account in answer.accounts
    )
    named = ((PARTY, False), (alone_name(answer), True), (TOGETHER, True), (RANGE, True), (TRANSFER, False))
    return Table(columns=columns(reader, *named), rows=rows)


def rule_blocks(answer: SplitAnswer, reader: Reader) -> Iterator[Block]:
    """Yield every rule's shares without intervals, and who would walk away."""
    if len(answer.parties) <= LISTED:
        yield short_rule_table(answer, reader)
        return
    for first in range(0, len(answer.rules), LISTED):
        yield rule_columns(answer, answer.rules[first : first + LISTED], reader)
    yield from map(Paragraph, leaving(answer, reader))
    for rule in answer.rules:
        if rule.sampling_error is not None:
            most = max(rule.sampling_error.values())
            yield Paragraph(reader.say(SAMPLED, rule=rule.title, most=reader.money(most)))


def short_rule_table(answer: SplitAnswer, reader: Reader) -> Table:
    """Return every rule's shares without intervals, and who would walk away."""
    rows = tuple(
        (
            reader.say(rule.title),
            *(reader.money(rule.shares[party].mean) for party in answer.parties),
            walking(answer, rule, reader),
        )
        for rule in answer.rules
    )
    parties = (Column(name, number=True) for name in answer.parties.values())
    return Table(
        columns=(Column(reader.say(RULE)), *parties, Column(reader.say(walks_name(answer)))), rows=rows
    )


def rule_columns(answer: SplitAnswer, rules: Sequence[RuleShares], reader: Reader) -> Table:
    """Return some rules' shares side by side, one row for each of many parties."""
    rows = tuple(
        (name, *(reader.money(rule.shares[party].mean) for rule in rules))
        for party, name in answer.parties.items()
    )
    heads = (Column(reader.say(rule.title), number=True) for rule in rules)
    return Table(columns=(Column(reader.say(PARTY)), *heads), rows=rows)


def short_worth_table(answer: SplitAnswer, reader: Reader) -> Table:
    """Return what sets of parties reach on their own; counts where the aim is not profit."""
    rows = tuple(
        (
            members(answer, worth.members, reader),
            reader.money(worth.spend) if worth.spend else LIGHT_ZERO,
            reader.worth(worth.worth.mean, money=answer.aims_at_profit),
            reader.worth_range(worth.worth, money=answer.aims_at_profit),
        )
        for worth in told_worths(answer)
    )
    named = (
        (COALITION, False),
        (SPEND, True),
        (WORTH if answer.aims_at_profit else OBJECTIVE, True),
        (RANGE, True),
    )
    return Table(columns=columns(reader, *named), rows=rows)


def worth_notes(answer: SplitAnswer, reader: Reader) -> Iterator[Block]:
    """Yield how many coalitions have no row, and how much better any of them could do at most."""
    hidden = len(answer.worths) - len(told_worths(answer))
    if hidden:
        yield Paragraph(reader.say(MORE_ROWS, hidden=hidden))
    gaps = [each.gap for each in answer.worths]
    if answer.aims_at_profit and gaps and all(gap is not None for gap in gaps):
        most = max(gap for gap in gaps if gap is not None)
        yield Paragraph(reader.say(GAPS, most=reader.money(most)))
