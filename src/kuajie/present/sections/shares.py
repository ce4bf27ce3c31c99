"""Each party's share of joint profit, and why it is fair."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.blocks import Heading, Paragraph
from kuajie.present.charts import chart_svg, shares_chart
from kuajie.present.page import Bullets, Figure, PageTable, Part, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.split_tables import (
    account_table,
    alone_name,
    below_floor,
    contribution_table,
    leaving,
    members,
    recommended,
    revenue_table,
    rule_tables,
    transfer,
)
from kuajie.usecases.split_answer import RuleShares, SplitAnswer

TITLE = Text(en="Each party's share, and why", zh="各方应得多少，为什么")
LEAD = Text(
    en="Of {total} in total (outside profit included), the fair shares are: {shares}.",
    zh="总收益（含项目外收益）为 {total}，公平份额为：{shares}。",
)
ONE_SHARE = Text(en="{name} {amount}", zh="{name} {amount}")
FROM_ALONE = Text(
    en="{name}: {alone} without cooperation, {fair} with it. It {transfer} under today's terms.",
    zh="{name}：不合作 {alone}，合作后 {fair}；按现有条款还应{transfer}。",
)
FROM_FLOOR = Text(
    en="{name}: accepts {alone} at least, and gets {fair}. It {transfer} under today's terms.",
    zh="{name}：至少要求 {alone}，可得 {fair}；按现有条款还应{transfer}。",
)
CHART = Text(
    en="Fair share of each party with its 90 % interval, and what it compares it with.",
    zh="各方的公平份额及 90% 区间，以及其比较基准。",
)
CAPTION = Text(
    en="Dot and bar: fair share with its 90 % interval. Diamond: {alone}.",
    zh="圆点与横条：公平份额及其 90% 区间；菱形：{alone}。",
)
RULES = Text(en="What several rules say", zh="不同规则的结果")
RULE_NOTE = Text(
    en="In brackets: 90 % interval over the posterior, with what planning leaves unproved of other "
    "coalitions. Exact shares add up to the total to the smallest unit: each is rounded down, and units left "
    "over go to those that lost most. The accounts below use {rule}.",
    zh="括号内为后验的 90% 区间，已计入各联盟方案尚未证明的差距。精确份额按最小货币单位相加等于总额："
    "各份额先向下取整，余下的单位依次给舍去最多的一方。下面的账目采用{rule}。",
)
STABLE = Text(
    en="Under {rule}, no party and no group of parties would earn more without the others.",
    zh="按{rule}，没有任何一方或几方离开后能得到更多。",
)
UNSTABLE = Text(
    en="Under {rule}, {who} would together earn {amount} more without the others: settle this before "
    "signing.",
    zh="按{rule}，{who} 离开其他各方可合计多得 {amount}：签约前请先解决这一点。",
)
NOBODY_SHORT = Text(
    en="Under {rule}, no party gets less than the least it accepts.",
    zh="按{rule}，没有任何一方低于其下限。",
)
SHORT = Text(
    en="Under {rule}, {who} would get less than accepted: settle this before signing.",
    zh="按{rule}，{who} 所得低于其下限：签约前请先解决这一点。",
)
ACCOUNTS = Text(en="Who pays whom", zh="谁付给谁")
ACCOUNT_NOTE = Text(
    en="Left before transfer = revenue − unit costs − spend and set-up + outside profit; "
    "transfer = fair share − left before transfer; transfers add up to zero.",
    zh="转移前所得 = 收入 − 单位成本 − 投入与启动成本 + 项目外收益；转移支付 = 公平份额 − 转移前所得；"
    "转移支付合计为零。",
)
WEIGHTS = Text(en="Bargaining weights: {weights}.", zh="谈判权重：{weights}。")
WEIGHTED = Text(
    en="Fair share = what the party has without cooperation + its part of the weights × {surplus}, "
    "which is the total less what all parties have without cooperation.",
    zh="公平份额 = 该方不合作时的收益 + 其权重占比 × {surplus}（总收益减去各方不合作时收益之和）。",
)
WEIGHTED_FLOOR = Text(
    en="Fair share = the least the party accepts + its part of the weights × {surplus}, "
    "which is the total less the least that all parties accept.",
    zh="公平份额 = 该方下限 + 其权重占比 × {surplus}（总收益减去各方下限之和）。",
)
REVENUE_SPLIT = Text(en="How revenue is shared today", zh="收入按现有条款如何分配")
REVENUE_NOTE = Text(
    en="A course's revenue goes by the agreed shares among the parties that it requires, brought to 100 %; "
    "where none of them has an agreed share, to its seller. Cells are rounded to the unit.",
    zh="每门课程的收入在其所需的合作方之间按约定比例分配（折算为 100%）；所需各方均无约定比例时归售卖方。"
    "各格已取整。",
)
REASONS = Text(en="Why these shares", zh="份额的理由")
REASON = Text(en="{rule}: {principle} {reason}", zh="{rule}：{principle}{reason}")
ADDS = Text(en="What each party adds", zh="各方带来的增量")
ADDS_NOTE = Text(
    en="Joint profit that a party adds on average, by how many others are there before it; "
    "the average of a row is its Shapley value.",
    zh="按加入时已有几方统计的平均增量；一行的平均值即其沙普利值。",
)
FLOOR_REASONS = {
    "nash_bargaining": Text(
        en="{rule}: each party keeps the least it accepts, and what joint profit exceeds the sum by is "
        "divided by bargaining weight.",
        zh="{rule}：各方先保留其下限，联合收益高于下限之和的部分再按谈判权重分配。",
    )
}
FLOOR_REASON = Text(
    en="{rule}: starting from what the parties accept at least, each gets that and an equal part of what "
    "joint profit exceeds the sum by.",
    zh="{rule}：以各方下限为起点时，每一方得到其下限，加上高于下限之和部分的均等份额。",
)
OTHER_AIM = Text(
    en="The programme does not aim at profit: money is divided from the profit floors that the parties "
    "stated.",
    zh="本项目不以收益为目标：资金从各方声明的收益下限起分配。",
)


def shares_section(content: ReportContent, reader: Reader) -> Section:
    """Return every party's share under several rules, and the payments that make it so."""
    split = content.split
    each = [
        reader.say(ONE_SHARE, name=account.name, amount=reader.money(account.fair))
        for account in split.accounts
    ]
    lead = reader.say(LEAD, total=reader.money(split.total.mean), shares=reader.listing(each))
    parts = (*_parties(content, reader), *_rules(content, reader), *_accounts(content, reader))
    return Section(id="shares", title=reader.say(TITLE), lead=lead, parts=parts)


