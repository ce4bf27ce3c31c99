"""What happens without cooperation."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.charts import chart_svg, coalitions_chart
from kuajie.present.page import Figure, PageTable, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.split_tables import worth_table

TITLE = Text(en="Without cooperation", zh="如果不合作")
LEAD = Text(
    en="Without cooperation the parties would earn {alone} in total, {surplus} less than together; "
    "the chance that cooperation pays is {chance}.",
    zh="如果不合作，各方合计只有 {alone}，比合作少 {surplus}；合作划算的概率：{chance}。",
)
LEAD_LOSS = Text(
    en="Without cooperation the parties would earn {alone} in total, {surplus} more than together; "
    "the chance that cooperation pays is {chance}.",
    zh="如果不合作，各方合计为 {alone}，比合作多 {surplus}；合作划算的概率：{chance}。",
)
LEAD_OTHER = Text(
    en="Without cooperation only the courses listed below remain; all parties together reach {all} "
    "on the programme's objective.",
    zh="如果不合作，只剩下表中列出的课程；各方合作时目标值为 {all}。",
)
NOTE = Text(
    en="Each row is planned on its own, with the levers and courses of its members only; outside profit "
    "included.",
    zh="每一行都只用其成员的杠杆与课程单独做方案；含项目外收益。",
)
NOTE_OTHER = Text(
    en="Each row is planned on its own, with the levers and courses of its members only.",
    zh="每一行都只用其成员的杠杆与课程单独做方案。",
)
CHART = Text(
    en="What every set of parties reaches on its own, with 90 % intervals.",
    zh="各种参与组合单独能达到的结果及 90% 区间。",
)
CAPTION = Text(en="Dot: mean. Bar: 90 % interval.", zh="圆点：均值；横条：90% 区间。")


def alone_section(content: ReportContent, reader: Reader) -> Section:
    """Return what every set of parties reaches without the others."""
    titles = {course.id: course.title for course in content.programme.courses}
    note = NOTE if content.split.aims_at_profit else NOTE_OTHER
    svg = chart_svg(coalitions_chart(content.split, reader))
    return Section(
        id="alone",
        title=reader.say(TITLE),
        lead=_lead(content, reader),
        parts=(
            PageTable(table=worth_table(content.split, reader, titles), note=reader.say(note)),
            Figure(svg=svg, label=reader.say(CHART), caption=reader.say(CAPTION)),
        ),
    )


def _lead(content: ReportContent, reader: Reader) -> str:
    split = content.split
    if not split.aims_at_profit:
        return reader.say(LEAD_OTHER, all=reader.number(split.worths[-1].worth.mean))
    surplus = split.surplus.mean
    return reader.say(
        LEAD if surplus >= 0 else LEAD_LOSS,
        alone=reader.money(sum(split.disagreement.values())),
        surplus=reader.money(abs(surplus)),
        chance=reader.chance(split.chance_of_paying),
    )
