"""Frontiers as blocks for a terminal: what more money brings, what one party gains at another's cost."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Locale, Text
from kuajie.present.blocks import Block, Column, Paragraph, Table
from kuajie.present.findings import finding_blocks
from kuajie.present.numbers import NOTHING
from kuajie.present.reader import Reader
from kuajie.usecases.frontier_answer import CostFrontierAnswer, PartyFrontierAnswer, PartyFrontierPoint

COST_OPENING = Text(
    en="What the parties spend together against what they earn together: without more spend than needed, "
    "{least} earns {first}; every further row is the best plan found for its budget. The plan of "
    "highest profit spends {most}.",
    zh="各方合计投入与合计收益：最少投入 {least} 时收益 {first}；以下每行是该预算下找到的最优方案。"
    "收益最高的方案投入 {most}。",
)
PLAN_HERE = Text(
    en="Today's plan costs {cost} and earns {profit} on the same draws.",
    zh="在同样的样本上，现方案投入 {cost}，收益 {profit}。",
)
ALLOWED = Text(
    en="The programme's total budget of {total} is lifted here; all other limits hold.",
    zh="此处不计项目总预算 {total}，其余限额照旧。",
)
LEAST = Text(
    en="A joint profit of {profit} needs {cost} at the least that was found; with {no_less} or less no plan "
    "earns it.",
    zh="要达到联合收益 {profit}，找到的最低投入为 {cost}；投入不超过 {no_less} 时任何方案都达不到。",
)
LEAST_UNPROVED = Text(
    en="A joint profit of {profit} needs {cost} at the least that was found.",
    zh="要达到联合收益 {profit}，找到的最低投入为 {cost}。",
)
LEAST_OUT_OF_REACH = Text(
    en="No plan found earns {profit}; the most is {most}.",
    zh="找不到联合收益达到 {profit} 的方案；最高为 {most}。",
)
PARTY_OPENING = Text(
    en="What {first} and {second} can earn of one plan under today's terms: up to {first_best} for {first}, "
    "then {second} has {second_worst}; up to {second_best} for {second}, then {first} has {first_worst}.",
    zh="按现有条款，{first}与{second}从同一方案中可得的收益：{first}最多 {first_best}，此时{second}为 "
    "{second_worst}；{second}最多 {second_best}，此时{first}为 {first_worst}。",
)
SUPPORTED = Text(
    en="Only supported points are shown, those that some weights on both profits find; where the frontier "
    "bends inwards between two of them there may be others. Every other party keeps what the plan of highest "
    "joint profit leaves it.",
    zh="只列出支撑点，即对两方收益某种加权下最优的方案；两点之间前沿若内凹，可能还有其他方案。"
    "其余各方保持联合收益最高方案下的所得。",
)
BY_SPLIT = Text(
    en="Other terms can move money between parties: by splitting the highest joint profit both can have at "
    "least as much as on any row.",
    zh="改变条款可以在各方之间转移收益：分配联合收益最高方案的收益，两方所得都可以不低于任何一行。",
)
PLAN_BETWEEN = Text(
    en="Today's plan leaves {first} {first_has} and {second} {second_has}. Each takes part for {first_floor} "
    "and {second_floor} at the least.",
    zh="现方案下{first}得 {first_has}，{second}得 {second_has}。两方参与的底线分别为 {first_floor} 与 "
    "{second_floor}。",
)
GAPS = Text(
    en="Gap: how much better any plan could be than the one found, proved on the {draws} draws that found "
    "it.",
    zh="差距：在寻优所用的 {draws} 个样本上证明的、任何方案最多还能好多少。",
)
BUDGET = Text(en="Budget", zh="预算")
SPENT = Text(en="Spent", zh="投入")
PROFIT = Text(en="Joint profit", zh="联合收益")
HELD_OUT = Text(en="On fresh draws", zh="换用新样本")
ONE_MORE = Text(en="Net of one more", zh="每多投 1 元净增")
GAP = Text(en="Gap", zh="差距")
PLACE = Text(en="Plan", zh="方案")
COST = Text(en="Spent together", zh="合计投入")
BEST_OF = Text(en="best for {party}", zh="对{party}最好")
JOINT = Text(en="highest joint profit", zh="联合收益最高")
BELOW = Text(en="below {party}'s floor", zh="低于{party}的底线")


def cost_frontier_blocks(answer: CostFrontierAnswer, locale: Locale) -> Iterator[Block]:
    """Return the frontier of cost for an 80-column terminal."""
    reader = Reader(locale, answer.programme.currency)
    yield Paragraph(cost_opening(answer, reader))
    yield cost_table(answer, reader)
    yield Paragraph(reader.say(GAPS, draws=answer.draws))
    if answer.least_cost is not None:
        yield Paragraph(least_cost_sentence(answer, reader))
    yield from finding_blocks(answer.warnings, locale)


def cost_opening(answer: CostFrontierAnswer, reader: Reader) -> str:
    """Return what the frontier spans, and where today's plan lies."""
    least, most = answer.points[0], answer.points[-1]
    said = [
        reader.say(
            COST_OPENING,
            least=reader.money(least.cost),
            first=reader.money(least.profit),
            most=reader.money(most.cost),
        ),
        reader.say(PLAN_HERE, cost=reader.money(answer.plan_cost), profit=reader.money(answer.plan_profit)),
    ]
    if answer.total_budget is not None:
        said.append(reader.say(ALLOWED, total=reader.money(answer.total_budget)))
    return " ".join(said) if reader.locale == "en" else "".join(said)


