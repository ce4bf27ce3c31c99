"""``kuajie game``: a comparison people can read, numbers programs can, and slips told with their remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]
REFERENCE = Path(__file__).parents[1] / "reference"
HAN = re.compile(r"[\u4e00-\u9fff]")
HL = {"alpha": 100, "beta": 50, "gamma": 0.5, "delta": 0.4, "rho_E": 4, "rho_P": 2}
PV = {"alpha": 1, "beta": 1, "v": 1, "k_P": 1, "k_E": 1}
RS = {"dist": "normal", "mu": 1000, "sigma": 300, "price": 100, "c_E": 30, "c_P": 10, "phi": 0.6}


def written(folder: Path, record: object, name: str = "case.json") -> str:
    file = folder / name
    file.write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
    return str(file)


def test_all_structures_are_compared(kuajie: Kuajie, tmp_path: Path) -> None:
    said = kuajie("game", written(tmp_path, {"model": "HL", "inputs": HL}))
    assert said.code == 0
    assert "Cooperation earns 544.35. Against it, E leads loses the least, 3.3259 (0.6%)" in said.out
    assert "Huang, Li 2001" in said.out
    assert "E leads: E pays a share of P's cost" in said.out


def test_chinese_is_chinese(kuajie: Kuajie, tmp_path: Path) -> None:
    said = kuajie("game", written(tmp_path, {"model": "PV", "inputs": PV}), "--lang", "zh")
    assert said.code == 0
    assert "合作的联合收益为 0.031250" in said.out
    assert "平台先动·毛利" in said.out
    assert "Cooperation" not in said.out


def test_json_has_every_symbol_of_the_published_cases(kuajie: Kuajie) -> None:
    file = REFERENCE / "coop_advertising.json"
    cases = json.loads(file.read_text(encoding="utf-8"))
    answers = kuajie("game", str(file), "--json").record["cases"]
    assert [answer["id"] for answer in answers] == [case["id"] for case in cases]
    for case, answer in zip(cases, answers, strict=True):
        [found] = answer["structures"]
        assert found["values"] == pytest.approx(
            {**found["values"], **case["expected"]}, rel=case["tolerance"]["rel"], abs=1e-12
        )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("coop", ["cooperation"]),
        ("P_stackelberg", ["platform_leads_margin", "platform_leads_price"]),
        ("platform_leads_price", ["platform_leads_price"]),
        (["nash", "E_stackelberg"], ["nash", "institution_leads"]),
    ],
)
def test_structures_by_our_names_and_by_those_of_papers(
    kuajie: Kuajie, tmp_path: Path, name: object, meant: list[str]
) -> None:
    file = written(tmp_path, {"model": "PV", "inputs": PV, "structure": name})
    [answer] = kuajie("game", file, "--json").record["cases"]
    assert [found["structure"] for found in answer["structures"]] == meant
    assert answer["joint_cooperation"] == pytest.approx(0.03125)


def test_toml_and_several_cases(kuajie: Kuajie, tmp_path: Path) -> None:
    toml = """
    [[cases]]
    id = "one"
    model = "RS"
    [cases.inputs]
    dist = "gamma"
    shape = 4
    scale = 250
    price = 100
    c_E = 30
    c_P = 10
    [[cases]]
    id = "NTU9"
    [cases.inputs]
    frontier = "u1² + 4 % u2^2 = 1"
    """
    refused = kuajie("game", written(tmp_path, toml, "games.toml"))
    assert refused.code == 2
    assert "[1].inputs.frontier cannot be read as a frontier" in refused.err
    file = written(tmp_path, toml.replace("4 % u2", "4 u2"), "games.toml")
    one, other = kuajie("game", file, "--json").record["cases"]
    assert (one["id"], one["model"], other["model"]) == ("one", "RS", "NTU")
    [found] = other["structures"]
    assert found["values"]["nash"] == pytest.approx([0.5**0.5, 0.5**0.5 / 2], rel=1e-10)


RAW = (
    '{"model": "HL", "inputs": {"alpha": %s, "beta": 50, "gamma": 0.5, "delta": 0.4, "rho_E": 4, "rho_P": 2}}'
)
SLIPS = {
    "no model": ({"model": "HX", "inputs": HL}, "games.unknown_model", "model"),
    "model is a number": ({"model": 7, "inputs": HL}, "games.unknown_model", "model"),
    "no inputs": ({"model": "HL"}, "games.no_inputs", "inputs"),
    "inputs are a list": ({"model": "HL", "inputs": [1]}, "games.no_inputs", "inputs"),
    "one missing": (
        {"model": "HL", "inputs": {k: v for k, v in HL.items() if k != "rho_P"}},
        "games.missing_input",
        "inputs.rho_P",
    ),
    "a text": ({"model": "HL", "inputs": {**HL, "beta": "50"}}, "instances.not_a_number", "inputs.beta"),
    "nothing": ({"model": "HL", "inputs": {**HL, "beta": None}}, "instances.not_a_number", "inputs.beta"),
    "yes": ({"model": "HL", "inputs": {**HL, "beta": True}}, "instances.not_a_number", "inputs.beta"),
    "not a number": (
        RAW % "NaN",
        "instances.not_a_number",
        "inputs.alpha",
    ),
    "endless": (
        RAW % "1e999",
        "instances.not_a_number",
        "inputs.alpha",
    ),
    "beyond every float": (
        {"model": "HL", "inputs": {**HL, "alpha": 10**400}},
        "instances.not_a_number",
        "inputs.alpha",
    ),
    "negative": (
        {"model": "HL", "inputs": {**HL, "gamma": -0.5}},
        "instances.number_out_of_range",
        "inputs.gamma",
    ),
    "zero": (
        {"model": "HL", "inputs": {**HL, "rho_E": 0}},
        "instances.number_out_of_range",
        "inputs.rho_E",
    ),
    "share above one": (
        {"model": "RS", "inputs": {**RS, "phi": 1.2}},
        "instances.number_out_of_range",
        "inputs.phi",
    ),
    "unknown law": (
        {"model": "RS", "inputs": {**RS, "dist": "zipf"}},
        "instances.unknown_choice",
        "inputs.dist",
    ),
    "law without parameters": (
        {"model": "RS", "inputs": {**RS, "dist": "uniform"}},
        "games.bad_law",
        "inputs.dist",
    ),
    "box upside down": (
        {
            "model": "BASE",
            "inputs": {"N": 1, "price": 1, "F_P": 0, "F_E": 0, "x_box": [1, 0], "y_box": [0, 1]},
        },
        "games.not_a_box",
        "inputs.x_box",
    ),
    "lists of different length": (
        {"model": "NBS", "inputs": {"total": 9, "d": [1, 2], "tau": [1, 1, 1]}},
        "games.different_lengths",
        "inputs.d",
    ),
    "weights without weight": (
        {"model": "NBU", "inputs": {"surplus": 9, "lam": [0, 0], "mu": [1, 1]}},
        "games.not_weights",
        "inputs.lam",
    ),
    "a frontier that would run": (
        {"model": "NTU", "inputs": {"frontier": "__import__('os').getpid()*u1+u2=1"}},
        "games.bad_frontier",
        "inputs.frontier",
    ),
    "points that do not trade": (
        {"model": "NTU", "inputs": {"frontier": [[0, 0], [1, 1]]}},
        "games.bad_frontier",
        "inputs.frontier",
    ),
    "unknown structure": (
        {"model": "HL", "inputs": HL, "structure": "auction"},
        "games.unknown_structure",
        "structure",
    ),
    "structure of another model": (
        {"model": "HL", "inputs": HL, "structure": "no_such"},
        "games.unknown_structure",
        "structure",
    ),
    "a number": ("7", "games.no_case", ""),
    "an empty list": ("[]", "games.no_case", ""),
    "a list of numbers": ("[7]", "games.no_case", ""),
    "no JSON": ('{"model": "HL",', "instances.not_json", ""),
    "too deep": ("[" * 200_000, "instances.not_json", ""),
}


@pytest.mark.parametrize(("record", "code", "key"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_key_and_remedy_in_both_languages(
    kuajie: Kuajie, tmp_path: Path, record: object, code: str, key: str
) -> None:
    file = written(tmp_path, record)
    found = kuajie("game", file, "--json")
    assert found.code == 2
    errors = found.record["errors"]
    assert [error["code"] for error in errors] == [code]
    assert key in errors[0]["problem"]
    for lang in ("zh", "en"):
        said = kuajie("game", file, "--lang", lang)
        assert said.code == 2
        assert bool(HAN.search(said.err)) == (lang == "zh")
        assert "Traceback" not in said.err


def test_all_slips_are_told_at_once(kuajie: Kuajie, tmp_path: Path) -> None:
    cases = [{"model": "HL", "inputs": {**HL, "beta": -1, "gamma": "x"}}, {"model": "QQ", "inputs": {}}]
    found = kuajie("game", written(tmp_path, cases), "--json")
    assert [error["code"] for error in found.record["errors"]] == [
        "instances.number_out_of_range",
        "instances.not_a_number",
        "games.unknown_model",
    ]


def test_an_input_that_is_not_used_is_warned_of(kuajie: Kuajie, tmp_path: Path) -> None:
    file = written(tmp_path, {"model": "RUB", "inputs": {"delta_P": 0.9, "delta_E": 0.8, "pye": 100}})
    said = kuajie("game", file, "--json")
    assert said.code == 0
    assert [warning["code"] for warning in said.record["warnings"]] == ["games.unused_input"]
    assert "pie" in said.record["warnings"][0]["remedy"]


def test_no_equilibrium_beside_others_is_said_in_its_place(kuajie: Kuajie, tmp_path: Path) -> None:
    inputs = {"N": 100, "price": 10, "F_P": 2, "F_E": 3, "k_P": 800, "k_E": 900, "phi": 0.5}
    file = written(tmp_path, {"model": "BRIEF", "inputs": inputs})
    said = kuajie("game", file)
    assert said.code == 0
    assert "cooperation: Profit has no limit here" in said.out
    found = kuajie("game", file, "--json").record["cases"][0]["structures"]
    assert [(answer["structure"], bool(answer["values"])) for answer in found] == [
        ("cooperation", False),
        ("nash", True),
        ("platform_leads", True),
        ("institution_leads", True),
    ]


def test_no_equilibrium_at_all_ends_with_code_4(kuajie: Kuajie, tmp_path: Path) -> None:
    inputs = {"price": 30, "c_E": 30, "c_P": 10, "dist": "exponential", "mean": 100}
    said = kuajie("game", written(tmp_path, {"model": "RS", "inputs": inputs}))
    assert said.code == 4
    assert "the price does not cover what a seat costs both" in said.err


def test_a_missing_file_is_said(kuajie: Kuajie, tmp_path: Path) -> None:
    said = kuajie("game", str(tmp_path / "none.json"))
    assert said.code == 2
    assert "there is no such file" in said.err


def test_a_misspelt_input_is_told_with_its_neighbour(kuajie: Kuajie, tmp_path: Path) -> None:
    inputs = {("gama" if name == "gamma" else name): value for name, value in HL.items()}
    found = kuajie("game", written(tmp_path, {"model": "HL", "inputs": inputs}), "--json")
    assert [error["code"] for error in found.record["errors"]] == [
        "games.missing_input",
        "games.unused_input",
    ]
    assert "gamma" in found.record["errors"][1]["remedy"]


def test_an_empty_list_of_structures_is_refused(kuajie: Kuajie, tmp_path: Path) -> None:
    said = kuajie("game", written(tmp_path, {"model": "HL", "inputs": HL, "structure": []}))
    assert said.code == 2
    assert "structure is []" in said.out + said.err
