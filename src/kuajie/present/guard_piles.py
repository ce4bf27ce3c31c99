"""Findings of one kind together: said once, with a table of where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kuajie.domain.money import Money
from kuajie.messages import Finding, Text
from kuajie.messages.notices import guards as notices
from kuajie.present.blocks import Block, Column, Paragraph, Table
from kuajie.present.findings import LEADS
from kuajie.present.numbers import NOTHING, say_money
from kuajie.present.reader import Reader

SHOWN = 10
"""So many places of one kind are shown; the rest is counted, and in JSON."""

FILE, ROW = Text(en="File", zh="文件"), Text(en="Row", zh="行")
CHARACTER, WORDS = Text(en="Column", zh="列"), Text(en="Words", zh="用语")
ORDER, LEARNER = Text(en="Order", zh="订单"), Text(en="Learner", zh="学员")
TOTAL, BEFORE = Text(en="Prepaid", zh="预收合计"), Text(en="Before", zh="此前")
OWNER, RECIPIENT = Text(en="Data of", zh="数据方"), Text(en="Used for", zh="接收方")
FIELD, PURPOSE = Text(en="Field", zh="字段"), Text(en="Purpose", zh="用途")
STANDING_NOW = Text(en="Consent", zh="同意情况")
COUNT = Text(en="At once", zh="一次性预收")
MORE = Text(en="{count} more of these; --json lists all.", zh="另有 {count} 处；用 --json 可列出全部。")
AMOUNTS = Text(
    en="Order lines that take one charge to a learner above {most}: {count} ({basis}). {remedy}",
    zh="一次性向学员收费超过 {most} 的订单：{count} 行（{basis}）。{remedy}",
)
STANDING = Text(
    en="Order lines that take what a learner has prepaid at one institution above {most}, though no single "
    "charge does: {count}. The limit is on what is charged at once ({basis}); several charges may be taken "
    "for one that was split. {remedy}",
    zh="单次收费未超过 {most}、但使学员在同一机构的预收费累计超过该数的订单：{count} 行。"
    "该上限针对一次性收费（{basis}），多次收费可能被视为拆分。{remedy}",
)
LESSONS = Text(
    en="Order lines that prepay more than {most} lessons at once: {count} ({basis}). {remedy}",
    zh="一次性预收超过 {most} 课时的订单：{count} 行（{basis}）。{remedy}",
)
MONTHS = Text(
    en="Order lines that prepay more than {most} months at once: {count} ({basis}). {remedy}",
    zh="一次性预收超过 {most} 个月的订单：{count} 行（{basis}）。{remedy}",
)
OF_ORDERS = {
    notices.PREPAID_AMOUNT.code: AMOUNTS,
    notices.PREPAID_STANDING.code: STANDING,
    notices.PREPAID_LESSONS.code: LESSONS,
    notices.PREPAID_MONTHS.code: MONTHS,
}
SHARED = Text(
    en="Shares without consent: {count} ({basis}). {remedy}",
    zh="没有有效同意的共享：{count} 项（{basis}）。{remedy}",
)
ALONG = Text(
    en="Learning records that recommendations use though the consent names orders only: {count} ({basis}). "
    "{remedy}",
    zh="推荐时会一并使用、但同意中只写明了订单的学习记录：{count} 项（{basis}）。{remedy}",
)
LEFT_OUT = Text(
    en="Orders without consent to use them for recommendation: {count}. {remedy}",
    zh="没有用于推荐的同意的订单：{count} 项。{remedy}",
)
RELEASES = Text(
    en="Releases of money that postings show by order, without consent for “settlement”: {count} ({basis}). "
    "{remedy}",
    zh="分录会按订单显示、但没有用于“settlement”的同意的暂扣款释放：{count} 项（{basis}）。{remedy}",
)
ENDING = Text(
    en="Consent that ends within {days} days: {count}. {remedy}",
    zh="{days} 天之内到期的同意：{count} 项。{remedy}",
)
OF_SHARES = {
    notices.SHARED_WITHOUT.code: SHARED,
    notices.LOOKED_AT_ALONG.code: ALONG,
    notices.NOT_LOOKED_AT.code: LEFT_OUT,
    notices.RELEASE_SHOWS.code: RELEASES,
    notices.CONSENT_ENDS.code: ENDING,
}
OF_WORDS = (notices.CLAIM.code, notices.CLAIM_QUOTED.code)
Cells = Sequence[tuple[Text, bool, Callable[[Finding], object]]]
"""Columns of a table: name, whether a number, and what a finding has there."""

_WHERE: Cells = ((FILE, False, lambda it: it.place.file), (ROW, True, lambda it: it.place.row))
WORD_CELLS: Cells = (
    *_WHERE,
    (CHARACTER, True, lambda it: it.place.column),
    (WORDS, False, lambda it: it.place.value),
)
_ORDER_CELLS: Cells = (
    *_WHERE,
    (ORDER, False, lambda it: it.facts["order"]),
    (LEARNER, False, lambda it: it.facts["learner"]),
)
AMOUNT_CELLS: Cells = (
    *_ORDER_CELLS,
    (TOTAL, True, lambda it: it.facts["total"]),
    (BEFORE, True, lambda it: it.facts["before"]),
)
COUNT_CELLS: Cells = (*_ORDER_CELLS, (COUNT, True, lambda it: it.facts["count"]))
SHARE_CELLS: Cells = (
    (OWNER, False, lambda it: it.facts["party"]),
    (RECIPIENT, False, lambda it: it.facts["recipient"]),
    (FIELD, False, lambda it: it.facts["field"]),
    (PURPOSE, False, lambda it: it.facts["purpose"]),
    (STANDING_NOW, False, lambda it: it.facts["standing"]),
)
CELLS: Mapping[str, Cells] = {
    **dict.fromkeys(OF_SHARES, SHARE_CELLS),
    **dict.fromkeys(OF_WORDS, WORD_CELLS),
    notices.PREPAID_AMOUNT.code: AMOUNT_CELLS,
    notices.PREPAID_STANDING.code: AMOUNT_CELLS,
    notices.PREPAID_LESSONS.code: COUNT_CELLS,
    notices.PREPAID_MONTHS.code: COUNT_CELLS,
}


def pile_of(finding: Finding) -> tuple[object, ...]:
    """Return what findings that are told together share."""
    return finding.severity, finding.notice.code, finding.facts.get("list")


def pile_blocks(same: Sequence[Finding], reader: Reader) -> Iterator[Block]:
    """Return findings of one pile: a sentence with a table of where, or sentences."""
    first, locale = same[0], reader.locale
    lead, cells = LEADS[first.severity], CELLS.get(first.notice.code)
    is_told_alone = first.notice.code in OF_SHARES and len(same) == 1
    if cells is None or is_told_alone:
        for finding in same[:SHOWN]:
            yield Paragraph(lead.say(locale, text=finding.say(locale)))
    else:
        yield Paragraph(lead.say(locale, text=_sentence(same, reader)))
        yield _table(same[:SHOWN], cells, reader)
    if len(same) > SHOWN:
        yield Paragraph(reader.say(MORE, count=reader.count(len(same) - SHOWN)))


def _sentence(same: Sequence[Finding], reader: Reader) -> str:
    first, locale = same[0], reader.locale
    text = (OF_ORDERS | OF_SHARES).get(first.notice.code)
    if text is None:
        return (" " if locale == "en" else "").join([first.problem(locale), first.remedy(locale)])
    named = (name for name in ("most", "basis", "days") if name in first.facts)
    facts = {name: _said(first.facts[name], reader) for name in named}
    return reader.say(text, count=reader.count(len(same)), remedy=first.remedy(locale), **facts)


def _table(same: Sequence[Finding], cells: Cells, reader: Reader) -> Table:
    columns = tuple(Column(reader.say(name), number=number) for name, number, _ in cells)
    rows = tuple(tuple(_cell(read(finding), reader) for _, _, read in cells) for finding in same)
    return Table(columns=columns, rows=rows)


def _said(value: object, reader: Reader) -> object:
    """Return an amount and a text as people read them, anything else as it is."""
    if isinstance(value, Text):
        return reader.say(value)
    return say_money(value, reader.locale, exact=True) if isinstance(value, Money) else value


def _cell(value: object, reader: Reader) -> str:
    return NOTHING if value is None else str(_said(value, reader))
