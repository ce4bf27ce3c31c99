"""What past experiments changed: returns before the data, by data alone, and with experiments."""

from __future__ import annotations

from kuajie.domain.experiment import ENROLMENTS, Experiment
from kuajie.messages import Text
from kuajie.present.blocks import Table
from kuajie.present.fit_tables import PRIOR
from kuajie.present.plan_tables import COURSE, LEVER, LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.present.return_unit import return_unit
from kuajie.usecases.fit_answer import Calibration, FitAnswer

TITLE = Text(en="What past experiments changed", zh="做过的试验改变了什么")
DATA_ONLY = Text(en="Data alone", zh="仅用数据")
CALIBRATED = Text(en="With experiments", zh="加入试验")
NARROWER = Text(en="Interval narrower by", zh="区间缩窄")
TESTS = Text(en="The experiments used", zh="使用的试验")
FROM, UNTIL = Text(en="From", zh="起始"), Text(en="Until", zh="结束")
CHANGE = Text(en="Spend changed by", zh="投入变化")
LIFT = Text(en="Lift", zh="增量")
RANGE = Text(en="Interval", zh="区间")
LEVEL = Text(en="Level", zh="置信水平")
NOTE = Text(
    en="Each experiment enters the fit as one more observation, as sure as its own interval says.",
    zh="每次试验作为一次额外观测进入拟合，其把握以自身的区间为准。",
)


def calibration_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return the levers that experiments speak of: their return by prior, data alone, and both together."""
    unit = return_unit(fit, reader)
    rows = tuple(
        (
            each.title,
            unit.say_range(each.prior, reader) if each.prior else LIGHT_ZERO,
            unit.say_both(each.data_only, reader),
            unit.say_both(each.calibrated, reader),
            reader.share(_narrower(each)),
        )
        for each in fit.calibration
    )
    named = ((LEVER, False), (PRIOR, True), (DATA_ONLY, True), (CALIBRATED, True), (NARROWER, True))
    return Table(columns=columns(reader, *named), rows=rows, title=reader.say(unit.name))


def _narrower(each: Calibration) -> float:
    before, after = (found.upper - found.lower for found in (each.data_only, each.calibrated))
    return 1 - after / before if before else 0.0


def experiment_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return every experiment that entered the fit: what was changed, and what it brought."""
    levers = {lever.id: lever.title for lever in fit.levers}
    courses = {course.id: course.title for course in fit.courses}
    rows = tuple(
        (
            levers[each.lever],
            courses[each.course],
            reader.day(each.first_day),
            reader.day(each.last_day),
            reader.signed_money(each.spend_change),
            _lift(each, each.lift, reader),
            reader.between(_lift(each, each.lower, reader), _lift(each, each.upper, reader)),
            reader.share(each.level),
        )
        for each in fit.experiments
    )
    named = ((LEVER, False), (COURSE, False), (FROM, False), (UNTIL, False))
    more = ((CHANGE, True), (LIFT, True), (RANGE, True), (LEVEL, True))
    return Table(columns=columns(reader, *named, *more), rows=rows)


def _lift(each: Experiment, lift: float, reader: Reader) -> str:
    return reader.signed_count(lift) if each.unit == ENROLMENTS else reader.share(lift)
