"""The command line as a whole: help, languages, complaints, exit codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from kuajie.cli.commands import COMMANDS
from kuajie.cli.language import choose_locale
from kuajie.messages import BadInput, CannotFit, InfeasiblePlan, KuajieError, MissingTool, Place, Text
from kuajie.messages.notices.money import RATE_MISSING

HAN = re.compile(r"[\u4e00-\u9fff]")
Kuajie = Callable[..., Any]

NAMES = [row.name for row in COMMANDS]
BRIEF = ("brief", "--organic", "10", "--price", "1", "--platform-cost", "1", "--institution-cost", "1")


@pytest.mark.parametrize("name", NAMES)
def test_a_command_has_help_in_both_languages(kuajie: Kuajie, name: str) -> None:
    english, chinese = kuajie(name, "--help"), kuajie(name, "--help", "--lang", "zh")
    assert english.code == chinese.code == 0
    assert f"Usage: kuajie {name}" in english.out
    assert f"用法：kuajie {name}" in chinese.out
    assert not HAN.search(english.out)
    for option in ("--json", "--lang"):
        assert option in english.out
    for line in chinese.out.splitlines():
        if line.strip().startswith("--") and "  " in line.strip():
            assert HAN.search(line), f"not Chinese: {line}"


@pytest.mark.parametrize("name", NAMES)
def test_a_command_s_module_speaks_both_languages(name: str) -> None:
    row = next(row for row in COMMANDS if row.name == name)
    module = import_module(f"kuajie.cli.commands.{row.module}")
    assert isinstance(module.DESCRIPTION, Text)
    assert HAN.search(module.DESCRIPTION.zh)
    assert HAN.search(row.summary.zh)


def test_help_lists_every_command(kuajie: Kuajie) -> None:
    for said in (kuajie(), kuajie("--help")):
        assert said.code == 0
        assert all(re.search(rf"^\s+{name}\s", said.out, re.MULTILINE) for name in NAMES)


def test_version(kuajie: Kuajie) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", kuajie("--version").out)


@pytest.mark.parametrize(
    ("arguments", "environment", "locale"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LC_ALL": "ZH_TW.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "KUAJIE_LANG": "en"}, "en"),
        (["--lang", "zh"], {"KUAJIE_LANG": "en"}, "zh"),
        (["brief", "--lang=en"], {"KUAJIE_LANG": "zh"}, "en"),
        (["brief", "--lang", "fr"], {"LANG": "zh_CN"}, "zh"),
        (["brief", "--", "--lang", "zh"], {}, "en"),
        (["brief", "--lang"], {}, "en"),
    ],
)
def test_the_language_is_asked_for_or_the_system_s(
    arguments: list[str], environment: dict[str, str], locale: str
) -> None:
    assert choose_locale(arguments, environment) == locale


@pytest.mark.parametrize(
    ("arguments", "code", "english"),
    [
        (("brieff",), "cli.no_such_command", "no command “brieff”"),
        (("brief", "--organik", "1"), "cli.no_such_option_but", "no option --organik"),
        (("brief", "--zzzzz"), "cli.no_such_option", "no option --zzzzz"),
        (BRIEF[:-2], "cli.missing_value", "--institution-cost is missing"),
        ((*BRIEF, "--x-max"), "cli.option_without_value", "--x-max needs a value"),
        ((*BRIEF, "--json=1"), "cli.flag_with_value", "--json takes no value"),
        ((*BRIEF, "--x-max", "ten"), "cli.bad_value", "--x-max cannot be “ten”"),
        ((*BRIEF, "--steps", "1.5"), "cli.bad_value", "--steps cannot be “1.5”"),
        ((*BRIEF, "--method", "newton"), "cli.bad_value", "--method cannot be “newton”"),
        ((*BRIEF, "extra"), "cli.too_many_arguments", "no use for extra"),
    ],
)
def test_complaints_about_arguments(
    kuajie: Kuajie, arguments: tuple[str, ...], code: str, english: str
) -> None:
    said = kuajie(*arguments)
    assert (said.code, said.out) == (2, "")
    assert english in said.err
    assert "Traceback" not in said.err
    chinese = kuajie("--lang=zh", *arguments)
    assert chinese.code == 2
    assert HAN.search(chinese.err)
    (error,) = kuajie(arguments[0], "--json", *arguments[1:]).record["errors"]
    assert error["code"] == code


def test_a_command_is_asked_for(kuajie: Kuajie) -> None:
    said = kuajie("--lang", "en")
    assert said.code == 2
    assert "Which command?" in said.err
    assert "brief" in said.err


def test_what_would_be_right_is_said(kuajie: Kuajie) -> None:
    assert "one of sgd, adam" in kuajie(*BRIEF, "--method", "newton").err
    assert "a whole number" in kuajie(*BRIEF, "--steps", "1.5").err
    assert "--organic" in kuajie("brief", "--organik", "1").err


@pytest.fixture
def doctor_that(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Return a function that makes ``kuajie doctor`` end in an exception."""

    def make(error: BaseException) -> None:
        def fail(**_: object) -> None:
            raise error

        monkeypatch.setattr("kuajie.wiring.examine_machine", fail)

    return make


