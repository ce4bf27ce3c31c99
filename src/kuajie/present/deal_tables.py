"""The tables of a tried deal, the same for terminal and page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kuajie.domain.clauses import Clause
from kuajie.domain.terms import Aim
from kuajie.messages import Text
from kuajie.present.blocks import Column, Table
from kuajie.present.clauses import short_name
from kuajie.present.plan_tables import EVERYBODY, LIGHT_ZERO, PARTY, RANGE, columns
from kuajie.present.reader import MINUS, Reader
from kuajie.present.scale import Scale, money_scale
from kuajie.present.split_tables import ALONE
from kuajie.sharing.deals.clause_parameters import ParameterKind
from kuajie.usecases.deal_answer import ClauseEffect, DealAnswer, DealOutcome, NegotiableNumber, Stress

EXPECTED = Text(en="Expected", zh="预期")
LOSS = Text(en="Loss", zh="亏损概率")
WORST = Text(en="Worst fifth", zh="最差五分之一")
LEAST = Text(en="Least accepted", zh="下限")
GAIN = Text(en="Gains", zh="多得")
BELOW = Text(en="Chance of less", zh="反而更少的概率")
SHARE = Text(en="Share of risk", zh="承担风险")
UNKNOWN = Text(en="Response not known", zh="其中：响应未知")
SCATTER = Text(en="Random weeks", zh="其中：随机波动")
CLAUSE = Text(en="Clause", zh="条款")
USED = Text(en="Used", zh="动用概率")
SCENARIO = Text(en="Scenario", zh="情景")
STRESSES = {
    "as_planned": Text(en="As planned", zh="如方案所料"),
    "lower_demand": Text(en="Organic demand 20 % lower", zh="自然需求低 20%"),
    "weaker_lever": Text(en="{subject} half as effective", zh="{subject}效果减半"),
    "lower_price": Text(en="Learners pay 10 % less", zh="实付价格低 10%"),
    "more_refunds": Text(en="Refunds twice as frequent", zh="退款率翻倍"),
    "late_start": Text(en="First {subject} weeks lost", zh="晚开始 {subject} 周"),
}
GUARANTEE = Text(
    en="{clause}: used in {used} of outcomes; {payer} pays {expected} on average, which is the fair fee for "
    "it between parties that count averages. It lifts the worst fifth of {payee} by {in_worst} and lowers "
    "that of {payer} by {cost}: a payer who counts only its worst fifth asks as much.",
    zh="{clause}：在{used}的情景中动用；{payer}平均支付 {expected}，即各方只看均值时的公平费用。"
    "它使{payee}最差五分之一的均值提高 {in_worst}，使{payer}的降低 {cost}："
    "只看最差五分之一的付款方会索取这一金额。",
)
NUMBER = Text(en="Number", zh="数字")
NOW = Text(en="Now", zh="现为")
LOW = Text(en="All gain from", zh="各方得益下限")
HIGH = Text(en="to", zh="上限")
STOPS = Text(en="Beyond, walks away", zh="越界后退出")
AGREED_SHARE = Text(en="Agreed share of {party}", zh="{party}的约定分成")
CLAUSE_SHARE = Text(en="{clause}: {party}", zh="{clause}：{party}")
NO_ZONE = Text(en="none", zh="无")
NO_END = Text(en="no limit", zh="不限")
BOTH = Text(en="{below} below, {above} above", zh="低于：{below}；高于：{above}")
ONLY_BELOW = Text(en="{below} below", zh="低于：{below}")
ONLY_ABOVE = Text(en="{above} above", zh="高于：{above}")
NOBODY = Text(en="nobody", zh="无人")
WALKS_ANYHOW = Text(en="{names} at any value", zh="{names}（任何取值）")
CLASH = Text(en="no value suits everybody", zh="没有一个取值能让各方都得益")
ENROLLED = Text(en="Enrolments that are kept: {counted}.", zh="有效报名数：{counted}。")
COUNTED = Text(en="{scenario} {count}", zh="{scenario} {count}")
SIDE_BY_SIDE = 4
"""As many columns of parties as stand side by side in 80 columns."""

MOST_IN_THOUSANDS = 999_999.0
"""Small parties' amounts stay readable when those of large ones are told in thousands, not in millions."""

NOTHING_MOVED = 0.5
"""What moves less than half a unit is told as nothing."""


