"""The tables that say whether a fit deserves belief, the same for terminal and page."""

from __future__ import annotations

import numpy as np

from kuajie.messages import Text
from kuajie.present.blocks import Table
from kuajie.present.plan_tables import LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.present.trust import hidden_windows
from kuajie.usecases.fit_answer import FitAnswer, HoldOut
from kuajie.usecases.fit_checks import DIVERGENCE_LIMIT, LEAST_DRAWS, LEAST_INSIDE_PRIOR, R_HAT_LIMIT

CHECK = Text(en="Check", zh="检验")
VALUE = Text(en="Value", zh="结果")
GOOD = Text(en="Good when", zh="合格标准")
VERDICT = Text(en="Verdict", zh="结论")
PASSED = Text(en="passed", zh="通过")
NOT_PASSED = Text(en="look closer", zh="需留意")
NARROW = Text(en="too narrow", zh="偏窄")

R_HAT = Text(en="Agreement of the sampling chains (R-hat)", zh="各抽样链的一致性（R-hat）")
DRAWS = Text(en="Independent draws, least known parameter", zh="独立样本数（最差的参数）")
DIVERGENCES = Text(en="Sampling steps that diverged", zh="发散的抽样步数")
COVERAGE = Text(en="Weeks inside the 90 % band", zh="落在 90% 区间内的周")
MAPE = Text(en="Mean error on weeks it has seen", zh="已见各周的平均误差")
HELD_MAPE = Text(en="Mean error on {weeks} weeks it has not seen", zh="未见的 {weeks} 周的平均误差")
HELD_COVERAGE = Text(en="Unseen weeks inside the 90 % band", zh="未见各周落在 90% 区间内")
HELD_CRPS = Text(en="Error of the whole forecast (CRPS, relative)", zh="整体预测误差（CRPS，相对值）")
BELOW = Text(en="at most {limit}", zh="不超过 {limit}")
ABOVE = Text(en="at least {limit}", zh="不低于 {limit}")
NEAR = Text(en="{lower} to {upper}", zh="{lower} 至 {upper}")
BELOW_NAIVE = Text(en="below {limit} (last year's weeks copied)", zh="低于 {limit}（照搬去年同期的误差）")
NO_LIMIT = Text(en="the lower the better", zh="越低越好")
PRIOR_WEEKS = Text(
    en="Weeks that were possible by what was believed before the data", zh="数据之前的看法认为可能的周"
)
LIKENESS = Text(
    en="Ways in which the weeks seen look like weeks of the model", zh="已见各周在各方面与模型产生的周相像"
)
OF_ALL = Text(en="{passed} of {every}", zh="{passed}/{every}")
ALL = Text(en="all", zh="全部")
COVERAGE_RANGE = (0.82, 0.98)

FROM = Text(en="Hidden from", zh="隐去起始周")
WEEKS = Text(en="Weeks", zh="周数")
ERROR = Text(en="Mean error", zh="平均误差")
COPIED = Text(en="Last year copied", zh="照搬去年同期")
INSIDE = Text(en="Inside 90 %", zh="落在 90% 内")
CRPS = Text(en="Whole forecast, CRPS", zh="整体误差 CRPS")


