"""``kuajie terms``: JSON, both languages, a file that kuajie deal reads, and bad questions by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.cli.commands.terms import FamilyChoice
from kuajie.sharing.terms.families.table import FAMILIES
from kuajie.usecases.ports import SamplerSettings

Kuajie = Callable[..., Any]
FEW = ("--plan-draws", "12", "--no-certificate")


@pytest.fixture(scope="module")
def folder(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fitted programme folder of two parties."""
    copy = tmp_path_factory.mktemp("terms") / "programme"
    shutil.copytree(small_folder, copy)
    wiring.fit(wiring.read(copy), settings=SamplerSettings(draws=150, warm_up=200, chains=2))
    return copy


def test_choices_are_the_families() -> None:
    assert [*FamilyChoice] == [*FAMILIES]


def test_the_record_holds_every_kind_and_the_benchmark_keeps_the_plan(kuajie: Kuajie, folder: Path) -> None:
    asked = kuajie("terms", str(folder), *FEW, "--json")
    assert asked.code == 0, asked.err
    record = asked.record
    assert record["currency"] == "CNY"
    assert "programme" not in record
    families = {family["family"]: family for family in record["families"]}
    assert set(families) == {name for name, family in FAMILIES.items() if not family.searched}
    joint = record["joint"]["mean"]
    assert sum(target["amount"] for target in record["targets"]) == pytest.approx(joint)
    for family in families.values():
        expected = sum(party["profit"]["mean"] for party in family["parties"])
        assert expected == pytest.approx(joint)
        assert all(party["gain"] >= 0.0 for party in family["parties"])
    # The plan is not quite the best there is, but nobody can take much of that for itself.
    assert families["revenue_and_cost_share"]["tempted"] < 0.002 * joint
    assert families["revenue_and_cost_share"]["tempted"] < 0.1 * families["revenue_share"]["tempted"]


@pytest.mark.parametrize("name", ["deal.toml", "deal.json"])
def test_terms_written_are_terms_that_deal_reads(
    kuajie: Kuajie, folder: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    target = ("--target", "xinghe=0.6,qihang=0.4", "--family", "revenue_share_plus_fee")
    written = kuajie("terms", str(folder), *FEW, *target, "--output", str(file), "--json")
    assert written.code == 0, written.err
    tried = kuajie("deal", str(folder), "--terms", str(file), "--plan-draws", "12", "--json")
    assert tried.code == 0, tried.err
    (deal,) = tried.record["deals"]
    profits = {party["party"]: party["profit"]["mean"] for party in deal["parties"]}
    assert profits["xinghe"] == pytest.approx(0.6 * sum(profits.values()), rel=0.02)
    before = file.read_text()
    again = kuajie("terms", str(folder), *FEW, "--output", str(file))
    assert again.code == 2
    assert "--overwrite" in again.err
    assert file.read_text() == before


def test_both_languages(kuajie: Kuajie, folder: Path) -> None:
    options = (*FEW, "--target", "xinghe=1.4,qihang=-0.4")
    english = kuajie("terms", str(folder), *options, "--lang", "en")
    chinese = kuajie("terms", str(folder), *options, "--lang", "zh")
    assert (english.code, chinese.code) == (0, 0), english.err + chinese.err
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese.out)
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english.out)
    assert "cannot reach this split" in english.out
    assert "without the others" in english.out


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--target", "nobody=0.5,xinghe=0.5"),
        ("--target", "xinghe=0.6,qihang=0.6"),
        ("--family", "handshake"),
        ("--target", "xinghe=5000,qihang=1"),
        ("--output", "no/such/folder/deal.toml"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(kuajie: Kuajie, folder: Path, option: str, value: str) -> None:
    refused = kuajie("terms", str(folder), *FEW, option, value)
    assert refused.code == 2
    assert "Traceback" not in refused.err
    assert refused.err
