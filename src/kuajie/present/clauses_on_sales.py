"""Sentences for clauses about single sales and about payments between parties, and for days in force."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from kuajie.domain.clauses import (
    Advance,
    Clause,
    CouponCost,
    Deduction,
    FeePerLead,
    FixedFee,
    Holdback,
    Per,
    Referral,
    Release,
    Retainer,
)
from kuajie.domain.money import Money
from kuajie.domain.programme import Programme
from kuajie.messages import Text
from kuajie.present.numbers import say_money
from kuajie.present.reader import Reader

FROM = Text(en="{sentence} In force from {since}.", zh="{sentence}自 {since} 起生效。")
UNTIL = Text(en="{sentence} In force up to and including {last}.", zh="{sentence}有效至 {last}（含当日）。")
BETWEEN = Text(
    en="{sentence} In force from {since} up to and including {last}.",
    zh="{sentence}有效期自 {since} 至 {last}（含当日）。",
)
EVERY: dict[Per, Text] = {
    Per.MONTH: Text(en=" in every calendar month", zh="每个自然月"),
    Per.QUARTER: Text(en=" in every calendar quarter", zh="每个自然季度"),
    Per.YEAR: Text(en=" in every calendar year", zh="每个自然年"),
}
DEDUCTED = Text(
    en="Before revenue of {courses} is shared, {rate} of what is paid goes off for {name}; "
    "{party} pays it on.",
    zh="{courses}的收入分成前，先按实付金额的 {rate} 扣除{name}，由{party}代付。",
)
SELLER = Text(en="the seller", zh="销售方")
REFERRED = Text(
    en="{rate} of the net revenue of {courses}{through} goes to {party} for referral, level {level}.",
    zh="{courses}{through}净收入的 {rate} 作为{level}级推荐奖励归{party}。",
)
REFERRED_FOR = Text(
    en="{rate} of the net revenue of {courses}{through} goes to {party} for referral, level {level}, "
    "to pay on to {promoter}.",
    zh="{courses}{through}净收入的 {rate} 作为{level}级推荐奖励归{party}，由其转付给{promoter}。",
)
THROUGH = Text(en=" sold through {channels}", zh="经{channels}渠道销售的")
LEVEL = {1: Text(en="1", zh="一"), 2: Text(en="2", zh="二")}
BORNE = Text(
    en="{party} bears what {coupons} let off {courses}: it counts as paid.",
    zh="{coupons}对{courses}的减免由{party}承担，并计为已付。",
)
ANY_COUPON = Text(en="coupons", zh="优惠券")
SOME_COUPONS = Text(en="the coupons {coupons}", zh="优惠券 {coupons} ")
HELD = Text(
    en="{rate} of the part of {party} in each sale of {courses} stays with the seller {until}.",
    zh="{courses}每笔销售中{party}所得的 {rate} 由销售方留存，{until}。",
)
RELEASED: dict[Release, Text] = {
    Release.COMPLETION: Text(en="until the learner completes the course", zh="学员完课后释放"),
    Release.DAYS: Text(en="for {days} days", zh="满 {days} 天后释放"),
    Release.SATISFACTION: Text(
        en="until the learner rates the course {rating} or better", zh="学员评分达到 {rating} 后释放"
    ),
}
FIXED = Text(
    en="{payer} pays {payee} {amount} over the horizon.", zh="{payer}在计划期内向{payee}支付 {amount}。"
)
FIXED_ON = Text(en="{payer} pays {payee} {amount} on {due}.", zh="{payer}于 {due} 向{payee}支付 {amount}。")
RETAINED = Text(
    en="{payer} pays {payee} {amount} every calendar month, in proportion to the days in force.",
    zh="{payer}每个自然月向{payee}支付 {amount}，不足整月按生效天数折算。",
)
LED = Text(
    en="{payer} pays {payee} {amount} for every lead{through} it brings.",
    zh="{payee}每带来一条{through}线索，{payer}向其支付 {amount}。",
)
LED_THROUGH = Text(en=" from {channels}", zh="来自{channels}渠道的")
AHEAD = Text(
    en="{payer} pays {payee} {amount} ahead{on}, and has it back out of {payee}'s part of later revenue of "
    "{courses}.",
    zh="{payer}{on}向{payee}预付 {amount}，从{payee}此后在{courses}收入中的所得里逐步扣回。",
)
ON = Text(en=" on {due}", zh="于 {due} ")


def dated(sentence: str, clause: Clause, reader: Reader) -> str:
    """Return a sentence with the days on which a clause is in force; the last day is named, not the next."""
    since = None if clause.since is None else reader.day(clause.since)
    last = None if clause.until is None else reader.day(clause.until - timedelta(days=1))
    if since is not None and last is not None:
        return reader.say(BETWEEN, sentence=sentence, since=since, last=last)
    if since is not None:
        return reader.say(FROM, sentence=sentence, since=since)
    return sentence if last is None else reader.say(UNTIL, sentence=sentence, last=last)


def say_every(per: Per | None, reader: Reader) -> str:
    """Return in which periods a clause counts anew; nothing where it counts over the horizon."""
    return "" if per is None else reader.say(EVERY[per])


def agreed_share(share: Fraction, reader: Reader) -> str:
    """Return an agreed share exactly, because it is paid by: in per cent, else as the fraction it is.

    >>> [agreed_share(Fraction(*pair), Reader("en", "CNY")) for pair in ((9, 20), (7, 400), (9, 13))]
    ['45.0%', '1.75%', '9/13']
    """
    if (share * 1000).denominator == 1:
        return reader.share(float(share))
    if (share * 10_000).denominator == 1:
        return reader.fine_share(float(share))
    return f"{share.numerator}/{share.denominator}"


def agreed_amount(amount: Money, reader: Reader) -> str:
    """Return an agreed amount exactly, with its minor units only where it has any.

    >>> agreed_amount(Money.of("99999999999999.99", "CNY"), Reader("en", "CNY"))
    'CN¥99,999,999,999,999.99'
    """
    return say_money(amount, reader.locale, exact=True).removesuffix(".00")


def say_of_sales(
    clause: Deduction | Referral | CouponCost | Holdback,
    programme: Programme,
    reader: Reader,
    *,
    courses: str,
) -> str:
    """Return the sentence of a clause about single sales."""
    party = programme.party(clause.party).name if clause.party else reader.say(SELLER)
    match clause:
        case Deduction():
            rate = agreed_share(clause.rate, reader)
            return reader.say(DEDUCTED, courses=courses, rate=rate, name=clause.name, party=party)
        case Referral():
            return _referred(clause, reader, party=party, courses=courses)
        case CouponCost():
            some = reader.say(SOME_COUPONS, coupons=reader.listing(list(clause.coupons)))
            coupons = some if clause.coupons else reader.say(ANY_COUPON)
            return reader.say(BORNE, party=party, coupons=coupons, courses=courses)
        case Holdback():
            rating = "" if clause.rating is None else _number(clause.rating)
            until = reader.say(RELEASED[clause.on], days=clause.days, rating=rating)
            rate = agreed_share(clause.rate, reader)
            return reader.say(HELD, rate=rate, party=party, courses=courses, until=until)


def _number(value: Fraction) -> str:
    """Return a number exactly: with decimals where they are few, else as the fraction it is."""
    short = f"{float(value):g}"
    return short if Fraction(short) == value else str(value)


def _referred(clause: Referral, reader: Reader, *, party: str, courses: str) -> str:
    channels = reader.listing(list(clause.channels))
    facts = {
        "rate": agreed_share(clause.rate, reader),
        "courses": courses,
        "through": reader.say(THROUGH, channels=channels) if channels else "",
        "party": party,
        "level": reader.say(LEVEL[clause.level]),
    }
    if clause.promoter:
        return reader.say(REFERRED_FOR, **facts, promoter=clause.promoter)
    return reader.say(REFERRED, **facts)


def say_payment(clause: Clause, programme: Programme, reader: Reader, *, courses: str) -> str:
    """Return the sentence of a payment that hangs on no revenue."""
    if not isinstance(clause, FixedFee | Retainer | FeePerLead | Advance):
        raise TypeError(f"{clause} is no payment of this kind")
    facts = {
        "payer": programme.party(clause.payer).name,
        "payee": programme.party(clause.payee).name,
        "amount": agreed_amount(clause.amount, reader),
    }
    due = getattr(clause, "due", None)
    day = None if due is None else reader.day(due)
    match clause:
        case Retainer():
            return reader.say(RETAINED, **facts)
        case FeePerLead():
            channels = reader.listing(list(clause.channels))
            through = reader.say(LED_THROUGH, channels=channels) if channels else ""
            return reader.say(LED, **facts, through=through)
        case Advance():
            on = "" if day is None else reader.say(ON, due=day)
            return reader.say(AHEAD, **facts, courses=courses, on=on)
        case _:
            return reader.say(FIXED, **facts) if day is None else reader.say(FIXED_ON, **facts, due=day)
