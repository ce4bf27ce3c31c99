"""Whether a fit, and what rests on it, can be relied on; if not, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kuajie.messages import Finding, Text
from kuajie.messages.notices.planning import FIT_NOT_TRUSTED
from kuajie.present.blocks import Alert, Paragraph
from kuajie.present.findings import say_findings
from kuajie.present.reader import Reader
from kuajie.usecases.fit_answer import FitAnswer, HoldOut
from kuajie.usecases.trust import doubts_among, reservations_among

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
DEAL_NOT_RELIABLE = Text(
    en="Do not sign on these figures yet: they rest on a fit that cannot be relied on. Why, and what to do:",
    zh="暂勿据此签约：这些数字所依据的拟合尚不可信。原因与办法：",
)
CHECKS_NOT_PASSED = Text(
    en="Its checks are not passed; sample longer (--draws 2000 --warm-up 2000) or simplify the levers.",
    zh="其检验未通过；请加长抽样（--draws 2000 --warm-up 2000）或简化杠杆。",
)


def trust_block(fit: FitAnswer, reader: Reader) -> Alert | Paragraph:
    """Return in one block whether the fit can be relied on, and if not why and what to do."""
    if not fit.trustworthy:
        return _grave(NOT_RELIABLE, fit.warnings, reader)
    reservations = tuple(text for _, text in say_findings(reservations_among(fit.warnings), reader.locale))
    if reservations:
        return Alert(title=reader.say(RESERVED), items=reservations)
    if fit.forecast is None:
        return Paragraph(reader.say(UNTESTED))
    hidden = fit.forecast.origins * fit.forecast.weeks
    return Paragraph(reader.say(RELIABLE, weeks=hidden, coverage=reader.share(fit.forecast.coverage)))


def hidden_windows(fit: FitAnswer) -> tuple[HoldOut, ...]:
    """Return every forecast that was tested, the latest first."""
    return (fit.holdout, *fit.earlier_holdouts) if fit.holdout else ()


def plan_alerts(warnings: Iterable[Finding], reader: Reader) -> tuple[Alert, ...]:
    """Return what has to stand above a plan made from a fit that cannot be relied on; nothing for others."""
    return _alerts(PLAN_NOT_RELIABLE, warnings, reader)


def split_alerts(warnings: Iterable[Finding], reader: Reader) -> tuple[Alert, ...]:
    """Return what has to stand above shares that rest on a fit that cannot be relied on; else nothing."""
    return _alerts(SPLIT_NOT_RELIABLE, warnings, reader)


def deal_alerts(warnings: Iterable[Finding], reader: Reader) -> tuple[Alert, ...]:
    """Return what has to stand above terms tried on a fit that cannot be relied on; else nothing."""
    return _alerts(DEAL_NOT_RELIABLE, warnings, reader)


def others(warnings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the warnings that do not stand at the top of what rests on a fit already."""
    every = tuple(warnings)
    doubts = doubts_among(every)
    return (each for each in every if each not in doubts and each.notice != FIT_NOT_TRUSTED)


def others_of_fit(warnings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the warnings that do not stand at the top of a fit already."""
    every = tuple(warnings)
    told = (*doubts_among(every), *reservations_among(every))
    return (each for each in every if each not in told)


def _alerts(title: Text, warnings: Iterable[Finding], reader: Reader) -> tuple[Alert, ...]:
    every = tuple(warnings)
    doubted = doubts_among(every) or any(each.notice == FIT_NOT_TRUSTED for each in every)
    return (_grave(title, every, reader),) if doubted else ()


def _grave(title: Text, warnings: Iterable[Finding], reader: Reader) -> Alert:
    reasons = tuple(text for _, text in say_findings(doubts_among(warnings), reader.locale))
    return Alert(title=reader.say(title), items=reasons or (reader.say(CHECKS_NOT_PASSED),), grave=True)
