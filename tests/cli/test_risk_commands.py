"""Options on risk and ``learn``: what is asked wrongly is said before any work, the rest works."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.usecases.ports import SamplerSettings

Kuajie = Callable[..., Any]


@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        (("--risk", "chance"), "--target"),
        (("--risk", "worst-case", "--worst-weeks", "0"), "--worst-weeks"),
        (("--risk", "worst-case", "--deviation", "0"), "--deviation"),
    ],
)
def test_what_is_missing_is_said_before_the_folder_is_read(
    kuajie: Kuajie, tmp_path: Path, options: tuple[str, ...], remedy: str
) -> None:
    done = kuajie("plan", str(tmp_path / "nowhere"), *options)
    assert done.code == 2
    assert remedy in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("options", [("--risk", "luck"), ("--level", "0"), ("--weight", "2")])
def test_values_out_of_range_are_refused(kuajie: Kuajie, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert kuajie("plan", str(tmp_path), *options).code == 2


@pytest.fixture(scope="module")
def folder(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("risk") / "programme"
    shutil.copytree(small_folder, copy)
    wiring.fit(wiring.read(copy), settings=SamplerSettings(draws=150, warm_up=200, chains=2))
    return copy


def test_a_careful_plan_and_what_to_learn(kuajie: Kuajie, folder: Path) -> None:
    careful = kuajie("plan", str(folder), "--draws", "20", "--risk", "cvar", "--weight", "1", "--json").record
    measured = careful["measured"]
    assert measured["measure"]["level"] == 0.2
    assert measured["found_with"] == pytest.approx(careful["certificate"]["value"])
    assert [risk["party"] for risk in careful["party_risks"]][-1] == ""
    learnt = kuajie("learn", str(folder), "--draws", "10", "--scenarios", "2", "--json").record
    values = [lever["value"] for lever in learnt["levers"]]
    assert values == sorted(values, reverse=True)
    assert learnt["scenarios"] == 2
