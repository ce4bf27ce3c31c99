"""The commands of the main job: exit codes, JSON equal to the use case's record, files written whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kuajie import wiring
from kuajie.present.record import as_record
from kuajie.usecases.fit_answer import FitAnswer
from kuajie.usecases.plan_answer import PlanAnswer
from kuajie.usecases.ports import SamplerSettings
from kuajie.usecases.progress import Cancelled
from kuajie.usecases.published import published

Kuajie = Callable[..., Any]

# Enough for every step to be real, few enough to be quick.
SHORT = ("--draws", "150", "--warm-up", "200", "--chains", "2")
SETTINGS = SamplerSettings(draws=150, warm_up=200, chains=2)
HOLDOUT, PLAN_DRAWS = 8, 20


@pytest.fixture(scope="module")
def folder(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a programme folder that the commands of this module share, and so its fit."""
    copy = tmp_path_factory.mktemp("commands") / "programme"
    shutil.copytree(small_folder, copy)
    return copy


@pytest.fixture(scope="module")
def project(folder: Path) -> wiring.Project:
    return wiring.read(folder)


@pytest.fixture(scope="module")
def fit(project: wiring.Project) -> FitAnswer:
    return wiring.fit(project, settings=SETTINGS, holdout_weeks=HOLDOUT)


@pytest.fixture(scope="module")
def plan(project: wiring.Project, fit: FitAnswer) -> PlanAnswer:
    return wiring.plan(project, fit, draws=PLAN_DRAWS, certified=False)


def as_json(answer: object) -> Any:
    """Return an answer's record as it looks after a trip through JSON."""
    return json.loads(json.dumps(as_record(published(answer), "en")))


def without_time(record: Any) -> Any:
    """Return a record without how long it took, which differs from run to run."""
    match record:
        case dict():
            timed = {"seconds", "cpu_seconds", "wall_seconds"}
            return {name: without_time(value) for name, value in record.items() if name not in timed}
        case list():
            return [without_time(value) for value in record]
    return record


def test_check_says_what_the_folder_holds(kuajie: Kuajie, folder: Path, project: wiring.Project) -> None:
    checked = kuajie("check", str(folder), "--json")
    assert checked.code == 0
    assert checked.record == as_json(wiring.check(project))
    assert checked.record["weeks"] == 60
    assert [party["id"] for party in checked.record["parties"]] == ["xinghe", "qihang"]
    rows = checked.record["parties"][0]["rows"]
    with (folder / "xinghe/orders.csv").open(encoding="utf-8") as file:
        assert rows["orders"] == sum(1 for _ in file) - 1
    assert checked.record["obstacles"] == []


def test_needs_equals_the_use_case(kuajie: Kuajie, folder: Path, project: wiring.Project) -> None:
    needed = kuajie("needs", str(folder), "--json")
    assert needed.code == 0
    assert needed.record == as_json(wiring.needs(project, today=date.today()))


def test_fit_equals_the_use_case(kuajie: Kuajie, folder: Path, fit: FitAnswer) -> None:
    fitted = kuajie("fit", str(folder), *SHORT, "--holdout", str(HOLDOUT), "--json")
    assert fitted.code == 0
    assert fitted.record == as_json(fit)
    assert fitted.record["holdout"]["weeks"] == HOLDOUT
    assert "posterior" not in fitted.record


def test_plan_rests_on_the_last_fit(kuajie: Kuajie, folder: Path, plan: PlanAnswer) -> None:
    planned = kuajie("plan", str(folder), "--draws", str(PLAN_DRAWS), "--no-certificate", "--json")
    assert planned.code == 0
    assert without_time(planned.record) == without_time(as_json(plan))
    assert planned.record["certificate"]["method"] == "none"
    assert planned.record["gap"] is None
    assert set(planned.record["spend_by_week"]) == {"feed_ads", "creators", "tutor_hours", "content"}
    assert "profit_draws" not in planned.record


def test_split_hands_out_everything(
    kuajie: Kuajie, folder: Path, project: wiring.Project, fit: FitAnswer, plan: PlanAnswer
) -> None:
    options = ("--plan-draws", str(PLAN_DRAWS), "--no-certificate", "--json")
    divided = kuajie("split", str(folder), *options)
    assert divided.code == 0
    expected = wiring.split(project, fit, plan, draws=PLAN_DRAWS, certified=False)
    assert without_time(divided.record) == without_time(as_json(expected))
    # Transfers are floats that add up to zero; a hundredth of a fen is rounding.
    assert sum(account["transfer"] for account in divided.record["accounts"]) == pytest.approx(0, abs=1e-4)


def test_answers_are_told_in_both_languages(kuajie: Kuajie, folder: Path, fit: FitAnswer) -> None:
    del fit
    for command in ("check", "needs", "fit", "plan", "split"):
        few = {
            "fit": (*SHORT, "--holdout", str(HOLDOUT)),
            "plan": ("--draws", "20", "--no-certificate"),
            "split": ("--plan-draws", "20"),
        }
        english = kuajie(command, str(folder), *few.get(command, ()), "--lang", "en")
        chinese = kuajie(command, str(folder), *few.get(command, ()), "--lang", "zh")
        assert (english.code, chinese.code) == (0, 0), english.err + chinese.err
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese.out)
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in english.out)


