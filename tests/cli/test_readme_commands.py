"""The commands that the READMEs show can be typed as they stand."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]
ROOT = Path(__file__).parent.parent.parent
READMES = ("README.md", "README.zh-CN.md")
TABLE_FIT = re.compile(r"kuajie (fit --panel (?:[^|`\n\\]|\\\n)*)")


@pytest.mark.parametrize("name", READMES)
def test_fits_of_tables_lack_only_their_table(kuajie: Kuajie, name: str) -> None:
    shown = TABLE_FIT.findall((ROOT / name).read_text(encoding="utf-8"))
    assert len(shown) == 2
    assert any("--coupling sum" in line for line in shown)
    for line in shown:
        asked = kuajie(*shlex.split(line.replace("\\\n", " ")), "--json")
        assert [error["code"] for error in asked.record["errors"]] == ["files.unreadable"], line
