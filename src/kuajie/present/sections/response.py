"""How enrolments respond: returns on spend, curves, prices."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present import calibration
from kuajie.present.blocks import Heading
from kuajie.present.charts import (
    calibration_chart,
    chart_svg,
    contributions_chart,
    response_curves_chart,
    returns_chart,
)
from kuajie.present.fit_tables import course_fit_table, next_table, return_table
from kuajie.present.form import form_sentences
from kuajie.present.page import Bullets, Figure, PageTable, Part, Section
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.return_unit import return_unit
from kuajie.usecases.fit_answer import FitAnswer

TITLE = Text(en="How enrolments respond", zh="报名对投入的响应")
LEAD = Text(
    en="Per unit of spend, {best} brought most revenue so far ({value}, 90 % interval {range}); "
    "about {worst} the data say least.",
    zh="迄今为止，每单位投入带来收入最多的是“{best}”（{value}，90% 区间 {range}）；数据对“{worst}”说得最少。",
)
LEAD_ENROLMENTS = Text(
    en="Per unit of spend, {best} brought most enrolments so far; about {worst} the data say least.",
    zh="迄今为止，每单位投入带来报名最多的是“{best}”；数据对“{worst}”说得最少。",
)
LEAD_PLAIN = Text(
    en="{count} levers were fitted; about {worst} the data say least.",
    zh="共拟合 {count} 个杠杆；数据对“{worst}”说得最少。",
)
RETURN_NOTE = Text(
    en="Return on spend is revenue net of refunds that one unit of spend brought, before unit costs. “Before "
    "the data” is what was believed of it beforehand.",
    zh="投入回报指每单位投入带来的、扣除退款后的收入，尚未减单位成本。“数据之前”指事先的看法。",
)
RETURN_CHART = Text(
    en="Return on spend of each lever with its 90 % interval, and the interval before the data in grey.",
    zh="各杠杆的投入回报及 90% 区间，灰色为看到数据之前的区间。",
)
RETURN_CAPTION = Text(
    en="Dot and bar: median and 90 % interval. Thin grey line: 90 % interval before the data. "
    "Vertical line: 1, where revenue equals spend.",
    zh="圆点与横条：中位数与 90% 区间；灰色细线：数据之前的 90% 区间；竖线：1，即收入等于投入。",
)
FREE_NOTE = Text(
    en="The courses are free, so what a lever brings is counted in enrolments. “Before the data” is what was "
    "believed of it beforehand.",
    zh="课程免费，因此杠杆的效果按报名数计。“数据之前”指事先的看法。",
)
FREE_CAPTION = Text(
    en="Dot and bar: median and 90 % interval. Thin grey line: 90 % interval before the data.",
    zh="圆点与横条：中位数与 90% 区间；灰色细线：数据之前的 90% 区间。",
)
CURVES = Text(en="Response curves", zh="响应曲线")
CURVE_CHART = Text(
    en="One panel per lever: enrolments gained in a typical week against weekly spend, with a 90 % band.",
    zh="每个杠杆一幅：典型一周新增报名随每周投入的变化及 90% 区间带。",
)
CURVE_CAPTION = Text(
    en="Enrolments gained in a typical week at a constant weekly spend. Band: 90 %. Dashed: usual spend "
    "so far.",
    zh="每周投入固定时，典型一周的新增报名。带：90% 区间；虚线：迄今通常的投入。",
)
TEST_CHART = Text(
    en="Return of each tested lever before the data, by the data alone, and with experiments.",
    zh="每个实验过的杠杆的回报：数据之前、仅用数据、加入实验。",
)
TEST_CAPTION = Text(
    en="Dot and bar: median and 90 % interval. A shorter bar is surer; a bar that moved was corrected.",
    zh="圆点与横条：中位数与 90% 区间。横条越短把握越大；横条移动表示得到了修正。",
)
OVER_TIME = Text(en="What each lever brought over time", zh="各杠杆逐周带来的报名")
TIME_CHART = Text(
    en="One panel per lever: enrolments it brought each week, with a 90 % band.",
    zh="每个杠杆一幅：每周带来的报名及 90% 区间带。",
)
TIME_CAPTION = Text(
    en="Enrolments a week that would have been missing without this lever alone. Where efforts multiply, the "
    "levers share some of them, so that the panels do not add up.",
    zh="仅去掉该杠杆时每周会减少的报名。投入相乘时，有些报名由几个杠杆共同带来，因此各幅不能相加。",
)
NEXT = Text(en="What more would bring, and how long effects last", zh="再多投入的效果，以及效果持续多久")
NEXT_NOTE = Text(
    en="What the next unit brings is counted at the usual weekly spend. The half-life is the number of weeks "
    "until half of the effect of a week's spend has been felt. “Learned from data” is the share of prior "
    "uncertainty that the data removed; near 0 % the numbers are beliefs.",
    zh="再投一单位的效果按通常的每周投入计算。半衰期指某周投入的效果发挥出一半所需的周数。"
    "“数据提供的信息”指数据消除了多少先验不确定性；接近 0% 时，数字只是先验看法。",
)
FORM = Text(en="How it was fitted", zh="拟合的形式")
COURSES = Text(en="Courses over history", zh="各课程的历史")
COURSE_NOTE = Text(
    en="A price elasticity of 1.5 means that, at the mean price so far, 1 % more in price costs about 1.5 % "
    "of enrolments. Scatter is how far single weeks stray from what is expected.",
    zh="价格弹性为 1.5 表示在迄今的平均价格处，价格提高 1% 约减少 1.5% 的报名。"
    "随机波动指单周偏离期望的幅度。",
)


def response_section(content: ReportContent, reader: Reader) -> Section:
    """Return what the fit learned about levers and prices."""
    return Section(
        id="response",
        title=reader.say(TITLE),
        lead=_lead(content, reader),
        parts=tuple(_parts(content, reader)),
    )


def _lead(content: ReportContent, reader: Reader) -> str:
    levers = content.fit.levers
    worst = min(levers, key=lambda lever: lever.learned)
    known = [(lever.return_on_spend, lever) for lever in levers if lever.return_on_spend is not None]
    if not known:
        return reader.say(LEAD_PLAIN, count=len(levers), worst=worst.title)
    found, best = max(known, key=lambda pair: pair[0].median)
    if return_unit(content.fit, reader).even is None:
        return reader.say(LEAD_ENROLMENTS, best=best.title, worst=worst.title)
    return reader.say(
        LEAD,
        best=best.title,
        value=reader.ratio(found.median),
        range=reader.ratio_range(found),
        worst=worst.title,
    )


def _parts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    fit = content.fit
    paid = return_unit(fit, reader).even is not None
    note, caption = (RETURN_NOTE, RETURN_CAPTION) if paid else (FREE_NOTE, FREE_CAPTION)
    yield Heading(reader.say(return_unit(fit, reader).name))
    svg = chart_svg(returns_chart(fit, reader))
    yield Figure(svg=svg, label=reader.say(RETURN_CHART), caption=reader.say(caption))
    yield PageTable(table=return_table(fit, reader), note=reader.say(note), wide=True)
    if fit.calibration:
        yield from _experiments(fit, reader)
    yield Heading(reader.say(OVER_TIME))
    svg = chart_svg(contributions_chart(fit, reader))
    yield Figure(svg=svg, label=reader.say(TIME_CHART), caption=reader.say(TIME_CAPTION))
    yield Heading(reader.say(NEXT))
    yield PageTable(table=next_table(fit, reader), note=reader.say(NEXT_NOTE))
    yield Heading(reader.say(CURVES))
    svg = chart_svg(response_curves_chart(fit, reader))
    yield Figure(svg=svg, label=reader.say(CURVE_CHART), caption=reader.say(CURVE_CAPTION))
    yield Heading(reader.say(COURSES))
    yield PageTable(table=course_fit_table(fit, reader), note=reader.say(COURSE_NOTE))
    yield Heading(reader.say(FORM))
    yield Bullets(tuple(form_sentences(fit, reader)))


def _experiments(fit: FitAnswer, reader: Reader) -> Iterator[Part]:
    yield Heading(reader.say(calibration.TITLE))
    svg = chart_svg(calibration_chart(fit, reader))
    yield Figure(svg=svg, label=reader.say(TEST_CHART), caption=reader.say(TEST_CAPTION))
    yield PageTable(table=calibration.calibration_table(fit, reader))
    table = calibration.experiment_table(fit, reader)
    yield PageTable(table=table, note=reader.say(calibration.NOTE), wide=True)
