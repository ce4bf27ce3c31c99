"""The sentences about structures: what is assumed, what cooperating is worth, how sure the figures are."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from kuajie.domain.party import Role
from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie.usecases.structures_answer import Standing, Structure, StructureLine, StructuresAnswer

LINE_NAMES = {
    Structure.COOPERATION: Text(en="Together", zh="共同决策"),
    Structure.NASH: Text(en="Each alone", zh="各自决策"),
    Structure.LEADS: Text(en="{leader} leads", zh="{leader}领导"),
    Structure.LEADS_MARGIN: Text(en="{leader} leads by margin", zh="{leader}领导（定毛利）"),
}
BY_PRICE = Text(en="{leader} leads by price", zh="{leader}领导（定价格）")
BY_SHARES = Text(en="{leader} leads by shares", zh="{leader}领导（按分成）")
STANDINGS = {
    Standing.BEST_FOUND: Text(en="best found", zh="已知最优"),
    Standing.LOCAL: Text(en="local", zh="局部均衡"),
    Standing.CYCLE: Text(en="no equilibrium", zh="无均衡"),
    Standing.UNSETTLED: Text(en="not settled", zh="未收敛"),
}
AGREED = Text(
    en="Every party maximises its own expected profit under the shares of revenue agreed: {shares}, of each "
    "course among the parties it requires.",
    zh="各方按已约定的收入分成（{shares}，每门课程在其所需各方之间分）追求自身的预期收益。",
)
TRIED = Text(
    en="Every party maximises its own expected profit under the shares tried here in place of the agreed "
    "terms: {shares}, of each course among the parties it requires.",
    zh="各方按此次试用的收入分成（{shares}，代替已约定的条款，每门课程在其所需各方之间分）追求自身的预期收益。",
)
BY_CLAUSES = Text(
    en="Every party maximises its own expected profit under the agreed terms with all their clauses.",
    zh="各方按已约定的全部条款追求自身的预期收益。",
)
SELLER_KEEPS = Text(
    en="Every party maximises its own expected profit; each course's seller keeps its revenue.",
    zh="各方追求自身的预期收益；每门课程的收入归其销售方。",
)
LEAST_RATE = 5e-4
"""Rates below this would be told as 0.0%."""

LEAST_TOLD = 1.0
"""Amounts below a unit of money are not worth telling."""

SHARE = Text(en="{party} {share}", zh="{party} {share}")
WORTH = Text(
    en="Deciding together rather than each alone is worth {gain} to all: {parts}.",
    zh="与各自决策相比，共同决策合计值 {gain}：{parts}。",
)
GAINS = Text(en="{party} has {amount} more", zh="{party}多得 {amount}")
LOSES = Text(en="{party} has {amount} less", zh="{party}少得 {amount}")
SAME = Text(en="{party} has as much", zh="{party}不变")
EVEN_OUT = Text(
    en=" Whoever has less needs a split of the surplus that makes up for it (kuajie split).",
    zh="少得的一方需由收益分配补足才会同意（见 kuajie split）。",
)
TEMPTED = Text(
    en=" Under these terms the joint plan does not hold by itself: {parts} by leaving it alone.",
    zh="按这些条款，共同方案不会自行维持：{parts}。",
)
TEMPTATION = Text(en="{party} would gain {amount}", zh="{party}单方面偏离可多得 {amount}")
STAY_AWAY = Text(
    en=" Losing money under “{name}”, {parties} would rather stay away unless something makes up for it.",
    zh="“{name}”下{parties}会亏损，若无其他补偿，宁可不参与。",
)
LOCAL = Text(
    en="Equilibria are local, found by best responses from several starts; others may exist.",
    zh="均衡是从多个起点出发、由最优应对求得的局部均衡，可能还有其他均衡。",
)
NOBODY_GAINS = Text(
    en=" Proved on the {draws} draws: nobody gains by leaving {names} alone.",
    zh="在所用 {draws} 个样本上已证明：任何一方单独偏离{names}都不会多得。",
)
AT_MOST = Text(
    en=" Leaving “{name}” alone gained nobody anything that was found; proved is no more than {most}.",
    zh="未找到单独偏离“{name}”能多得的办法；已证明最多多得 {most}。",
)
QUOTED = Text(en="“{name}”", zh="“{name}”")
NONE_FOUND = Text(
    en=" No pure equilibrium was found for “{name}”: best responses repeat after {rounds} rounds, as "
    "S-shaped responses, set-up costs and scarce seats can make them. Shown is the place on the way from "
    "which leaving gains least, and there it gains {gain}.",
    zh="“{name}”未找到纯策略均衡：最优应对每 {rounds} 轮循环一次（S 形响应、启动成本与名额限制都可能如此）。"
    "表中为循环中偏离所得最小的一处，在该处偏离可多得 {gain}。",
)
UNSETTLED = Text(
    en=" Best responses had not settled in “{name}”: leaving it still gains {gain}.",
    zh="“{name}”的最优应对尚未收敛：偏离仍可多得 {gain}。",
)
LEADS = Text(
    en="{name}: it decides its levers first, and the prices of what it sells; revenue is shared as above.",
    zh="{name}：先决定自己的杠杆与所售课程的价格；收入按上述分成。",
)
LEADS_BY_PRICE = Text(
    en="{name}: it decides its levers and the prices of what it sells first; revenue is shared as above. "
    "(Published models of this convention cap the other's part at half the price; agreed shares take the "
    "place of that cap.)",
    zh="{name}：先决定自己的杠杆与所售课程的价格；收入按上述分成。"
    "（文献中采用此约定的模型规定另一方所得不超过价格的一半；此处以约定的分成代替这一上限。）",
)
LEADS_BY_MARGIN = Text(
    en="{name}: instead of sharing revenue it announces the money it takes per seat; a follower sets the "
    "price and keeps the rest (of what the leader sells the one with the largest share of it, else the "
    "seller), and everybody is left what it takes part for.",
    zh="{name}：不按分成，而是先宣布自己每个名额收取的金额；由一个跟随方定价并得其余收入"
    "（领导方所售课程由其余收入中占比最大的一方定价，其他课程由销售方定价），各方所得不低于其参与底线。",
)
MARGINS = Text(en=" It takes {margins}.", zh="收取：{margins}。")
MARGIN = Text(en="{money} of “{course}”", zh="《{course}》{money}")
PAYS_FOR = Text(en=" It pays {parts}.", zh="它分担{parts}。")
RATE = Text(en="{share} of the levers of {party}", zh="{party}投入的 {share}")
PAYS_NOTHING = Text(
    en=" Paying part of the others' spend would not pay.",
    zh="为他方分担投入对其并不划算。",
)
ON_TOP = Text(
    en="What a leader pays for others comes on top of its own budget.",
    zh="领导方为他方分担的部分不计入其自身预算。",
)
ONE_PRICE = Text(
    en="Every course has one price, so both conventions of leading sell at the same prices; they differ in "
    "how the money of a seat is shared.",
    zh="每门课程只有一个价格，因此两种领导方式售价相同，区别只在每个名额的收入如何分。",
)
BOUND = Text(
    en=" No plan earns more than {bound} together.",
    zh="任何方案的联合收益都不超过 {bound}。",
)


def say_assumed(answer: StructuresAnswer, reader: Reader) -> str:
    """Return under which terms the parties play."""
    if answer.programme.terms.clauses:
        return reader.say(BY_CLAUSES)
    if not answer.shares:
        return reader.say(SELLER_KEEPS)
    shares = [
        reader.say(SHARE, party=answer.programme.party(party).name, share=reader.share(float(share)))
        for party, share in answer.shares.items()
    ]
    return reader.say(TRIED if answer.tried else AGREED, shares=reader.listing(shares))


def rate_sentences(answer: StructuresAnswer, reader: Reader) -> Iterator[str]:
    """Yield, for each leader, what it announces: rates, margins, and the convention it leads by."""
    led = [
        (name, line)
        for name, line in zip(line_names(answer, reader), answer.lines, strict=True)
        if line.leader is not None
    ]
    for name, line in led:
        yield _say_led(answer, name, line, reader)
    if any(rate >= LEAST_RATE for _, line in led for rate in line.rates.values()):
        yield reader.say(ON_TOP)
    if answer.one_price and any(line.structure is Structure.LEADS_MARGIN for _, line in led):
        yield reader.say(ONE_PRICE)


def _say_led(answer: StructuresAnswer, name: str, line: StructureLine, reader: Reader) -> str:
    programme = answer.programme
    said = reader.say(convention_of(answer, line), name=name)
    if line.margins:
        margins = [
            reader.say(MARGIN, course=programme.course(course).title, money=reader.price(round(money)))
            for course, money in line.margins.items()
        ]
        said += reader.say(MARGINS, margins=reader.listing(margins))
    rates = [
        reader.say(RATE, party=programme.party(party).name, share=reader.share(rate))
        for party, rate in line.rates.items()
        if rate >= LEAST_RATE
    ]
    return said + (reader.say(PAYS_FOR, parts=reader.listing(rates)) if rates else reader.say(PAYS_NOTHING))


def convention_of(answer: StructuresAnswer, line: StructureLine) -> Text:
    """Return how a leader leads, in words."""
    if line.structure is Structure.LEADS_MARGIN:
        return LEADS_BY_MARGIN
    return LEADS_BY_PRICE if by_both(answer, line) and sells(answer, line) else LEADS


def sells(answer: StructuresAnswer, line: StructureLine) -> bool:
    """Return whether the leader is a platform that sets prices: the convention that published models name."""
    programme = answer.programme
    selling = any(course.seller == line.leader for course in programme.courses)
    return selling and programme.party(str(line.leader)).role is Role.PLATFORM


def by_both(answer: StructuresAnswer, line: StructureLine) -> bool:
    """Return whether a leader is shown by both conventions, so that each needs its name."""
    return any(
        other.leader == line.leader and other.structure is Structure.LEADS_MARGIN for other in answer.lines
    )


def say_worth(answer: StructuresAnswer, reader: Reader) -> str:
    """Return what cooperating is worth to each party, and who would leave the joint plan."""
    together = answer.cooperation
    said = ""
    if answer.nash:
        alone = answer.nash[0]
        changes = {party: together.profits[party] - alone.profits[party] for party in alone.profits}
        parts = [say_change(answer, party, change, reader) for party, change in changes.items()]
        gain = reader.money(together.joint - alone.joint)
        said = reader.say(WORTH, gain=gain, parts=reader.listing(parts))
        if any(change <= -LEAST_TOLD for change in changes.values()):
            said += reader.say(EVEN_OUT)
    tempted = [
        reader.say(TEMPTATION, party=answer.programme.party(party).name, amount=reader.money(gain))
        for party, gain in together.gains.items()
        if gain >= LEAST_TOLD
    ]
    said += reader.say(TEMPTED, parts=reader.listing(tempted)) if tempted else ""
    return said + say_losers(answer, reader)


def say_losers(answer: StructuresAnswer, reader: Reader) -> str:
    """Return who would earn less than nothing, deciding together or alone, and so rather stay away."""
    said = []
    for name, line in zip(line_names(answer, reader), answer.lines, strict=True):
        losers = [
            answer.programme.party(party).name
            for party, profit in line.profits.items()
            if profit <= -LEAST_TOLD
        ]
        if losers and line.leader is None:
            said.append(reader.say(STAY_AWAY, name=name, parties=reader.listing(losers)))
    return "".join(said)


def say_change(answer: StructuresAnswer, party: str, change: float, reader: Reader) -> str:
    """Return how much more or less one party has."""
    text = SAME if abs(change) < LEAST_TOLD else GAINS if change > 0 else LOSES
    return reader.say(text, party=answer.programme.party(party).name, amount=reader.money(abs(change)))


def say_sure(answer: StructuresAnswer, reader: Reader) -> str:
    """Return what is proved, and what was found not to settle."""
    said = reader.say(LOCAL)
    if answer.cooperation.bound is not None:
        said += reader.say(BOUND, bound=reader.money(answer.cooperation.bound))
    names = line_names(answer, reader)
    lines = list(zip(names, answer.lines, strict=True))[1:]
    firm = [reader.say(QUOTED, name=name) for name, line in lines if most_of(line) < LEAST_TOLD]
    if firm:
        said += reader.say(NOBODY_GAINS, draws=answer.draws, names=reader.listing(firm))
    return said + "".join(_say_line(name, line, reader) for name, line in lines)


def most_of(line: StructureLine) -> float:
    """Return what nobody gains more than by leaving a line alone; infinite where that is not proved."""
    settled = line.standing is Standing.LOCAL and line.most is not None
    return max(line.most.values()) if settled and line.most else inf


def _say_line(name: str, line: StructureLine, reader: Reader) -> str:
    gain = reader.money(max(line.gains.values()))
    if line.standing is Standing.CYCLE:
        return reader.say(NONE_FOUND, name=name, rounds=line.cycle, gain=gain)
    if line.standing is Standing.UNSETTLED:
        return reader.say(UNSETTLED, name=name, gain=gain)
    most = most_of(line)
    return reader.say(AT_MOST, name=name, most=reader.money(most)) if LEAST_TOLD <= most < inf else ""


def line_names(answer: StructuresAnswer, reader: Reader) -> list[str]:
    """Return what each line is called; several equilibria of one kind are numbered."""
    names = [line_name(answer, line, reader) for line in answer.lines]
    return [
        f"{name} {names[: place + 1].count(name)}" if names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def line_name(answer: StructuresAnswer, line: StructureLine, reader: Reader) -> str:
    """Return what one line is called."""
    if line.leader is None:
        return reader.say(LINE_NAMES[line.structure], leader="")
    leader = answer.programme.party(line.leader).name
    if line.structure is Structure.LEADS and by_both(answer, line):
        return reader.say(BY_PRICE if sells(answer, line) else BY_SHARES, leader=leader)
    return reader.say(LINE_NAMES[line.structure], leader=leader)
