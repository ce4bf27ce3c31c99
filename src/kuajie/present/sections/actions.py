"""What to do: spend by lever and week, prices, budgets, duties."""

from __future__ import annotations

from collections.abc import Iterator

from kuajie.messages import Text
from kuajie.present.aim import aims_at_profit
from kuajie.present.blocks import Heading
from kuajie.present.charts import chart_svg, spend_chart
from kuajie.present.page import Figure, PageTable, Part, Section
from kuajie.present.plan_tables import (
    budget_table,
    duty_table,
    edge_note,
    lever_table,
    price_table,
    sum_rows,
    week_heat,
    week_tables,
)
from kuajie.present.plan_worth import MORE, MORE_NOTE, WHY, reason_table, value_table
from kuajie.present.reader import Reader
from kuajie.present.report_content import ReportContent
from kuajie.usecases.plan_answer import PlanAnswer

TITLE = Text(en="What to do", zh="要做什么")
LEAD = Text(
    en="Spend {spend}, set-up included, on {used} of {all} levers over {weeks} weeks (repeating the same "
    "weeks of last year: {last_year}), "
    "and change the price of {changed} of {courses} courses.",
    zh="在 {weeks} 周内共投入 {spend}（含启动成本），使用 {all} 个杠杆中的 {used} 个"
    "（照搬去年同期需 {last_year}），"
    "并调整 {courses} 门课程中 {changed} 门的价格。",
)
LEAD_SAME = Text(
    en="Spend {spend}, set-up included, on {used} of {all} levers over {weeks} weeks (repeating the same "
    "weeks of last year: {last_year}); "
    "the prices of the {courses} courses stay as they are.",
    zh="在 {weeks} 周内共投入 {spend}（含启动成本），使用 {all} 个杠杆中的 {used} 个"
    "（照搬去年同期需 {last_year}）；"
    "{courses} 门课程的价格保持不变。",
)
BY_LEVER = Text(en="Spend by lever", zh="按杠杆的投入")
BY_LEVER_NOTE = Text(
    en="“Brings” is the joint profit that would be lost if this lever alone were set to zero.",
    zh="“带来的收益”指仅把该杠杆归零时会损失的联合收益。",
)
BY_LEVER_OTHER = Text(
    en="“Brings” is how much of the programme's aim would be lost if this lever alone were set to zero.",
    zh="“带来”指仅把该杠杆归零时，项目目标会减少多少。",
)
BY_WEEK = Text(en="Spend by week", zh="按周的投入")
BY_WEEK_NOTE = Text(
    en="Darker cells are larger amounts; a dot is no spend.", zh="颜色越深金额越大；圆点表示不投入。"
)
CHART = Text(
    en="Columns of spend for each of {weeks} weeks, stacked by the party that pays.",
    zh="{weeks} 周的每周投入柱形图，按出资方堆叠。",
)
CAPTION = Text(en="Spend per week, by the party that pays.", zh="每周投入，按出资方区分。")
PRICES = Text(en="Prices", zh="价格")
BUDGETS = Text(en="Budgets", zh="预算")
BUDGET_NOTE = Text(
    en="The last column is the further joint profit from one more unit of that budget, its own cost "
    "already taken off; a dot means that more budget would not help.",
    zh="最后一列指该预算再增加一个货币单位所多得的联合收益（已扣除这一单位本身）；圆点表示增加预算没有帮助。",
)
BUDGET_OTHER = Text(
    en="The last column is how much the objective gains from a further 1,000 of that budget; a dot means "
    "that "
    "more budget would not help.",
    zh="最后一列指该预算再增加 1,000 时目标值的增加；圆点表示增加预算没有帮助。",
)
DUTIES = Text(en="Duties", zh="各方职责")


WHOLE, QUARTER = 16, 13
"""So many weeks stand in one table; more are shown by quarters."""


def actions_section(content: ReportContent, reader: Reader) -> Section:
    """Return every decision of the plan."""
    plan = content.plan
    changed = sum(1 for course in plan.courses if course.price != course.old_price)
    facts = {
        "spend": reader.money(plan.whole_spend),
        "used": sum(1 for lever in plan.levers if lever.spend),
        "all": len(plan.levers),
        "weeks": len(plan.plan.weeks),
        "last_year": reader.money(plan.last_year_spend),
        "courses": len(plan.courses),
    }
    lead = reader.say(LEAD, changed=changed, **facts) if changed else reader.say(LEAD_SAME, **facts)
    return Section(id="actions", title=reader.say(TITLE), lead=lead, parts=tuple(_parts(content, reader)))


def _parts(content: ReportContent, reader: Reader) -> Iterator[Part]:
    plan = content.plan
    yield Heading(reader.say(BY_LEVER))
    yield PageTable(
        table=lever_table(plan, reader),
        totals=len(sum_rows(plan, reader)),
        note=reader.say(BY_LEVER_NOTE if aims_at_profit(plan) else BY_LEVER_OTHER),
    )
    yield Heading(reader.say(BY_WEEK))
    yield from _weeks(plan, reader)
    yield Figure(
        svg=chart_svg(spend_chart(plan, reader)),
        label=reader.say(CHART, weeks=len(plan.plan.weeks)),
        caption=reader.say(CAPTION),
    )
    if plan.reasons:
        yield Heading(reader.say(WHY))
        yield PageTable(table=reason_table(plan, reader))
    yield Heading(reader.say(PRICES))
    yield PageTable(table=price_table(plan, reader), note=edge_note(plan, reader))
    if plan.budgets:
        yield Heading(reader.say(BUDGETS))
        yield PageTable(
            table=budget_table(plan, reader),
            note=reader.say(BUDGET_NOTE if aims_at_profit(plan) else BUDGET_OTHER),
        )
    if plan.values is not None:
        yield Heading(reader.say(MORE))
        yield PageTable(table=value_table(plan, plan.values, reader), note=reader.say(MORE_NOTE))
    if plan.programme.duties:
        yield Heading(reader.say(DUTIES))
        yield PageTable(table=duty_table(plan, reader))


def _weeks(plan: PlanAnswer, reader: Reader) -> Iterator[Part]:
    """Return lever by week, in parts that a printed page is wide enough for."""
    weeks = len(plan.plan.weeks)
    across = weeks if weeks <= WHOLE else QUARTER
    for place, table in enumerate(week_tables(plan, reader, across=across)):
        first, last = place * across, min((place + 1) * across, weeks)
        yield PageTable(
            table=table,
            totals=1,
            heat=week_heat(plan, first=first, last=last),
            note=reader.say(BY_WEEK_NOTE) if last == weeks else "",
            wide=True,
        )
