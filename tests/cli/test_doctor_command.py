"""``kuajie doctor`` on machines that have and lack things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kuajie.usecases.doctor import SHOWN, Probe, System

Kuajie = Callable[..., Any]


class Workshop:
    """A machine that has everything but the parts named."""

    def __init__(self, *, lacks: set[str], system: System = System.APT) -> None:
        self.lacks = lacks
        self.kind = system

    def python(self) -> str:
        return ".venv/bin/python"

    def system(self) -> System:
        return self.kind

    def probe(self, code: str) -> Probe:
        return Probe(found=code not in self.lacks, version="1.2")


@pytest.fixture
def workshop(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def use(*lacks: str, system: System = System.APT) -> None:
        monkeypatch.setattr(
            "kuajie.inspection.machine.ThisMachine", lambda: Workshop(lacks=set(lacks), system=system)
        )

    return use


def test_a_complete_machine_is_ready(kuajie: Kuajie, workshop: Callable[..., None]) -> None:
    workshop()
    said = kuajie("doctor")
    assert said.code == 0
    assert "has all that Kuajie requires" in said.out
    assert "apt install" not in said.out


def test_what_is_optional_may_be_missing(kuajie: Kuajie, workshop: Callable[..., None]) -> None:
    workshop("chromium", "cjk-fonts", "torch")
    said = kuajie("doctor")
    assert said.code == 0
    assert "apt install chromium" in said.out
    assert "apt install fonts-noto-cjk" in said.out


def test_what_is_required_may_not(kuajie: Kuajie, workshop: Callable[..., None]) -> None:
    workshop("compiled-code")
    said = kuajie("doctor", "--json", "--lang", "zh")
    assert said.code == 5
    assert said.record["ready"] is False
    row = next(row for row in said.record["parts"] if row["code"] == "compiled-code")
    assert (row["found"], row["required"]) == (False, True)
    assert "NUMBA_CACHE_DIR" in row["install"]
    assert said.err == ""


def test_nothing_is_asked_for_that_no_job_needs(kuajie: Kuajie, workshop: Callable[..., None]) -> None:
    workshop("java", "postgresql", "torch")
    codes = {row["code"] for row in kuajie("doctor", "--json").record["parts"]}
    assert "torch" in codes
    assert not codes & {"java", "postgresql"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_packages_go_into_the_interpreter_in_use(
    kuajie: Kuajie, workshop: Callable[..., None], lang: str
) -> None:
    workshop("torch")
    rows = kuajie("doctor", "--json", "--lang", lang).record["parts"]
    (line,) = (row["install"] for row in rows if row["code"] == "torch")
    assert line == ".venv/bin/python -m pip install 'kuajie[torch]'"


@pytest.mark.parametrize(
    ("system", "line"),
    [
        (System.BREW, "brew install --cask chromium"),
        (System.WINGET, "winget install Google.Chrome"),
        (System.OTHER, "install Chromium or Google Chrome"),
    ],
)
def test_the_line_is_the_system_s(
    kuajie: Kuajie, workshop: Callable[..., None], system: System, line: str
) -> None:
    workshop("chromium", system=system)
    assert line in kuajie("doctor").out


def test_progress_goes_to_standard_error_line_by_line(kuajie: Kuajie, workshop: Callable[..., None]) -> None:
    workshop()
    said = kuajie("doctor")
    assert said.err.splitlines() == [part.name.en for part in SHOWN]
