"""Whether the weeks seen look like weeks the model makes: the posterior predictive checks as a table."""

from __future__ import annotations

from math import exp

from kuajie.messages import Text
from kuajie.present.blocks import Table
from kuajie.present.fit_tables import OUTCOME, SERIES
from kuajie.present.plan_tables import COURSE, LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer, PredictiveCheck, Statistic

STATISTICS = {
    Statistic.COVERAGE: Text(en="Inside 90 %", zh="落在 90% 内"),
    Statistic.AUTOCORRELATION: Text(en="Unexplained carries over", zh="未解释部分的延续"),
    Statistic.LARGEST_JUMP: Text(en="Largest change", zh="最大周间变化"),
    Statistic.SPREAD: Text(en="Spread", zh="离散程度"),
    Statistic.ZERO_WEEKS: Text(en="Weeks at zero", zh="为零的周"),
    Statistic.LAST_LEVEL: Text(en="Last weeks' level", zh="最近的水平"),
}
CELL = Text(en="{seen}\n({lower} to {upper})", zh="{seen}\n（{lower} 至 {upper}）")
FAILED = Text(en="{seen} ▲\n({lower} to {upper})", zh="{seen} ▲\n（{lower} 至 {upper}）")
SHARES = (Statistic.COVERAGE, Statistic.ZERO_WEEKS, Statistic.LAST_LEVEL)


def predictive_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return every check, one row per course: what was seen, what the model makes, ▲ where they differ."""
    found = {(check.course, check.statistic): check for check in fit.predictive}
    shown = [each for each in STATISTICS if any(check.statistic is each for check in fit.predictive)]
    titles = {check.course: check.title for check in fit.predictive}
    rows = tuple(
        (title, *(_cell(found.get((course, each)), reader) for each in shown))
        for course, title in titles.items()
    )
    of_table = OUTCOME if len(titles) == 1 else SERIES
    named = ((reader.called(COURSE, of_table), False), *((STATISTICS[each], True) for each in shown))
    return Table(columns=columns(reader, *named), rows=rows)


def _cell(check: PredictiveCheck | None, reader: Reader) -> str:
    if check is None:
        return LIGHT_ZERO
    seen, lower, upper = (_say(check, value, reader) for value in (check.observed, check.lower, check.upper))
    return reader.say(FAILED if check.failed else CELL, seen=seen, lower=lower, upper=upper)


def _say(check: PredictiveCheck, value: float, reader: Reader) -> str:
    """Return a statistic in its unit: a share, a correlation, a factor, or a number of enrolments."""
    if check.statistic in SHARES:
        return reader.share(value)
    if check.statistic is Statistic.AUTOCORRELATION:
        return reader.ratio(value).replace("-", "−")
    return reader.ratio(exp(value)) if check.logged else reader.brief(value)
