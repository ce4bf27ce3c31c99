"""``kuajie solve``: an answer the checker accepts, refusals, and files that stay as they were."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]
REFERENCE = Path(__file__).parents[1] / "reference"
B05 = REFERENCE / "B05_hill_setup_two_parties.json"
B09 = REFERENCE / "B09_concave_adstock_capacity_10x8.json"


def objective(file: Path, answer: dict[str, Any]) -> float:
    """Return the checker's objective of an answer, which must be feasible."""
    spec = importlib.util.spec_from_file_location("check_instances", REFERENCE / "check_instances.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    record = json.loads(file.read_text(encoding="utf-8"))
    reached, violations, _ = module.evaluate(record, answer["spend"], answer.get("price"))
    assert violations == []
    assert answer["instance"] == record["id"]
    return float(reached)


@pytest.mark.parametrize("file", [B05, B09], ids=["one period", "eight periods"])
def test_the_answer_file_is_accepted(kuajie: Kuajie, tmp_path: Path, file: Path) -> None:
    output = tmp_path / "answer.json"
    said = kuajie("solve", str(file), "-o", str(output))
    assert said.code == 0
    answer = json.loads(output.read_text(encoding="utf-8"))
    assert objective(file, answer) == pytest.approx(answer["objective"], rel=1e-9)
    assert answer["objective"] <= answer["bound"] <= answer["objective"] * (1 + 1e-4)
    assert "No plan can reach more than" in said.out


def test_json_is_the_answer_and_nothing_else(kuajie: Kuajie) -> None:
    record = kuajie("solve", str(B05), "--json").record
    assert record["method"] == "branch_and_bound"
    assert record["gap"] <= 1e-4
    assert set(record["spend"]) == {f"c{k}" for k in range(1, 11)}
    assert record["finished"]


def test_chinese(kuajie: Kuajie) -> None:
    said = kuajie("solve", str(B05), "--lang", "zh")
    assert said.code == 0
    assert "任何方案都不可能超过" in said.out
    assert "拉格朗日" in said.out


def test_a_conflict_ends_with_code_4_and_writes_nothing(kuajie: Kuajie, tmp_path: Path) -> None:
    record = json.loads(B05.read_text(encoding="utf-8"))
    record["channels"][0]["min"] = 24000.0
    record["channels"][1]["min"] = 20000.0
    file, output = tmp_path / "instance.json", tmp_path / "answer.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    said = kuajie("solve", str(file), "-o", str(output))
    assert said.code == 4
    for words in ("min 24000 of c1", "min 20000 of c2", "the budget P of 42000"):
        assert words in said.err
    assert "budget total" not in said.err
    assert not output.exists()


def test_bad_input_ends_with_code_2_and_leaves_the_old_answer(kuajie: Kuajie, tmp_path: Path) -> None:
    file, output = tmp_path / "instance.json", tmp_path / "answer.json"
    file.write_text('{"T": 1, "unit_margin": NaN, "channels": [{"id": "a"}]}', encoding="utf-8")
    output.write_text("before", encoding="utf-8")
    said = kuajie("solve", str(file), "-o", str(output))
    assert said.code == 2
    assert "unit_margin must be a finite number, but is NaN" in said.err
    assert "channels[0].response is missing" in said.err
    assert output.read_text(encoding="utf-8") == "before"


def test_no_such_file_and_no_such_place(kuajie: Kuajie, tmp_path: Path) -> None:
    assert kuajie("solve", str(tmp_path / "none.json")).code == 2
    said = kuajie("solve", str(B05), "-o", str(tmp_path / "no" / "answer.json"))
    assert said.code == 2
    assert "its folder does not exist" in said.err


def test_a_method_that_does_not_fit_says_why(kuajie: Kuajie) -> None:
    said = kuajie("solve", str(B05), "--method", "convex")
    assert said.code == 2
    assert "concave" in said.err


def test_out_of_time_is_marked_and_still_honest(kuajie: Kuajie) -> None:
    file = REFERENCE / "B10_hill_adstock_20x26.json"
    record = kuajie("solve", str(file), "--seconds", "0.3", "--json").record
    assert not record["finished"]
    assert record["warnings"][0]["code"] == "instances.stopped_early"
    best = json.loads(file.read_text(encoding="utf-8"))["best_known"]["objective"]
    assert record["bound"] is None or record["bound"] >= best
    assert objective(file, record) == pytest.approx(record["objective"], rel=1e-9)


def test_few_periods_are_divided_and_answered_in_plain_numbers(kuajie: Kuajie, tmp_path: Path) -> None:
    file = tmp_path / "instance.json"
    hill = {"type": "hill", "a": 40, "K": 300, "h": 3}
    price = {"type": "logit", "p0": 90, "k": 0.05, "min": 40, "max": 160, "var_cost": 10}
    channels = [
        {"id": "a", "party": "P", "response": hill, "max": 600, "adstock": 0.3, "fixed_cost": 50},
        {"id": "b", "party": "E", "response": {"type": "sqrt", "a": 1.5}, "max": 800, "min_if_used": 300},
    ]
    record = {"T": 2, "base": 20, "capacity": 45, "price": price, "budgets": {"total": 900}}
    file.write_text(json.dumps({**record, "channels": channels}), encoding="utf-8")
    answer = kuajie("solve", str(file), "--seconds", "3", "--json").record
    assert answer["finished"] or answer["warnings"][0]["code"] == "instances.stopped_early"
    assert answer["objective"] <= answer["bound"] <= 1.05 * answer["objective"]
    full = tmp_path / "named.json"
    full.write_text(json.dumps({**record, "channels": channels, "id": "instance"}), encoding="utf-8")
    assert objective(full, answer) == pytest.approx(answer["objective"], rel=1e-9)
