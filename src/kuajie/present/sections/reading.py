"""How to read the report: its terms, and what it was made of."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie import __version__
from kuajie.messages import Text
from kuajie.messages.glossary import GLOSSARY
from kuajie.present.blocks import Heading, Table
from kuajie.present.page import Bullets, PageTable, Part, Section
from kuajie.present.plan_tables import columns
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent

TITLE = Text(en="How to read this", zh="如何阅读本报告")
LEAD = Text(
    en="Every number here is an estimate from {weeks} weeks of history, so it comes with an interval: "
    "nine times "
    "in ten the truth should lie inside, if the model is right.",
    zh="这里的每个数字都是根据 {weeks} 周历史估计的，因此都带有区间：如果模型正确，"
    "真实值十次中应有九次落在区间内。",
)
TERMS = Text(en="Terms", zh="术语")
TERM, MEANING = Text(en="Term", zh="术语"), Text(en="Meaning", zh="含义")
MEANINGS = {
    "joint profit": Text(
        en="Revenue less refunds, unit costs, spend and set-up costs, over all parties.",
        zh="收入减去退款、单位成本、投入与启动成本，各方合计。",
    ),
    "lever": Text(
        en="Anything a party can put money or effort into, week by week.",
        zh="某一方每周可以投入资金或精力的事项。",
    ),
    "spend": Text(en="Money put into a lever in a period.", zh="一段时间内放进一个杠杆的钱。"),
    "carry-over": Text(en="Effect felt after the week of spending.", zh="投入当周之后仍在发生的效果。"),
    "half-life": Text(
        en="Weeks until half of the effect of a week's spend has been felt.",
        zh="某周投入的效果发挥出一半所需的周数。",
    ),
    "saturation": Text(en="The falling effect of further spend.", zh="投入越多，再投入的效果越小。"),
    "return on spend": Text(
        en="Revenue that one unit of spend brought, before unit costs.",
        zh="每单位投入带来的收入，尚未减单位成本。",
    ),
    "experiment": Text(
        en="Weeks in which the spend of one lever was changed on purpose, to see what that brings.",
        zh="在若干周内有意改变一个杠杆的投入，看它带来什么。",
    ),
    "certificate": Text(
        en="A proof of how much any other plan could earn at most, in the fitted model.",
        zh="在拟合模型中，证明其他任何方案最多能有多好。",
    ),
    "disagreement point": Text(
        en="What each party would earn without cooperation.", zh="不合作时各方各自的收益。"
    ),
    "coalition value": Text(
        en="The best joint profit that some of the parties reach on their own.",
        zh="部分合作方自己能达到的最好联合收益。",
    ),
    "split": Text(en="Each party's share of the total.", zh="各方在总收益中的份额。"),
}
MADE_OF = Text(en="What this report was made of", zh="本报告的来源")
VERSION = Text(en="Made by Kuajie {version} on {day}.", zh="由跨界 {version} 于 {day} 生成。")
HISTORY = Text(
    en="History: {weeks} weeks from {first} to {last}; horizon: {count} weeks from {start}.",
    zh="历史：{first} 至 {last}，共 {weeks} 周；计划期：自{start}起 {count} 周。",
)
DRAWS = Text(
    en="The fit keeps {draws} posterior draws; the plan was judged on {judged} of them that had no part in "
    "finding it.",
    zh="拟合保留 {draws} 个后验样本；方案用其中 {judged} 个未参与寻优的样本评价。",
)
SEED = Text(en="Seed of the sampler: {seed}.", zh="抽样种子：{seed}。")
SIMULATED = Text(
    en="The data are simulated from seed {seed}: no party, learner, order or amount is real.",
    zh="数据由种子 {seed} 模拟生成：其中的机构、学员、订单与金额均非真实。",
)


def reading_section(content: ReportContent, reader: Reader) -> Section:
    """Return the terms used and where the numbers come from."""
    rows = tuple((reader.say(GLOSSARY[term]), reader.say(meaning)) for term, meaning in MEANINGS.items())
    return Section(
        id="reading",
        title=reader.say(TITLE),
        lead=reader.say(LEAD, weeks=len(content.fit.panel.weeks)),
        parts=(
            Heading(reader.say(TERMS)),
            PageTable(table=Table(columns=columns(reader, (TERM, False), (MEANING, False)), rows=rows)),
            *_sources(content, reader),
        ),
    )


def _sources(content: ReportContent, reader: Reader) -> Iterator[Part]:
    weeks, horizon = content.fit.panel.weeks, content.programme.horizon
    items = [
        reader.say(VERSION, version=__version__, day=reader.day(content.created)),
        reader.say(
            HISTORY,
            weeks=len(weeks),
            first=reader.day(weeks[0]),
            last=reader.last_day(weeks[-1]),
            count=horizon.count,
            start=reader.day(horizon.start),
        ),
        reader.say(
            DRAWS,
            draws=reader.count(content.fit.checks.draws),
            judged=reader.count(content.plan.profit_draws.size),
        ),
    ]
    if content.seed is not None:
        items.append(reader.say(SEED, seed=content.seed))
    if content.truth is not None:
        items.append(reader.say(SIMULATED, seed=content.truth.get("seed", LIGHT)))
    yield Heading(reader.say(MADE_OF))
    yield Bullets(tuple(items))


LIGHT = "–"
