"""The tables of a plan, the same for terminal and page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kuajie.domain.terms import Aim
from kuajie.messages import Text
from kuajie.present.aim import BRINGS, TITLES, aim_of, aims_at_profit, say_aim
from kuajie.present.blocks import Column, Table
from kuajie.present.reader import Reader
from kuajie.present.rounded import rounded
from kuajie.present.scale import Scale, money_scale
from kuajie.usecases.plan_answer import CourseOutcome, LeverDecision, PlanAnswer

LEVER = Text(en="Lever", zh="杠杆")
PARTY = Text(en="Party", zh="合作方")
COURSE = Text(en="Course", zh="课程")
PLANNED = Text(en="Planned", zh="方案投入")
LAST_YEAR = Text(en="Last year", zh="去年同期")
SET_UP = Text(en="Set-up costs", zh="启动成本")
WITH_SET_UP = Text(en="Total, set-up included", zh="合计（含启动成本）")
CHANGE = Text(en="Change", zh="变化")
INPUT = Text(en="That is", zh="折合")
BINDS = Text(en="What limits it", zh="制约因素")
SUBTOTAL = Text(en="Subtotal", zh="小计")
NUMBERED = Text(en="{title}, {part}/{parts}", zh="{title}（{part}/{parts}）")
TOTAL = Text(en="Total", zh="合计")
EVERYBODY = Text(en="All parties", zh="各方合计")
PRICE = Text(en="Price", zh="价格")
OLD_PRICE = Text(en="Price today", zh="现价")
NEW_PRICE = Text(en="Price in the plan", zh="方案价格")
SEATS = Text(en="Seats a week", zh="每周名额")
NO_LIMIT = Text(en="no limit", zh="不限")
ENROLMENTS = Text(en="Enrolments", zh="报名数")
RANGE = Text(en="90 % interval", zh="90% 区间")
COMPLETIONS = Text(en="Completions", zh="完课数")
REVENUE = Text(en="Revenue ({unit})", zh="收入（{unit}）")
FULL_WEEKS = Text(en="Full weeks", zh="满员周数")
BUDGET = Text(en="Budget", zh="预算")
LIMIT = Text(en="Limit ({unit})", zh="上限（{unit}）")
USED = Text(en="Used ({unit})", zh="已用（{unit}）")
THOUSAND_MORE = Text(en="1,000 more add to the objective", zh="每增加 1,000 元使目标值增加")
ONE_MORE = Text(en="{unit} 1 more of budget brings ({unit})", zh="每多 1 {unit}预算带来（{unit}）")
EDGE = Text(en="{price} ▲", zh="{price} ▲")
INCENTIVE = Text(
    en="{course}: {words}; the price is what is paid on average, and about {money} is let off.",
    zh="{course}：{words}；表中价格为平均实付价，合计约让利 {money}。",
)
EDGE_NOTE = Text(
    en="▲ A new price at the edge of the menu: test it first.", zh="▲ 价目边缘：最好先小范围试价。"
)
NO_DIFFERENCE = Text(en="no different from zero", zh="与零无异")
DUE = Text(en="Due", zh="截止日期")
OWNER = Text(en="Owner", zh="负责方")
TASK = Text(en="Task", zh="事项")
ITEM = Text(en="Item", zh="项目")
AMOUNT = Text(en="Amount ({unit})", zh="金额（{unit}）")
MONEY_REVENUE = Text(en="Revenue, net of refunds and coupons", zh="收入（已扣退款与优惠）")
MONEY_UNIT_COSTS = Text(en="less unit costs", zh="减：单位成本")
MONEY_SPEND = Text(en="less spend on levers", zh="减：杠杆投入")
MONEY_SET_UP = Text(en="less set-up costs", zh="减：启动成本")
MONEY_PROFIT = Text(en="Joint profit", zh="联合收益")
ALTERNATIVE = Text(en="Plan", zh="方案")
PROFIT = Text(en="Joint profit", zh="联合收益")
SPEND = Text(en="Spend, set-up included", zh="投入（含启动成本）")
UNITS = {
    "hours": Text(en="{amount} hours", zh="{amount} 小时"),
    "sessions": Text(en="{amount} sessions", zh="{amount} 场"),
}
IN_UNIT = Text(en="Spend by week ({unit})", zh="每周投入（{unit}）")
IN_UNIT_BARE = Text(en="Spend by week ({unit}), without set-up costs", zh="每周投入（{unit}，不含启动成本）")
LIGHT_ZERO = "·"


def columns(reader: Reader, *texts: tuple[Text, bool], unit: str = "") -> tuple[Column, ...]:
    """Return named columns; each text comes with whether the column holds numbers."""
    return tuple(Column(reader.say(text, unit=unit), number) for text, number in texts)


def lever_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return every lever's spend, last year's, its input, what it brings and what limits it; a total last."""
    names = {party.id: party.name for party in plan.programme.parties}
    rows = [
        (
            lever.title,
            names[lever.party],
            _or_light(lever.spend, reader.money(lever.spend)),
            _or_light(lever.last_year, reader.money(lever.last_year)),
            change(lever.spend, lever.last_year, reader),
            _input(lever, reader),
            _or_light(lever.spend, say_brings(plan, lever, reader)),
            reader.say(lever.binds),
        )
        for lever in plan.levers
    ]
    rows += [
        (name, reader.say(EVERYBODY), now, before, moved, "", "", "")
        for name, now, before, moved in sum_rows(plan, reader)
    ]
    named = ((LEVER, False), (PARTY, False), (PLANNED, True), (LAST_YEAR, True), (CHANGE, True))
    more = ((INPUT, True), (BRINGS[aim_of(plan)], True), (BINDS, False))
    return Table(columns=columns(reader, *named, *more), rows=tuple(rows))


