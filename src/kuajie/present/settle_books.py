"""A kept month as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.reader import Reader
from kuajie.present.statement_rows import (
    BROUGHT,
    CARRIED,
    CLOSING,
    CORRECTED,
    HOLDS,
    event_corrections,
    exact,
    line_name,
    line_place,
    party_names,
    plain,
)
from kuajie.settlement.chain import EntryKind
from kuajie.settlement.standing import Standing
from kuajie.settlement.statements import PartyStatement
from kuajie.usecases.close_books import CODE
from kuajie.usecases.settle_books import BooksAnswer, issued_now, posted_now

POSTED_NOW = Text(en="Posted {lines} lines in {period}.", zh="已在 {period} 登记 {lines} 条分录。")
OPENING_NOW = Text(
    en="The books begin with {first}; what lay before went into their opening ({lines} lines).",
    zh="账簿自 {first} 开始；此前的业务计入期初（{lines} 条分录）。",
)
NOTHING_NEW = Text(en="Nothing new to post.", zh="没有新的分录需要登记。")
WOULD_POST = Text(
    en="The files would now post {lines} more lines; --keep posts them.",
    zh="按现有文件将新增 {lines} 条分录；加 --keep 入账。",
)
ISSUED_NOW = Text(en="The statements were issued.", zh="对账单已出具。")
PARTY = Text(en="Party", zh="合作方")
PAYMENTS = Text(en="Payments that settle the balances", zh="结清余额的付款")
PAYMENT = Text(en="{payer} pays {payee} {amount}.", zh="{payer}向{payee}支付 {amount}。")
NO_PAYMENT = Text(en="Nothing is to be paid.", zh="无需付款。")
MINIMUM = Text(en="Payments below {minimum} are carried forward.", zh="低于 {minimum} 的付款结转下期。")
CORRECTIONS = Text(en="Corrections of earlier months", zh="以前月份的更正")
DAY, WHAT, ORDER, REASON = (
    Text(en="Day", zh="日期"),
    Text(en="What", zh="事项"),
    Text(en="Order", zh="订单"),
    Text(en="Why", zh="原因"),
)
MORE = Text(
    en="{count} more stand in the statements (--statements DIR).",
    zh="另有 {count} 项见对账单（--statements 目录）。",
)
LATER = Text(en="Corrected after the lock", zh="锁定后的更正")
LATER_IN = Text(en="Posted in", zh="登记月份")
LATER_EVENTS = Text(en="Events", zh="事项数")
LATER_FRESH = Text(en="{period}, once kept (--keep)", zh="{period}（待入账，--keep）")
LATER_NOTE = Text(
    en="What came after the lock adds this to what each party is due. It shows among the corrections in the "
    "statements of the month it is posted in; {period} itself stays as it was signed.",
    zh="锁定后的变化使各方应得增减如上，列入登记月份对账单的更正部分；{period} 本身保持锁定时的内容。",
)
LATER_NONE = Text(
    en="Nothing posted in later months corrects {period}.", zh="之后月份的分录中没有对 {period} 的更正。"
)
STANDING = Text(en="How {period} stands", zh="{period} 的状态")
IS_OPEN = Text(
    en="Open: statements were not issued yet (--statements DIR).",
    zh="未锁定：对账单尚未出具（--statements 目录）。",
)
IS_STALE = Text(
    en="Open: something was posted after the statements were issued; issue them again (--statements DIR).",
    zh="未锁定：对账单出具后又有入账，请重新出具（--statements 目录）。",
)
IS_SHOWN = Text(
    en="Open: statements were issued on {day}; comments until {until}.",
    zh="未锁定：对账单于 {day} 出具，意见期至 {until}。",
)
IS_LOCKED = Text(en="Locked on {day}: nothing in it changes any more.", zh="已于 {day} 锁定，不再变动。")
SIGNED = Text(
    en="{party}: signed by {by} on {day}, code {code}.", zh="{party}：{by} 于 {day} 签署，校验码 {code}。"
)
OBJECTED = Text(
    en="{party}: {by} objected on {day}: “{comment}”.", zh="{party}：{by} 于 {day} 提出异议：“{comment}”。"
)
WAITING = Text(en="{party}: not signed yet, code {code}.", zh="{party}：尚未签署，校验码 {code}。")
READY = Text(en="It can be locked now (--lock).", zh="现在可以锁定（--lock）。")
HEAD = Text(en="The books end with entry {number}, {code}.", zh="账簿止于第 {number} 条记录，校验码 {code}。")
SHOWN = 10


def books_blocks(answer: BooksAnswer, locale: Locale) -> Iterator[Block]:
    """Return what was kept, every party's balance, who pays whom, corrections, and how the month stands."""
    reader = Reader(locale, answer.programme.currency)
    for sentence in _news(answer, reader):
        yield Paragraph(sentence)
    yield _table(answer, reader)
    yield Heading(reader.say(PAYMENTS))
    for sentence in _payments(answer, reader):
        yield Paragraph(sentence)
    yield from _corrections(answer, reader)
    yield from _later(answer, reader)
    yield Heading(reader.say(STANDING, period=answer.period))
    for sentence in _standing(answer, reader):
        yield Paragraph(sentence)


