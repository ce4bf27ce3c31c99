"""Every notice says its problem and remedy in both languages, under a code of its own."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import pytest

import kuajie.messages.notices
from kuajie.messages import Notice

HAN = re.compile(r"[\u4e00-\u9fff]")
ONLY_FACTS = re.compile(r"(\{\w+\}\s*)+")
CODE = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")


def all_notices() -> list[tuple[str, Notice]]:
    package = kuajie.messages.notices
    modules = [import_module(f"{package.__name__}.{info.name}") for info in iter_modules(package.__path__)]
    return [
        (f"{module.__name__.rpartition('.')[2]}.{name}", value)
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Notice)
    ]


NOTICES = all_notices()


def test_there_are_notices() -> None:
    assert len(NOTICES) > 10


@pytest.mark.parametrize("notice", [notice for _, notice in NOTICES], ids=[name for name, _ in NOTICES])
def test_a_notice_speaks_both_languages(notice: Notice) -> None:
    for text in (notice.problem, notice.remedy):
        assert HAN.search(text.zh) or ONLY_FACTS.fullmatch(text.zh), f"not Chinese: {text.zh}"
        assert not HAN.search(text.en), f"not English: {text.en}"
    assert notice.problem.en[-1] in ".?!}", f"not a whole sentence: {notice.problem.en}"
    assert notice.problem.zh[-1] in "。？！}", f"not a whole sentence: {notice.problem.zh}"


def test_no_code_is_used_twice() -> None:
    codes = Counter(notice.code for notice in {id(notice): notice for _, notice in NOTICES}.values())
    assert not [code for code, count in codes.items() if count > 1]


@pytest.mark.parametrize("notice", [notice for _, notice in NOTICES], ids=[name for name, _ in NOTICES])
def test_a_code_names_its_subject(notice: Notice) -> None:
    assert CODE.fullmatch(notice.code)
