"""Two books compared blindly, as blocks, CSV and plain values; and what each side has learnt by it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import numpy as np

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Alert, Block, Column, Heading, Paragraph, Table
from kuajie.present.reader import Reader
from kuajie.present.reconcile_words import REASONS
from kuajie.settlement.reconciliation.reasons import ACTORS, Reason
from kuajie.usecases.reconcile_blind import BlindAnswer, BlindBook, BlindSide, outcomes

SHOWN = 10
BOOKS = Text(
    en="A is {a}; B is {b}. Neither shows orders or amounts: tags and commitments are compared.",
    zh="A 为 {a}；B 为 {b}。双方均未出示订单与金额，仅按标签与承诺值核对。",
)
REASON, LINES = Text(en="Reason", zh="原因"), Text(en="Lines", zh="行数")
OWN_LINES = Text(en="Own lines that do not agree", zh="己方不一致的行")
ORDER, AMOUNT, ROW = Text(en="Order", zh="订单"), Text(en="Amount", zh="金额"), Text(en="Row", zh="行")
NOBODYS = Text(
    en="Nobody's own file was given, so no line can be named: send each side its tags (-o), to be found in "
    "its own file.",
    zh="未提供任何一方的自留文件，因此无法指明具体订单：请用 -o 将结果发给双方，由各方在自留文件中查找。",
)
LEARNT = Text(en="What each side learns", zh="各方由此得知的内容")
LESSONS = (
    Text(en="How many lines the other side has.", zh="对方共有多少行。"),
    Text(
        en="Which of its own lines the other side has too, and whether their amounts agree.",
        zh="己方哪些行对方也有，以及金额是否一致。",
    ),
    Text(
        en="Where they do not, whoever holds the other's file, the secret and the order's key can find the "
        "other's amount by trying amounts, in seconds: of common orders only, never of others.",
        zh="金额不一致时，持有对方文件、共享密钥与该订单密钥的一方可在数秒内试出对方金额："
        "仅限双方共有的订单。",
    ),
    Text(
        en="Should that be too much, let a mediator without the secret compare both files: it learns these "
        "counts only, and the sides only what it tells them.",
        zh="如不希望如此，可请不持有共享密钥的第三方核对两份文件："
        "第三方只知道以上行数，双方只知道第三方告知的结果。",
    ),
)
WRITTEN = Text(
    en="Lines written as tags and commitments: {lines}. Hand over {shared}; keep {own}, the secret and "
    "the order keys to yourself.",
    zh="已将 {lines} 行写成标签与承诺值。请交出 {shared}；{own}、共享密钥与订单密钥请自行保管。",
)
REPEATS = Text(en="Repeated rows, counted once: {count}.", zh="重复的行（只计一次）：{count}。")
TO_KNOW = Text(en="About the files", zh="关于文件")


def blind_blocks(answer: BlindAnswer, locale: Locale) -> Iterator[Block]:
    """Return how many lines agree, which of one's own do not, and what either side has learnt."""
    reader = Reader(locale, "")
    yield Paragraph(reader.say(BOOKS, a=answer.a.name, b=answer.b.name))
    rows = tuple((reader.say(REASONS[each]), reader.count(count)) for each, count in answer.counts.items())
    yield Table(columns=(Column(reader.say(REASON)), Column(reader.say(LINES), number=True)), rows=rows)
    own = [each for each in _lines(answer) if "order_id" in each][:SHOWN]
    if own:
        yield Heading(reader.say(OWN_LINES))
        yield _own(own, reader)
    elif answer.a.own is None and answer.b.own is None:
        yield Paragraph(reader.say(NOBODYS))
    yield Alert(title=reader.say(LEARNT), items=tuple(reader.say(each) for each in LESSONS))


def _own(lines: list[dict[str, str]], reader: Reader) -> Table:
    columns = (
        Column(reader.say(REASON)),
        Column(reader.say(ORDER)),
        *(Column(reader.say(each), number=True) for each in (ROW, AMOUNT)),
    )
    cells = tuple(
        (
            reader.say(REASONS[_BY_CODE[line["reason"]]]),
            line["order_id"] + (f" / {line['line']}" if line["line"] else ""),
            line["row"],
            f"{line['amount']} {line['currency']}",
        )
        for line in lines
    )
    return Table(columns=columns, rows=cells)


_BY_CODE = {each.code: each for each in Reason}


def _lines(answer: BlindAnswer) -> list[dict[str, str]]:
    """Return every line that does not agree, with the order it is where a side's own file says so."""
    found = outcomes(answer)
    own = [_own_rows(answer.a, [a for _, a, _ in found]), _own_rows(answer.b, [b for _, _, b in found])]
    told = []
    for reason, at_a, at_b in found:
        side, at = (answer.a, at_a) if at_a >= 0 else (answer.b, at_b)
        known = own[0].get(at_a) or own[1].get(at_b) or {}
        told.append(
            {"reason": reason.code, "who_acts": ACTORS[reason].code, "tag": side.lines[at].tag, **known}
        )
    return sorted(told, key=lambda line: (line["reason"], line["tag"]))


def _own_rows(side: BlindSide, places: list[int]) -> dict[int, dict[str, str]]:
    """Return what a side's own file says of lines, by place."""
    here = sorted({place for place in places if place >= 0})
    return (
        {}
        if side.own is None
        else dict(zip(here, side.own.take(np.array(here, dtype=np.int64)).to_pylist(), strict=True))
    )


def blind_differences_csv(answer: BlindAnswer) -> str:
    """Return every line that does not agree as CSV."""
    lines = _lines(answer)
    names = ["reason", "who_acts", "tag"]
    names += [
        name
        for name in ("order_id", "line", "amount", "currency", "file", "row")
        if any(name in line for line in lines)
    ]
    written = io.StringIO()
    writer = csv.DictWriter(written, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return written.getvalue()


def blind_record(answer: BlindAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values."""
    lines = _lines(answer)
    return {
        "a": answer.a.name,
        "b": answer.b.name,
        "lines_a": len(answer.a.lines),
        "lines_b": len(answer.b.lines),
        "reasons": {each.code: count for each, count in answer.counts.items()},
        "differences": lines,
        "learnt": [each.say(locale) for each in LESSONS],
    }


def written_blocks(book: BlindBook, shared: str, own: str, locale: Locale) -> Iterator[Block]:
    """Return what was written and what to hand over."""
    reader = Reader(locale, "")
    yield Paragraph(reader.say(WRITTEN, lines=reader.count(len(book.lines)), shared=shared, own=own))
    if repeats := len(book.book.repeats):
        yield Paragraph(reader.say(REPEATS, count=reader.count(repeats)))
    yield Alert(title=reader.say(LEARNT), items=tuple(reader.say(each) for each in LESSONS))
    if book.warnings:
        yield Alert(title=reader.say(TO_KNOW), items=tuple(each.say(locale) for each in book.warnings))
