"""docs/games.md says what the command says: its example, its models, its structures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kuajie.sharing.literature.registry import MODELS
from kuajie.sharing.literature.structures import ALIASES

Kuajie = Callable[..., Any]
PAGE = (Path(__file__).parents[2] / "docs" / "games.md").read_text(encoding="utf-8")


def test_the_example_gives_the_table(kuajie: Kuajie, tmp_path: Path) -> None:
    [example] = [line.strip() for line in PAGE.splitlines() if line.startswith("    {")]
    file = tmp_path / "example.json"
    file.write_text(example, encoding="utf-8")
    [case] = kuajie("game", str(file), "--json").record["cases"]
    shown = [
        re.findall(r"\d+\.\d{3}", line) for line in PAGE.splitlines() if re.search(r"\d\.\d{3} \|", line)
    ]
    assert len(shown) == len(case["structures"])
    for numbers, found in zip(shown, case["structures"], strict=True):
        said = [found["values"].get(name) for name in ("profit_P", "profit_E", "joint")]
        assert [f"{number:.3f}" for number in said if number is not None] == numbers


def test_every_model_has_a_row_with_every_input() -> None:
    for name, model in MODELS.items():
        [row] = [line for line in PAGE.splitlines() if line.startswith(f"| {name} |")]
        cell = row.split("|")[3]
        for wanted in model.inputs:
            assert re.search(rf"\b{wanted.name}\b", cell), (name, wanted.name)


def test_every_structure_is_explained() -> None:
    offered = {structure for model in MODELS.values() for structure in model.structures}
    for name in sorted(offered):
        assert f"| `{name}` |" in PAGE, name
    for name in ("coop", "E_stackelberg", "P_stackelberg_pricecap", "NTU"):
        assert name in ALIASES
        assert f"`{name}`" in PAGE


def test_the_example_is_json() -> None:
    [example] = [line for line in PAGE.splitlines() if line.startswith("    {")]
    assert json.loads(example)["model"] == "HL"
