"""Terms for a simulated plan: exact accounts, the benchmark on the planner, amounts as targets."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kuajie.messages import BadInput
from kuajie.usecases.terms_asked import AskedTarget
from kuajie.usecases.terms_design import TermsQuestion, find_terms

DRAWS = {"draws": 40, "test_draws": 100}
"""Those of the plan the terms are for."""


@pytest.fixture(scope="module")
def answer(reading, fit, plan, split):
    return find_terms(TermsQuestion(programme=reading.programme, fit=fit, plan=plan, split=split, **DRAWS))


def test_targets_are_the_recommended_shares_less_outside_profit(answer, reading, split) -> None:
    rule = next(row for row in split.rules if row.rule == split.recommended)
    for target in answer.targets:
        outside = float(reading.programme.party(target.party).outside_profit)
        assert target.amount == pytest.approx(rule.shares[target.party].mean - outside, rel=1e-6)
    assert sum(target.amount for target in answer.targets) == pytest.approx(answer.joint.mean)


def test_nobody_gains_more_than_its_part_of_what_the_certificate_leaves_open(answer, plan) -> None:
    # Everybody's objective is its share of joint profit, and no plan beats the bound.
    certificate = plan.plan.certificate
    left = certificate.bound - certificate.value
    both = answer.family("revenue_and_cost_share")
    for party in both.parties:
        share = both.shares[party.party]
        assert party.gain <= share * left + 1e-6 * abs(certificate.value)
        assert party.most is not None
        assert party.gain <= party.most
    revenue = answer.family("revenue_share")
    assert revenue.tempted > 100 * both.tempted
    assert revenue.joint_alone < both.joint_alone


def test_the_recommended_terms_reach_the_target_and_tempt_least(answer) -> None:
    best = answer.recommended
    assert best.reached
    assert best.place == 1
    least = min(family.tempted for family in answer.families if family.reached)
    assert best.tempted <= least + 0.005 * abs(answer.joint.mean)


def test_amounts_must_share_out_joint_profit(answer, reading, fit, plan, split) -> None:
    def asked(scale: float) -> TermsQuestion:
        values = {each.party: Fraction(round(scale * each.amount)) for each in answer.targets}
        return TermsQuestion(
            programme=reading.programme,
            fit=fit,
            plan=plan,
            split=split,
            target=AskedTarget(values=values, money=True),
            family="revenue_share",
            **DRAWS,
        )

    found = find_terms(asked(1.0))
    assert found.asked == found.recommended.family == "revenue_share"
    assert found.rule is None
    with pytest.raises(BadInput) as refused:
        find_terms(asked(1.1))
    assert "add up to" in refused.value.say("en")
