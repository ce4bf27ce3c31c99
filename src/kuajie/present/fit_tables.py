"""The tables of what a fit found, the same for terminal and page."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.blocks import Column, Table
from kuajie.present.plan_tables import COURSE, ENROLMENTS, LEVER, LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.present.return_unit import ReturnUnit, return_unit
from kuajie.usecases.fit_answer import CourseSummary, FitAnswer, Interval, LeverSummary

KIND = Text(en="Kind", zh="类别")
MARKETING = Text(en="marketing", zh="营销")
TRAINING = Text(en="training", zh="培训")
SPENT = Text(en="Spent so far", zh="历史投入")
RANGE = Text(en="90 % interval", zh="90% 区间")
PRIOR = Text(en="Before the data", zh="数据之前")
HALF_LIFE = Text(en="Half-life (weeks)", zh="半衰周数")
LEARNED = Text(en="Learned from data", zh="数据提供的信息")
BROUGHT = Text(en="Enrolments", zh="带来的报名")
BROUGHT_OUTCOME = Text(en="“{outcome}” brought", zh="带来的“{outcome}”")
BY_LEVERS = Text(en="Brought by levers", zh="由杠杆带来")
OUTCOME = Text(en="Outcome", zh="结果")
SERIES = Text(en="Series", zh="序列")
IN_ALL = Text(en="In all", zh="合计")
ELASTICITY = Text(en="Elasticity at mean price", zh="平均价格处的弹性")
SCATTER = Text(en="Scatter", zh="随机波动")
OWN_SALES = Text(en="{party}: its other courses", zh="{party}：自有的其他课程")


def lever_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return what each lever brought and its return, beside what was believed; fits a terminal."""
    unit = return_unit(fit, reader)
    rows = tuple(
        (lever.title, reader.count(lever.enrolments.median), *_return_cells(lever, unit, reader))
        for lever in fit.levers
    )
    named = ((unit.name, True), (RANGE, True), (PRIOR, True))
    brought = Column(brought_name(reader), number=True)
    return Table(columns=(Column(reader.say(LEVER)), brought, *columns(reader, *named)), rows=rows)


def brought_name(reader: Reader) -> str:
    """Return what levers bring: enrolments, or a table's outcome by its name."""
    return reader.say(reader.called(BROUGHT, BROUGHT_OUTCOME), outcome=reader.outcome)


def return_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return what each lever brought per unit of spend, beside what was believed before the data."""
    unit = return_unit(fit, reader)
    rows = tuple(
        (
            lever.title,
            reader.say(TRAINING if lever.training else MARKETING),
            reader.money(lever.spend) if lever.spend else LIGHT_ZERO,
            reader.count(lever.enrolments.median),
            *_return_cells(lever, unit, reader),
        )
        for lever in fit.levers
    )
    named = ((LEVER, False), (KIND, False), (SPENT, True))
    more = ((unit.name, True), (RANGE, True), (PRIOR, True))
    brought = Column(brought_name(reader), number=True)
    return Table(columns=(*columns(reader, *named), brought, *columns(reader, *more)), rows=rows)


def _return_cells(lever: LeverSummary, unit: ReturnUnit, reader: Reader) -> tuple[str, str, str]:
    found, prior = lever.return_on_spend, lever.prior_return
    return (
        unit.say(found.median, reader) if found else LIGHT_ZERO,
        unit.say_range(found, reader) if found else LIGHT_ZERO,
        unit.say_range(prior, reader) if prior else LIGHT_ZERO,
    )


def next_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return what one more unit on each lever brings, how long its effect lasts, what the data said of it."""
    unit = return_unit(fit, reader)
    rows = tuple(
        (
            lever.title,
            unit.say(lever.marginal_return.median, reader),
            unit.say_range(lever.marginal_return, reader),
            reader.ratio(lever.half_life.median),
            reader.ratio_range(lever.half_life),
            reader.share(lever.learned),
        )
        for lever in fit.levers
    )
    named = ((LEVER, False), (unit.next_one, True), (RANGE, True))
    more = ((HALF_LIFE, True), (RANGE, True), (LEARNED, True))
    return Table(columns=columns(reader, *named, *more), rows=rows)


def course_fit_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return every course over history: enrolments, what levers brought, elasticity, scatter.

    Elasticities are left out where nothing has a price; of a plain table the outcome is no enrolments.
    """
    priced = any(course.elasticity is not None for course in fit.courses)
    rows = tuple(
        (
            course_name(fit, course, reader),
            reader.count(course.enrolments),
            reader.share(course.lever_share.median),
            *((_ratio(course.elasticity, reader), _ratio_range(course.elasticity, reader)) if priced else ()),
            reader.share(course.sigma.median),
        )
        for course in fit.courses
    )
    of_table = OUTCOME if len(fit.courses) == 1 else SERIES
    named = ((reader.called(COURSE, of_table), False), (reader.called(ENROLMENTS, IN_ALL), True))
    prices = ((ELASTICITY, True), (RANGE, True)) if priced else ()
    more = ((BY_LEVERS, True), *prices, (SCATTER, True))
    return Table(columns=columns(reader, *named, *more), rows=rows)


def course_name(fit: FitAnswer, course: CourseSummary, reader: Reader) -> str:
    """Return a course's title, or that it is what a party sells besides."""
    own = {each.id for each in fit.spec.courses if each.own_sales}
    return reader.say(OWN_SALES, party=course.title) if course.id in own else course.title


def _ratio(interval: Interval | None, reader: Reader) -> str:
    return LIGHT_ZERO if interval is None else reader.ratio(interval.median)


def _ratio_range(interval: Interval | None, reader: Reader) -> str:
    return LIGHT_ZERO if interval is None else reader.ratio_range(interval)
