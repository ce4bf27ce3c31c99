"""Cases with published or exact answers, through the files that people write and the answers they read."""

from __future__ import annotations

import copy
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kuajie.cli.main import run

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "reference" / "partner_selection.json").read_text(encoding="utf-8")
)
SCHOOL = [
    [1, 4, 3, 1, 3, 4],
    ["1/4", 1, 7, 3, "1/5", 1],
    ["1/3", "1/7", 1, "1/5", "1/5", "1/6"],
    [1, "1/3", 5, 1, 1, "1/3"],
    ["1/3", 5, 5, 1, 1, 3],
    ["1/4", 1, 6, 3, "1/3", 1],
]
"""Saaty's choice of a high school, the comparison of six criteria: much quoted, and far from consistent."""


def answered(folder: Path, record: object, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return what ``kuajie partners --json`` answers to a file with this record."""
    file = folder / "case.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    capsys.readouterr()
    assert run(["partners", str(file), "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.parametrize("wrapped", [False, True], ids=["inputs", "whole case"])
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_expected_figure_is_answered(
    case: dict[str, Any], wrapped: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = answered(tmp_path, case if wrapped else case["inputs"], capsys)
    compared = 0
    for name, expected in case["expected"].items():
        if name == "weights_linear_exact":
            exact = [float(Fraction(each)) for each in expected]
            assert answer["weights_linear"] == pytest.approx(exact, abs=case["tolerance"]["abs"])
        else:
            assert answer[name] == pytest.approx(expected, abs=case["tolerance"]["abs"]), name
        compared += 1
    assert compared >= 4


def test_the_same_case_as_toml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = next(each for each in CASES if each["id"] == "T1")
    inputs = case["inputs"]
    lines = [f"{key} = {json.dumps(value)}" for key, value in inputs.items()]
    file = tmp_path / "case.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert run(["partners", str(file), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["closeness"] == pytest.approx(case["expected"]["closeness"], abs=1e-9)


def test_saatys_school_matrix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(tmp_path, {"matrix": SCHOOL, "judge": "Tom"}, capsys)
    assert answer["lambda_max"] == pytest.approx(7.42, abs=5e-3)
    assert answer["CR"] == pytest.approx((answer["lambda_max"] - 6) / 5 / 1.24)
    assert np.round(answer["weights"], 2).tolist() == [0.32, 0.14, 0.03, 0.13, 0.24, 0.14]
    (doubt,) = answer["warnings"]
    assert doubt["code"] == "partners.very_inconsistent"
    assert "“C5 against C2” = 5" in doubt["problem"]


def test_another_random_index_gives_another_ratio(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    usual = answered(tmp_path, {"matrix": SCHOOL}, capsys)
    other = answered(tmp_path, {"matrix": SCHOOL, "RI": {"6": 1.2479}}, capsys)
    assert other["CR"] == pytest.approx(usual["CR"] * 1.24 / 1.2479)
    assert other["weights"] == usual["weights"]


def test_units_do_not_matter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for case in (each for each in CASES if each["id"].startswith("T")):
        inputs = copy.deepcopy(case["inputs"])
        inputs["matrix"] = [[row[0] * 1e200, *row[1:]] for row in inputs["matrix"]]
        answer = answered(tmp_path, inputs, capsys)
        assert answer["closeness"] == pytest.approx(case["expected"]["closeness"], abs=1e-9)
