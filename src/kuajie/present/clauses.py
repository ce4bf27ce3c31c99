"""Clauses of a deal in whole sentences, and their short names for tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kuajie.domain.clauses import (
    Cap,
    Clause,
    CostKind,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
    TierMode,
    Tiers,
    courses_of,
)
from kuajie.domain.programme import Programme
from kuajie.messages import Text
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
}
NUMBERED = Text(en="{number} {name}", zh="{number} {name}")
LINE = Text(en="{number}. {sentence}", zh="{number}. {sentence}")
SHARED = Text(en="Revenue of {courses} is shared: {shares}.", zh="{courses}的收入分成：{shares}。")
PART = Text(en="{party} {share}", zh="{party} {share}")
MARGINAL = Text(
    en="Revenue of {courses} is shared by tiers, each slice by its own: {tiers}.",
    zh="{courses}的收入按阶梯分成，每一段各按其比例：{tiers}。",
)
RETROACTIVE = Text(
    en="Revenue of {courses} is shared by tiers, all of it by the tier reached: {tiers}.",
    zh="{courses}的收入按阶梯分成，全部收入按所达到的一档：{tiers}。",
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
        Text(en="its spend on {levers}", zh="{levers}投入"),
    ),
    CostKind.UNIT_COSTS: (Text(en="its unit costs", zh="单位成本"),) * 2,
}
CAPPED = Text(
    en="{party} receives at most {amount} of the revenue of {courses}; the rest goes to {to}.",
    zh="{party}从{courses}收入中至多得 {amount}，超出部分归{to}。",
)
THE_OTHERS = Text(en="the others in proportion", zh="其他各方（按比例）")
PROMISED = Text(
    en="{payer} guarantees {payee} at least {amount} of the revenue of {courses}, and pays what is short.",
    zh="{payer}保证{payee}从{courses}收入中至少得 {amount}，不足部分由其补足。",
)
FIXED = Text(
    en="{payer} pays {payee} {amount} over the horizon.", zh="{payer}在计划期内向{payee}支付 {amount}。"
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
    """Return a clause as a sentence."""
    match clause:
        case RevenueShare():
            return _said(SHARED, clause, programme, reader, shares=_shares(clause.shares, programme, reader))
        case Tiers():
            text = MARGINAL if clause.mode is TierMode.MARGINAL else RETROACTIVE
            return _said(text, clause, programme, reader, tiers=_tiers(clause, programme, reader))
        case Recoup():
            return _said(REPAID, clause, programme, reader, what=_repaid(clause, programme, reader))
        case Cap():
            takers = reader.listing([programme.party(name).name for name in clause.to])
            return _said(CAPPED, clause, programme, reader, to=takers or reader.say(THE_OTHERS))
        case CostShare():
            what = _costs(clause, programme, reader)
            rate = agreed_share(clause.rate, reader)
            return _said(REIMBURSED, clause, programme, reader, rate=rate, what=what)
        case _:
            return _said(_PAYMENTS[type(clause)], clause, programme, reader)


_PAYMENTS: dict[type[Clause], Text] = {MinimumGuarantee: PROMISED, FixedFee: FIXED, FeePerEnrolment: EACH}


def _said(text: Text, clause: Clause, programme: Programme, reader: Reader, **facts: str) -> str:
    """Return a sentence with the names and the amount that clauses have in common filled in."""
    common = {
        name: programme.party(getattr(clause, name)).name
        for name in ("party", "payer", "payee")
        if hasattr(clause, name)
    }
    amount = getattr(clause, "amount", None)
    if amount is not None:
        common["amount"] = reader.price(float(amount))
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


def agreed_share(share: Fraction, reader: Reader) -> str:
    """Return an agreed share in per cent: to a hundredth where it has one, because it is paid by.

    >>> [agreed_share(Fraction(part, 10_000), Reader("en", "CNY")) for part in (4500, 3929)]
    ['45.0%', '39.29%']
    """
    return reader.share(float(share)) if (share * 1000).denominator == 1 else reader.fine_share(float(share))


def _tiers(clause: Tiers, programme: Programme, reader: Reader) -> str:
    return reader.say(SEMICOLON).join(
        reader.say(
            TIER,
            threshold=reader.price(float(tier.threshold)),
            shares=_shares(tier.shares, programme, reader),
        )
        for tier in clause.tiers
    )


def _repaid(clause: Recoup, programme: Programme, reader: Reader) -> str:
    if clause.amount is not None:
        return reader.say(STATED, amount=reader.price(float(clause.amount)))
    what = _costs(clause, programme, reader)
    if clause.limit is None:
        return what
    return reader.say(UP_TO, what=what, limit=reader.price(float(clause.limit)))


def _costs(clause: Recoup | CostShare, programme: Programme, reader: Reader) -> str:
    levers = [programme.lever(lever).title for lever in clause.levers]
    said = []
    for kind in clause.costs:
        whole, of_some = COSTS[kind]
        named = bool(levers) and kind is CostKind.SPEND
        said.append(reader.say(of_some, levers=reader.listing(levers)) if named else reader.say(whole))
    return reader.listing(said)
