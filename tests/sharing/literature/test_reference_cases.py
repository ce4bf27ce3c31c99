"""Every published case, as a file of its own read by the command's reader, within the tolerance it states."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kuajie.exchange.game_file import model_called, read_games
from kuajie.usecases.game_models import play

REFERENCE = Path(__file__).parents[2] / "reference"
FILES = ("coop_advertising.json", "dynamic_contracts_bargaining.json")
CASES = [
    case
    for name in FILES
    for case in json.loads((REFERENCE / name).read_text(encoding="utf-8"))
    if model_called(case)
]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_published_case(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case), encoding="utf-8")
    [game] = play(read_games(file).questions).games
    [answer] = game.structures
    assert set(case["expected"]) <= set(answer.values)
    rel = case["tolerance"]["rel"]
    for symbol, expected in case["expected"].items():
        assert answer.values[symbol] == pytest.approx(expected, rel=rel, abs=1e-12), symbol
