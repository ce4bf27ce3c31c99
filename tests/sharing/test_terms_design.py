"""Every family of terms: what it reaches it reaches, and what it cannot it comes nearest to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from terms_settings import random_setting, retargeted, two_by_hand

from kuajie.domain.clauses import Cap, CostShare, FixedFee, MinimumGuarantee, Recoup, RevenueShare, Tiers
from kuajie.sharing.deals.deal_payoffs import Outcomes
from kuajie.sharing.terms.families.fees import fees_between
from kuajie.sharing.terms.families.setting import Setting
from kuajie.sharing.terms.families.shares import FINEST, nearest_shares, rounded
from kuajie.sharing.terms.families.table import FAMILIES
from kuajie.sharing.terms.terms_design import applies, design_terms, rounding_of, solved, written

COIN = 0.01
SOLVED = {name: family for name, family in FAMILIES.items() if not family.searched}
EVERY = pytest.mark.parametrize("family", SOLVED.values(), ids=list(SOLVED))
SEEDS = st.integers(0, 10**6)


@EVERY
@given(seed=SEEDS, parties=st.integers(1, 5))
@settings(max_examples=8, deadline=None)
def test_terms_hand_out_joint_profit_and_say_how_far_off_they_are(family, seed: int, parties: int) -> None:
    setting = random_setting(seed, parties=parties)
    found = design_terms(family, setting)
    np.testing.assert_allclose(
        found.payoffs.profit.sum(axis=0), setting.outcomes.joint_profit, rtol=1e-9, atol=1e-3
    )
    again = setting.payoffs(found.deal.clauses).profit.mean(axis=1)
    np.testing.assert_allclose(found.off, again - setting.target, rtol=0, atol=1e-6)
    assert found.reached == (np.abs(found.off).max() <= rounding_of(family, setting))


@pytest.mark.parametrize("name", [name for name, family in SOLVED.items() if family.fee])
@given(seed=SEEDS, parties=st.integers(1, 5))
@settings(max_examples=8, deadline=None)
def test_with_fees_any_split_is_reached_to_the_coin(name: str, seed: int, parties: int) -> None:
    setting = random_setting(seed, parties=parties)
    wild = np.random.default_rng(seed).normal(0.0, 2.0, parties)
    found = design_terms(FAMILIES[name], retargeted(setting, wild + (1.0 - wild.sum()) / parties))
    assert found.reached
    assert np.abs(found.off).max() <= COIN * parties


@pytest.mark.parametrize(
    "name", ["revenue_and_cost_share", "recoup_first", "revenue_share", "tiers_marginal", "guarantee", "cap"]
)
@given(seed=SEEDS, parties=st.integers(2, 5))
@settings(max_examples=8, deadline=None)
def test_before_rounding_shares_reach_a_fair_target_exactly(name: str, seed: int, parties: int) -> None:
    # Costs are half of revenue at most, so everybody's part of revenue lies well between 0 and 1.
    setting, family = random_setting(seed, parties=parties), FAMILIES[name]
    shares = solved(family, setting)
    assert shares.min() >= 0.0
    off = setting.expected(written(family, setting, shares, finest=FINEST)) - setting.target
    assert np.abs(off).max() <= 1e-6 * setting.revenue


@pytest.mark.parametrize("name", ["revenue_share", "revenue_and_cost_share", "guarantee", "tiers_marginal"])
@pytest.mark.parametrize("seed", range(4))
def test_out_of_reach_the_nearest_is_told(name: str, seed: int) -> None:
    # An independent search over shares of three parties comes no nearer, in least squares.
    shares = np.array([1.9, 0.3, -1.2])
    setting, family = retargeted(random_setting(seed), shares), FAMILIES[name]
    found = design_terms(family, setting)
    assert not found.reached

    def miss(angles: np.ndarray) -> float:
        some = np.exp(angles - angles.max())
        some = some / some.sum()
        off = setting.expected(written(family, setting, some, finest=FINEST)) - setting.target
        return float(off @ off) / setting.revenue**2

    starts = np.random.default_rng(seed).normal(0.0, 2.0, (6, 3))
    best = min(minimize(miss, start, method="Nelder-Mead").fun for start in starts)
    told = float(found.off @ found.off) / setting.revenue**2
    assert told <= best * (1.0 + 1e-3) + 1e-6


def test_two_parties_by_hand() -> None:
    # 1000 less 400 of costs leaves 600; E is to have 200 after its 250, P 400 after its 150.
    setting = two_by_hand((400.0, 200.0))
    share = design_terms(FAMILIES["revenue_share"], setting)
    assert share.deal.clauses == (RevenueShare(shares={"P": Fraction(55, 100), "E": Fraction(45, 100)}),)
    both = design_terms(FAMILIES["revenue_and_cost_share"], setting)
    assert both.shares == pytest.approx([0.6667, 0.3333])
    rates = {(c.payer, c.payee): c.rate for c in both.deal.clauses if isinstance(c, CostShare)}
    assert rates == {("E", "P"): Fraction(3333, 10_000), ("P", "E"): Fraction(6667, 10_000)}
    recoup = design_terms(FAMILIES["recoup_first"], setting)
    assert [c.party for c in recoup.deal.clauses if isinstance(c, Recoup)] == ["E", "P"]
    assert recoup.shares == pytest.approx([0.6667, 0.3333])
    fee = design_terms(FAMILIES["fixed_fee"], setting)
    assert [(c.payer, c.payee, str(c.amount)) for c in fee.deal.clauses] == [("P", "E", "450.00 CNY")]


def test_tiers_leave_the_leader_as_little_as_plain_shares_do_by_hand() -> None:
    # P takes in all 1000 and is to have 36 of it. At plan it has 2 %, and as much again of the first 800:
    # 20 + 16. Five points more there, whatever it has at plan, would leave it no less than 40.
    found = design_terms(FAMILIES["tiers_marginal"], two_by_hand((-114.0, 714.0)))
    assert found.reached
    (tiers,) = found.deal.clauses
    assert isinstance(tiers, Tiers)
    assert [int(tier.threshold.minor) for tier in tiers.tiers] == [0, 800_00, 1000_00, 1200_00]
    assert [tier.shares["P"] for tier in tiers.tiers] == [Fraction(4, 100), Fraction(2, 100), 0, 0]
    on_everything = design_terms(FAMILIES["tiers_retroactive"], two_by_hand((-114.0, 714.0)))
    assert on_everything.reached


@pytest.mark.parametrize("name", ["revenue_share", "tiers_marginal", "tiers_retroactive"])
@given(seed=SEEDS, parties=st.integers(2, 5))
@settings(max_examples=15, deadline=None)
def test_tiers_reach_whatever_plain_shares_reach(name: str, seed: int, parties: int) -> None:
    # Any parts of revenue that add up to one, many near nothing and some near everything.
    setting, family = random_setting(seed, parties=parties), FAMILIES[name]
    parts = np.random.default_rng(seed).dirichlet(np.full(parties, 0.3))
    setting = retargeted(setting, (parts * setting.revenue - setting.own_costs) / setting.joint)
    off = setting.expected(written(family, setting, solved(family, setting), finest=FINEST)) - setting.target
    assert np.abs(off).max() <= 1e-6 * setting.revenue


def test_a_cap_cannot_pay_nearly_everything_by_hand() -> None:
    # Revenue is 500 or 1500, E is to have 980 of 1000. In a good quarter 1250 come, its part is 1225, capped
    # at 1300: with all of revenue E has 500 or 1300, that is 900.
    sure = two_by_hand((-130.0, 730.0))
    outcomes = replace(
        sure.outcomes,
        revenue=np.array([[500.0, 1500.0]]),
        enrolments=np.full((1, 2), 10.0),
        let_off=np.zeros((2, 2)),
        unit_costs=np.repeat(sure.outcomes.unit_costs, 2, axis=2),
        spend=np.repeat(sure.outcomes.spend, 2, axis=1),
    )
    found = design_terms(FAMILIES["cap"], replace(sure, outcomes=outcomes))
    assert not found.reached
    assert found.shares == pytest.approx([0.0, 1.0])
    assert found.off == pytest.approx([80.0, -80.0])


def test_revenue_shares_cannot_pay_less_than_nothing() -> None:
    # E is to lose 300, but even without any revenue it loses its 250 only: it is 50 off, and so is P.
    found = design_terms(FAMILIES["revenue_share"], two_by_hand((900.0, -300.0)))
    assert not found.reached
    assert found.shares == pytest.approx([1.0, 0.0])
    assert found.off == pytest.approx([-50.0, 50.0])


def test_without_revenue_there_are_costs_and_fees_to_share() -> None:
    setting = two_by_hand((-100.0, -300.0), revenue=0.0)
    kinds = {name: family for name, family in SOLVED.items() if applies(family, setting)}
    assert set(kinds) == {"revenue_and_cost_share", "revenue_and_cost_share_plus_fee", "fixed_fee"}
    for family in kinds.values():
        found = design_terms(family, setting)
        assert found.reached, family.name
        assert not any(isinstance(clause, RevenueShare) for clause in found.deal.clauses)
    assert design_terms(kinds["revenue_and_cost_share"], setting).shares == pytest.approx([0.25, 0.75])
    with pytest.raises(ValueError, match="there is none"):
        design_terms(FAMILIES["revenue_share"], setting)


def test_searched_shares_stand_as_given_and_fees_bring_the_target() -> None:
    setting, family = random_setting(5), FAMILIES["second_best_share"]
    found = design_terms(family, setting, np.array([0.2, 0.0, 0.8]))
    assert found.shares == pytest.approx([0.2, 0.0, 0.8])
    assert found.reached
    for shares, other in ((None, family), (found.shares, FAMILIES["cap"])):
        with pytest.raises(ValueError, match="searched families only"):
            design_terms(other, setting, shares)


def test_where_nothing_happens_at_all_fees_still_move_money() -> None:
    idle = two_by_hand((-100.0, -300.0), revenue=0.0)
    nothing = Outcomes(
        revenue=np.zeros((1, 1)),
        enrolments=np.zeros((1, 1)),
        let_off=np.zeros((2, 1)),
        unit_costs=np.zeros((2, 1, 1)),
        spend=np.zeros((2, 1)),
    )
    setting = Setting(bare=idle.bare, outcomes=nothing, target=np.array([5.0, -5.0]), currency="CNY")
    for family in SOLVED.values():
        if applies(family, setting):
            assert design_terms(family, setting).reached is family.fee, family.name


def test_clauses_are_those_of_the_family() -> None:
    setting = random_setting(3)
    kinds = {
        "guarantee": MinimumGuarantee,
        "cap": Cap,
        "tiers_marginal": Tiers,
        "tiers_retroactive": Tiers,
        "recoup_first": Recoup,
        "revenue_share_plus_fee": FixedFee,
    }
    for name, kind in kinds.items():
        clauses = design_terms(FAMILIES[name], setting).deal.clauses
        assert any(isinstance(clause, kind) for clause in clauses), name


def test_a_guarantee_is_paid_for_by_a_lower_share_and_a_cap_by_a_higher_one() -> None:
    setting = random_setting(3)
    partner = setting.partner
    plain = design_terms(FAMILIES["revenue_share"], setting).shares
    less = design_terms(FAMILIES["guarantee"], setting).shares
    more = design_terms(FAMILIES["cap"], setting).shares
    assert less[partner] < plain[partner] < more[partner]


@given(st.lists(st.floats(-3.0, 3.0), min_size=1, max_size=6))
def test_nearest_shares_are_a_projection(wanted: list[float]) -> None:
    point = np.array(wanted)
    near = nearest_shares(point)
    assert near.sum() == pytest.approx(1.0)
    assert near.min() >= 0.0
    # No corner of the simplex lies on the far side of the plane through the nearest point.
    assert np.all((point - near) @ (np.eye(point.size) - near).T <= 1e-9)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6).filter(lambda some: sum(some) > 0.1))
def test_rounded_shares_add_up_and_move_less_than_a_unit(shares: list[float]) -> None:
    whole = np.array(shares) / sum(shares)
    found = rounded(whole, 10_000)
    assert sum(found) == 1
    assert np.abs(np.array([float(share) for share in found]) - whole).max() < 1e-4 + 1e-12


@given(st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=6))
def test_fees_settle_everybody(cents: list[int]) -> None:
    missing = np.array([*cents, -sum(cents)]) / 100.0
    names = tuple(f"p{place}" for place in range(missing.size))
    fees = fees_between(names, missing, "CNY")
    got = dict.fromkeys(names, 0.0)
    for fee in fees:
        got[fee.payer] -= float(fee.amount)
        got[fee.payee] += float(fee.amount)
    assert [got[name] for name in names] == pytest.approx(missing.tolist())
    assert len(fees) < len(names)
