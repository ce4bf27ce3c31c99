"""The two lock files agree, and hold a hash for everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parent.parent.parent / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? *\\?$", re.MULTILINE)


def pins(name: str) -> set[tuple[str, str, str]]:
    return set(PIN.findall((REQUIREMENTS / name).read_text(encoding="utf-8")))


def test_the_run_time_lock_is_part_of_the_developers_lock() -> None:
    assert pins("run.lock") - pins("dev.lock") == set()
    assert len(pins("run.lock")) > 20


@pytest.mark.parametrize("name", ["run.lock", "dev.lock", "installer.lock"])
def test_every_pin_has_hashes(name: str) -> None:
    text = (REQUIREMENTS / name).read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry, entry
