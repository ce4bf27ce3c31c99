"""Findings about a fit in the words of a plain weekly table, which has no courses and no enrolments.

What a programme calls a course is in a table the outcome's column or one of its series.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType

from kuajie.messages import Finding, KuajieError, Notice, Text
from kuajie.messages.notices import fitting
from kuajie.usecases.fit_answer import FitAnswer


def _words(notice: Notice, *, en: tuple[str, str], zh: tuple[str, str]) -> Notice:
    problem, remedy = (Text(en=english, zh=chinese) for english, chinese in zip(en, zh, strict=True))
    return Notice(notice.code, problem, remedy)


NOTICES = (
    _words(
        fitting.COURSE_TOO_SHORT,
        en=(
            "“{course}” has a value in {weeks} weeks; a fit needs at least {least}.",
            "Add earlier weeks, or leave it out of the table.",
        ),
        zh=(
            "“{course}”只有 {weeks} 周有数值，拟合至少需要 {least} 周。",
            "请补充更早的各周，或从表中去掉它。",
        ),
    ),
    _words(
        fitting.ALL_ZERO,
        en=("“{course}” is zero throughout.", "Check the column, or leave it out of the table."),
        zh=("“{course}”全部为零。", "请核对该列，或从表中去掉它。"),
    ),
    _words(
        fitting.TOO_MANY_ZEROS,
        en=(
            "“{course}” is zero in {count} of {weeks} weeks; a log-normal cannot hold that.",
            "Give --scatter negative_binomial for whole numbers, or --coupling sum for others.",
        ),
        zh=(
            "“{course}”在 {weeks} 周中有 {count} 周为零，对数正态模型不适用。",
            "整数请用 --scatter negative_binomial，其他数值请用 --coupling sum。",
        ),
    ),
    _words(
        fitting.ZERO_WEEKS,
        en=(
            "“{course}” is zero in {count} weeks; they are left out of the fit.",
            "Check whether these zeros are real, or weeks without a record.",
        ),
        zh=(
            "“{course}”有 {count} 周为零，拟合时未使用这些周。",
            "请核对这些零是真实数值还是缺少记录。",
        ),
    ),
    _words(
        fitting.LEVER_CONSTANT,
        en=(
            "Lever “{lever}” never varied.",
            "Its effect cannot be told from what comes without levers; vary it for some weeks.",
        ),
        zh=(
            "杠杆“{lever}”的投入从未变化。",
            "无法把它的效果与没有杠杆时的水平区分开；请在若干周内改变投入。",
        ),
    ),
    _words(
        fitting.PRICE_CONSTANT,
        en=(
            "The price of “{course}” never changed.",
            "Its price elasticity is the prior alone; leave --price out, or test another first.",
        ),
        zh=(
            "“{course}”的价格从未变化。",
            "其价格弹性完全来自先验；请去掉 --price，或先实验其他价格。",
        ),
    ),
    _words(
        fitting.PRICE_ZERO,
        en=(
            "“{course}”: in the week of {week} the price is zero.",
            "Correct the price of that week, or leave --price out.",
        ),
        zh=("“{course}”：{week} 这一周的价格为零。", "请更正该周价格，或去掉 --price。"),
    ),
    _words(
        fitting.NOT_COUNTS,
        en=(
            "“{course}” has the value {value}; a negative binomial scatter counts whole things.",
            "Give --scatter log_normal, or the outcome as a count.",
        ),
        zh=(
            "“{course}”出现数值 {value}；负二项波动只适用于整数。",
            "请用 --scatter log_normal，或以整数给出结果。",
        ),
    ),
    _words(
        fitting.OUTLIER_WEEK,
        en=(
            "“{course}”: the week of {week} ({value:,.0f}) is far from what is expected ({expected:,.0f}).",
            "Check that week; if it was special, give it a column in --controls (1 then, 0 in the others).",
        ),
        zh=(
            "“{course}”：{week} 这一周（{value:,.0f}）与拟合预期（{expected:,.0f}）相差极大。",
            "请核对该周；若有特殊事件，请在 --controls 中给出一列（该周为 1，其他周为 0）。",
        ),
    ),
    _words(
        fitting.NO_START,
        en=(
            "No starting point was found at which the model gives these data a density.",
            "Correct or leave out weeks that contradict the model, or give another --scatter or --coupling.",
        ),
        zh=(
            "找不到使模型对这些数据有密度的起点。",
            "请查找与模型矛盾的周，予以更正或剔除；若仍不行，请改用其他 --scatter 或 --coupling。",
        ),
    ),
    _words(
        fitting.POOR_FORECAST,
        en=(
            "On {weeks} weeks, held out, the 90 % intervals covered {coverage:.0%} of the weeks.",
            "Something moves the outcome that the model does not know; add it with --controls.",
        ),
        zh=(
            "在留出的 {weeks} 周中，90% 区间只覆盖了 {coverage:.0%} 的周。",
            "存在模型不知道的影响因素；请用 --controls 加入。",
        ),
    ),
)
OF_TABLES: Mapping[str, Notice] = MappingProxyType({notice.code: notice for notice in NOTICES})
"""By code, what a finding is called for a table; every other finding is said as it is."""

PHRASES = (
    ("course “", "“"),
    ("the organic enrolments of", "the level without levers of"),
    ("the demand for", "the outcome of"),
    ("课程“", "“"),
    ("的自然报名", "没有杠杆时的水平"),
)
"""How facts that are texts themselves, such as the names of parameters, speak of a table."""


def in_table_words(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as they are said of a table; their codes stay."""
    return tuple(_in_table_words(finding) for finding in findings)


def told_of_table(answer: FitAnswer) -> FitAnswer:
    """Return the answer to the fit of a table with its warnings in a table's words."""
    return replace(answer, warnings=in_table_words(answer.warnings), told_of_table=True)


@contextmanager
def refusing_in_table_words() -> Iterator[None]:
    """Let what is refused inside be said in a table's words."""
    try:
        yield
    except KuajieError as refused:
        raise type(refused)(in_table_words(refused.findings)) from refused


def _in_table_words(finding: Finding) -> Finding:
    notice = OF_TABLES.get(finding.notice.code, finding.notice)
    facts = {name: _rephrased(fact) for name, fact in finding.facts.items()}
    return replace(finding, notice=notice, facts=facts)


def _rephrased(fact: object) -> object:
    if not isinstance(fact, Text):
        return fact
    english, chinese = fact.en, fact.zh
    for said, instead in PHRASES:
        english, chinese = english.replace(said, instead), chinese.replace(said, instead)
    return Text(en=english, zh=chinese)