def check_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return every check of sampling, description and forecast with what counts as good."""
    rows = [*_sampling_rows(fit, reader), *_description_rows(fit, reader), *_forecast_rows(fit, reader)]
    named = ((CHECK, False), (VALUE, True), (GOOD, False), (VERDICT, False))
    return Table(columns=columns(reader, *named), rows=tuple(rows))


Row = tuple[str, str, str, str]


def _verdict(passed: bool, reader: Reader) -> str:  # noqa: FBT001 - a verdict is about one truth
    return reader.say(PASSED if passed else NOT_PASSED)


def _sampling_rows(fit: FitAnswer, reader: Reader) -> list[Row]:
    checks, allowed = fit.checks, round(DIVERGENCE_LIMIT * fit.checks.draws)
    draws = min(checks.least_bulk_draws, checks.least_tail_draws)
    return [
        (
            reader.say(R_HAT),
            f"{checks.worst_r_hat:.3f}",
            reader.say(BELOW, limit=f"{R_HAT_LIMIT:.2f}"),
            _verdict(checks.worst_r_hat <= R_HAT_LIMIT, reader),
        ),
        (
            reader.say(DRAWS),
            reader.count(draws),
            reader.say(ABOVE, limit=reader.count(LEAST_DRAWS)),
            _verdict(draws >= LEAST_DRAWS, reader),
        ),
        (
            reader.say(DIVERGENCES),
            reader.count(checks.divergences),
            reader.say(BELOW, limit=reader.count(allowed)),
            _verdict(checks.divergences <= allowed, reader),
        ),
    ]


def _description_rows(fit: FitAnswer, reader: Reader) -> list[Row]:
    lower, upper = COVERAGE_RANGE
    coverage = fit.checks.coverage
    return [
        (
            reader.say(COVERAGE),
            reader.share(coverage),
            reader.say(NEAR, lower=reader.share(lower), upper=reader.share(upper)),
            _verdict(lower <= coverage <= upper, reader),
        ),
        (reader.say(MAPE), reader.share(fit.checks.mape), reader.say(NO_LIMIT), LIGHT_ZERO),
        *_predictive_rows(fit, reader),
        (
            reader.say(PRIOR_WEEKS),
            reader.share(fit.prior.weeks_inside),
            reader.say(ABOVE, limit=reader.share(LEAST_INSIDE_PRIOR)),
            _verdict(fit.prior.weeks_inside >= LEAST_INSIDE_PRIOR, reader),
        ),
    ]


def _predictive_rows(fit: FitAnswer, reader: Reader) -> list[Row]:
    if not fit.predictive:
        return []
    passed, every = sum(not check.failed for check in fit.predictive), len(fit.predictive)
    value = reader.say(OF_ALL, passed=passed, every=every)
    return [(reader.say(LIKENESS), value, reader.say(ALL), _verdict(passed == every, reader))]


def _forecast_rows(fit: FitAnswer, reader: Reader) -> list[Row]:
    told = fit.forecast
    if told is None:
        return []
    return [
        (
            reader.say(HELD_MAPE, weeks=told.origins * told.weeks),
            reader.share(told.mape),
            reader.say(BELOW_NAIVE, limit=reader.share(told.naive_mape)),
            _verdict(not told.worse_than_naive, reader),
        ),
        (
            reader.say(HELD_COVERAGE),
            reader.share(told.coverage),
            reader.say(ABOVE, limit=reader.share(told.doubtful_below)),
            reader.say(PASSED if told.coverage >= told.doubtful_below else NARROW),
        ),
        (reader.say(HELD_CRPS), reader.share(told.crps), reader.say(NO_LIMIT), LIGHT_ZERO),
    ]


def forecast_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return every forecast of hidden weeks that was tested, the latest first."""
    rows = tuple(
        (
            reader.day(fit.panel.weeks[first]),
            reader.count(held.weeks),
            reader.share(held.mape),
            reader.share(held.naive_mape),
            reader.share(held.coverage),
            reader.share(held.crps),
        )
        for first, held in placed_windows(fit)
    )
    named = ((FROM, False), (WEEKS, True), (ERROR, True), (COPIED, True), (INSIDE, True), (CRPS, True))
    return Table(columns=columns(reader, *named), rows=rows)


def placed_windows(fit: FitAnswer) -> tuple[tuple[int, HoldOut], ...]:
    """Return every forecast with the place of its first hidden week, the latest first.

    Windows lie back to back from the last week; one in which nothing was sold has no forecast, so that each
    is found by the weeks it hid.
    """
    found, last = [], len(fit.panel.weeks)
    for held in hidden_windows(fit):
        while not np.array_equal(
            fit.panel.enrolments[:, last - held.weeks : last], held.observed, equal_nan=True
        ):
            last -= held.weeks
        last -= held.weeks
        found.append((last, held))
    return tuple(found)
