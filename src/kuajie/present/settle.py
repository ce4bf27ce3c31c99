"""A month's settlement as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kuajie.domain.money import Money
from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.clauses import clause_lines, short_name
from kuajie.present.findings import finding_blocks
from kuajie.present.numbers import say_money
from kuajie.present.reader import MINUS, Reader
from kuajie.present.settle_books import books_blocks, books_record
from kuajie.present.terms_rules import stated_lines
from kuajie.settlement.lines import NO_CLAUSE
from kuajie.usecases.settle import SettleAnswer, Statement
from kuajie.usecases.settle_books import BooksAnswer

OPENING = Text(
    en="{month}: {sales} orders of {gross} and {refunds} refunds of {returned} were settled.",
    zh="{month}：结算订单 {sales} 笔（{gross}）、退款 {refunds} 笔（{returned}）。",
)
PARTY = Text(en="Party", zh="合作方")
WITHOUT_CLAUSE = Text(en="No clause: its own sales", zh="无条款：自销所得")
EARNED = Text(en="Earned", zh="应得合计")
RECEIVED = Text(en="Received from buyers", zh="已向买家收取")
PREPAID = Text(en="Change of prepaid money", zh="预收款增减（未课消）")
HOLDS = Text(en="Prepaid money it holds", zh="期末预收款（未课消）")
CONTRIBUTED = Text(en="Coupons it bears", zh="承担优惠")
DUE = Text(en="Due for the month", zh="本月应收（应付）")
BEFORE = Text(en="Open from months before", zh="以前各月未结")
PAYMENTS = Text(en="Payments that settle the month", zh="结清本月的付款")
PAYMENT = Text(en="{payer} pays {payee} {amount}.", zh="{payer}向{payee}支付 {amount}。")
NO_PAYMENT = Text(en="Nobody owes anybody anything.", zh="各方互不相欠。")
CLAUSES = Text(en="The clauses executed", zh="所执行的条款")
CHECKED = Text(
    en="Every event's lines add up to zero; earned, over all parties, is received plus coupons borne.",
    zh="每笔事件的分录合计为零；各方应得合计等于已收款加承担的优惠。",
)
CHECKED_PREPAID = Text(
    en="Every event's lines add up to zero; earned, over all parties, is received plus coupons borne, less "
    "the change of prepaid money.",
    zh="每笔事件的分录合计为零；各方应得合计等于已收款加承担的优惠，减去预收款增减。",
)
BEFORE_NOTE = Text(
    en="Nothing was kept: --keep posts the month into the books. What is open from months before counts as "
    "if nothing had been paid; the books count payments.csv.",
    zh="以上仅供查看，未入账；加 --keep 记入账簿。以前各月未结金额按尚未付款计算；"
    "入账后按 payments.csv 冲抵。",
)


def settle_answer_blocks(answer: SettleAnswer | BooksAnswer, locale: Locale) -> Iterator[Block]:
    """Return a month as it would be settled, or as the books have it."""
    if isinstance(answer, SettleAnswer):
        yield from settle_blocks(answer, locale)
    else:
        yield from books_blocks(answer, locale)
    yield from finding_blocks(answer.warnings, locale)


def settle_answer_record(answer: SettleAnswer | BooksAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values; amounts as text in major units."""
    if isinstance(answer, SettleAnswer):
        record = settle_record(answer, locale)
    else:
        record = books_record(answer, locale)
    return {**record, "warnings": [each.as_record(locale) for each in answer.warnings]}


def settle_blocks(answer: SettleAnswer, locale: Locale) -> Iterator[Block]:
    """Return what every party is due for the month, how it comes about, and who pays whom."""
    reader = Reader(locale, answer.programme.currency)
    yield Paragraph(
        reader.say(
            OPENING,
            month=str(answer.month),
            sales=reader.count(answer.sales),
            gross=_money(answer, answer.gross, locale),
            refunds=reader.count(answer.refunds),
            returned=_money(answer, answer.returned, locale),
        )
    )
    yield _table(answer, reader)
    yield Heading(reader.say(PAYMENTS))
    for payment in _payments(answer, reader):
        yield Paragraph(payment)
    yield Heading(reader.say(CLAUSES))
    for line in clause_lines([timed.clause for timed in answer.agreement.clauses], answer.programme, reader):
        yield Paragraph(line)
    for line in stated_lines(answer.agreement, answer.programme, reader):
        yield Paragraph(line)
    prepaid = any(each.prepaid for each in answer.statements)
    yield Paragraph(reader.say(CHECKED_PREPAID if prepaid else CHECKED))
    yield Paragraph(reader.say(BEFORE_NOTE))


