"""``kuajie structures``: JSON, both languages, other shares, and bad questions by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.usecases.ports import SamplerSettings

Kuajie = Callable[..., Any]
FEW = ("--plan-draws", "12", "--no-certificate")


@pytest.fixture(scope="module")
def folder(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fitted programme folder."""
    copy = tmp_path_factory.mktemp("structures") / "programme"
    shutil.copytree(small_folder, copy)
    wiring.fit(wiring.read(copy), settings=SamplerSettings(draws=150, warm_up=200, chains=2))
    return copy


def test_every_structure_is_in_the_record(kuajie: Kuajie, folder: Path) -> None:
    asked = kuajie("structures", str(folder), *FEW, "--json")
    assert asked.code == 0
    lines = asked.record["lines"]
    assert [line["structure"] for line in lines][:2] == ["cooperation", "nash"]
    assert {line["leader"] for line in lines} == {None, "xinghe", "qihang"}
    assert all(line["joint"] <= lines[0]["joint"] * (1 + 1e-6) for line in lines)
    assert asked.record["currency"] == "CNY"
    assert "programme" not in asked.record


def test_both_languages(kuajie: Kuajie, folder: Path) -> None:
    options = (*FEW, "--leaders", "institution", "--shares", "xinghe=0.5,qihang=0.5")
    english = kuajie("structures", str(folder), *options, "--lang", "en")
    chinese = kuajie("structures", str(folder), *options, "--lang", "zh")
    assert (english.code, chinese.code) == (0, 0), english.err + chinese.err
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese.out)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english.out)
    assert "50.0%" in english.out


@pytest.mark.parametrize(
    ("option", "value"), [("--leaders", "nobody"), ("--shares", "nobody=1"), ("--shares", "xinghe=0.5")]
)
def test_what_does_not_fit_is_refused_by_name(kuajie: Kuajie, folder: Path, option: str, value: str) -> None:
    refused = kuajie("structures", str(folder), option, value)
    assert refused.code == 2
    assert value in refused.err
    assert "qihang" in refused.err
