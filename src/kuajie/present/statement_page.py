"""A party's statement as one page that needs nothing beside it and prints on A4."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Column, Heading, Paragraph, Table
from kuajie.present.clauses import clause_lines
from kuajie.present.page import PageTable, Part
from kuajie.present.pages import pages
from kuajie.present.reader import Reader
from kuajie.present.report import LANGUAGES
from kuajie.present.statement_rows import (
    DAY,
    KIND,
    event_corrections,
    exact,
    facts_of,
    party_names,
    statement_rows,
)
from kuajie.present.terms_rules import stated_lines
from kuajie.settlement.statements import PartyStatement
from kuajie.usecases.settle_books import BooksAnswer

TITLE = Text(en="Statement {period}", zh="{period} 对账单")
HEADLINE_GET = Text(en="{party} is to get {amount}", zh="{party}应收 {amount}")
HEADLINE_PAY = Text(en="{party} is to pay {amount}", zh="{party}应付 {amount}")
HEADLINE_NONE = Text(en="{party}: nothing is open", zh="{party}：无未结金额")
BALANCE = Text(en="How the balance comes about", zh="余额构成")
ITEM = Text(en="Item", zh="项目")
PAYMENTS = Text(en="Payments", zh="付款")
PAYMENT = Text(en="{payer} pays {payee} {amount}.", zh="{payer}向{payee}支付 {amount}。")
NO_PAYMENT = Text(en="This statement asks for no payment.", zh="本对账单无需付款。")
CORRECTIONS = Text(en="Corrections of earlier months", zh="以前月份的更正")
CORRECTIONS_LEAD = Text(
    en="Earlier months are posted and stay as they are; what became known since is corrected here.",
    zh="以前月份已入账、不再改动；此后知悉或发生的变化在本月更正。",
)
MORE = Text(
    en="{count} more corrections stand in the workbook and the CSV beside this page; they add {amount}.",
    zh="其余 {count} 项更正见随附的工作簿与 CSV，合计 {amount}。",
)
ORDER, WHY = Text(en="Order", zh="订单"), Text(en="Why", zh="原因")
CLAUSES = Text(en="The clauses executed", zh="所执行的条款")
ABOUT = Text(en="About this statement", zh="关于本对账单")
SIGNATURE = Text(en="Signature", zh="签署")
SIGN_LINE = Text(en="For {party}: name, date", zh="{party}（签名、日期）")
FOOT = Text(
    en="Positive amounts are owed to the party, negative ones by it. Every event's lines add up to zero "
    "over all parties; anybody can recompute them from the evidence bundle (kuajie verify).",
    zh="正数为应付给该方的金额，负数为该方应付出的金额。每笔事件的分录在各方之间合计为零，"
    "任何人都可用证据包重新计算核验（kuajie verify）。",
)
SHOWN = 60


def statement_html(answer: BooksAnswer, statement: PartyStatement, locale: Locale) -> str:
    """Return the statement wholly in ``locale``; names of parties and courses stay as they are."""
    reader = Reader(locale, statement.currency)
    names = party_names(answer)
    clauses = [timed.clause for timed in answer.agreement.clauses]
    return (
        pages()
        .get_template("statement.html")
        .render(
            language=LANGUAGES[locale],
            title=reader.say(TITLE, period=answer.period),
            programme=answer.programme.title,
            headline=_headline(answer, statement, reader),
            balance_title=reader.say(BALANCE),
            balance=_balance(answer, statement, reader),
            payments_title=reader.say(PAYMENTS),
            payments=_payments(answer, statement, reader),
            corrections_title=reader.say(CORRECTIONS),
            corrections_lead=reader.say(CORRECTIONS_LEAD),
            corrections=_corrections(answer, statement, reader),
            clauses_title=reader.say(CLAUSES),
            clauses=[*clause_lines(clauses, answer.programme, reader), *_rules(answer, reader)],
            about_title=reader.say(ABOUT),
            facts=facts_of(answer, statement, reader),
            signature_title=reader.say(SIGNATURE),
            signature=reader.say(SIGN_LINE, party=names[statement.party]),
            foot=reader.say(FOOT),
        )
    )


def statement_parts(answer: BooksAnswer, statement: PartyStatement, locale: Locale) -> Iterator[Part]:
    """Return what the statement's page says, for a page around it; what it is stands in ``facts_of``."""
    reader = Reader(locale, statement.currency)
    yield Heading(_headline(answer, statement, reader))
    yield _balance(answer, statement, reader)
    yield Heading(reader.say(PAYMENTS))
    yield from (Paragraph(sentence) for sentence in _payments(answer, statement, reader))
    corrections = _corrections(answer, statement, reader)
    if corrections is not None:
        yield Heading(reader.say(CORRECTIONS))
        yield Paragraph(reader.say(CORRECTIONS_LEAD))
        yield corrections
    clauses = [timed.clause for timed in answer.agreement.clauses]
    yield Heading(reader.say(CLAUSES))
    sentences = (*clause_lines(clauses, answer.programme, reader), *_rules(answer, reader))
    yield from (Paragraph(sentence) for sentence in sentences)
    yield Paragraph(reader.say(FOOT))


def _rules(answer: BooksAnswer, reader: Reader) -> list[str]:
    return stated_lines(answer.agreement, answer.programme, reader)


def _headline(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> str:
    name, due = party_names(answer)[statement.party], statement.closing
    if not due:
        return reader.say(HEADLINE_NONE, party=name)
    text = HEADLINE_GET if due > 0 else HEADLINE_PAY
    return reader.say(text, party=name, amount=exact(abs(due), statement.currency, reader))


def _balance(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> PageTable:
    rows = statement_rows(answer, statement, reader)
    shown = tuple((row.label, exact(row.amount, statement.currency, reader)) for row in rows)
    columns = (Column(reader.say(ITEM)), Column(reader.unit, number=True))
    after = len(rows) - next(place for place, row in enumerate(rows) if row.total)
    return PageTable(table=Table(columns=columns, rows=shown), totals=after)


def _payments(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> list[str]:
    names = party_names(answer)
    return [
        reader.say(
            PAYMENT,
            payer=names[each.payer],
            payee=names[each.payee],
            amount=exact(each.amount, statement.currency, reader),
        )
        for each in statement.transfers
    ] or [reader.say(NO_PAYMENT)]


def _corrections(answer: BooksAnswer, statement: PartyStatement, reader: Reader) -> PageTable | None:
    every = event_corrections(statement, reader, answer.agreement.time_zone)
    found = [each for each in every if each.amount]  # a refund of what a party keeps alone moves no balance
    if not found:
        return None
    columns = (
        Column(reader.say(DAY)),
        Column(reader.say(KIND)),
        Column(reader.say(ORDER)),
        Column(reader.say(WHY)),
        Column(reader.unit, number=True),
    )
    rows = tuple(
        (
            each.day.isoformat(),
            each.what,
            each.order,
            each.reason,
            exact(each.amount, statement.currency, reader),
        )
        for each in found[:SHOWN]
    )
    note = ""
    if len(found) > SHOWN:
        rest = exact(sum(each.amount for each in found[SHOWN:]), statement.currency, reader)
        note = reader.say(MORE, count=reader.count(len(found) - SHOWN), amount=rest)
    return PageTable(table=Table(columns=columns, rows=rows), note=note)
