"""Whether a fit, and what rests on it, can be relied on; if not, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import fmean

from kuajie.messages import Finding, Text
from kuajie.messages.notices.planning import FIT_NOT_TRUSTED
from kuajie.present.blocks import Alert, Paragraph
from kuajie.present.findings import say_findings
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer, ForecastSummary, HoldOut
from kuajie.usecases.trust import doubts_among

LEAST_HELD_COVERAGE = 0.8
"""Where a fit does not say itself below which coverage a forecast is in doubt."""

RELIABLE = Text(
    en="This fit can be relied on: independent sampling runs agree, and {coverage} of the {weeks} weeks that "
    "it had not seen lay inside its 90 % band.",
    zh="本次拟合可以信赖：各次独立抽样结果一致，在它没有见过的 {weeks} 周中，有 {coverage} 落在 90% 区间内。",
)
UNTESTED = Text(
    en="The sampling checks are passed; how well this fit forecasts has not been tested. Hide the last weeks "
    "to see: --holdout 13.",
    zh="抽样检验全部通过；尚未检验本次拟合的预测。可隐去最后若干周来检验：--holdout 13。",
)
RESERVED = Text(
    en="The sampling checks are passed, but forecasts of hidden weeks went badly. Until that is mended, rely "
    "on this fit only for its direction.",
    zh="抽样检验全部通过，但对隐去各周的预测不佳。改善之前，本次拟合只宜用来判断方向。",
)
TOO_NARROW = Text(
    en="Only {coverage} of {weeks} weeks that the fit had not seen lay inside its 90 % band. Take every "
    "interval as wider than it looks, and add what else moves the numbers (controls.csv; for a table, "
    "--controls).",
    zh="在 {weeks} 个没有见过的周中，只有 {coverage} 落在 90% 区间内。请把每个区间都看得更宽一些，"
    "并补充其他影响因素（controls.csv；周表用 --controls）。",
)
WORSE_THAN_COPYING = Text(
    en="Its forecasts were off by {mape} on average, copying last year's weeks by {naive}. Something changed "
    "that the fit does not know: add it as a control, or plan only a few weeks ahead.",
    zh="其预测平均误差为 {mape}，而照搬去年同期只有 {naive}。有拟合所不知道的变化：请把它加为控制因素，"
    "或只做未来几周的方案。",
)
NOT_RELIABLE = Text(
    en="Do not rely on this fit yet. Why, and what to do:", zh="暂勿依赖本次拟合。原因与办法："
)
PLAN_NOT_RELIABLE = Text(
    en="Do not act on this plan yet: it rests on a fit that cannot be relied on. Why, and what to do:",
    zh="暂勿按本方案行动：它所依据的拟合尚不可信。原因与办法：",
)
SPLIT_NOT_RELIABLE = Text(
    en="Do not agree on these shares yet: they rest on a fit that cannot be relied on. Why, and what to do:",
    zh="暂勿按这些份额达成一致：它们所依据的拟合尚不可信。原因与办法：",
)
CHECKS_NOT_PASSED = Text(
    en="Its checks are not passed; sample longer (--draws 2000 --warm-up 2000) or simplify the levers.",
    zh="其检验未通过；请加长抽样（--draws 2000 --warm-up 2000）或简化杠杆。",
)


def trust_block(fit: FitAnswer, reader: Reader) -> Alert | Paragraph:
    """Return in one block whether the fit can be relied on, and if not why and what to do."""
    if not fit.trustworthy:
        return _grave(NOT_RELIABLE, fit.warnings, reader)
    told = forecast_of(fit)
    if told is None:
        return Paragraph(reader.say(UNTESTED))
    misses = forecast_misses(fit, reader)
    if misses:
        return Alert(title=reader.say(RESERVED), items=misses)
    hidden = told.origins * told.weeks
    return Paragraph(reader.say(RELIABLE, weeks=hidden, coverage=reader.share(told.coverage)))


def forecast_misses(fit: FitAnswer, reader: Reader) -> tuple[str, ...]:
    """Return in which respects forecasts of hidden weeks went badly; nothing where there were none."""
    told, found = forecast_of(fit), []
    if told is None:
        return ()
    if told.coverage < told.doubtful_below:
        hidden = told.origins * told.weeks
        found.append(reader.say(TOO_NARROW, weeks=hidden, coverage=reader.share(told.coverage)))
    if told.mape > told.naive_mape:
        facts = {"mape": reader.share(told.mape), "naive": reader.share(told.naive_mape)}
        found.append(reader.say(WORSE_THAN_COPYING, **facts))
    return tuple(found)


def forecast_of(fit: FitAnswer) -> ForecastSummary | None:
    """Return all forecasts of hidden weeks together, as the fit sums them up or else by their means."""
    held = hidden_windows(fit)
    if fit.forecast is not None or not held:
        return fit.forecast
    means = {
        name: fmean(getattr(each, name) for each in held)
        for name in ("crps", "mape", "coverage", "naive_mape")
    }
    return ForecastSummary(
        origins=len(held),
        skipped=0,
        weeks=held[0].weeks,
        doubtful_below=LEAST_HELD_COVERAGE,
        **means,
    )


def hidden_windows(fit: FitAnswer) -> tuple[HoldOut, ...]:
    """Return every forecast that was tested, the latest first."""
    return (fit.holdout, *fit.earlier_holdouts) if fit.holdout else ()


def plan_alerts(warnings: Iterable[Finding], reader: Reader) -> tuple[Alert, ...]:
    """Return what has to stand above a plan made from a fit that cannot be relied on; nothing for others."""
    return _alerts(PLAN_NOT_RELIABLE, warnings, reader)


def split_alerts(warnings: Iterable[Finding], reader: Reader) -> tuple[Alert, ...]:
    """Return what has to stand above shares that rest on a fit that cannot be relied on; else nothing."""
    return _alerts(SPLIT_NOT_RELIABLE, warnings, reader)


def others(warnings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the warnings that do not stand at the top already."""
    every = tuple(warnings)
    doubts = doubts_among(every)
    return (each for each in every if each not in doubts and each.notice != FIT_NOT_TRUSTED)


def _alerts(title: Text, warnings: Iterable[Finding], reader: Reader) -> tuple[Alert, ...]:
    every = tuple(warnings)
    doubted = doubts_among(every) or any(each.notice == FIT_NOT_TRUSTED for each in every)
    return (_grave(title, every, reader),) if doubted else ()


def _grave(title: Text, warnings: Iterable[Finding], reader: Reader) -> Alert:
    reasons = tuple(text for _, text in say_findings(doubts_among(warnings), reader.locale))
    return Alert(title=reader.say(title), items=reasons or (reader.say(CHECKS_NOT_PASSED),), grave=True)
