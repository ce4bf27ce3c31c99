"""Splits of given worths: money to the unit, what is wrong with a game, and rules that have no answer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kuajie.domain.money import Money
from kuajie.messages.notices import sharing as notices
from kuajie.sharing.coalitions import CoalitionGame
from kuajie.sharing.rules.bargaining import Bargaining
from kuajie.usecases.split_given import GivenGame, split_given


def given(worth, parties="pet", **choices):
    game = CoalitionGame.from_function(parties, worth)
    names = {party: party.upper() for party in game.parties}
    return GivenGame(id="g", title="g", game=game, names=names, **choices)


def codes(answer):
    return [finding.notice for finding in answer.findings]


def test_every_rule_adds_up_to_the_smallest_unit():
    answer = split_given(given(lambda s: Fraction(100, 3) * len(s) ** 2, currency="CNY"))
    assert len(answer.rules) == 7
    for rule in answer.rules:
        total = sum(rule.exact_money.values(), start=Money.zero("CNY"))
        assert total == Money.of("300.00", "CNY")


def test_three_players_who_need_two_have_an_empty_core():
    answer = split_given(given(lambda s: int(len(s) > 1)))
    assert answer.least_core.empty_core
    finding = next(each for each in answer.findings if each.notice == notices.EMPTY_CORE)
    # Split evenly, any two gain a third by leaving; the total would have to be 3/2.
    assert finding.facts["gain"] == "0.333333"
    assert finding.facts["missing"] == "0.5"
    assert all(not rule.core.in_core for rule in answer.rules)


def test_a_costly_merger_is_named():
    answer = split_given(given(lambda s: {1: 5, 2: 4, 3: 20}[len(s)]))
    assert answer.merger is not None
    assert answer.merger.loss == 6
    assert notices.JOINING_LOSES in codes(answer)


def test_a_rule_without_an_answer_is_left_out_with_a_reason():
    answer = split_given(given(lambda s: -1 if s == {"p"} else len(s)))
    assert "proportional" not in [rule.rule for rule in answer.rules]
    assert notices.RULE_LEFT_OUT in codes(answer)


def test_alternating_offers_need_patience():
    def names(answer):
        return [rule.rule for rule in answer.rules]

    pie = given(lambda s: 100 if len(s) == 2 else 0, parties="pe")
    assert "rubinstein" not in names(split_given(pie))
    patient = given(
        lambda s: 100 if len(s) == 2 else 0,
        parties="pe",
        bargaining=Bargaining(discounts={"p": 0.9, "e": 0.8}),
    )
    shares = next(rule.shares for rule in split_given(patient).rules if rule.rule == "rubinstein")
    assert shares == pytest.approx({"p": 20 / 0.28, "e": 100 - 20 / 0.28})
