"""Probing a machine: programs that answer, fail or hang about, fonts, folders and packages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kuajie.inspection import folders, fonts, packages, programs
from kuajie.inspection.machine import PROBES, ThisMachine
from kuajie.usecases.doctor import PARTS

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="makes programs out of shell scripts")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a search path with nothing on it but what a test puts there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(programs, "BROWSERS", ("chromium", "google-chrome"))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_every_part_can_be_probed() -> None:
    assert {part.code for part in PARTS} == set(PROBES)


def test_this_machine_runs_the_tests() -> None:
    machine = ThisMachine()
    assert machine.probe("python").found
    assert machine.probe("packages").found
    assert machine.probe("compiled-code").found


@POSIX
def test_a_program_says_its_version(path: Path) -> None:
    program(path, "google-chrome", "echo Google Chrome 141.0.7390.54")
    assert programs.chromium().version == "141.0.7390.54"
    program(path, "java", "echo 'openjdk version \"21.0.4\"' >&2")  # Java says it on standard error
    assert programs.java().version == "21.0.4"


@POSIX
def test_a_program_that_fails_is_not_there(path: Path) -> None:
    program(path, "java", "echo 'The operation could not be completed' >&2; exit 1")
    assert not programs.java().found


@POSIX
def test_a_program_that_never_answers_is_not_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "ANSWER_SECONDS", 0.2)
    program(path, "java", "exec /bin/sleep 60")
    assert not programs.java().found


@pytest.mark.usefixtures("path")
def test_without_programs_nothing_is_found() -> None:
    assert not programs.chromium().found
    assert not programs.java().found


@POSIX
def test_fonts_are_asked_of_fontconfig(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", ())
    assert not fonts.chinese_font().found
    program(path, "fc-list", "echo 'Noto Sans CJK SC,思源黑体'")
    assert fonts.chinese_font().version == "Noto Sans CJK SC"


@pytest.mark.usefixtures("path")
def test_fonts_are_known_by_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path / "fonts"), str(tmp_path / "none")))
    (tmp_path / "fonts" / "deep").mkdir(parents=True)
    (tmp_path / "fonts" / "deep" / "DejaVuSans.ttf").touch()
    assert not fonts.chinese_font().found
    (tmp_path / "fonts" / "deep" / "NotoSansCJK-Regular.ttc").touch()
    assert fonts.chinese_font().found


def test_a_folder_is_made_and_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "new" / "cache"))
    assert folders.compiled_code_folder().found
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert not folders.compiled_code_folder().found


def test_paths_are_told_as_people_type_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    (home / "work").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.chdir(home / "work")
    assert folders.short_path(home / "work" / ".venv" / "python") == str(Path(".venv", "python"))
    assert folders.short_path(home / ".cache") == str(Path("~", ".cache"))
    assert folders.short_path(tmp_path / "elsewhere") == str(tmp_path / "elsewhere")
    monkeypatch.setattr("sys.executable", str(home / "work" / "bin" / "python"))
    assert ThisMachine().python() == str(Path("bin", "python"))


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = ["numpy>=2", "no-such-package", "torch>=2; extra == 'torch'"]
    monkeypatch.setattr(packages, "requires", lambda _: needed)
    probe = packages.installed_packages()
    assert (probe.found, probe.version) == (False, "no-such-package")
