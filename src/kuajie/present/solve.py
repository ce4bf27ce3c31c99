"""A solved instance as blocks for a terminal, and as the answer file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.plan_tables import LIGHT_ZERO
from kuajie.present.reader import Reader
from kuajie.present.record import as_record
from kuajie.usecases.solve_instance import SolveAnswer

FOUND = Text(
    en="{instance}: the plan reaches {value} with a spend of {spend}, in {seconds} s.",
    zh="{instance}：方案达到 {value}，投入合计 {spend}，用时 {seconds} 秒。",
)
PROVED = Text(
    en="No plan can reach more than {bound}: a gap of at most {gap}. This holds for {problem}.",
    zh="任何方案都不可能超过 {bound}：差距不超过 {gap}。适用范围：{problem}。",
)
UNPROVED = Text(
    en="Nothing is proved about how much better another plan could be.",
    zh="关于是否存在更好的方案，目前没有任何证明。",
)
PRICE = Text(en="Price: {price}.", zh="价格：{price}。")
METHOD = Text(en="Method {method}: {reason}", zh="方法 {method}：{reason}")
CHANNEL, SPEND, PERIODS = (
    Text(en="channel", zh="渠道"),
    Text(en="spend", zh="投入"),
    Text(en="periods with spend", zh="有投入的期数"),
)
TINY = 5e-9
"""Gaps below this are said as such, not as zero."""


def solve_blocks(answer: SolveAnswer, locale: Locale) -> Iterator[Block]:
    """Return a solved instance for a terminal."""
    reader = Reader(locale, "")
    yield from finding_blocks(answer.warnings, locale)
    facts = {
        "instance": answer.instance,
        "value": f"{answer.objective:,.2f}",
        "spend": f"{answer.total_spend:,.2f}",
        "seconds": f"{answer.seconds:.1f}",
    }
    yield Paragraph(reader.say(FOUND, **facts))
    yield Paragraph(say_proved(answer, reader))
    if answer.price is not None:
        yield Paragraph(reader.say(PRICE, price=f"{answer.price:,.2f}"))
    yield Paragraph(reader.say(METHOD, method=answer.method, reason=answer.reason))
    yield spend_table(answer, reader)


def say_proved(answer: SolveAnswer, reader: Reader) -> str:
    """Return in words what is proved."""
    if answer.bound is None or answer.gap is None:
        return reader.say(UNPROVED)
    gap = f"{100 * max(answer.gap, TINY):.6f}%"
    return reader.say(PROVED, bound=f"{answer.bound:,.2f}", gap=gap, problem=answer.problem)


def spend_table(answer: SolveAnswer, reader: Reader) -> Table:
    """Return every channel's spend over the horizon."""
    rows = tuple(
        (
            channel,
            f"{sum(row):,.2f}" if sum(row) else LIGHT_ZERO,
            str(sum(amount > 0.0 for amount in row)),
        )
        for channel, row in answer.spend.items()
    )
    names = (Column(reader.say(CHANNEL)), Column(reader.say(SPEND), number=True))
    return Table(columns=(*names, Column(reader.say(PERIODS), number=True)), rows=rows)


def answer_file(answer: SolveAnswer, locale: Locale) -> str:
    """Return the answer as JSON: ``instance``, ``spend`` and ``price``, then what is proved about them.

    The spend of a channel is one number where there is one period, else a list.
    """
    record = as_record(answer, locale)
    if not isinstance(record, dict):
        raise TypeError(f"an answer must be a record, but got {record!r}")
    record["spend"] = {
        channel: row[0] if len(row) == 1 else list(row) for channel, row in answer.spend.items()
    }
    if answer.price is None:
        del record["price"]
    return json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
