"""Every reference game and bargaining case, within the tolerance its source states."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kuajie.sharing.coalitions import CoalitionGame, coalition_of
from kuajie.sharing.core import check_core, least_core
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.sharing.rules.shapley import exact_shapley
from kuajie.sharing.split import split_game

REFERENCE = Path(__file__).parent.parent / "reference"
GAMES = json.loads((REFERENCE / "cooperative_games.json").read_text(encoding="utf-8"))
BARGAINS = {
    case["id"]: case for case in json.loads((REFERENCE / "bargaining.json").read_text(encoding="utf-8"))
}


def game_of(case: dict[str, Any], *, exact: bool = False) -> CoalitionGame:
    inputs = case["inputs"]
    parties = tuple(inputs["players"])
    sign = -1 if inputs["is_cost_game"] else 1
    number = Fraction if exact else float
    values = {int(mask): number(value) for mask, value in inputs["coalition_values_by_bitmask"].items()}
    return CoalitionGame.from_function(
        parties,
        lambda coalition: sign * values[sum(1 << parties.index(party) for party in coalition)],
    )


def each_game(function: Any) -> Any:
    return pytest.mark.parametrize("case", GAMES, ids=[case["id"] for case in GAMES])(function)


def close_to(case: dict[str, Any], expected: Any) -> Any:
    scale = max(abs(value) for value in case["inputs"]["coalition_values_by_bitmask"].values())
    return pytest.approx(expected, rel=case["tolerance"]["rel"], abs=case["tolerance"]["rel"] * scale)


@each_game
def test_shapley_is_the_exact_fraction(case: dict[str, Any]) -> None:
    exact = [Fraction(text) for text in case["expected"]["shapley_exact"]]
    assert list(exact_shapley(game_of(case, exact=True)).values()) == exact


@each_game
@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "prenucleolus"])
def test_rule_gives_the_published_shares(case: dict[str, Any], rule: str) -> None:
    shares = split_game(game_of(case), rule=rule).shares
    assert list(shares.values()) == close_to(case, case["expected"][rule])


@each_game
def test_core_is_found_or_found_empty(case: dict[str, Any]) -> None:
    game, expected = game_of(case), case["expected"]
    found = least_core(game)
    assert found.empty_core == expected["core_empty"]
    assert found.needed_total == close_to(case, expected["core_min_total"])
    shares = split_game(game, rule="shapley").shares
    assert check_core(game, shares).in_core == expected["shapley_in_core"]


def test_masks_count_parties_in_order() -> None:
    assert coalition_of(5, ("P", "E", "T")) == {"P", "T"}


def pie(total: float) -> CoalitionGame:
    return CoalitionGame(
        ("P", "E"), {frozenset("P"): 0.0, frozenset("E"): 0.0, frozenset("PE"): float(total)}
    )


def test_nash_bargaining_over_a_disagreement_point() -> None:
    case = BARGAINS["NBS1"]
    inputs = case["inputs"]
    bargaining = Bargaining(
        disagreement=dict(zip("PE", inputs["d"], strict=True)),
        weights=dict(zip("PE", inputs["tau"], strict=True)),
    )
    shares = split_game(pie(inputs["total"]), rule="nash_bargaining", bargaining=bargaining).shares
    assert list(shares.values()) == pytest.approx(case["expected"]["split"], rel=case["tolerance"]["rel"])


def test_nash_bargaining_with_caution() -> None:
    case = BARGAINS["NBU1"]
    inputs = case["inputs"]
    bargaining = Bargaining(
        risk_exponents=dict(zip("PE", inputs["lam"], strict=True)),
        weights=dict(zip("PE", inputs["mu"], strict=True)),
    )
    gains = split_game(pie(inputs["surplus"]), rule="nash_bargaining", bargaining=bargaining).gains
    assert list(gains.values()) == pytest.approx(case["expected"]["extra"], rel=case["tolerance"]["rel"])


def test_alternating_offers() -> None:
    case = BARGAINS["RUB1"]
    inputs = case["inputs"]
    bargaining = Bargaining(discounts={"P": inputs["delta_P"], "E": inputs["delta_E"]})
    shares = split_game(pie(inputs["pie"]), rule="rubinstein", bargaining=bargaining).shares
    expected = {"P": case["expected"]["x_P"], "E": case["expected"]["x_E"]}
    assert dict(shares) == pytest.approx(expected, rel=case["tolerance"]["rel"])