def _news(answer: BooksAnswer, reader: Reader) -> Iterator[str]:
    for entry in posted_now(answer):
        lines = reader.count(entry.body["lines"])
        if entry.kind is EntryKind.OPENING:
            yield reader.say(OPENING_NOW, first=answer.first, lines=lines)
        else:
            yield reader.say(POSTED_NOW, lines=lines, period=entry.period)
    if issued_now(answer):
        yield reader.say(ISSUED_NOW)
    if not answer.appended and all(each.kept for each in answer.later):
        yield (
            reader.say(NOTHING_NEW)
            if not answer.unposted
            else reader.say(WOULD_POST, lines=reader.count(answer.unposted))
        )


def _table(answer: BooksAnswer, reader: Reader) -> Table:
    """Return the statements side by side, a column for each party."""
    names = party_names(answer)
    currency = answer.programme.currency
    found = {(line.account, line.clause) for each in answer.statements for line in each.lines}
    kinds = sorted(found, key=lambda pair: line_place(answer, *pair))

    def row(label: str, value: Callable[[PartyStatement], int]) -> tuple[str, ...]:
        return (label, *(exact(value(each), currency, reader) for each in answer.statements))

    rows = [row(reader.say(BROUGHT), lambda each: each.brought)]
    for account, clause in kinds:
        name = line_name(answer, account, clause, reader)
        rows.append(row(name, lambda each, at=(account, clause): _at(each, at)))  # type: ignore[misc]
    if any(each.corrections for each in answer.statements):
        rows.append(row(reader.say(CORRECTED), lambda each: each.corrected))
    rows.append(row(reader.say(CLOSING), lambda each: each.closing))
    if any(each.carried for each in answer.statements):
        rows.append(row(reader.say(CARRIED), lambda each: each.carried))
    if any(each.prepaid for each in answer.statements):
        rows.append(row(reader.say(HOLDS), lambda each: each.prepaid))
    columns = (
        Column(reader.say(PARTY)),
        *(Column(names[each.party], number=True) for each in answer.statements),
    )
    return Table(columns=columns, rows=tuple(rows))


def _at(statement: PartyStatement, place: tuple[str, str]) -> int:
    return sum(line.amount for line in statement.lines if (line.account, line.clause) == place)


def _payments(answer: BooksAnswer, reader: Reader) -> list[str]:
    names, currency = party_names(answer), answer.programme.currency
    said = [
        reader.say(
            PAYMENT,
            payer=names[each.payer],
            payee=names[each.payee],
            amount=exact(each.amount, currency, reader),
        )
        for each in answer.payments
    ] or [reader.say(NO_PAYMENT)]
    if answer.minimum:
        said.append(reader.say(MINIMUM, minimum=exact(answer.minimum, currency, reader)))
    return said


def _corrections(answer: BooksAnswer, reader: Reader) -> Iterator[Block]:
    """Return the first corrections, each once for the party it moves most."""
    zone, names = answer.agreement.time_zone, party_names(answer)
    found = [
        (each, names[statement.party])
        for statement in answer.statements
        for each in event_corrections(statement, reader, zone)
        if each.amount
    ]
    if not found:
        return
    found.sort(key=lambda pair: -abs(pair[0].amount))
    yield Heading(reader.say(CORRECTIONS))
    texts = (DAY, WHAT, ORDER, REASON, PARTY)
    columns = (*(Column(reader.say(text)) for text in texts), Column(reader.unit, number=True))
    rows = tuple(
        (
            each.day.isoformat(),
            each.what,
            each.order,
            each.reason,
            party,
            exact(each.amount, answer.programme.currency, reader),
        )
        for each, party in found[:SHOWN]
    )
    yield Table(columns=columns, rows=rows)
    if len(found) > SHOWN:
        yield Paragraph(reader.say(MORE, count=reader.count(len(found) - SHOWN)))


