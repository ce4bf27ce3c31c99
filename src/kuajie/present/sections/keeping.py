"""Whether the plan would happen by itself under today's terms."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.blocks import Column, Paragraph, Table
from kuajie.present.page import Bullets, PageTable, Part, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.terms_words import say_leaving
from kuajie.usecases.plan_keeping import KeepingAnswer, Temptation

TITLE = Text(en="Would the plan happen by itself?", zh="方案能自行维持吗")
KEEPS = Text(
    en="Under today's terms nobody gains more than {most} by leaving the plan alone.",
    zh="按现有条款，任何一方单独偏离方案最多只多得 {most}。",
)
LEAVES = Text(
    en="Under today's terms the plan does not hold by itself: {who} would gain most by leaving it alone, "
    "{gain}.",
    zh="按现有条款，方案不会自行维持：{who}单独偏离方案得益最多，可多得 {gain}。",
)
PARTY = Text(en="Party", zh="合作方")
GAIN = Text(en="Gains by leaving ({unit})", zh="偏离可多得（{unit}）")
MOST = Text(en="At most, proved ({unit})", zh="已证明最多（{unit}）")
OTHERS = Text(en="The others then have ({unit})", zh="其他各方因此增减（{unit}）")
NOT_PROVED = Text(en="not proved", zh="未证明")
NOTE = Text(
    en="Leaving alone: a party changes its own levers, and prices of what it sells, while all others keep to "
    "the plan; judged on the draws that found the plan.",
    zh="单独偏离：一方改变自己的杠杆及所售课程的价格，其他各方仍按方案行事；以找到方案的样本评判。",
)
ADVICE = Text(
    en="Sharing costs as well as revenue removes the temptation. “kuajie terms” designs terms under which "
    "the plan holds by itself and every party has its fair share; “kuajie deal” tries them.",
    zh="收入与成本一起分摊，就不会再想偏离。“kuajie terms”会设计既让方案自行维持、"
    "又让各方得到公平份额的条款；“kuajie deal”可以试算这些条款。",
)
WORTH_A_WORD = 1e-3
"""A part of joint profit below which a gain is nothing to leave a plan for."""


def keeping_section(content: ReportContent, reader: Reader) -> Section | None:
    """Return who would leave the plan under today's terms, and what to do about it."""
    keeping = content.keeping
    if keeping is None:
        return None
    tempted = [each for each in keeping.temptations if each.gain > WORTH_A_WORD * abs(keeping.joint)]
    parts: list[Part] = [PageTable(table=temptation_table(keeping, reader), note=reader.say(NOTE))]
    if tempted:
        told = [say_leaving(each, reader) for each in tempted if each.changes]
        parts = [*parts, *([Bullets(tuple(told))] if told else []), Paragraph(reader.say(ADVICE))]
    return Section(
        id="keeping", title=reader.say(TITLE), lead=_lead(keeping, tempted, reader), parts=tuple(parts)
    )


def _lead(keeping: KeepingAnswer, tempted: list[Temptation], reader: Reader) -> str:
    worst = max(keeping.temptations, key=lambda each: each.gain)
    if not tempted:
        return reader.say(KEEPS, most=reader.money(worst.gain))
    return reader.say(LEAVES, who=worst.name, gain=reader.money(worst.gain))


def temptation_table(keeping: KeepingAnswer, reader: Reader) -> Table:
    """Return what each party gains by leaving the plan alone, what is proved of it, and what others lose."""
    rows = tuple(
        (
            each.name,
            reader.whole(each.gain),
            reader.say(NOT_PROVED) if each.most is None else reader.whole(each.most),
            reader.whole(each.others),
        )
        for each in keeping.temptations
    )
    heads = (Column(reader.say(text, unit=reader.unit), number=True) for text in (GAIN, MOST, OTHERS))
    return Table(columns=(Column(reader.say(PARTY)), *heads), rows=rows)
