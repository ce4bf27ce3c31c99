"""What is committed holds on every machine: no paths of one machine, no addresses of package indexes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SKIPPED = {".venv", ".git", ".cache", "demo", "__pycache__"}
# Put together here so that this file does not contain what it looks for.
FORBIDDEN = (
    "/wo" + "rk/",
    "/ro" + "ot/",
    "/tmp/" + "kuajie",
    "/home/" + "runner",
    "pypi" + ".org",
    "python" + "hosted.org",
    "py" + "pi.",
    "--index-" + "url",
    "--extra-" + "index",
    "--find-" + "links",
)
# Text that names such things on purpose, with its reason.
ALLOWED: dict[tuple[str, str], str] = {}


def committed_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    inside = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in inside if not SKIPPED & set(path.relative_to(ROOT).parts)]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in committed_files():
        data = path.read_bytes()
        if b"\0" not in data:
            found.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8", errors="replace")))
    return found


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_no_committed_text_names_one_machine_or_index(forbidden: str) -> None:
    guilty = [name for name, text in texts() if forbidden in text and (name, forbidden) not in ALLOWED]
    assert guilty == []
