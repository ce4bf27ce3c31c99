"""``kuajie split`` on files of coalition values, and its options on a folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]
REFERENCE = Path(__file__).parents[1] / "reference" / "cooperative_games.json"
GAMES = json.loads(REFERENCE.read_text(encoding="utf-8"))


def test_every_reference_game_is_divided_as_published(kuajie: Kuajie) -> None:
    said = kuajie("split", str(REFERENCE), "--json")
    assert said.code == 0
    for case, answer in zip(GAMES, said.record, strict=True):
        expected, scale = (
            case["expected"],
            max(map(abs, case["inputs"]["coalition_values_by_bitmask"].values())),
        )
        for rule in ("shapley", "nucleolus", "prenucleolus", "shapley_cost", "nucleolus_cost"):
            if rule in expected:
                assert answer[rule] == pytest.approx(expected[rule], rel=1e-8, abs=1e-8 * scale)
        assert answer["shapley_exact"] == expected["shapley_exact"]
        assert answer["core_empty"] == expected["core_empty"]
        assert answer["core_min_total"] == pytest.approx(
            expected["core_min_total"], rel=1e-8, abs=1e-8 * scale
        )
        assert answer["shapley_in_core"] == expected["shapley_in_core"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_game_of_costs_is_told_as_what_each_pays(kuajie: Kuajie, tmp_path: Path, lang: str) -> None:
    case = next(case for case in GAMES if case["id"] == "CG04")
    file = tmp_path / "tva.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    said = kuajie("split", str(file), "--lang", lang)
    assert said.code == 0
    assert "116,234" in said.out
    assert "-116,234" not in said.out
    assert "412,584" in said.out


def test_one_reason_is_said_once(kuajie: Kuajie, tmp_path: Path) -> None:
    """A model without any equilibrium fails under every structure for the same reason."""
    file = tmp_path / "game.json"
    inputs = {"alpha": 10, "beta": 1, "A": 0.1, "B": 10, "gamma": 0.5, "delta": 0.5}
    file.write_text(json.dumps({"model": "XN", "inputs": inputs}), encoding="utf-8")
    said = kuajie("game", str(file))
    assert said.code == 4
    assert said.err.count("no equilibrium") == 1
    assert len(kuajie("game", str(file), "--json").record["errors"]) > 1


def test_a_wrong_file_is_refused_with_its_keys(kuajie: Kuajie, tmp_path: Path) -> None:
    file = tmp_path / "game.json"
    file.write_text('{"parties": ["p", "e"], "values": {"p": 1, "q": 2}}', encoding="utf-8")
    said = kuajie("split", str(file))
    assert said.code == 2
    assert "values.q" in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


def test_options_on_a_folder(kuajie: Kuajie, small_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    shutil.copytree(small_folder, folder)
    ids = [path.name for path in sorted(folder.iterdir()) if (path / "courses.csv").exists()]
    quick = ("--plan-draws", "20", "--no-certificate")
    assert kuajie("fit", str(folder), "--draws", "200", "--warm-up", "200", "--holdout", "0").code == 0
    patience = [part for party in ids for part in ("--patience", f"{party}=0.9")]
    said = kuajie("split", str(folder), "--rule", "rubinstein", *patience, *quick, "--json")
    assert said.code == 0
    assert said.record["recommended"] == "rubinstein"
    assert {"rubinstein", "shapley"} <= {rule["rule"] for rule in said.record["rules"]}
    # Two equally patient parties: who proposes first takes 1 / 1.9 of what cooperation adds.
    first = next(rule for rule in said.record["rules"] if rule["rule"] == "rubinstein")
    surplus = said.record["surplus"]["mean"]
    assert max(first["gains"].values()) == pytest.approx(surplus / 1.9)
    wrong = kuajie("split", str(folder), "--patience", f"{ids[0]}=1.5", *quick)
    assert wrong.code == 2
    assert "--patience" in wrong.err
    slip = kuajie("split", str(folder), "--patience", f"{ids[0]}=much", *quick)
    assert slip.code == 2
    assert "much" in slip.err
