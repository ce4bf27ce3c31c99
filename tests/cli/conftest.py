"""Running the command line in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.cli.main import run


@dataclass(frozen=True)
class Run:
    """One command line's exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> Any:
        """What standard output says as JSON, all of it."""
        return json.loads(self.out)


Kuajie = Callable[..., Run]


@pytest.fixture
def kuajie(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kuajie:
    """Return a function that runs ``kuajie`` with arguments, in English on a wide terminal."""
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def call(*arguments: str) -> Run:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Run(code=code, out=captured.out, err=captured.err)

    return call


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small simulated programme of two parties; tests read it, and copy it to spoil it."""
    folder = tmp_path_factory.mktemp("programmes") / "small"
    wiring.new(folder, template="online-course", weeks=60, scale=0.3, locale="en")
    return folder
