"""``kuajie brief``: the brief's own numbers, effort costs, and numbers that make no sense."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

Kuajie = Callable[..., Any]
BRIEF = [
    "brief",
    "--organic",
    "10000",
    "--price",
    "1000",
    "--platform-cost",
    "10000",
    "--institution-cost",
    "10000",
]
SMALL = ["brief", "--organic", "100", "--price", "10", "--platform-cost", "2", "--institution-cost", "3"]
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_the_brief_s_numbers_in_words(kuajie: Kuajie) -> None:
    said = kuajie(*BRIEF)
    assert said.code == 0
    assert "bilinear" in said.out
    assert "corner of the box: x = 1, y = 1, with a joint profit of -CN¥160,000,000" in said.out
    assert "the cost is CN¥200,000,000 whatever x and y are" in said.out
    assert "loses money everywhere on the box" in said.out
    assert "(1 + x)(1 + y) is 20, and the box reaches 4 at most" in said.out


def test_the_same_in_chinese(kuajie: Kuajie) -> None:
    said = kuajie(*BRIEF, "--lang", "zh")
    assert said.code == 0
    for words in ("双线性", "-¥1.6亿", "¥2亿", "都亏损", "达到 20 才能盈亏平衡"):
        assert words in said.out


def test_json_is_all_there_is(kuajie: Kuajie) -> None:
    said = kuajie(*BRIEF, "--json")
    answer = said.record
    assert said.err == ""
    assert answer["break_even"]["product"] == 20.0
    assert answer["printed"] == {"x": 1.0, "y": 1.0, "profit": -160_000_000.0, "effort": 0.0}
    assert answer["loses_everywhere"] is True
    assert [point["cost"] for point in answer["frontier"]] == [200_000_000.0]
    assert answer["path"]["settled"] is True
    assert answer["path"]["stops"][-1]["lifts"]["profit"] == -160_000_000.0


def test_effort_costs_make_a_frontier(kuajie: Kuajie) -> None:
    answer = kuajie(*SMALL, "--x-cost", "4000", "--y-cost", "5000", "--points", "5", "--json").record
    assert answer["where"] == "inside"
    assert answer["concave"] is True
    assert answer["optimum"]["profit"] == pytest.approx(789.4736842105266)
    profits = [point["profit"] for point in answer["frontier"]]
    assert len(profits) == 5
    assert profits == sorted(profits)
    assert answer["frontier"][-1]["marginal"] is None  # infinite
    assert answer["path"]["lost"] < 1e-6
    said = kuajie(*SMALL, "--x-cost", "4000", "--y-cost", "5000").out
    assert "Frontier: least joint cost" in said
    assert "inside the box, at x = 0.3158, y = 0.2632" in said


@pytest.mark.parametrize("method", ["sgd", "adam"])
def test_both_methods_reach_the_optimum(kuajie: Kuajie, method: str) -> None:
    answer = kuajie(
        *SMALL, "--x-cost", "4000", "--y-cost", "5000", "--method", method, "--steps", "3000", "--json"
    ).record
    assert answer["path"]["lost"] < 1e-3
    assert answer["findings"] == []


def test_decay_is_warned_of_with_the_profit_it_loses(kuajie: Kuajie) -> None:
    decayed = kuajie(*SMALL, "--x-cost", "4000", "--y-cost", "5000", "--decay", "2000", "--json").record
    # SGD rests where (4000 + 2000) x = 1000 (1 + y) and (5000 + 2000) y = 1000 (1 + x)
    determinant = 6000 * 7000 - 1000**2
    end = decayed["path"]["stops"][-1]["lifts"]
    assert end["x"] == pytest.approx(1000 * 8000 / determinant, abs=1e-7)
    assert end["y"] == pytest.approx(1000 * 7000 / determinant, abs=1e-7)
    assert decayed["path"]["lost"] == pytest.approx(decayed["optimum"]["profit"] - end["profit"])
    (finding,) = decayed["findings"]
    assert finding["code"] == "brief.decay_biases"


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (("--organic", "-1"), ["brief.not_positive"]),
        (("--organic", "0"), ["brief.not_positive"]),
        (("--price", "-1"), ["brief.negative"]),
        (("--price", "nan"), ["brief.not_a_number"]),
        (("--price", "1e300"), ["brief.too_large"]),
        (("--x-min", "2"), ["brief.box_empty"]),
        (("--y-max", "inf"), ["brief.not_a_number"]),
        (("--x-cost", "-5"), ["brief.negative"]),
        (("--rate", "0"), ["brief.not_positive"]),
        (("--decay", "-1"), ["brief.negative"]),
        (("--steps", "0"), ["brief.not_positive"]),
        (("--points", "0"), ["brief.not_positive"]),
        (("--steps", "1000000000"), ["brief.too_large"]),
        (("--currency", "XYZ"), ["money.unknown_currency"]),
        (
            ("--organic", "-1", "--price", "-1", "--x-min", "3"),
            ["brief.not_positive", "brief.negative", "brief.box_empty"],
        ),
    ],
)
def test_nonsense_is_refused_all_at_once(
    kuajie: Kuajie, arguments: tuple[str, ...], codes: list[str]
) -> None:
    said = kuajie(*SMALL, *arguments, "--json", "--lang", "zh")
    assert said.code == 2
    assert [error["code"] for error in said.record["errors"]] == codes
    assert all(HAN.search(error["problem"]) for error in said.record["errors"])
    if codes != ["money.unknown_currency"]:  # money speaks of the code, not of who asked for it
        assert arguments[0] in said.record["errors"][0]["problem"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--price", "0"), "bring no revenue"),
        (("--platform-cost", "0", "--institution-cost", "0"), "no set-up cost to earn back"),
        (("--x-min", "0.5", "--x-max", "0.5", "--y-min", "0", "--y-max", "0"), "earns everywhere"),
        (("--price", "4"), "with equal lifts: 0.118"),
        (("--x-min", "-3", "--y-min", "-3"), "fewer than no enrolments"),
        (("--price", "4", "--x-cost", "1", "--y-cost", "2"), "The least effort that breaks even"),
        (
            ("--price", "4", "--x-cost", "1e6", "--y-cost", "1e6"),
            "With effort costs it loses money everywhere",
        ),
        (("--x-cost", "100", "--y-cost", "200"), "not concave"),
    ],
)
def test_unusual_programmes_are_put_into_words(
    kuajie: Kuajie, arguments: tuple[str, ...], words: str
) -> None:
    said = kuajie(*SMALL, *arguments)
    assert said.code == 0
    assert words in said.out
    assert kuajie(*SMALL, *arguments, "--lang", "zh").code == 0