def sum_rows(plan: PlanAnswer, reader: Reader) -> tuple[tuple[str, str, str, str], ...]:
    """Return the last rows of a table of levers: set-up costs where there are any, and the total.

    Each is a name, the plan's amount, last year's (its set-up at today's cost) and the change.
    """
    now, before = plan.whole_spend, plan.last_year_spend
    total = (reader.money(now), reader.money(before), change(now, before, reader))
    if not plan.set_up and not plan.last_year_set_up:
        return ((reader.say(TOTAL), *total),)
    set_up = (plan.set_up, plan.last_year_set_up)
    amounts = [_or_light(amount, reader.money(amount)) for amount in set_up]
    return (
        (reader.say(SET_UP), amounts[0], amounts[1], change(*set_up, reader)),
        (reader.say(WITH_SET_UP), *total),
    )


def change(now: float, before: float, reader: Reader) -> str:
    """Return by how many per cent an amount changes; a dash where there was nothing before."""
    if before <= 0:
        return LIGHT_ZERO
    said = reader.share(now / before - 1)
    return said if said.startswith("−") else f"+{said}"


def _input(lever: LeverDecision, reader: Reader) -> str:
    unit = UNITS.get(lever.unit)
    return reader.say(unit, amount=reader.quantity(lever.input)) if unit and lever.input else LIGHT_ZERO


def say_brings(plan: PlanAnswer, lever: LeverDecision, reader: Reader) -> str:
    """Return what a lever brings; words where it is no more than the noise of the draws.

    The plan would not use a lever that loses, so a small loss on fresh draws is noise; a larger one, as a
    weekly minimum may force, is told.
    """
    scale = lever.spend if aims_at_profit(plan) else abs(plan.aim.mean) * NOISE
    if -LARGE_LOSS * scale < lever.brings < NOISE * scale:
        return reader.say(NO_DIFFERENCE)
    return say_aim(plan, lever.brings, reader)


NOISE, LARGE_LOSS = 0.005, 0.05


def _or_light(amount: float, said: str) -> str:
    return said if amount else LIGHT_ZERO


def week_scale(plan: PlanAnswer, reader: Reader) -> Scale:
    """Return in which unit weekly spend is counted."""
    largest = max((float(money) for row in plan.plan.spend.values() for money in row), default=0.0)
    return money_scale(largest, reader)


