"""What is said beside a split: partners who lose by joining, an empty core, a party with nothing to offer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kuajie.domain.money import Money
from kuajie.messages.notices import sharing as notices
from kuajie.sharing.coalitions import CoalitionGame
from kuajie.usecases.plan import PlanQuestion, plan_programme
from kuajie.usecases.split import split_profit
from kuajie.usecases.split_findings import game_findings, parties_adding_nothing
from kuajie.usecases.split_question import SplitQuestion


def found(reading, worth):
    game = CoalitionGame.from_function(reading.programme.party_ids, worth)
    return {finding.notice: finding for finding in game_findings(reading.programme, game)}


def test_joining_that_loses_names_both_sides_and_the_loss(reading):
    said = found(reading, lambda s: {1: 100.0, 2: 150.0, 3: 400.0}[len(s)])
    facts = said[notices.JOINING_LOSES].facts
    assert facts["loss"] == "50"
    assert {facts["first"], facts["second"]} < {party.name for party in reading.programme.parties}


def test_an_empty_core_tells_the_nearest_split_and_what_is_missing(reading):
    said = found(reading, lambda s: {1: 0.0, 2: 90.0, 3: 100.0}[len(s)])
    facts = said[notices.EMPTY_CORE].facts
    # Thirds of 100 leave any two 90 - 200 / 3 short; three pairs at 90 need 135.
    assert facts["gain"] == "23"
    assert facts["missing"] == "35"
    assert all(party.name in facts["shares"].zh for party in reading.programme.parties)


def test_a_game_that_keeps_everybody_needs_no_words(reading):
    assert found(reading, lambda s: float(len(s) ** 2)) == {}


def test_noise_of_judging_is_no_loss(reading):
    assert found(reading, lambda s: {1: 100.0, 2: 200.0 - 0.1, 3: 400.0}[len(s)]) == {}


def test_a_party_alone_is_not_one_that_adds_nothing():
    assert parties_adding_nothing(CoalitionGame(("p",), {frozenset("p"): 3.0})) == ()


def test_a_party_with_nothing_to_offer_is_named_and_gets_what_it_has(reading, fit):
    """A fourth party without courses or levers: its fair share is its outside profit."""
    programme = reading.programme
    guest = replace(programme.parties[0], id="guest", name="Guest", outside_profit=Money.of(7000, "CNY"))
    joined = replace(programme, parties=(*programme.parties, guest))
    plan = plan_programme(PlanQuestion(programme=joined, fit=fit, draws=20, test_draws=60, certified=False))
    answer = split_profit(
        SplitQuestion(programme=joined, fit=fit, plan=plan, draws=20, test_draws=60, certified=False)
    )
    said = [each for each in answer.warnings if each.notice == notices.ADDS_NOTHING]
    assert [each.facts["party"] for each in said] == ["Guest"]
    shapley = next(rule for rule in answer.rules if rule.rule == "shapley")
    assert shapley.shares["guest"].mean == pytest.approx(7000, rel=0.02)
    assert notices.GAPS_NOT_PROVED not in [each.notice for each in answer.warnings]
    assert all(rule.planning is None for rule in answer.rules)
