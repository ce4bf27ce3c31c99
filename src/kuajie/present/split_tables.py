"""The tables of a split, the same for terminal and page."""

from __future__ import annotations

from collections.abc import Sequence

from kuajie.messages import Text
from kuajie.present.blocks import Column, Table
from kuajie.present.plan_tables import COURSE, EVERYBODY, LIGHT_ZERO, PARTY, RANGE, SPEND, TOTAL, columns
from kuajie.present.reader import Reader
from kuajie.present.rounded import rounded
from kuajie.usecases.party_money import revenue_share
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.split_answer import CoalitionWorth, RuleShares, SplitAnswer

ALONE = Text(en="Without cooperation", zh="不合作")
FLOOR = Text(en="Least accepted, outside profit included", zh="下限（含项目外收益）")
TOGETHER = Text(en="Fair share", zh="公平份额")
GAIN = Text(en="Gain", zh="增加")
ABOVE_FLOOR = Text(en="Above the least accepted", zh="高于下限")
TRANSFER = Text(en="Transfer", zh="转移支付")
RECEIVES = Text(en="receives {amount}", zh="收到 {amount}")
PAYS = Text(en="pays {amount}", zh="支付 {amount}")
NOTHING_TO_PAY = Text(en="nothing to pay", zh="无须支付")
RULE = Text(en="Rule", zh="规则")
WALKS = Text(en="Who would walk away", zh="谁会退出")
SHORT = Text(en="Who gets less than it accepts", zh="谁低于下限")
NOBODY = Text(en="nobody", zh="没有")
WALKING = Text(en="{who} (would gain {amount})", zh="{who}（退出可多得 {amount}）")
WITH_RANGE = Text(en="{value}\n({range})", zh="{value}\n（{range}）")
REVENUE = Text(en="Revenue by today's terms", zh="按现有条款的收入")
CLAUSES = Text(en="Other clauses, on average", zh="其他条款（平均）")
UNIT_COSTS = Text(en="Unit costs", zh="单位成本")
COURSE_REVENUE = Text(en="Revenue ({unit})", zh="收入（{unit}）")
PART = Text(en="{amount} ({share})", zh="{amount}（{share}）")
OWN_SPEND = Text(en="Spend and set-up", zh="投入与启动成本")
OUTSIDE = Text(en="Outside profit", zh="项目外收益")
OWN = Text(en="Left before transfer", zh="转移前所得")
IN_UNIT = Text(en="Accounts under the plan ({unit})", zh="方案下的各方账目（{unit}）")
COALITION = Text(en="Who takes part", zh="参与方")
WORTH = Text(en="Profit together", zh="合计收益")
OBJECTIVE = Text(en="Objective reached", zh="达到的目标值")
COURSES = Text(en="Courses that remain", zh="仍可售卖的课程")
NO_COURSE = Text(en="none", zh="无")
JOINED = Text(en=" + ", zh=" + ")
JOINING = Text(en="Joining as no. {place}", zh="第 {place} 个加入")
UNDER = Text(en="{rule}: who would walk away: {who}.", zh="{rule}：谁会退出：{who}。")
ALL_BUT = Text(en="All but {party}", zh="除{party}外的各方")
LISTED = 4
"""Parties up to which every coalition is told by its members."""
HALF = 0.5


def recommended(split: SplitAnswer) -> RuleShares:
    """Return the rule by which the accounts are settled."""
    return next(rule for rule in split.rules if rule.rule == split.recommended)


def alone_name(split: SplitAnswer) -> Text:
    """Return what a party compares its share with: profit without cooperation, or the floor it stated."""
    return ALONE if split.aims_at_profit else FLOOR


def transfer(amount: float, reader: Reader) -> str:
    """Return in words who pays."""
    if round(amount) == 0:
        return reader.say(NOTHING_TO_PAY)
    return reader.say(RECEIVES if amount > 0 else PAYS, amount=reader.money(abs(amount)))


