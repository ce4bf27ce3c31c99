"""Tests skip where a part of the system is missing, and fail where it is required."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PLUGIN = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
# The part is looked up in the plug-in under test; this one is made to be missing whatever the machine has.
MISSING_CHROMIUM = """
why_missing = {"chromium": "no browser here", "java": None, "torch": "no torch here"}.get
"""
TESTS = """
import pytest

@pytest.mark.needs("chromium")
def test_screenshot(): ...

@pytest.mark.needs("java")
def test_spark(): ...

@pytest.mark.needs("torch")
def test_tensors(): ...
"""


def outcome(folder: Path, *arguments: str, require: str) -> str:
    (folder / "conftest.py").write_text(PLUGIN + MISSING_CHROMIUM, encoding="utf-8")
    (folder / "test_parts.py").write_text(TESTS, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-rs",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(folder),
            *arguments,
        ],
        cwd=folder,
        env={**os.environ, "KUAJIE_REQUIRE": require, "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_a_missing_part_skips_with_its_reason(tmp_path: Path) -> None:
    said = outcome(tmp_path, require="")
    assert "1 passed, 2 skipped" in said
    assert "no browser here" in said


def test_all_makes_a_missing_part_a_failure(tmp_path: Path) -> None:
    said = outcome(tmp_path, require="all")
    assert "1 passed, 2 errors" in said
    assert "no browser here (required by KUAJIE_REQUIRE)" in said


def test_torch_can_be_required_by_name_and_run_alone(tmp_path: Path) -> None:
    said = outcome(tmp_path, "--needing", "torch", require="torch")
    assert "2 deselected, 1 error" in said


@pytest.mark.parametrize("require", ["chromiun", "all,jav"])
def test_a_misspelt_requirement_is_refused(tmp_path: Path, require: str) -> None:
    assert "names unknown parts" in outcome(tmp_path, require=require)
