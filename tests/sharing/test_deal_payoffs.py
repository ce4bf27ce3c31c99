"""What deals pay: every kind of clause by hand, and what holds for any deal."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from deal_strategies import deal, deals, outcomes, outcomes_of, shares, yuan
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from kuajie.domain.clauses import (
    Cap,
    CostKind,
    CostShare,
    FeePerEnrolment,
    FixedFee,
    MinimumGuarantee,
    Recoup,
    RevenueShare,
    Tier,
    TierMode,
    Tiers,
)
from kuajie.domain.deal import Deal
from kuajie.planning.risk.newsvendor import mean_left_over
from kuajie.sharing.deals.deal_payoffs import Outcomes, deal_payoffs
from kuajie.sharing.deals.effective_shares import effective_shares

SUMMED = 1e-9
"""Sums of some thousand yuan in another order."""

HALVES = RevenueShare(shares=shares(P="1/2", E="1/2"))


def paid(*clauses: object, revenue: float, **others: object) -> list[float]:
    """Return the profits of P and E at one revenue."""
    found = deal_payoffs(deal(*clauses), outcomes([revenue], **others))  # type: ignore[arg-type]
    return [round(float(value), 9) for value in found.profit[:, 0]]


def test_without_clauses_the_seller_keeps_revenue_and_all_bear_their_own_costs() -> None:
    assert paid(revenue=100, spend=(10, 5), unit_costs=(3, 2)) == [87.0, -7.0]


def test_revenue_shares() -> None:
    assert paid(RevenueShare(shares=shares(P="0.7", E="0.3")), revenue=100, spend=(10, 5)) == [60.0, 25.0]


def tiers(mode: TierMode) -> Tiers:
    rows = ((0, "1/2", "1/2"), (100, "3/4", "1/4"), (200, "1", "0"))
    return Tiers(
        mode=mode, tiers=tuple(Tier(threshold=yuan(at), shares=shares(P=p, E=e)) for at, p, e in rows)
    )


@pytest.mark.parametrize(
    ("revenue", "marginal", "retroactive"),
    [
        (80, 40.0, 40.0),
        (100, 50.0, 75.0),  # at the threshold all of it is shared by the next tier
        (160, 50.0 + 45.0, 120.0),
        (300, 50.0 + 75.0 + 100.0, 300.0),
    ],
)
def test_tiers_by_slice_or_all_at_once(revenue: float, marginal: float, retroactive: float) -> None:
    assert paid(tiers(TierMode.MARGINAL), revenue=revenue)[0] == marginal
    assert paid(tiers(TierMode.RETROACTIVE), revenue=revenue)[0] == retroactive


def test_just_below_a_threshold_both_modes_pay_alike_in_the_first_tier() -> None:
    assert paid(tiers(TierMode.MARGINAL), revenue=99) == paid(tiers(TierMode.RETROACTIVE), revenue=99)


@pytest.mark.parametrize(("revenue", "expected"), [(30, [0.0, -10.0]), (40, [0.0, 0.0]), (100, [30.0, 30.0])])
def test_recoup_comes_before_shares_and_stops_where_revenue_does(
    revenue: float, expected: list[float]
) -> None:
    # E spent 40: below that it has all of the revenue, above it the rest is halved.
    repay = Recoup(party="E", costs=(CostKind.SPEND,))
    assert paid(HALVES, repay, revenue=revenue, spend=(0, 40)) == expected


def test_recoup_up_to_a_limit_and_of_a_stated_amount() -> None:
    limited = Recoup(party="E", costs=(CostKind.SPEND, CostKind.UNIT_COSTS), limit=yuan(20))
    assert paid(limited, HALVES, revenue=100, spend=(0, 30), unit_costs=(0, 10)) == [40.0, 20.0]
    assert paid(Recoup(party="E", amount=yuan(20)), HALVES, revenue=100) == [40.0, 60.0]


def test_tiers_count_what_recoup_left() -> None:
    repay = Recoup(party="E", amount=yuan(20))
    assert paid(repay, tiers(TierMode.RETROACTIVE), revenue=119) == [49.5, 69.5]


def test_what_is_above_a_cap_goes_to_the_others() -> None:
    cap = Cap(party="E", amount=yuan(30))
    assert paid(HALVES, cap, revenue=50) == [25.0, 25.0]
    assert paid(HALVES, cap, revenue=100) == [70.0, 30.0]


def test_what_is_above_a_cap_is_shared_in_proportion_or_by_name() -> None:
    thirds = RevenueShare(shares=shares(P="1/2", E="3/10", C="1/5"))
    result = outcomes([100.0], spend=(0, 0, 0), unit_costs=(0, 0, 0))
    rest = deal(thirds, Cap(party="P", amount=yuan(25)), parties=("P", "E", "C"))
    assert deal_payoffs(rest, result).profit[:, 0] == pytest.approx([25.0, 45.0, 30.0])
    named = deal(thirds, Cap(party="P", amount=yuan(25), to=("C",)), parties=("P", "E", "C"))
    assert deal_payoffs(named, result).profit[:, 0] == pytest.approx([25.0, 30.0, 45.0])


@pytest.mark.parametrize(
    ("revenue", "expected"), [(0, [-40.0, 40.0]), (50, [10.0, 40.0]), (100, [50.0, 50.0])]
)
def test_a_guarantee_pays_what_is_short(revenue: float, expected: list[float]) -> None:
    assert paid(HALVES, MinimumGuarantee(payer="P", payee="E", amount=yuan(40)), revenue=revenue) == expected


def test_fees_and_cost_shares() -> None:
    fees = (
        FixedFee(payer="P", payee="E", amount=yuan(7)),
        FeePerEnrolment(payer="E", payee="P", amount=yuan(2)),
        CostShare(payer="P", payee="E", rate=Fraction(1, 4), costs=(CostKind.SPEND, CostKind.UNIT_COSTS)),
    )
    alike = {"spend": (0, 40), "unit_costs": (0, 20), "enrolments": 3.0}
    assert paid(*fees, revenue=100, **alike) == [100 - 7 + 6 - 15, 7 - 6 + 15 - 60]


def test_a_cost_that_recoup_repaid_is_not_reimbursed_again() -> None:
    repay = Recoup(party="E", costs=(CostKind.SPEND,), limit=yuan(30))
    half = CostShare(payer="P", payee="E", rate=Fraction(1, 2))
    assert paid(repay, half, revenue=100, spend=(0, 40)) == [100 - 30 - 5, 30 + 5 - 40]


def test_earlier_guarantees_count_towards_later_ones() -> None:
    promises = (
        MinimumGuarantee(payer="P", payee="E", amount=yuan(30)),
        MinimumGuarantee(payer="C", payee="E", amount=yuan(50)),
    )
    result = outcomes([10.0], spend=(0, 0, 0), unit_costs=(0, 0, 0))
    found = deal_payoffs(deal(*promises, parties=("P", "E", "C")), result)
    assert found.profit[:, 0].tolist() == [-20.0, 50.0, -20.0]
    assert found.flows[:, :, 0].tolist() == [[-30.0, 30.0, 0.0], [0.0, 20.0, -20.0]]


def test_clauses_about_some_courses_count_those_alone() -> None:
    of = Deal(
        parties=("P", "E", "C"),
        sellers={"J1": "P", "J2": "P"},
        owners={},
        clauses=(
            Recoup(party="E", amount=yuan(20), courses=("J1",)),
            MinimumGuarantee(payer="C", payee="E", amount=yuan(10), courses=("J2",)),
            MinimumGuarantee(payer="P", payee="E", amount=yuan(50), courses=("J1",)),
            FeePerEnrolment(payer="E", payee="P", amount=yuan(2), courses=("J2",)),
        ),
    )
    result = Outcomes(
        revenue=np.array([[100.0], [40.0]]),
        enrolments=np.array([[5.0], [3.0]]),
        let_off=np.zeros((3, 1)),
        unit_costs=np.zeros((3, 2, 1)),
        spend=np.zeros((0, 1)),
    )
    # What recoup repaid of J1 counts for its guarantee; the true-up for J2 does not.
    found = deal_payoffs(of, result)
    assert found.flows[:, 1, 0].tolist() == [20.0, 10.0, 30.0, -6.0]
    assert found.profit[:, 0].tolist() == [140.0 - 20.0 - 30.0 + 6.0, 54.0, -10.0]


def test_outcomes_of_other_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="let_off must have shape"):
        deal_payoffs(deal(), outcomes([1.0], spend=(0.0, 0.0, 0.0), unit_costs=(0.0, 0.0)))


@given(data=st.data())
def test_parties_profits_add_up_to_joint_profit_in_every_draw(data: st.DataObject) -> None:
    of = data.draw(deals())
    result = data.draw(outcomes_of(of))
    found = deal_payoffs(of, result)
    assert found.profit.sum(axis=0) == pytest.approx(result.joint_profit, abs=SUMMED)
    assert found.flows.sum(axis=1) == pytest.approx(np.zeros(found.flows.shape[::2]), abs=SUMMED)
    assert found.profit == pytest.approx(found.receipts - found.costs + found.flows.sum(axis=0), abs=SUMMED)
    assert found.from_revenue.sum(axis=0) == pytest.approx(result.revenue.sum(axis=0), abs=SUMMED)


def with_amount(of: Deal, place: int, more: int) -> Deal:
    clause = of.clauses[place]
    assert isinstance(clause, MinimumGuarantee)
    raised = replace(clause, amount=yuan(int(clause.amount.amount) + more))
    return replace(of, clauses=(*of.clauses[:place], raised, *of.clauses[place + 1 :]))


@given(data=st.data(), more=st.integers(1, 500))
def test_a_higher_guarantee_never_hurts_the_payee_nor_helps_the_payer(data: st.DataObject, more: int) -> None:
    of = data.draw(deals())
    payer, payee = data.draw(st.permutations(of.parties))[:2]
    promise = MinimumGuarantee(payer=payer, payee=payee, amount=yuan(data.draw(st.integers(0, 900))))
    others = tuple(c for c in of.clauses if not isinstance(c, MinimumGuarantee | Cap))
    low = replace(of, clauses=(*others, promise))
    result = data.draw(outcomes_of(of))
    before, after = (deal_payoffs(each, result) for each in (low, with_amount(low, len(others), more)))
    gain = (after.profit - before.profit).round(6)
    at = {party: gain[of.parties.index(party)] for party in (payer, payee)}
    assert (at[payee] >= 0).all()
    assert (at[payer] <= 0).all()


@given(data=st.data())
def test_no_party_is_above_its_cap(data: st.DataObject) -> None:
    of = data.draw(deals())
    found = deal_payoffs(of, data.draw(outcomes_of(of)))
    whole = [clause for clause in of.clauses if isinstance(clause, Cap) and not clause.courses]
    recouped = {clause.party for clause in of.clauses if isinstance(clause, Recoup)}
    for cap in whole:
        if cap.party not in recouped:
            assert (found.from_revenue[of.parties.index(cap.party)] <= float(cap.amount) + SUMMED).all()


@given(data=st.data())
def test_recoup_and_cost_shares_never_repay_more_than_costs(data: st.DataObject) -> None:
    of = data.draw(deals())
    kept = tuple(c for c in of.clauses if isinstance(c, CostShare) or (isinstance(c, Recoup) and c.costs))
    only = replace(of, clauses=kept)
    result = data.draw(outcomes_of(of))
    found = deal_payoffs(only, result)
    payees = [c.party if isinstance(c, Recoup) else c.payee for c in kept]
    for party in set(payees):
        place = of.parties.index(party)
        repaid = sum(found.flows[k, place].clip(0.0) for k in range(len(kept)) if payees[k] == party)
        assert (repaid <= found.costs[place] + SUMMED).all()


def test_effective_shares_by_hand() -> None:
    of = deal(
        HALVES,
        MinimumGuarantee(payer="P", payee="E", amount=yuan(40)),
        CostShare(payer="P", payee="E", rate=Fraction(3, 10)),
        FeePerEnrolment(payer="P", payee="E", amount=yuan(2)),
    )
    # At a revenue of 60 the guarantee fills up every yuan E is short of, at 100 it does not.
    at = outcomes([60.0, 100.0], spend=(10.0, 10.0), unit_costs=(8.0, 4.0), enrolments=4.0)
    found = effective_shares(of, at)
    assert found.revenue[:, 0] == pytest.approx([0.75, 0.25])
    assert found.spend == pytest.approx(np.array([[1.0, 0.3], [0.0, 0.7]]))
    assert found.per_enrolment[:, 0] == pytest.approx([-2.0 - 2.0, 2.0 - 1.0])
    assert effective_shares(of, at.expected).revenue[:, 0] == pytest.approx([0.75, 0.25])


@given(data=st.data())
def test_effective_shares_hand_out_every_yuan_once(data: st.DataObject) -> None:
    of = data.draw(deals(retroactive=False))
    found = effective_shares(of, data.draw(outcomes_of(of, least=1)))
    assert found.revenue.sum(axis=0) == pytest.approx(np.ones(len(of.sellers)), abs=1e-6)
    assert found.spend.sum(axis=0) == pytest.approx(np.ones(len(of.owners)), abs=1e-6)


CASES = Path(__file__).parents[1] / "reference" / "dynamic_contracts_bargaining.json"
NEWSVENDORS = [
    case
    for case in json.loads(CASES.read_text(encoding="utf-8"))
    if case["model"].startswith("revenue sharing newsvendor") and case["inputs"]["dist"] == "normal"
]


@pytest.mark.parametrize("case", NEWSVENDORS, ids=lambda case: str(case["id"]))
def test_sharing_revenue_and_cost_at_one_rate_coordinates_seats(case: dict[str, Any]) -> None:
    """Revenue sharing of Cachon and Lariviere (2005): P's share of revenue is its share of all costs."""
    given, expected = case["inputs"], case["expected"]
    share = Fraction(str(given["phi"]))
    costs = Fraction(str(given["c_P"])), Fraction(str(given["c_E"]))
    wholesale = share * sum(costs) - costs[0]
    agreed = deal(
        RevenueShare(shares={"P": share, "E": 1 - share}),
        CostShare(payer="P", payee="E", rate=wholesale / costs[1]),
    )

    def profits(seats: float) -> Any:
        sales = seats - mean_left_over(norm(given["mu"], given["sigma"]), seats)
        spend = (given["c_P"] * seats, given["c_E"] * seats)
        return deal_payoffs(agreed, outcomes([given["price"] * sales], spend=spend)).profit[:, 0]

    best = expected["q"]
    assert float(wholesale) == pytest.approx(expected["w"], rel=1e-8)
    assert profits(best) == pytest.approx([expected["profit_P"], expected["profit_E"]], rel=1e-8)
    assert profits(best).sum() == pytest.approx(expected["joint"], rel=1e-8)
    # Both parties would choose the seats that are best for both together.
    for other in (0.98 * best, 1.02 * best):
        assert (profits(other) < profits(best)).all()
    local = effective_shares(agreed, outcomes([1000.0], spend=(100.0, 300.0)))
    assert local.revenue[0, 0] == pytest.approx(float(share))
    borne = float(local.spend[0] @ [given["c_P"], given["c_E"]]) / float(sum(costs))
    assert borne == pytest.approx(float(share))
