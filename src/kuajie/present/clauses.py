"""Clauses of a deal in whole sentences, and their short names for tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kuajie.domain.clauses import (
    Advance,
    Cap,
    Clause,
    CostKind,
    CostShare,
    CouponCost,
    Deduction,
    FeePerEnrolment,
    FeePerLead,
    FixedFee,
    Holdback,
    MinimumGuarantee,
    Recoup,
    Referral,
    Retainer,
    RevenueShare,
    TierMode,
    Tiers,
    courses_of,
)
from kuajie.domain.programme import Programme
from kuajie.messages import Text
from kuajie.present.clauses_on_sales import (
    agreed_amount,
    agreed_share,
    dated,
    say_every,
    say_of_sales,
    say_payment,
)
from kuajie.present.reader import Reader

SHORT: dict[type[Clause], Text] = {
    RevenueShare: Text(en="Share", zh="分成"),
    Tiers: Text(en="Tiers", zh="阶梯分成"),
    Recoup: Text(en="Recoup", zh="先行回本"),
    Cap: Text(en="Cap", zh="封顶"),
    MinimumGuarantee: Text(en="Guarantee", zh="保底"),
    FixedFee: Text(en="Fixed fee", zh="固定费用"),
    FeePerEnrolment: Text(en="Fee per enrolment", zh="按报名付费"),
    CostShare: Text(en="Cost share", zh="成本分担"),
    Deduction: Text(en="Deduction", zh="先行扣除"),
    Referral: Text(en="Referral", zh="推荐奖励"),
    CouponCost: Text(en="Coupon cost", zh="优惠承担"),
    Holdback: Text(en="Holdback", zh="留存"),
    Advance: Text(en="Advance", zh="预付款"),
    Retainer: Text(en="Retainer", zh="月费"),
    FeePerLead: Text(en="Fee per lead", zh="按线索付费"),
}
NUMBERED = Text(en="{number} {name}", zh="{number} {name}")
LINE = Text(en="{number}. {sentence}", zh="{number}. {sentence}")
BUNDLED = Text(
    en="Revenue of {courses}, sold in one order, is shared: {shares}.",
    zh="同一订单中一并购买的{courses}，收入分成：{shares}。",
)
SHARED = Text(en="Revenue of {courses} is shared: {shares}.", zh="{courses}的收入分成：{shares}。")
PART = Text(en="{party} {share}", zh="{party} {share}")
MARGINAL = Text(
    en="Revenue of {courses} is shared by tiers{every}, each slice by its own: {tiers}.",
    zh="{courses}的收入{every}按阶梯分成，每一段各按其比例：{tiers}。",
)
RETROACTIVE = Text(
    en="Revenue of {courses} is shared by tiers{every}, all of it by the tier reached: {tiers}.",
    zh="{courses}的收入{every}按阶梯分成，全部收入按所达到的一档：{tiers}。",
)
TIER = Text(en="from {threshold} on {shares}", zh="自 {threshold} 起 {shares}")
SEMICOLON = Text(en="; ", zh="；")
REPAID = Text(
    en="Before revenue of {courses} is shared, {party} is repaid out of it: {what}.",
    zh="{courses}的收入先偿还{party}的{what}，其余再分成。",
)
UP_TO = Text(en="{what}, up to {limit}", zh="{what}（至多 {limit}）")
STATED = Text(en="{amount}", zh="约定金额 {amount}")
COSTS: dict[CostKind, tuple[Text, Text]] = {
    CostKind.SPEND: (
        Text(en="its spend", zh="投入"),
        Text(en="its spend on {some}", zh="{some}投入"),
    ),
    CostKind.UNIT_COSTS: (
        Text(en="its unit costs", zh="单位成本"),
        Text(en="its unit costs of {some}", zh="{some}单位成本"),
    ),
}
CAPPED = Text(
    en="{party} receives at most {amount}{every} of the revenue of {courses}; the rest goes to {to}.",
    zh="{party}{every}从{courses}收入中至多得 {amount}，超出部分归{to}。",
)
THE_OTHERS = Text(en="the others in proportion", zh="其他各方（按比例）")
PROMISED = Text(
    en="{payer} guarantees {payee} at least {amount}{every} of the revenue of {courses}, "
    "and pays what is short.",
    zh="{payer}保证{payee}{every}从{courses}收入中至少得 {amount}，不足部分由其补足。",
)
EACH = Text(
    en="{payer} pays {payee} {amount} for every enrolment in {courses} that is not refunded.",
    zh="{courses}每有一个未退款的报名，{payer}向{payee}支付 {amount}。",
)
REIMBURSED = Text(en="{payer} reimburses {payee} {rate} of {what}.", zh="{payer}承担{payee}{what}的 {rate}。")
ALL_COURSES = Text(en="all courses", zh="全部课程")
NOTHING_AGREED = Text(
    en="No terms: the seller keeps a course's revenue, and all bear their own costs.",
    zh="未约定条款：课程收入归销售方，各方自担成本。",
)


def clause_lines(clauses: Sequence[Clause], programme: Programme, reader: Reader) -> list[str]:
    """Return every clause as a numbered sentence; one sentence where there is none."""
    if not clauses:
        return [reader.say(NOTHING_AGREED)]
    return [
        reader.say(LINE, number=place, sentence=say_clause(clause, programme, reader))
        for place, clause in enumerate(clauses, start=1)
    ]


def short_name(number: int, clause: Clause, reader: Reader) -> str:
    """Return a clause's number and kind, for a table."""
    return reader.say(NUMBERED, number=number, name=SHORT[type(clause)])