def _parties(content: ReportContent, reader: Reader) -> Iterator[Part]:
    split = content.split
    if not split.aims_at_profit:
        yield Paragraph(reader.say(OTHER_AIM))
    yield Bullets(
        tuple(
            reader.say(
                FROM_ALONE if split.aims_at_profit else FROM_FLOOR,
                name=account.name,
                alone=reader.money(account.alone),
                fair=reader.money(account.fair),
                transfer=transfer(account.transfer, reader),
            )
            for account in split.accounts
        )
    )
    chart = chart_svg(shares_chart(split, reader))
    yield Figure(
        svg=chart,
        label=reader.say(CHART),
        caption=reader.say(CAPTION, alone=reader.say(alone_name(split)).lower()),
    )


def _rules(content: ReportContent, reader: Reader) -> Iterator[Part]:
    split, chosen = content.split, recommended(content.split)
    yield Heading(reader.say(RULES))
    note = reader.say(RULE_NOTE, rule=chosen.title)
    *others, last = rule_tables(split, reader)
    yield from (PageTable(table=table) for table in others)
    yield PageTable(table=last, note=note)
    if leaving(split, reader):
        yield Bullets(leaving(split, reader))
    yield Paragraph(_stable(split, chosen, reader))


def _stable(split: SplitAnswer, chosen: RuleShares, reader: Reader) -> str:
    """Return whether anybody has a reason to refuse the shares."""
    if not split.aims_at_profit:
        who = members(split, below_floor(chosen), reader)
        return (
            reader.say(SHORT, rule=chosen.title, who=who)
            if who
            else reader.say(NOBODY_SHORT, rule=chosen.title)
        )
    who = members(split, chosen.walks_away, reader)
    text = UNSTABLE if chosen.walks_away else STABLE
    facts = {"who": who, "amount": reader.money(chosen.walk_gain)} if chosen.walks_away else {}
    return reader.say(text, rule=chosen.title, **facts)


def _accounts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    split = content.split
    yield Heading(reader.say(ACCOUNTS))
    yield PageTable(table=account_table(split, reader), totals=1, note=reader.say(ACCOUNT_NOTE), wide=True)
    yield Bullets(tuple(_weights(content, reader)))
    yield Heading(reader.say(REVENUE_SPLIT))
    yield PageTable(
        table=revenue_table(split, content.plan, reader), totals=1, note=reader.say(REVENUE_NOTE), wide=True
    )
    yield Heading(reader.say(REASONS))
    yield Bullets(tuple(_reason(split, rule, reader) for rule in split.rules))
    if split.aims_at_profit:
        yield Heading(reader.say(ADDS))
        yield PageTable(table=contribution_table(split, reader), note=reader.say(ADDS_NOTE))


def _weights(content: ReportContent, reader: Reader) -> Iterator[str]:
    """Yield the bargaining weights, and how they make the fair shares where the rule uses them."""
    split = content.split
    weights = [
        reader.say(ONE_SHARE, name=party.name, amount=reader.number(party.bargaining_weight))
        for party in content.programme.parties
    ]
    yield reader.say(WEIGHTS, weights=reader.listing(weights))
    if split.recommended == "nash_bargaining":
        text = WEIGHTED if split.aims_at_profit else WEIGHTED_FLOOR
        yield reader.say(text, surplus=reader.signed_money(split.surplus.mean).removeprefix("+"))


def _reason(split: SplitAnswer, rule: RuleShares, reader: Reader) -> str:
    if split.aims_at_profit:
        return reader.say(REASON, rule=rule.title, principle=rule.principle, reason=rule.reason)
    return reader.say(FLOOR_REASONS.get(rule.rule, FLOOR_REASON), rule=rule.title)
