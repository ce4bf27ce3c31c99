"""A split among many parties stays readable in 80 columns, in both languages."""

from __future__ import annotations

import io

import numpy as np
import pytest
from rich.console import Console

from kuajie.cli.blocks import as_rich
from kuajie.present.split import split_blocks
from kuajie.present.split_tables import told_worths
from kuajie.sharing.coalitions import coalitions
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.usecases.fit_answer import Interval
from kuajie.usecases.rule_shares import MoneyGame, every_rule
from kuajie.usecases.split_answer import CoalitionWorth, PartyAccount, SplitAnswer

NAMES = {
    "p": "知海平台有限公司",
    "e": "Brightwell Institute",
    "t": "Farsail Technologies",
    "k": "Green Shoots Foundation",
    "u": "江城大学",
    "v": "Liberal Management School",
}
WIDTH = 80


@pytest.fixture(scope="module")
def answer() -> SplitAnswer:
    """Return a split of six parties of whom the first five earn most of what there is."""
    rng = np.random.default_rng(4)
    luck = rng.uniform(0.95, 1.05, 40)
    money = {
        members: 1000.0 * len(members) ** 2 * luck * (5.0 if "v" not in members else 4.0)
        for members in coalitions(tuple(NAMES))
    }
    game = MoneyGame(
        parties=tuple(NAMES),
        currency="CNY",
        money=money,
        bargaining=Bargaining(),
        gaps=dict.fromkeys(money, 10.0),
    )
    rules, _ = every_rule(game, required="nash_bargaining")
    everybody = money[frozenset(NAMES)]
    accounts = tuple(
        PartyAccount(
            party=party,
            name=name,
            revenue=0,
            unit_costs=0,
            spend=0,
            outside=0,
            own=0,
            fair=0,
            transfer=0,
            alone=0,
            clauses=0,
        )
        for party, name in NAMES.items()
    )
    return SplitAnswer(
        key="k",
        currency="CNY",
        parties=NAMES,
        aims_at_profit=True,
        total=Interval.of(everybody),
        surplus=Interval.of(everybody),
        chance_of_paying=1.0,
        disagreement=dict.fromkeys(NAMES, 0.0),
        worths=tuple(
            CoalitionWorth(
                members=tuple(party for party in NAMES if party in members),
                worth=Interval.of(row),
                outside=0.0,
                courses=(),
                spend=0.0,
                gap=10.0,
            )
            for members, row in money.items()
        ),
        rules=rules,
        recommended="nash_bargaining",
        contributions={},
        accounts=accounts,
        warnings=(),
    )


def printed(answer: SplitAnswer, locale: str) -> str:
    console = Console(file=io.StringIO(), width=WIDTH, highlight=False)
    for block in split_blocks(answer, locale):
        console.print(as_rich(block, width=WIDTH))
    return console.file.getvalue()


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_names_and_amounts_are_not_torn_to_pieces(answer: SplitAnswer, locale: str) -> None:
    text = printed(answer, locale)
    rules = text[text.index({"zh": "不同规则", "en": "What several"}[locale]) :]
    for rule in answer.rules:
        for party in NAMES:
            share = round(rule.shares[party].mean)
            if locale == "en" and share >= 1000:
                assert f"{share:,.0f}"[:4] in rules
    assert max(map(len, text.splitlines())) <= WIDTH


def test_who_would_leave_is_told_by_who_is_missing(answer: SplitAnswer) -> None:
    leaving = {rule.walks_away for rule in answer.rules}
    assert ("p", "e", "t", "k", "u") in leaving
    assert "All but Liberal Management School" in printed(answer, "en")
    assert "除Liberal Management School外的各方" in printed(answer, "zh")


def test_rows_are_those_that_matter_and_the_rest_is_counted(answer: SplitAnswer) -> None:
    told = told_worths(answer)
    assert {len(each.members) for each in told} >= {1, 5, 6}
    assert len(told) < 20
    assert f"{63 - len(told)} more coalitions" in printed(answer, "en")
    assert "CN¥10.00" in printed(answer, "en")
