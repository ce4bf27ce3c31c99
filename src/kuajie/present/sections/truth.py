"""What is known of a simulated world, and where the answers miss it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kuajie.messages import Text
from kuajie.present.blocks import Heading, Table
from kuajie.present.charts import chart_svg, returns_chart
from kuajie.present.page import Bullets, Figure, PageTable, Part, Section
from kuajie.present.plan_tables import ALTERNATIVE, ENROLMENTS, LEVER, columns
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.return_unit import return_unit
from kuajie.usecases.fit_answer import FitAnswer, Interval, LeverSummary
from kuajie.usecases.truth_score import TrueOutcome, TruthScore

TITLE = Text(en="The truth of this simulated world", zh="这个模拟世界的真相")
LEAD = Text(
    en="The data are simulated, so the truth is known: for {inside} of {all} levers, the true {what} "
    "lies inside "
    "our 90 % interval.",
    zh="数据是模拟的，因此真相已知：{all} 个杠杆中，有 {inside} 个的“{what}”真实值落在我们的 90% 区间内。",
)
TRUE_VALUE = Text(en="Truth", zh="真实值")
FITTED = Text(en="Fitted 90 % interval", zh="拟合的 90% 区间")
HIT_COLUMN = Text(en="Inside?", zh="是否命中")
HIT, MISS = Text(en="✓ inside", zh="✓ 命中"), Text(en="✗ missed", zh="✗ 未中")
CHART = Text(
    en="Fitted return of each lever with its 90 % interval, and the true return as a diamond.",
    zh="各杠杆的拟合回报及 90% 区间，菱形为真实回报。",
)
CAPTION = Text(
    en="Dot and bar: fitted median and 90 % interval. Diamond: the truth.",
    zh="圆点与横条：拟合的中位数与 90% 区间；菱形：真相。",
)
LACKS = Text(en="What the model does not know", zh="模型不知道的事")
LACKS_NOTHING = Text(en="Nothing: model and truth are of one family.", zh="没有：模型与真相属于同一类。")
PLANS = Text(en="The plans under the truth", zh="各方案在真相下的结果")
TRUE_PROFIT = Text(en="True expected joint profit", zh="真实的期望联合收益")
THIS_PLAN = Text(en="This plan", zh="本方案")
LAST_YEAR = Text(en="Repeat last year's spend", zh="照搬去年同期投入")
NOTHING = Text(en="No spend", zh="不做任何投入")
FORECAST_HIT = Text(
    en="The report's forecast for this plan was {mean} ({range}): the truth lies inside.",
    zh="本报告对该方案的预测为 {mean}（{range}）：真相落在区间内。",
)
FORECAST_MISS = Text(
    en="The report's forecast for this plan was {mean} ({range}): the truth lies outside.",
    zh="本报告对该方案的预测为 {mean}（{range}）：真相在区间之外。",
)


def truth_section(content: ReportContent, reader: Reader) -> Section | None:
    """Return the comparison with the truth; ``None`` for real data."""
    if content.truth is None:
        return None
    rows = _returns(content.fit, content.truth, reader)
    inside = sum(1 for _, true, fitted in rows if fitted.holds(true))
    lead = reader.say(
        LEAD, inside=inside, all=len(rows), what=reader.say(return_unit(content.fit, reader).name).lower()
    )
    parts = (
        *_return_parts(content.fit, rows, reader),
        *_lack_parts(content.truth, reader),
        *(_score_parts(content.truth_score, reader) if content.truth_score else ()),
    )
    return Section(id="truth", title=reader.say(TITLE), lead=lead, parts=parts)


Compared = list[tuple[LeverSummary, float, Interval]]


def _returns(fit: FitAnswer, truth: Mapping[str, Any], reader: Reader) -> Compared:
    """Return lever, true return and fitted interval of every lever that has both."""
    known = _true_returns(fit, truth, reader)
    return [
        (lever, known[lever.id], lever.return_on_spend)
        for lever in fit.levers
        if lever.id in known and lever.return_on_spend is not None
    ]


def _true_returns(fit: FitAnswer, truth: Mapping[str, Any], reader: Reader) -> dict[str, float]:
    """Return every lever's true return; where courses are free, the enrolments one unit of spend brought."""
    if return_unit(fit, reader).even is not None:
        return {lever["id"]: float(lever["return"]) for lever in truth["levers"]}
    spend, brought = truth["history"]["spend"], truth["history"]["contributions"]
    return {
        lever: sum(map(sum, by_course.values())) / sum(spend[lever])
        for lever, by_course in brought.items()
        if sum(spend[lever])
    }


def _return_parts(fit: FitAnswer, rows: Compared, reader: Reader) -> Iterator[Part]:
    unit = return_unit(fit, reader)
    told = tuple(
        (
            lever.title,
            unit.say(true, reader),
            unit.say_range(fitted, reader),
            reader.say(HIT if fitted.holds(true) else MISS),
        )
        for lever, true, fitted in rows
    )
    named = ((LEVER, False), (TRUE_VALUE, True), (FITTED, True), (HIT_COLUMN, False))
    yield PageTable(table=Table(columns=columns(reader, *named), rows=told))
    truth = {lever.id: true for lever, true, _ in rows}
    svg = chart_svg(returns_chart(fit, reader, truth=truth))
    yield Figure(svg=svg, label=reader.say(CHART), caption=reader.say(CAPTION))


def _lack_parts(truth: Mapping[str, Any], reader: Reader) -> Iterator[Part]:
    yield Heading(reader.say(LACKS))
    lacks = tuple(str(lack[reader.locale]) for lack in truth.get("model_lacks", ()))
    yield Bullets(lacks or (reader.say(LACKS_NOTHING),))


def _score_parts(score: TruthScore, reader: Reader) -> Iterator[Part]:
    yield Heading(reader.say(PLANS))
    plans: list[tuple[Text, TrueOutcome | None]] = [
        (THIS_PLAN, score.plan),
        (LAST_YEAR, score.last_year),
        (NOTHING, score.nothing),
    ]
    rows = tuple(
        (reader.say(name), reader.money(outcome.profit), reader.count(outcome.enrolments))
        for name, outcome in plans
        if outcome is not None
    )
    named = ((ALTERNATIVE, False), (TRUE_PROFIT, True), (ENROLMENTS, True))
    yield PageTable(table=Table(columns=columns(reader, *named), rows=rows))
    text = FORECAST_HIT if score.inside else FORECAST_MISS
    facts = {"mean": reader.money(score.forecast.mean), "range": reader.money_range(score.forecast)}
    yield Bullets((reader.say(text, **facts),))
