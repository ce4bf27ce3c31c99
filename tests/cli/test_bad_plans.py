"""What no plan can be made of, through ``kuajie plan``: each ends in its own notice, in both languages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.usecases.ports import SamplerSettings

Kuajie = Callable[..., Any]
QUICK = ("--draws", "20", "--no-certificate")


@pytest.fixture(scope="module")
def fitted(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad_plans") / "programme"
    shutil.copytree(small_folder, folder)
    wiring.fit(wiring.read(folder), settings=SamplerSettings(draws=150, warm_up=200, chains=2))
    return folder


@pytest.fixture
def folder(fitted: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "programme"
    shutil.copytree(fitted, copy)
    return copy


def edit(folder: Path, *changes: tuple[str, str]) -> None:
    """Change lines of programme.toml by regular expressions, every one of which must be found."""
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    for pattern, line in changes:
        text, count = re.subn(pattern, line, text, flags=re.MULTILINE)
        assert count, pattern
    file.write_text(text, encoding="utf-8")


def least_a_week(lever: str, amount: str) -> tuple[str, str]:
    return rf'^id = "{lever}"$', f'id = "{lever}"\nweekly_min = "{amount}"'


@dataclass(frozen=True)
class Case:
    """What is changed in a sound programme.toml, the finding that has to come of it, and what it names."""

    name: str
    changes: tuple[tuple[str, str], ...]
    code: str
    exit_code: int = 2
    names: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()


CASES = (
    Case("NaN in a budget", ((r"^total = .*", 'total = "nan"'),), "files.wrong_type"),
    Case("endless weekly maximum", ((r'^weekly_max = "3200.00"', 'weekly_max = "inf"'),), "files.wrong_type"),
    Case("negative unit cost", ((r'xinghe = "28.00"', 'xinghe = "-28.00"'),), "files.negative"),
    Case(
        "minima of two parties, each within its own budget, above the total",
        (
            (r"^total = .*", 'total = "30000.00"'),
            least_a_week("creators", "1500.00"),
            least_a_week("tutor_hours", "1200.00"),
            least_a_week("content", "100.00"),
        ),
        "files.budget_below_floor",
        names=("Creator partnerships (18900.00 CNY)", "Tutor hours (14400.00 CNY)"),
        leaves_out=("New case studies",),
    ),
    Case(
        "weekly minima above what a week may cost",
        (
            (r"^\[budgets\]$", '[budgets]\nweekly_total = "2000.00"'),
            least_a_week("creators", "1500.00"),
            least_a_week("tutor_hours", "1200.00"),
        ),
        "planning.limits_contradict",
        exit_code=4,
        names=("Creator partnerships", "Tutor hours"),
        leaves_out=("Feed ads", "New case studies"),
    ),
    Case(
        "floors out of reach",
        (
            (r"^profit_floors = .*", 'profit_floors = { xinghe = "90000000.00" }'),
            (r'"profit"', '"enrolments"'),
        ),
        "planning.profit_floor_out_of_reach",
        exit_code=4,
        names=("90,000,000.00",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_no_plan_can_be_made_of_is_refused_by_name(kuajie: Kuajie, folder: Path, case: Case) -> None:
    edit(folder, *case.changes)
    refused = kuajie("plan", str(folder), *QUICK, "--json")
    assert refused.code == case.exit_code, refused.err
    found = [error for error in refused.record["errors"] if error["code"] == case.code]
    assert found, refused.out
    for name in case.names:
        assert name in found[0]["problem"], found[0]["problem"]
    for name in case.leaves_out:
        assert name not in found[0]["problem"]
    said = kuajie("plan", str(folder), *QUICK, "--lang", "zh")
    assert said.code == case.exit_code
    assert "→" in said.err
    assert "Traceback" not in said.err
    assert "{" not in said.err


def test_courses_that_lose_on_every_price_are_named_and_the_plan_says_it_loses(
    kuajie: Kuajie, folder: Path
) -> None:
    edit(folder, (r'xinghe = "28.00"', 'xinghe = "2800.00"'))
    told = kuajie("plan", str(folder), *QUICK, "--json")
    assert told.code == 0
    named = [warning for warning in told.record["warnings"] if warning["code"] == "planning.no_margin"]
    assert len(named) == 1
    assert "Short Video Editing Camp" in named[0]["problem"]
    assert "2,862.00" in named[0]["problem"]
    assert "369.00" in named[0]["problem"]
    assert "planning.plan_loses" in {warning["code"] for warning in told.record["warnings"]}


def test_a_course_that_loses_is_no_warning_where_enrolments_are_the_aim(kuajie: Kuajie, folder: Path) -> None:
    edit(
        folder,
        (r'xinghe = "28.00"', 'xinghe = "2800.00"'),
        (r'^aim = "profit"', 'aim = "enrolments"'),
        (r"^profit_floors = .*", ""),
    )
    told = kuajie("plan", str(folder), *QUICK, "--json")
    assert told.code == 0
    assert "planning.no_margin" not in {warning["code"] for warning in told.record["warnings"]}
