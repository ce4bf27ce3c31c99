"""A dispute as blocks for a terminal, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Heading, Paragraph, Table
from kuajie.present.reader import Reader
from kuajie.present.statement_rows import exact, plain
from kuajie.settlement.chain import EntryKind
from kuajie.settlement.statements import Transfer
from kuajie.usecases.dispute import DisputeAnswer

OPENING = Text(
    en="Case {case} about {period}: raised by {party} on {raised}; answers by {answer}, ruling by {ruling}.",
    zh="案件 {case}，涉及 {period}：{party} 于 {raised} 提出；答复期限 {answer}，裁决期限 {ruling}。",
)
NOT_FILED = Text(
    en="It is not in the books yet: --file keeps it. Nothing was changed.",
    zh="尚未记入账簿：加 --file 提交。本次未作任何改动。",
)
FILED_NOW = Text(en="It was filed: the books keep it from now on.", zh="已提交并记入账簿。")
RULED_NOW = Text(
    en="The rulings were kept; what they move is posted with the month of the ruling (kuajie settle --keep).",
    zh="裁决已记入账簿；其金额在裁决所在月份入账时登记（kuajie settle --keep）。",
)
LATE_ANSWER = Text(en="The day for answers has passed.", zh="答复期限已过。")
LATE_RULING = Text(
    en="The day for a ruling has passed with {count} open.", zh="裁决期限已过，仍有 {count} 项未裁决。"
)
NUMBER, EVENT, CLAIM, AMOUNT, WHY, STATE = (
    Text(en="No.", zh="序号"),
    Text(en="Event", zh="事件"),
    Text(en="Claim", zh="主张"),
    Text(en="Claimed", zh="主张金额"),
    Text(en="Why", zh="理由"),
    Text(en="Ruling", zh="裁决"),
)
OWES = Text(en="{payer} owes {payee} more", zh="{payer}应多付{payee}")
OPEN = Text(en="open", zh="待裁决")
GRANTED = Text(en="{amount} granted", zh="支持 {amount}")
WITHDRAWN = Text(en="withdrawn", zh="已撤回")
DISMISSED = Text(en="dismissed", zh="驳回")
AT_ONCE = Text(en="Payable at once, whatever is ruled", zh="无争议、可立即支付的部分")
HELD = Text(
    en="{amount} of the month's {total} waits for the ruling.",
    zh="本月应付 {total} 中，{amount} 待裁决后支付。",
)
PAYMENT = Text(en="{payer} pays {payee} {amount}.", zh="{payer}向{payee}支付 {amount}。")
NOTHING = Text(en="Nothing is owed under every ruling.", zh="没有在任何裁决下都应支付的金额。")


def dispute_blocks(answer: DisputeAnswer, locale: Locale) -> Iterator[Block]:
    """Return how a case stands: its claims and rulings, deadlines, and what is payable at once."""
    reader, case = Reader(locale, answer.programme.currency), answer.case
    yield Paragraph(
        reader.say(
            OPENING,
            case=case.id,
            period=case.period,
            party=answer.programme.party(case.raised_by).name,
            raised=reader.day(case.raised_on),
            answer=reader.day(case.answer_by),
            ruling=reader.day(case.rule_by),
        )
    )
    for sentence in _news(answer, reader):
        yield Paragraph(sentence)
    yield _claims(answer, reader)
    yield Heading(reader.say(AT_ONCE))
    for sentence in _payable(answer, reader):
        yield Paragraph(sentence)


def _news(answer: DisputeAnswer, reader: Reader) -> Iterator[str]:
    kinds = {entry.kind for entry in answer.appended}
    if EntryKind.DISPUTE in kinds:
        yield reader.say(FILED_NOW)
    if EntryKind.RULING in kinds:
        yield reader.say(RULED_NOW)
    if not answer.filed:
        yield reader.say(NOT_FILED)
    if answer.open and answer.today > answer.case.rule_by:
        yield reader.say(LATE_RULING, count=reader.count(len(answer.open)))
    elif answer.open and answer.today > answer.case.answer_by:
        yield reader.say(LATE_ANSWER)


def _claims(answer: DisputeAnswer, reader: Reader) -> Table:
    names = {party.id: party.name for party in answer.programme.parties}
    texts = (NUMBER, EVENT, CLAIM, AMOUNT, WHY, STATE)
    return Table(
        columns=tuple(Column(reader.say(text), number=text is AMOUNT) for text in texts),
        rows=tuple(
            (
                str(number),
                claim.event,
                reader.say(OWES, payer=names[claim.payer], payee=names[claim.payee]),
                exact(claim.amount, answer.programme.currency, reader),
                claim.reason,
                _state(answer, number, reader),
            )
            for number, claim in enumerate(answer.case.claims, start=1)
        ),
    )


def _state(answer: DisputeAnswer, number: int, reader: Reader) -> str:
    ruled = answer.ruled.get(number)
    if ruled is None:
        return reader.say(OPEN)
    if ruled.withdrawn:
        return reader.say(WITHDRAWN)
    if not ruled.amount:
        return reader.say(DISMISSED)
    return reader.say(GRANTED, amount=exact(ruled.amount, answer.programme.currency, reader))


def _payable(answer: DisputeAnswer, reader: Reader) -> list[str]:
    names = {party.id: party.name for party in answer.programme.parties}
    currency = answer.programme.currency
    said = [
        reader.say(
            PAYMENT,
            payer=names[each.payer],
            payee=names[each.payee],
            amount=exact(each.amount, currency, reader),
        )
        for each in answer.payments
    ] or [reader.say(NOTHING)]
    if answer.held:
        total = exact(sum(each.amount for each in answer.all_payments), currency, reader)
        said.append(reader.say(HELD, amount=exact(answer.held, currency, reader), total=total))
    return said


def dispute_record(answer: DisputeAnswer, locale: Locale) -> dict[str, Any]:
    """Return the answer as plain values; amounts as text in major units."""
    del locale
    case, currency = answer.case, answer.programme.currency
    return {
        "case": case.id,
        "period": case.period,
        "raised_by": case.raised_by,
        "raised_on": case.raised_on.isoformat(),
        "answer_by": case.answer_by.isoformat(),
        "rule_by": case.rule_by.isoformat(),
        "filed": answer.filed,
        "claims": [
            {
                "event": claim.event,
                "clause": claim.clause,
                "payer": claim.payer,
                "payee": claim.payee,
                "amount": plain(claim.amount, currency),
                "reason": claim.reason,
                "evidence": [{"file": name, "sha256": known} for name, known in claim.evidence],
                "granted": plain(answer.ruled[number].amount, currency) if number in answer.ruled else None,
            }
            for number, claim in enumerate(case.claims, start=1)
        ],
        "payable_at_once": _transfers(answer.payments, currency),
        "payments": _transfers(answer.all_payments, currency),
        "held": plain(answer.held, currency),
    }


def _transfers(payments: Sequence[Transfer], currency: str) -> list[dict[str, str]]:
    return [
        {"payer": each.payer, "payee": each.payee, "amount": plain(each.amount, currency)}
        for each in payments
    ]
