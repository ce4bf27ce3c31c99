"""Every example runs from its first line to its last, and carries no output of a past run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
FILES = sorted(EXAMPLES.glob("*.py"))


def test_there_are_examples() -> None:
    assert [file.name for file in FILES] == ["first_plan.py"]
    assert not list(EXAMPLES.glob("*.ipynb"))


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_an_example_runs(file: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(file)],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "the plan truly earns" in done.stdout
    assert len(list(tmp_path.rglob("report.html"))) == 1
