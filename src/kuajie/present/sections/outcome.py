"""What the plan earns, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.aim import aims_at_profit, say_aim, say_risk
from kuajie.present.blocks import Heading, Paragraph
from kuajie.present.certificate import certificate_sentence
from kuajie.present.charts import alternatives_chart, chart_svg, profit_chart, weekly_plan_chart
from kuajie.present.page import Bullets, Figure, PageTable, Part, Section
from kuajie.present.plan_tables import alternative_table, course_table, money_table
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.present.risk import EACH_PARTY, EACH_PARTY_NOTE, measure_sentences, party_risk_table

TITLE = Text(en="What it earns, and how sure that is", zh="能带来什么，有多大把握")
LEAD = Text(
    en="{enrolments} enrolments are expected ({lower} to {upper}), worth {revenue} of revenue; {risk}.",
    zh="预计报名 {enrolments}（{lower} 至 {upper}），收入 {revenue}；{risk}。",
)
LEAD_OTHER = Text(
    en="{enrolments} enrolments are expected ({lower} to {upper}), of which {completions} are completed; "
    "joint profit is {profit}.",
    zh="预计报名 {enrolments}（{lower} 至 {upper}），其中完课 {completions}；联合收益 {profit}。",
)
COURSES = Text(en="Courses", zh="各课程")
WEEKLY = Text(
    en="Expected enrolments of each course by week with a 90 % band, and its seats where they matter.",
    zh="各课程每周预计报名数及 90% 区间带，名额相关时一并画出。",
)
WEEKLY_CAPTION = Text(
    en="Enrolments per week. Line: expected. Band: 90 % of the posterior expectations. Orange line: "
    "seats of the week.",
    zh="每周报名数。线：预计；带：后验期望的 90% 区间；橙线：当周名额。",
)
MONEY = Text(en="From revenue to profit", zh="从收入到收益")
SPREAD = Text(en="How far profit may vary", zh="收益可能的波动")
HISTOGRAM = Text(
    en="Histogram of joint profit over {draws} posterior draws, from {least} to {most}.",
    zh="{draws} 个后验样本下联合收益的直方图，从 {least} 到 {most}。",
)
HISTOGRAM_CAPTION = Text(
    en="Joint profit over the posterior draws; the dashed line is the mean, orange columns are losses.",
    zh="各后验样本下的联合收益；虚线为均值，橙色柱为亏损。",
)
HELD_OUT = Text(
    en="Judged on posterior draws that were not used to find it, the plan's objective is {held} "
    "(on the draws used: {found}).",
    zh="换用寻优时没有用过的后验样本评价，方案的目标值为 {held}（寻优样本上为 {found}）。",
)
ALTERNATIVES = Text(en="Compared with other plans", zh="与其他做法比较")
ALTERNATIVES_LABEL = Text(
    en="This plan and its alternatives with 90 % intervals.",
    zh="本方案与其他做法及其 90% 区间。",
)
ALTERNATIVES_CAPTION = Text(
    en="Dot: mean. Bar: 90 % interval. All plans are judged on the same draws.",
    zh="圆点：均值；横条：90% 区间。各做法用同一组样本评价。",
)
PROOF = Text(en="What is proved", zh="已证明的内容")
PROBLEM = Text(en="The problem that the proof is about: {problem}.", zh="证明所针对的问题：{problem}。")
ASSUMPTIONS = Text(en="Assumptions", zh="前提假设")


def outcome_section(content: ReportContent, reader: Reader) -> Section:
    """Return enrolments, money and their uncertainty."""
    plan = content.plan
    facts = {
        "enrolments": reader.count(plan.enrolments.mean),
        "lower": reader.count(plan.enrolments.lower),
        "upper": reader.count(plan.enrolments.upper),
    }
    if aims_at_profit(plan):
        lead = reader.say(LEAD, revenue=reader.money(plan.revenue), risk=say_risk(plan, reader), **facts)
    else:
        completions, profit = reader.count(plan.completions), reader.money(plan.profit.mean)
        lead = reader.say(LEAD_OTHER, completions=completions, profit=profit, **facts)
    parts = (*_courses(content, reader), *_profit(content, reader), *_others(content, reader))
    return Section(id="outcome", title=reader.say(TITLE), lead=lead, parts=parts)


def _courses(content: ReportContent, reader: Reader) -> Iterator[Part]:
    plan = content.plan
    yield Heading(reader.say(COURSES))
    yield PageTable(table=course_table(plan, reader), totals=1)
    chart = chart_svg(weekly_plan_chart(plan, reader))
    yield Figure(svg=chart, label=reader.say(WEEKLY), caption=reader.say(WEEKLY_CAPTION))


def _profit(content: ReportContent, reader: Reader) -> Iterator[Part]:
    plan = content.plan
    yield Heading(reader.say(MONEY))
    yield PageTable(table=money_table(plan, reader), totals=1)
    yield Heading(reader.say(SPREAD))
    drawn = plan.profit_draws
    label = reader.say(
        HISTOGRAM,
        draws=reader.count(drawn.size),
        least=reader.money(float(drawn.min())),
        most=reader.money(float(drawn.max())),
    )
    chart = chart_svg(profit_chart(plan, reader))
    yield Figure(svg=chart, label=label, caption=reader.say(HISTOGRAM_CAPTION))
    held, found = (say_aim(plan, value, reader) for value in (plan.held_out, plan.found_with))
    yield Paragraph(reader.say(HELD_OUT, held=held, found=found))
    for sentence in measure_sentences(plan, reader):
        yield Paragraph(sentence)
    if plan.party_risks:
        yield Heading(reader.say(EACH_PARTY))
        yield PageTable(table=party_risk_table(plan, reader), totals=1)
        yield Paragraph(reader.say(EACH_PARTY_NOTE))


def _others(content: ReportContent, reader: Reader) -> Iterator[Part]:
    plan = content.plan
    yield Heading(reader.say(ALTERNATIVES))
    chart = chart_svg(alternatives_chart(plan, reader))
    yield Figure(svg=chart, label=reader.say(ALTERNATIVES_LABEL), caption=reader.say(ALTERNATIVES_CAPTION))
    yield PageTable(table=alternative_table(plan, reader))
    yield Heading(reader.say(PROOF))
    problem = reader.say(PROBLEM, problem=plan.plan.certificate.problem)
    yield Bullets((certificate_sentence(plan, reader), problem))
    yield Heading(reader.say(ASSUMPTIONS))
    yield Bullets(tuple(reader.say(text) for text in plan.assumptions))
