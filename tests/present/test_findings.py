"""Findings of one kind are told together, and of a plain table in a table's words."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie.messages import LOCALES, CannotFit, Finding, Locale, Notice, Severity, Text
from kuajie.messages.notices import fit_checks, fitting
from kuajie.messages.notices.fitting import FULL_WEEKS, LEVER_CONSTANT, OUTLIER_WEEK, TOO_FEW_WEEKS
from kuajie.messages.text import placeholders
from kuajie.present.finding_groups import GROUPS, MOST_ITEMS
from kuajie.present.findings import say_findings
from kuajie.usecases.table_words import OF_TABLES, in_table_words, refusing_in_table_words

OF_PROGRAMMES = re.compile(r"course|enrol", re.IGNORECASE), re.compile("课程|报名")
# What cannot be found about a plain table: it has no seats, no menus, no price factors of its own.
NEVER_OF_TABLES = {"FULL_WEEKS", "FREE_AND_PAID", "MENU_WITHOUT_FACTOR", "PRICE_FACTOR_NOT_FITTED"}


def outlier(course: str, week: int) -> Finding:
    facts = {
        "course": course,
        "week": date(2026, 1, 5) + timedelta(weeks=week),
        "value": 100.0 + week,
        "expected": 40.0,
    }
    return Finding(notice=OUTLIER_WEEK, severity=Severity.WARNING, facts=facts)


def said(findings: list[Finding], locale: Locale) -> list[str]:
    return [text for _, text in say_findings(findings, locale)]


@pytest.mark.parametrize("locale", LOCALES)
def test_outlier_weeks_become_one_sentence(locale: Locale) -> None:
    several = [outlier("A", 0), outlier("A", 1), outlier("B", 0), outlier("A", 0)]
    (text,) = said(several, locale)
    # By hand: three different weeks; the second of A is the week of 12 January with 101.
    assert {"en": "3 weeks lie far", "zh": "有 3 处"}[locale] in text
    for piece in ("“A”", "“B”", "2026-01-05", "2026-01-12", "101"):
        assert piece in text
    assert said([outlier("A", 0)], locale) == [outlier("A", 0).say(locale)]


@given(count=st.integers(2, 40))
def test_many_are_counted_and_some_are_named(count: int) -> None:
    (text,) = said([outlier("A", week) for week in range(count)], "en")
    assert text.startswith(f"{count} weeks")
    assert text.count("“A”") == min(count, MOST_ITEMS)
    assert (f"and {count - MOST_ITEMS} more" in text) == (count > MOST_ITEMS)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_group_speaks_with_the_facts_of_its_notice(locale: Locale) -> None:
    for group in GROUPS.values():
        facts = dict.fromkeys(placeholders(group.notice.problem.en), 7)
        assert placeholders(group.item.en) <= facts.keys()
        two = [
            Finding(notice=group.notice, facts={name: f"{value}{end}" for name, value in facts.items()})
            if group.notice is not OUTLIER_WEEK
            else outlier("A", end)
            for end in (1, 2)
        ]
        (text,) = said(two, locale)
        assert "2" in text
        assert group.remedy.say(locale) in text


def test_kinds_without_a_group_say_their_remedy_once() -> None:
    facts = {"observed": 0.4, "lower": -0.1, "upper": 0.1}
    two = [
        Finding(notice=fit_checks.UNEXPLAINED_PERSISTS, facts={**facts, "course": course}) for course in "AB"
    ]
    (text,) = said(two, "en")
    assert text.count("“A”") == text.count("“B”") == 1
    assert text.count(fit_checks.UNEXPLAINED_PERSISTS.remedy.en) == 1


def test_kinds_keep_the_order_in_which_they_were_found() -> None:
    found = [
        outlier("A", 0),
        Finding(notice=LEVER_CONSTANT, severity=Severity.WARNING, facts={"lever": "ads"}),
        outlier("A", 1),
    ]
    first, second = said(found, "en")
    assert "2 weeks" in first
    assert "ads" in second


def words_of(notice: Notice) -> list[str]:
    return [f"{notice.problem.en} {notice.remedy.en}", f"{notice.problem.zh} {notice.remedy.zh}"]


@pytest.mark.parametrize(
    "name",
    [
        name
        for module in (fitting, fit_checks)
        for name, each in vars(module).items()
        if isinstance(each, Notice)
    ],
)
def test_what_is_said_of_a_table_speaks_of_no_courses_and_no_enrolments(name: str) -> None:
    notice: Notice = getattr(fitting, name, None) or getattr(fit_checks, name)
    told = OF_TABLES.get(notice.code, notice)
    speaks = any(
        pattern.search(re.sub(r"\{\w+[^}]*\}", "", text))
        for pattern, text in zip(OF_PROGRAMMES, words_of(told), strict=True)
    )
    assert speaks == (name in NEVER_OF_TABLES), "give it words in usecases/table_words.py"


def test_words_of_tables_use_the_facts_of_their_notices() -> None:
    known = {each.code: each for each in vars(fitting).values() if isinstance(each, Notice)}
    for code, notice in OF_TABLES.items():
        facts = placeholders(known[code].problem.en) | placeholders(known[code].remedy.en)
        assert placeholders(notice.problem.en) | placeholders(notice.remedy.en) <= facts


def test_parameters_are_named_as_a_table_knows_them() -> None:
    parameter = Text(en="the organic enrolments of course “sales”", zh="课程“sales”的自然报名")
    finding = Finding(notice=fitting.CHAINS_DISAGREE, facts={"parameter": parameter, "r_hat": 1.1})
    (told,) = in_table_words([finding])
    for pattern, text in zip(OF_PROGRAMMES, (told.say("en"), told.say("zh")), strict=True):
        assert "“sales”" in text
        assert not pattern.search(text)


def test_a_refusal_keeps_its_kind_and_its_code() -> None:
    short = Finding(notice=TOO_FEW_WEEKS, facts={"weeks": 3, "least": 26})
    zero = Finding(notice=fitting.ALL_ZERO, facts={"course": "sales"})
    with pytest.raises(CannotFit) as caught, refusing_in_table_words():
        raise CannotFit([short, zero])
    codes = [finding.notice.code for finding in caught.value.findings]
    assert codes == ["fit.too_few_weeks", "fit.all_zero"]
    assert "ourse" not in caught.value.say("en")


def test_full_weeks_of_several_courses_are_one_warning() -> None:
    two = [
        Finding(notice=FULL_WEEKS, facts={"course": course, "count": count})
        for course, count in (("A", 5), ("B", 2))
    ]
    (text,) = said(two, "en")
    assert "“A” (5 weeks), “B” (2 weeks)" in text