@pytest.mark.parametrize(
    ("kind", "code"), [(BadInput, 2), (CannotFit, 3), (InfeasiblePlan, 4), (MissingTool, 5)]
)
def test_expected_errors_say_place_problem_and_remedy(
    kuajie: Kuajie, doctor_that: Callable[[BaseException], None], kind: type[KuajieError], code: int
) -> None:
    place = Place(file="rates.csv", row=3)
    doctor_that(kind.of(RATE_MISSING, place=place, first="USD", second="CNY", day="2026-09-01"))
    said = kuajie("doctor")
    assert (said.code, said.out) == (code, "")
    assert said.err.splitlines() == [
        "rates.csv, row 3",
        "There is no exchange rate from USD to CNY on 2026-09-01.",
        "→ Add the row to rates.csv (date, from, to, rate).",
    ]
    machine = kuajie("doctor", "--json", "--lang", "zh")
    assert (machine.code, machine.err) == (code, "")
    (error,) = machine.record["errors"]
    assert (error["file"], error["row"]) == ("rates.csv", 3)
    assert HAN.search(error["problem"])


def test_a_fault_is_owned_up_to_without_a_traceback(
    kuajie: Kuajie, doctor_that: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    doctor_that(RuntimeError("the {roof} fell in"))
    said = kuajie("doctor")
    assert said.code == 70
    assert "RuntimeError: the {roof} fell in" in said.err
    assert "please report it" in said.err
    assert "Traceback" not in said.err
    monkeypatch.setenv("KUAJIE_DEBUG", "1")
    assert "Traceback" in kuajie("doctor").err


def test_an_interruption_is_no_error(kuajie: Kuajie, doctor_that: Callable[[BaseException], None]) -> None:
    doctor_that(KeyboardInterrupt())
    said = kuajie("doctor")
    assert said.code == 130
    assert "Stopped as you asked." in said.err


def test_a_file_that_cannot_be_read_is_bad_input(
    kuajie: Kuajie, doctor_that: Callable[[BaseException], None]
) -> None:
    doctor_that(PermissionError(13, "Permission denied", "secret.csv"))
    said = kuajie("doctor")
    assert said.code == 2
    assert "secret.csv" in said.err


@pytest.mark.parametrize(
    ("value", "lang", "words"),
    [
        (("--draws", "10"), "zh", "它必须是介于 50 和 100000 之间的整数。"),
        (("--draws", "many"), "en", "It must be a whole number from 50 to 100000."),
        (("--seed", "-1"), "zh", "它必须是不小于 0 的整数。"),
    ],
)
def test_a_number_out_of_range_is_told_the_range(
    kuajie: Kuajie, value: tuple[str, str], lang: str, words: str
) -> None:
    said = kuajie("fit", "anywhere", *value, "--lang", lang)
    assert said.code == 2
    assert words in said.err