def _later(answer: BooksAnswer, reader: Reader) -> Iterator[Block]:
    """Return what corrects a locked month, and where that shows."""
    if not answer.standing.closed:
        return
    yield Heading(reader.say(LATER))
    if not answer.later:
        yield Paragraph(reader.say(LATER_NONE, period=answer.period))
        return
    names, currency = party_names(answer), answer.programme.currency
    parties = sorted({party for each in answer.later for party in each.dues}, key=list(names).index)
    columns = (
        Column(reader.say(LATER_IN)),
        Column(reader.say(LATER_EVENTS), number=True),
        *(Column(names[party], number=True) for party in parties),
    )
    rows = tuple(
        (
            each.period if each.kept else reader.say(LATER_FRESH, period=each.period),
            reader.count(each.events),
            *(exact(each.dues.get(party, 0), currency, reader) for party in parties),
        )
        for each in answer.later
    )
    yield Table(columns=columns, rows=rows)
    yield Paragraph(reader.say(LATER_NOTE, period=answer.period))


def _standing(answer: BooksAnswer, reader: Reader) -> Iterator[str]:
    standing = answer.standing
    yield _state(standing, reader)
    if standing.issue is not None:
        yield from _words(answer, reader)
        ready = not standing.unsigned and not standing.closed and not standing.stale
        if ready:
            yield reader.say(READY)
    yield reader.say(HEAD, number=answer.entries, code=answer.head[:CODE])


def _state(standing: Standing, reader: Reader) -> str:
    if standing.locked is not None:
        return reader.say(IS_LOCKED, day=reader.day(standing.locked))
    if standing.issue is None:
        return reader.say(IS_OPEN)
    if standing.stale:
        return reader.say(IS_STALE)
    return reader.say(IS_SHOWN, day=reader.day(standing.issue.day), until=reader.day(standing.issue.until))


def _words(answer: BooksAnswer, reader: Reader) -> Iterator[str]:
    names, standing = party_names(answer), answer.standing
    hashes = standing.issue.hashes if standing.issue else {}
    for party in [each.party for each in answer.statements if each.party in hashes]:
        shown = hashes[party]
        name, code = names.get(party, party), shown[:CODE]
        if party in standing.signed:
            word = standing.signed[party]
            yield reader.say(SIGNED, party=name, by=word.by, day=reader.day(word.day), code=code)
        elif party in standing.objected:
            word = standing.objected[party]
            yield reader.say(OBJECTED, party=name, by=word.by, day=reader.day(word.day), comment=word.text)
        else:
            yield reader.say(WAITING, party=name, code=code)


def books_record(answer: BooksAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values; amounts as text in major units."""
    del locale
    currency, standing = answer.programme.currency, answer.standing
    return {
        "month": answer.period,
        "currency": currency,
        "posted_lines": answer.posted,
        "unposted_lines": answer.unposted,
        "statements": {each.party: _statement(each, currency) for each in answer.statements},
        "payments": [
            {"payer": each.payer, "payee": each.payee, "amount": plain(each.amount, currency)}
            for each in answer.payments
        ],
        "corrected_later": [
            {
                "period": each.period,
                "kept": each.kept,
                "events": each.events,
                "due": {party: plain(amount, currency) for party, amount in each.dues.items()},
            }
            for each in answer.later
        ],
        "locked": standing.locked.isoformat() if standing.locked else None,
        "comments_until": standing.issue.until.isoformat() if standing.issue else None,
        "stale": standing.stale,
        "signed": {party: word.by for party, word in standing.signed.items()},
        "objected": {party: word.text for party, word in standing.objected.items()},
        "head": answer.head,
    }


def _statement(statement: PartyStatement, currency: str) -> dict[str, Any]:
    return {
        "brought": plain(statement.brought, currency),
        "own": plain(statement.own, currency),
        "corrections": plain(statement.corrected, currency),
        "closing": plain(statement.closing, currency),
        "payable": plain(statement.payable, currency),
        "carried": plain(statement.carried, currency),
        "prepaid": plain(statement.prepaid, currency),
        "hash": statement.hash,
    }
