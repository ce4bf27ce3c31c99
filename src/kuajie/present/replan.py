"""Planning again mid-way, as blocks for a terminal: how it went, what to change, what that gains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kuajie.messages import Locale, Text
from kuajie.present.aim import AIMS, aim_of, say_aim, say_aim_range
from kuajie.present.blocks import Block, Heading, Paragraph, Table
from kuajie.present.certificate import certificate_sentence
from kuajie.present.findings import finding_blocks
from kuajie.present.plan import WEEKS_ACROSS, expectation
from kuajie.present.plan_tables import (
    BUDGET,
    CHANGE,
    COURSE,
    EVERYBODY,
    LEVER,
    LIGHT_ZERO,
    LIMIT,
    TOTAL,
    alternative_table,
    change,
    columns,
    week_tables,
)
from kuajie.present.plan_worth import WHY, reason_table
from kuajie.present.reader import Reader
from kuajie.present.trust import others, plan_alerts
from kuajie.usecases.replan_answer import ReplanAnswer

PROGRESS = Text(
    en="{passed} of {weeks} weeks have passed, to {day}: {spent} spent where {planned} was planned, and "
    "{enrolled} enrolments where {expected} were expected of the plan and {given} of spend and prices as "
    "they were (90 % intervals).",
    zh="{weeks} 周中已过去 {passed} 周，截至 {day}：投入 {spent}（计划 {planned}）；报名 {enrolled}，"
    "按方案预计 {expected}，按实际投入与价格预计 {given}（90% 区间）。",
)
MADE = Text(
    en="Joint profit so far: {profit}, coupons and refunds at their historic rates.",
    zh="至今的联合收益：{profit}（优惠与退款按历史比率计）。",
)
CHANGE_IT = Text(
    en="Change the remaining {weeks} weeks as below: {gain} more {aim} expected than by going on as agreed "
    "(90 % interval {range}; better in {chance} of the draws).",
    zh="建议按下表调整余下 {weeks} 周：预期{aim}比照原方案继续多 {gain}（90% 区间 {range}；"
    "在 {chance} 的样本中更好）。",
)
KEEP_IT = Text(
    en="Go on as agreed: no other plan of the remaining {weeks} weeks was found that is better by more than "
    "rounding.",
    zh="照原方案继续：余下 {weeks} 周没有找到明显更好的方案。",
)
KEEP_NEAREST = Text(
    en="Go on as near to the agreed plan as the limits still allow: no other plan of the remaining {weeks} "
    "weeks was found that is better by more than rounding.",
    zh="在限额允许的范围内尽量照原方案继续：余下 {weeks} 周没有找到明显更好的方案。",
)
LEARNED = Text(
    en="The remaining weeks are planned on a fit that has seen those that have passed.",
    zh="余下各周依据已学习过去各周数据的拟合来规划。",
)
LEFT = Text(en="What the remaining weeks bring", zh="余下各周的预期")
SPEND_CHANGES = Text(en="Spend by lever: so far, and in the remaining weeks", zh="各杠杆投入：至今与余下各周")
COURSES = Text(en="Enrolments so far, and prices from here", zh="至今的报名与此后的价格")
BUDGETS = Text(en="Budgets over the whole horizon", zh="整个计划期的预算")
SPENT = Text(en="Spent", zh="已投入")
PLANNED_SO_FAR = Text(en="Planned so far", zh="至今计划")
AGREED_REST = Text(en="Rest as agreed", zh="余下原定")
NOW_REST = Text(en="Rest now", zh="余下现定")
ENROLLED = Text(en="Enrolled", zh="已报名")
EXPECTED = Text(en="Expected of the plan", zh="按方案预计")
GIVEN = Text(en="Expected of the spend", zh="按投入预计")
PRICE_BEFORE = Text(en="Price as agreed", zh="原定价格")
PRICE_NOW = Text(en="Price now", zh="现定价格")
SPENT_OF_IT = Text(en="Spent ({unit})", zh="已用（{unit}）")
REST_OF_IT = Text(en="Remaining weeks ({unit})", zh="余下各周（{unit}）")
LEFT_OVER = Text(en="Left over ({unit})", zh="剩余（{unit}）")


def replan_blocks(answer: ReplanAnswer, locale: Locale) -> Iterator[Block]:
    """Return progress and changes for an 80-column terminal."""
    reader = Reader(locale, answer.programme.currency)
    yield from plan_alerts(answer.rest.warnings, reader)
    yield Paragraph(progress_sentence(answer, reader))
    yield Paragraph(verdict(answer, reader))
    yield Paragraph(reader.say(MADE, profit=reader.money(answer.profit)))
    if answer.refitted:
        yield Paragraph(reader.say(LEARNED))
    yield Heading(reader.say(LEFT))
    yield Paragraph(expectation(answer.rest, reader))
    yield Paragraph(certificate_sentence(answer.rest, reader))
    yield rest_table(answer, reader)
    yield Heading(reader.say(SPEND_CHANGES))
    yield lever_change_table(answer, reader)
    yield from week_tables(answer.rest, reader, across=WEEKS_ACROSS)
    yield Heading(reader.say(WHY))
    yield reason_table(answer.rest, reader)
    yield Heading(reader.say(COURSES))
    yield course_table(answer, reader)
    if answer.budgets:
        yield Heading(reader.say(BUDGETS))
        yield budget_left_table(answer, reader)
    yield from finding_blocks((*answer.warnings, *others(answer.rest.warnings)), locale)


def progress_sentence(answer: ReplanAnswer, reader: Reader) -> str:
    """Return in one sentence how the weeks that have passed went against plan."""
    return reader.say(
        PROGRESS,
        passed=len(answer.weeks),
        weeks=answer.programme.horizon.count,
        day=reader.last_day(answer.weeks[-1]),
        spent=reader.money(answer.spent),
        planned=reader.money(answer.planned_spend),
        enrolled=reader.count(answer.enrolled),
        expected=reader.count_range(answer.planned),
        given=reader.count_range(answer.given_spend),
    )


def verdict(answer: ReplanAnswer, reader: Reader) -> str:
    """Return in one sentence whether to change the plan, and what that gains."""
    weeks = len(answer.rest.plan.weeks)
    if answer.stays:
        return reader.say(KEEP_IT if answer.kept else KEEP_NEAREST, weeks=weeks)
    return reader.say(
        CHANGE_IT,
        weeks=weeks,
        aim=AIMS[aim_of(answer.rest)],
        gain=say_aim(answer.rest, answer.gain.mean, reader),
        range=say_aim_range(answer.rest, answer.gain, reader),
        chance=reader.chance(answer.chance_better),
    )


def rest_table(answer: ReplanAnswer, reader: Reader) -> Table:
    """Return the plan of the rest beside going on as agreed and its other alternatives."""
    table = alternative_table(answer.rest, reader)
    agreed = alternative_row(answer, reader)
    first, *more = table.rows
    return Table(columns=table.columns, rows=(first, *([] if answer.stays else [agreed]), *more))


def alternative_row(answer: ReplanAnswer, reader: Reader) -> tuple[str, ...]:
    """Return the agreed plan's row among the alternatives of the rest."""
    alone = replace(answer.rest, alternatives=(answer.agreed,))
    return alternative_table(alone, reader).rows[0]


