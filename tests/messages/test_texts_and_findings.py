"""Texts in two languages, findings that say where and what to do, errors that carry them all."""

from __future__ import annotations

import copy
import json
import pickle
import string
from dataclasses import FrozenInstanceError
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kuajie.messages.notices as notices_package
from kuajie.messages import (
    LOCALES,
    BadInput,
    CannotFit,
    Finding,
    InfeasiblePlan,
    KuajieError,
    MissingTool,
    Notice,
    Place,
    Severity,
    Text,
)
from kuajie.messages.glossary import GLOSSARY
from kuajie.messages.text import placeholders

FULL = Notice(
    "test.full",
    Text(en="Week {week} of {course} is full.", zh="{course} 第 {week} 周已满。"),
    Text(en="Open more seats.", zh="请增加名额。"),
)
EMPTY = Notice(
    "test.empty", Text(en="{file} is empty.", zh="{file} 为空。"), Text(en="Fill it.", zh="请补全。")
)
COURSE = Text(en="Python for all", zh="人人学 Python")
PLACE = Place(file="p/orders.csv", row=3, column="paid", value="-1")

names = st.text(string.ascii_lowercase, min_size=1, max_size=8)
plain = st.text(st.characters(exclude_characters="{}"), min_size=1, max_size=20)


@given(asked=st.lists(names, max_size=5), lead=plain, fact=st.text(max_size=20))
def test_both_languages_say_every_fact(asked: list[str], lead: str, fact: str) -> None:
    slots = "".join(f"{{{name}}}" for name in asked)
    text = Text(en=lead + slots, zh=lead + "".join(f"{{{name}}}" for name in reversed(asked)))
    assert placeholders(text.en) == placeholders(text.zh) == set(asked)
    for locale in LOCALES:
        assert text.say(locale, **dict.fromkeys(asked, fact)) == lead + fact * len(asked)


@given(first=st.sets(names), second=st.sets(names))
def test_languages_that_name_other_facts_are_refused(first: set[str], second: set[str]) -> None:
    en, zh = ("x" + "".join(f"{{{name}}}" for name in sorted(group)) for group in (first, second))
    if first == second:
        Text(en=en, zh=zh)
    else:
        with pytest.raises(ValueError, match="name different facts") as error:
            Text(en=en, zh=zh)
        assert repr(en) in str(error.value)
        assert repr(zh) in str(error.value)


@pytest.mark.parametrize(("en", "zh"), [("", "满"), ("full", ""), ("", "")])
def test_a_text_needs_both_languages(en: str, zh: str) -> None:
    with pytest.raises(ValueError, match=f"needs both languages: {en!r}, {zh!r}"):
        Text(en=en, zh=zh)


@pytest.mark.parametrize("template", ["{}", "{0}", "{a.b}", "{a[0]}", "{a b}"])
def test_a_fact_has_a_plain_name(template: str) -> None:
    with pytest.raises(ValueError, match="every fact needs a name"):
        Text(en=template, zh=template)


def test_a_fact_that_is_a_text_is_said_in_the_same_language() -> None:
    assert FULL.problem.say("en", week=3, course=COURSE) == "Week 3 of Python for all is full."
    assert FULL.problem.say("zh", week=3, course=COURSE) == "人人学 Python 第 3 周已满。"


@given(fact=st.text(max_size=30))
def test_facts_are_never_read_as_templates(fact: str) -> None:
    assert EMPTY.problem.say("en", file=fact) == f"{fact} is empty."
    assert EMPTY.problem.say("en", file="{week} {0}") == "{week} {0} is empty."


def test_a_missing_fact_is_named() -> None:
    with pytest.raises(KeyError, match="course"):
        FULL.problem.say("en", week=3)


def test_places_say_what_is_known() -> None:
    assert PLACE.say("en") == "p/orders.csv, row 3, column paid, value “-1”"
    assert PLACE.say("zh") == "p/orders.csv，第 3 行，paid 列，值“-1”"
    assert Place().say("zh") == Place().say("en") == ""
    assert Place(row=2).say("zh") == "第 2 行"
    assert Place(value="").say("en") == "value “”"  # an empty cell is something to show
    assert Place(file="{x}.csv").say("en") == "{x}.csv"


def test_a_finding_says_place_problem_and_remedy() -> None:
    finding = Finding(notice=FULL, place=PLACE, facts={"week": 3, "course": COURSE})
    assert finding.say("en") == (
        "p/orders.csv, row 3, column paid, value “-1”: Week 3 of Python for all is full. Open more seats."
    )
    assert finding.say("zh") == (
        "p/orders.csv，第 3 行，paid 列，值“-1”：人人学 Python 第 3 周已满。请增加名额。"
    )
    nowhere = Finding(notice=EMPTY, severity=Severity.NOTE, facts={"file": "a.csv"})
    assert nowhere.say("en") == "a.csv is empty. Fill it."
    assert nowhere.say("zh") == "a.csv 为空。请补全。"
    with pytest.raises(FrozenInstanceError):
        finding.severity = Severity.NOTE  # type: ignore[misc]