def _table(answer: SettleAnswer, reader: Reader) -> Table:
    """Return the statements side by side, a column for each party."""
    names = [_party(answer, each.party) for each in answer.statements]
    rows = [
        (_clause_name(answer, place, reader), *_cells(answer, reader, place)) for place in _places(answer)
    ]
    totals: tuple[tuple[Text, Callable[[Statement], int]], ...] = (
        (EARNED, lambda each: sum(each.earned.values())),
        (RECEIVED, lambda each: -each.received),
        (CONTRIBUTED, lambda each: -each.contributed),
        (PREPAID, lambda each: each.prepaid),
        (DUE, lambda each: each.due),
        (BEFORE, lambda each: each.before),
        (HOLDS, lambda each: each.holds),
    )
    for text, value in totals:
        amounts = [value(each) for each in answer.statements]
        if any(amounts) or text is DUE:
            cells = (_money(answer, amount, reader.locale) for amount in amounts)
            rows.append((reader.say(text), *cells))
    columns = (Column(reader.say(PARTY)), *(Column(name, number=True) for name in names))
    return Table(columns=columns, rows=tuple(rows))


def _places(answer: SettleAnswer) -> list[int]:
    return sorted({place for each in answer.statements for place in each.earned})


def _cells(answer: SettleAnswer, reader: Reader, place: int) -> list[str]:
    return [_money(answer, each.earned.get(place, 0), reader.locale) for each in answer.statements]


def _clause_name(answer: SettleAnswer, place: int, reader: Reader) -> str:
    if place == NO_CLAUSE:
        return reader.say(WITHOUT_CLAUSE)
    return short_name(place + 1, answer.agreement.clauses[place].clause, reader)


def _payments(answer: SettleAnswer, reader: Reader) -> list[str]:
    said = [
        reader.say(
            PAYMENT,
            payer=_party(answer, each.payer),
            payee=_party(answer, each.payee),
            amount=_money(answer, each.amount, reader.locale),
        )
        for each in answer.transfers
    ]
    return said or [reader.say(NO_PAYMENT)]


def _party(answer: SettleAnswer, party: str) -> str:
    return answer.programme.party(party).name


def _money(answer: SettleAnswer, minor: int, locale: Locale) -> str:
    return say_money(Money(minor, answer.programme.currency), locale, exact=True).replace("-", MINUS)


def settle_record(answer: SettleAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values; amounts as text in major units."""
    del locale
    return {
        "month": str(answer.month),
        "currency": answer.programme.currency,
        "orders": answer.sales,
        "refunds": answer.refunds,
        "gross": _plain(answer, answer.gross),
        "returned": _plain(answer, answer.returned),
        "statements": {each.party: _statement(answer, each) for each in answer.statements},
        "payments": [
            {"payer": each.payer, "payee": each.payee, "amount": _plain(answer, each.amount)}
            for each in answer.transfers
        ],
    }


def _statement(answer: SettleAnswer, statement: Statement) -> dict[str, Any]:
    return {
        "earned": {str(place + 1): _plain(answer, amount) for place, amount in statement.earned.items()},
        "received": _plain(answer, statement.received),
        "contributed": _plain(answer, statement.contributed),
        "prepaid": _plain(answer, statement.prepaid),
        "holds": _plain(answer, statement.holds),
        "due": _plain(answer, statement.due),
        "before": _plain(answer, statement.before),
    }


def _plain(answer: SettleAnswer, minor: int) -> str:
    return f"{Money(minor, answer.programme.currency).amount:f}"
