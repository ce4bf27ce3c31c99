"""Options of ``kuajie fit`` that say in which form to fit and what is believed: taken, kept, refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuajie import wiring
from kuajie.cli.beliefs import read_range
from kuajie.domain.beliefs import LeverBelief, Range
from kuajie.messages import BadInput
from kuajie.usecases.fit_options import FitOptions, LastFit
from kuajie.usecases.ports import SamplerSettings

Kuajie = Callable[..., Any]
SHORT = ("--draws", "150", "--warm-up", "200")
FORM = ("--coupling", "sum", "--scatter", "normal", "--trend", "linear", "--pooled")
BELIEFS = (
    *("--marketing-share", "10%:0.4"),
    *("--return-on-spend", "feed_ads=0.5:3", "--return-on-spend", "Creator partnerships = 1：4"),
    *("--half-life", "feed_ads=0.5:2"),
)
OPTIONS = FitOptions(
    coupling="sum",
    outcome="normal",
    trend="linear",
    pooled=True,
    marketing_share=Range(0.1, 0.4),
    beliefs={
        "feed_ads": LeverBelief(return_on_spend=Range(0.5, 3.0), half_life=Range(0.5, 2.0)),
        "Creator partnerships": LeverBelief(return_on_spend=Range(1.0, 4.0)),
    },
)


@pytest.fixture
def folder(small_folder: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "programme"
    shutil.copytree(small_folder, copy)
    shutil.rmtree(copy / ".kuajie", ignore_errors=True)
    return copy


def test_options_go_before_programme_toml_and_are_remembered(kuajie: Kuajie, folder: Path) -> None:
    fitted = kuajie("fit", str(folder), *SHORT, *FORM, *BELIEFS, "--json")
    assert fitted.code == 0, fitted.out
    assert fitted.record["form"] == {
        "coupling": "sum",
        "trend": "linear",
        "pooled": True,
        "scatter": {"C1": "normal", "C2": "normal"},
    }
    project = wiring.read(folder)
    settings = SamplerSettings(draws=150, warm_up=200)
    kept = LastFit(settings=settings, options=OPTIONS, key=fitted.record["key"])
    assert wiring.last_fit(project) == kept
    again = wiring.fit(project)
    assert again.key == fitted.record["key"]
    assert again.spec.levers[0].belief == OPTIONS.beliefs["feed_ads"]
    assert again.spec.levers[1].belief == OPTIONS.beliefs["Creator partnerships"]
    plain = kuajie("fit", str(folder), *SHORT, "--json")
    assert plain.record["form"]["coupling"] == "product", "as programme.toml says, once nothing is asked"
    assert wiring.fit(wiring.read(folder)).key == plain.record["key"]


def test_several_forecasts_are_tested_and_remembered(kuajie: Kuajie, folder: Path) -> None:
    fitted = kuajie("fit", str(folder), *SHORT, "--holdout", "6", "--origins", "3", "--json")
    assert fitted.code == 0, fitted.out
    assert fitted.record["holdout"]["weeks"] == 6
    assert [held["weeks"] for held in fitted.record["earlier_holdouts"]] == [6, 6]
    weeks = fitted.record["weekly"]["observed"]
    for place, held in enumerate([fitted.record["holdout"], *fitted.record["earlier_holdouts"]]):
        last = len(weeks[0]) - 6 * place
        assert held["observed"] == [course[last - 6 : last] for course in weeks]
    assert wiring.last_fit(wiring.read(folder)).origins == 3


def test_an_update_starts_from_the_last_fit_and_says_so_to_the_next(kuajie: Kuajie, folder: Path) -> None:
    first = kuajie("fit", str(folder), *SHORT, "--json").record["key"]
    updated = kuajie("fit", str(folder), *SHORT, "--update", "--json")
    assert updated.code == 0, updated.out
    assert updated.record["key"] != first
    assert wiring.last_fit(wiring.read(folder)).earlier == first
    assert wiring.fit(wiring.read(folder)).key == updated.record["key"], "a plan rests on the same draws"


def test_the_answer_carries_all_of_a_fit(kuajie: Kuajie, folder: Path) -> None:
    told = kuajie("fit", str(folder), *SHORT, "--json").record
    levers, weeks = len(told["levers"]), told["weeks"]
    for name in ("mean", "lower", "upper"):
        assert [len(row) for row in told["contributions"][name]] == [weeks] * levers
    assert len(told["prior"]["returns"]) == levers
    tested = {each["lever"] for each in told["experiments"]}
    assert tested, "the simulated folder holds a test"
    assert {each["lever"] for each in told["calibration"]} == tested
    for each in told["calibration"]:
        lever = next(lever for lever in told["levers"] if lever["id"] == each["lever"])
        assert each["calibrated"] == lever["return_on_spend"]


REFUSED = [
    (("--marketing-share", "0.4:0.1"), "cli.not_a_range"),
    (("--marketing-share", "0.4"), "cli.not_a_range"),
    (("--marketing-share", "0:0.4"), "cli.not_a_range"),
    (("--marketing-share", "a:b"), "cli.not_a_range"),
    (("--marketing-share", "0.2:nan"), "cli.not_a_range"),
    (("--marketing-share", "20%:120%"), "cli.share_of_all"),
    (("--return-on-spend", "feed_ads"), "cli.not_a_pair"),
    (("--return-on-spend", "feed_ads=3"), "cli.not_a_range"),
    (("--return-on-spend", "feed_adds=0.5:3"), "cli.no_such_lever"),
    (("--half-life", "feed_ads=1:4", "--half-life", "feed_ads=2:3"), "cli.believed_twice"),
    (("--half-life", "feed_ads=-1:4"), "cli.not_a_range"),
    (("--coupling", "sum", "--scatter", "log_normal"), "cli.scatter_of_other_coupling"),
    (("--scatter", "normal"), "cli.scatter_of_other_coupling"),
    (("--coupling", "quotient"), "cli.bad_value"),
    (("--scatter", "cauchy"), "cli.bad_value"),
    (("--trend", "up"), "cli.bad_value"),
    (("--origins", "3"), "cli.origins_without_holdout"),
    (("--origins", "0", "--holdout", "4"), "cli.bad_value"),
    (("--holdout", "10", "--origins", "4"), "cli.too_many_origins"),
    (("--polled",), "cli.no_such_option_but"),
]


@pytest.mark.parametrize(("arguments", "code"), REFUSED, ids=[" ".join(each) for each, _ in REFUSED])
def test_what_cannot_be_asked_is_refused_by_name(
    kuajie: Kuajie, small_folder: Path, arguments: tuple[str, ...], code: str
) -> None:
    refused = kuajie("fit", str(small_folder), *arguments, "--json")
    assert refused.code == 2, refused.out
    assert [error["code"] for error in refused.record["errors"]] == [code]
    for lang in ("en", "zh"):
        said = kuajie("fit", str(small_folder), *arguments, "--lang", lang)
        assert said.code == 2
        assert "→" in said.err
        assert "Traceback" not in said.err
        assert "{" not in said.err
        assert any("\u4e00" <= letter <= "\u9fff" for letter in said.err) == (lang == "zh")


def test_a_half_life_needs_an_effect_that_lasts(kuajie: Kuajie, folder: Path) -> None:
    programme = folder / "programme.toml"
    text = programme.read_text(encoding="utf-8")
    assert 'carry_over = "' in text
    first = text.index('carry_over = "')
    end = text.index("\n", first)
    programme.write_text(text[:first] + 'carry_over = "none"' + text[end:], encoding="utf-8")
    refused = kuajie("fit", str(folder), "--half-life", "feed_ads=1:4", "--json")
    assert [error["code"] for error in refused.record["errors"]] == ["cli.half_life_without_carry_over"]


def test_beliefs_about_a_lever_that_left_the_programme_are_forgotten(folder: Path) -> None:
    options = FitOptions(beliefs={"gone": LeverBelief(half_life=Range(1, 2)), **OPTIONS.beliefs})
    programme = wiring.read(folder).programme
    assert options.without_unknown_levers(programme).beliefs == OPTIONS.beliefs


ends = st.floats(0.001, 1e6, allow_nan=False)


@given(low=ends, factor=st.floats(1.001, 1e3))
def test_ranges_are_read_as_they_are_written(low: float, factor: float) -> None:
    high = low * factor
    assert read_range("--x", f"{low!r}:{high!r}", example="") == Range(low, high)


@given(text=st.text(alphabet="0123456789.:%-=a ：", max_size=12))
def test_whatever_is_typed_is_a_range_or_refused(text: str) -> None:
    try:
        found = read_range("--x", text, example="1:2")
    except BadInput as refused:
        assert refused.findings[0].notice.code == "cli.not_a_range"  # noqa: PT017 - both ways are allowed
    else:
        assert 0 < found.low < found.high


def test_ranges_may_be_typed_with_a_chinese_keyboard_and_per_cent() -> None:
    assert read_range("--x", " １０％ ： 0.4 ", example="") == Range(0.1, 0.4)


def test_help_lists_options_in_groups(kuajie: Kuajie) -> None:
    english, chinese = (kuajie("fit", "--help", "--lang", lang).out for lang in ("en", "zh"))
    titles = ("Form of the response", "What is believed before the data", "A plain weekly table", "Options")
    places = [english.index(f"\n{title}") for title in titles]
    assert places == sorted(places)
    assert english.count("--coupling NAME") == 1
    assert "--pooled, --not-pooled" in english
    for title in ("响应的形式", "看数据之前的看法", "用普通周表代替文件夹", "抽样与预测检验"):
        assert f"\n{title}\n" in chinese