def test_a_finding_is_a_record_of_plain_values() -> None:
    finding = Finding(
        notice=FULL, severity=Severity.WARNING, place=PLACE, facts={"week": 3, "course": COURSE}
    )
    assert finding.as_record("zh") == {
        "code": "test.full",
        "severity": "warning",
        "file": "p/orders.csv",
        "row": 3,
        "column": "paid",
        "value": "-1",
        "problem": "人人学 Python 第 3 周已满。",
        "remedy": "请增加名额。",
    }
    bare = Finding(notice=EMPTY, facts={"file": "a"}).as_record("en")
    assert json.loads(json.dumps(bare)) == bare
    assert bare["severity"] == "error"
    assert [bare[name] for name in ("file", "row", "column", "value")] == [None] * 4
    assert type(finding.as_record("en")["severity"]) is str


BOTH = (
    Finding(notice=FULL, facts={"week": 3, "course": COURSE}),
    Finding(notice=EMPTY, place=PLACE, facts={"file": "a.csv"}),
)


def test_an_error_says_every_finding() -> None:
    error = BadInput(BOTH)
    assert error.findings == BOTH
    assert str(error) == error.say("en")
    assert error.say("zh").splitlines() == [finding.say("zh") for finding in BOTH]
    single = BadInput.of(EMPTY, place=PLACE, file="a.csv")
    assert type(single) is BadInput
    assert single.findings == (BOTH[1],)
    assert BadInput.of(EMPTY, file="a.csv").findings[0].place == Place()


def test_an_error_needs_a_finding() -> None:
    with pytest.raises(ValueError, match="at least one finding"):
        BadInput([])


@pytest.mark.parametrize("kind", [KuajieError, BadInput, CannotFit, InfeasiblePlan, MissingTool])
def test_an_error_crosses_from_one_process_to_another_whole(kind: type[KuajieError]) -> None:
    error = kind(BOTH)
    for other in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301 - our own bytes
        assert type(other) is kind
        assert other.findings == BOTH
        assert other.say("zh") == error.say("zh")


def error_classes() -> list[type[KuajieError]]:
    """Return every error class that the pure packages and use cases define."""
    found, waiting = [], [KuajieError]
    while waiting:
        known = waiting.pop()
        found.append(known)
        waiting += known.__subclasses__()
    return found


def test_exit_codes_tell_the_reasons_apart() -> None:
    codes = {
        kind.__name__: kind.exit_code
        for kind in (KuajieError, BadInput, CannotFit, InfeasiblePlan, MissingTool)
    }
    assert codes == {"KuajieError": 1, "BadInput": 2, "CannotFit": 3, "InfeasiblePlan": 4, "MissingTool": 5}
    assert all(0 < kind.exit_code < 126 for kind in error_classes())  # what a shell leaves to programs


SRC = Path(notices_package.__path__[0]).parent.parent
BESIDE = [f"kuajie.{path.parent.name}.notices" for path in sorted(SRC.glob("*/notices.py"))]
NOTICE_MODULES = [
    *(f"{notices_package.__name__}.{info.name}" for info in iter_modules(notices_package.__path__)),
    *BESIDE,
]


def notices() -> list[Notice]:
    return [
        value
        for module in NOTICE_MODULES
        for value in vars(import_module(module)).values()
        if isinstance(value, Notice)
    ]


def test_no_fact_takes_the_name_of_an_argument() -> None:
    """``KuajieError.of(notice, place=..., **facts)`` and ``Text.say(locale, **facts)`` could not pass it."""
    taken = {"self", "cls", "notice", "place", "locale"}
    for notice in notices():
        asked = placeholders(notice.problem.en) | placeholders(notice.remedy.en)
        assert not asked & taken, notice.code


def test_codes_are_unique_outside_messages_too() -> None:
    codes = [notice.code for notice in {id(notice): notice for notice in notices()}.values()]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("module", BESIDE)
def test_notices_beside_their_package_speak_both_languages(module: str) -> None:
    beside = [value for value in vars(import_module(module)).values() if isinstance(value, Notice)]
    assert beside
    for notice in beside:
        assert notice.code.startswith(f"{module.split('.')[1]}.")
        for text in (notice.problem, notice.remedy):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh), text.zh
            assert not any("\u4e00" <= letter <= "\u9fff" for letter in text.en), text.en
            assert text.en.endswith(".")
            assert text.zh.endswith("。")


DESIGN_TERMS = {
    "party": "合作方",
    "programme": "合作项目",
    "course": "课程",
    "lever": "杠杆",
    "spend": "投入",
    "carry-over": "余效",
    "saturation": "饱和",
    "response": "响应",
    "organic enrolments": "自然报名",
    "joint profit": "联合收益",
    "plan": "方案",
    "certificate": "最优性证书",
    "disagreement point": "谈判破裂点",
    "coalition value": "联盟价值",
    "split": "分配",
    "terms": "合作条款",
    "settlement": "结算",
    "statement": "对账单",
    "reconciliation": "对账",
    "lift": "增量",
}
"""The vocabulary of DESIGN section 2."""


def test_the_glossary_has_every_term_of_the_design() -> None:
    assert {term: GLOSSARY[term].zh for term in DESIGN_TERMS} == DESIGN_TERMS
    assert all(GLOSSARY[term].en == term for term in DESIGN_TERMS)


def test_one_term_per_idea() -> None:
    for locale in LOCALES:
        said = [text.say(locale) for text in GLOSSARY.values()]
        assert len(set(said)) == len(said)


def test_the_glossary_names_every_role_and_kind_of_lever() -> None:
    from kuajie.domain.lever import LeverKind
    from kuajie.domain.party import Role

    assert {str(role) for role in Role} <= GLOSSARY.keys()
    assert {f"{kind} lever" for kind in LeverKind} <= GLOSSARY.keys()
