"""What every key of the terms means, for the schema that editors show; the keys are those of clause_kinds."""

from __future__ import annotations

from collections.abc import Mapping

from kuajie.messages import Text

FILE_WORDS: Mapping[str, Text] = {
    "$schema": Text(en="Where this schema lies, for editors.", zh="本模式文件的位置，供编辑器使用。"),
    "currency": Text(
        en="The programme's currency (ISO 4217); a file in another one is refused, not converted.",
        zh="合作项目的币种（ISO 4217）；币种不同的文件会被拒绝，不作换算。",
    ),
    "terms": Text(en="What was agreed: shares and clauses.", zh="合作条款：分成比例与各条款。"),
}
TERMS_WORDS: Mapping[str, Text] = {
    "revenue_shares": Text(
        en="Shares of net revenue of every course that no clause shares, by party; exactly 1 in all.",
        zh="没有条款约定分成的课程，其净收入各方所占比例；合计须恰为 1。",
    ),
    "refund_window_days": Text(
        en="Refunds later than so many times 24 hours after the sale are late. Unit: days. Without: none is.",
        zh="自销售起超过若干个 24 小时的退款视为逾期。单位：天。不写则没有逾期退款。",
    ),
    "late_refunds": Text(
        en="Who bears late refunds: shared (as the sale was shared) or seller (the seller alone).",
        zh="逾期退款由谁承担：shared（按该笔销售的分成）或 seller（仅销售方）。",
    ),
    "rounding_order": Text(
        en="Parties in the order in which they get the smallest coin of equal remainders; the others follow "
        "as the programme names them.",
        zh="余数相同时，最小货币单位依此顺序给各方；未列出的按项目中的顺序排在其后。",
    ),
    "base": Text(
        en="When revenue counts: cash (once it is paid) or consumed (as lessons are consumed).",
        zh="收入何时计入：cash（实收时）或 consumed（按课消）。",
    ),
    "consumed_courses": Text(
        en="With base = consumed: the courses that count so. Without: all.",
        zh="base = consumed 时：按课消计入的课程。不写则为全部课程。",
    ),
    "unused_after_days": Text(
        en="With base = consumed: what is not consumed so many times 24 hours after the sale counts then. "
        "Unit: days. Without: never.",
        zh="base = consumed 时：售后满若干个 24 小时仍未消耗的部分届时计入。单位：天。不写则不计入。",
    ),
    "clause": Text(en="Clauses, executed in fixed stages.", zh="各条款，按固定阶段依次执行。"),
}
KIND_WORDS: Mapping[str, Text] = {
    "share": Text(en="Revenue is shared by fixed shares.", zh="分成：收入按固定比例分配。"),
    "tiers": Text(
        en="Revenue is shared by shares that change as it grows.", zh="阶梯分成：比例随收入增长而变。"
    ),
    "recoup": Text(
        en="Before revenue is shared, a party is repaid costs or an amount out of it.",
        zh="先行回本：收入先偿还一方的成本或约定金额，其余再分成。",
    ),
    "cap": Text(en="A party's part of revenue is at most so much.", zh="封顶：一方所得收入不超过该额。"),
    "guarantee": Text(
        en="The payer makes up what the payee's revenue is short of an amount.",
        zh="保底：收款方所得不足该额时，由付款方补足。",
    ),
    "fixed_fee": Text(en="An amount paid once, whatever comes.", zh="固定费用：无论结果如何，一次性支付。"),
    "fee_per_enrolment": Text(
        en="An amount for every enrolment that is not refunded.", zh="按报名付费：每个未退款的报名付一笔。"
    ),
    "cost_share": Text(
        en="The payer reimburses a rate of the payee's costs.", zh="成本分担：付款方按比例承担收款方的成本。"
    ),
    "deduction": Text(
        en="A rate of what is paid goes off before sharing: payment fee, tax, platform fee.",
        zh="先行扣除：分成前按实付金额的比例扣除，如支付手续费、税、平台费。",
    ),
    "referral": Text(
        en="A rate of the net goes to who brought the buyer; at most two levels.",
        zh="推荐奖励：净收入的一定比例归带来买家的人；最多两级。",
    ),
    "coupon": Text(
        en="A party bears what coupons let off, which then counts as paid.",
        zh="优惠承担：优惠券减免由一方承担，并计为已付。",
    ),
    "holdback": Text(
        en="A rate of a party's part of each sale stays with the seller until released.",
        zh="留存：一方每笔所得的一定比例由销售方留存，满足条件后释放。",
    ),
    "advance": Text(
        en="Paid ahead, had back out of the payee's part.", zh="预付款：先行支付，再从收款方所得中扣回。"
    ),
    "retainer": Text(
        en="An amount every calendar month, in proportion to the days in force.",
        zh="月费：每个自然月支付，不足整月按生效天数折算。",
    ),
    "fee_per_lead": Text(
        en="An amount for every lead of the payee's leads.csv.",
        zh="按线索付费：收款方 leads.csv 中每条线索付一笔。",
    ),
}
_AMOUNT = Text(
    en="Amount in the programme's currency, in major units with at most its decimals.",
    zh="金额，以项目币种的主单位计，小数位不超过该币种。",
)
_RATE = Text(en='A rate from 0 to 1, exact: "3/10" or "0.3".', zh='0 到 1 的精确比例，如 "3/10" 或 "0.3"。')
KEY_WORDS: Mapping[str, Text] = {
    "kind": Text(en="The kind of clause.", zh="条款类型。"),
    "from": Text(
        en="The first day in force, in the programme's time zone. Without: from the beginning.",
        zh="生效首日（按项目时区）。不写则自始生效。",
    ),
    "until": Text(
        en="The first day no longer in force, in the programme's time zone. Without: no end.",
        zh="不再生效的首日（按项目时区）。不写则一直有效。",
    ),
    "courses": Text(en="The courses it is about. Without: all.", zh="所涉课程。不写则为全部课程。"),
    "party": Text(en="The party it is about.", zh="所涉合作方。"),
    "payer": Text(en="The party that pays.", zh="付款方。"),
    "payee": Text(en="The party that is paid.", zh="收款方。"),
    "amount": _AMOUNT,
    "rate": _RATE,
    "per": Text(
        en="Counts anew in every such calendar period. Without: over the whole horizon.",
        zh="在每个自然月、季度或年内重新累计。不写则按整个计划期。",
    ),
    "costs": Text(
        en="Which costs: spend (set-up included), unit_costs, or both.",
        zh="哪些成本：spend（投入，含启动成本）、unit_costs（单位成本），或两者。",
    ),
    "levers": Text(
        en="Some of the party's own levers, of spend. Without: all.",
        zh="该方的部分杠杆（仅限投入）。不写则为全部。",
    ),
    "channels": Text(en="Channels as the files name them. Without: all.", zh="文件中的渠道。不写则为全部。"),
    "due": Text(
        en="The day on which it is paid. Without: the last day of the horizon or the clause.",
        zh="支付日。不写则为计划期或条款的最后一日。",
    ),
    "shares": Text(en="Share of every party; exactly 1 in all.", zh="各方比例；合计须恰为 1。"),
    "bundle": Text(
        en="In place of courses: two courses or more that one order holds together.",
        zh="代替 courses：同一订单中一并购买的两门或多门课程。",
    ),
    "mode": Text(
        en="marginal: each slice by its own tier; retroactive: all by the tier reached.",
        zh="marginal：每一段各按其档；retroactive：全部按所达到的一档。",
    ),
    "tiers": Text(
        en="Tiers with increasing thresholds (amounts, the first 0), each with its shares.",
        zh="各档：起点金额递增（首档为 0），并各有比例。",
    ),
    "limit": Text(
        en="At most so much is repaid, in the programme's currency.", zh="至多偿还的金额（项目币种）。"
    ),
    "to": Text(
        en="Who takes the rest, evenly. Without: all without a cap, in proportion to their parts.",
        zh="超出部分归谁（平分）。不写则归未封顶的各方，按其所得比例。",
    ),
    "name": Text(en="What is deducted, as statements say it.", zh="扣除项的名称，用于对账单。"),
    "level": Text(
        en="1: who brought the buyer; 2: who brought the promoter. There is no third level.",
        zh="1：直接推荐人；2：推荐人的上级。没有第三级。",
    ),
    "promoter": Text(en="To whom the party pays it on.", zh="由该方转付给谁。"),
    "coupons": Text(
        en="Coupons as orders.csv names them. Without: any.", zh="orders.csv 中的优惠券。不写则为任意。"
    ),
    "on": Text(
        en="What releases it: completion of the course, days since the sale, or the learner's rating.",
        zh="释放条件：completion（完课）、days（售后天数）或 satisfaction（学员评分）。",
    ),
    "days": Text(
        en="With on = days: so many times 24 hours after the sale. Unit: days.",
        zh="on = days 时：售后若干个 24 小时。单位：天。",
    ),
    "rating": Text(
        en="With on = satisfaction: the least rating, on the scale of feedback.csv.",
        zh="on = satisfaction 时：最低评分，与 feedback.csv 同一分制。",
    ),
}
WORDS_OF_KIND: Mapping[tuple[str, str], Text] = {
    ("recoup", "amount"): Text(
        en="In place of costs: a stated amount, in the programme's currency.",
        zh="代替 costs：约定金额（项目币种）。",
    ),
    ("deduction", "party"): Text(
        en="Who has it, to pay it on. Without: the seller.", zh="由谁收取并代付。不写则为销售方。"
    ),
    ("advance", "due"): Text(
        en="The day on which it is paid. Without: the first day of the horizon or the clause.",
        zh="支付日。不写则为计划期或条款的第一日。",
    ),
    ("advance", "amount"): _AMOUNT,
}
"""Where a key means something else in one kind of clause."""


def words_of(kind: str, key: str) -> Text:
    """Return what a key of a kind of clause means; raises ``KeyError`` where nobody has said it."""
    return WORDS_OF_KIND.get((kind, key)) or KEY_WORDS[key]