def party_table(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Table:
    """Return how the profit of every party, and of all together, may turn out."""
    rows = [
        (
            party.name,
            reader.money(party.profit.mean),
            reader.money_range(party.profit),
            reader.money(party.worst),
            reader.chance(party.chance_of_loss),
        )
        for party in deal.parties
    ]
    together = (
        reader.say(EVERYBODY),
        reader.money(answer.joint.mean),
        reader.money_range(answer.joint),
        reader.money(answer.worst),
        reader.chance(answer.chance_of_loss),
    )
    named = ((PARTY, False), (EXPECTED, True), (RANGE, True), (WORST, True), (LOSS, True))
    return Table(columns=columns(reader, *named), rows=(*rows, together))


def disagreement_table(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Table:
    """Return what each party expects against its disagreement point."""
    rows = tuple(
        (
            party.name,
            reader.money(party.profit.mean),
            reader.money(party.disagreement),
            reader.signed_money(party.gain),
            reader.chance(party.chance_below),
        )
        for party in deal.parties
    )
    named = (
        (PARTY, False),
        (EXPECTED, True),
        (LEAST if states_floors(answer) else ALONE, True),
        (GAIN, True),
        (BELOW, True),
    )
    return Table(columns=columns(reader, *named), rows=rows)


def states_floors(answer: DealAnswer) -> bool:
    """Say whether parties compare a deal with the least they accept instead of what they earn alone."""
    objective = answer.programme.objective
    return objective.aim is not Aim.PROFIT or bool(objective.profit_floors)


def risk_table(deal: DealOutcome, reader: Reader) -> Table:
    """Return which share of joint profit's variance each party bears, and where it comes from."""
    rows = tuple(
        (
            party.name,
            *(reader.share(part) for part in (party.risk.share, party.risk.unknown, party.risk.scatter)),
        )
        for party in deal.parties
        if party.risk is not None
    )
    return Table(
        columns=columns(reader, (PARTY, False), (SHARE, True), (UNKNOWN, True), (SCATTER, True)), rows=rows
    )


def effect_tables(answer: DealAnswer, deal: DealOutcome, scale: Scale, reader: Reader) -> Iterator[Table]:
    """Yield what every clause moves to every party on average, and how often it does."""
    used = (USED, [reader.chance(effect.used) for effect in deal.effects])
    rows = [(_clause_name(effect, reader), effect.flows) for effect in deal.effects]
    yield from _by_party(
        answer, CLAUSE, rows, lambda value: _signed(value, scale, reader), reader, first=used
    )


def without_tables(answer: DealAnswer, deal: DealOutcome, scale: Scale, reader: Reader) -> Iterator[Table]:
    """Yield what every party would expect had a clause, other than agreed shares, been left out."""
    own = [effect for effect in deal.effects if not effect.agreed]
    rows = [(_clause_name(effect, reader), effect.without) for effect in own]
    yield from _by_party(answer, CLAUSE, rows, lambda value: _scaled(value, scale, reader), reader)


def _clause_name(effect: ClauseEffect, reader: Reader) -> str:
    return short_name(effect.number, effect.clause, reader)


def deal_scale(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Scale:
    """Return the unit in which the tables of a deal by clause and scenario count."""
    amounts = [answer.joint.mean, *(party.profit.mean for party in deal.parties)]
    largest = max(abs(amount) for amount in amounts)
    return money_scale(max(largest / 1000.0, min(largest, MOST_IN_THOUSANDS)), reader)


def _scaled(value: float, scale: Scale, reader: Reader) -> str:
    return reader.tenth(value / scale.size).replace("-", MINUS)


def _signed(value: float, scale: Scale, reader: Reader) -> str:
    if abs(value) < NOTHING_MOVED:
        return LIGHT_ZERO
    said = _scaled(value, scale, reader)
    return f"+{said}" if value > 0.0 else said


def _by_party(
    answer: DealAnswer,
    what: Text,
    rows: Sequence[tuple[str, Mapping[str, float]]],
    say: Callable[[float], str],
    reader: Reader,
    *,
    first: tuple[Text, Sequence[str]] | None = None,
    last: tuple[Text, Sequence[str]] | None = None,
) -> Iterator[Table]:
    """Yield a table with a column for each party; with many, with a row for each, some rows at a time.

    ``first`` and ``last`` are further columns of one cell per row, before and after the parties'.
    """
    names = {party.id: party.name for party in answer.programme.parties}
    table = [
        ("", what, [label for label, _ in rows]),
        *([("", *first)] if first else []),
        *((name, None, [say(row[party]) for _, row in rows]) for party, name in names.items()),
        *([("", *last)] if last else []),
    ]
    heads = [name if text is None else reader.say(text) for name, text, _ in table]
    cells = [tuple(column) for _, _, column in table]
    if len(names) <= SIDE_BY_SIDE:
        heading = (Column(head, number=place > 0) for place, head in enumerate(heads))
        yield Table(columns=tuple(heading), rows=tuple(zip(*cells, strict=True)))
        return
    for start in range(0, len(rows), SIDE_BY_SIDE):
        some = [column[start : start + SIDE_BY_SIDE] for column in cells]
        labels = (Column(label, number=True) for label in some[0])
        lines = tuple((head, *column) for head, column in zip(heads[1:], some[1:], strict=True))
        yield Table(columns=(Column(reader.say(PARTY)), *labels), rows=lines)


def guarantee_lines(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Iterator[str]:
    """Yield what every guarantee is worth to either side."""
    for worth in deal.guarantees:
        yield reader.say(
            GUARANTEE,
            clause=short_name(worth.number, deal.clauses[worth.number - 1], reader),
            used=reader.chance(worth.used),
            payer=answer.programme.party(worth.payer).name,
            payee=answer.programme.party(worth.payee).name,
            expected=reader.money(worth.expected),
            in_worst=reader.money(worth.in_worst),
            cost=reader.money(worth.cost_in_worst),
        )


def stress_tables(answer: DealAnswer, deal: DealOutcome, scale: Scale, reader: Reader) -> Iterator[Table]:
    """Yield everybody's expected profit in every scenario."""

    def say(value: float) -> str:
        return _scaled(value, scale, reader)

    rows = [(say_scenario(stress, reader), stress.profits) for stress in deal.stresses]
    last = (EVERYBODY, [say(stress.joint) for stress in deal.stresses])
    yield from _by_party(answer, SCENARIO, rows, say, reader, last=last)


def enrolment_line(deal: DealOutcome, reader: Reader) -> str:
    """Return the enrolments of every scenario in a sentence."""
    counted = [
        reader.say(COUNTED, scenario=say_scenario(stress, reader), count=reader.count(stress.enrolments))
        for stress in deal.stresses
    ]
    return reader.say(ENROLLED, counted=reader.listing(counted))


def say_scenario(stress: Stress, reader: Reader) -> str:
    """Return a scenario's name."""
    facts = {"subject": stress.subject} if stress.subject else {}
    return reader.say(STRESSES[stress.kind], **facts)


def number_table(answer: DealAnswer, deal: DealOutcome, reader: Reader) -> Table:
    """Return between which values of every number all parties gain, and who walks away beyond."""
    rows = tuple(
        (
            _number_name(answer, deal.clauses, number, reader),
            say_value(number, number.value, reader),
            *_ends(number, reader),
            _stops(answer, number, reader),
        )
        for number in deal.numbers
    )
    named = ((NUMBER, False), (NOW, True), (LOW, True), (HIGH, True), (STOPS, False))
    return Table(columns=columns(reader, *named), rows=rows)


def _number_name(
    answer: DealAnswer, clauses: Sequence[Clause], number: NegotiableNumber, reader: Reader
) -> str:
    party = answer.programme.party(number.party).name
    if number.clause is None:
        return reader.say(AGREED_SHARE, party=party)
    clause = short_name(number.clause, clauses[number.clause - 1], reader)
    of_whom = number.kind is ParameterKind.SHARE
    return reader.say(CLAUSE_SHARE, clause=clause, party=party) if of_whom else clause


def say_value(number: NegotiableNumber, value: float, reader: Reader) -> str:
    """Return a value of a number of a deal: a share or rate in per cent, or money."""
    if number.kind in (ParameterKind.SHARE, ParameterKind.RATE):
        return reader.share(value)
    return reader.money(value)


def _ends(number: NegotiableNumber, reader: Reader) -> tuple[str, str]:
    """Return both ends of a zone in words; an amount that nobody stops has none."""
    if number.low is None or number.high is None:
        return reader.say(NO_ZONE), reader.say(NO_ZONE)
    of_money = number.kind in (ParameterKind.AMOUNT, ParameterKind.PER_ENROLMENT)
    open_ended = of_money and number.stops_above is None
    high = reader.say(NO_END) if open_ended else say_value(number, number.high, reader)
    return say_value(number, number.low, reader), high


def _stops(answer: DealAnswer, number: NegotiableNumber, reader: Reader) -> str:
    names = {party.id: party.name for party in answer.programme.parties}
    anyhow = [names[party] for party, limit in number.limits.items() if limit is None]
    if anyhow:
        return reader.say(WALKS_ANYHOW, names=reader.listing(anyhow))
    below, above = names.get(number.stops_below or ""), names.get(number.stops_above or "")
    if number.low is None:
        return reader.say(CLASH)
    if below and above:
        return reader.say(BOTH, below=below, above=above)
    if below:
        return reader.say(ONLY_BELOW, below=below)
    return reader.say(ONLY_ABOVE, above=above) if above else reader.say(NOBODY)
