"""Structures as sentences and tables, on answers made by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from answers import answers

from kuajie.messages import LOCALES, Locale
from kuajie.present.blocks import Block, Paragraph, Table
from kuajie.present.structures import structures_blocks
from kuajie.usecases.structures_answer import Standing, Structure, StructureLine, StructuresAnswer

HAN = re.compile(r"[\u3400-\u9fff]")


def line_of(
    structure: Structure, profits: Mapping[str, float], programme: Any, **changes: Any
) -> StructureLine:
    none = dict.fromkeys(programme.party_ids, 0.0)
    made = StructureLine(
        structure=structure,
        leader=None,
        standing=Standing.LOCAL,
        joint=sum(profits.values()),
        held_out_joint=0.99 * sum(profits.values()),
        profits=profits,
        held_out={party: 0.99 * amount for party, amount in profits.items()},
        spend=dict.fromkeys(programme.party_ids, 20_000.0),
        lever_spend=dict.fromkeys(programme.lever_ids, 10_000.0),
        prices=dict.fromkeys(programme.course_ids, 500.0),
        lost=0.0,
        rates={},
        margins={},
        gains=none,
        most=dict.fromkeys(programme.party_ids, 0.2),
    )
    return replace(made, **changes)


def answer_of(locale: Locale, **changes: Any) -> StructuresAnswer:
    programme = answers(locale).plan.programme
    first, second, *others = programme.party_ids
    rest = dict.fromkeys(others, 0.0)
    gains = {first: 0.0, second: 3_000.0, **rest}
    made = StructuresAnswer(
        key="k",
        programme=programme,
        draws=50,
        test_draws=400,
        lines=(
            line_of(
                Structure.COOPERATION,
                {first: 100_000.0, second: 50_000.0, **rest},
                programme,
                standing=Standing.BEST_FOUND,
                gains=gains,
                most=None,
                bound=151_000.0,
            ),
            line_of(Structure.NASH, {first: 70_000.0, second: 60_000.0, **rest}, programme, lost=20_000.0),
            line_of(
                Structure.LEADS,
                {first: 75_000.0, second: 62_000.0, **rest},
                programme,
                leader=first,
                rates={second: 0.25},
                lost=13_000.0,
            ),
            line_of(
                Structure.LEADS_MARGIN,
                {first: 90_000.0, second: 20_000.0, **rest},
                programme,
                leader=first,
                rates={second: 0.0},
                margins={programme.course_ids[0]: 240.0},
                lost=40_000.0,
                most=dict.fromkeys(programme.party_ids, 700.0),
            ),
        ),
        shares={first: Fraction(3, 5), second: Fraction(2, 5)},
        tried=False,
        one_price=True,
        warnings=(),
        seconds=1.0,
    )
    return replace(made, **changes)


def test_many_parties_stand_below_each_other() -> None:
    answer = answer_of("en")
    party = answer.programme.parties[0]
    more = [replace(party, id=f"p{place}", name=f"Party {place}") for place in range(3)]
    programme = replace(answer.programme, parties=(*answer.programme.parties, *more))
    extra = dict.fromkeys((each.id for each in more), 0.0)
    lines = tuple(
        replace(line, profits={**line.profits, **extra}, spend={**line.spend, **extra})
        for line in answer.lines
    )
    blocks = structures_blocks(replace(answer, programme=programme, lines=lines), "en")
    earns = [block for block in blocks if isinstance(block, Table)][1]
    assert [column.name for column in earns.columns] == ["Party", "1", "2", "3", "4"]
    assert earns.rows[0][1:3] == ("100,000", "70,000")
    assert earns.rows[-1] == ("All", "150,000", "130,000", "137,000", "110,000")


def words(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_is_said_in_the_readers_language(locale: Locale) -> None:
    blocks = list(structures_blocks(answer_of(locale), locale))
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [4, 4, 4]
    told = words(blocks) + "".join(cell for table in tables for row in table.rows for cell in row)
    assert bool(HAN.search(told)) == (locale == "zh")


def test_what_cooperating_is_worth_to_each_is_told() -> None:
    answer = answer_of("en")
    first, second = (answer.programme.party(party).name for party in answer.programme.party_ids[:2])
    told = words(list(structures_blocks(answer, "en")))
    assert "worth CN¥20,000 to all" in told
    assert f"{first} has CN¥30,000 more" in told
    assert f"{second} has CN¥10,000 less" in told
    assert "kuajie split" in told
    assert f"{second} would gain CN¥3,000 by leaving" in told
    assert f"{first} would gain" not in told


def test_leaders_announcements_and_conventions_are_told() -> None:
    answer = answer_of("en")
    first, second = (answer.programme.party(party).name for party in answer.programme.party_ids[:2])
    told = words(list(structures_blocks(answer, "en")))
    assert f"{first} leads by price: " in told
    assert f"{first} leads by margin: " in told
    assert f"It pays 25.0% of the levers of {second}." in told
    assert "It takes CN¥240 of" in told
    assert "both conventions of leading sell at the same prices" in told
    assert "Published models" in told
    no_margin = replace(answer, lines=answer.lines[:3])
    told = words(list(structures_blocks(no_margin, "en")))
    assert "by price" not in told
    assert "both conventions" not in told


def test_what_is_proved_and_what_was_not_found_are_told() -> None:
    answer = answer_of("en")
    told = words(list(structures_blocks(answer, "en")))
    assert "nobody gains by leaving “Each alone” and “" in told
    assert "proved is no more than CN¥700" in told
    cycle = replace(answer.lines[1], standing=Standing.CYCLE, cycle=2, gains={"a": 527.0}, most={"a": 600.0})
    told = words(list(structures_blocks(replace(answer, lines=(answer.lines[0], cycle)), "en")))
    assert "No pure equilibrium was found" in told
    assert "after 2 rounds" in told
    assert "it gains CN¥527" in told
    assert "nobody gains by leaving" not in told


def test_who_loses_money_would_rather_stay_away() -> None:
    answer = answer_of("en")
    first, second = answer.programme.party_ids[:2]
    name = answer.programme.party(second).name
    assert "stay away" not in words(list(structures_blocks(answer, "en")))
    losing = replace(answer.lines[1], profits={**answer.lines[1].profits, second: -4_000.0})
    told = words(list(structures_blocks(replace(answer, lines=(answer.lines[0], losing)), "en")))
    assert f"Losing money under “Each alone”, {name} would rather stay away" in told
    assert answer.programme.party(first).name + " would rather" not in told


def test_the_assumed_shares_are_named() -> None:
    answer = answer_of("en")
    assert "60.0%" in words(list(structures_blocks(answer, "en")))
    assert "tried here" in words(list(structures_blocks(replace(answer, tried=True), "en")))
    assert "seller keeps" in words(list(structures_blocks(replace(answer, shares={}), "en")))
