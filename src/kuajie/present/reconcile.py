"""Two books side by side, as blocks for a terminal and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from kuajie.domain.money import Money
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Alert, Block, Column, Heading, Paragraph, Table
from kuajie.present.numbers import NOTHING, say_money
from kuajie.present.reader import MINUS, Reader
from kuajie.present.reconcile_lines import difference_table
from kuajie.present.reconcile_words import ACTORS, AGES, REASONS
from kuajie.settlement.reconciliation.matching import How
from kuajie.settlement.reconciliation.patterns import FeePattern
from kuajie.settlement.reconciliation.reasons import AGREED, Reason
from kuajie.settlement.reconciliation.summary import ActorSum, AgeSum
from kuajie.usecases.reconcile import ReconcileAnswer

SHOWN = 10
BOOKS = Text(en="A is {a}; B is {b}.", zh="A 为 {a}；B 为 {b}。")
AGREE = Text(en="The two books agree on every line.", zh="两本账逐行一致。")
OPEN = Text(
    en="Open lines: {open} of {lines}; the books differ by {gap}.",
    zh="{lines} 行中有 {open} 行需要处理；两本账相差 {gap}。",
)
OF_MONTH = Text(en="Only {month} is compared.", zh="仅核对 {month}。")
ZONE = Text(en="Days and months are those of {zone}.", zh="日期与月份按 {zone} 时区计。")
BY_ORDER = Text(
    en="A book numbers no lines, so whole orders were compared.", zh="其中一本账没有行号，因此按整单核对。"
)
MENDED = Text(
    en="Lines matched after mending ids (zeros lost, spaces gained): {count}.",
    zh="有 {count} 行的编号丢失了前导零或混入空格，已修复后匹配。",
)
BY_KEYS = Text(en="Lines matched by the further keys: {count}.", zh="有 {count} 行按备用键匹配。")
REASON, LINES = Text(en="Reason", zh="原因"), Text(en="Lines", zh="行数")
A, B = Text(en="A", zh="A"), Text(en="B", zh="B")
GAP = Text(en="A less B", zh="A 减 B")
TOTAL = Text(en="Total", zh="合计")
EXACT = Text(
    en="The reasons add up to the difference of the totals, exactly.",
    zh="各原因之差合计等于两本账总额之差，分文不差。",
)
WHO, AGE = Text(en="Who must act", zh="由谁处理"), Text(en="Open since", zh="未结天数")
AGES_HEAD = Text(en="Open lines by age, on {day}", zh="未结差异的账龄（截至 {day}）")
ACTORS_HEAD = Text(en="Open lines by who must act", zh="未结差异由谁处理")
LARGEST = Text(en="The largest open lines", zh="金额最大的未结差异")
ORDER, ROW_A, ROW_B = (
    Text(en="Order", zh="订单"),
    Text(en="Row in A", zh="A 行"),
    Text(en="Row in B", zh="B 行"),
)
PATTERN = Text(en="One cause explains many differences", zh="多处差异出于同一原因")
UNIT = Text(
    en="The amounts of {larger} are {factor} times those of {other} in {lines} lines: one book is likely in "
    "fen, the other in yuan. Nothing was converted; state the unit (--unit-{side} fen) and run again.",
    zh="有 {lines} 行 {larger} 的金额是 {other} 的 {factor} 倍：很可能一本以分、另一本以元记账。"
    "程序没有自行换算；请注明单位（--unit-{side} fen）后重新核对。",
)
FEE = Text(
    en="{side} holds {rate}% less than {other} in {lines} lines, to within rounding: it likely keeps a fee "
    "or a share off. {side} should show by which clause.",
    zh="有 {lines} 行 {side} 比 {other} 少 {rate}%（取整误差以内）："
    "很可能已扣手续费或分成。请 {side} 说明依据哪条条款。",
)
CLOCK = Text(
    en="The moments of B lie {hours} h after those of A in {lines} lines: one book is likely read in the "
    "wrong time zone. Nothing was moved; state the zones (--zone-a, --zone-b) and run again.",
    zh="有 {lines} 行 B 的时间比 A 晚 {hours} 小时：很可能其中一本的时区有误。"
    "程序没有自行调整；请注明时区（--zone-a、--zone-b）后重新核对。",
)


def reconcile_blocks(answer: ReconcileAnswer, locale: Locale, *, lines: bool = True) -> Iterator[Block]:
    """Return whether the books agree, by which reasons they do not, since when, and who must act.

    Without ``lines``: counts and totals alone, nothing of a single order or row.
    """
    reader = Reader(locale, "")
    question, compared = answer.question, answer.compared
    yield Paragraph(reader.say(BOOKS, a=question.a.name, b=question.b.name))
    if patterns := _patterns(answer, reader):
        yield Alert(title=reader.say(PATTERN), items=tuple(patterns), grave=True)
    open_lines = sum(each.lines for each in answer.reasons if each.reason not in AGREED)
    gaps = reader.listing([_money(gap, name, locale) for name, gap in _gaps(answer).items()])
    said = (
        reader.say(OPEN, open=reader.count(open_lines), lines=reader.count(len(compared)), gap=gaps)
        if open_lines
        else reader.say(AGREE)
    )
    yield Paragraph(
        " ".join([said, *_notes(answer, reader)])
        if locale == "en"
        else "".join([said, *_notes(answer, reader)])
    )
    yield _reasons(answer, reader)
    yield Paragraph(reader.say(EXACT))
    if open_lines:
        yield Heading(reader.say(ACTORS_HEAD))
        yield _small(WHO, [(ACTORS[each.actor], each) for each in answer.actors], reader)
        yield Heading(reader.say(AGES_HEAD, day=reader.day(question.on)))
        yield _small(AGE, [(AGES[each.bucket], each) for each in answer.ages], reader)
    if open_lines and lines:
        yield Heading(reader.say(LARGEST))
        yield _largest(answer, reader)
    if answer.warnings and lines:
        yield Alert(title=reader.say(TO_KNOW), items=tuple(each.say(locale) for each in answer.warnings))


TO_KNOW = Text(en="About the files", zh="关于文件")


def _notes(answer: ReconcileAnswer, reader: Reader) -> list[str]:
    notes = [reader.say(ZONE, zone=answer.question.zone)]
    if answer.question.month is not None:
        notes.append(reader.say(OF_MONTH, month=str(answer.question.month)))
    if not answer.by_line:
        notes.append(reader.say(BY_ORDER))
    how = answer.compared.how
    for text, count in ((MENDED, (how == How.MENDED_ID).sum()), (BY_KEYS, (how >= How.FALLBACK).sum())):
        if count:
            notes.append(reader.say(text, count=reader.count(int(count))))
    return notes


def _patterns(answer: ReconcileAnswer, reader: Reader) -> list[str]:
    found = answer.compared.patterns
    said = []
    if (unit := found.unit) is not None:
        larger, other = ("A", "B") if unit.larger == "a" else ("B", "A")
        facts = {"larger": larger, "other": other, "factor": unit.factor, "side": unit.larger}
        said.append(reader.say(UNIT, lines=reader.count(unit.lines), **facts))
    said += [_fee(fee, reader) for fee in found.fees]
    if (clock := found.clock) is not None:
        hours = f"{clock.microseconds / 3.6e9:+g}".replace("-", MINUS)
        said.append(reader.say(CLOCK, hours=hours, lines=reader.count(clock.lines)))
    return said


def _fee(fee: FeePattern, reader: Reader) -> str:
    side, other = ("A", "B") if fee.side == "a" else ("B", "A")
    return reader.say(FEE, side=side, other=other, rate=_percent(fee.rate), lines=reader.count(fee.lines))


def _percent(rate: float) -> str:
    return f"{round(100 * rate, 8):g}"


def _gaps(answer: ReconcileAnswer) -> dict[str, int]:
    gaps: dict[str, int] = {}
    for each in answer.reasons:
        gaps[each.currency] = gaps.get(each.currency, 0) + each.difference
    return gaps


def _reasons(answer: ReconcileAnswer, reader: Reader) -> Table:
    rows = []
    for name in dict.fromkeys(each.currency for each in answer.reasons):
        mine = [each for each in answer.reasons if each.currency == name]
        entries = [(reader.say(REASONS[each.reason]), each.lines, each.a, each.b) for each in mine]
        sums = [sum(values) for values in zip(*((each.lines, each.a, each.b) for each in mine), strict=True)]
        entries.append((reader.say(TOTAL), sums[0], sums[1], sums[2]))
        rows += [
            (label, reader.count(lines), *(_money(amount, name, reader.locale) for amount in (a, b, a - b)))
            for label, lines, a, b in entries
        ]
    columns = (
        Column(reader.say(REASON)),
        *(Column(reader.say(each), number=True) for each in (LINES, A, B, GAP)),
    )
    return Table(columns=columns, rows=tuple(rows))


def _small(first: Text, rows: list[tuple[Text, ActorSum | AgeSum]], reader: Reader) -> Table:
    cells = tuple(
        (reader.say(label), reader.count(each.lines), _money(each.difference, each.currency, reader.locale))
        for label, each in rows
    )
    columns = (Column(reader.say(first)), *(Column(reader.say(each), number=True) for each in (LINES, GAP)))
    return Table(columns=columns, rows=cells)


def _largest(answer: ReconcileAnswer, reader: Reader) -> Table:
    compared = answer.compared
    gap = np.abs(compared.counts_a - compared.counts_b)
    open_ = np.flatnonzero(~np.isin(compared.reason, AGREED))
    chosen = open_[np.argsort(-gap[open_], kind="stable")[:SHOWN]]
    rows_a, rows_b = compared.a.rows, compared.b.rows
    cells = []
    for place in chosen:
        sides = [(rows, int(at[place])) for rows, at in ((rows_a, compared.at_a), (rows_b, compared.at_b))]
        known = [(rows.slice(at, 1).to_pylist()[0] if at >= 0 else None) for rows, at in sides]
        order = next(each for each in known if each is not None)
        amounts = [
            NOTHING if each is None else _money(int(counts[place]), each["currency"], reader.locale)
            for each, counts in zip(known, (compared.counts_a, compared.counts_b), strict=True)
        ]
        numbers = [NOTHING if each is None else str(each["row"]) for each in known]
        name = order["order"] + (f" / {order['line']}" if order["line"] else "")
        cells.append((reader.say(REASONS[Reason(compared.reason[place])]), name, *numbers, *amounts))
    columns = (
        *(Column(reader.say(each)) for each in (REASON, ORDER)),
        *(Column(reader.say(each), number=True) for each in (ROW_A, ROW_B, A, B)),
    )
    return Table(columns=columns, rows=tuple(cells))


def _money(minor: int, currency: str, locale: Locale) -> str:
    return say_money(Money(minor, currency), locale, exact=True).replace("-", MINUS)


def reconcile_record(answer: ReconcileAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values; amounts as text in major units."""
    question, found = answer.question, answer.compared.patterns
    unit, clock = found.unit, found.clock
    table = difference_table(answer, locale)
    return {
        "a": question.a.name,
        "b": question.b.name,
        "zone": question.zone,
        "month": None if question.month is None else str(question.month),
        "on": question.on.isoformat(),
        "compared_by": "line" if answer.by_line else "order",
        "lines": len(answer.compared),
        "reasons": [
            {
                "reason": each.reason.code,
                "currency": each.currency,
                "lines": each.lines,
                "a": _plain(each.a, each.currency),
                "b": _plain(each.b, each.currency),
                "difference": _plain(each.difference, each.currency),
            }
            for each in answer.reasons
        ],
        "ages": [{"age": AGES[each.bucket].say(locale), **_open(each)} for each in answer.ages],
        "who_acts": [{"who": each.actor.code, **_open(each)} for each in answer.actors],
        "unit": None if unit is None else {"larger": unit.larger, "factor": unit.factor, "lines": unit.lines},
        "fees": [{"side": fee.side, "rate": fee.rate, "lines": fee.lines} for fee in found.fees],
        "clock": None if clock is None else {"seconds": clock.microseconds / 1e6, "lines": clock.lines},
        "differences": table.slice(0, MOST_IN_JSON).cast(_as_text(table)).to_pylist(),
        "differences_left_out": max(0, len(table) - MOST_IN_JSON),
        "warnings": [each.as_record(locale) for each in answer.warnings],
    }


MOST_IN_JSON = 1000
"""JSON tells so many differences; ``-o`` writes them all."""


def _open(each: AgeSum | ActorSum) -> dict[str, object]:
    return {
        "currency": each.currency,
        "lines": each.lines,
        "difference": _plain(each.difference, each.currency),
    }


def _as_text(table: pa.Table) -> pa.Schema:
    """Return the table's schema with days as text."""
    fields = [
        pa.field(each.name, pa.string()) if pa.types.is_date(each.type) else each for each in table.schema
    ]
    return pa.schema(fields)


def _plain(minor: int, currency: str) -> str:
    return f"{Money(minor, currency).amount:f}"