def party_table(split: SplitAnswer, reader: Reader) -> Table:
    """Return each party alone, its fair share with interval, its gain, and what it pays or receives."""
    fair = recommended(split)
    rows = tuple(
        (
            account.name,
            reader.money(account.alone),
            reader.money(account.fair),
            reader.money_range(fair.shares[account.party]),
            reader.signed_money(account.fair - account.alone),
            transfer(account.transfer, reader),
        )
        for account in split.accounts
    )
    named = (
        (PARTY, False),
        (alone_name(split), True),
        (TOGETHER, True),
        (RANGE, True),
        (GAIN if split.aims_at_profit else ABOVE_FLOOR, True),
        (TRANSFER, False),
    )
    return Table(columns=columns(reader, *named), rows=rows)


def rule_tables(split: SplitAnswer, reader: Reader) -> tuple[Table, ...]:
    """Return every rule's shares with their intervals.

    Many parties stand below one another with some rules side by side, and who leaves is left to ``leaving``.
    """
    if len(split.parties) <= LISTED:
        return (rule_table(split, reader),)
    rules = split.rules
    return tuple(
        _rule_columns(split, rules[first : first + LISTED], reader) for first in range(0, len(rules), LISTED)
    )


def rule_table(split: SplitAnswer, reader: Reader) -> Table:
    """Return every rule's shares with their intervals, and who would walk away from it."""
    rows = tuple(
        (
            reader.say(rule.title),
            *(_with_range(rule, party, reader) for party in split.parties),
            walking(split, rule, reader),
        )
        for rule in split.rules
    )
    parties = (Column(name, number=True) for name in split.parties.values())
    return Table(
        columns=(Column(reader.say(RULE)), *parties, Column(reader.say(walks_name(split)))), rows=rows
    )


def _rule_columns(split: SplitAnswer, rules: Sequence[RuleShares], reader: Reader) -> Table:
    rows = tuple(
        (name, *(_with_range(rule, party, reader) for rule in rules)) for party, name in split.parties.items()
    )
    heads = (Column(reader.say(rule.title), number=True) for rule in rules)
    return Table(columns=(Column(reader.say(PARTY)), *heads), rows=rows)


def leaving(split: SplitAnswer, reader: Reader) -> tuple[str, ...]:
    """Return in one line a rule who would walk away, where the table of rules has no room for it."""
    if len(split.parties) <= LISTED:
        return ()
    return tuple(reader.say(UNDER, rule=rule.title, who=walking(split, rule, reader)) for rule in split.rules)


def _with_range(rule: RuleShares, party: str, reader: Reader) -> str:
    share = rule.shares[party]
    return reader.say(WITH_RANGE, value=reader.money(share.mean), range=reader.money_range(share))


def walks_name(split: SplitAnswer) -> Text:
    """Return what is asked of a rule: who would leave, or who gets less than the least it accepts."""
    return WALKS if split.aims_at_profit else SHORT


def below_floor(rule: RuleShares) -> tuple[str, ...]:
    """Return the parties that a rule gives less than they have without it; half a unit is rounding."""
    return tuple(party for party, gain in rule.gains.items() if gain < -HALF)


def walking(split: SplitAnswer, rule: RuleShares, reader: Reader) -> str:
    """Return who would do better without the others under a rule, or that nobody would.

    Where the programme does not aim at profit no coalition was planned for money, so that nobody is said to
    walk away; then it is who gets less than its floor.
    """
    if not split.aims_at_profit:
        return members(split, below_floor(rule), reader) or reader.say(NOBODY)
    if not rule.walks_away:
        return reader.say(NOBODY)
    return reader.say(
        WALKING, who=members(split, rule.walks_away, reader), amount=reader.money(rule.walk_gain)
    )


def members(split: SplitAnswer, parties: Sequence[str], reader: Reader) -> str:
    """Return the names of a coalition; of a large one who is missing, where that is shorter."""
    missing = [party for party in split.parties if party not in parties]
    if len(split.parties) > LISTED and not missing:
        return reader.say(EVERYBODY)
    if len(split.parties) > LISTED and len(missing) == 1:
        return reader.say(ALL_BUT, party=split.parties[missing[0]])
    return reader.say(JOINED).join(split.parties[party] for party in parties)


