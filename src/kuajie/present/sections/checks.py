"""Whether the model deserves belief: sampling, description of history, forecast of weeks it has not seen."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.charts import chart_svg, weekly_fit_chart
from kuajie.present.fit_tables import check_table
from kuajie.present.page import Figure, PageTable, Part, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent

TITLE = Text(en="Can the model be believed?", zh="模型可信吗")
LEAD = Text(
    en="On {weeks} weeks that it had not seen, the model was off by {mape} on average (copying last year's "
    "weeks: {naive}); {coverage} of those weeks lay inside its 90 % band.",
    zh="在模型没有见过的 {weeks} 周上，平均误差为 {mape}（照搬去年同期为 {naive}），其中 {coverage} "
    "的周落在 90% 区间内。",
)
LEAD_SEEN = Text(
    en="On the weeks it has seen, the model is off by {mape} on average, and {coverage} of them lie inside "
    "its 90 % band; it was not tested on unseen weeks.",
    zh="在已见的各周上，模型平均误差为 {mape}，{coverage} 的周落在 90% 区间内；尚未在未见的周上检验。",
)
CHART = Text(
    en="One panel per course: enrolments seen each week, and what the model expects with a 90 % band.",
    zh="每门课程一幅：每周实际报名，以及模型的期望与 90% 区间带。",
)
CAPTION = Text(
    en="Enrolments per week. Dots: seen. Line and band: expected, with 90 % interval. Dashed: without "
    "any lever. "
    "Orange line: seats.",
    zh="每周报名数。点：实际；线与带：期望与 90% 区间；虚线：没有任何杠杆时；橙线：名额。",
)
NOTE = Text(
    en="R-hat compares independent sampling runs: 1.00 is perfect agreement. Independent draws say how many "
    "the correlated sample is worth.",
    zh="R-hat 比较各次独立抽样：1.00 为完全一致。独立样本数表示相关样本相当于多少个独立样本。",
)


def checks_section(content: ReportContent, reader: Reader) -> Section:
    """Return the checks of the fit."""
    return Section(
        id="checks",
        title=reader.say(TITLE),
        lead=_lead(content, reader),
        parts=tuple(_parts(content, reader)),
    )


def _lead(content: ReportContent, reader: Reader) -> str:
    held, checks = content.fit.holdout, content.fit.checks
    if held is None:
        return reader.say(LEAD_SEEN, mape=reader.share(checks.mape), coverage=reader.share(checks.coverage))
    return reader.say(
        LEAD,
        weeks=held.weeks,
        mape=reader.share(held.mape),
        naive=reader.share(held.naive_mape),
        coverage=reader.share(held.coverage),
    )


def _parts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    yield PageTable(table=check_table(content.fit, reader), note=reader.say(NOTE))
    svg = chart_svg(weekly_fit_chart(content.fit, reader))
    yield Figure(svg=svg, label=reader.say(CHART), caption=reader.say(CAPTION))
