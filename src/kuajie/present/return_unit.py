"""In which unit a fit's returns are told: money back, or enrolments where nothing is paid."""

from __future__ import annotations

from dataclasses import dataclass

from kuajie.messages import Text
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnUnit:
    """``size`` units of spend bring what a cell says; ``even`` is where they pay for themselves."""

    size: float
    name: Text
    next_one: Text
    even: float | None

    def say(self, value: float, reader: Reader) -> str:
        """Return a return in this unit."""
        return reader.ratio(value) if self.even is not None else reader.brief(self.size * value)

    def say_range(self, interval: Interval, reader: Reader) -> str:
        """Return the ends of an interval of returns in this unit."""
        return reader.between(self.say(interval.lower, reader), self.say(interval.upper, reader))

    def say_both(self, interval: Interval, reader: Reader) -> str:
        """Return the median with the ends of the interval below it."""
        return reader.say(
            BOTH, value=self.say(interval.median, reader), range=self.say_range(interval, reader)
        )


BOTH = Text(en="{value}\n({range})", zh="{value}\n（{range}）")
REVENUE_AXIS = Text(en="Revenue per unit of spend", zh="每单位投入带来的收入")
"""What a chart of returns counts, where revenue is known."""

REVENUE = ReturnUnit(
    size=1.0,
    name=Text(en="Return on spend", zh="投入回报"),
    next_one=Text(en="Next unit brings", zh="再投一单位带来"),
    even=1.0,
)
ENROLMENTS = ReturnUnit(
    size=1000.0,
    name=Text(en="Enrolments per 1,000 spent", zh="每 1,000 元带来的报名"),
    next_one=Text(en="Next 1,000 bring", zh="再投 1,000 元带来"),
    even=None,
)
OUTCOME = ReturnUnit(
    size=1.0,
    name=Text(en="Outcome per unit", zh="每单位投入量带来的结果"),
    next_one=Text(en="Next unit brings", zh="再投一单位带来"),
    even=None,
)
OUTCOME_OF_MONEY = ReturnUnit(
    size=1000.0,
    name=Text(en="Outcome per 1,000 spent", zh="每投入 1,000 带来的结果"),
    next_one=Text(en="Next 1,000 bring", zh="再投入 1,000 带来"),
    even=None,
)


def return_unit(fit: FitAnswer, reader: Reader) -> ReturnUnit:
    """Return revenue where anything has a price, else enrolments, or what a plain table counts."""
    if any(course.priced for course in fit.spec.courses):
        return REVENUE
    if not reader.outcome:
        return ENROLMENTS
    return OUTCOME_OF_MONEY if fit.spec.currency else OUTCOME