def say_clause(clause: Clause, programme: Programme, reader: Reader) -> str:
    """Return a clause as a sentence, with the days on which it is in force where it has any."""
    return dated(_said_of(clause, programme, reader), clause, reader)


def _said_of(clause: Clause, programme: Programme, reader: Reader) -> str:
    courses = _courses(clause, programme, reader)
    if isinstance(clause, RevenueShare | Tiers):
        return _said_of_sharing(clause, programme, reader)
    if isinstance(clause, Deduction | Referral | CouponCost | Holdback):
        return say_of_sales(clause, programme, reader, courses=courses)
    if isinstance(clause, FixedFee | Retainer | FeePerLead | Advance):
        return say_payment(clause, programme, reader, courses=courses)
    return _said_of_amounts(clause, programme, reader)


def _said_of_sharing(clause: RevenueShare | Tiers, programme: Programme, reader: Reader) -> str:
    if isinstance(clause, Tiers):
        text = MARGINAL if clause.mode is TierMode.MARGINAL else RETROACTIVE
        said = _tiers(clause, programme, reader)
        return _said(text, clause, programme, reader, tiers=said, every=say_every(clause.per, reader))
    text = BUNDLED if clause.bundle else SHARED
    return _said(text, clause, programme, reader, shares=_shares(clause.shares, programme, reader))


def _said_of_amounts(
    clause: Recoup | Cap | CostShare | MinimumGuarantee | FeePerEnrolment,
    programme: Programme,
    reader: Reader,
) -> str:
    facts: dict[str, str] = {}
    if isinstance(clause, Cap | MinimumGuarantee):
        facts["every"] = say_every(clause.per, reader)
    if isinstance(clause, Cap):
        takers = reader.listing([programme.party(name).name for name in clause.to])
        facts["to"] = takers or reader.say(THE_OTHERS)
    elif isinstance(clause, Recoup):
        facts["what"] = _repaid(clause, programme, reader)
    elif isinstance(clause, CostShare):
        facts |= {"what": _costs(clause, programme, reader), "rate": agreed_share(clause.rate, reader)}
    return _said(_AMOUNTS[type(clause)], clause, programme, reader, **facts)


_AMOUNTS: dict[type[Clause], Text] = {
    Recoup: REPAID,
    Cap: CAPPED,
    CostShare: REIMBURSED,
    MinimumGuarantee: PROMISED,
    FeePerEnrolment: EACH,
}


def _said(text: Text, clause: Clause, programme: Programme, reader: Reader, **facts: str) -> str:
    """Return a sentence with the names and the amount that clauses have in common filled in."""
    common = {
        name: programme.party(getattr(clause, name)).name
        for name in ("party", "payer", "payee")
        if hasattr(clause, name)
    }
    amount = getattr(clause, "amount", None)
    if amount is not None:
        common["amount"] = agreed_amount(amount, reader)
    return reader.say(text, courses=_courses(clause, programme, reader), **common, **facts)


def _courses(clause: Clause, programme: Programme, reader: Reader) -> str:
    named = courses_of(clause)
    if not named or set(named) == set(programme.course_ids):
        return reader.say(ALL_COURSES)
    return reader.listing([programme.course(course).title for course in named])


def _shares(shares: Mapping[str, Fraction], programme: Programme, reader: Reader) -> str:
    return reader.listing(
        [
            reader.say(PART, party=programme.party(party).name, share=agreed_share(share, reader))
            for party, share in shares.items()
        ]
    )


def _tiers(clause: Tiers, programme: Programme, reader: Reader) -> str:
    return reader.say(SEMICOLON).join(
        reader.say(
            TIER,
            threshold=agreed_amount(tier.threshold, reader),
            shares=_shares(tier.shares, programme, reader),
        )
        for tier in clause.tiers
    )


def _repaid(clause: Recoup, programme: Programme, reader: Reader) -> str:
    if clause.amount is not None:
        return reader.say(STATED, amount=agreed_amount(clause.amount, reader))
    what = _costs(clause, programme, reader)
    if clause.limit is None:
        return what
    return reader.say(UP_TO, what=what, limit=agreed_amount(clause.limit, reader))


def _costs(clause: Recoup | CostShare, programme: Programme, reader: Reader) -> str:
    levers = [programme.lever(lever).title for lever in clause.levers]
    courses = clause.courses if isinstance(clause, CostShare) else ()  # recoup says its courses itself
    about = {
        CostKind.SPEND: levers,
        CostKind.UNIT_COSTS: [programme.course(course).title for course in courses],
    }
    said = []
    for kind in clause.costs:
        whole, of_some = COSTS[kind]
        some = reader.listing(about[kind])
        said.append(reader.say(of_some, some=some) if some else reader.say(whole))
    return reader.listing(said)
