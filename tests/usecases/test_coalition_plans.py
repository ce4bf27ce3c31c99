"""Coalitions planned side by side and kept: the same worths again, nothing twice, proofs that hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kuajie.domain.money import Money
from kuajie.messages import BadInput
from kuajie.messages.notices.sharing import NOT_EVERY_COALITION, RULE_LEFT_OUT
from kuajie.store.folder import FolderAnswerStore
from kuajie.usecases import coalition_plans
from kuajie.usecases.coalition_plan import Judged, coalition_plan
from kuajie.usecases.coalition_plans import plan_coalitions
from kuajie.usecases.coalition_record import plan_key
from kuajie.usecases.progress import Cancelled
from kuajie.usecases.split import split_profit
from kuajie.usecases.split_question import SplitQuestion, checked_patience
from kuajie.usecases.split_sampled import planned_coalitions

HALF_CENT = 0.005


@pytest.fixture(scope="module")
def question(reading, fit, plan):
    return SplitQuestion(programme=reading.programme, fit=fit, plan=plan, draws=20, test_draws=60)


@pytest.fixture(scope="module")
def plans(question):
    return plan_coalitions(question)


def test_side_by_side_finds_what_one_after_the_other_finds(question, plans):
    known: dict = {}
    for members in plans:
        known[members] = coalition_plan(Judged.of(question), members, known)
    for members, plan in plans.items():
        assert np.array_equal(plan.profit, known[members].profit)


def test_kept_plans_come_back_whole_and_are_not_planned_again(question, plans, tmp_path, monkeypatch):
    store = FolderAnswerStore(tmp_path)
    plan_coalitions(question, store=store)
    planned: list = []

    def noted(judged, members, known):
        planned.append(members)
        return coalition_plan(judged, members, known)

    monkeypatch.setattr(coalition_plans, "coalition_plan", noted)
    again = plan_coalitions(question, store=store)
    assert planned == [frozenset(question.programme.party_ids)]  # the joint plan is given, not kept
    for members, plan in plans.items():
        assert np.array_equal(again[members].profit, plan.profit)
        assert again[members].gap == plan.gap
        assert dict(again[members].prices) == dict(plan.prices)


def test_terms_and_weights_do_not_plan_coalitions_anew_but_limits_do(question):
    programme, members = question.programme, frozenset(question.programme.party_ids[:2])
    key = plan_key(Judged.of(question), members)

    def key_with(changed):
        return plan_key(Judged.of(replace(question, programme=changed)), members)

    heavier = tuple(replace(party, bargaining_weight=2.0) for party in programme.parties)
    assert key_with(replace(programme, parties=heavier)) == key
    tighter = replace(programme.budgets, total=None)
    assert key_with(replace(programme, budgets=tighter)) != key


def test_gaps_are_proved_and_make_intervals_longer(question, plans):
    everybody = frozenset(question.programme.party_ids)
    assert all(plan.gap is not None and plan.gap >= 0 for plan in plans.values())
    answer = split_profit(question)
    some = max(plan.gap for members, plan in plans.items() if members != everybody)
    for rule in answer.rules:
        assert rule.planning is not None
        for party, (less, more) in rule.planning.items():
            assert less <= 0 <= more
            if rule.rule in {"shapley", "nash_bargaining", "equal_surplus"}:
                assert more - less <= 4 * some + HALF_CENT
            assert rule.shares[party].lower <= rule.shares[party].upper


def test_a_stop_is_heard_between_coalitions(question):
    def stop(_, done):
        if done > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_coalitions(question, progress=stop)


def test_a_sample_of_coalitions_tells_errors_and_which_rule_it_cannot_answer(question):
    sampled = next(
        each
        for each in (replace(question, most_coalitions=4, rule="nucleolus", seed=seed) for seed in range(50))
        if len(planned_coalitions(each)) < each.coalitions
    )
    answer = split_profit(sampled)
    assert {RULE_LEFT_OUT, NOT_EVERY_COALITION} <= {finding.notice for finding in answer.warnings}
    assert len(answer.worths) < question.coalitions
    rules = {rule.rule: rule for rule in answer.rules}
    assert set(rules) == {"nash_bargaining", "kalai_smorodinsky", "equal_surplus", "shapley"}
    assert rules["shapley"].sampling_error is not None
    whole = {rule.rule: rule for rule in split_profit(question).rules}
    for name, rule in rules.items():
        assert sum(rule.exact.values(), start=Money.zero("CNY")) == Money.nearest(answer.total.mean, "CNY")
        if name != "shapley":
            assert rule.exact == whole[name].exact


def test_patience_must_name_every_party(reading):
    ids = reading.programme.party_ids
    right = dict.fromkeys(ids, 0.9)
    assert checked_patience(right, reading.programme) == right
    for wrong in ({ids[0]: 0.9}, dict.fromkeys(ids, 1.0), {**right, "nobody": 0.5}):
        with pytest.raises(BadInput, match=ids[0]):
            checked_patience(wrong, reading.programme)
