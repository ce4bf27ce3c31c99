"""What private set intersection told, as blocks and plain values; and what either side learns by it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from kuajie.domain.money import Money
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Alert, Block, Column, Heading, Paragraph, Table
from kuajie.present.reader import Reader
from kuajie.present.reconcile_blind import AMOUNT, LEARNT, LINES, ORDER, OWN_LINES, REASON, ROW
from kuajie.present.reconcile_words import REASONS
from kuajie.settlement.reconciliation.reasons import Reason
from kuajie.usecases.private_overlap import OverlapAnswer

SHOWN = 10
DONE = Text(en="{file} was written; send it to the other side.", zh="已写入 {file}，请发给对方。")
KEEP = Text(en="Keep {state} to read the answer with.", zh="请自留 {state}，用于读取答复。")
OTHER = Text(
    en="The other side's book has {count} lines. Let it ask in turn, to learn what is lacking here.",
    zh="对方账本共 {count} 行。如需知道己方缺少哪些行，请由对方反向再做一次。",
)
LESSONS = (
    Text(
        en="Whoever asks learns which of its own lines the other has, and which with the same amount.",
        zh="提问方得知：己方哪些行对方也有，其中哪些金额一致。",
    ),
    Text(
        en="Whoever answers learns how many lines were asked for, and nothing else.",
        zh="回答方只得知对方询问了多少行。",
    ),
    Text(en="Both learn how many lines the other's book has.", zh="双方得知对方账本的行数。"),
    Text(
        en="A side that cheats can put guesses into its request, each at the cost of a line; requests with "
        "more lines than agreed are refused.",
        zh="不守规矩的一方可在请求中夹带猜测，每次猜测占一行；超过约定行数的请求会被拒绝。",
    ),
)


def step_blocks(file: str, state: str | None, locale: Locale) -> Iterator[Block]:
    """Return what was written, and what each side learns."""
    reader = Reader(locale, "")
    said = [reader.say(DONE, file=file)] + ([reader.say(KEEP, state=state)] if state else [])
    yield Paragraph((" " if locale == "en" else "").join(said))
    yield Alert(title=reader.say(LEARNT), items=tuple(reader.say(each) for each in LESSONS))


def overlap_blocks(answer: OverlapAnswer, locale: Locale) -> Iterator[Block]:
    """Return how many own lines the other has and agrees with, and the first that it does not."""
    reader = Reader(locale, "")
    rows = tuple((reader.say(REASONS[each]), reader.count(count)) for each, count in _counts(answer).items())
    yield Table(columns=(Column(reader.say(REASON)), Column(reader.say(LINES), number=True)), rows=rows)
    yield Paragraph(reader.say(OTHER, count=reader.count(answer.other_lines)))
    if lines := _lines(answer)[:SHOWN]:
        yield Heading(reader.say(OWN_LINES))
        numbers = (Column(reader.say(each), number=True) for each in (ROW, AMOUNT))
        cells = tuple(
            (
                reader.say(REASONS[Reason[line["reason"].upper()]]),
                line["order_id"],
                str(line["row"]),
                f"{line['amount']} {line['currency']}",
            )
            for line in lines
        )
        yield Table(columns=(Column(reader.say(REASON)), Column(reader.say(ORDER)), *numbers), rows=cells)
    yield Alert(title=reader.say(LEARNT), items=tuple(reader.say(each) for each in LESSONS))


def overlap_record(answer: OverlapAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values."""
    return {
        "lines": len(answer.book.lines),
        "lines_of_the_other": answer.other_lines,
        "reasons": {each.code: count for each, count in _counts(answer).items()},
        "differences": _lines(answer),
        "learnt": [each.say(locale) for each in LESSONS],
    }


def _counts(answer: OverlapAnswer) -> dict[Reason, int]:
    agreeing, present = int(answer.agrees.sum()), int(answer.present.sum())
    return {
        Reason.MATCHED: agreeing,
        Reason.AMOUNT_DIFFERS: present - agreeing,
        Reason.MISSING_IN_B: len(answer.present) - present,
    }


def _lines(answer: OverlapAnswer) -> list[dict[str, Any]]:
    rows = answer.book.lines.take(np.flatnonzero(~answer.agrees)).to_pylist()
    present = answer.present[~answer.agrees].tolist()
    return [
        {
            "reason": (Reason.AMOUNT_DIFFERS if there else Reason.MISSING_IN_B).code,
            "order_id": row["order"],
            "line": row["line"],
            "row": row["row"],
            "amount": f"{Money(row['counts'], row['currency']).amount:f}",
            "currency": row["currency"],
        }
        for row, there in zip(rows, present, strict=True)
    ]