def lever_change_table(answer: ReplanAnswer, reader: Reader) -> Table:
    """Return every lever's spend so far against plan, and in the remaining weeks before and now."""
    rows = [
        (
            lever.title,
            *(_money(amount, reader) for amount in (lever.spent, lever.planned, lever.before, lever.now)),
            change(lever.now, lever.before, reader),
        )
        for lever in answer.levers
    ]
    before, now = (sum(getattr(lever, name) for lever in answer.levers) for name in ("before", "now"))
    sums = (answer.spent, answer.planned_spend, before, now)
    rows.append(
        (reader.say(TOTAL), *(_money(amount, reader) for amount in sums), change(now, before, reader))
    )
    named = ((LEVER, False), (SPENT, True), (PLANNED_SO_FAR, True), (AGREED_REST, True), (NOW_REST, True))
    return Table(columns=columns(reader, *named, (CHANGE, True)), rows=tuple(rows))


def course_table(answer: ReplanAnswer, reader: Reader) -> Table:
    """Return every course's enrolments so far against what was expected, and its price before and now."""
    rows = tuple(
        (
            course.title,
            reader.count(course.enrolled),
            reader.count_range(course.planned),
            reader.count_range(course.given_spend),
            reader.price(course.price_before),
            reader.price(course.price_now) if course.price_now != course.price_before else LIGHT_ZERO,
        )
        for course in answer.courses
    )
    named = ((COURSE, False), (ENROLLED, True), (EXPECTED, True), (GIVEN, True))
    more = ((PRICE_BEFORE, True), (PRICE_NOW, True))
    return Table(columns=columns(reader, *named, *more), rows=rows)


def budget_left_table(answer: ReplanAnswer, reader: Reader) -> Table:
    """Return of every budget what is spent, what the remaining weeks use and what is left over."""
    names = {party.id: party.name for party in answer.programme.parties} | {"total": reader.say(EVERYBODY)}
    rows = tuple(
        (
            names.get(line.name, line.name),
            *(
                reader.whole(amount)
                for amount in (line.limit, line.spent, line.now, line.limit - line.spent - line.now)
            ),
        )
        for line in answer.budgets
    )
    named = ((BUDGET, False), (LIMIT, True), (SPENT_OF_IT, True), (REST_OF_IT, True), (LEFT_OVER, True))
    return Table(columns=columns(reader, *named, unit=reader.unit), rows=rows)


def _money(amount: float, reader: Reader) -> str:
    return reader.money(amount) if amount else LIGHT_ZERO
