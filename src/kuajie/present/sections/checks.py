"""Whether the model deserves belief: sampling, description of history, forecast of weeks it has not seen."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.blocks import Alert, Heading
from kuajie.present.charts import chart_svg, forecasts_chart, weekly_fit_chart
from kuajie.present.check_tables import check_table, forecast_table
from kuajie.present.likeness import predictive_table
from kuajie.present.page import Figure, PageTable, Part, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.trust import hidden_windows, trust_block

TITLE = Text(en="Can the model be believed?", zh="模型可信吗")
LEAD = Text(
    en="On {weeks} weeks that it had not seen, the model was off by {mape} on average (copying last year's "
    "weeks: {naive}); {coverage} of those weeks lay inside its 90 % band.",
    zh="在模型没有见过的 {weeks} 周上，平均误差为 {mape}（照搬去年同期为 {naive}），其中 {coverage} "
    "的周落在 90% 区间内。",
)
LEAD_ORIGINS = Text(
    en="In {count} tests, each on weeks that it had not seen, the model was off by {mape} on average "
    "(copying last year's weeks: {naive}); {coverage} of those {weeks} weeks lay inside its 90 % band.",
    zh="在 {count} 次检验中，对没有见过的各周，模型平均误差为 {mape}（照搬去年同期为 {naive}），"
    "这 {weeks} 周中有 {coverage} 落在 90% 区间内。",
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
FORECASTS = Text(en="Forecasts of weeks it had not seen", zh="对未见各周的预测")
FORECAST_CHART = Text(
    en="One panel per course: what came in the hidden weeks, and the forecast made without them.",
    zh="每门课程一幅：隐去各周的实际报名，以及不看这些周所做的预测。",
)
FORECAST_CAPTION = Text(
    en="Enrolments per week. Dots: what came. Line and band: forecast with 90 % interval, made from the "
    "weeks before the dashed line only.",
    zh="每周报名数。点：实际；线与带：只用虚线之前各周所做的预测及 90% 区间。",
)
LIKENESS = Text(en="Do the weeks seen look like weeks of the model?", zh="已见各周像模型产生的周吗")
LIKENESS_NOTE = Text(
    en="Each cell: what the weeks seen show, and in brackets the 90 % range of weeks that the model makes. "
    "▲ marks what the model hardly ever makes. Changes from week to week and spread are factors, or "
    "enrolments where weeks may be zero.",
    zh="每格为已见各周的数值，括号内为模型所产生各周的 90% 范围；▲ 表示模型几乎不会产生。"
    "周间变化与离散程度为倍数；可能为零的周则为报名数。",
)
SEEN = Text(en="Weeks it has seen", zh="已见的各周")
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
    told, checks = content.fit.forecast, content.fit.checks
    if told is None:
        return reader.say(LEAD_SEEN, mape=reader.share(checks.mape), coverage=reader.share(checks.coverage))
    return reader.say(
        LEAD if told.origins == 1 else LEAD_ORIGINS,
        count=told.origins,
        weeks=told.origins * told.weeks,
        mape=reader.share(told.mape),
        naive=reader.share(told.naive_mape),
        coverage=reader.share(told.coverage),
    )


def _parts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    fit = content.fit
    trust = trust_block(fit, reader)
    if isinstance(trust, Alert):
        yield trust
    yield PageTable(table=check_table(fit, reader), note=reader.say(NOTE))
    if fit.predictive:
        yield Heading(reader.say(LIKENESS))
        yield PageTable(table=predictive_table(fit, reader), note=reader.say(LIKENESS_NOTE), wide=True)
    if hidden_windows(fit):
        yield Heading(reader.say(FORECASTS))
        svg = chart_svg(forecasts_chart(fit, reader))
        yield Figure(svg=svg, label=reader.say(FORECAST_CHART), caption=reader.say(FORECAST_CAPTION))
        yield PageTable(table=forecast_table(fit, reader))
    yield Heading(reader.say(SEEN))
    svg = chart_svg(weekly_fit_chart(fit, reader))
    yield Figure(svg=svg, label=reader.say(CHART), caption=reader.say(CAPTION))
