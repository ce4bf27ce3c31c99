"""What past experiments changed: returns before the data, by data alone, and with experiments."""

from __future__ import annotations

from kuajie.domain.experiment import ENROLMENTS, Experiment
from kuajie.messages import Text
from kuajie.present.blocks import Table
from kuajie.present.fit_tables import PRIOR
from kuajie.present.plan_tables import COURSE, LEVER, LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.present.return_unit import BOTH, return_unit
from kuajie.usecases.fit_answer import Calibration, ExperimentLift, FitAnswer, Interval

TITLE = Text(en="What past experiments changed", zh="做过的实验改变了什么")
DATA_ONLY = Text(en="Data alone", zh="仅用数据")
CALIBRATED = Text(en="With experiments", zh="加入实验")
WIDTH = Text(en="Interval", zh="区间宽度")
NARROWER = Text(en="{share} narrower", zh="缩窄 {share}")
WIDER = Text(en="{share} wider", zh="变宽 {share}")
TESTS = Text(en="The experiments used", zh="使用的实验")
FROM, UNTIL = Text(en="From", zh="起始"), Text(en="Until", zh="结束")
CHANGE = Text(en="Spend changed by", zh="投入变化")
MEASURED = Text(en="Lift measured", zh="测得的增量")
NOTE = Text(
    en="Each experiment enters the fit as one more observation, as sure as its own interval says. In "
    "brackets: the interval stated with what was measured, and the 90 % interval of what the fit implies for "
    "the same change.",
    zh="每次实验作为一次额外观测进入拟合，其把握以自身的区间为准。括号内：测得值为其声明的区间，"
    "其余为拟合对同一变化所推出的 90% 区间。",
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
            _width(each, reader),
        )
        for each in fit.calibration
    )
    named = ((LEVER, False), (PRIOR, True), (DATA_ONLY, True), (CALIBRATED, True), (WIDTH, True))
    return Table(columns=columns(reader, *named), rows=rows, title=reader.say(unit.name))


def _width(each: Calibration, reader: Reader) -> str:
    """Return by how much experiments narrowed the interval, or widened it where they contradict the data."""
    before, after = (found.upper - found.lower for found in (each.data_only, each.calibrated))
    share = 1 - after / before if before else 0.0
    return reader.say(NARROWER if share >= 0 else WIDER, share=reader.share(abs(share)))


def experiment_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return every experiment that entered the fit: what was changed, what it measured, what the fit implies.

    The last two columns are left out where the fit does not say what it implies.
    """
    implied = {_window(each): each for each in fit.experiment_lifts}
    rows = tuple(
        (*_tested(each, fit, reader), *_implied(implied.get(_window(each)), reader))
        if implied
        else _tested(each, fit, reader)
        for each in fit.experiments
    )
    named = ((LEVER, False), (COURSE, False), (FROM, False), (UNTIL, False))
    more = ((CHANGE, True), (MEASURED, True), *(((DATA_ONLY, True), (CALIBRATED, True)) if implied else ()))
    return Table(columns=columns(reader, *named, *more), rows=rows, title=reader.say(TESTS))


def _tested(each: Experiment, fit: FitAnswer, reader: Reader) -> tuple[str, ...]:
    levers = {lever.id: lever.title for lever in fit.levers}
    courses = {course.id: course.title for course in fit.courses}
    measured = Interval(mean=each.lift, lower=each.lower, median=each.lift, upper=each.upper)
    return (
        levers[each.lever],
        courses[each.course],
        reader.day(each.first_day),
        reader.day(each.last_day),
        reader.signed_money(each.spend_change),
        _lift(each.unit, measured, reader),
    )


def _implied(each: ExperimentLift | None, reader: Reader) -> tuple[str, str]:
    if each is None:
        return LIGHT_ZERO, LIGHT_ZERO
    return _lift(each.unit, each.data_only, reader), _lift(each.unit, each.calibrated, reader)


def _lift(unit: str, lift: Interval, reader: Reader) -> str:
    """Return a lift with its interval, in enrolments or as a share of those without the change."""
    say = reader.signed_count if unit == ENROLMENTS else reader.share
    ends = reader.between(say(lift.lower), say(lift.upper))
    return reader.say(BOTH, value=say(lift.median), range=ends)


def _window(each: Experiment | ExperimentLift) -> tuple[object, ...]:
    return each.lever, each.course, each.first_day, each.last_day, each.unit
