"""The tables of a fit, the same for terminal and page."""

from __future__ import annotations

from kuajie.messages import Text
from kuajie.present.blocks import Table
from kuajie.present.plan_tables import COURSE, ENROLMENTS, LEVER, LIGHT_ZERO, columns
from kuajie.present.reader import Reader
from kuajie.present.return_unit import outcome_name, return_unit
from kuajie.usecases.fit_answer import FitAnswer, Interval

KIND = Text(en="Kind", zh="类别")
MARKETING = Text(en="marketing", zh="营销")
TRAINING = Text(en="training", zh="培训")
SPENT = Text(en="Spent so far", zh="历史投入")
RANGE = Text(en="90 % interval", zh="90% 区间")
PRIOR = Text(en="Before the data", zh="数据之前（先验）")
HALF_LIFE = Text(en="Half-life (weeks)", zh="半衰期（周）")
LEARNED = Text(en="Learned from data", zh="数据提供的信息")
BY_LEVERS = Text(en="Brought by levers", zh="由杠杆带来")
OUTCOME = Text(en="Outcome", zh="结果")
IN_ALL = Text(en="In all", zh="合计")
ELASTICITY = Text(en="Price elasticity", zh="价格弹性")
SCATTER = Text(en="Scatter", zh="随机波动")
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
R_HAT_LIMIT, DRAWS_LIMIT, DIVERGENCE_LIMIT = 1.02, 200.0, 0.01
COVERAGE_RANGE = (0.82, 0.98)
LEAST_HELD_COVERAGE = 0.8


def return_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return what each lever brought per unit of spend, beside what was believed before the data."""
    unit = return_unit(fit)
    rows = tuple(
        (
            lever.title,
            reader.say(TRAINING if lever.training else MARKETING),
            reader.money(lever.spend) if lever.spend else LIGHT_ZERO,
            unit.say(lever.return_on_spend.median, reader) if lever.return_on_spend else LIGHT_ZERO,
            unit.say_range(lever.return_on_spend, reader) if lever.return_on_spend else LIGHT_ZERO,
            unit.say_range(lever.prior_return, reader) if lever.prior_return else LIGHT_ZERO,
            unit.say(lever.marginal_return.median, reader),
            reader.ratio(lever.half_life.median),
            reader.share(lever.learned),
        )
        for lever in fit.levers
    )
    named = ((LEVER, False), (KIND, False), (SPENT, True), (unit.name, True), (RANGE, True), (PRIOR, True))
    more = ((unit.next_one, True), (HALF_LIFE, True), (LEARNED, True))
    return Table(columns=columns(reader, *named, *more), rows=rows)


def _ratio(interval: Interval | None, reader: Reader) -> str:
    return LIGHT_ZERO if interval is None else reader.ratio(interval.median)


def _ratio_range(interval: Interval | None, reader: Reader) -> str:
    return LIGHT_ZERO if interval is None else reader.ratio_range(interval)


def course_fit_table(fit: FitAnswer, reader: Reader) -> Table:
    """Return every course over history: enrolments, what levers brought, elasticity, scatter.

    Elasticities are left out where nothing has a price; of a plain table the outcome is no enrolments.
    """
    priced = any(course.elasticity is not None for course in fit.courses)
    rows = tuple(
        (
            course.title,
            reader.count(course.enrolments),
            reader.share(course.lever_share.median),
            *((_ratio(course.elasticity, reader), _ratio_range(course.elasticity, reader)) if priced else ()),
            reader.share(course.sigma.median),
        )
        for course in fit.courses
    )
    plain = outcome_name(fit) is not None
    named = ((OUTCOME, False), (IN_ALL, True)) if plain else ((COURSE, False), (ENROLMENTS, True))
    prices = ((ELASTICITY, True), (RANGE, True)) if priced else ()
    more = ((BY_LEVERS, True), *prices, (SCATTER, True))
    return Table(columns=columns(reader, *named, *more), rows=rows)


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
            reader.say(ABOVE, limit=reader.count(DRAWS_LIMIT)),
            _verdict(draws >= DRAWS_LIMIT, reader),
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
    ]


def _forecast_rows(fit: FitAnswer, reader: Reader) -> list[Row]:
    held = fit.holdout
    if held is None:
        return []
    return [
        (
            reader.say(HELD_MAPE, weeks=held.weeks),
            reader.share(held.mape),
            reader.say(BELOW_NAIVE, limit=reader.share(held.naive_mape)),
            _verdict(held.mape <= held.naive_mape, reader),
        ),
        (
            reader.say(HELD_COVERAGE),
            reader.share(held.coverage),
            reader.say(ABOVE, limit=reader.share(LEAST_HELD_COVERAGE)),
            reader.say(PASSED if held.coverage >= LEAST_HELD_COVERAGE else NARROW),
        ),
        (reader.say(HELD_CRPS), reader.share(held.crps), reader.say(NO_LIMIT), LIGHT_ZERO),
    ]