def test_run_writes_the_report_and_tells_every_answer(kuajie: Kuajie, folder: Path, fit: FitAnswer) -> None:
    del fit
    run = kuajie("run", str(folder), "--plan-draws", "20", "--no-certificate", "--json")
    assert run.code == 0
    assert set(run.record) == {"check", "needs", "fit", "plan", "split", "truth", "keeping", "report"}
    assert Path(run.record["report"]) == folder / "report.html"
    assert run.record["fit"]["holdout"]["weeks"] == HOLDOUT, "as in the last fit"
    truth = run.record["truth"]
    assert truth["forecast"] == run.record["plan"]["profit"]
    assert truth["inside"] == (
        truth["forecast"]["lower"] <= truth["plan"]["profit"] <= truth["forecast"]["upper"]
    )
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!")
    assert not list(folder.glob(".report*"))


@pytest.mark.parametrize(("lang", "mark"), [("en", 'lang="en"'), ("zh", 'lang="zh')])
def test_the_report_is_in_the_language_asked_for(
    kuajie: Kuajie, folder: Path, tmp_path: Path, fit: FitAnswer, lang: str, mark: str
) -> None:
    del fit
    file = tmp_path / "out.html"
    few = ("--plan-draws", "10", "--no-certificate")
    written = kuajie("report", str(folder), "-o", str(file), *few, "--lang", lang)
    assert written.code == 0
    assert str(file) in written.out
    assert mark in file.read_text(encoding="utf-8")[:300]


def test_a_report_without_a_place_is_refused_before_the_work(
    kuajie: Kuajie, folder: Path, tmp_path: Path
) -> None:
    refused = kuajie("report", str(folder), "--output", str(tmp_path / "no" / "out.html"), "--json")
    assert refused.code == 2
    assert refused.record["errors"][0]["code"] == "surfaces.no_place_for_report"
    assert list(tmp_path.iterdir()) == []


def test_holding_out_too_much_is_refused(kuajie: Kuajie, folder: Path) -> None:
    refused = kuajie("fit", str(folder), *SHORT, "--holdout", "40", "--json")
    assert refused.code == 2
    assert refused.record["errors"][0]["code"] == "surfaces.holdout_too_long"
    assert "34" in refused.record["errors"][0]["remedy"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, Cancelled])
def test_stopping_writes_no_report(
    kuajie: Kuajie,
    small_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: type[BaseException],
) -> None:
    copy = tmp_path / "programme"
    shutil.copytree(small_folder, copy)

    def interrupted(*_: object, **__: object) -> None:
        raise stop

    monkeypatch.setattr("kuajie.usecases.split.split_profit", interrupted)
    stopped = kuajie("run", str(copy), *SHORT, "--plan-draws", "10", "--no-certificate", "--json")
    assert stopped.code == 130
    assert stopped.record["errors"][0]["code"] == "cli.interrupted"
    assert not (copy / "report.html").exists()
    assert not list((copy / ".kuajie" / "answers").glob(".unfinished*"))


def test_a_programme_that_loses_money_is_still_told(
    kuajie: Kuajie, small_folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "programme"
    shutil.copytree(small_folder, copy)
    programme = copy / "programme.toml"
    text = programme.read_text(encoding="utf-8")
    assert 'unit_costs = { xinghe = "' in text
    programme.write_text(
        text.replace('unit_costs = { xinghe = "', 'unit_costs = { xinghe = "9'), encoding="utf-8"
    )
    told = kuajie("run", str(copy), *SHORT, "--plan-draws", "10", "--no-certificate", "--json")
    assert told.code == 0, told.out
    codes = {warning["code"] for warning in told.record["split"]["warnings"]}
    assert {"planning.plan_loses", "planning.cooperation_loses"} <= codes
    rules = [rule["rule"] for rule in told.record["split"]["rules"]]
    assert "prenucleolus" in rules
    assert "nucleolus" not in rules


def test_a_floor_out_of_reach_leaves_no_plan(kuajie: Kuajie, small_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "programme"
    shutil.copytree(small_folder, copy)
    programme = copy / "programme.toml"
    text = programme.read_text(encoding="utf-8")
    for old, new in (('aim = "profit"', 'aim = "enrolments"'), ('xinghe = "0.00"', 'xinghe = "90000000.00"')):
        assert old in text
        text = text.replace(old, new, 1)
    programme.write_text(text, encoding="utf-8")
    refused = kuajie("run", str(copy), *SHORT, "--plan-draws", "10", "--json")
    assert refused.code == 4, refused.out
    assert refused.record["errors"][0]["code"] == "planning.profit_floor_out_of_reach"
    assert not (copy / "report.html").exists()


def test_a_folder_that_cannot_be_written_keeps_no_answers(
    kuajie: Kuajie, small_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda _, mode, **__: mode != os.W_OK)
    project = wiring.read(small_folder)
    assert project.store is None
    codes = [warning.notice.code for warning in wiring.check(project).warnings]
    assert "surfaces.not_kept" in codes
    needed = kuajie("needs", str(small_folder), "--lang", "en")
    assert needed.code == 0
    assert "answers are not kept" in needed.err
