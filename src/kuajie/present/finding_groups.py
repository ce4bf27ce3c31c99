"""Kinds of findings that often come in numbers, each kind in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kuajie.messages import Finding, Locale, Notice, Text
from kuajie.messages.notices import fitting

MOST_ITEMS = 8
"""So many of a kind are named; of more it is said how many."""

COMMA = Text(en=", ", zh="、")
MORE = Text(en="{items} and {count} more", zh="{items}，另有 {count} 处")
SENTENCES = Text(en="{sentence} {remedy}", zh="{sentence}{remedy}")
LEVER = Text(en="“{lever}”", zh="“{lever}”")
COURSE = Text(en="“{course}”", zh="“{course}”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How several findings of one kind are told: one sentence with ``{count}`` and ``{items}``, one remedy.

    ``item`` says what of a finding stands in the sentence. The words suit programmes and plain tables alike.
    """

    notice: Notice
    text: Text
    remedy: Text
    item: Text


def say_group(same: Sequence[Finding], locale: Locale) -> str:
    """Return several findings of one kind as a sentence with its remedy."""
    group = GROUPS[same[0].notice.code]
    said = [group.item.say(locale, **finding.facts) for finding in same]
    items = COMMA.say(locale).join(said[:MOST_ITEMS])
    if len(said) > MOST_ITEMS:
        items = MORE.say(locale, items=items, count=len(said) - MOST_ITEMS)
    sentence = group.text.say(locale, count=len(said), items=items)
    return SENTENCES.say(locale, sentence=sentence, remedy=group.remedy)


ROWS = (
    Group(
        notice=fitting.OUTLIER_WEEK,
        item=Text(
            en="“{course}” {week} ({value:,.0f}, expected {expected:,.0f})",
            zh="“{course}”{week}（{value:,.0f}，预期 {expected:,.0f}）",
        ),
        text=Text(
            en="{count} weeks lie far from what the fit expects of them: {items}.",
            zh="有 {count} 处周数据与拟合预期相差极大：{items}。",
        ),
        remedy=Text(
            en="Check their records; if something special happened, give it a control of its own (1 in such "
            "weeks, 0 in the others).",
            zh="请核对这些周的记录；若有特殊事件，请为它单独加一个控制因素（这些周为 1，其他周为 0）。",
        ),
    ),
    Group(
        notice=fitting.POSTERIOR_IS_PRIOR,
        item=LEVER,
        text=Text(
            en="The data say almost nothing about {count} levers, posterior equal to prior: {items}.",
            zh="数据几乎没有提供 {count} 个杠杆的信息，其后验等于先验：{items}。",
        ),
        remedy=Text(
            en="Run tests with them, or vary them more, before moving much money.",
            zh="在大幅调整预算之前，请对它们做实验或加大投入变化。",
        ),
    ),
    Group(
        notice=fitting.LEVERS_TOGETHER,
        item=Text(en="“{first}” with “{second}”", zh="“{first}”与“{second}”"),
        text=Text(
            en="{count} pairs of levers always moved together: {items}.",
            zh="有 {count} 对杠杆总是同涨同落：{items}。",
        ),
        remedy=Text(
            en="Only the joint effect of each pair is known; change one without the other for some weeks.",
            zh="每对只能知道合计的效果；请在若干周内只改变其中一个。",
        ),
    ),
    Group(
        notice=fitting.LEVERS_TRADE_OFF,
        item=Text(en="“{first}” from “{second}”", zh="“{first}”与“{second}”"),
        text=Text(
            en="The data cannot tell the levers of {count} pairs apart: {items}.",
            zh="数据无法区分 {count} 对杠杆：{items}。",
        ),
        remedy=Text(
            en="Rely on the sum of each pair only; test one of them, or change one without the other for "
            "some weeks.",
            zh="每对只有两者之和可信；请对其中一个做实验，或在若干周内只改变其中一个。",
        ),
    ),
    Group(
        notice=fitting.LEVER_NEVER_USED,
        item=LEVER,
        text=Text(en="{count} levers were never used: {items}.", zh="有 {count} 个杠杆从未使用过：{items}。"),
        remedy=Text(
            en="Their effect is the prior alone; test them on a small scale before relying on the plan.",
            zh="其效果完全来自先验；请先小规模实验，再依赖方案中的数字。",
        ),
    ),
    Group(
        notice=fitting.LEVER_CONSTANT,
        item=LEVER,
        text=Text(
            en="{count} levers never varied: {items}.", zh="有 {count} 个杠杆的投入从未变化：{items}。"
        ),
        remedy=Text(
            en="Their effect cannot be told from what comes without levers; vary them for some weeks.",
            zh="无法把它们的效果与没有杠杆时的水平区分开；请在若干周内改变投入。",
        ),
    ),
    Group(
        notice=fitting.ZERO_WEEKS,
        item=Text(en="“{course}” ({count})", zh="“{course}”（{count} 周）"),
        text=Text(
            en="Weeks at zero are left out of the fit in {count} cases: {items}.",
            zh="有 {count} 处存在为零的周，拟合时未使用：{items}。",
        ),
        remedy=Text(
            en="Check whether these zeros are real, or weeks without a record.",
            zh="请核对这些零是真实数值还是缺少记录。",
        ),
    ),
    Group(
        notice=fitting.FULL_WEEKS,
        item=Text(en="“{course}” ({count} weeks)", zh="“{course}”（{count} 周）"),
        text=Text(
            en="{count} courses were full in some weeks, where their true demand is estimated: {items}.",
            zh="有 {count} 门课程在一些周名额已满，其真实需求为估计值：{items}。",
        ),
        remedy=Text(
            en="Record waiting lists if you can: they say how many came too late.",
            zh="如有可能请记录候补名单，它能说明有多少人没能报上。",
        ),
    ),
    Group(
        notice=fitting.PRICE_CONSTANT,
        item=COURSE,
        text=Text(en="{count} prices never changed: {items}.", zh="有 {count} 个价格从未变化：{items}。"),
        remedy=Text(
            en="Their elasticity is the prior alone; keep the price or test another one first.",
            zh="其价格弹性完全来自先验；请保持原价，或先实验其他价格。",
        ),
    ),
)
GROUPS: Mapping[str, Group] = {row.notice.code: row for row in ROWS}
"""By code; kinds that have no row are told one by one, their remedy once."""
