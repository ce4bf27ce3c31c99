"""What terms say beside their clauses, in whole sentences: refunds, rounding, what counts when."""

from __future__ import annotations

from kuajie.domain.programme import Programme
from kuajie.domain.terms import LateRefunds
from kuajie.messages import Text
from kuajie.present.base import base_lines
from kuajie.present.reader import Reader
from kuajie.settlement.agreement import Agreement

SHARED_BACK = Text(
    en="A refund gives back of every part of its sale in proportion, by the clauses of the sale's day, "
    "whenever it comes: refunded whole, nothing of the sale is left.",
    zh="无论何时退款，均按该笔销售当日适用的条款、从各部分中按比例退回；全额退款后，该笔销售不留任何金额。",
)
LATE_SHARED = Text(
    en="Refunds later than {days} times 24 hours after the sale are late, and shared like any other.",
    zh="自销售起超过 {days} 个 24 小时的退款为逾期退款，与其他退款同样分担。",
)
LATE_SELLERS = Text(
    en="Refunds later than {days} times 24 hours after the sale are late: the seller bears them alone.",
    zh="自销售起超过 {days} 个 24 小时的退款为逾期退款，由销售方独自承担。",
)
LATE_PREPAID = Text(
    en="As far as a late refund is of prepaid money, it burdens nobody.",
    zh="逾期退款中属于预收款的部分，不由任何一方承担。",
)
ROUNDED = Text(
    en="Every sale is rounded by itself to the smallest unit of {currency}, by largest remainder; nothing is "
    "lost. Of equal remainders the first goes to {parties}, in this order.",
    zh="每笔销售各自按最大余数法取整到{currency}的最小单位，不丢失任何金额；余数相同时，依次为：{parties}。",
)
ROUNDED_TWICE = Text(
    en="What goes off before sharing and the net are rounded first (a tie goes to the clause written first), "
    "then the parts of the net; retroactive tiers once for all their sales. Reimbursed costs are rounded to "
    "the nearest unit of their total, halves up; amounts for a part of a calendar period, and what is held "
    "back, are rounded down.",
    zh="先对分成前的扣除与净额取整（余数相同归条款在前者），再对净额中各方的部分取整；追溯阶梯对其全部销售合并取整一次；分担的成本按总额四舍五入；"
    "不足一个自然期间的金额与留存金额向下取整。",
)
CASH = Text(en="Revenue counts once it is paid.", zh="收入在实收时计入。")
CASH_ELSE = Text(en="Other revenue counts once it is paid.", zh="其他收入在实收时计入。")


TIES = Text(
    en="Of equal remainders of the smallest unit of {currency} the first goes to {parties}, in this order.",
    zh="{currency}的最小单位余数相同时，依次归：{parties}。",
)


def stated_lines(agreement: Agreement, programme: Programme, reader: Reader) -> list[str]:
    """Return what is agreed beside clauses and is not what holds without being said."""
    lines = base_lines(agreement.consumed, agreement.unused_after_days, programme, reader)
    lines += _late_lines(agreement, reader)
    if agreement.parties != programme.party_ids:
        names = reader.listing([_name(programme, party) for party in agreement.parties])
        lines.append(reader.say(TIES, currency=reader.unit, parties=names))
    return lines


def refund_lines(agreement: Agreement, reader: Reader) -> list[str]:
    """Return what is agreed on refunds."""
    return [reader.say(SHARED_BACK), *_late_lines(agreement, reader)]


def _late_lines(agreement: Agreement, reader: Reader) -> list[str]:
    lines = []
    if agreement.refund_window_days is not None:
        alone = agreement.late_refunds is LateRefunds.SELLER
        days = agreement.refund_window_days
        lines.append(reader.say(LATE_SELLERS if alone else LATE_SHARED, days=days))
        if alone and agreement.consumed:
            lines.append(reader.say(LATE_PREPAID))
    return lines


def rounding_lines(agreement: Agreement, programme: Programme, reader: Reader) -> list[str]:
    """Return how amounts are rounded, and who gets the smallest unit of equal remainders."""
    names = reader.listing([_name(programme, party) for party in agreement.parties])
    said = reader.say(ROUNDED, currency=reader.unit, parties=names)
    return [said, reader.say(ROUNDED_TWICE)]


def counting_lines(agreement: Agreement, programme: Programme, reader: Reader) -> list[str]:
    """Return when revenue counts."""
    if not agreement.consumed:
        return [reader.say(CASH)]
    whole = set(agreement.consumed) == set(agreement.sellers)
    lines = base_lines(agreement.consumed, agreement.unused_after_days, programme, reader)
    return lines if whole else [*lines, reader.say(CASH_ELSE)]


def rule_lines(agreement: Agreement, programme: Programme, reader: Reader) -> list[str]:
    """Return everything that is agreed beside clauses."""
    return [
        *counting_lines(agreement, programme, reader),
        *refund_lines(agreement, reader),
        *rounding_lines(agreement, programme, reader),
    ]


def _name(programme: Programme, party: str) -> str:
    return next((each.name for each in programme.parties if each.id == party), party)
