"""``kuajie frontier``: both kinds as JSON, in both languages, and bad questions by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.usecases.ports import SamplerSettings

Kuajie = Callable[..., Any]
FEW = ("--plan-draws", "20", "--points", "3", "--no-certificate")


@pytest.fixture(scope="module")
def folder(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fitted programme folder."""
    copy = tmp_path_factory.mktemp("frontier") / "programme"
    shutil.copytree(small_folder, copy)
    wiring.fit(wiring.read(copy), settings=SamplerSettings(draws=150, warm_up=200, chains=2))
    return copy


def test_the_cost_frontier_rises(kuajie: Kuajie, folder: Path) -> None:
    asked = kuajie("frontier", str(folder), *FEW, "--profit", "1", "--json")
    assert asked.code == 0
    profits = [point["profit"] for point in asked.record["points"]]
    assert profits == sorted(profits)
    assert asked.record["least_cost"]["profit"] == 1.0
    assert asked.record["currency"] == "CNY"
    assert "programme" not in asked.record


def test_the_party_frontier_names_both(kuajie: Kuajie, folder: Path) -> None:
    asked = kuajie("frontier", str(folder), "--of", "parties", *FEW, "--parties", "qihang，xinghe", "--json")
    assert asked.code == 0
    assert (asked.record["first"], asked.record["second"]) == ("qihang", "xinghe")
    assert set(asked.record["plan"]) == {"qihang", "xinghe"}


@pytest.mark.parametrize("kind", ["cost", "parties"])
def test_both_languages(kuajie: Kuajie, folder: Path, kind: str) -> None:
    english = kuajie("frontier", str(folder), "--of", kind, *FEW, "--lang", "en")
    chinese = kuajie("frontier", str(folder), "--of", kind, *FEW, "--lang", "zh")
    assert (english.code, chinese.code) == (0, 0), english.err + chinese.err
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese.out)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english.out)


def test_a_stranger_is_refused_by_name(kuajie: Kuajie, folder: Path) -> None:
    refused = kuajie("frontier", str(folder), "--of", "parties", "--parties", "xinghe,nobody")
    assert refused.code == 2
    assert "nobody" in refused.err
    assert "qihang" in refused.err
