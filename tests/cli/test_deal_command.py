"""``kuajie deal``: terms are tried, compared, and refused where they cannot be carried out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.usecases.ports import SamplerSettings

Kuajie = Callable[..., Any]
PROMISE = """
[[terms.clause]]
kind = "guarantee"
payer = "xinghe"
payee = "qihang"
amount = "{amount}"
"""


@pytest.fixture(scope="module")
def folder(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("deals") / "programme"
    shutil.copytree(small_folder, copy)
    wiring.fit(wiring.read(copy), settings=SamplerSettings(draws=150, warm_up=200, chains=2))
    return copy


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def test_the_folders_own_terms(kuajie: Kuajie, folder: Path) -> None:
    answer = kuajie("deal", str(folder), "--plan-draws", "20", "--json").record
    (deal,) = answer["deals"]
    assert deal["name"] == ""
    profits = [party["profit"]["mean"] for party in deal["parties"]]
    assert sum(profits) == pytest.approx(answer["joint"]["mean"])
    assert answer["currency"] == "CNY"
    assert "programme" not in answer
    said = kuajie("deal", str(folder), "--plan-draws", "20").out
    assert "How far each number can move" in said


def test_deals_are_compared_side_by_side(kuajie: Kuajie, folder: Path, tmp_path: Path) -> None:
    files = [
        written(tmp_path, f"{amount}.toml", f"[terms]\n{PROMISE.format(amount=amount)}")
        for amount in ("1000", "90000")
    ]
    options = [option for file in files for option in ("--terms", file)]
    answer = kuajie("deal", str(folder), *options, "--plan-draws", "20", "--json").record
    low, high = answer["deals"]
    assert [deal["name"] for deal in answer["deals"]] == ["1000", "90000"]
    assert high["effects"][0]["clause"]["amount"] == {"amount": "90000.00", "currency": "CNY"}
    gain = high["parties"][1]["profit"]["mean"] - low["parties"][1]["profit"]["mean"]
    assert gain == pytest.approx(89_000)  # the seller keeps all of it, so both promises are paid in full
    for language in ("en", "zh"):
        said = kuajie("deal", str(folder), *options, "--plan-draws", "20", "--lang", language)
        assert said.code == 0
        assert "90000" in said.out


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (PROMISE.format(amount="-5"), "must not be negative"),
        (PROMISE.format(amount="5").replace("qihang", "qihan"), "qihang"),
        (PROMISE.format(amount="5") * 2, "clause 1 already guarantees"),
        (PROMISE.format(amount="5").replace("guarantee", "promise"), "guarantee"),
        ("[terms]\nclause = 3\n", "double brackets"),
        ('currency = "EUR"\n', "EUR"),
        ("=", "TOML"),
    ],
)
def test_terms_that_cannot_be_carried_out_are_refused(
    kuajie: Kuajie, folder: Path, tmp_path: Path, text: str, problem: str
) -> None:
    for language in ("en", "zh"):
        done = kuajie("deal", str(folder), "--terms", written(tmp_path, "bad.toml", text), "--lang", language)
        assert done.code == 2
        assert "Traceback" not in done.err
        assert "bad.toml" in done.err
        if language == "en":
            assert problem in done.err


def test_a_file_that_is_not_there_is_refused(kuajie: Kuajie, folder: Path, tmp_path: Path) -> None:
    done = kuajie("deal", str(folder), "--terms", str(tmp_path / "none.toml"))
    assert done.code == 2
    assert "none.toml" in done.err
