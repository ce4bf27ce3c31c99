"""``kuajie replan`` on a folder whose last weeks lie inside its horizon: a programme under way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import kuajie as notebook
from kuajie import wiring
from kuajie.usecases.agreed_plan import AGREED_PLAN
from kuajie.usecases.ports import SamplerSettings

Kuajie = Callable[..., Any]
PASSED = 3
QUICK = ("--plan-draws", "20", "--no-certificate")


def start_earlier(folder: Path, weeks: int) -> date:
    """Move the start of the horizon back, so that the last weeks on record are its first ones."""
    file = folder / "programme.toml"
    text = file.read_text(encoding="utf-8")
    found = re.search(r"^start = (\S+)$", text, re.MULTILINE)
    assert found
    start = date.fromisoformat(found[1]) - timedelta(weeks=weeks)
    file.write_text(text.replace(found[0], f"start = {start}"), encoding="utf-8")
    return start


@pytest.fixture(scope="module")
def under_way(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a fitted folder three weeks into its horizon, with the plan agreed on before."""
    folder = tmp_path_factory.mktemp("under_way") / "programme"
    shutil.copytree(small_folder, folder)
    start_earlier(folder, PASSED)
    project = wiring.read(folder)
    fit = wiring.fit(project, settings=SamplerSettings(draws=150, warm_up=200, chains=2))
    wiring.plan(project, fit, draws=20, certified=False)
    return folder


def test_the_fit_rests_on_weeks_before_the_horizon_only(under_way: Path, small_folder: Path) -> None:
    project, whole = wiring.read(under_way), wiring.read(small_folder)
    assert len(project.panel.weeks) == len(whole.panel.weeks) - PASSED
    assert max(project.panel.weeks) < project.programme.horizon.start


def test_replan_takes_past_weeks_as_they_happened(
    kuajie: Kuajie, under_way: Path, small_folder: Path
) -> None:
    told = kuajie("replan", str(under_way), *QUICK, "--json")
    assert told.code == 0
    record, whole = told.record, wiring.read(small_folder).panel
    assert len(record["weeks"]) == PASSED
    assert record["enrolled"] == whole.enrolments[:, -PASSED:].sum()
    for lever in record["levers"]:
        place = whole.levers.index(lever["id"])
        assert lever["spent"] == pytest.approx(whole.spend[place, -PASSED:].sum())
    assert record["agreed_on_record"]
    assert record["rest"]["weeks"][0] == str(date.fromisoformat(record["weeks"][-1]) + timedelta(weeks=1))
    assert record["gain"]["mean"] >= 0
    assert record["seconds"] > 0


def test_replan_shows_itself_in_both_languages(kuajie: Kuajie, under_way: Path) -> None:
    english = kuajie("replan", str(under_way), *QUICK, "--lang", "en")
    assert english.code == 0
    assert "3 of 12 weeks have passed" in english.out
    assert "Go on as agreed" in english.out
    chinese = kuajie("replan", str(under_way), *QUICK, "--lang", "zh")
    assert "12 周中已过去 3 周" in chinese.out
    assert "为何投这么多" in chinese.out


def test_adopting_makes_the_answer_the_plan_to_compare_with(
    kuajie: Kuajie, under_way: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(under_way, folder)
    first = kuajie("replan", str(folder), *QUICK, "--json", "--adopt").record
    again = kuajie("replan", str(folder), *QUICK, "--json").record
    for before, now in zip(first["levers"], again["levers"], strict=True):
        assert now["before"] == pytest.approx(before["now"])
        assert now["planned"] == pytest.approx(before["planned"])  # what was agreed for the past stays
    assert again["gain"]["mean"] <= 1e-3 * again["agreed"]["aim"]["mean"]


def test_without_a_plan_on_record_it_says_so(kuajie: Kuajie, under_way: Path, tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    shutil.copytree(under_way, folder)
    shutil.rmtree(folder / ".kuajie" / "answers" / AGREED_PLAN)
    told = kuajie("replan", str(folder), *QUICK, "--json")
    assert told.code == 0
    assert not told.record["agreed_on_record"]
    assert "replan.agreed_unknown" in {warning["code"] for warning in told.record["warnings"]}


def test_a_day_says_how_many_weeks_have_passed(kuajie: Kuajie, under_way: Path) -> None:
    start = wiring.read(under_way).programme.horizon.start
    told = kuajie("replan", str(under_way), *QUICK, "--as-of", str(start + timedelta(days=15)), "--json")
    assert len(told.record["weeks"]) == 2


def test_before_the_first_week_is_over_there_is_nothing_to_replan(kuajie: Kuajie, under_way: Path) -> None:
    start = wiring.read(under_way).programme.horizon.start
    early = kuajie("replan", str(under_way), "--as-of", str(start + timedelta(days=6)))
    assert early.code == 2
    assert "No whole week of the horizon" in early.err
    assert str(start + timedelta(days=6)) in early.err
    late = kuajie("replan", str(under_way), "--as-of", str(start + timedelta(weeks=40)))
    assert late.code == 2
    assert "nothing is left to plan" in late.err


def test_a_programme_that_has_not_begun_is_sent_to_plan(kuajie: Kuajie, small_folder: Path) -> None:
    told = kuajie("replan", str(small_folder))
    assert told.code == 2
    assert "by the records" in told.err
    assert "kuajie plan" in told.err


def test_refitting_learns_from_the_weeks_and_leaves_the_folders_fit_alone(under_way: Path) -> None:
    before = wiring.last_fit(wiring.read(under_way))
    shown = notebook.read(under_way, lang="en").replan(refit=True, draws=20, certified=False)
    assert shown.answer.refitted
    assert wiring.last_fit(wiring.read(under_way)) == before
    assert "has seen those that have passed" in repr(shown)
    assert shown._repr_html_().count("<table") > 3
    assert shown.chart("spend") is not None