def week_table(plan: PlanAnswer, reader: Reader, *, first: int = 0, last: int | None = None) -> Table:
    """Return lever by week with totals both ways, in a unit that keeps the cells short.

    Weeks ``first`` to ``last`` (exclusive) only, where a terminal is too narrow for all: each part then ends
    in a subtotal, and the last part in the total of all weeks.
    """
    scale, weeks = week_scale(plan, reader), plan.plan.weeks[first:last]
    spend = {
        lever.id: [float(money) for money in plan.plan.spend[lever.id][first:last]] for lever in plan.levers
    }
    sums = sum_columns(plan, first=first, last=last)
    amounts = [
        [*spend[lever.id], *_sums(plan, lever.id, spend[lever.id], len(sums))] for lever in plan.levers
    ]
    amounts.append([sum(column) for column in zip(*amounts, strict=True)])
    names = [*(lever.title for lever in plan.levers), reader.say(TOTAL)]
    rows = [
        (name, *(_cell(amount, scale, reader) for amount in row))
        for name, row in zip(names, amounts, strict=True)
    ]
    named = [Column(reader.say(LEVER)), *(Column(reader.short_day(week), number=True) for week in weeks)]
    return Table(
        columns=(*named, *(Column(reader.say(text), number=True) for text in sums)),
        rows=tuple(rows),
        title=reader.say(IN_UNIT_BARE if plan.set_up else IN_UNIT, unit=scale.name),
    )


