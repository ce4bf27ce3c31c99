"""Structures of decisions on a small simulated programme of two parties."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kuajie.domain.clauses import CostShare, FixedFee, MinimumGuarantee
from kuajie.domain.money import Money
from kuajie.messages import BadInput
from kuajie.usecases.structures import compare_structures
from kuajie.usecases.structures_answer import Standing, Structure
from kuajie.usecases.structures_asked import leaders_of, tried_shares
from kuajie.usecases.structures_question import StructuresQuestion

SEARCH = 1e-6
"""Relative: structures are searched, and then compared, on the same draws."""


@pytest.fixture(scope="module")
def question(reading, fit):
    programme = reading.programme
    return StructuresQuestion(
        programme=programme, fit=fit, leaders=leaders_of(programme, None), draws=20, test_draws=60
    )


@pytest.fixture(scope="module")
def answer(question):
    return compare_structures(question)


def test_nothing_earns_more_together_than_cooperation(answer):
    together = answer.cooperation
    assert together.structure is Structure.COOPERATION
    assert together.bound >= together.joint
    for line in answer.lines:
        assert line.joint <= together.joint * (1 + SEARCH)
        assert line.lost == pytest.approx(max(0.0, together.joint - line.joint), abs=1e-6 * together.joint)


def test_accounts_add_up(answer):
    ids = set(answer.programme.party_ids)
    for line in answer.lines:
        assert set(line.profits) == set(line.held_out) == set(line.spend) == ids
        assert sum(line.profits.values()) == pytest.approx(line.joint)
        assert sum(line.held_out.values()) == pytest.approx(line.held_out_joint)
        levers = sum(line.lever_spend.values())
        assert sum(line.spend.values()) >= levers - 1e-6 * levers
        assert all(price > 0 for price in line.prices.values())


def test_nobody_gains_by_leaving_what_is_called_an_equilibrium(answer):
    assert answer.nash
    for line in answer.nash:
        assert line.standing is Standing.LOCAL
        for party, gain in line.gains.items():
            assert gain <= 1e-5 * abs(line.profits[party]) + 1.0
            assert line.most is not None
            assert line.most[party] >= gain


def test_a_leader_has_no_less_than_alone(answer):
    led = [line for line in answer.lines if line.structure is Structure.LEADS]
    assert [line.leader for line in led] == [
        party.id for party in answer.programme.parties if party.role in ("platform", "institution")
    ]
    for line in led:
        alone = max(each.profits[line.leader] for each in answer.nash)
        assert line.profits[line.leader] >= alone - SEARCH * abs(alone)
        assert all(0 <= rate < 1 for rate in line.rates.values())
        assert line.leader not in line.rates


def test_without_a_share_a_party_that_decides_alone_spends_nothing(question):
    platform, institution = leaders_of(question.programme, None)
    shares = {platform: Fraction(1), institution: Fraction(0)}
    answer = compare_structures(replace(question, leaders=(), shares=shares, certified=False))
    assert answer.tried
    assert answer.shares == shares
    selling = {course.seller for course in answer.programme.courses}
    if institution not in selling:
        assert all(line.spend[institution] == 0 for line in answer.nash)
        assert any(finding.notice.code == "structures.no_revenue" for finding in answer.warnings)
    assert all(line.most is None for line in answer.nash)
    assert answer.cooperation.bound is None


def test_leaders_are_named_by_id_or_role(question):
    programme = question.programme
    first, second = programme.party_ids[:2]
    role = str(programme.party(first).role)
    assert leaders_of(programme, [second, role, first]) == (second, first)
    with pytest.raises(BadInput) as refused:
        leaders_of(programme, ["nobody"])
    assert "nobody" in refused.value.findings[0].say("en")


def test_shares_are_read_in_any_form_and_must_be_whole(question):
    programme = question.programme
    first, second = programme.party_ids[:2]
    wanted = {first: Fraction(3, 5), second: Fraction(2, 5)}
    for given in (f"{first}=0.6,{second}=0.4", f"{first}=60%，{second} = 2/5", f"{first}＝3/5,{second}=40％"):
        assert tried_shares(programme, given) == wanted
    assert tried_shares(programme, None) is None
    for wrong in (
        f"{first}=0.6",
        f"{first}=1.2,{second}=-0.2",
        "nobody=1",
        f"{first}:0.6",
        f"{first}=1/0",
        "",
    ):
        with pytest.raises(BadInput) as refused:
            tried_shares(programme, wrong)
        assert first in refused.value.findings[0].say("zh")


def with_clauses(question, *clauses):
    terms = replace(question.programme.terms, clauses=clauses)
    return replace(question, leaders=(), certified=False, programme=replace(question.programme, terms=terms))


def test_a_fee_moves_profit_and_nothing_else(question, answer):
    first, second = question.programme.party_ids[:2]
    fee = FixedFee(payer=first, payee=second, amount=Money.of("5000", question.programme.currency))
    paid = compare_structures(with_clauses(question, fee))
    for line, before in zip(paid.lines, (answer.cooperation, *answer.nash), strict=True):
        assert line.profits[first] == pytest.approx(before.profits[first] - 5000.0, abs=20.0)
        assert line.profits[second] == pytest.approx(before.profits[second] + 5000.0, abs=20.0)
        assert line.joint == pytest.approx(before.joint, rel=1e-5)


def test_who_is_reimbursed_spends_more_alone(question, answer):
    platform, institution = leaders_of(question.programme, None)
    half = CostShare(payer=platform, payee=institution, rate=Fraction(1, 2))
    shared = compare_structures(with_clauses(question, half))
    own = [lever.id for lever in question.programme.levers if lever.party == institution]
    before = sum(answer.nash[0].lever_spend[lever] for lever in own)
    after = sum(shared.nash[0].lever_spend[lever] for lever in own)
    assert after > before
    assert shared.nash[0].spend[institution] == pytest.approx(0.5 * after)


def test_clauses_that_bend_are_counted_by_their_slopes_and_that_is_said(question):
    first, second = question.programme.party_ids[:2]
    promised = MinimumGuarantee(payer=first, payee=second, amount=Money.of("1", question.programme.currency))
    answer = compare_structures(with_clauses(question, promised))
    assert any(finding.notice.code == "structures.by_slopes" for finding in answer.warnings)
    assert sum(answer.cooperation.profits.values()) == pytest.approx(answer.cooperation.joint)