def account_table(split: SplitAnswer, reader: Reader) -> Table:
    """Return each party's money to the unit: rows add up, and transfers add up to zero.

    Amounts are rounded first and derived ones computed from the rounded, the fair shares so that they add up
    to what is there.
    """
    accounts = split.accounts
    clauses = any(account.clauses for account in accounts)
    parts = {
        REVENUE: rounded([account.revenue for account in accounts]),
        **({CLAUSES: rounded([account.clauses for account in accounts], total=0)} if clauses else {}),
        UNIT_COSTS: rounded([account.unit_costs for account in accounts]),
        OWN_SPEND: rounded([account.spend for account in accounts]),
        OUTSIDE: rounded([account.outside for account in accounts]),
    }
    rows = list(zip(*parts.values(), strict=True))
    signs = [-1 if head in (UNIT_COSTS, OWN_SPEND) else 1 for head in parts]
    own = [sum(sign * part for sign, part in zip(signs, row, strict=True)) for row in rows]
    fair = rounded([account.fair for account in accounts], total=sum(own))
    full = [(*row, mine, due, due - mine) for row, mine, due in zip(rows, own, fair, strict=True)]
    totals = [sum(column) for column in zip(*full, strict=True)]
    named = [account.name for account in split.accounts]
    lines = [(name, *map(reader.whole, row)) for name, row in zip(named, full, strict=True)]
    lines.append((reader.say(TOTAL), *map(reader.whole, totals)))
    heads = (*parts, OWN, TOGETHER, TRANSFER)
    return Table(
        columns=columns(reader, (PARTY, False), *((head, True) for head in heads)),
        rows=tuple(lines),
        title=reader.say(IN_UNIT, unit=reader.unit),
    )


def revenue_table(split: SplitAnswer, plan: PlanAnswer, reader: Reader) -> Table:
    """Return how every course's revenue is shared today, and the totals that the accounts start from."""
    rows = []
    for course in plan.courses:
        shares = [revenue_share(plan.programme, course.id, party) for party in split.parties]
        cells = [
            reader.say(PART, amount=reader.whole(course.revenue * share), share=reader.fine_share(share))
            if share
            else LIGHT_ZERO
            for share in shares
        ]
        rows.append((course.title, reader.whole(course.revenue), *cells))
    totals = rounded([account.revenue for account in split.accounts])
    rows.append((reader.say(TOTAL), reader.whole(sum(totals)), *map(reader.whole, totals)))
    heads = [Column(reader.say(COURSE)), Column(reader.say(COURSE_REVENUE, unit=reader.unit), number=True)]
    parties = (Column(name, number=True) for name in split.parties.values())
    return Table(columns=(*heads, *parties), rows=tuple(rows))


def worth_table(split: SplitAnswer, reader: Reader, titles: dict[str, str]) -> Table:
    """Return what every set of parties reaches without the others, and which courses it could still sell."""
    rows = tuple(
        (
            members(split, worth.members, reader),
            reader.listing([titles[course] for course in worth.courses]) or reader.say(NO_COURSE),
            reader.money(worth.spend) if worth.spend else LIGHT_ZERO,
            reader.worth(worth.worth.mean, money=split.aims_at_profit),
            reader.worth_range(worth.worth, money=split.aims_at_profit),
        )
        for worth in split.worths
    )
    named = (
        (COALITION, False),
        (COURSES, False),
        (SPEND, True),
        (WORTH if split.aims_at_profit else OBJECTIVE, True),
        (RANGE, True),
    )
    return Table(columns=columns(reader, *named), rows=rows)


def contribution_table(split: SplitAnswer, reader: Reader) -> Table:
    """Return what each party adds on average, by how many others are there before it."""
    sizes = range(len(split.parties))
    rows = tuple(
        (
            split.parties[party],
            *(reader.worth(part.by_size[size], money=split.aims_at_profit) for size in sizes),
        )
        for party, part in split.contributions.items()
    )
    heads = [reader.say(JOINING, place=size + 1) for size in sizes]
    return Table(
        columns=(Column(reader.say(PARTY)), *(Column(head, number=True) for head in heads)), rows=rows
    )


def told_worths(answer: SplitAnswer) -> tuple[CoalitionWorth, ...]:
    """Return the coalitions with a row: all where few; else single parties, who would leave, all but one."""
    if len(answer.parties) <= LISTED:
        return answer.worths
    leaving = {rule.walks_away for rule in answer.rules}
    sizes = {1, len(answer.parties) - 1, len(answer.parties)}
    return tuple(each for each in answer.worths if len(each.members) in sizes or each.members in leaving)