def week_tables(plan: PlanAnswer, reader: Reader, *, across: int) -> Iterator[Table]:
    """Yield lever by week in numbered parts of at most ``across`` weeks."""
    weeks = len(plan.plan.weeks)
    parts = -(-weeks // across)
    for place in range(parts):
        first, last = place * across, min((place + 1) * across, weeks)
        table = week_table(plan, reader, first=first, last=last)
        title = reader.say(NUMBERED, title=table.title, part=place + 1, parts=parts)
        yield replace(table, title=title) if parts > 1 else table


def sum_columns(plan: PlanAnswer, *, first: int = 0, last: int | None = None) -> tuple[Text, ...]:
    """Return what the columns after the weeks are: a total, or a subtotal where a table is a part."""
    weeks = len(plan.plan.weeks)
    ends = last is None or last >= weeks
    if first == 0 and ends:
        return (TOTAL,)
    return (SUBTOTAL, TOTAL) if ends else (SUBTOTAL,)


def _sums(plan: PlanAnswer, lever: str, shown: list[float], columns: int) -> list[float]:
    """Return the sum of the weeks shown, and where there is a second column that of all weeks."""
    return [sum(shown), sum(float(money) for money in plan.plan.spend[lever])][:columns]


def week_heat(plan: PlanAnswer, *, first: int = 0, last: int | None = None) -> tuple[tuple[float, ...], ...]:
    """Return how strongly to shade the cells of ``week_table``: spend over the largest of any week."""
    rows = [[float(money) for money in plan.plan.spend[lever.id]] for lever in plan.levers]
    largest = max((amount for row in rows for amount in row), default=0.0) or 1.0
    after = (0.0,) * len(sum_columns(plan, first=first, last=last))
    shaded = [(0.0, *(amount / largest for amount in row[first:last]), *after) for row in rows]
    return (*shaded, (0.0,) * (len(plan.plan.weeks[first:last]) + 1 + len(after)))


def _cell(amount: float, scale: Scale, reader: Reader) -> str:
    if not amount:
        return LIGHT_ZERO
    if scale.size == 1:
        return reader.whole(amount)
    return reader.ratio(amount / scale.size) if reader.locale == "zh" else reader.tenth(amount / scale.size)


def price_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return every course's price today and in the plan, and its seats."""
    rows = tuple(
        (
            course.title,
            reader.price(course.old_price),
            reader.say(EDGE, price=reader.price(course.price))
            if _at_edge(plan, course)
            else reader.price(course.price),
            change(course.price, course.old_price, reader)
            if course.price != course.old_price
            else LIGHT_ZERO,
            _seats(plan, course.id, reader),
        )
        for course in plan.courses
    )
    named = ((COURSE, False), (OLD_PRICE, True), (NEW_PRICE, True), (CHANGE, True), (SEATS, True))
    return Table(columns=columns(reader, *named), rows=rows)


def edge_note(plan: PlanAnswer, reader: Reader) -> str:
    """Return the incentives chosen and what the mark in the table of prices means; nothing without either."""
    notes = [
        reader.say(
            INCENTIVE,
            course=course.title,
            words=reader.say(course.incentive),
            money=reader.money(course.let_off),
        )
        for course in plan.courses
        if course.incentive is not None
    ]
    if any(_at_edge(plan, course) for course in plan.courses):
        notes.append(reader.say(EDGE_NOTE))
    return " ".join(notes) if reader.locale == "en" else "".join(notes)


def _at_edge(plan: PlanAnswer, course: CourseOutcome) -> bool:
    """Say whether a new price is the lowest or highest of its menu, beyond which nothing was allowed."""
    menu = [float(price) for price in plan.programme.course(course.id).menu]
    return course.price != course.old_price and course.price in {min(menu), max(menu)}


def _seats(plan: PlanAnswer, course: str, reader: Reader) -> str:
    seats = plan.programme.course(course).seats
    return reader.say(NO_LIMIT) if seats is None else reader.count(seats)


def course_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return every course's enrolments with interval, completions, revenue and full weeks; a total last."""
    enrolments = rounded([course.enrolments.mean for course in plan.courses])
    completions = rounded([course.completions for course in plan.courses])
    revenues = rounded([course.revenue for course in plan.courses])
    rows = [
        (
            course.title,
            reader.price(course.price),
            reader.whole(enrolments[place]),
            reader.count_range(course.enrolments),
            reader.whole(completions[place]),
            reader.whole(revenues[place]),
            str(course.full_weeks) if course.full_weeks else LIGHT_ZERO,
        )
        for place, course in enumerate(plan.courses)
    ]
    sold, completed, revenue = (reader.whole(sum(row)) for row in (enrolments, completions, revenues))
    rows.append((reader.say(TOTAL), "", sold, reader.count_range(plan.enrolments), completed, revenue, ""))
    named = ((COURSE, False), (PRICE, True), (ENROLMENTS, True), (RANGE, True), (COMPLETIONS, True))
    more = ((REVENUE, True), (FULL_WEEKS, True))
    return Table(columns=columns(reader, *named, *more, unit=reader.unit), rows=tuple(rows))


def money_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return the way from revenue to joint profit, to the unit, so that it adds up."""
    parts = (
        (MONEY_REVENUE, round(plan.revenue)),
        (MONEY_UNIT_COSTS, -round(plan.unit_costs)),
        (MONEY_SPEND, -round(plan.spend)),
        (MONEY_SET_UP, -round(plan.set_up)),
    )
    rows = [(reader.say(text), reader.whole(amount)) for text, amount in parts]
    rows.append((reader.say(MONEY_PROFIT), reader.whole(sum(amount for _, amount in parts))))
    return Table(columns=columns(reader, (ITEM, False), (AMOUNT, True), unit=reader.unit), rows=tuple(rows))


def alternative_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return this plan beside its alternatives; first what they reach of the aim, unless that is a column."""
    aim = aim_of(plan)
    extra = aim in {Aim.COMPLETIONS, Aim.MIX}
    rows = tuple(
        (
            reader.say(other.name),
            *([say_aim(plan, other.aim.mean, reader)] if extra else []),
            reader.money(other.profit.mean),
            reader.money_range(other.profit),
            reader.count(other.enrolments.mean),
            _or_light(other.spend, reader.money(other.spend)),
        )
        for other in plan.alternatives
    )
    first = ((ALTERNATIVE, False), *([(TITLES[aim], True)] if extra else []))
    named = (*first, (PROFIT, True), (RANGE, True), (ENROLMENTS, True), (SPEND, True))
    return Table(columns=columns(reader, *named), rows=rows)


def budget_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return every budget: limit, use, and what one more unit of it would bring."""
    names = {party.id: party.name for party in plan.programme.parties} | {"total": reader.say(EVERYBODY)}
    size, one_more = (1, ONE_MORE) if aims_at_profit(plan) else (1000, THOUSAND_MORE)
    rows = tuple(
        (
            names.get(line.name, line.name),
            reader.whole(line.limit),
            reader.whole(line.used),
            reader.share(line.used / line.limit) if line.limit else LIGHT_ZERO,
            reader.brief(size * line.one_more) if line.one_more > 0 else LIGHT_ZERO,
        )
        for line in plan.budgets
    )
    named = ((BUDGET, False), (LIMIT, True), (USED, True), (SHARE_USED, True), (one_more, True))
    return Table(columns=columns(reader, *named, unit=reader.unit), rows=rows)


SHARE_USED = Text(en="Share used", zh="使用率")


def duty_table(plan: PlanAnswer, reader: Reader) -> Table:
    """Return who has to do what by when, soonest first."""
    names = {party.id: party.name for party in plan.programme.parties}
    duties = sorted(plan.programme.duties, key=lambda duty: duty.due)
    rows = tuple((reader.day(duty.due), names[duty.owner], duty.task) for duty in duties)
    return Table(columns=columns(reader, (DUE, False), (OWNER, False), (TASK, False)), rows=rows)