def least_cost_sentence(answer: CostFrontierAnswer, reader: Reader) -> str:
    """Return what a stated profit costs at least."""
    asked = answer.least_cost
    if asked is None:
        return ""
    if asked.cost is None:
        return reader.say(
            LEAST_OUT_OF_REACH, profit=reader.money(asked.profit), most=reader.money(asked.most)
        )
    facts = {"profit": reader.money(asked.profit), "cost": reader.money(asked.cost)}
    if asked.no_less is None:
        return reader.say(LEAST_UNPROVED, **facts)
    return reader.say(LEAST, **facts, no_less=reader.money(asked.no_less))


def cost_table(answer: CostFrontierAnswer, reader: Reader) -> Table:
    """Return one row per budget."""
    rows = [
        (
            reader.money(point.budget),
            reader.money(point.cost),
            reader.money(point.profit),
            reader.money(point.held_out),
            NOTHING if point.one_more is None else reader.ratio(point.one_more),
            NOTHING if point.gap is None else reader.fine_share(point.gap),
        )
        for point in answer.points
    ]
    named = (BUDGET, SPENT, PROFIT, HELD_OUT, ONE_MORE, GAP)
    return Table(columns=tuple(Column(reader.say(text), number=True) for text in named), rows=tuple(rows))


def party_frontier_blocks(answer: PartyFrontierAnswer, locale: Locale) -> Iterator[Block]:
    """Return the frontier of two parties for an 80-column terminal."""
    reader = Reader(locale, answer.programme.currency)
    yield Paragraph(party_opening(answer, reader))
    yield party_table(answer, reader)
    yield Paragraph(reader.say(PLAN_BETWEEN, **_plan_facts(answer, reader)))
    yield Paragraph(reader.say(SUPPORTED))
    yield Paragraph(reader.say(BY_SPLIT))
    yield Paragraph(reader.say(GAPS, draws=answer.draws))
    yield from finding_blocks(answer.warnings, locale)


def party_names(answer: PartyFrontierAnswer) -> tuple[str, str]:
    """Return what both parties are called."""
    return answer.programme.party(answer.first).name, answer.programme.party(answer.second).name


def party_opening(answer: PartyFrontierAnswer, reader: Reader) -> str:
    """Return what either party can have, and what that leaves the other."""
    first, second = party_names(answer)
    low, high = answer.points[0].profits, answer.points[-1].profits
    return reader.say(
        PARTY_OPENING,
        first=first,
        second=second,
        first_best=reader.money(high[answer.first]),
        first_worst=reader.money(low[answer.first]),
        second_best=reader.money(low[answer.second]),
        second_worst=reader.money(high[answer.second]),
    )


def _plan_facts(answer: PartyFrontierAnswer, reader: Reader) -> dict[str, object]:
    first, second = party_names(answer)
    return {
        "first": first,
        "second": second,
        "first_has": reader.money(answer.plan[answer.first]),
        "second_has": reader.money(answer.plan[answer.second]),
        "first_floor": reader.money(answer.floors[answer.first]),
        "second_floor": reader.money(answer.floors[answer.second]),
    }


def party_table(answer: PartyFrontierAnswer, reader: Reader) -> Table:
    """Return one row per supported point."""
    first, second = party_names(answer)
    rows = [
        (
            place_of(answer, point, reader),
            reader.money(point.profits[answer.first]),
            reader.money(point.profits[answer.second]),
            reader.money(point.cost),
            NOTHING if point.gap is None else reader.fine_share(point.gap),
        )
        for point in answer.points
    ]
    columns = (
        Column(reader.say(PLACE)),
        Column(first, number=True),
        Column(second, number=True),
        Column(reader.say(COST), number=True),
        Column(reader.say(GAP), number=True),
    )
    return Table(columns=columns, rows=tuple(rows))


def place_of(answer: PartyFrontierAnswer, point: PartyFrontierPoint, reader: Reader) -> str:
    """Return what is special about a point: an end, the joint plan, or below what a party accepts."""
    first, second = party_names(answer)
    low = [
        name
        for name, party in ((first, answer.first), (second, answer.second))
        if point.profits[party] < answer.floors[party]
    ]
    if low:
        return reader.say(BELOW, party=reader.listing(low))
    if point is answer.points[0]:
        return reader.say(BEST_OF, party=second)
    if point is answer.points[-1]:
        return reader.say(BEST_OF, party=first)
    if point.profits == answer.joint:
        return reader.say(JOINT)
    return ""
