"""Files of coalition values: exact numbers in, every mistake named with its key."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from kuajie.exchange.worths_file import read_worths
from kuajie.messages import BadInput

REFERENCE = Path(__file__).parent.parent / "reference" / "cooperative_games.json"
RIGHT = {"parties": ["p", "e"], "values": {"p": 1, "e": "1/3", "p+e": 2.1}}


def written(folder: Path, held: object, name: str = "game.json") -> Path:
    file = folder / name
    file.write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
    return file


def refusals(folder: Path, held: object, name: str = "game.json") -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        read_worths(written(folder, held, name))
    for finding in caught.value.findings:
        assert finding.place.file
        assert finding.say("zh") != finding.say("en")
    return [(each.notice.code, str(each.facts.get("key"))) for each in caught.value.findings]


def test_decimals_and_fractions_are_exact(tmp_path):
    (game,) = read_worths(written(tmp_path, RIGHT))
    assert game.game.exact
    assert game.game.worth[frozenset("pe")] == Fraction(21, 10)
    assert game.game.worth[frozenset("e")] == Fraction(1, 3)


def test_toml_says_the_same_and_more(tmp_path):
    text = """
    title = "两方"
    currency = "CNY"
    parties = ["平台", "学院"]
    costs = true
    names = { "平台" = "知海", "学院" = "明德" }
    [values]
    "平台" = 3
    "学院" = 4.5
    "学院＋平台" = 6
    [bargaining]
    weights = { "平台" = 1, "学院" = 2 }
    """
    (game,) = read_worths(written(tmp_path, text, "game.toml"))
    assert game.costs
    assert game.game.worth[frozenset({"平台", "学院"})] == -6
    assert dict(game.names) == {"平台": "知海", "学院": "明德"}
    assert dict(game.bargaining.weights) == {"平台": 1.0, "学院": 2.0}


def test_a_list_of_cases_by_bitmask():
    games = read_worths(REFERENCE)
    assert len(games) == len(json.loads(REFERENCE.read_text(encoding="utf-8")))
    tva = next(game for game in games if game.id == "CG04")
    assert tva.costs
    assert tva.game.worth[frozenset({"navigation", "power"})] == -378821


@pytest.mark.parametrize(
    ("held", "code", "key"),
    [
        ({**RIGHT, "values": {**RIGHT["values"], "x": 1}}, "worths.unknown_coalition", "values.x"),
        ({**RIGHT, "values": {**RIGHT["values"], "e+p": 1}}, "worths.coalition_twice", "values.e+p"),
        ({**RIGHT, "values": {**RIGHT["values"], "p": "1/0"}}, "worths.not_a_number", "values.p"),
        ({**RIGHT, "values": {**RIGHT["values"], "p": True}}, "worths.not_a_number", "values.p"),
        ({**RIGHT, "values": {"p": 1}}, "worths.coalitions_missing", "values"),
        ({**RIGHT, "values": [1, 2]}, "worths.not_a_table", "values"),
        ({"values": {}}, "worths.no_parties", "parties"),
        ({**RIGHT, "parties": ["p", "p"]}, "worths.party_twice", "parties"),
        ({**RIGHT, "parties": [str(n) for n in range(17)]}, "worths.too_many_parties", "parties"),
        ({**RIGHT, "bargaining": {"weights": {"p": 1}}}, "worths.not_every_party", "bargaining.weights"),
        (
            {**RIGHT, "bargaining": {"patience": {"p": 0.5, "e": 2}}},
            "worths.position_out_of_range",
            "bargaining.patience.e",
        ),
        ({**RIGHT, "currency": "XYZ"}, "money.unknown_currency", "None"),
        ("[1]", "worths.not_a_table", "[0]"),
        ("{", "instances.not_json", "None"),
        ('{"parties": ["p"], "values": {"p": NaN}}', "worths.not_a_number", "values.p"),
    ],
)
def test_every_mistake_is_named(tmp_path, held, code, key):
    assert (code, key) in refusals(tmp_path, held)


def test_broken_toml_says_where(tmp_path):
    ((code, _),) = refusals(tmp_path, "parties = [", "game.toml")
    assert code == "files.toml_syntax"


def test_nobody_earns_nothing(tmp_path):
    held = {"players": ["p"], "coalition_values_by_bitmask": {"0": 3, "1": 2}}
    assert refusals(tmp_path, held) == [("worths.nothing_earns_nothing", "coalition_values_by_bitmask.0")]


@pytest.mark.parametrize("said", ['"1e400"', '"1e999999999"', '"1e-999999999"', "1e999999999", "9" * 400])
def test_numbers_beyond_every_float_are_refused_before_they_take_all_memory(tmp_path, said):
    held = '{"parties": ["p", "e"], "values": {"p": 1, "e": 1, "p+e": SAID}}'.replace("SAID", said)
    assert refusals(tmp_path, held) == [("worths.not_a_number", "values.p+e")]


def test_a_list_without_games_is_refused(tmp_path):
    assert [code for code, _ in refusals(tmp_path, "[]")] == ["worths.not_a_table"]
